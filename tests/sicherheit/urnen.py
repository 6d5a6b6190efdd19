"""What an attacker of the urn has in hand: the database's files and rows, and how often a guess may be right."""

import json
import math
from base64 import b64decode
from pathlib import Path
from random import SystemRandom
from typing import Any

from sqlalchemy import select, text, update

from kimflow import config
from kimflow.db import Base, extension, session, transaction
from kimflow.models import Abstimmung, Abstimmungsoption, Geheimhaltung, Stimmabgabe, Top, Versiegelt
from tests.bauen.abstimmungen import mehr_sitze, neue_abstimmung, offene_abstimmung, stimmabgabe, stimmen, zwei_themen
from tests.bauen.sitzungen import laufender_top
from tests.besetzung import Welt

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
# Ids of options that stand nowhere by chance: as text they are found only inside of a readable ballot.
AUFFAELLIG = 7_130_000

# Twelve different ballots, so that each right guess is one of twelve.
ZWOELF = [(a, b) for a in (6, 5, 4, 3) for b in (4, 3, 2)]

Waehler = list[tuple[str, str]]


def waehler(welt: Welt, weitere: int = 10) -> Waehler:
    """Person and Sitz of everybody who may vote: the two of the small world and `weitere` more."""
    mehr_sitze(welt, weitere)
    session().rollback()
    return [("Mats", JOBCENTER), ("Mia", ABH), *((f"Mitglied {n}", f"Sitz {n}") for n in range(1, weitere + 1))]


def tagesordnungspunkt(welt: Welt) -> Top:
    top = laufender_top(welt)
    zwei_themen(welt, top)
    return top


def vorbereitete_runde(welt: Welt, top: Top | None = None, **kw: object) -> Abstimmung:
    runde = neue_abstimmung(welt, top or tagesordnungspunkt(welt), geheimhaltung=Geheimhaltung.GEHEIM, **kw)
    with transaction() as s:
        s.execute(
            update(Abstimmungsoption)
            .where(Abstimmungsoption.abstimmung_id == runde.id)
            .values(id=Abstimmungsoption.id + AUFFAELLIG)
            .execution_options(synchronize_session=False)
        )
    session().expire_all()
    return runde


def geheime_runde(welt: Welt, top: Top | None = None, **kw: object) -> Abstimmung:
    """An open geheime round."""
    return offene_abstimmung(welt, vorbereitete_runde(welt, top, **kw))


def abstimmen(welt: Welt, runde: Abstimmung, wer: tuple[str, str], werte: tuple[int, ...], **kw: object) -> None:
    stimmen(welt, runde, *wer, werte, **kw)


def zettel_id(runde: Abstimmung, sitz: str = JOBCENTER) -> int:
    return stimmabgabe(runde, sitz).id


def dateien() -> dict[str, bytes]:
    """The files of the SQLite database as they are at this moment: the database, its log, the log's index."""
    file = Path(str(extension.engine.url.database))
    return {part.name: part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*"))}


def zeilen(*ohne: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table but those named: what a reader of a dump sees."""
    return {
        table.name: [dict(row) for row in session().execute(select(table).order_by(*table.primary_key)).mappings()]
        for table in Base.metadata.sorted_tables
        if table.name not in ohne
    }


def rohes() -> bytes:
    """All that is stored, as bytes: the files on SQLite, every row on PostgreSQL (there options have readable ids)."""
    if extension.engine.dialect.name == "sqlite":
        return b"".join(dateien().values())
    return json.dumps(zeilen("abstimmungsoption"), default=str, ensure_ascii=False).encode()


def versiegelte() -> dict[str, str]:
    """What lies in the urns: random id and sealed text."""
    return {one.id: one.inhalt for one in session().execute(select(Versiegelt.id, Versiegelt.inhalt))}


def schreibweisen(sealed: str) -> list[bytes]:
    """A sealed ballot as text, in the middle of it (a page may end there), and as bytes."""
    return [sealed.encode(), sealed[40:120].encode(), b64decode(sealed)]


def abgegeben(runde: Abstimmung) -> set[int]:
    """Sitze that have voted: a reader who comes again after each ballot sees who voted, and in which order."""
    rows = select(Stimmabgabe.sitz_id).where(Stimmabgabe.abstimmung_id == runde.id, Stimmabgabe.abgegeben)
    return set(session().scalars(rows))


def physisch(table: str, runde: Abstimmung, column: str) -> list[object]:
    """A column of the round's rows in the order in which they lie in the file."""
    order = "ctid" if extension.engine.dialect.name == "postgresql" else ""
    sql = f"SELECT {column} FROM {table} WHERE abstimmung_id = :id" + (f" ORDER BY {order}" if order else "")
    return list(session().scalars(text(sql), {"id": runde.id}))


def als_werte(inhalt: object, runde: Abstimmung) -> tuple[int, ...]:
    """An opened ballot as the numbers that were cast."""
    found = json.loads(inhalt) if isinstance(inhalt, str) else inhalt
    assert isinstance(found, dict)
    return tuple(found["werte"].get(str(option.id), 0) for option in runde.optionen)


def gemischt(things: list[Any]) -> list[Any]:
    return SystemRandom().sample(things, len(things))


def zufall(hits: int, tries: int, chance: float) -> float:
    """Exact binomial test, one-sided: how likely so many right guesses are without any knowledge."""
    return sum(math.comb(tries, k) * chance**k * (1 - chance) ** (tries - k) for k in range(hits, tries + 1))


def schluesseldateien() -> list[Path]:
    return sorted(Path(config.current().urnen).glob("*"))
