"""Acts on Themen in the order of their way: the Koordination prepares, the Lenkungsgruppe decides, others carry out."""

from kimflow.workflow.themen.aufnahme import (
    aufnehmen,
    bearbeiten,
    erinnern,
    erledigen,
    grundlage_hinzufuegen,
    stellungnahmen_erbitten,
    vorlegen,
    zurueckziehen,
)
from kimflow.workflow.themen.beschluss import (
    beauftragen,
    beenden,
    nicht_weiterverfolgen,
    priorisieren,
    vereinbaren,
    zurueckstellen,
)
from kimflow.workflow.themen.einschaetzung import doppelstruktur_pruefen, einschaetzen
from kimflow.workflow.themen.projektgruppe import (
    annehmen,
    nicht_zustimmen,
    ueberarbeiten,
    vorschlagen,
    zurueckgeben,
    zustimmen,
)
from kimflow.workflow.themen.wirkung import abschliessen, fortsetzen, ruhen_lassen, umsetzen, wiederaufnehmen
from kimflow.workflow.themen.zusammenfuehrung import ZIELE, trennen, zusammenfuehren

__all__ = [
    "ZIELE",
    "abschliessen",
    "annehmen",
    "aufnehmen",
    "bearbeiten",
    "beauftragen",
    "beenden",
    "doppelstruktur_pruefen",
    "einschaetzen",
    "erinnern",
    "erledigen",
    "fortsetzen",
    "grundlage_hinzufuegen",
    "nicht_weiterverfolgen",
    "nicht_zustimmen",
    "priorisieren",
    "ruhen_lassen",
    "stellungnahmen_erbitten",
    "trennen",
    "ueberarbeiten",
    "umsetzen",
    "vereinbaren",
    "vorlegen",
    "vorschlagen",
    "wiederaufnehmen",
    "zurueckgeben",
    "zurueckstellen",
    "zurueckziehen",
    "zusammenfuehren",
    "zustimmen",
]
