"""Forms of agenda items: shape of input only."""

from wtforms.validators import Regexp

from kimflow.models import Top, Topart
from kimflow.web.aenderungen import Feldformular
from kimflow.web.forms import Formular, absatz, eins, haken, wort, zahl, zeile


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
    adresse = zeile(
        "Adresse",
        500,
        pflicht=True,
        hilfe="Wo die Unterlage liegt, etwa im Ratsinformationssystem. Beginnt mit https://.",
        validators=[Regexp(r"https?://\S+$", message="Bitte eine Adresse eingeben, die mit https:// beginnt.")],
    )
    freigegeben = haken("Freigegeben: Auch wer nur mitliest, darf sie sehen.")


class UnterlageEntfernenForm(Formular):
    unterlage = eins("Unterlage", pflicht=True)

    def einrichten(self, top: Top) -> None:
        self.unterlage.optionen = top.unterlagen
