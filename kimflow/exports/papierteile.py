"""Blocks of a paper out of plain text and plain tables, for papers that are no text in Markdown."""

from collections.abc import Iterable, Sequence

from kimflow.exports import tabellen
from kimflow.exports.bloecke import Absatz, Liste, Stueck, Tabelle, Ueberschrift, Zelle, fuer_xml


def ueberschrift(text: str, ebene: int = 1) -> Ueberschrift:
    return Ueberschrift(ebene, [_stueck(text)])


def absatz(text: str, *, fett: bool = False) -> Absatz:
    """One paragraph; its line breaks stay."""
    return Absatz([_stueck(text, fett=fett)])


def angaben(paare: Iterable[tuple[str, str]]) -> Liste:
    """Words and what stands at them; a pair without a value is left out."""
    lines = [[_stueck(f"{word}: ", fett=True), _stueck(value)] for word, value in paare if value]
    return Liste(nummeriert=False, punkte=[[Absatz(line)] for line in lines])


def raster(spalten: Sequence[str], zeilen: Iterable[Sequence[str]], *, breiten: Sequence[int] = ()) -> Tabelle:
    """A list of many columns in small type."""
    return Tabelle([_reihe(row) for row in (spalten, *zeilen)], klein=True, breiten=breiten)


def kasten(
    spalten: Sequence[str], zeilen: Iterable[Sequence[str]], hoehe: float, *, breiten: Sequence[int] = ()
) -> Tabelle:
    """A table to write into by hand; hoehe: of a row at least, in centimetres."""
    return Tabelle([_reihe(row) for row in (spalten, *zeilen)], hoehe=hoehe, breiten=breiten)


def tabelle(found: tabellen.Tabelle, *, klein: bool = False) -> Tabelle:
    """A table of a page or a spreadsheet, in the same order and with the same words."""
    sides = ["right" if spalte.zahl else "" for spalte in found.spalten]
    rows = ([spalte.text for spalte in found.spalten], *found.zeilen)
    return Tabelle([_reihe(map(str, row), sides) for row in rows], klein=klein)


def _reihe(texte: Iterable[str], seiten: Sequence[str] = ()) -> list[Zelle]:
    cells = list(texte)
    sides = seiten or [""] * len(cells)
    return [Zelle([_stueck(text)] if text else [], side) for text, side in zip(cells, sides, strict=True)]


def _stueck(text: str, *, fett: bool = False) -> Stueck:
    return Stueck(fuer_xml(text), fett)
