"""Forms of „Meine Sitzung“: shape of input only. Who speaks is set before: by a link nobody is signed in."""

from datetime import datetime
from typing import Any

from wtforms import HiddenField
from wtforms.validators import ValidationError

from kimflow import queries
from kimflow.models import Person, Top, Zusage
from kimflow.web.forms import Formular, absatz, eins, wort, zeile


class AntwortForm(Formular):
    antwort = wort("Ihre Antwort", Zusage)


class VorschlagForm(Formular):
    waechter = True
    titel = zeile("Worüber soll gesprochen werden?", 200, pflicht=True)
    begruendung = absatz("Warum?", 2000)


class VotumForm(Formular):
    waechter = True
    sitz = eins("Für welchen Sitz?", pflicht=True)
    text = absatz("Was soll zu diesem Punkt gesagt werden?", 2000, pflicht=True, hilfe="Der Vorsitz liest es vor.")
    zuletzt = HiddenField()

    def fuer(self, top: Top, person: Person) -> None:
        """The Sitze this person speaks for. There is one such form per item on the page, hence the ids."""
        self.sitz.optionen = queries.vota.eigene_sitze(top, person)
        for field in (self.sitz, self.text):
            field.id = field.label.field_id = f"top-{top.id}-{field.short_name}"

    def zeigen(self, vota: list[queries.vota.Zeile]) -> None:
        """What stands there if only one Sitz is in question."""
        if len(self.sitz.optionen) != 1:
            return
        self.sitz.data = self.sitz.optionen[0]
        said = next((v for v in vota if v.sitz_id == self.sitz.data.id), None)
        if said:
            self.text.data, self.zuletzt.data = said.text, said.abgegeben_am.isoformat()

    def validate_zuletzt(self, field: Any) -> None:
        if field.data and self.stand() is None:
            raise ValidationError("Das Formular ist unvollständig. Bitte laden Sie die Seite neu.")

    def stand(self) -> datetime | None:
        """When what is being replaced was written."""
        try:
            return datetime.fromisoformat(self.zuletzt.data or "")
        except ValueError:
            return None
