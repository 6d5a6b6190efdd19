"""The handbook: a page per role in Markdown, its pictures, and which of the roles somebody has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kimflow.models import Person
from kimflow.permissions import praedikate

ORDNER = Path(__file__).resolve().parent.parent / "templates" / "hilfe"
BILDER = Path(__file__).resolve().parent.parent / "static" / "hilfe"
_BILD = re.compile(r"^!\[([^\]]+)\]\(([a-z_]+)\)$", re.MULTILINE)


@dataclass(frozen=True)
class Bild:
    """A picture in a page; it lies under static/hilfe and is made by the journeys."""

    name: str
    text: str
    breite: int
    hoehe: int

    @property
    def datei(self) -> str:
        return f"hilfe/{self.name}.png"


@dataclass(frozen=True)
class Seite:
    """A page of the handbook. teile: Markdown and pictures, in their order."""

    schluessel: str
    titel: str
    kurz: str
    teile: tuple[str | Bild, ...]

    @property
    def bilder(self) -> list[Bild]:
        return [teil for teil in self.teile if isinstance(teil, Bild)]


# In the order of the chain: who begins reads the first one.
SEITEN = (
    "erste_sitzung",
    "koordination",
    "fachkraft",
    "mitglied",
    "projektgruppe",
    "verantwortlich",
    "zeichnen",
    "vorsitz",
    "buero",
    "lesend",
    "administration",
    "papiere",
    "post",
)


@cache
def seite(schluessel: str) -> Seite | None:
    """A page by its key; None if there is none."""
    if schluessel not in SEITEN:
        return None
    heading, short, text = (ORDNER / f"{schluessel}.md").read_text(encoding="utf-8").split("\n\n", 2)
    return Seite(schluessel, heading.removeprefix("# "), short, tuple(_teile(text)))


def alle() -> list[Seite]:
    """Every page, in its order."""
    return [found for key in SEITEN if (found := seite(key))]


def eigene(person: Person | None) -> frozenset[str]:
    """The pages that are about what this person does."""
    if person is None:
        return frozenset()
    return frozenset(key for key, applies in _WER if applies(person, None))


def _teile(text: str) -> Iterator[str | Bild]:
    """Text and pictures by turns; `![words](name)` on a line of its own is a picture."""
    pieces = _BILD.split(text)
    for number, piece in enumerate(pieces):
        if number % 3 == 0 and piece.strip():
            yield piece
        elif number % 3 == 2:
            yield Bild(piece, pieces[number - 1], *_masse(BILDER / f"{piece}.png"))


def _masse(file: Path) -> tuple[int, int]:
    """Width and height of a PNG, so that the page does not jump when it arrives."""
    with file.open("rb") as content:
        head = content.read(24)
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


_WER = (
    ("koordination", praedikate.ist_koordination),
    ("fachkraft", praedikate.ist_fachkraft),
    ("mitglied", praedikate.ist_mitglied_der_lenkungsgruppe),
    ("projektgruppe", praedikate.ist_in_einer_projektgruppe),
    ("zeichnen", praedikate.ist_zeichnungsberechtigt),
    ("buero", praedikate.ist_buero),
    ("lesend", praedikate.ist_lesend),
    ("administration", praedikate.ist_administration),
)
"""Who is responsible for a Maßnahme or chairs a body finds the page in the list."""
