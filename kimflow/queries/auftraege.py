"""Aufträge as people find them: the visible ones, the list with its filters, and what waits for somebody."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, false, func, literal, or_, select, true
from sqlalchemy.orm import joinedload

from kimflow import clock
from kimflow.db import session
from kimflow.models import Auftrag, AuftragStatus, Beschluss, Gremium, Person, Sitzung, SitzungStatus, Top
from kimflow.permissions import ist_koordination
from kimflow.queries import nachfolge
from kimflow.queries.aufgaben import Aufgabe
from kimflow.queries.seiten import Seite, blaettern, muster
from kimflow.queries.sitzungen import eigene_gremien

OFFEN = (AuftragStatus.ERTEILT, AuftragStatus.ANGENOMMEN)


def _sichtbar(person: Person) -> ColumnElement[bool]:
    if ist_koordination(person, None):
        return true()
    there = or_(Sitzung.gremium_id.in_(eigene_gremien(person)), Sitzung.protokollfuehrung_id == person.id)
    own = select(Top.id).join(Top.sitzung).where(there)
    decided = select(Beschluss.id).where(Beschluss.gremium_id.in_(eigene_gremien(person)))
    by_circulation = and_(Auftrag.top_id.is_(None), Auftrag.beschluss_id.in_(decided))
    return or_(Auftrag.top_id.in_(own), by_circulation, Auftrag.verantwortlich_id == person.id)


def sichtbar_fuer(person: Person) -> Select[Auftrag]:
    """The Koordination sees every Auftrag, members those of their bodies, and everybody the own ones."""
    return select(Auftrag).where(_sichtbar(person))


def ganz(person: Person) -> Select[Auftrag]:
    """With everything the page shows and the acts ask for."""
    return sichtbar_fuer(person).options(
        joinedload(Auftrag.top).joinedload(Top.sitzung).joinedload(Sitzung.gremium),
        joinedload(Auftrag.beschluss).joinedload(Beschluss.gremium),
        joinedload(Auftrag.zielvereinbarung),
        joinedload(Auftrag.verantwortlich),
        joinedload(Auftrag.person),
    )


def sichtbare_auflagen(person: Person, zielvereinbarung_id: int) -> set[int]:
    """Ids of those Auflagen of a Zielvereinbarung that this person may open."""
    statement = sichtbar_fuer(person).where(Auftrag.zielvereinbarung_id == zielvereinbarung_id)
    return set(session().scalars(statement.with_only_columns(Auftrag.id)))


# --- the list ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filter:
    """What the address of the list says. Without a word for `stand` it shows what is not finished."""

    wer: str = ""
    stand: str = ""
    gremium: int | None = None
    sitzung: str = ""
    suche: str = ""


@dataclass(frozen=True)
class Zeile:
    """A row of the list: what, who, by when, from which item of which meeting or which Beschluss by circulation."""

    id: int
    text: str
    status: AuftragStatus
    verantwortlich: str | None
    faellig_am: date | None
    ueberfaellig: bool
    sitzung: str | None
    gremium: str
    top: int | None
    beschluss: str | None
    ergebnis: str

    @property
    def aus(self) -> str:
        return f"{self.sitzung}, TOP {self.top}" if self.sitzung else self.beschluss or ""


def _ueberfaellig() -> ColumnElement[bool]:
    """As Auftrag.ist_ueberfaellig says it of one."""
    return and_(Auftrag.status.in_(OFFEN), func.coalesce(Auftrag.faellig_am < clock.today(), false()))


STAENDE: dict[str, str] = {
    "ueberfaellig": "überfällig",
    "ohne": "ohne Verantwortliche",
    "erledigt": "erledigt",
    "verworfen": "verworfen",
    "alle": "alle",
}
"""Words of the filter beside the open ones, which stand there without a word."""


def _im_stand(stand: str) -> ColumnElement[bool]:
    if stand == "alle":
        return true()
    if stand == "ueberfaellig":
        return _ueberfaellig()
    if stand in (AuftragStatus.ERLEDIGT, AuftragStatus.VERWORFEN):
        return Auftrag.status == AuftragStatus(stand)
    ownerless = Auftrag.verantwortlich_id.is_(None) if stand == "ohne" else true()
    return and_(Auftrag.status.in_(OFFEN), ownerless)


# Days as text, because a mark of a page holds text; those without a day come last.
_tag = func.coalesce(func.substr(cast(Auftrag.faellig_am, String), 1, 10), "9999-12-31")


# An Auflage of a Beschluss by circulation belongs to no meeting.
_gremium_id = func.coalesce(Sitzung.gremium_id, Beschluss.gremium_id)


def liste(person: Person, filter: Filter, nach: str | None = None) -> Seite[Zeile]:
    """The visible Aufträge that the filter lets through, the one due first at the top."""
    statement = _zeilen(person, filter)
    page = blaettern(statement, (_tag, Auftrag.id), nach)
    width = len(statement.selected_columns)
    return Seite([Zeile(*tuple(row)[:width]) for row in page.zeilen], page.weiter)


def alle(person: Person, filter: Filter) -> list[Zeile]:
    """The same without pages, for a file."""
    return [Zeile(*row) for row in session().execute(_zeilen(person, filter).order_by(_tag, Auftrag.id))]


def _zeilen(person: Person, filter: Filter) -> Any:
    statement = (
        select(
            Auftrag.id,
            Auftrag.text,
            Auftrag.status,
            Person.name,
            Auftrag.faellig_am,
            _ueberfaellig(),
            Sitzung.nummer,
            Gremium.name,
            Top.position,
            Beschluss.nummer,
            Auftrag.ergebnis,
        )
        .outerjoin(Top, Top.id == Auftrag.top_id)
        .outerjoin(Sitzung, Sitzung.id == Top.sitzung_id)
        .outerjoin(Beschluss, Beschluss.id == Auftrag.beschluss_id)
        .join(Gremium, Gremium.id == _gremium_id)
        .outerjoin(Person, Person.id == Auftrag.verantwortlich_id)
        .where(_sichtbar(person), _im_stand(filter.stand))
    )
    if filter.wer == "meine":
        statement = statement.where(Auftrag.verantwortlich_id == person.id)
    if filter.gremium is not None:
        statement = statement.where(_gremium_id == filter.gremium)
    if filter.sitzung:
        statement = statement.where(Sitzung.nummer == filter.sitzung)
    if filter.suche:
        like = muster(filter.suche)
        fields = (Auftrag.text, Person.name, Sitzung.nummer, Top.titel, Beschluss.nummer)
        statement = statement.where(or_(*(func.lower(field).like(like, escape="\\") for field in fields)))
    return statement


def gremien(person: Person) -> list[tuple[int, str]]:
    """Bodies with an Auftrag that `person` sees, by name: the words the list can be filtered by."""
    used = (
        select(_gremium_id)
        .select_from(Auftrag)
        .outerjoin(Top, Top.id == Auftrag.top_id)
        .outerjoin(Sitzung, Sitzung.id == Top.sitzung_id)
        .outerjoin(Beschluss, Beschluss.id == Auftrag.beschluss_id)
    )
    statement = select(Gremium.id, Gremium.name).where(Gremium.id.in_(used.where(_sichtbar(person))))
    return [(row[0], row[1]) for row in session().execute(statement.order_by(func.lower(Gremium.name)))]


def terminierte() -> list[Auftrag]:
    """Open ones with a day and with an owner who is still there, for the reminders."""
    statement = (
        select(Auftrag)
        .where(
            Auftrag.status.in_(OFFEN),
            Auftrag.faellig_am.is_not(None),
            Auftrag.verantwortlich_id.is_not(None),
            Auftrag.id.not_in(nachfolge.verwaiste_auftraege()),
        )
        .options(
            joinedload(Auftrag.verantwortlich),
            joinedload(Auftrag.top).joinedload(Top.sitzung),
            joinedload(Auftrag.beschluss),
        )
    )
    return list(session().scalars(statement.order_by(Auftrag.faellig_am, Auftrag.id)))


# --- what waits for somebody ------------------------------------------------------------------------------------

HOECHSTENS = 20
"""Aufgaben of one kind on the start page; the list holds the rest."""
MEINE, LUECKEN, FAELLIGE = (
    "Aufträge aus Sitzungen",
    "Aufträge ohne Verantwortliche oder Termin",
    "Überfällige Aufträge anderer",
)


def aufgaben(person: Person) -> list[Aufgabe]:
    """The own open Aufträge; for the Koordination those nobody has or nobody does."""
    kinds = [(Auftrag.verantwortlich_id == person.id, literal(MEINE))]
    if ist_koordination(person, None):
        incomplete = or_(Auftrag.verantwortlich_id.is_(None), Auftrag.faellig_am.is_(None))
        kinds.append(
            (and_(incomplete, func.coalesce(Sitzung.status != SitzungStatus.LAUFEND, true())), literal(LUECKEN))
        )
        kinds.append((_ueberfaellig(), literal(FAELLIGE)))
    origin = func.coalesce(Sitzung.nummer, Beschluss.nummer)
    rows = session().execute(
        select(case(*kinds), Auftrag.id, Auftrag.text, Auftrag.status, Auftrag.faellig_am, origin)
        .outerjoin(Top, Top.id == Auftrag.top_id)
        .outerjoin(Sitzung, Sitzung.id == Top.sitzung_id)
        .outerjoin(Beschluss, Beschluss.id == Auftrag.beschluss_id)
        .where(Auftrag.status.in_(OFFEN), or_(*(rule for rule, _ in kinds)))
        .order_by(_tag, Auftrag.id)
    )
    found = [_aufgabe(*row) for row in rows]
    return [one for kind in (MEINE, LUECKEN, FAELLIGE) for one in [a for a in found if a.gruppe == kind][:HOECHSTENS]]


def _aufgabe(gruppe: str, id: int, text: str, status: AuftragStatus, faellig: date | None, nummer: str) -> Aufgabe:
    asked = "Annehmen oder zurückgeben: " if gruppe == MEINE and status is AuftragStatus.ERTEILT else ""
    endpoint = "auftraege.bearbeiten" if gruppe == LUECKEN else "auftraege.show"
    return Aufgabe(gruppe, f"{asked}{kurz(text)} ({nummer})", endpoint, {"id": id}, faellig, im_brief=f"aus {nummer}")


def kurz(text: str) -> str:
    """The beginning of a text, for a line."""
    line = " ".join(text.split())
    return line if len(line) <= 120 else f"{line[:117].rstrip()} …"
