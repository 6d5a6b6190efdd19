"""Forms of meetings: shape of input only."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import InputRequired

from kimflow import queries
from kimflow.models import Gremium, Sitzung, Sitzungsantwort, Topart, Zusage
from kimflow.web.aenderungen import Feldformular
from kimflow.web.forms import Formular, absatz, eins, mehrere, weblink, wort, zahl, zeile
from kimflow.web.momente import moment


class SitzungForm(Formular):
    beginn = moment("Beginn", pflicht=True)
    dauer = zahl("Geplante Dauer in Minuten", 15, 720, pflicht=True, default=120)
    ort = zeile("Ort", 200, hilfe="Raum oder Adresse.")
    online = weblink(
        "Online-Zugang", hilfe="Adresse der Videokonferenz, beginnt mit https://. Sie steht in der Einladung."
    )
    vorsitz = eins("Vorsitz", leer="noch offen")
    protokollfuehrung = eins("Protokoll führt", leer="noch offen")

    def einrichten(self, thing: Gremium | Sitzung) -> None:
        super().einrichten(thing)
        self.vorsitz.optionen = self.protokollfuehrung.optionen = queries.personen.waehlbare()


class PlanenForm(SitzungForm):
    def vorbelegen(self, gremium: Gremium) -> None:
        """As last time; the chair is whoever has it in this body."""
        for name, value in queries.sitzungen.vorgaben(gremium).items():
            self[name].data = value


class SitzungBearbeitenForm(SitzungForm, Feldformular):
    pass


class TopAufnehmenForm(Formular):
    titel = zeile("Titel", 200, pflicht=True)
    art = wort("Worum geht es?", Topart)
    minuten = zahl("Minuten", 1, 600)
    berichterstattung = zeile("Berichterstattung", 160)
    themen = mehrere("Themen", hilfe="Was ‹der Lenkungsgruppe:dat› schon vorliegt. Neue Themen legen Sie am Thema vor.")
    zielvereinbarungen = mehrere("Eingereichte Zielvereinbarungen")
    massnahmen = mehrere("Laufende Maßnahmen")

    def einrichten(self, sitzung: Sitzung) -> None:
        self.massnahmen.optionen = queries.sitzungen.massnahmen_zur_wahl()
        self.themen.optionen = queries.sitzungen.themen_zur_wahl()
        self.zielvereinbarungen.optionen = queries.sitzungen.zielvereinbarungen_zur_wahl()


class TopForm(Formular):
    top = eins("Tagesordnungspunkt", pflicht=True)

    def einrichten(self, sitzung: Sitzung) -> None:
        self.top.optionen = sitzung.tops


class TopVerschiebenForm(TopForm):
    richtung = zahl("Richtung", -1, 1, hilfe="-1 rückt nach oben, 1 nach unten.")
    position = zahl("Stelle", 1, 999, hilfe="Oder gleich die neue Nummer auf der Tagesordnung.")


class VorschlagAufnehmenForm(Formular):
    vorschlag = RadioField("Vorschlag", [InputRequired("Bitte wählen.")])

    def einrichten(self, sitzung: Sitzung) -> None:
        found = [v for v in queries.vorschlaege.vorschlaege(sitzung) if v.aufnehmbar]
        self.vorschlag.choices = [(v.schluessel, f"{v.titel} – {v.grund}") for v in found]


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
