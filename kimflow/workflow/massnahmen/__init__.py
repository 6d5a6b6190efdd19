"""Acts on Maßnahmen in the order of their way: proposed, promised, agreed, carried out, checked for their effect."""

from kimflow.workflow.massnahmen.anbahnung import (
    absagen,
    ausnehmen,
    bearbeiten,
    nacherfassen,
    vereinbaren,
    vorschlagen,
    zusagen,
)
from kimflow.workflow.massnahmen.durchfuehrung import (
    anmerken,
    anmerkung_zuruecknehmen,
    beginnen,
    erinnern,
    fortsetzen,
    link_zur_rueckmeldung,
    rueckmeldung_geben,
    ruhen_lassen,
    uebergeben,
    warten,
)
from kimflow.workflow.massnahmen.meilensteine import (
    meilenstein_bearbeiten,
    meilenstein_erreichen,
    meilenstein_setzen,
    meilenstein_verschieben,
    meilenstein_zuruecknehmen,
)
from kimflow.workflow.massnahmen.nachweise import nachweis_entfernen, nachweis_hinzufuegen
from kimflow.workflow.massnahmen.sammeln import SAMMELAKTE, Wirkung, ausfuehren, stand, vorschau
from kimflow.workflow.massnahmen.schluss import abbrechen, stand_melden, umsetzen, wirkung_pruefen
from kimflow.workflow.massnahmen.termine import nach_der_frist
from kimflow.workflow.massnahmen.voraussetzungen import meldet_selbst

__all__ = [
    "SAMMELAKTE",
    "Wirkung",
    "abbrechen",
    "absagen",
    "anmerken",
    "anmerkung_zuruecknehmen",
    "ausfuehren",
    "ausnehmen",
    "bearbeiten",
    "beginnen",
    "erinnern",
    "fortsetzen",
    "link_zur_rueckmeldung",
    "meilenstein_bearbeiten",
    "meilenstein_erreichen",
    "meilenstein_setzen",
    "meilenstein_verschieben",
    "meilenstein_zuruecknehmen",
    "meldet_selbst",
    "nach_der_frist",
    "nacherfassen",
    "nachweis_entfernen",
    "nachweis_hinzufuegen",
    "rueckmeldung_geben",
    "ruhen_lassen",
    "stand",
    "stand_melden",
    "uebergeben",
    "umsetzen",
    "vereinbaren",
    "vorschau",
    "vorschlagen",
    "warten",
    "wirkung_pruefen",
    "zusagen",
]
