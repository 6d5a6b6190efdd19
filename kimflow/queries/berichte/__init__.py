"""Reports: the visible ones, who may open what they count, and the rows a new one is counted from (Bestand)."""

from kimflow.queries.berichte.bestand import Bestand
from kimflow.queries.berichte.liste import (
    abschnitt,
    die_zahl,
    ganz,
    ist_ersetzt,
    liste,
    mit_zeilen,
    nachfolger,
    sichtbar_fuer,
    zeilen_lesen,
)
from kimflow.queries.berichte.oeffnen import SORTEN, Sorte, darf_oeffnen
from kimflow.queries.berichte.rahmen import Rahmen, kalenderjahr

__all__ = [
    "SORTEN",
    "Bestand",
    "Rahmen",
    "Sorte",
    "abschnitt",
    "darf_oeffnen",
    "die_zahl",
    "ganz",
    "ist_ersetzt",
    "kalenderjahr",
    "liste",
    "mit_zeilen",
    "nachfolger",
    "sichtbar_fuer",
    "zeilen_lesen",
]
