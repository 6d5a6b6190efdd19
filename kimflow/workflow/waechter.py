"""Acts around the Datenschutz-Wächter: why something stays that it found, and which words are nobody's name."""

from kimflow.db import Model
from kimflow.models import Einstellung, Person
from kimflow.permissions import Permission
from kimflow.workflow.acts import act
from kimflow.workflow.datenschutz import Art, Grund


@act(
    Permission.DATENSCHUTZ_BEGRUENDEN,
    label="Begründen",
    sentence="hat begründet, warum eine Angabe trotz des Datenschutz-Wächters bleibt",
    records=("vermerk", "art", "grund"),
    follows=True,
)
def begruenden(thing: Model, person: Person, *, vermerk: str, art: Art, grund: Grund) -> None:
    """Wer eine gefundene Angabe stehen lässt, wählt einen Grund. Im Verlauf stehen Feld, Art und Grund."""


def vermerk(feld: str, art: Art, grund: Grund) -> str:
    """What the Verlauf says: field, kind and reason."""
    return f"{feld}: {art.titel} – {grund.titel}"


@act(
    Permission.DATENSCHUTZ_AUSNEHMEN,
    label="Wörter ausnehmen",
    sentence="hat geändert, welche Wörter der Datenschutz-Wächter nie als Namen anstreicht",
)
def ausnehmen(einstellung: Einstellung, person: Person, *, wert: str) -> None:
    """Ein Wort je Zeile: Orte, Projekte, Einrichtungen. Der Datenschutz-Wächter streicht sie nie als Namen an."""
    einstellung.wert = wert
