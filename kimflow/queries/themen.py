"""Themen as people find them: the visible rows, the list with its filters, and what waits for somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, exists, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from kimflow import clock, config
from kimflow.db import german_key, session
from kimflow.models import (
    Abstimmung,
    Abstimmungsoption,
    AbstimmungStatus,
    Amt,
    Beschluss,
    Beschlusswirkung,
    Bruchstelle,
    Gremium,
    Grundlage,
    Handlungsfeld,
    Kommune,
    Massnahme,
    Person,
    Rechtskreis,
    Stellungnahme,
    Thema,
    ThemaStatus,
    Top,
    Topgegenstand,
    Vokabel,
    Zielvereinbarung,
)
from kimflow.models import Sitzung as Treffen
from kimflow.permissions import (
    ist_buero,
    ist_fachkraft,
    ist_in_einer_projektgruppe,
    ist_koordination,
    ist_lesend,
    ist_mitglied_der_lenkungsgruppe,
    ist_zeichnungsberechtigt,
)
from kimflow.queries.aufgaben import Aufgabe
from kimflow.queries.seiten import Seite, blaettern, muster
from kimflow.queries.wirkungscheck.reihen import je_thema
from kimflow.queries.wirkungscheck.urteile import Urteil, Zahlen, urteil

S = ThemaStatus
_MITWIRKENDE = (
    ist_koordination,
    ist_mitglied_der_lenkungsgruppe,
    ist_zeichnungsberechtigt,
    ist_in_einer_projektgruppe,
    ist_fachkraft,
    ist_buero,
)

GRUPPEN: dict[str, tuple[str, frozenset[ThemaStatus]]] = {
    "speicher": ("im Themenspeicher", frozenset({S.GESAMMELT})),
    "vorgelegt": ("vor der Lenkungsgruppe", frozenset({S.VORGELEGT, S.PRIORISIERT})),
    "arbeit": ("in Arbeit", frozenset({S.BEAUFTRAGT, S.VORSCHLAG, S.VEREINBART, S.RUHT})),
    "fertig": (
        "fertig",
        frozenset({S.UMGESETZT, S.ABGESCHLOSSEN, S.ERLEDIGT, S.NICHT_WEITERVERFOLGT, S.BEENDET, S.ZUSAMMENGEFUEHRT}),
    ),
}
"""The groups a list is filtered by: each status stands in exactly one."""


def sichtbar_fuer(person: Person) -> Select[Thema]:
    """Whoever works with Themen sees all of them; who only reads along sees what was decided."""
    if any(predicate(person, None) for predicate in _MITWIRKENDE):
        return select(Thema)
    if ist_lesend(person, None):
        return select(Thema).where(Thema.beschluss_id.is_not(None))
    return select(Thema).where(false())


def im_speicher() -> list[Thema]:
    """The Themenspeicher, by number; for the Koordination to choose from."""
    stored = select(Thema).where(Thema.status == ThemaStatus.GESAMMELT).order_by(Thema.nummer)
    return list(session().scalars(stored))


def ganz(person: Person) -> Select[Thema]:
    """Visible Themen with everything the page and the requirements of the acts read."""
    bruchstelle = selectinload(Thema.grundlagen).joinedload(Grundlage.bruchstelle)
    sitzung = selectinload(Thema.topgegenstaende).joinedload(Topgegenstand.top).joinedload(Top.sitzung)
    return sichtbar_fuer(person).options(
        joinedload(Thema.handlungsfeld),
        joinedload(Thema.projektgruppe),
        joinedload(Thema.beschluss).joinedload(Beschluss.gremium),
        selectinload(Thema.rechtskreise),
        selectinload(Thema.kommunen),
        bruchstelle.joinedload(Bruchstelle.fall),
        bruchstelle.joinedload(Bruchstelle.von_rechtskreis),
        bruchstelle.joinedload(Bruchstelle.zu_rechtskreis),
        bruchstelle.joinedload(Bruchstelle.von_institutionstyp),
        bruchstelle.joinedload(Bruchstelle.zu_institutionstyp),
        bruchstelle.joinedload(Bruchstelle.ursache),
        bruchstelle.joinedload(Bruchstelle.kommune),
        selectinload(Thema.stellungnahmen).joinedload(Stellungnahme.institution),
        selectinload(Thema.stellungnahmen).joinedload(Stellungnahme.person),
        sitzung.joinedload(Treffen.gremium),
        selectinload(Thema.zielvereinbarungen),
        selectinload(Thema.massnahmen).joinedload(Massnahme.institution),
        selectinload(Thema.massnahmen).joinedload(Massnahme.verantwortlich),
    )


def liest_faelle(person: Person | None) -> bool:
    """Whether cases are named to `person`; None stands for a paper that is handed around."""
    return person is not None and ist_koordination(person, None)


def gezaehlt(anzahl: int, person: Person | None) -> str:
    """A count of Bruchstellen as `person` may read it: exact for the Koordination, else "< 5" below the threshold."""
    schwelle = config.current().schwelle
    return str(anzahl) if anzahl == 0 or anzahl >= schwelle or liest_faelle(person) else f"< {schwelle}"


@dataclass(frozen=True)
class Grundlagen:
    """What a Thema rests on, as one person may read it: the Bruchstellen themselves, or how many there are."""

    bruchstellen: Sequence[Bruchstelle]
    anzahl: str
    kommunen: Sequence[str]
    quellen: Sequence[Grundlage]


def grundlagen(thema: Thema, person: Person | None) -> Grundlagen:
    """The evidence of a Thema loaded by ganz(): cases for the Koordination, a count for everybody else and on paper."""
    found = [g.bruchstelle for g in thema.grundlagen if g.bruchstelle is not None]
    return Grundlagen(
        found if liest_faelle(person) else [],
        gezaehlt(len(found), person),
        sorted({kommune.name for kommune in thema.kommunen}, key=german_key),
        [g for g in thema.grundlagen if g.quellenart is not None],
    )


def in_abstimmung(thema: Thema) -> str | None:
    """The number of the round that is about this Thema and not yet done with: a result waits for its Beschluss."""
    offene = (AbstimmungStatus.VORBEREITET, AbstimmungStatus.OFFEN, AbstimmungStatus.GESCHLOSSEN)
    decided = select(Beschluss.id).where(Beschluss.abstimmung_id == Abstimmung.id).exists()
    undecided = and_(Abstimmung.status == AbstimmungStatus.FESTGESTELLT, ~decided)
    return session().scalar(
        select(Abstimmung.nummer)
        .join(Abstimmungsoption, Abstimmungsoption.abstimmung_id == Abstimmung.id)
        .where(Abstimmungsoption.thema_id == thema.id, or_(Abstimmung.status.in_(offene), undecided))
        .limit(1)
    )


def beschluesse(thema: Thema) -> list[Beschluss]:
    """The Beschlüsse that touched this Thema, newest first."""
    touched = select(Beschlusswirkung.beschluss_id).where(Beschlusswirkung.thema_id == thema.id)
    statement = (
        select(Beschluss)
        .where(or_(Beschluss.id.in_(touched), Beschluss.id == thema.beschluss_id))
        .options(joinedload(Beschluss.gremium))
        .order_by(Beschluss.gefasst_am.desc(), Beschluss.id.desc())
    )
    return list(session().scalars(statement).unique())


# --- the list ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Themenfilter:
    """What the address of the list says. Ids that are none of ours find nothing."""

    gruppe: str = ""
    handlungsfeld: int | None = None
    rechtskreis: int | None = None
    kommune: int | None = None
    suche: str = ""
    sortierung: str = ""

    @property
    def sortiert(self) -> str:
        """The order in force: the Themenspeicher opens with what is due first."""
        vorgabe = "wiedervorlage" if self.gruppe == "speicher" else "neueste"
        return self.sortierung if self.sortierung in SORTIERUNGEN else vorgabe


@dataclass(frozen=True)
class Zeile:
    """A row of the list of Themen."""

    nummer: str
    titel: str
    status: ThemaStatus
    handlungsfeld: str | None
    projektgruppe: str | None
    rang: int | None
    wiedervorlage: date | None
    frist: date | None
    aufgenommen_am: date


def _buchstaben(column: Any) -> ColumnElement[str]:
    """A sort key on both databases: lower case, umlauts as their vowels."""
    key: Any = func.lower(column)
    for umlaut, vowel in (("ä", "a"), ("ö", "o"), ("ü", "u"), ("ß", "ss")):
        key = func.replace(key, umlaut, vowel)
    return key


def _spaet(column: Any) -> ColumnElement[str]:
    """A date as a sort key; without date comes last."""
    return func.coalesce(cast(column, String(10)), "9999-12-31")


SORTIERUNGEN: dict[str, tuple[tuple[Any, ...], bool]] = {
    "neueste": ((Thema.nummer,), True),
    "aelteste": ((Thema.nummer,), False),
    "titel": ((_buchstaben(Thema.titel), Thema.id), False),
    "rang": ((func.coalesce(Thema.rang, 9999), Thema.id), False),
    "wiedervorlage": ((_spaet(Thema.wiedervorlage), Thema.id), False),
    "frist": ((_spaet(Thema.frist), Thema.id), False),
}
"""Order by name: key columns without NULL, and whether descending."""


def liste(person: Person, filter: Themenfilter, nach: str | None = None) -> Seite[Zeile]:
    """One page of the visible Themen that the filter lets through."""
    feld, gruppe = Vokabel.__table__.alias(), Gremium.__table__.alias()
    statement = (
        _gefiltert(person, filter)
        .outerjoin(feld, feld.c.id == Thema.handlungsfeld_id)
        .outerjoin(gruppe, gruppe.c.id == Thema.projektgruppe_id)
        .with_only_columns(
            Thema.nummer,
            Thema.titel,
            Thema.status,
            feld.c.kurz,
            gruppe.c.name,
            Thema.rang,
            Thema.wiedervorlage,
            Thema.frist,
            Thema.aufgenommen_am,
        )
    )
    if filter.gruppe in GRUPPEN:
        statement = statement.where(Thema.status.in_(GRUPPEN[filter.gruppe][1]))
    keys, descending = SORTIERUNGEN[filter.sortiert]
    page = blaettern(statement, keys, nach, absteigend=descending)
    return Seite([Zeile(*tuple(row)[:9]) for row in page.zeilen], page.weiter)


def zaehlung(person: Person, filter: Themenfilter) -> dict[str, int]:
    """How many Themen each group holds under the other filters; "" counts all."""
    rows = session().execute(
        _gefiltert(person, filter).with_only_columns(Thema.status, func.count()).group_by(Thema.status)
    )
    found: dict[ThemaStatus, int] = {row[0]: row[1] for row in rows}
    counts = {name: sum(found.get(status, 0) for status in words) for name, (_, words) in GRUPPEN.items()}
    return {"": sum(found.values()), **counts}


def _gefiltert(person: Person, filter: Themenfilter) -> Select[Any]:
    statement: Select[Any] = sichtbar_fuer(person)
    if filter.handlungsfeld is not None:
        statement = statement.where(Thema.handlungsfeld_id == filter.handlungsfeld)
    if filter.rechtskreis is not None:
        statement = statement.where(Thema.rechtskreise.any(Rechtskreis.id == filter.rechtskreis))
    if filter.kommune is not None:
        statement = statement.where(Thema.kommunen.any(Kommune.id == filter.kommune))
    if filter.suche:
        like = muster(filter.suche)
        fields = (Thema.nummer, Thema.titel, Thema.problem)
        statement = statement.where(or_(*(func.lower(field).like(like, escape="\\") for field in fields)))
    return statement


def filterwoerter() -> dict[str, Sequence[Vokabel]]:
    """The words the list can be filtered by, in one statement."""
    words = session().scalars(
        select(Vokabel)
        .where(Vokabel.art.in_(("handlungsfeld", "rechtskreis")), Vokabel.aktiv)
        .order_by(Vokabel.reihenfolge, Vokabel.kurz)
    )
    found = list(words)
    return {
        "handlungsfeld": [word for word in found if isinstance(word, Handlungsfeld)],
        "rechtskreis": [word for word in found if isinstance(word, Rechtskreis)],
    }


# --- what waits for somebody ------------------------------------------------------------------------------------

HOECHSTENS = 20
"""Aufgaben of one kind on the start page; the list holds the rest."""
_ABGESCHLOSSENE = (S.UMGESETZT, S.ABGESCHLOSSEN)
_BRICHT_WEITER = "Bricht weiter: Wiederaufnahme prüfen"


def aufgaben(person: Person) -> list[Aufgabe]:
    """What the Koordination has to do with Themen, and the Leitung of a Projektgruppe with its new Aufträge."""
    found = _auftraege(person)
    if ist_koordination(person, None):
        found += _der_koordination()
    return found


def _auftraege(person: Person) -> list[Aufgabe]:
    groups = [m.gremium_id for m in person.mitgliedschaften if m.gilt_heute and m.amt is Amt.LEITUNG]
    if not groups:
        return []
    rows = session().execute(
        select(Thema.nummer, Thema.titel, Thema.frist)
        .where(Thema.projektgruppe_id.in_(groups), Thema.status == S.BEAUFTRAGT)
        .where(~exists().where(Zielvereinbarung.thema_id == Thema.id))
        .order_by(Thema.frist, Thema.id)
        .limit(HOECHSTENS)
    )
    return [_aufgabe("Auftrag bearbeiten", nummer, titel, frist) for nummer, titel, frist in rows]


def _der_koordination() -> list[Aufgabe]:
    """Wiedervorlagen that are due, Themen ready to be presented, Steckbriefe not finished, Themen that break on."""
    today = clock.today()
    due = Thema.wiedervorlage.is_not(None) & (Thema.wiedervorlage <= today)
    kind = case(
        (due, "Wiedervorlage fällig"),
        (Thema.status.in_(_ABGESCHLOSSENE), _BRICHT_WEITER),
        (_vollstaendig() & _befragt(today), "Bereit zum Vorlegen"),
        (~_vollstaendig(), "Steckbrief unvollständig"),
    )
    wirkung = je_thema(Thema.status.in_(_ABGESCHLOSSENE), today)
    stored = and_(Thema.status == S.GESAMMELT, Thema.wiedervorlage.is_(None))
    rows = session().execute(
        select(kind, Thema.nummer, Thema.titel, Thema.wiedervorlage, *list(wirkung.c)[1:])
        .outerjoin(wirkung, wirkung.c.thema_id == Thema.id)
        .where(or_(due, stored, wirkung.c.nach_gebrochen > 0), kind.is_not(None))
        .order_by(_spaet(Thema.wiedervorlage), Thema.id)
    )
    found = [_aufgabe(*row[:4], wirkung=row[0] == _BRICHT_WEITER) for row in rows if _zu_tun(*row)]
    kinds = ("Wiedervorlage fällig", _BRICHT_WEITER, "Bereit zum Vorlegen", "Steckbrief unvollständig")
    return [one for name in kinds for one in [a for a in found if a.gruppe == name][:HOECHSTENS]]


def _zu_tun(gruppe: str, nummer: str, titel: str, wiedervorlage: date | None, *counts: int | None) -> bool:
    """A finished Thema asks for something only if the Wirkungscheck says that it breaks on."""
    if gruppe != _BRICHT_WEITER:
        return True
    vor_faelle, vor_gebrochen, nach_faelle, nach_gebrochen = (count or 0 for count in counts)
    return urteil(Zahlen(0, vor_faelle, vor_gebrochen), Zahlen(0, nach_faelle, nach_gebrochen)) is Urteil.WEITER


def _aufgabe(gruppe: str, nummer: str, titel: str, frist: date | None, *, wirkung: bool = False) -> Aufgabe:
    endpoint = "wirkungscheck.thema" if wirkung else "themen.show"
    return Aufgabe(gruppe, f"{nummer} {titel}", endpoint, {"nummer": nummer}, frist)


def _vollstaendig() -> ColumnElement[bool]:
    """The rule of workflow.steckbrief in SQL: a test holds both together."""
    filled = [
        Thema.handlungsfeld_id.is_not(None) if name == "handlungsfeld_id" else getattr(Thema, name) != ""
        for name in Thema.PFLICHTANGABEN
    ]
    interface = exists().where(Grundlage.thema_id == Thema.id, Grundlage.bruchstelle_id.is_not(None))
    return and_(*filled, or_(Thema.rechtskreise.any(), interface))


def _befragt(today: date) -> ColumnElement[bool]:
    """At least one Grundlage, somebody was asked, and nobody may still answer."""
    asked = exists().where(Stellungnahme.thema_id == Thema.id)
    waiting = exists().where(
        Stellungnahme.thema_id == Thema.id,
        Stellungnahme.abgegeben_am.is_(None),
        or_(Stellungnahme.frist.is_(None), Stellungnahme.frist >= today),
    )
    return and_(Thema.grundlagen.any(), asked, ~waiting)
