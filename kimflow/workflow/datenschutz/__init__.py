"""The Datenschutz-Wächter: finds in German text what points to a person. Pure: text in, places out, nothing kept."""

from kimflow.workflow.datenschutz.befunde import Art, Befund
from kimflow.workflow.datenschutz.gruende import Grund
from kimflow.workflow.datenschutz.pruefung import HOECHSTENS, pruefen

__all__ = ["HOECHSTENS", "Art", "Befund", "Grund", "pruefen"]
