"""Forms of the Rückkopplung: shape of input only."""

from kimflow import queries
from kimflow.models import Abstimmung
from kimflow.web.access import me
from kimflow.web.forms import Aenderungsformular, Formular, absatz, eins


class ErbittenForm(Formular):
    sitz = eins("Für welchen Sitz?", pflicht=True)

    def einrichten(self, abstimmung: Abstimmung) -> None:
        self.sitz.optionen = queries.rueckkopplungen.gemeinsame_sitze(abstimmung, me())

    def vorbelegen(self, abstimmung: Abstimmung) -> None:
        if len(self.sitz.optionen) == 1:
            self.sitz.data = self.sitz.optionen[0]


class GebenForm(Aenderungsformular):
    text = absatz(
        "Wie sieht Ihr Haus die Frage?",
        2000,
        pflicht=True,
        hilfe="Lesen werden das nur, wer für den Sitz abstimmt, und Ihr Haus.",
    )
