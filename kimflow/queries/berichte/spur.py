"""What the trail knows of a period: where each thing stood on the stichtag, and what happened until then."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from sqlalchemy import or_, select

from kimflow import clock
from kimflow.db import session
from kimflow.models import Ereignis, Person, Stand
from kimflow.permissions import Permission
from kimflow.queries.berichte.rahmen import Rahmen
from kimflow.queries.berichte.zeilen import Wechsel

_ARTEN = ("thema", "massnahme", "zielvereinbarung", "fallrekonstruktion", "sitzung", "pflicht")


class Spur:
    """The part of Bestand that reads the trail; each kind of line in one statement, if asked."""

    def __init__(self, person: Person, rahmen: Rahmen) -> None:
        self.person, self.rahmen = person, rahmen

    @cached_property
    def wechsel(self) -> list[Wechsel]:
        """Every change of status until the end of the stichtag, in its order."""
        changed = or_(Ereignis.status_vorher.is_(None), Ereignis.status_vorher != Ereignis.status_nachher)
        rows = session().execute(
            select(Ereignis.art, Ereignis.gegenstand_id, Ereignis.zeit, Ereignis.akt, Ereignis.status_nachher)
            .where(
                Ereignis.art.in_(_ARTEN),
                Ereignis.status_nachher.is_not(None),
                Ereignis.zeit < self.rahmen.moment,
                changed,
            )
            .order_by(Ereignis.lfd)
        )
        return [Wechsel(art, id, clock.local(zeit).date(), akt, after or "") for art, id, zeit, akt, after in rows]

    def staende(self, art: str) -> dict[int, str]:
        """Id → status on the stichtag; what did not exist then is not in it."""
        return {line.id: line.nachher for line in self.wechsel if line.art == art}

    def geschehen(self, art: str, *akte: Permission) -> dict[int, Wechsel]:
        """Id → the first of these acts on the thing within the period."""
        wanted = {akt.value for akt in akte}
        found: dict[int, Wechsel] = {}
        for line in self.wechsel:
            if line.art == art and line.akt in wanted and line.tag in self.rahmen:
                found.setdefault(line.id, line)
        return found

    def erreicht(self, art: str, staende: Iterable[str]) -> dict[int, Wechsel]:
        """Id → the last change of the period into one of these statuses, if the thing stayed in one of them."""
        wanted, now = set(staende), self.staende(art)
        return {
            line.id: line
            for line in self.wechsel
            if line.art == art and line.nachher in wanted and line.tag in self.rahmen and now[line.id] in wanted
        }

    @cached_property
    def kommunenstaende(self) -> dict[tuple[int, int], Stand]:
        """(Maßnahme, Kommune) → what was reported last until the stichtag."""
        rows: Any = session().execute(
            select(Ereignis.gegenstand_id, Ereignis.angaben)
            .where(Ereignis.akt == Permission.MASSNAHME_STAND_MELDEN.value, Ereignis.zeit < self.rahmen.moment)
            .order_by(Ereignis.lfd)
        )
        return {(id, given["kommune"]["kommune"]): Stand(given["stand"]) for id, given in rows}
