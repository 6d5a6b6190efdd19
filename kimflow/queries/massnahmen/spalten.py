"""Columns computed beside a Maßnahme: its next date, what was last heard of it, how often it was moved."""

from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, func, select

from kimflow.models import (
    Massnahme,
    Meilenstein,
    Nachweis,
    Rueckmeldung,
    Verschiebung,
)


def _offen() -> Any:
    return Meilenstein.massnahme_id == Massnahme.id, Meilenstein.erreicht_am.is_(None)


naechster_termin = select(func.min(Meilenstein.geplant_am)).where(*_offen()).correlate(Massnahme).scalar_subquery()
naechster_titel = (
    select(Meilenstein.titel)
    .where(*_offen())
    .order_by(Meilenstein.geplant_am, Meilenstein.id)
    .limit(1)
    .correlate(Massnahme)
    .scalar_subquery()
)
gemeldet_am = (
    select(func.max(Rueckmeldung.gemeldet_am))
    .where(Rueckmeldung.massnahme_id == Massnahme.id)
    .correlate(Massnahme)
    .scalar_subquery()
)
letzte_lage = (
    select(Rueckmeldung.lage)
    .where(Rueckmeldung.massnahme_id == Massnahme.id)
    .order_by(Rueckmeldung.gemeldet_am.desc(), Rueckmeldung.id.desc())
    .limit(1)
    .correlate(Massnahme)
    .scalar_subquery()
)
verschiebungen = (
    select(func.count())
    .select_from(Verschiebung)
    .join(Meilenstein, Meilenstein.id == Verschiebung.meilenstein_id)
    .where(Meilenstein.massnahme_id == Massnahme.id)
    .correlate(Massnahme)
    .scalar_subquery()
)
nachweise = (
    select(func.count())
    .select_from(Nachweis)
    .where(Nachweis.massnahme_id == Massnahme.id, Nachweis.entfernt_am.is_(None))
    .correlate(Massnahme)
    .scalar_subquery()
)


def als_tag(column: Any, ohne: str) -> ColumnElement[str]:
    """A day as a sort key on both databases; `ohne` stands where there is none."""
    return func.coalesce(func.substr(cast(column, String), 1, 10), ohne)


_SPAET = "9999-12-31"
termin = case(
    (als_tag(naechster_termin, _SPAET) < als_tag(Massnahme.frist, _SPAET), als_tag(naechster_termin, _SPAET)),
    else_=als_tag(Massnahme.frist, _SPAET),
)
