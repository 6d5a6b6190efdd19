"""Forms of the moderator's screen: shape of input only."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from kimflow import queries
from kimflow.models import Notiz, Notizart, Person, Sitzung, Top, Wandbild
from kimflow.web.forms import PFLICHT, Aenderungsformular, Formular, absatz, eins, haken, tag, wort, zahl, zeile


class Zeilenart(StrEnum):
    """What a line typed at an item becomes."""

    INFORMATION = "information"
    BESCHLUSS = "beschluss"
    AUFTRAG = "auftrag"
    OFFEN = "offen"


class ZeileForm(Formular):
    """One line of the minutes while people talk."""

    waechter = True
    sitzung: Sitzung
    top = eins("Zu", pflicht=True)
    art = SelectField(
        "Art",
        [DataRequired(PFLICHT)],
        choices=[SelectChoice(art.value, art.value.capitalize()) for art in Zeilenart],
    )
    text = zeile("Neue Zeile", 2000, pflicht=True)
    verantwortlich = eins("Wer?", leer="noch offen")
    faellig_am = tag("Bis wann?")

    def einrichten(self, sitzung: Sitzung) -> None:
        self.sitzung = sitzung
        self.top.optionen = sitzung.tops
        self.verantwortlich.optionen = queries.personen.waehlbare()

    def vorbelegen(self, sitzung: Sitzung) -> None:
        # A line typed before an item is called belongs somewhere too.
        last = sitzung.tops[-1] if sitzung.tops else None
        self.top.data = sitzung.laufender_top or queries.wand.naechster(sitzung) or last


class VertagenForm(Formular):
    waechter = True
    begruendung = absatz("Begründung", 2000, hilfe="Steht im Verlauf. Darf leer bleiben.")


class UhrForm(Formular):
    minuten = zahl("Minuten", 1, 60, pflicht=True)


class WandForm(Formular):
    bild = wort("Was zeigt die Wand?", Wandbild)

    def vorbelegen(self, sitzung: Sitzung) -> None:
        self.bild.data = sitzung.wandbild


class AnwesenheitForm(Formular):
    sitz = eins("Sitz", leer="ohne Sitz")
    wer = eins("Person", leer="ohne Konto")
    name = zeile("Name", 160, hilfe="Nur für Menschen ohne Konto, zum Beispiel: Dr. Ina Neu, Hochschule.")
    zusagen = haken("Alle eintragen, die zugesagt haben")

    def einrichten(self, sitzung: Sitzung) -> None:
        self.anbieten(sitzung, queries.personen.waehlbare())

    def anbieten(self, sitzung: Sitzung, leute: Iterable[Person]) -> None:
        self.sitz.optionen = [sitz for sitz in sitzung.gremium.sitze if sitz.gilt_heute]
        self.wer.optionen = leute


class AustragenForm(Formular):
    anwesenheit = eins("Wer ist gegangen?", pflicht=True)

    def einrichten(self, sitzung: Sitzung) -> None:
        self.anwesenheit.optionen = [a for a in sitzung.anwesenheiten if a.ist_da]


class NotizForm(Formular):
    waechter = True
    art = wort("Art", Notizart)
    text = absatz("Text", 2000, pflicht=True)

    def vorbelegen(self, thing: Top) -> None:
        self.art.data = Notizart.INFORMATION


class NotizAendernForm(Aenderungsformular):
    waechter = True
    art = wort("Art", Notizart)
    text = absatz("Text", 2000, pflicht=True)

    def fassungen(self, field: Any, thing: Notiz) -> tuple[Any, Any]:
        mine, saved = super().fassungen(field, thing)
        return str(mine), str(saved)
