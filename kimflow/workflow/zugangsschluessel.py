"""Acts on personal keys for calendars and the JSON interface: made, shown once, renewed, revoked (ZUSAGEN D7, D8)."""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import delete, or_, update

from kimflow import clock, queries
from kimflow.columns import canonical
from kimflow.db import session
from kimflow.models import Kalenderinhalt, Person, SchluesselStatus, Schluesselzweck, Zugangsschluessel
from kimflow.permissions import Permission
from kimflow.queries.anmeldungen import schluessel_hash
from kimflow.workflow.acts import Obstructed, act

S = SchluesselStatus
HOECHSTENS = 10
"""Keys of one person at a time."""
LAENGSTENS = timedelta(days=366)
"""How long a key of the interface lasts at most; then it is renewed."""
AUFBEWAHREN = timedelta(days=30)
"""How long a key that opens nothing any more is still listed."""
VORZEICHEN = "kf_"
"""By this a key of the interface is recognised where it must not lie, in a repository or a log."""


def ist_eingeschaltet(schluessel: Zugangsschluessel) -> str | None:
    if schluessel.ist_kalender or queries.einstellungen.ist_an("schnittstelle.an"):
        return None
    return "Die Schnittstelle ist ausgeschaltet."


@act(
    Permission.ZUGANGSSCHLUESSEL_KALENDER_ANLEGEN,
    label="Kalender abonnieren",
    sentence="hat einen Kalender abonniert",
    then=S.GUELTIG,
    creates=True,
)
def kalender_anlegen(
    person: Person, *, name: str, inhalte: Sequence[Kalenderinhalt], mit_titel: bool = False
) -> Zugangsschluessel:
    """Eine Adresse, unter der Ihr Kalenderprogramm Ihre Termine holt. Wer die Adresse kennt, sieht diese Termine.

    Ohne Titel stehen darin nur Nummern, Gremien und Orte; was dahintersteht, zeigt kimflow nach der Anmeldung.
    """
    made = Zugangsschluessel(
        zweck=Schluesselzweck.KALENDER, name=_name(person, name), inhalte=_inhalte(inhalte), mit_titel=mit_titel
    )
    return _mit_neuem_schluessel(made, person)


@act(
    Permission.ZUGANGSSCHLUESSEL_SCHNITTSTELLE_ANLEGEN,
    label="Schlüssel für die Schnittstelle anlegen",
    sentence="hat einen Schlüssel für die Schnittstelle angelegt",
    then=S.GUELTIG,
    creates=True,
    records=("gueltig_bis",),
)
def schnittstelle_anlegen(person: Person, *, name: str, gueltig_bis: date) -> Zugangsschluessel:
    """Ein Schlüssel, mit dem ein Programm lesen kann, was Sie lesen dürfen. Ändern kann es nichts.

    Geben Sie ihn niemandem, der nicht in Ihrem Namen lesen soll.
    """
    if not queries.einstellungen.ist_an("schnittstelle.an"):
        raise Obstructed("Die Schnittstelle ist ausgeschaltet. Die Administration schaltet sie ein.")
    made = Zugangsschluessel(
        zweck=Schluesselzweck.SCHNITTSTELLE, name=_name(person, name), inhalte=[], gueltig_bis=_ende(gueltig_bis)
    )
    return _mit_neuem_schluessel(made, person)


@act(
    Permission.ZUGANGSSCHLUESSEL_BEARBEITEN,
    label="Ändern",
    sentence="hat einen Zugangsschlüssel geändert",
    when={S.GUELTIG},
)
def bearbeiten(
    schluessel: Zugangsschluessel,
    person: Person,
    *,
    name: str,
    inhalte: Sequence[Kalenderinhalt] = (),
    mit_titel: bool = False,
) -> None:
    """Den Namen ändern und, bei einem Kalender, was darin steht. Die Adresse bleibt."""
    schluessel.name = _name(person, name, ausser=schluessel.id)
    if schluessel.ist_kalender:
        schluessel.inhalte, schluessel.mit_titel = _inhalte(inhalte), mit_titel


@act(
    Permission.ZUGANGSSCHLUESSEL_ERNEUERN,
    label="Erneuern",
    sentence="hat einen Zugangsschlüssel erneuert",
    when={S.GUELTIG},
    requires=(ist_eingeschaltet,),
    records=("gueltig_bis",),
)
def erneuern(schluessel: Zugangsschluessel, person: Person, *, gueltig_bis: date | None = None) -> None:
    """Einen neuen Schlüssel bekommen, etwa weil der alte bekannt wurde. Der alte gilt ab sofort nicht mehr."""
    if not schluessel.ist_kalender:
        schluessel.gueltig_bis = _ende(gueltig_bis or clock.today())
    _neuer_schluessel(schluessel)


@act(
    Permission.ZUGANGSSCHLUESSEL_WIDERRUFEN,
    label="Widerrufen",
    sentence="hat einen Zugangsschlüssel widerrufen",
    when={S.GUELTIG},
    then=S.WIDERRUFEN,
)
def widerrufen(schluessel: Zugangsschluessel, person: Person) -> None:
    """Der Schlüssel öffnet ab sofort nichts mehr. Das lässt sich nicht zurücknehmen."""
    schluessel.widerrufen_am = clock.now()


def alle_widerrufen(person: Person) -> None:
    """Revoke every key of `person`, whose account is closed; it stays so when the account is opened again."""
    for schluessel in queries.zugangsschluessel.gueltige(person):
        widerrufen.von_selbst(schluessel)


def benutzt(schluessel_id: int) -> bool:
    """Note that a key was used; whether it was the first time today, which is what the log keeps (ZUSAGEN M9)."""
    today = clock.today()
    first = session().execute(
        update(Zugangsschluessel)
        .where(
            Zugangsschluessel.id == schluessel_id,
            or_(Zugangsschluessel.zuletzt_am.is_(None), Zugangsschluessel.zuletzt_am < today),
        )
        .values(zuletzt_am=today)
        .execution_options(synchronize_session=False)
    )
    return bool(first.rowcount)  # type: ignore[attr-defined]  # an UPDATE has one


def aufraeumen() -> None:
    """Forget keys that have opened nothing for a while. Inside transaction()."""
    over = clock.now() - AUFBEWAHREN
    gone = or_(Zugangsschluessel.widerrufen_am < over, Zugangsschluessel.gueltig_bis < clock.local(over).date())
    session().execute(delete(Zugangsschluessel).where(gone).execution_options(synchronize_session=False))


def _mit_neuem_schluessel(schluessel: Zugangsschluessel, person: Person) -> Zugangsschluessel:
    schluessel.person, schluessel.angelegt_am = person, clock.now()
    _neuer_schluessel(schluessel)
    return schluessel


def _neuer_schluessel(schluessel: Zugangsschluessel) -> None:
    made = ("" if schluessel.ist_kalender else VORZEICHEN) + secrets.token_urlsafe(32)
    schluessel.hash, schluessel.klartext = schluessel_hash(made), made


def _name(person: Person, name: str, ausser: int | None = None) -> str:
    """The name as it will be saved. Raises Obstructed if it is taken or there are too many keys."""
    name = canonical(name)
    if not name:
        raise Obstructed("Bitte geben Sie dem Schlüssel einen Namen.")
    others = [one for one in queries.zugangsschluessel.gueltige(person) if one.id != ausser]
    if any(one.name.casefold() == name.casefold() for one in others):
        raise Obstructed("Sie haben schon einen Schlüssel mit diesem Namen.")
    if len(others) >= HOECHSTENS:
        raise Obstructed(f"Sie haben schon {HOECHSTENS} Schlüssel. Bitte widerrufen Sie zuerst einen.")
    return name


def _inhalte(inhalte: Sequence[Kalenderinhalt]) -> list[str]:
    if not inhalte:
        raise Obstructed("Bitte wählen Sie, was im Kalender stehen soll.")
    return [one.value for one in Kalenderinhalt if one in inhalte]


def _ende(day: date) -> date:
    if not clock.today() <= day <= clock.today() + LAENGSTENS:
        raise Obstructed("Ein Schlüssel gilt ab heute und höchstens ein Jahr. Danach wird er erneuert.")
    return day
