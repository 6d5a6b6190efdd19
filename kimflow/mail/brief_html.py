"""A letter as HTML, made of its plain text alone, so that both parts of a mail say the same.

What the text needs for that: paragraphs stand apart by an empty line, lines of a list begin with "- ", and an address
of this installation stands on a line of its own below the line that names it. The first one whose name ends with a
colon becomes the button. Other addresses are shown as they are, so that a name never hides where they lead.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_seiten = Environment(
    loader=FileSystemLoader(Path(__file__).resolve().parent.parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ADRESSE = re.compile(r"(?P<vor>(?:[^\n:]{1,30}: )?)(?P<adresse>https?://[^\s<>\"]+)")
_PUNKT = "- "
KNOPFTEXT = 60
"""How long the name of an address may be to stand on a button."""


@dataclass(frozen=True)
class Zeile:
    """Words, then perhaps a link: with the address for its text, or with a name of its own."""

    vor: str = ""
    adresse: str = ""
    name: str = ""


@dataclass(frozen=True)
class Knopf:
    """The one link that a letter is about."""

    name: str
    adresse: str


@dataclass(frozen=True)
class Absatz:
    zeilen: tuple[Zeile, ...]


@dataclass(frozen=True)
class Liste:
    punkte: tuple[Zeile, ...]


Block = Absatz | Liste | Knopf


def als_html(betreff: str, text: str, fuss: str, basis: str) -> str:
    """The whole HTML part. fuss: what stands below the letter; basis: the address of this installation."""
    words = {"betreff": betreff, "bloecke": bloecke(text, basis), "fuss": bloecke(fuss, basis, mit_knopf=False)}
    return _seiten.get_template("mail/brief.html").render(words)


def bloecke(text: str, basis: str, *, mit_knopf: bool = True) -> list[Block]:
    """What the text is made of, in order; nothing of it is markup yet."""
    found: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", text.strip("\n")):
        for block in _aus_absatz(_zeilen(paragraph.split("\n"), f"{basis.rstrip('/')}/")):
            is_button = isinstance(block, Knopf)
            found.append(Absatz((_als_zeile(block),)) if isinstance(block, Knopf) and not mit_knopf else block)
            mit_knopf = mit_knopf and not is_button
    return found


def _zeilen(lines: list[str], own: str) -> Iterator[Zeile]:
    """Lines, an own address together with the line above it that names it."""
    rest = [line.strip() for line in lines if line.strip()]
    while rest:
        line = rest.pop(0)
        if not _ADRESSE.fullmatch(line) and rest and rest[0].startswith(own) and _ADRESSE.fullmatch(rest[0]):
            yield Zeile(name=line, adresse=rest.pop(0))
        elif found := _ADRESSE.fullmatch(line):
            yield Zeile(vor=found["vor"], adresse=found["adresse"])
        else:
            yield Zeile(vor=line)


def _aus_absatz(zeilen: Iterator[Zeile]) -> Iterator[Block]:
    for kind, group in groupby(zeilen, _art):
        lines = tuple(group)
        if kind is Knopf:
            yield from (Knopf(line.name.removesuffix(":"), line.adresse) for line in lines)
        elif kind is Liste:
            yield Liste(tuple(Zeile(vor=line.vor.removeprefix(_PUNKT)) for line in lines))
        else:
            yield Absatz(lines)


def _art(zeile: Zeile) -> type[Block]:
    if zeile.name.endswith(":") and len(zeile.name) <= KNOPFTEXT:
        return Knopf
    return Liste if zeile.vor.startswith(_PUNKT) else Absatz


def _als_zeile(knopf: Knopf) -> Zeile:
    return Zeile(name=knopf.name, adresse=knopf.adresse)
