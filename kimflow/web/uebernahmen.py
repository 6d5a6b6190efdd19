"""Files in the columns of the import, so that they can come back: one row per thing of a list."""

from collections.abc import Iterable
from typing import Any

from kimflow.exports.tabellen import Spalte, Tabelle
from kimflow.workflow.importe import ARTEN

_ENG = frozenset({"nummer", "kennung", "pruefwort", "aktiv"})


def uebernahmetabelle(name: str, dinge: Iterable[Any], auswahl: str = "") -> Tabelle:
    """The rows of these things (of the noun `name`) exactly in the columns in which they come in."""
    art = ARTEN[name]
    columns = [Spalte(spalte.titel, eng=spalte.key in _ENG or spalte.key in art.tage) for spalte in art.spalten]
    rows = (art.zeile(ding) for ding in dinge)
    return Tabelle(art.titel, columns, [[row[spalte.key] for spalte in art.spalten] for row in rows], auswahl)
