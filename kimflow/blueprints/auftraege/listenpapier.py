"""The list of Aufträge as a paper: of a Sitzung, of a body, or whatever else its filter says."""

from collections.abc import Sequence

from kimflow.exports.bloecke import Block
from kimflow.exports.papierteile import absatz, angaben, raster
from kimflow.queries.auftraege import Zeile
from kimflow.web.filters import datum, in_tagen
from kimflow.workflow.acts import lesbar

_SPALTEN = ("Auftrag", "Verantwortlich", "Fällig am", "Stand", "Gremium", "Aus", "Ergebnis")
_BREITEN = (32, 13, 11, 11, 11, 9, 13)


def listenpapier(zeilen: Sequence[Zeile], kopf: Sequence[tuple[str, str]]) -> list[Block]:
    """kopf: date, filter and who takes it along."""
    late = sum(zeile.ueberfaellig for zeile in zeilen)
    head = angaben([*kopf, ("Aufträge", f"{len(zeilen)}, davon überfällig: {late}")])
    if not zeilen:
        return [head, absatz("Kein Auftrag passt zu dieser Auswahl.")]
    return [head, raster(_SPALTEN, [_zeile(zeile) for zeile in zeilen], breiten=_BREITEN)]


def _zeile(zeile: Zeile) -> list[str]:
    late = f", {in_tagen(zeile.faellig_am)}" if zeile.ueberfaellig else ""
    return [
        zeile.text,
        zeile.verantwortlich or "noch niemand",
        f"{datum(zeile.faellig_am)}{late}" if zeile.faellig_am else "",
        f"{lesbar(zeile.status)}{', überfällig' if zeile.ueberfaellig else ''}",
        zeile.gremium,
        zeile.aus,
        zeile.ergebnis,
    ]
