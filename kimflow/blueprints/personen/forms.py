"""Forms of persons: shape of input only."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from wtforms import ValidationError
from wtforms.validators import Email

from kimflow import clock, queries
from kimflow.models import Person, Rollenart
from kimflow.queries.offene_arbeit import Offenes
from kimflow.web.access import me
from kimflow.web.forms import Aenderungsformular, Formular, eins, tag, wort, zeile

OFFEN = "Leer heißt: ohne Ende."
ENDE = "Der letzte Tag, an dem es gilt. Gestern heißt: ab sofort nicht mehr."


class PersonForm(Formular):
    name = zeile("Name", 120, pflicht=True)
    mail = zeile(
        "E-Mail-Adresse",
        200,
        pflicht=True,
        hilfe="Mit ihr meldet sich die Person an. Bitte die dienstliche.",
        validators=[Email("Bitte eine vollständige E-Mail-Adresse eingeben.")],
        render_kw={"type": "email", "autocomplete": "off"},
    )
    funktion = zeile("Funktion", 120, hilfe="Zum Beispiel: Geschäftsführung.")
    institution = eins("Institution", pflicht=True)

    def einrichten(self, person: Person | None) -> None:
        self.institution.optionen = _mit(queries.institutionen.aktive(), person)


class PersonBearbeitenForm(PersonForm, Aenderungsformular):
    """Another institution is a way of leaving: what is open is shown beside the form."""

    offenes: Sequence[Offenes] = ()

    def einrichten(self, person: Person | None) -> None:
        super().einrichten(person)
        self.offenes = queries.offene_arbeit.offenes(person, me()) if person else ()


class DeaktivierenForm(Formular):
    """Shows what is open before it is confirmed."""

    offenes: Sequence[Offenes] = ()

    def einrichten(self, person: Person) -> None:
        self.offenes = queries.offene_arbeit.offenes(person, me())


class _Zeitraum(Formular):
    """What a form with von and bis has in common; the fields stand in each form, after what they limit."""

    def vorbelegen(self, thing: Any) -> None:
        self.von.data = clock.today()

    def validate_bis(self, field: Any) -> None:
        if isinstance(self.von.data, date) and field.data and field.data < self.von.data:
            raise ValidationError("Das Ende liegt vor dem Anfang.")


class RolleGebenForm(_Zeitraum):
    art = wort("Rolle", Rollenart)
    von = tag("Gilt ab", pflicht=True)
    bis = tag("Gilt bis einschließlich", hilfe=OFFEN)


class ZeichnungErlaubenForm(_Zeitraum):
    institution = eins("Institution", pflicht=True, hilfe="Für sie darf die Person zeichnen und Maßnahmen zusagen.")
    von = tag("Gilt ab", pflicht=True)
    bis = tag("Gilt bis einschließlich", hilfe=OFFEN)

    def einrichten(self, person: Person) -> None:
        self.institution.optionen = queries.institutionen.aktive()

    def vorbelegen(self, person: Person) -> None:
        super().vorbelegen(person)
        self.institution.data = person.institution


class BeendenForm(Formular):
    bis = tag("Gilt bis einschließlich", pflicht=True, hilfe=ENDE)

    def vorbelegen(self, thing: Any) -> None:
        self.bis.data = clock.today() - timedelta(days=1)


def _mit(offered: list[Any], person: Person | None) -> list[Any]:
    """What can be chosen, and what was chosen when it still could be."""
    if person is None or person.institution in offered:
        return offered
    return [*offered, person.institution]
