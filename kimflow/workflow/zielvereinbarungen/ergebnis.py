"""How it ends: whether the goal was reached."""

from kimflow.models import (
    Erfuellung,
    Person,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act

P = Permission
S = ZielvereinbarungStatus


@act(
    P.ZIELVEREINBARUNG_ABSCHLIESSEN,
    label="Abschließen",
    sentence="hat die Zielvereinbarung abgeschlossen",
    when={S.IN_KRAFT},
    then=S.ABGESCHLOSSEN,
    records=("erfuellung", "gruende"),
)
def abschliessen(vereinbarung: Zielvereinbarung, person: Person, *, erfuellung: Erfuellung, gruende: str = "") -> None:
    """Festhalten, ob das Ziel erreicht ist, und wenn nicht ganz: warum."""
    if erfuellung is not Erfuellung.ERFUELLT and not gruende:
        raise Obstructed("Bitte nennen Sie die Gründe, warum das Ziel nicht ganz erreicht ist.")
    vereinbarung.erfuellung, vereinbarung.gruende = erfuellung, gruende
