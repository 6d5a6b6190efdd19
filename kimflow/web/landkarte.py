"""The Landkarte as a picture and as a table: one builder each, so that page, print and file cannot differ."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kimflow.exports.tabellen import Spalte, Tabelle, Zelle
from kimflow.queries.landkarte import Art, Landkarte, Paar
from kimflow.queries.landkarte import Zelle as Schnittstelle
from kimflow.queries.landkartenworte import Worte

_BREITE, _HOEHE, _ZEICHEN = 46, 32, 8
STUFEN = 5


@dataclass(frozen=True)
class Schild:
    """A word at the edge of the picture."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Feld:
    """A square of the picture; stufe 0 is one without a number of its own."""

    x: int
    y: int
    text: str
    stufe: int
    marke: bool
    url: str | None


@dataclass(frozen=True)
class Bild:
    breite: int
    hoehe: int
    feldbreite: int
    feldhoehe: int
    zeilen: Sequence[Schild]
    spalten: Sequence[Schild]
    felder: Sequence[Feld]


def bild(karte: Landkarte, worte: Worte, url: Callable[[Paar], str | None]) -> Bild:
    """A grid of the words that have a number; the other squares say `verdeckt`, or nothing where numbers are exact."""
    rows = sorted({zelle.paar.von for zelle in karte.zellen}, key=worte.platz)
    columns = sorted({zelle.paar.zu for zelle in karte.zellen}, key=worte.platz)
    left = 16 + _ZEICHEN * max((len(worte.text(id)) for id in rows), default=0)
    top = 16 + round(_ZEICHEN * 0.75 * max((len(worte.text(id)) for id in columns), default=0))
    right = round(_ZEICHEN * 0.6 * len(worte.text(columns[-1]))) if columns else 0
    cells = {zelle.paar: zelle for zelle in karte.zellen}
    highest = max((zelle.anzahl for zelle in karte.zellen), default=1) or 1
    fields = []
    for i, von in enumerate(rows):
        for j, zu in enumerate(columns):
            paar = Paar(von, zu)
            at = left + j * _BREITE, top + i * _HOEHE
            fields.append(_feld(at, cells.get(paar), highest, karte.verdeckt, url))
    return Bild(
        left + len(columns) * _BREITE + right,
        top + len(rows) * _HOEHE + 8,
        _BREITE,
        _HOEHE,
        [Schild(left - 8, top + (i + 0.65) * _HOEHE, worte.text(id)) for i, id in enumerate(rows)],
        [Schild(left + (j + 0.6) * _BREITE, top - 8, worte.text(id)) for j, id in enumerate(columns)],
        fields,
    )


def _feld(
    at: tuple[int, int], zelle: Schnittstelle | None, highest: int, verdeckt: str, url: Callable[[Paar], str | None]
) -> Feld:
    if zelle is None:
        return Feld(*at, verdeckt if verdeckt.startswith("<") else "·" if verdeckt else "", 0, False, None)
    step = 1 + (STUFEN - 1) * zelle.anzahl // highest if zelle.anzahl else 0
    return Feld(*at, str(zelle.anzahl), step, bool(zelle.massnahmen), url(zelle.paar))


def tabelle(karte: Landkarte, auswahl: str = "") -> Tabelle:
    """The cells as rows, for files."""
    columns = [Spalte("Von"), Spalte("Zu"), Spalte("Bruchstellen", zahl=True), Spalte("Laufende Maßnahmen")]
    rows: list[list[Zelle]] = [[z.von, z.zu, z.anzahl, ", ".join(z.massnahmen)] for z in karte.zellen]
    if not karte.genau:
        rows.append(["alle anderen", "", karte.verdeckt, ""])
    kind = "Rechtskreise" if karte.art is Art.RECHTSKREIS else "Institutionen"
    return Tabelle(f"Landkarte {kind}", columns, rows, auswahl)
