"""The outbox as the Administration sees it, and what of it is still to be sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import joinedload

from kimflow import clock, config
from kimflow.db import session
from kimflow.models import Nachricht, Person, PersonStatus
from kimflow.queries import einzellinks
from kimflow.queries.seiten import Seite, blaettern

_TOKEN = re.compile(r"(?<=/link/)[A-Za-z0-9_-]{20,}")
_CODE = re.compile(r"(?<=^Code: )[0-9]{6}$", re.MULTILINE)
UNSICHTBAR = "… (Link nicht mehr lesbar)"
CODE_UNSICHTBAR = "… (nicht mehr lesbar)"
_CODE_GILT = timedelta(minutes=15)


@dataclass(frozen=True)
class Zeile:
    """A letter in the list; `text` shows a link only while it opens something and no mail server delivers it."""

    id: int
    an: str
    mail: str
    betreff: str
    text: str
    erstellt_am: datetime
    versendet_am: datetime | None
    versuche: int
    fehler: str


def liste(person: Person, filter: Mapping[str, str], nach: str | None = None) -> Seite[Zeile]:
    """Letters, unsent ones first, then the newest; filter: stand (offen, versendet)."""
    rank = _offen_zuerst()
    statement: Any = (
        select(
            Nachricht.id,
            func.coalesce(Person.name, "ohne Konto"),
            func.coalesce(Person.mail, ""),
            Nachricht.betreff,
            Nachricht.text,
            Nachricht.erstellt_am,
            Nachricht.versendet_am,
            Nachricht.versuche,
            Nachricht.fehler,
        )
        .outerjoin(Person, Person.id == Nachricht.person_id)
        .where(*_gefiltert(filter))
    )
    page = blaettern(statement, (rank, Nachricht.id), nach, absteigend=True)
    readable = _lesbare_links([row.text for row in page.zeilen])
    return Seite(
        [_zeile(row, readable) for row in page.zeilen],
        page.weiter,
    )


def _zeile(row: Any, readable: set[str]) -> Zeile:
    id, an, mail, betreff, text, *rest = row[:9]
    text = _ohne(text, readable)
    if config.current().smtp_host or clock.now() - rest[0] > _CODE_GILT:
        text = _CODE.sub(CODE_UNSICHTBAR, text)
    return Zeile(id, an, mail, betreff, text, *rest)


def anzahl_offen() -> int:
    """How many letters wait to be sent."""
    return session().scalar(select(func.count()).select_from(Nachricht).where(Nachricht.versendet_am.is_(None))) or 0


def zu_versenden(hoechstens: int) -> list[Nachricht]:
    """Some unsent letters with tries left, untried ones first; nobody writes to a deactivated person."""
    return list(
        session().scalars(
            select(Nachricht)
            .outerjoin(Nachricht.person)
            .where(
                Nachricht.versendet_am.is_(None),
                Nachricht.versuche < hoechstens,
                or_(Nachricht.person_id.is_(None), Person.status != PersonStatus.DEAKTIVIERT),
            )
            .order_by(Nachricht.versucht_am.asc().nulls_first(), Nachricht.id)
            .limit(50)
            .options(joinedload(Nachricht.person))
        )
    )


def mit_text(person_id: int, text: str) -> list[Nachricht]:
    """Letters to one person in which `text` stands."""
    return list(
        session().scalars(
            select(Nachricht).where(Nachricht.person_id == person_id, Nachricht.text.contains(text, autoescape=True))
        )
    )


def an_adresse(mail: str, marke: str) -> list[Nachricht]:
    """Letters to an address without account in whose key `marke` stands."""
    key = Nachricht.schluessel.contains(marke, autoescape=True)
    return list(session().scalars(select(Nachricht).where(Nachricht.adresse == mail, key)))


def _offen_zuerst() -> ColumnElement[int]:
    return case((Nachricht.versendet_am.is_(None), 1), else_=0)


def _gefiltert(filter: Mapping[str, str]) -> list[ColumnElement[bool]]:
    if filter.get("stand") == "offen":
        return [Nachricht.versendet_am.is_(None)]
    if filter.get("stand") == "versendet":
        return [Nachricht.versendet_am.is_not(None)]
    return []


def _lesbare_links(texts: list[str]) -> set[str]:
    """Without a mail server the Administration hands links on by hand; with one nobody needs to see them."""
    if config.current().smtp_host:
        return set()
    return einzellinks.noch_gueltige({token for text in texts for token in _TOKEN.findall(text)})


def _ohne(text: str, readable: set[str]) -> str:
    return _TOKEN.sub(lambda found: found[0] if found[0] in readable else UNSICHTBAR, text)
