"""Acts on Stellungnahmen: what a named institution has to say before the Lenkungsgruppe sees the Thema."""

from kimflow import clock
from kimflow.models import Person, Stellungnahme, ThemaStatus
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act


@act(
    Permission.STELLUNGNAHME_ABGEBEN,
    label="Stellungnahme abgeben",
    sentence="hat die Stellungnahme der Institution abgegeben",
    when={ThemaStatus.GESAMMELT},
    records=("text",),
)
def abgeben(stellungnahme: Stellungnahme, person: Person, *, text: str) -> None:
    """Die Sicht Ihrer Institution; sie steht in der Tischvorlage. Ändern geht, bis das Thema vorgelegt ist."""
    if not text.strip():
        raise Obstructed("Bitte schreiben Sie die Sicht Ihrer Institution.")
    stellungnahme.text, stellungnahme.person = text, person
    stellungnahme.abgegeben_am = clock.now()
