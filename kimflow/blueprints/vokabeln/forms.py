"""Forms of words: shape of input only."""

from typing import Any

from flask import request
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from kimflow import queries
from kimflow.models import VOKABULARE
from kimflow.web.forms import Aenderungsformular, Formular, haken, zahl, zeile
from kimflow.workflow.acts import lesbar


class _Wort(Formular):
    kurz = zeile("Kurz", 80, pflicht=True, hilfe="So steht das Wort in Auswahllisten und Tabellen.")
    lang = zeile("Ausführlich", 200)
    reihenfolge = zahl("Platz in der Liste", 0, 9999, pflicht=True, hilfe="Kleine Zahlen stehen oben.")


class VokabelForm(_Wort):
    art = SelectField("Liste", choices=[SelectChoice(art, lesbar(art).capitalize()) for art in VOKABULARE])

    def vorbelegen(self, thing: Any) -> None:
        wanted = request.args.get("art", "")
        self.art.data = wanted if wanted in VOKABULARE else next(iter(VOKABULARE))
        self.reihenfolge.data = queries.vokabeln.naechste_reihenfolge(self.art.data)


class VokabelBearbeitenForm(_Wort, Aenderungsformular):
    aktiv = haken("Kann ausgewählt werden")
