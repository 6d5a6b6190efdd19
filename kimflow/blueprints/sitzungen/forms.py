"""Forms of meetings: shape of input only."""

from typing import Any

from kimflow import queries
from kimflow.models import Gremium, Sitzung, Sitzungsantwort, Topart, Zusage
from kimflow.web.forms import Aenderungsformular, Formular, absatz, eins, mehrere, wort, zahl, zeile
from kimflow.web.momente import moment


class SitzungForm(Formular):
    beginn = moment("Beginn", pflicht=True)
    ort = zeile("Ort", 200, hilfe="Raum oder Adresse; bei einer Videokonferenz der Zugang.")
    vorsitz = eins("Vorsitz", leer="noch offen")
    protokollfuehrung = eins("Protokoll führt", leer="noch offen")

    def einrichten(self, thing: Gremium | Sitzung) -> None:
        self.vorsitz.optionen = self.protokollfuehrung.optionen = queries.personen.waehlbare()


class SitzungBearbeitenForm(SitzungForm, Aenderungsformular):
    pass


class TopAufnehmenForm(Formular):
    titel = zeile("Titel", 200, pflicht=True)
    art = wort("Worum geht es?", Topart)
    minuten = zahl("Minuten", 1, 600)
    berichterstattung = zeile("Berichterstattung", 160)
    themen = mehrere("Themen", hilfe="Was der Lenkungsgruppe schon vorliegt. Neue Themen legen Sie am Thema vor.")
    zielvereinbarungen = mehrere("Eingereichte Zielvereinbarungen")

    def einrichten(self, sitzung: Sitzung) -> None:
        self.themen.optionen = queries.sitzungen.themen_zur_wahl()
        self.zielvereinbarungen.optionen = queries.sitzungen.zielvereinbarungen_zur_wahl()


class TopForm(Formular):
    top = eins("Tagesordnungspunkt", pflicht=True)

    def einrichten(self, sitzung: Sitzung) -> None:
        self.top.optionen = sitzung.tops


class TopVerschiebenForm(TopForm):
    richtung = zahl("Richtung", -1, 1, pflicht=True, hilfe="-1 rückt nach oben, 1 nach unten.")


class AbsagenForm(Formular):
    begruendung = absatz("Begründung", 2000, pflicht=True, hilfe="Lesen alle, die die Sitzung sehen.")


class BeantwortenForm(Formular):
    antwort = wort("Ihre Antwort", Zusage)

    def vorbelegen(self, sitzungsantwort: Any) -> None:
        self.antwort.data = sitzungsantwort.antwort


class VertretungForm(Formular):
    wen = eins(
        "Person",
        pflicht=True,
        hilfe="Wer ein Konto hat. Für andere lässt sich eine Stimme am Telefon oder auf Papier erfassen.",
    )

    def einrichten(self, sitzungsantwort: Sitzungsantwort) -> None:
        self.wen.optionen = queries.personen.waehlbare()
