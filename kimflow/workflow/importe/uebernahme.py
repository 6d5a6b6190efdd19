"""Doing it: what the dry run showed, by the acts a person would use; all of these rows or none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kimflow.models import Person
from kimflow.permissions import can
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.importe.art import Art
from kimflow.workflow.importe.arten import familie
from kimflow.workflow.importe.befunde import SCHREIBT, Befund, Stand, Vorschau, Zuordnung
from kimflow.workflow.importe.pruefung import pruefen
from kimflow.workflow.importe.zeilen import Dateizeile

HOECHSTENS_GRUENDE = 20


@dataclass(frozen=True)
class Ergebnis:
    """How many rows became what."""

    neu: int = 0
    geaendert: int = 0
    unveraendert: int = 0
    ausgelassen: int = 0

    def __str__(self) -> str:
        return (
            f"{self.neu} neu angelegt, {self.geaendert} geändert, {self.unveraendert} unverändert, "
            f"{self.ausgelassen} ausgelassen."
        )


def importieren(
    art: Art, person: Person, zeilen: Iterable[Dateizeile], zuordnung: Zuordnung, *, auslassen: bool = False
) -> Ergebnis:
    """Write everything, or nothing: inside transaction(). Raises Obstructed unless hindered rows may be left out."""
    duerfen(art, person)
    vorschau = pruefen(art, zeilen, zuordnung, person)
    ungehindert(vorschau, auslassen)
    schreiben(art, vorschau.befunde, person, zuordnung)
    return ergebnis(vorschau)


def duerfen(art: Art, person: Person) -> None:
    """Raises Forbidden for whoever may not import this noun."""
    if not can(person, art.recht):
        raise Forbidden(art.recht)


def ungehindert(vorschau: Vorschau, auslassen: bool) -> None:
    """Raises Obstructed with the rows that cannot be written, unless they may be left out."""
    if vorschau.gehindert and not auslassen:
        first = vorschau.gehindert[:HOECHSTENS_GRUENDE]
        raise Obstructed(*(f"Zeile {b.zeile.nummer}: {' '.join(b.meldungen)}" for b in first))


def schreiben(art: Art, befunde: Sequence[Befund], person: Person, zuordnung: Zuordnung) -> None:
    """Write the rows that are new or changed, noun by noun. Inside transaction()."""
    for kind in familie(art):
        own = [b for b in befunde if b.art is kind and b.stand in SCHREIBT]
        if own:
            duerfen(kind, person)
            kind.schreiben(own, person, zuordnung)


def ergebnis(vorschau: Vorschau) -> Ergebnis:
    """What it comes to once the rows are written."""
    left_out = vorschau.anzahl(Stand.AUSGELASSEN) + len(vorschau.gehindert)
    new, changed, same = (vorschau.anzahl(stand) for stand in (Stand.NEU, Stand.AENDERUNG, Stand.VORHANDEN))
    return Ergebnis(new, changed, same, left_out)
