"""Reports: their kinds and sections, the acts on them, and what they say on paper."""

from kimflow.workflow.berichte.abschluss import abschliessen, berichtigen, briefkopf
from kimflow.workflow.berichte.abschnittsarten import Abschnittsart
from kimflow.workflow.berichte.arten import ARTEN, Art
from kimflow.workflow.berichte.erzeugung import Unterschied, alle, rahmen, unterschiede, vergleich
from kimflow.workflow.berichte.papier import stimmt, text, zahlworte
from kimflow.workflow.berichte.teile import EINHEITEN, PLATZ, Blatt, Ding, Erzeugt, Zahl, eingesetzt, in_worten, wort
from kimflow.workflow.berichte.verfassen import (
    anlegen,
    auffrischen,
    bearbeiten,
    erneuern,
    fehlende,
    schreiben,
    verwerfen,
)

__all__ = [
    "ARTEN",
    "EINHEITEN",
    "PLATZ",
    "Abschnittsart",
    "Art",
    "Blatt",
    "Ding",
    "Erzeugt",
    "Unterschied",
    "Zahl",
    "abschliessen",
    "alle",
    "anlegen",
    "auffrischen",
    "bearbeiten",
    "berichtigen",
    "briefkopf",
    "eingesetzt",
    "erneuern",
    "fehlende",
    "in_worten",
    "rahmen",
    "schreiben",
    "stimmt",
    "text",
    "unterschiede",
    "vergleich",
    "verwerfen",
    "wort",
    "zahlworte",
]
