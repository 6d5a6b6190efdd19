"""The kinds of report there are: each an ordered list of sections, generated ones and such that people write."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kimflow.models import Berichtsart
from kimflow.queries.berichte import Rahmen
from kimflow.workflow.berichte.abschnittsarten import Abschnittsart
from kimflow.workflow.berichte.berichtsvorlage import ABSCHNITTE as BERICHTSVORLAGE
from kimflow.workflow.berichte.jahresrueckblick import ABSCHNITTE as JAHRESRUECKBLICK
from kimflow.workflow.berichte.lage import ABSCHNITTE as LAGE
from kimflow.workflow.berichte.sachbericht import ABSCHNITTE as SACHBERICHT


@dataclass(frozen=True)
class Art:
    """`titel` names a new report of this kind; `hilfe` says what it is for; `nummeriert`: its
    sections have numbers; `eng`: it is set in small type, to fit one sheet."""

    name: str
    titel: Callable[[Rahmen], str]
    hilfe: str
    abschnitte: Sequence[Abschnittsart]
    nummeriert: bool = True
    eng: bool = False

    def abschnitt(self, schluessel: str) -> Abschnittsart | None:
        """None for a section that this kind no longer has."""
        return next((one for one in self.abschnitte if one.schluessel == schluessel), None)


ARTEN: dict[Berichtsart, Art] = {
    Berichtsart.SACHBERICHT: Art(
        "Sachbericht",
        lambda rahmen: f"Sachbericht Kommunales Integrationsmanagement {rahmen.worte}",
        "Für die Bezirksregierung, je Förderjahr.",
        SACHBERICHT,
    ),
    Berichtsart.BERICHTSVORLAGE: Art(
        "Berichtsvorlage",
        lambda rahmen: f"Kommunales Integrationsmanagement (KIM): Bericht {rahmen.worte}",
        "Für den Ausschuss, mit Beratungsfolge und Beschlussvorschlag.",
        BERICHTSVORLAGE,
        nummeriert=False,
    ),
    Berichtsart.LAGE: Art(
        "Lage auf einer Seite",
        lambda rahmen: f"KIM: Lage am {rahmen.stichtag:%d.%m.%Y}",
        "Für die Hausspitze, auf einem Blatt.",
        LAGE,
        nummeriert=False,
        eng=True,
    ),
    Berichtsart.JAHRESRUECKBLICK: Art(
        "Jahresrückblick",
        lambda rahmen: f"Jahresrückblick {rahmen.worte}",
        "Für ‹die Lenkungsgruppe:akk›: was beschlossen wurde und was daraus geworden ist.",
        JAHRESRUECKBLICK,
    ),
}
"""Kinds without an entry cannot be chosen."""
