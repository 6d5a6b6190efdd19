"""Forms of agenda items: shape of input only."""

from kimflow.models import Top, Topart
from kimflow.web.aenderungen import Feldformular
from kimflow.web.forms import Formular, absatz, eins, haken, weblink, wort, zahl, zeile


class BearbeitenForm(Feldformular):
    titel = zeile("Titel", 200, pflicht=True)
    art = wort("Worum geht es?", Topart)
    minuten = zahl("Minuten", 1, 600)
    berichterstattung = zeile("Berichterstattung", 160)
    vorbereitung = absatz(
        "Vorbereitung", 4000, hilfe="Nur für die, die die Sitzung planen. Steht in keiner Mail und keinem Protokoll."
    )


class UnterlageAnhaengenForm(Formular):
    titel = zeile("Titel", 200, pflicht=True)
    adresse = weblink(
        "Adresse", pflicht=True, hilfe="Wo die Unterlage liegt, etwa im Ratsinformationssystem. Beginnt mit https://."
    )
    freigegeben = haken("Freigegeben: Auch wer nur mitliest, darf sie sehen.")


class UnterlageEntfernenForm(Formular):
    unterlage = eins("Unterlage", pflicht=True)

    def einrichten(self, top: Top) -> None:
        self.unterlage.optionen = top.unterlagen
