"""Forms of Weitergaben: shape of input only."""

from datetime import timedelta

from kimflow import clock
from kimflow.models import Ebene, Thema, Weitergabe
from kimflow.web.forms import Aenderungsformular, Formular, absatz, tag, wort, zeile

_ZWEI_MONATE = timedelta(days=60)


class WeitergebenForm(Formular):
    waechter = True
    ebene = wort("An wen geht es?", Ebene)
    an = zeile(
        "Stelle", 160, pflicht=True, hilfe="Zum Beispiel das Ministerium, die Bezirksregierung oder der Ausschuss."
    )
    am = tag("Weitergegeben am", pflicht=True)
    anliegen = absatz(
        "Worum geht es?",
        2000,
        pflicht=True,
        hilfe="Was vor Ort nicht zu lösen ist und was dort entschieden werden müsste. Nichts über einzelne Menschen.",
    )
    wiedervorlage = tag("Wiedervorlage", pflicht=True, hilfe="An diesem Tag erinnert Sie die Startseite.")

    def vorbelegen(self, thema: Thema) -> None:
        self.am.data, self.wiedervorlage.data = clock.today(), clock.today() + _ZWEI_MONATE


class AntwortForm(Aenderungsformular):
    waechter = True
    antwort_am = tag("Antwort vom", pflicht=True)
    antwort = absatz("Was wurde geantwortet?", 4000, pflicht=True)
    wiedervorlage = tag("Wiedervorlage", pflicht=True, hilfe="Wann sehen Sie nach, was daraus geworden ist?")

    def vorbelegen(self, weitergabe: Weitergabe) -> None:
        """A second answer goes on from the first, which it replaces."""
        super().vorbelegen(weitergabe)
        self.antwort_am.data = weitergabe.antwort_am or clock.today()
        if not weitergabe.antwort or weitergabe.ist_faellig:
            self.wiedervorlage.data = clock.today() + _ZWEI_MONATE


class WiedervorlageForm(Aenderungsformular):
    waechter = True
    wiedervorlage = tag("Neue Wiedervorlage", pflicht=True)
    begruendung = absatz("Wie steht es?", 2000, pflicht=True, hilfe="Zum Beispiel: nachgefragt, wird geprüft.")

    def vorbelegen(self, weitergabe: Weitergabe) -> None:
        self.version.data = weitergabe.version


class AbschlussForm(Formular):
    waechter = True
    abschluss = absatz("Was daraus wurde", 2000, hilfe="Ohne Antwort: warum nicht weiter nachgefragt wird.")
