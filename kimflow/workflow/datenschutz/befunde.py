"""What the guard can find, and what people read about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Art(StrEnum):
    """The kind of a finding."""

    MAIL = "mail"
    TELEFON = "telefon"
    IBAN = "iban"
    GEBURTSDATUM = "geburtsdatum"
    AZR = "azr"
    AKTENZEICHEN = "aktenzeichen"
    BG_NUMMER = "bgnummer"
    KUNDENNUMMER = "kundennummer"
    STEUER_ID = "steuerid"
    RENTENVERSICHERUNG = "rentenversicherung"
    KRANKENVERSICHERUNG = "krankenversicherung"
    KENNZEICHEN = "kennzeichen"
    ANSCHRIFT = "anschrift"
    AUSWEIS = "ausweis"
    NAME = "name"
    MERKMALE = "merkmale"

    @property
    def titel(self) -> str:
        """As people read it."""
        return _TITEL[self]


_TITEL = {
    Art.MAIL: "E-Mail-Adresse",
    Art.TELEFON: "Telefonnummer",
    Art.IBAN: "Bankverbindung (IBAN)",
    Art.GEBURTSDATUM: "Geburtsdatum",
    Art.AZR: "AZR-Nummer",
    Art.AKTENZEICHEN: "Aktenzeichen",
    Art.BG_NUMMER: "Nummer einer Bedarfsgemeinschaft",
    Art.KUNDENNUMMER: "Kundennummer",
    Art.STEUER_ID: "Steuernummer",
    Art.RENTENVERSICHERUNG: "Rentenversicherungsnummer",
    Art.KRANKENVERSICHERUNG: "Krankenversichertennummer",
    Art.KENNZEICHEN: "Kfz-Kennzeichen",
    Art.ANSCHRIFT: "Straße mit Hausnummer",
    Art.AUSWEIS: "Nummer eines Ausweises",
    Art.NAME: "möglicher Name",
    Art.MERKMALE: "seltene Verbindung von Merkmalen",
}


@dataclass(frozen=True, slots=True)
class Befund:
    """A place in a text. `hart`: stops the save until replaced or justified; else it is only marked."""

    art: Art
    anfang: int
    ende: int
    hart: bool

    def ueberschneidet(self, anfang: int, ende: int) -> bool:
        return self.anfang < ende and anfang < self.ende


def ordnen(befunde: Iterable[Befund]) -> list[Befund]:
    """No two of them overlap: hard before soft, longer before shorter; in the order of the text."""
    by_start: list[Befund] = []
    for hart in (True, False):
        rank = sorted((b for b in befunde if b.hart is hart), key=lambda b: (b.anfang, b.anfang - b.ende))
        by_start = _einfuegen(by_start, rank)
    return by_start


def _einfuegen(fest: list[Befund], weitere: list[Befund]) -> list[Befund]:
    """Both lists are sorted by where they begin; what overlaps an earlier or a settled one falls away."""
    merged: list[Befund] = []
    place, end = 0, 0
    for befund in weitere:
        while place < len(fest) and fest[place].ende <= befund.anfang:
            place += 1
        free = place == len(fest) or not fest[place].ueberschneidet(befund.anfang, befund.ende)
        if free and befund.anfang >= end:
            merged.append(befund)
            end = befund.ende
    return sorted([*fest, *merged], key=lambda b: b.anfang)
