"""What is handed on and still open, with what it rests on: the rows of the report to Land, Bund or politics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from kimflow.db import german_key, session
from kimflow.models import Ebene, Grundlage, Kommune, Person, Thema, Weitergabe
from kimflow.models.themen import thema_kommune
from kimflow.queries import themen, weitergaben
from kimflow.queries.verdeckung import Anzahl, gezaehlt


@dataclass(frozen=True)
class Eintrag:
    """One open Weitergabe. Counts are as the reader may know them; names of Kommunen stand without counts."""

    thema: str
    titel: str
    problem: str
    ebene: Ebene
    an: str
    am: date
    anliegen: str
    antwort: str
    antwort_am: date | None
    bruchstellen: Anzahl
    meldungen: Anzahl
    quellen: int
    kommunen: Sequence[str]


def offene(person: Person, ebene: Ebene | None = None, *, papier: bool = False) -> list[Eintrag]:
    """The open ones `person` sees, by level and the day they were handed on; `papier`: as anybody may read them.

    What belongs to a merged Thema stands under the Thema it went into, which holds all of its Grundlagen.
    """
    last = themen.letzte()
    visible = weitergaben.sichtbar_fuer(person).with_only_columns(Weitergabe.id)
    statement: Any = (
        select(
            Thema.id,
            Thema.nummer,
            Thema.titel,
            Thema.problem,
            Weitergabe.ebene,
            Weitergabe.an,
            Weitergabe.am,
            Weitergabe.anliegen,
            Weitergabe.antwort,
            Weitergabe.antwort_am,
            *(_gezaehlte(column) for column in (Grundlage.bruchstelle_id, Grundlage.meldung_id, Grundlage.quellenart)),
        )
        .select_from(Weitergabe)
        .outerjoin(last, last.c.teil == Weitergabe.thema_id)
        .join(Thema, Thema.id == func.coalesce(last.c.ziel, Weitergabe.thema_id))
        .where(Weitergabe.id.in_(visible), Weitergabe.status.in_(weitergaben.OFFEN))
        .order_by(Weitergabe.am, Weitergabe.id)
    )
    if ebene is not None:
        statement = statement.where(Weitergabe.ebene == ebene)
    rows = session().execute(statement).all()
    towns, reader = _kommunen({row[0] for row in rows}), None if papier else person
    found = []
    for id, *said, breaks, reports, sources in rows:
        values = [*said, gezaehlt(breaks, reader), gezaehlt(reports, reader), sources, towns.get(id, [])]
        found.append(Eintrag(*values))
    return sorted(found, key=lambda one: list(Ebene).index(one.ebene))


def _gezaehlte(column: Any) -> Any:
    counted = select(func.count(column)).where(Grundlage.thema_id == Thema.id)
    return counted.correlate(Thema).scalar_subquery()


def _kommunen(ids: set[int]) -> dict[int, list[str]]:
    rows = session().execute(
        select(thema_kommune.c.thema_id, Kommune.name)
        .join(Kommune, Kommune.id == thema_kommune.c.kommune_id)
        .where(thema_kommune.c.thema_id.in_(ids))
    )
    found: dict[int, list[str]] = {}
    for id, name in sorted(rows, key=lambda row: german_key(row[1])):
        found.setdefault(id, []).append(name)
    return found
