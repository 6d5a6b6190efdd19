"""Acts on Zielvereinbarungen: written by a Projektgruppe, agreed by the Lenkungsgruppe, signed by institutions."""

from kimflow.workflow.zielvereinbarungen.beschluss import Auflage, nicht_zustimmen, ueberarbeiten, zustimmen
from kimflow.workflow.zielvereinbarungen.entwurf import (
    anlegen,
    bearbeiten,
    beitrag_aendern,
    beitrag_entfernen,
    beitrag_festlegen,
    einreichen,
    massnahme_aufnehmen,
)
from kimflow.workflow.zielvereinbarungen.ergebnis import abschliessen
from kimflow.workflow.zielvereinbarungen.fortschreibung import abloesen, fortschreiben
from kimflow.workflow.zielvereinbarungen.kommentare import beantworten, kommentieren, zurueckziehen
from kimflow.workflow.zielvereinbarungen.zeichnung import (
    in_kraft_setzen,
    pruefsumme,
    zeichnen,
    zeichnung_erfassen,
    zeichnung_verweigern,
)

__all__ = [
    "Auflage",
    "abloesen",
    "abschliessen",
    "anlegen",
    "beantworten",
    "bearbeiten",
    "beitrag_aendern",
    "beitrag_entfernen",
    "beitrag_festlegen",
    "einreichen",
    "fortschreiben",
    "in_kraft_setzen",
    "kommentieren",
    "massnahme_aufnehmen",
    "nicht_zustimmen",
    "pruefsumme",
    "ueberarbeiten",
    "zeichnen",
    "zeichnung_erfassen",
    "zeichnung_verweigern",
    "zurueckziehen",
    "zustimmen",
]
