"""The trail as people read it (Verlauf)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from kimflow.db import session
from kimflow.models import Ereignis, Ereignistext, Person


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


def verlauf(thing: Any) -> list[Verlaufszeile]:
    """The lines about `thing`, newest first. Who may see the thing may see its Verlauf."""
    lines = (
        session()
        .execute(
            select(Ereignis, Person.name)
            .outerjoin(Person, Person.id == Ereignis.person_id)
            .where(Ereignis.art == thing.__tablename__, Ereignis.gegenstand_id == thing.id)
            .order_by(Ereignis.lfd.desc())
        )
        .all()
    )
    texts: dict[int, dict[str, str]] = {}
    if lines:
        for text in session().scalars(
            select(Ereignistext).where(Ereignistext.ereignis_lfd.in_([line.lfd for line, _ in lines]))
        ):
            texts.setdefault(text.ereignis_lfd, {})[text.name] = text.text
    return [
        Verlaufszeile(
            line.lfd,
            line.zeit,
            name or "kimflow",
            line.akt,
            line.status_vorher,
            line.status_nachher,
            line.angaben,
            texts.get(line.lfd, {}),
        )
        for line, name in lines
    ]
