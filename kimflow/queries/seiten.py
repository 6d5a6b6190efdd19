"""Lists in pages: keyset paging, so that the last page costs what the first one costs."""

import base64
import binascii
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Integer, Row, Select, tuple_

from kimflow.columns import canonical
from kimflow.db import session

T = TypeVar("T")
JE_SEITE = 50
HOECHSTENS = 10_000
"""Rows of a list that is read at once, for a file: about three seconds of work. One more tells that there are more."""


class _Alles(str):
    """Never equal by identity to anything an address says."""


ALLES = _Alles()
"""The mark that stands for all pages at once."""


@dataclass(frozen=True)
class Seite(Generic[T]):
    """One page of a list. `weiter` is the opaque mark of the next page, None on the last."""

    zeilen: Sequence[T]
    weiter: str | None


def blaettern(
    statement: Select[Any], schluessel: Sequence[Any], nach: str | None = None, *, absteigend: bool = False
) -> Seite[Row[Any]]:
    """One page of `statement` in the order of `schluessel` (columns without NULL, the last one unique).

    The key columns are appended to the row's columns. A mark that is not ours starts at the beginning; ALLES has
    every row, up to one more than HOECHSTENS.
    """
    at_once = HOECHSTENS if nach is ALLES else JE_SEITE
    order = [column.desc() if absteigend else column.asc() for column in schluessel]
    keys = [column.label(f"_schluessel_{i}") for i, column in enumerate(schluessel)]
    statement = statement.add_columns(*keys).order_by(*order).limit(at_once + 1)
    after = _unpack(nach, schluessel)
    if after is not None:
        left, right = tuple_(*schluessel), tuple_(*after)
        statement = statement.where(left < right if absteigend else left > right)
    rows = session().execute(statement).all()
    if nach is ALLES:
        return Seite(rows, None)
    more = len(rows) > JE_SEITE
    rows = rows[:JE_SEITE]
    return Seite(rows, _pack(rows[-1][-len(keys) :]) if more else None)


def _pack(values: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(list(values), default=str).encode()).decode().rstrip("=")


def _unpack(mark: str | None, schluessel: Sequence[Any]) -> list[Any] | None:
    if not mark or len(mark) > 600:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
    except (binascii.Error, ValueError, UnicodeDecodeError):
        return None
    ours = isinstance(values, list) and len(values) == len(schluessel) and all(map(_fits, values, schluessel))
    return values if ours else None


def _fits(value: Any, column: Any) -> bool:
    """Whether a value of a mark can be compared with its column; a forged one may hold anything (ZUSAGEN I2)."""
    if isinstance(column.type, Integer):
        return type(value) is int and abs(value) < 2**31
    return isinstance(value, str) and not re.search("[\x00\ud800-\udfff]", value)


def muster(suche: str) -> str:
    """A LIKE pattern in which the typed text is literal; use with escape="\\\\" (ZUSAGEN I6)."""
    suche = canonical(suche)  # what no column holds is not found, and NUL breaks PostgreSQL
    for sign in ("\\", "%", "_"):
        suche = suche.replace(sign, f"\\{sign}")
    return f"%{suche.lower()}%"
