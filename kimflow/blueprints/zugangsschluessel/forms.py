"""Forms of personal keys: shape of input only."""

from datetime import timedelta
from typing import Any

from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput, ListWidget

from kimflow import clock
from kimflow.models import Kalenderinhalt, Zugangsschluessel
from kimflow.web.forms import NICHT_ANGEBOTEN, Aenderungsformular, Formular, haken, tag, zeile

INHALTE: dict[Kalenderinhalt, str] = {
    Kalenderinhalt.SITZUNGEN: "Sitzungen, auch abgesagte",
    Kalenderinhalt.ABSTIMMUNGEN: "Ende von Abstimmungen, in denen ich stimme",
    Kalenderinhalt.FRISTEN: "Fristen: Stellungnahme, Zeichnung, Einwendung, Vorschlag ‹der Projektgruppe:gen›",
    Kalenderinhalt.MASSNAHMEN: "Meilensteine und Fristen meiner Maßnahmen",
    Kalenderinhalt.AUFTRAEGE: "Meine Aufträge",
    Kalenderinhalt.WIEDERVORLAGEN: "Wiedervorlagen, Messungen und Prüfungen, die bei mir liegen",
}
EIN_JAHR = timedelta(days=365)
_NAME = "Daran erkennen Sie den Schlüssel wieder, zum Beispiel „Outlook im Büro“."
_TITEL = (
    "Ohne Haken stehen nur Nummern im Kalender. Mit Haken reisen Titel von Themen, Maßnahmen und Aufträgen "
    "zum Anbieter Ihres Kalenders. Titel von Fällen und Fragen von Abstimmungen nie."
)


class _Inhalte(SelectMultipleField):
    """Boxes to tick; data is the list of words."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: str, **kw: Any) -> None:
        choices = [SelectChoice(word.value, text) for word, text in INHALTE.items()]
        super().__init__(label, choices=choices, coerce=_als_wort, validate_choice=False, **kw)

    def process_formdata(self, valuelist: list[str]) -> None:
        known = set(Kalenderinhalt)
        self.data = [Kalenderinhalt(value) for value in valuelist if value in known]
        if len(self.data) != len(valuelist):
            raise ValueError(NICHT_ANGEBOTEN)


def _als_wort(value: Any) -> Any:
    return value.value if isinstance(value, Kalenderinhalt) else value


def _inhalte() -> Any:
    need = DataRequired("Bitte wählen Sie, was im Kalender stehen soll.")
    return _Inhalte("Was im Kalender steht", validators=[need], default=lambda: list(Kalenderinhalt))


def _bis() -> Any:
    return tag("Gilt bis", pflicht=True, hilfe="Höchstens ein Jahr. Danach erneuern Sie den Schlüssel.")


class KalenderForm(Formular):
    name = zeile("Name", 80, pflicht=True, hilfe=_NAME)
    inhalte = _inhalte()
    mit_titel = haken("Auch Titel in den Kalender schreiben", hilfe=_TITEL)


class SchnittstelleForm(Formular):
    name = zeile("Name", 80, pflicht=True, hilfe="Zum Beispiel der Name des Programms, das ihn benutzt.")
    gueltig_bis = _bis()

    def vorbelegen(self, thing: Any) -> None:
        self.gueltig_bis.data = clock.today() + EIN_JAHR


class BearbeitenForm(Aenderungsformular):
    name = zeile("Name", 80, pflicht=True, hilfe=_NAME)
    inhalte = _inhalte()
    mit_titel = haken("Auch Titel in den Kalender schreiben", hilfe=_TITEL)

    def einrichten(self, schluessel: Zugangsschluessel) -> None:
        if not schluessel.ist_kalender:
            del self.inhalte, self.mit_titel

    def vorbelegen(self, schluessel: Zugangsschluessel) -> None:
        super().vorbelegen(schluessel)
        if schluessel.ist_kalender:
            self.inhalte.data = [Kalenderinhalt(word) for word in schluessel.inhalte]


class ErneuernForm(Formular):
    gueltig_bis = _bis()

    def einrichten(self, schluessel: Zugangsschluessel) -> None:
        if schluessel.ist_kalender:
            del self.gueltig_bis

    def vorbelegen(self, schluessel: Zugangsschluessel) -> None:
        if not schluessel.ist_kalender:
            self.gueltig_bis.data = clock.today() + EIN_JAHR
