"""What a kind of report says about one of its sections."""

from collections.abc import Callable
from dataclasses import dataclass

from kimflow.queries.berichte import Bestand
from kimflow.workflow.berichte.teile import Erzeugt


@dataclass(frozen=True)
class Abschnittsart:
    """`schluessel` never changes. `erzeugen`: None where only people write; `hilfe`: what they should write.

    `noetig`: it cannot be closed while nobody wrote anything here. `vorgabe`: what people find written there already.
    """

    schluessel: str
    titel: str
    erzeugen: Callable[[Bestand], Erzeugt] | None = None
    hilfe: str = ""
    noetig: bool = False
    vorgabe: str = ""


def erzeugt(art: Abschnittsart, bestand: Bestand) -> Erzeugt:
    """The section as the rows of `bestand` give it."""
    return art.erzeugen(bestand) if art.erzeugen else Erzeugt("", [])
