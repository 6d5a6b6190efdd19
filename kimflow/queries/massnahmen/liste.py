"""The table people come for, with its filters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, cast, func, or_, select

from kimflow.db import session
from kimflow.models import (
    Beschluss,
    Gremium,
    Institution,
    Lage,
    Massnahme,
    MassnahmeStatus,
    Person,
    Zielvereinbarung,
)
from kimflow.queries.massnahmen.sichtbarkeit import sichtbar_fuer
from kimflow.queries.massnahmen.spalten import (
    als_tag,
    gemeldet_am,
    letzte_lage,
    nachweise,
    naechster_termin,
    naechster_titel,
    termin,
    verschiebungen,
)
from kimflow.queries.seiten import Seite, blaettern, muster

S = MassnahmeStatus


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
    nachweise: int


SORTIERUNGEN: dict[str, tuple[tuple[Any, ...], bool]] = {
    "termin": ((termin, Massnahme.id), False),
    "nummer": ((Massnahme.nummer,), False),
    "titel": ((func.lower(Massnahme.titel), Massnahme.id), False),
    "institution": ((func.lower(Institution.kurzname), Massnahme.id), False),
    "rueckmeldung": ((als_tag(gemeldet_am, ""), Massnahme.id), False),
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
            naechster_termin,
            naechster_titel,
            gemeldet_am,
            letzte_lage,
            verschiebungen,
            nachweise,
        )
    )


def termine(person: Person, filter: Massnahmenfilter) -> list[tuple[date | None, date | None]]:
    """Next milestone and deadline of the running Maßnahmen under the other filters, for counting what is overdue."""
    statement = _gefiltert(person, filter).where(Massnahme.status.in_(Massnahme.LAUFENDE))
    return [
        (row[0], row[1]) for row in session().execute(statement.with_only_columns(naechster_termin, Massnahme.frist))
    ]


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
