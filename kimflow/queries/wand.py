"""What the wall of a meeting needs, and no more: everybody in the room reads it, invited or not."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from kimflow.db import session
from kimflow.models import Abstimmung, Sitzung, Top, TopStatus

# No column could hold a longer one.
LAENGSTE_NUMMER = 16


def sitzung(nummer: str) -> Sitzung | None:
    """The meeting with this number; who may see its wall says the token."""
    if len(nummer) > LAENGSTE_NUMMER:
        return None
    return (
        session()
        .scalars(select(Sitzung).where(Sitzung.nummer == nummer).options(joinedload(Sitzung.gremium)))
        .one_or_none()
    )


def laden(id: int) -> Sitzung | None:
    """The meeting with its agenda and the rounds of each item."""
    tops = selectinload(Sitzung.tops)
    return (
        session()
        .scalars(
            select(Sitzung)
            .where(Sitzung.id == id)
            .options(joinedload(Sitzung.gremium), tops.selectinload(Top.abstimmungen))
        )
        .one_or_none()
    )


def naechster(sitzung: Sitzung) -> Top | None:
    """The item that comes after the running one; else what nobody has begun yet, then what was left waiting."""
    running = sitzung.laufender_top
    waiting = [top for top in sitzung.tops if top.status is TopStatus.OFFEN]
    after = [top for top in waiting if running is None or top.position > running.position]
    return min(after or waiting, key=lambda top: (top.begonnen_am is not None, top.position), default=None)


def offene_runde(top: Top) -> Abstimmung | None:
    return next((a for a in reversed(top.abstimmungen) if a.ist_offen), None)


def letzte_ausgezaehlte(top: Top) -> Abstimmung | None:
    return next((a for a in reversed(top.abstimmungen) if a.ist_ausgezaehlt), None)
