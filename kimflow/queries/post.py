"""The outbox as the Administration sees it, and what of it is still to be sent."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import joinedload

from kimflow import clock, config
from kimflow.db import session
from kimflow.models import Nachricht, Person, Poststand
from kimflow.queries import einzellinks
from kimflow.queries.seiten import Seite, blaettern

_TOKEN = re.compile(r"(?<=/link/)[A-Za-z0-9_-]{20,}")
# The link of a Meldung lives as long as the Meldung, and is no Einzellink.
_EINZELLINK = re.compile(r"(?<=/link/)[A-Za-z0-9_-]{20,}(?=/(?!meldung\b))")
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
    stand: str


def liste(person: Person, filter: Mapping[str, str], nach: str | None = None) -> Seite[Zeile]:
    """Letters, those given up first, then those that wait, then the newest; filter: stand (a Poststand)."""
    rank = _reihenfolge()
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
            stand(),
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
    id, an, mail, betreff, text, *rest = row[:10]
    text = _ohne(text, readable)
    if config.current().smtp_host or clock.now() - rest[0] > _CODE_GILT:
        text = _CODE.sub(CODE_UNSICHTBAR, text)
    return Zeile(id, an, mail, betreff, text, *rest)


def anzahl_offen() -> int:
    """How many letters wait to be sent."""
    return session().scalar(select(func.count()).select_from(Nachricht).where(Nachricht.wieder_am.is_not(None))) or 0


def sichtbar_fuer(person: Person) -> Select[Nachricht]:
    """The letters one may do something about: all, for who may see the outbox at all."""
    return select(Nachricht).options(joinedload(Nachricht.person))


def naechste(now: datetime) -> Nachricht | None:
    """The letter whose turn it is: the one that has been due longest."""
    return session().scalar(
        select(Nachricht)
        .where(Nachricht.wieder_am <= now)
        .order_by(Nachricht.wieder_am, Nachricht.id)
        .limit(1)
        .options(joinedload(Nachricht.person))
    )


def wartende(person_id: int, anlaesse: Collection[str]) -> list[Nachricht]:
    """Letters to one person about one of `anlaesse` that are still to be tried."""
    mine = Nachricht.person_id == person_id
    return list(
        session().scalars(
            select(Nachricht).where(mine, Nachricht.anlass.in_(anlaesse), Nachricht.wieder_am.is_not(None))
        )
    )


def hat_nur_tote_links(text: str) -> bool:
    """Whether the letter brings Einzellinks and none of them opens anything any more."""
    tokens = set(_EINZELLINK.findall(text))
    return bool(tokens) and not einzellinks.noch_gueltige(tokens)


def hat_alten_code(nachricht: Nachricht) -> bool:
    """Whether the letter brings a code whose time is over."""
    return bool(_CODE.search(nachricht.text)) and clock.now() - nachricht.erstellt_am > _CODE_GILT


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


def stand() -> ColumnElement[str]:
    """Nachricht.stand in SQL."""
    return case(
        (Nachricht.versendet_am.is_not(None), Poststand.VERSENDET.value),
        (Nachricht.verworfen_am.is_not(None), Poststand.VERWORFEN.value),
        (Nachricht.wieder_am.is_(None), Poststand.GESCHEITERT.value),
        else_=Poststand.OFFEN.value,
    )


def _reihenfolge() -> ColumnElement[int]:
    return case({Poststand.GESCHEITERT.value: 2, Poststand.OFFEN.value: 1}, value=stand(), else_=0)


def _gefiltert(filter: Mapping[str, str]) -> list[ColumnElement[bool]]:
    wanted = filter.get("stand")
    return [stand() == wanted] if wanted in set(Poststand) else []


def _lesbare_links(texts: list[str]) -> set[str]:
    """Without a mail server the Administration hands links on by hand; with one nobody needs to see them."""
    if config.current().smtp_host:
        return set()
    return einzellinks.noch_gueltige({token for text in texts for token in _TOKEN.findall(text)})


def _ohne(text: str, readable: set[str]) -> str:
    return _TOKEN.sub(lambda found: found[0] if found[0] in readable else UNSICHTBAR, text)
