"""Taking over rows of a table: reading the file, the dry run, doing it, and long files in portions."""

from kimflow.workflow.importe import laeufe
from kimflow.workflow.importe.art import Art
from kimflow.workflow.importe.arten import ARTEN, familie
from kimflow.workflow.importe.befunde import Befund, Stand, Vorschau, Zuordnung
from kimflow.workflow.importe.dateien import lesen
from kimflow.workflow.importe.pruefung import pruefen
from kimflow.workflow.importe.uebernahme import Ergebnis, importieren
from kimflow.workflow.importe.zeilen import Blatt, Dateizeile, Unlesbar

__all__ = [
    "ARTEN",
    "Art",
    "Befund",
    "Blatt",
    "Dateizeile",
    "Ergebnis",
    "Stand",
    "Unlesbar",
    "Vorschau",
    "Zuordnung",
    "familie",
    "importieren",
    "laeufe",
    "lesen",
    "pruefen",
]
