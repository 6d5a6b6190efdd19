"""Acts on Zielvereinbarungen: written by a Projektgruppe, agreed by the Lenkungsgruppe, signed by institutions."""

from kimflow.workflow.zielvereinbarungen import codes, papier
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
from kimflow.workflow.zielvereinbarungen.fassungen import gemeinsam, pruefsumme
from kimflow.workflow.zielvereinbarungen.fehlende import (
    beitrag_neu_fassen,
    erinnern,
    ohne_partei_in_kraft_setzen,
)
from kimflow.workflow.zielvereinbarungen.fortschreibung import abloesen, fortschreiben
from kimflow.workflow.zielvereinbarungen.kommentare import beantworten, kommentieren, zurueckziehen
from kimflow.workflow.zielvereinbarungen.vorbehalt import vorbehalt_aufloesen
from kimflow.workflow.zielvereinbarungen.wortlaut import klausel, stand, wortlaut
from kimflow.workflow.zielvereinbarungen.zeichnung import (
    in_kraft_setzen,
    zeichnen,
    zeichnung_erfassen,
    zeichnung_verweigern,
    zeichnungscode_anfordern,
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
    "beitrag_neu_fassen",
    "codes",
    "einreichen",
    "erinnern",
    "fortschreiben",
    "gemeinsam",
    "in_kraft_setzen",
    "klausel",
    "kommentieren",
    "massnahme_aufnehmen",
    "nicht_zustimmen",
    "ohne_partei_in_kraft_setzen",
    "papier",
    "pruefsumme",
    "stand",
    "ueberarbeiten",
    "vorbehalt_aufloesen",
    "wortlaut",
    "zeichnen",
    "zeichnung_erfassen",
    "zeichnung_verweigern",
    "zeichnungscode_anfordern",
    "zurueckziehen",
    "zustimmen",
]
