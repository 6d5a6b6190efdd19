"""What the Kennzahlen count: plain rows of things and dates, and never a person."""

from kimflow.queries.kennzahlen.bestand import Bestand
from kimflow.queries.kennzahlen.haeuser import eigene, offene_stellungnahmen, offene_zeichnungen
from kimflow.queries.kennzahlen.zeilen import (
    Massnahmenzeile,
    Offenes,
    Standzeile,
    Themenzeile,
    Vereinbarungszeile,
    Wechsel,
)

__all__ = [
    "Bestand",
    "Massnahmenzeile",
    "Offenes",
    "Standzeile",
    "Themenzeile",
    "Vereinbarungszeile",
    "Wechsel",
    "eigene",
    "offene_stellungnahmen",
    "offene_zeichnungen",
]
