"""The kinds of report there are: each an ordered list of sections, generated ones and such that people write."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kimflow.models import Berichtsart
from kimflow.queries.berichte import Rahmen
from kimflow.workflow.berichte.abschnittsarten import Abschnittsart
from kimflow.workflow.berichte.sachbericht import ABSCHNITTE as SACHBERICHT


@dataclass(frozen=True)
class Art:
    """`titel` names a new report of this kind; `hilfe` says what it is for."""

    name: str
    titel: Callable[[Rahmen], str]
    hilfe: str
    abschnitte: Sequence[Abschnittsart]

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
}
"""Kinds without an entry cannot be chosen."""
