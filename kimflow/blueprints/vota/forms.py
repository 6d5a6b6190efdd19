"""Form of the Votum vorab: shape of input only."""

from datetime import datetime
from typing import Any

from flask import request
from wtforms import HiddenField
from wtforms.validators import ValidationError

from kimflow import queries
from kimflow.models import Top
from kimflow.web.access import me
from kimflow.web.forms import Formular, absatz, eins


class VotumForm(Formular):
    waechter = True
    sitz = eins("Für welchen Sitz?", pflicht=True)
    text = absatz("Was soll zu diesem Punkt gesagt werden?", 2000, pflicht=True, hilfe="Der Vorsitz liest es vor.")
    zuletzt = HiddenField()

    def einrichten(self, top: Top) -> None:
        self.sitz.optionen = queries.vota.eigene_sitze(top, me())

    def vorbelegen(self, top: Top) -> None:
        offered = self.sitz.optionen
        wanted = [sitz for sitz in offered if str(sitz.id) == request.args.get("sitz")]
        if len(offered) != 1 and not wanted:
            return
        self.sitz.data = (wanted or offered)[0]
        votum = queries.vota.eigenes(top, self.sitz.data.id)
        if votum:
            self.text.data, self.zuletzt.data = votum.text, votum.abgegeben_am.isoformat()

    def validate_zuletzt(self, field: Any) -> None:
        if field.data and _moment(field.data) is None:
            raise ValidationError("Das Formular ist unvollständig. Bitte laden Sie die Seite neu.")

    def angaben(self) -> dict[str, Any]:
        return super().angaben() | {"zuletzt": _moment(self.zuletzt.data)}


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text or "")
    except ValueError:
        return None
