"""Acts on Maßnahmen in the order of their way: proposed, promised, agreed, carried out, checked for their effect."""

from kimflow.workflow.massnahmen.anbahnung import absagen, bearbeiten, nacherfassen, vereinbaren, vorschlagen, zusagen
from kimflow.workflow.massnahmen.durchfuehrung import (
    beginnen,
    erinnern,
    fortsetzen,
    rueckmeldung_geben,
    ruhen_lassen,
    warten,
)
from kimflow.workflow.massnahmen.meilensteine import meilenstein_erreichen, meilenstein_setzen, meilenstein_verschieben
from kimflow.workflow.massnahmen.nachweise import nachweis_entfernen, nachweis_hinzufuegen
from kimflow.workflow.massnahmen.schluss import abbrechen, stand_melden, umsetzen, wirkung_pruefen
from kimflow.workflow.massnahmen.voraussetzungen import meldet_selbst

__all__ = [
    "abbrechen",
    "absagen",
    "bearbeiten",
    "beginnen",
    "erinnern",
    "fortsetzen",
    "meilenstein_erreichen",
    "meilenstein_setzen",
    "meilenstein_verschieben",
    "meldet_selbst",
    "nacherfassen",
    "nachweis_entfernen",
    "nachweis_hinzufuegen",
    "rueckmeldung_geben",
    "ruhen_lassen",
    "stand_melden",
    "umsetzen",
    "vereinbaren",
    "vorschlagen",
    "warten",
    "wirkung_pruefen",
    "zusagen",
]
