"""A column of a file that leaves and comes back: its key in JSON, its heading, what belongs into it, how much of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Spalte:
    """nur_ausgabe: the file shows it, nobody changes it there."""

    key: str
    titel: str
    hilfe: str
    laenge: int = 200
    nur_ausgabe: bool = False


PRUEFWORT = Spalte(
    "pruefwort",
    "Prüfwort",
    "Nur Ausgabe, bitte stehen lassen. Daran sieht kimflow, ob sich die Zeile hier inzwischen geändert hat.",
    20,
    nur_ausgabe=True,
)
"""The last column of every such file."""
