"""Forms of proposed agenda items: shape of input only."""

from typing import Any

from kimflow.models import Topart
from kimflow.web.forms import Formular, absatz, wort, zahl, zeile


class MachenForm(Formular):
    waechter = True
    titel = zeile("Titel", 200, pflicht=True)
    begruendung = absatz("Worum geht es?", 2000, hilfe="Liest, wer die Sitzung plant.")


class AufnehmenForm(Formular):
    art = wort("Worum geht es?", Topart)
    minuten = zahl("Minuten", 1, 600)

    def vorbelegen(self, topvorschlag: Any) -> None:
        self.art.data, self.minuten.data = Topart.BERATUNG, 10


class AblehnenForm(Formular):
    waechter = True
    antwort = absatz("Warum nicht?", 2000, pflicht=True, hilfe="Liest, wer den Punkt vorgeschlagen hat.")
