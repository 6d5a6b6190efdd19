"""What was taken along as a file: by whom, when, which list, how many rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from kimflow.models import Ereignis, Ereignistext, Person
from kimflow.permissions import Permission
from kimflow.queries.seiten import Seite, blaettern


@dataclass(frozen=True)
class Zeile:
    """A row of the list; `liste` is the title of what was taken along."""

    zeit: datetime
    wer: str
    liste: str
    format: str
    zeilen: int


def liste(nach: str | None = None) -> Seite[Zeile]:
    """All of them, the latest first; for whoever may see that anything was taken along."""
    statement: Any = (
        select(Ereignis.zeit, Person.name, Ereignistext.text, Ereignis.angaben)
        .outerjoin(Person, Person.id == Ereignis.person_id)
        .outerjoin(Ereignistext, (Ereignistext.ereignis_lfd == Ereignis.lfd) & (Ereignistext.name == "liste"))
        .where(Ereignis.akt == Permission.EXPORT_VERMERKEN.value)
    )
    page = blaettern(statement, (Ereignis.lfd,), nach, absteigend=True)
    return Seite([_zeile(*tuple(row)[:4]) for row in page.zeilen], page.weiter)


def _zeile(zeit: datetime, wer: str | None, titel: str | None, angaben: Mapping[str, Any]) -> Zeile:
    return Zeile(zeit, wer or "", titel or "", angaben["format"], angaben["zeilen"])
