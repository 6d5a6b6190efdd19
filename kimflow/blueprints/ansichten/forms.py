"""Forms of saved views: shape of input only."""

from typing import Any

from flask import request
from wtforms import HiddenField
from wtforms.validators import AnyOf, Length

from kimflow.queries.ansichten import LISTEN
from kimflow.web.forms import Aenderungsformular, Formular, zeile

UNVOLLSTAENDIG = "Das Formular ist unvollständig. Bitte öffnen Sie die Liste noch einmal."


class SpeichernForm(Formular):
    waechter = True
    name = zeile("Name der Ansicht", 80, pflicht=True, hilfe="So steht sie über der Liste.")
    liste = HiddenField(validators=[AnyOf(list(LISTEN), message=UNVOLLSTAENDIG)])
    abfrage = HiddenField(validators=[Length(min=1, max=3000, message=UNVOLLSTAENDIG)])

    def vorbelegen(self, thing: Any) -> None:
        self.liste.data = request.args.get("liste", "")
        self.abfrage.data = request.args.get("abfrage", "")


class UmbenennenForm(Aenderungsformular):
    waechter = True
    name = zeile("Name der Ansicht", 80, pflicht=True)
