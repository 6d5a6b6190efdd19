"""Acts behind a table card: whoever sits down for a Sitz without an account is let in, for this Sitzung only."""

from kimflow.db import session
from kimflow.mail import tischkarten as briefe
from kimflow.models import (
    Institution,
    Linkzweck,
    Person,
    PersonStatus,
    Sitz,
    Sitzung,
    SitzungStatus,
)
from kimflow.permissions import Permission
from kimflow.queries import anmeldungen, tischkarten
from kimflow.workflow import anwesenheiten, einzellinks, ereignisse, post, vertretungen
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.bewegung import bewegen

MIT_KONTO = "Bitte melden Sie sich an oder lassen Sie sich von der Moderation eintragen."


@act(
    Permission.SITZUNG_AM_TISCH_ANMELDEN,
    label="Am Tisch anmelden",
    sentence="hat jemanden mit der Tischkarte eingelassen",
    when={SitzungStatus.LAUFEND},
    records=("sitz", "name"),
    follows=True,
)
def am_tisch_anmelden(sitzung: Sitzung, person: Person, *, sitz: Sitz, name: str, funktion: str, mail: str) -> str:
    """Wer für den Sitz am Tisch sitzt, nimmt an dieser Sitzung teil. Die Moderation kann es zurücknehmen."""
    if any(a.ist_da and a.sitz_id == sitz.id for a in sitzung.anwesenheiten):
        raise Obstructed("Für diesen Sitz ist schon jemand da. Bitte wenden Sie sich an die Moderation.")
    if anmeldungen.nach_mail(mail) is not None:
        raise Obstructed(MIT_KONTO)
    wen = _neue_person(sitz, person, name, funktion, mail)
    session().add(vertretungen.fuer_diese_sitzung(sitzung, sitz, wen))
    session().flush()
    session().expire(sitz, ["besetzungen"])
    anwesenheiten.anwesenheit_eintragen(sitzung, person, sitz=sitz, wer=wen)
    for besetzung in tischkarten.sonstige(sitz):
        post.einwerfen(briefe.am_tisch(sitzung, besetzung, wen), Permission.SITZUNG_AM_TISCH_ANMELDEN)
    return einzellinks.ausstellen(wen, Linkzweck.SITZUNG_TEILNEHMEN, sitzung.id, einzellinks.bis_heute_nacht())


@act(
    Permission.SITZUNG_AM_TISCH_ABMELDEN,
    label="Anmeldung am Tisch zurücknehmen",
    sentence="hat eine Anmeldung mit der Tischkarte zurückgenommen",
    when={SitzungStatus.LAUFEND},
    records=("wen",),
)
def am_tisch_abmelden(sitzung: Sitzung, person: Person, *, wen: Person) -> None:
    """Wer sich mit einer Tischkarte angemeldet hat, nimmt nicht mehr teil. Schon abgegebene Stimmen bleiben."""
    besetzung = next((b for b in tischkarten.am_tisch(sitzung) if b.person_id == wen.id), None)
    if besetzung is None:
        raise Obstructed(f"{wen} hat sich nicht mit einer Tischkarte angemeldet.")
    einzellinks.widerrufen(wen)
    for anwesenheit in [a for a in sitzung.anwesenheiten if a.ist_da and a.person_id == wen.id]:
        anwesenheiten.anwesenheit_austragen(sitzung, person, anwesenheit=anwesenheit)
    for hand in [w for w in sitzung.wortmeldungen if w.person_id == wen.id]:
        sitzung.wortmeldungen.remove(hand)
        session().delete(hand)
    session().delete(besetzung)
    bewegen(sitzung)


def _neue_person(sitz: Sitz, person: Person, name: str, funktion: str, mail: str) -> Person:
    wen = Person(
        name=name,
        funktion=funktion,
        mail=mail.strip().lower(),
        institution=_institution(sitz),
        status=PersonStatus.EINGELADEN,
    )
    session().add(wen)
    session().flush()
    ereignisse.festhalten(Permission.PERSON_ANLEGEN, wen, person, None, wen.status, {"institution": wen.institution})
    return wen


def _institution(sitz: Sitz) -> Institution:
    if not sitz.institutionen:
        raise Obstructed("Zu diesem Sitz gehört keine Institution. Bitte wenden Sie sich an die Moderation.")
    return sitz.institutionen[0]
