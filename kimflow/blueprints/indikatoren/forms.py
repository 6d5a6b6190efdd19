"""Forms of Indikatoren and Messwerte: shape of input only."""

from typing import Any

from flask import request
from wtforms.validators import ValidationError

from kimflow import clock
from kimflow.dezimalzahlen import geschrieben
from kimflow.models import Indikator, Messwert, Rhythmus, Zielvereinbarung
from kimflow.web.dezimalfeld import dezimal
from kimflow.web.forms import Aenderungsformular, Eins, Formular, absatz, eins, tag, wort, zeile


class _Angaben(Formular):
    """What an Indikator says."""

    name = zeile("Was wird gemessen?", 300, pflicht=True, hilfe="Etwa: „Tage bis zum ersten Bescheid“.")
    einheit = zeile("Einheit", 40, hilfe="Etwa: Tage, Prozent, Plätze.")
    ausgangswert = dezimal("Ausgangswert", pflicht=True, hilfe="Wie ist es heute? Eine Zahl, mit Komma.")
    zielwert = dezimal("Zielwert", pflicht=True, hilfe="Wie soll es sein?")
    quelle = zeile("Quelle", 300, hilfe="Wer zählt, woraus?")
    rhythmus = wort("Wie oft wird gemessen?", Rhythmus, pflicht=False)
    naechste_messung_am = tag("Nächste Messung am", hilfe="An diesem Tag erinnert die Startseite.")

    def validate_zielwert(self, field: Any) -> None:
        if field.data is not None and field.data == self.ausgangswert.data:
            raise ValidationError("Der Zielwert muss ein anderer sein als der Ausgangswert.")


class IndikatorForm(_Angaben):
    pass


class IndikatorBearbeitenForm(_Angaben, Aenderungsformular):
    def fassungen(self, field: Any, thing: Any) -> tuple[Any, Any]:
        mine, saved = super().fassungen(field, thing)
        if field.name in ("ausgangswert", "zielwert"):
            return geschrieben(mine), geschrieben(saved)
        return mine, saved


class IndikatorEntfernenForm(Formular):
    indikator = eins("Indikator", pflicht=True)

    def einrichten(self, vereinbarung: Zielvereinbarung) -> None:
        self.indikator.optionen = vereinbarung.indikatoren


class MesswertForm(Formular):
    wert = dezimal("Messwert", pflicht=True, hilfe="Eine Zahl, mit Komma.")
    gemessen_am = tag("Gemessen am", pflicht=True)
    quelle = zeile("Quelle oder Bemerkung", 300)
    naechste_messung_am = tag("Nächste Messung am", hilfe="Leer: Der Tag folgt aus dem Rhythmus.")

    def vorbelegen(self, indikator: Indikator) -> None:
        self.gemessen_am.data, self.quelle.data = clock.today(), indikator.quelle

    def validate_gemessen_am(self, field: Any) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError("Bitte einen Tag bis heute wählen.")


class _Wahl(Eins):
    def benennen(self, row: Messwert) -> str:
        return f"{row.gemessen_am:%d.%m.%Y}: {geschrieben(row.wert)}"


class BerichtigenForm(Formular):
    messwert = _Wahl("Welcher Messwert ist falsch?")
    wert = dezimal("Richtiger Wert", pflicht=True)
    begruendung = absatz("Warum war er falsch?", 2000, pflicht=True)

    def einrichten(self, indikator: Indikator) -> None:
        self.messwert.optionen = list(reversed(indikator.geltende))

    def vorbelegen(self, indikator: Indikator) -> None:
        self.messwert.data = self.messwert.rows.get(request.args.get("messwert", ""))

    def validate_messwert(self, field: Any) -> None:
        if field.data is None:
            raise ValidationError("Bitte wählen.")
