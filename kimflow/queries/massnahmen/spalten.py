"""Columns computed beside a Maßnahme: its next date, what was last heard of it, how often it was moved."""

from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, func, literal_column, select

from kimflow.models import (
    Massnahme,
    MassnahmeStatus,
    Meilenstein,
    Nachweis,
    Rueckmeldung,
    Verschiebung,
)


def _offen() -> Any:
    return Meilenstein.massnahme_id == Massnahme.id, Meilenstein.erreicht_am.is_(None)


naechster_termin = select(func.min(Meilenstein.geplant_am)).where(*_offen()).correlate(Massnahme).scalar_subquery()


def _des_naechsten(column: Any) -> Any:
    next_one = select(column).where(*_offen()).order_by(Meilenstein.geplant_am, Meilenstein.id).limit(1)
    return next_one.correlate(Massnahme).scalar_subquery()


naechster_titel = _des_naechsten(Meilenstein.titel)
naechster_urspruenglich = _des_naechsten(Meilenstein.urspruenglich_am)
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


wartet_bis = case((Massnahme.status == MassnahmeStatus.WARTET, Massnahme.wartet_bis))
"""The day until which it waits, while it waits."""

LEER: ColumnElement[str] = literal_column("' '")
"""A space between two columns; as a value of a line it would be stripped."""
SPAET = "9999-12-31"
"""The sort key of what has no date."""
_MEILENSTEIN, _FRIST = als_tag(naechster_termin, SPAET), als_tag(Massnahme.frist, SPAET)
_WARTET = als_tag(wartet_bis, SPAET)
termin = case(
    ((_MEILENSTEIN <= _FRIST) & (_MEILENSTEIN <= _WARTET), _MEILENSTEIN),
    (_FRIST <= _WARTET, _FRIST),
    else_=_WARTET,
)
