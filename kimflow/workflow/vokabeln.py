"""Acts on words of the vocabularies."""

from kimflow import queries
from kimflow.models import VOKABULARE, Person, Vokabel
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act


@act(
    Permission.VOKABEL_ANLEGEN,
    label="Wort hinzufügen",
    sentence="hat das Wort hinzugefügt",
    creates=True,
)
def anlegen(person: Person, *, art: str, kurz: str, lang: str, reihenfolge: int) -> Vokabel:
    """Ein Wort in eine Liste aufnehmen. Es steht danach überall zur Auswahl, wo die Liste vorkommt."""
    _noch_frei(art, kurz)
    return VOKABULARE[art](kurz=kurz, lang=lang, reihenfolge=reihenfolge, aktiv=True)


@act(
    Permission.VOKABEL_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat das Wort bearbeitet",
    records=("reihenfolge", "aktiv"),
)
def bearbeiten(vokabel: Vokabel, person: Person, *, kurz: str, lang: str, reihenfolge: int, aktiv: bool) -> None:
    """Das Wort überall umbenennen, wo es steht, oder aus der Auswahl nehmen. Gelöscht wird nie."""
    _noch_frei(vokabel.art, kurz, vokabel)
    vokabel.kurz, vokabel.lang, vokabel.reihenfolge, vokabel.aktiv = kurz, lang, reihenfolge, aktiv


def _noch_frei(art: str, kurz: str, ausser: Vokabel | None = None) -> None:
    if any(other is not ausser for other in queries.vokabeln.gleiche(art, kurz)):
        raise Obstructed(f"„{kurz}“ steht schon in dieser Liste.")
