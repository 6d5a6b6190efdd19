"""The rows of the table people come for."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select

from kimflow.db import session
from kimflow.models import (
    Anmerkung,
    Beschluss,
    Gremium,
    Institution,
    Lage,
    Massnahme,
    MassnahmeStatus,
    Person,
    Zielvereinbarung,
)
from kimflow.queries.importzeilen import mit_allem
from kimflow.queries.massnahmen.filter import Massnahmenfilter, gefiltert
from kimflow.queries.massnahmen.sichtbarkeit import sichtbar_fuer
from kimflow.queries.massnahmen.spalten import (
    SPAET,
    als_tag,
    gemeldet_am,
    letzte_lage,
    nachweise,
    naechster_termin,
    naechster_titel,
    naechster_urspruenglich,
    termin,
    verschiebungen,
)
from kimflow.queries.seiten import Seite, blaettern


class Zeile(NamedTuple):
    """A row of the table: what, decided where, who, by when, and what was last heard of it."""

    id: int
    nummer: str
    titel: str
    status: MassnahmeStatus
    institution_id: int
    institution: str
    institution_kurz: str
    verantwortlich_id: int | None
    verantwortlich: str | None
    projektgruppe_id: int | None
    projektgruppe: str | None
    zielvereinbarung: str | None
    zielvereinbarung_titel: str | None
    beschluss: str | None
    beschluss_am: date | None
    frist: date | None
    umgesetzt_am: date | None
    wartet_auf: str | None
    wartet_bis: date | None
    naechster_termin: date | None
    urspruenglich_am: date | None
    meilenstein: str | None
    rueckmeldung_am: datetime | None
    lage: Lage | None
    verschiebungen: int
    nachweise: int
    anmerkung: str | None


SORTIERUNGEN: dict[str, tuple[tuple[Any, ...], bool]] = {
    "termin": ((termin, Massnahme.id), False),
    "nummer": ((Massnahme.nummer,), False),
    "titel": ((func.lower(Massnahme.titel), Massnahme.id), False),
    "institution": ((func.lower(Institution.kurzname), Massnahme.id), False),
    "rueckmeldung": ((als_tag(gemeldet_am, ""), Massnahme.id), False),
    "neueste": ((Massnahme.nummer,), True),
}
"""Order by name: key columns without NULL, and whether descending."""


def liste(person: Person, filter: Massnahmenfilter, nach: str | None = None, *, ganz: bool = False) -> Seite[Zeile]:
    """The visible Maßnahmen that the filter lets through: one page, or all of them where it or the page needs all."""
    if ganz or filter.ist_ganz:
        return Seite([Zeile._make(row) for row in session().execute(alle_zeilen(person, filter))], None)
    keys, descending = _ordnung(filter)
    statement = _zeilen(person, filter)
    page = blaettern(statement, keys, nach, absteigend=descending)
    width = len(statement.selected_columns)
    return Seite([Zeile(*tuple(row)[:width]) for row in page.zeilen], page.weiter)


def alle_zeilen(person: Person, filter: Massnahmenfilter) -> Any:
    """The SELECT of all rows in their order."""
    keys, descending = _ordnung(filter)
    return _zeilen(person, filter).order_by(*(key.desc() if descending else key.asc() for key in keys))


def fuer_datei(person: Person, ids: Collection[int]) -> list[Massnahme]:
    """Visible ones of these, with what a row in the columns of the import says."""
    statement = sichtbar_fuer(person).where(Massnahme.id.in_(ids))
    return list(session().scalars(mit_allem(statement, Massnahme)).unique())


def _ordnung(filter: Massnahmenfilter) -> tuple[tuple[Any, ...], bool]:
    return SORTIERUNGEN.get(filter.sortierung, SORTIERUNGEN["termin"])


def _zeilen(person: Person, filter: Massnahmenfilter) -> Any:
    return (
        gefiltert(person, filter)
        .outerjoin(Person, Person.id == Massnahme.verantwortlich_id)
        .outerjoin(Gremium, Gremium.id == Massnahme.projektgruppe_id)
        .outerjoin(Zielvereinbarung, Zielvereinbarung.id == Massnahme.zielvereinbarung_id)
        .outerjoin(Beschluss, Beschluss.id == Massnahme.beschluss_id)
        .outerjoin(Anmerkung, Anmerkung.massnahme_id == Massnahme.id)
        .with_only_columns(
            Massnahme.id,
            Massnahme.nummer,
            Massnahme.titel,
            Massnahme.status,
            Massnahme.institution_id,
            Institution.name,
            Institution.kurzname,
            Massnahme.verantwortlich_id,
            Person.name,
            Massnahme.projektgruppe_id,
            Gremium.name,
            Zielvereinbarung.nummer,
            Zielvereinbarung.titel,
            Beschluss.nummer,
            Beschluss.gefasst_am,
            Massnahme.frist,
            Massnahme.umgesetzt_am,
            Massnahme.wartet_auf,
            Massnahme.wartet_bis,
            naechster_termin,
            naechster_urspruenglich,
            naechster_titel,
            gemeldet_am,
            letzte_lage,
            verschiebungen,
            nachweise,
            Anmerkung.text,
        )
    )


def termine(person: Person, filter: Massnahmenfilter) -> list[tuple[bool, date | None, int]]:
    """How many Maßnahmen under the filter have which date that counts, running or not: for counting by class."""
    dates = gefiltert(person, filter).with_only_columns(
        Massnahme.status.in_(Massnahme.LAUFENDE).label("laeuft"), termin.label("tag")
    )
    rows = dates.subquery()
    statement = select(rows.c.laeuft, rows.c.tag, func.count()).group_by(rows.c.laeuft, rows.c.tag)
    return [
        (bool(running), None if day == SPAET else date.fromisoformat(day), count)
        for running, day, count in session().execute(statement)
    ]
