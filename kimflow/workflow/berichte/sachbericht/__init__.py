"""The Sachbericht for the Bezirksregierung, section by section (FACH §6, [003])."""

from kimflow.workflow.berichte.abschnittsarten import Abschnittsart
from kimflow.workflow.berichte.sachbericht import themen

ABSCHNITTE = (
    Abschnittsart("themen", "Themen", themen.themen),
    Abschnittsart("ausblick", "Ausblick", hilfe="Was das nächste Jahr bringen soll.", noetig=True),
)
