"""What the text of a cell means, and how a value is written into one."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date

Zelle = str | date | None
"""What stands in a cell of a file that leaves."""

_MONATE = ("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
           "dezember")  # fmt: skip
_JA = frozenset({"ja", "j", "x", "1", "wahr", "true", "yes"})
_NEIN = frozenset({"nein", "n", "0", "falsch", "false", "no"})
_FORMEN = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?"),
    re.compile(r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4}|\d{2})"),
    # Only where it cannot be the American way of writing.
    re.compile(r"(?P<d>1[3-9]|2\d|3[01])/(?P<m>\d{1,2})/(?P<y>\d{4})"),
    re.compile(r"(?P<d>\d{1,2})\. ?(?P<wort>[A-Za-zäÄ]{3,9})\.? (?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})"),
)


def tag(text: str, *, ende: bool = False) -> date | None:
    """22.11.2026, 22.11.26, 2026-11-22, 22. November 2026, or a year alone: its first day, of an `ende` its last."""
    if ende and re.fullmatch(r"\d{4}", text.strip()):
        text = f"31.12.{text.strip()}"
    for form in _FORMEN:
        if text.isascii() or "ä" in text.casefold():
            found = form.fullmatch(text.strip())
            if found:
                return _datum(found.groupdict())
    return None


def _datum(parts: Mapping[str, str | None]) -> date | None:
    year, word = int(parts["y"] or 0), (parts.get("wort") or "").casefold()
    month = next((n for n, name in enumerate(_MONATE, 1) if word and name.startswith(word)), 0)
    month = month or int(parts.get("m") or (0 if word else 1))
    year += 2000 if year < 100 else 0
    try:
        return date(year, month, int(parts.get("d") or 1)) if 1990 <= year <= 2100 else None
    except ValueError:
        return None


def ja_nein(text: str) -> bool | None:
    """ja or nein in the ways tables write them; None for anything else."""
    word = text.strip().casefold()
    return True if word in _JA else False if word in _NEIN else None


def worte(text: str) -> list[str]:
    """Several words of one cell, each once."""
    return list(dict.fromkeys(word for part in text.split(";") if (word := part.strip())))


def menge(text: str) -> frozenset[str]:
    """The same words, to be compared: their order says nothing."""
    return frozenset(word.casefold() for word in worte(text))


def lesbar(zelle: Zelle) -> str:
    """A cell as people read it."""
    if isinstance(zelle, date):
        return f"{zelle.day:02}.{zelle.month:02}.{zelle.year}"
    return zelle or ""


def pruefwort(zeile: Mapping[str, Zelle]) -> str:
    """Letters that are others as soon as anything in the row is: no digits, lest a spreadsheet takes them for one."""
    plain = json.dumps({key: lesbar(value) for key, value in sorted(zeile.items())}, ensure_ascii=False)
    return "".join("abcdefghijklmnop"[int(sign, 16)] for sign in hashlib.sha256(plain.encode()).hexdigest()[:10])
