"""Acts on Maßnahmen in the order of their way: proposed, promised, agreed, carried out, checked for their effect."""

from kimflow.workflow.massnahmen.anbahnung import absagen, bearbeiten, nacherfassen, vereinbaren, vorschlagen, zusagen
from kimflow.workflow.massnahmen.durchfuehrung import (
    anmerken,
    anmerkung_zuruecknehmen,
    beginnen,
    erinnern,
    fortsetzen,
    rueckmeldung_geben,
    ruhen_lassen,
    warten,
)
from kimflow.workflow.massnahmen.meilensteine import (
    meilenstein_bearbeiten,
    meilenstein_erreichen,
    meilenstein_setzen,
    meilenstein_verschieben,
    meilenstein_zuruecknehmen,
)
from kimflow.workflow.massnahmen.schluss import abbrechen, stand_melden, umsetzen, wirkung_pruefen
from kimflow.workflow.massnahmen.voraussetzungen import meldet_selbst

__all__ = [
    "abbrechen",
    "absagen",
    "anmerken",
    "anmerkung_zuruecknehmen",
    "bearbeiten",
    "beginnen",
    "erinnern",
    "fortsetzen",
    "meilenstein_bearbeiten",
    "meilenstein_erreichen",
    "meilenstein_setzen",
    "meilenstein_verschieben",
    "meilenstein_zuruecknehmen",
    "meldet_selbst",
    "nacherfassen",
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
