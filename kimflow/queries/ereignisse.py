"""The trail as people read it (Verlauf)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select

from kimflow.db import session
from kimflow.models import Ereignis, Ereignistext, Person
from kimflow.permissions import Permission


@dataclass(frozen=True)
class Verlaufszeile:
    """One line: when, who, which act, from which status to which, and the texts given with it."""

    lfd: int
    zeit: datetime
    wer: str
    akt: str
    status_vorher: str | None
    status_nachher: str | None
    angaben: dict[str, Any]
    texte: dict[str, str]


_FUER_SICH = Permission.EXPORT_VERMERKEN.value
"""Lines about a person that have a list of their own (queries.exporte)."""


def verlauf(thing: Any, *parts: Any) -> list[Verlaufszeile]:
    """The lines about `thing` and its `parts`, newest first. Who may see the thing may see its Verlauf."""
    ids: dict[str, list[int]] = {}
    for one in (thing, *parts):
        ids.setdefault(one.__tablename__, []).append(one.id)
    about = [and_(Ereignis.art == kind, Ereignis.gegenstand_id.in_(found)) for kind, found in ids.items()]
    rows = session().execute(
        select(Ereignis, Person.name, Ereignistext.name, Ereignistext.text)
        .outerjoin(Person, Person.id == Ereignis.person_id)
        .outerjoin(Ereignistext, Ereignistext.ereignis_lfd == Ereignis.lfd)
        .where(or_(*about), Ereignis.akt != _FUER_SICH)
        .order_by(Ereignis.lfd.desc())
    )
    lines: dict[int, tuple[Ereignis, str | None, dict[str, str]]] = {}
    for line, who, key, text in rows:
        given = lines.setdefault(line.lfd, (line, who, {}))[2]
        if key is not None:
            given[key] = text
    return [
        Verlaufszeile(
            line.lfd,
            line.zeit,
            who or "kimflow",
            line.akt,
            line.status_vorher,
            line.status_nachher,
            line.angaben,
            texts,
        )
        for line, who, texts in lines.values()
    ]
