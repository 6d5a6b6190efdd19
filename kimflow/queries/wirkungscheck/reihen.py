"""The statements behind the Wirkungscheck: released cases by quarter, and those that broke where a Thema rests."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Integer, and_, case, cast, distinct, extract, func, select
from sqlalchemy.orm import aliased

from kimflow.db import session
from kimflow.models import Bruchstelle, Fallrekonstruktion, Grundlage, Massnahme, MassnahmeStatus, Thema, Vokabel
from kimflow.queries.bruchstellen import FREIGEGEBENE
from kimflow.queries.wirkungscheck.quartale import Fenster, Quartal
from kimflow.queries.wirkungscheck.urteile import FENSTER

UMGESETZTE = (MassnahmeStatus.UMGESETZT, MassnahmeStatus.GEPRUEFT)
SCHNITTSTELLE = ("von_rechtskreis_id", "zu_rechtskreis_id", "von_institutionstyp_id", "zu_institutionstyp_id")
"""What makes two Bruchstellen lie at the same Schnittstelle: both directed pairs."""
_GRUND = aliased(Bruchstelle)
_FALLQUARTAL = Fallrekonstruktion.jahr * 4 + Fallrekonstruktion.quartal - 1


def _gleiche_schnittstelle() -> ColumnElement[bool]:
    """A Bruchstelle and one that is Grundlage of the Thema."""
    return and_(*(getattr(Bruchstelle, name) == getattr(_GRUND, name) for name in SCHNITTSTELLE))


def reihe(thema_id: int, wo: Fenster) -> list[Quartal]:
    """Each quarter of the window; in one statement."""
    here = (
        select(_GRUND.id)
        .join(Grundlage, Grundlage.bruchstelle_id == _GRUND.id)
        .where(Grundlage.thema_id == thema_id, _gleiche_schnittstelle())
        .correlate(Bruchstelle)
        .exists()
    )
    rows = session().execute(
        select(
            _FALLQUARTAL,
            func.count(distinct(Fallrekonstruktion.id)),
            func.count(distinct(case((here, Fallrekonstruktion.id)))),
            func.count(distinct(case((here, Bruchstelle.id)))),
        )
        .outerjoin(Bruchstelle, Bruchstelle.fall_id == Fallrekonstruktion.id)
        .where(Fallrekonstruktion.status.in_(FREIGEGEBENE), wo.alle.start <= _FALLQUARTAL, wo.alle.stop > _FALLQUARTAL)
        .group_by(_FALLQUARTAL)
    )
    found = {row[0]: Quartal(*row) for row in rows}
    return [found.get(number, Quartal(number)) for number in wo.alle]


def schnittstellen(thema_id: int) -> list[tuple[str, str]]:
    """The Schnittstellen a Thema rests on: "AsylbLG → SGB II" with "Sozialamt → Jobcenter", by name."""
    words = [aliased(Vokabel) for _ in SCHNITTSTELLE]
    statement = select(*(word.kurz for word in words)).select_from(Grundlage).join(Grundlage.bruchstelle)
    for word, column in zip(words, SCHNITTSTELLE, strict=True):
        statement = statement.join(word, word.id == getattr(Bruchstelle, column))
    rows = session().execute(statement.where(Grundlage.thema_id == thema_id).distinct())
    return sorted((f"{row[0]} → {row[1]}", f"{row[2]} → {row[3]}") for row in rows)


def _quartal(day: Any) -> ColumnElement[int]:
    """quartale.quartal_von() in SQL."""
    month = cast(extract("month", day), Integer)
    return cast(extract("year", day), Integer) * 4 + (month - 1) // 3


def je_thema(themen: Any, heute: date) -> FromClause:
    """The four counts of each implemented Thema among `themen` (a condition), for a statement that joins them.

    Columns: thema_id, vor_faelle, vor_gebrochen, nach_faelle, nach_gebrochen. The windows are those of fenster().
    """
    first, last = func.min(Massnahme.umgesetzt_am), func.max(Massnahme.umgesetzt_am)
    fertig = (
        select(Massnahme.thema_id, _quartal(first).label("erstes"), _quartal(last).label("letztes"))
        .join(Thema, Thema.id == Massnahme.thema_id)
        .where(Massnahme.status.in_(UMGESETZTE), Massnahme.umgesetzt_am.is_not(None), themen)
        .group_by(Massnahme.thema_id)
        .cte("fertig")
    )
    basis = (
        select(_FALLQUARTAL.label("quartal"), func.count().label("faelle"))
        .where(Fallrekonstruktion.status.in_(FREIGEGEBENE))
        .group_by(_FALLQUARTAL)
        .cte("basis")
    )
    treffer = (
        select(Grundlage.thema_id, Fallrekonstruktion.id.label("fall_id"), _FALLQUARTAL.label("quartal"))
        .select_from(fertig)
        .join(Grundlage, Grundlage.thema_id == fertig.c.thema_id)
        .join(_GRUND, _GRUND.id == Grundlage.bruchstelle_id)
        .join(Bruchstelle, _gleiche_schnittstelle())
        .join(Fallrekonstruktion, Fallrekonstruktion.id == Bruchstelle.fall_id)
        .where(Fallrekonstruktion.status.in_(FREIGEGEBENE))
        .distinct()
        .cte("treffer")
    )
    running = cast(heute.year * 4 + (heute.month - 1) // 3, Integer)

    def before(quartal: Any) -> ColumnElement[bool]:
        return and_(quartal < fertig.c.erstes, quartal >= fertig.c.erstes - FENSTER)

    def after(quartal: Any) -> ColumnElement[bool]:
        return and_(quartal > fertig.c.letztes, quartal <= fertig.c.letztes + FENSTER, quartal < running)

    def cases(side: Any) -> Any:
        total = select(func.coalesce(func.sum(basis.c.faelle), 0)).where(side(basis.c.quartal))
        return total.correlate(fertig).scalar_subquery()

    def broken(side: Any) -> Any:
        counted = select(func.count()).select_from(treffer).where(treffer.c.thema_id == fertig.c.thema_id)
        return counted.where(side(treffer.c.quartal)).correlate(fertig).scalar_subquery()

    return select(
        fertig.c.thema_id,
        cases(before).label("vor_faelle"),
        broken(before).label("vor_gebrochen"),
        cases(after).label("nach_faelle"),
        broken(after).label("nach_gebrochen"),
    ).subquery("wirkung")
