"""German words as the search knows them: cut out of a text, without endings, umlauts and ß, in plain ASCII."""

import re
import threading
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

import snowballstemmer

LAENGE = 60
"""A longer word is cut here."""

_WORT = re.compile(r"[^\W_]+")
_NUMMER = re.compile(r"(?<!\w)([A-Za-z])\s?-\s?(\d{4})\s?-\s?(\d{1,6})(?!\w)")
_stemmer = threading.local()  # a stemmer remembers the word it is at

# What stands in nearly every text and tells nothing apart.
_OHNE_GEWICHT = frozenset(
    {
        "aber", "als", "am", "an", "auch", "auf", "aus", "bei", "bis", "das", "dass", "dem", "den", "der", "des",
        "die", "durch", "ein", "eine", "einem", "einen", "einer", "eines", "er", "es", "fuer", "für", "hat",
        "haben", "ihr", "ihre", "im", "in", "ist", "mit", "nach", "nicht", "noch", "nur", "oder", "sein", "seine",
        "sich", "sie", "sind", "so", "über", "um", "und", "uns", "unter", "vom", "von", "vor", "war", "was", "wenn",
        "werden", "wie", "wir", "wird", "zu", "zum", "zur", "zwischen",
    }
)  # fmt: skip


@lru_cache(maxsize=65_536)
def stamm(wort: str) -> str:
    """The stem of one word in [a-z0-9]: "Kälte" and "Kaelte" give "kalt", "Straßen" and "Strasse" give "strass"."""
    if not hasattr(_stemmer, "deutsch"):
        _stemmer.deutsch = snowballstemmer.stemmer("german")
    found = unicodedata.normalize("NFKD", _stemmer.deutsch.stemWord(wort[:LAENGE].lower()))
    # Letters of other scripts are written as their numbers: both databases then see plain words and no operators.
    return "".join(_buchstabe(letter) for letter in found)[:LAENGE]


def _buchstabe(letter: str) -> str:
    if letter.isascii():
        return letter if letter.isalnum() else ""
    return f"u{ord(letter):x}" if letter.isalnum() else ""


def nummern(text: str) -> list[str]:
    """The numbers people say aloud, as they are written: "t-2026-014" gives ["T-2026-014"]."""
    return [f"{kind.upper()}-{year}-{int(lfd):03d}" for kind, year, lfd in _NUMMER.findall(text)]


def _als_wort(nummer: str) -> str:
    return nummer.replace("-", "").lower()


def staemme(text: str) -> set[str]:
    """Every stem of a text, and every number in it as one word."""
    words = {match.group().lower() for match in _WORT.finditer(text)} - _OHNE_GEWICHT
    return ({stamm(word) for word in words} | {_als_wort(nummer) for nummer in nummern(text)}) - {""}


def suchstaemme(anfrage: str, hoechstens: int = 8) -> list[str]:
    """The stems that a query asks for, in its order. Words without weight count only if there are no others."""
    rest = _NUMMER.sub(" ", anfrage)
    words = [match.group().lower() for match in _WORT.finditer(rest)]
    heavy = [word for word in words if word not in _OHNE_GEWICHT and (len(word) > 1 or word.isdigit())]
    asked = [_als_wort(nummer) for nummer in nummern(anfrage)]
    asked += [stamm(word) for word in (heavy or ([] if asked else words))]
    return [one for one in dict.fromkeys(asked) if one][:hoechstens]


Trifft = Callable[[str], bool]
Stueck = tuple[str, bool]
"""A piece of text, and whether it is a word that was looked for."""


def ausschnitt(text: str, trifft: Trifft, laenge: int = 240) -> list[Stueck]:
    """About `laenge` characters around the first word whose stem `trifft`, cut at words; the beginning if none does."""
    text = " ".join(text.split())
    first = next((match.start() for match in _worte(text) if trifft(stamm(match.group()))), 0)
    begin = 0 if first < laenge // 3 else _wortanfang(text, first - laenge // 3)
    end = len(text) if begin + laenge >= len(text) else _wortende(text, begin + laenge)
    pieces = hervorgehoben(text[begin:end], trifft)
    return [*([("… ", False)] if begin else []), *pieces, *([(" …", False)] if end < len(text) else [])]


def hervorgehoben(text: str, trifft: Trifft) -> list[Stueck]:
    """The whole text in pieces, those marked whose stem `trifft`."""
    pieces: list[Stueck] = []
    at = 0
    for match in _worte(text):
        if trifft(stamm(match.group())):
            pieces += [(text[at : match.start()], False), (match.group(), True)]
            at = match.end()
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


_HOECHSTENS_GELESEN = 4_000
"""Words of a text that are looked at for its Ausschnitt: minutes can be long as a book."""


def _worte(text: str) -> Iterator[re.Match[str]]:
    return (match for match, _ in zip(_WORT.finditer(text), range(_HOECHSTENS_GELESEN), strict=False))


def _wortanfang(text: str, at: int) -> int:
    return text.rfind(" ", 0, at) + 1


def _wortende(text: str, at: int) -> int:
    space = text.find(" ", at)
    return len(text) if space < 0 else space


TEILWORT = 4
"""From this many letters on a stem is also found inside of longer words: "Pool" in "Sprachmittlerpool"."""
