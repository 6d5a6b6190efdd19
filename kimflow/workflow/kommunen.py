"""Acts on Kommunen."""

from kimflow import queries
from kimflow.models import Kommune, Person
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act


@act(
    Permission.KOMMUNE_ANLEGEN,
    label="Kommune anlegen",
    sentence="hat die Kommune angelegt",
    creates=True,
)
def anlegen(person: Person, *, name: str) -> Kommune:
    """Eine kreisangehörige Stadt oder Gemeinde aufnehmen."""
    _noch_frei(name)
    return Kommune(name=name, aktiv=True)


@act(
    Permission.KOMMUNE_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat die Kommune bearbeitet",
    records=("aktiv",),
)
def bearbeiten(kommune: Kommune, person: Person, *, name: str, aktiv: bool) -> None:
    """Den Namen ändern oder die Kommune aus der Auswahl nehmen; Vergangenes bleibt, wie es war."""
    _noch_frei(name, kommune)
    kommune.name, kommune.aktiv = name, aktiv


def _noch_frei(name: str, ausser: Kommune | None = None) -> None:
    if any(other is not ausser for other in queries.institutionen.kommunen_namens(name)):
        raise Obstructed(f"Die Kommune {name} gibt es schon.")
