"""Maßnahmen as people find them: the visible rows, the table with its filters, and what waits for somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, cast, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Beschluss,
    Einzellink,
    Gremium,
    Institution,
    Lage,
    Massnahme,
    MassnahmeStatus,
    Meilenstein,
    Person,
    Rueckmeldung,
    Umsetzungsstand,
    Verschiebung,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.models.massnahmen import ABSTAND_TAGE, VORLAUF_TAGE
from kimflow.permissions import Permission, can, ist_koordination
from kimflow.queries.aufgaben import Aufgabe
from kimflow.queries.seiten import Seite, blaettern, muster

S = MassnahmeStatus


def sichtbar_fuer(person: Person) -> Select[Massnahme]:
    """Whoever works with Maßnahmen sees all of them; who only reads along sees what was decided."""
    if can(person, Permission.MASSNAHME_VERFOLGEN):
        return select(Massnahme)
    if can(person, Permission.MASSNAHME_ANSEHEN):
        return select(Massnahme).where(Massnahme.beschluss_id.is_not(None))
    return select(Massnahme).where(false())


def ganz(person: Person) -> Select[Massnahme]:
    """Visible Maßnahmen with everything the page and the requirements of the acts read."""
    shifts = selectinload(Massnahme.meilensteine).selectinload(Meilenstein.verschiebungen)
    return sichtbar_fuer(person).options(
        joinedload(Massnahme.thema),
        joinedload(Massnahme.zielvereinbarung),
        joinedload(Massnahme.projektgruppe),
        joinedload(Massnahme.art),
        joinedload(Massnahme.institution),
        joinedload(Massnahme.verantwortlich),
        joinedload(Massnahme.zugesagt_von),
        joinedload(Massnahme.beschluss).joinedload(Beschluss.gremium),
        selectinload(Massnahme.unterstuetzende),
        shifts.joinedload(Verschiebung.person),
        selectinload(Massnahme.rueckmeldungen).joinedload(Rueckmeldung.person),
        selectinload(Massnahme.umsetzungsstaende).joinedload(Umsetzungsstand.kommune),
    )


def des_links(link: Einzellink) -> Massnahme | None:
    """The Maßnahme a Rückmeldung link is about, if its person may still see it."""
    return session().scalars(ganz(link.person).where(Massnahme.id == link.gegenstand_id)).unique().one_or_none()


def aufnehmbare(vereinbarung: Zielvereinbarung) -> list[Massnahme]:
    """Maßnahmen of the same Thema that still may join this Zielvereinbarung."""
    statement = (
        select(Massnahme)
        .outerjoin(Zielvereinbarung, Zielvereinbarung.id == Massnahme.zielvereinbarung_id)
        .where(
            Massnahme.thema_id == vereinbarung.thema_id,
            Massnahme.status.in_((S.VORGESCHLAGEN, S.ZUGESAGT)),
            or_(Zielvereinbarung.id.is_(None), Zielvereinbarung.status == ZielvereinbarungStatus.ABGELEHNT),
        )
        .order_by(Massnahme.nummer)
    )
    return list(session().scalars(statement))


# --- the table people come for ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Massnahmenfilter:
    """What the address of the table says. Ids and words that are none of ours find nothing.

    Without a status the table shows what is not finished; "alle" shows everything.
    `ampel` and `verzug` are applied to the rows by whoever computes the light, so that its rule stands in one place.
    """

    wer: str = ""
    institution: int | None = None
    projektgruppe: int | None = None
    zielvereinbarung: int | None = None
    status: str = ""
    ampel: str = ""
    verzug: str = ""
    suche: str = ""
    gruppe: str = ""
    sortierung: str = ""

    @property
    def sortiert(self) -> str:
        return self.sortierung if self.sortierung in SORTIERUNGEN else "termin"

    @property
    def ist_ganz(self) -> bool:
        """Whether the table shows all rows at once: groups and lights do not stop at the edge of a page."""
        return bool(self.gruppe or self.ampel or self.verzug)


@dataclass(frozen=True)
class Zeile:
    """A row of the table: what, decided where, who, by when, and what was last heard of it."""

    nummer: str
    titel: str
    status: MassnahmeStatus
    institution: str
    institution_kurz: str
    verantwortlich: str | None
    projektgruppe: str | None
    zielvereinbarung: str | None
    zielvereinbarung_titel: str | None
    beschluss: str | None
    beschluss_am: date | None
    frist: date | None
    wartet_auf: str | None
    wartet_bis: date | None
    naechster_termin: date | None
    meilenstein: str | None
    rueckmeldung_am: datetime | None
    lage: Lage | None
    verschiebungen: int


def _offen() -> Any:
    return Meilenstein.massnahme_id == Massnahme.id, Meilenstein.erreicht_am.is_(None)


_naechster = select(func.min(Meilenstein.geplant_am)).where(*_offen()).correlate(Massnahme).scalar_subquery()
_meilenstein = (
    select(Meilenstein.titel)
    .where(*_offen())
    .order_by(Meilenstein.geplant_am, Meilenstein.id)
    .limit(1)
    .correlate(Massnahme)
    .scalar_subquery()
)
_gemeldet = (
    select(func.max(Rueckmeldung.gemeldet_am))
    .where(Rueckmeldung.massnahme_id == Massnahme.id)
    .correlate(Massnahme)
    .scalar_subquery()
)
_lage = (
    select(Rueckmeldung.lage)
    .where(Rueckmeldung.massnahme_id == Massnahme.id)
    .order_by(Rueckmeldung.gemeldet_am.desc(), Rueckmeldung.id.desc())
    .limit(1)
    .correlate(Massnahme)
    .scalar_subquery()
)
_verschiebungen = (
    select(func.count())
    .select_from(Verschiebung)
    .join(Meilenstein, Meilenstein.id == Verschiebung.meilenstein_id)
    .where(Meilenstein.massnahme_id == Massnahme.id)
    .correlate(Massnahme)
    .scalar_subquery()
)


def _tag(column: Any, ohne: str) -> ColumnElement[str]:
    """A day as a sort key on both databases; `ohne` stands where there is none."""
    return func.coalesce(func.substr(cast(column, String), 1, 10), ohne)


_SPAET = "9999-12-31"
_termin = case(
    (_tag(_naechster, _SPAET) < _tag(Massnahme.frist, _SPAET), _tag(_naechster, _SPAET)),
    else_=_tag(Massnahme.frist, _SPAET),
)
SORTIERUNGEN: dict[str, tuple[tuple[Any, ...], bool]] = {
    "termin": ((_termin, Massnahme.id), False),
    "nummer": ((Massnahme.nummer,), False),
    "titel": ((func.lower(Massnahme.titel), Massnahme.id), False),
    "institution": ((func.lower(Institution.kurzname), Massnahme.id), False),
    "rueckmeldung": ((_tag(_gemeldet, ""), Massnahme.id), False),
    "neueste": ((Massnahme.nummer,), True),
}
"""Order by name: key columns without NULL, and whether descending."""


def liste(person: Person, filter: Massnahmenfilter, nach: str | None = None) -> Seite[Zeile]:
    """The visible Maßnahmen that the filter lets through: one page, or all of them where the filter needs all."""
    keys, descending = SORTIERUNGEN[filter.sortiert]
    statement = _zeilen(person, filter)
    if filter.ist_ganz:
        order = [key.desc() if descending else key.asc() for key in keys]
        return Seite([Zeile(*row) for row in session().execute(statement.order_by(*order))], None)
    page = blaettern(statement, keys, nach, absteigend=descending)
    width = len(statement.selected_columns)
    return Seite([Zeile(*tuple(row)[:width]) for row in page.zeilen], page.weiter)


def _zeilen(person: Person, filter: Massnahmenfilter) -> Any:
    return (
        _gefiltert(person, filter)
        .outerjoin(Person, Person.id == Massnahme.verantwortlich_id)
        .outerjoin(Gremium, Gremium.id == Massnahme.projektgruppe_id)
        .outerjoin(Zielvereinbarung, Zielvereinbarung.id == Massnahme.zielvereinbarung_id)
        .outerjoin(Beschluss, Beschluss.id == Massnahme.beschluss_id)
        .with_only_columns(
            Massnahme.nummer,
            Massnahme.titel,
            Massnahme.status,
            Institution.name,
            Institution.kurzname,
            Person.name,
            Gremium.name,
            Zielvereinbarung.nummer,
            Zielvereinbarung.titel,
            Beschluss.nummer,
            Beschluss.gefasst_am,
            Massnahme.frist,
            Massnahme.wartet_auf,
            Massnahme.wartet_bis,
            _naechster,
            _meilenstein,
            _gemeldet,
            _lage,
            _verschiebungen,
        )
    )


def termine(person: Person, filter: Massnahmenfilter) -> list[tuple[date | None, date | None]]:
    """Next milestone and deadline of the running Maßnahmen under the other filters, for counting what is overdue."""
    statement = _gefiltert(person, filter).where(Massnahme.status.in_(Massnahme.LAUFENDE))
    return [(row[0], row[1]) for row in session().execute(statement.with_only_columns(_naechster, Massnahme.frist))]


def _gefiltert(person: Person, filter: Massnahmenfilter) -> Any:
    statement: Any = sichtbar_fuer(person).join(Institution, Institution.id == Massnahme.institution_id)
    if filter.wer == "meine":
        statement = statement.where(Massnahme.verantwortlich_id == person.id)
    if filter.wer == "haus":
        statement = statement.where(Massnahme.institution_id == person.institution_id)
    for column, value in (
        (Massnahme.institution_id, filter.institution),
        (Massnahme.projektgruppe_id, filter.projektgruppe),
        (Massnahme.zielvereinbarung_id, filter.zielvereinbarung),
    ):
        if value is not None:
            statement = statement.where(column == value)
    if not filter.status:
        statement = statement.where(Massnahme.status.not_in((S.UMGESETZT, S.GEPRUEFT, S.ABGEBROCHEN)))
    elif filter.status != "alle":
        statement = statement.where(cast(Massnahme.status, String) == filter.status)
    if filter.suche:
        like = muster(filter.suche)
        fields = (Massnahme.nummer, Massnahme.titel, Massnahme.beschreibung, Institution.name)
        statement = statement.where(or_(*(func.lower(field).like(like, escape="\\") for field in fields)))
    return statement


def institutionen() -> Sequence[tuple[int, str]]:
    """Institutions that are responsible for a Maßnahme, by short name: the words the table can be filtered by."""
    used = select(Massnahme.institution_id)
    statement = select(Institution.id, Institution.kurzname).where(Institution.id.in_(used))
    return [(row[0], row[1]) for row in session().execute(statement.order_by(func.lower(Institution.kurzname)))]


def projektgruppen() -> Sequence[tuple[int, str]]:
    """Projektgruppen that have a Maßnahme, by name."""
    used = select(Massnahme.projektgruppe_id).where(Massnahme.projektgruppe_id.is_not(None))
    statement = select(Gremium.id, Gremium.name).where(Gremium.id.in_(used))
    return [(row[0], row[1]) for row in session().execute(statement.order_by(func.lower(Gremium.name)))]


# --- what waits for somebody ------------------------------------------------------------------------------------

HOECHSTENS = 20
"""Aufgaben of one kind on the start page; the table holds the rest."""


def aufgaben(person: Person) -> list[Aufgabe]:
    """Zusagen and Rückmeldungen asked of this person; for the Koordination what is to be checked or needs help."""
    found = _zusagen(person) + _eigene(person)
    if ist_koordination(person, None):
        found += _der_koordination()
    return found


def _zusagen(person: Person) -> list[Aufgabe]:
    houses = [z.institution_id for z in person.zeichnungsberechtigungen if z.gilt_heute]
    if not houses:
        return []
    rows = session().execute(
        select(Massnahme.nummer, Massnahme.titel)
        .where(Massnahme.status == S.VORGESCHLAGEN, Massnahme.absage == "", Massnahme.institution_id.in_(houses))
        .order_by(Massnahme.nummer)
        .limit(HOECHSTENS)
    )
    return [_aufgabe("Zusage erbeten", nummer, titel, None) for nummer, titel in rows]


def _eigene(person: Person) -> list[Aufgabe]:
    """Running Maßnahmen of this person whose date is near or past, or that were silent for too long."""
    today = clock.today()
    rows = session().execute(
        select(Massnahme.nummer, Massnahme.titel, _naechster, Massnahme.frist, _gemeldet, Beschluss.gefasst_am)
        .join(Beschluss, Beschluss.id == Massnahme.beschluss_id)
        .where(Massnahme.verantwortlich_id == person.id, Massnahme.status.in_(Massnahme.LAUFENDE))
        .order_by(_termin, Massnahme.id)
    )
    found = []
    for nummer, titel, naechster, frist, gemeldet, gefasst_am in rows:
        dates = [day for day in (naechster, frist) if day is not None]
        heard = clock.local(gemeldet).date() if gemeldet else gefasst_am
        if dates and (min(dates) - today).days <= VORLAUF_TAGE:
            found.append(_aufgabe("Maßnahme fällig", nummer, titel, min(dates)))
        elif (today - heard).days > ABSTAND_TAGE:
            found.append(_aufgabe("Rückmeldung geben", nummer, titel, None, "massnahmen.rueckmeldung_geben"))
    return found[:HOECHSTENS]


def _der_koordination() -> list[Aufgabe]:
    """Effects to check, Maßnahmen that need help, and those whose rest is over."""
    today = clock.today()
    help_needed = Massnahme.status.in_(Massnahme.LAUFENDE) & (_lage == Lage.HILFE)
    kind = case(
        (help_needed, "Hilfe nötig"),
        (Massnahme.status == S.UMGESETZT, "Wirkung prüfen"),
        else_="Maßnahme wieder aufnehmen",
    )
    check = (Massnahme.status == S.UMGESETZT) & (Massnahme.wirkungspruefung_am <= today)
    again = (Massnahme.status == S.RUHT) & (Massnahme.wiedervorlage <= today)
    day = case((Massnahme.status == S.UMGESETZT, Massnahme.wirkungspruefung_am), else_=Massnahme.wiedervorlage)
    rows = session().execute(
        select(kind, Massnahme.nummer, Massnahme.titel, day, help_needed)
        .where(or_(check, again, help_needed))
        .order_by(Massnahme.nummer)
    )
    found = [_aufgabe(art, nummer, titel, None if hilfe else tag) for art, nummer, titel, tag, hilfe in rows]
    kinds = ("Hilfe nötig", "Wirkung prüfen", "Maßnahme wieder aufnehmen")
    return [one for name in kinds for one in [a for a in found if a.gruppe == name][:HOECHSTENS]]


def _aufgabe(gruppe: str, nummer: str, titel: str, frist: date | None, endpoint: str = "massnahmen.show") -> Aufgabe:
    return Aufgabe(gruppe, f"{nummer} {titel}", endpoint, {"nummer": nummer}, frist)
