"""What an entry of a calendar is made of, and how often it has changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from kimflow.db import session
from kimflow.models import Ereignis
from kimflow.permissions import Permission

Spur = tuple[str, int]
"""Whose lines of the trail tell how often an entry has changed: table and id."""


@dataclass(frozen=True)
class Termin:
    """An entry: a whole day (`tag`), or from `beginn` to `ende`.

    `art` and `id` name it for ever. `titel` holds kind and numbers only; `worte` is what the thing is called, for those
    who want titles in their calendar. `pfad`: where it stands in kimflow. `kennung`, `folge`: an identity of its own,
    which a meeting has, where its letters carry it too.
    """

    art: str
    id: int
    titel: str
    pfad: str
    spur: Spur
    worte: str = ""
    tag: date | None = None
    beginn: datetime | None = None
    ende: datetime | None = None
    ort: str = ""
    hinweis: str = ""
    stand: str = "CONFIRMED"
    kennung: str = ""
    folge: int | None = None


# Of some things not every line of the trail is about what the calendar shows; of a round it must not tell who voted.
_NUR: Mapping[str, tuple[Permission, ...]] = {
    "abstimmung": (Permission.ABSTIMMUNG_OEFFNEN, Permission.ABSTIMMUNG_VERLAENGERN),
    "sitzung": (
        Permission.SITZUNG_PLANEN,
        Permission.SITZUNG_EINLADEN,
        Permission.SITZUNG_BEARBEITEN,
        Permission.SITZUNG_ABSAGEN,
        Permission.SITZUNG_VORLEGEN,
    ),
}


def aenderungen(termine: Iterable[Termin]) -> Mapping[Spur, tuple[int, datetime]]:
    """How many times what stands behind these entries was changed after it was made, and when it last was."""
    ids: dict[str, set[int]] = {}
    for termin in termine:
        ids.setdefault(termin.spur[0], set()).add(termin.spur[1])
    if not ids:
        return {}
    rows = session().execute(_zeilen(ids))
    return {(art, id): (count - 1, last) for art, id, count, last in rows}


def _zeilen(ids: Mapping[str, set[int]]) -> Any:
    about = [
        and_(
            Ereignis.art == art,
            Ereignis.gegenstand_id.in_(sorted(those)),
            *([Ereignis.akt.in_([one.value for one in _NUR[art]])] if art in _NUR else []),
        )
        for art, those in sorted(ids.items())
    ]
    return (
        select(Ereignis.art, Ereignis.gegenstand_id, func.count(), func.max(Ereignis.zeit))
        .where(or_(*about))
        .group_by(Ereignis.art, Ereignis.gegenstand_id)
    )
