"""Kennzahlen and Landkarte as papers: the tables of their pages, with small numbers hidden whoever takes them along."""

from collections.abc import Iterator, Sequence

from kimflow.exports.bloecke import Block, Tabelle
from kimflow.exports.papierteile import absatz, angaben, raster, ueberschrift
from kimflow.exports.papierteile import tabelle as als_block
from kimflow.queries.landkarte import Landkarte
from kimflow.queries.landkartenworte import Worte
from kimflow.web import landkarte
from kimflow.web.kennzahlen import tabelle
from kimflow.workflow.kennzahlen import Zahlentafel


def kennzahlenpapier(tafeln: Sequence[Zahlentafel], kopf: Sequence[tuple[str, str]]) -> list[Block]:
    """Every table with what it counts; kopf: date, period and who takes it along."""
    return [angaben(kopf), *(block for tafel in tafeln for block in _tafel(tafel))]


def _tafel(tafel: Zahlentafel) -> Iterator[Block]:
    yield ueberschrift(tafel.titel)
    yield als_block(tabelle(tafel), klein=True) if tafel.zaehlt_etwas else absatz(tafel.leer)
    yield absatz(tafel.erklaerung)


def landkartenpapier(karte: Landkarte, worte: Worte, kopf: Sequence[tuple[str, str]], schwelle: int) -> list[Block]:
    """The map as a matrix and as a list; `karte` was asked for as a paper."""
    found: list[Block] = [angaben(kopf)]
    if not karte.zellen:
        return [*found, absatz("Hier ist keine Zahl groß genug, um sie zu zeigen.")]
    return [
        *found,
        absatz(
            f"Freigegebene Bruchstellen, immer in einer Richtung. Zahlen stehen hier ab {schwelle}; alles andere ist "
            f"„{karte.verdeckt}“, auch wo es gar nichts gibt. Ein Fall kann mehrere Bruchstellen haben."
        ),
        ueberschrift("Von (Zeile) zu (Spalte)"),
        matrix(karte, worte),
        ueberschrift("Die Schnittstellen einzeln"),
        als_block(landkarte.tabelle(karte), klein=True),
    ]


def matrix(karte: Landkarte, worte: Worte) -> Tabelle:
    """The squares of the picture as a table."""
    picture = landkarte.bild(karte, worte, lambda _: None)
    width = len(picture.spalten)
    squares = [feld.text for feld in picture.felder]
    rows = [[one.text, *squares[at * width : (at + 1) * width]] for at, one in enumerate(picture.zeilen)]
    return raster(["Von / zu", *(one.text for one in picture.spalten)], rows)
