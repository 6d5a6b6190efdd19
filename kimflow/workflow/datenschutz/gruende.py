"""Why something the guard stops may stand there after all: a closed list, so that no text is needed."""

from enum import StrEnum


class Grund(StrEnum):
    """The reason somebody chose for one finding."""

    AMTLICH = "amtlich"
    VORGANG = "vorgang"
    FUNKTION = "funktion"
    RECHTSPRECHUNG = "rechtsprechung"
    BEISPIEL = "beispiel"
    IRRTUM = "irrtum"

    @property
    def titel(self) -> str:
        """As people read it."""
        return _TITEL[self]


_TITEL = {
    Grund.AMTLICH: "Anschrift, Rufnummer oder Postfach einer Stelle",
    Grund.VORGANG: "Nummer eines Vorgangs der Verwaltung, nicht eines Menschen",
    Grund.FUNKTION: "öffentlich bekannte Person in ihrer Funktion",
    Grund.RECHTSPRECHUNG: "veröffentlichte Entscheidung oder Vorschrift",
    Grund.BEISPIEL: "erfundenes Beispiel",
    Grund.IRRTUM: "die Prüfung irrt: Das bedeutet etwas anderes",
}
