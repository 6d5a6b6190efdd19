"""Forms of Zielvereinbarungen: shape of input only."""

from typing import Any

from flask import request
from wtforms.validators import ValidationError

from kimflow import clock, queries
from kimflow.models import Beitrag, Beteiligung, Erfuellung, Zielvereinbarung
from kimflow.web.forms import Aenderungsformular, Formular, absatz, eins, tag, wort, zeile


class TitelForm(Formular):
    titel = zeile("Titel", 160, pflicht=True, hilfe="Das Ziel in wenigen Worten.")


class ZielvereinbarungForm(Aenderungsformular):
    titel = zeile("Titel", 160, pflicht=True)
    zielzustand = absatz(
        "Zielzustand", 4000, hilfe="Was ist anders, wenn das Ziel erreicht ist? Absätze und Listen sind möglich."
    )
    indikator = zeile("Indikator", 300, hilfe="Woran lässt es sich messen? Mit Einheit, etwa: „Tage bis zum Bescheid“.")
    ausgangswert = zeile("Ausgangswert", 80, hilfe="Wie ist es heute?")
    zielwert = zeile("Zielwert", 80, hilfe="Wie soll es sein?")
    messung = zeile("Messung", 300, hilfe="Wer misst wann, aus welcher Quelle?")
    frist = tag("Frist", hilfe="Bis wann ist der Zielzustand erreicht?")


class BeitragForm(Formular):
    institution = eins("Institution", pflicht=True)
    beteiligung = wort("Beteiligung", Beteiligung, hilfe="Bundesbehörden können oft nicht zeichnen und wirken mit.")
    text = absatz("Beitrag", 2000, hilfe="Was trägt das Haus im Rahmen der eigenen Zuständigkeit bei?")

    def einrichten(self, vereinbarung: Zielvereinbarung) -> None:
        schon = {beitrag.institution_id for beitrag in vereinbarung.beitraege}
        self.institution.optionen = [i for i in queries.institutionen.aktive() if i.id not in schon]


class BeitragAendernForm(Aenderungsformular):
    beteiligung = wort("Beteiligung", Beteiligung)
    text = absatz("Beitrag", 2000)


class BeitragEntfernenForm(Formular):
    beitrag = eins("Partei", pflicht=True)

    def einrichten(self, vereinbarung: Zielvereinbarung) -> None:
        self.beitrag.optionen = vereinbarung.beitraege

    def vorbelegen(self, vereinbarung: Zielvereinbarung) -> None:
        self.beitrag.data = self.beitrag.rows.get(request.args.get("beitrag", ""))


class MassnahmeAufnehmenForm(Formular):
    massnahme = eins(
        "Maßnahme", pflicht=True, hilfe="Offene Maßnahmen des Themas, die zu keiner anderen Zielvereinbarung gehören."
    )

    def einrichten(self, vereinbarung: Zielvereinbarung) -> None:
        self.massnahme.optionen = queries.massnahmen.aufnehmbare(vereinbarung)


class ZeichnenForm(Formular):
    vorbehalt = zeile(
        "Unter Gremienvorbehalt", 200, hilfe="Nur, wenn ein Gremium noch zustimmen muss: welches, bis wann?"
    )


class ZeichnungErfassenForm(Formular):
    gezeichnet_von = eins("Gezeichnet von", pflicht=True, hilfe="Zeichnungsberechtigte dieser Institution.")
    gezeichnet_am = tag("Gezeichnet am", pflicht=True)
    vorbehalt = zeile("Unter Gremienvorbehalt", 200)

    def einrichten(self, beitrag: Beitrag) -> None:
        self.gezeichnet_von.optionen = queries.personen.zeichnungsberechtigte(beitrag.institution_id)

    def validate_gezeichnet_am(self, field: Any) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError("Bitte einen Tag bis heute wählen.")


class BegruendungForm(Formular):
    begruendung = absatz("Begründung", 2000, pflicht=True)


class AbschliessenForm(Formular):
    erfuellung = wort("Ist das Ziel erreicht?", Erfuellung)
    gruende = absatz("Gründe", 2000, hilfe="Nötig, wenn das Ziel nur teilweise oder nicht erreicht ist.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Whatever falls short of the goal is explained."""
        valid = bool(super().validate(extra_validators))
        if self.erfuellung.data in (Erfuellung.TEILWEISE, Erfuellung.NICHT) and not self.gruende.data:
            self.gruende.errors, valid = ["Bitte nennen Sie die Gründe."], False
        return valid


class FortschreibenForm(Formular):
    waechter = True
    begruendung = absatz(
        "Warum wird fortgeschrieben?", 2000, pflicht=True, hilfe="Was hat sich geändert, was soll anders werden?"
    )


class KommentierenForm(Formular):
    waechter = True
    text = absatz("Kommentar", 2000, pflicht=True, hilfe="Was fehlt, was sollte anders sein? Bitte ohne Einzelfälle.")


class BeantwortenForm(Formular):
    waechter = True
    antwort = absatz("Antwort", 1000, pflicht=True, hilfe="Ein Satz: was daraus geworden ist oder warum nicht.")
