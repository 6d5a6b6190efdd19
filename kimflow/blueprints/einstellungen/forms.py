"""Form of one setting: a switch, a number, a line or a text, depending on which; and of the logo."""

from typing import Any

from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import TextArea, TextInput

from kimflow import queries
from kimflow.models import Einstellung
from kimflow.queries.einstellungen import JA, NEIN, VORGABEN
from kimflow.web.dateifeld import NOETIG, Dateifeld
from kimflow.web.forms import Aenderungsformular, Formular, absatz, haken, zahl
from kimflow.workflow.dateicontainer import Unzulaessig
from kimflow.workflow.einstellungen import EINSTELLUNGEN, Einstellungsart, logo_pruefen
from kimflow.wortformen import gelesen


class EinstellungForm(Aenderungsformular):
    wert = absatz("Text", 20_000)

    def einrichten(self, einstellung: Einstellung) -> None:
        self.art = EINSTELLUNGEN[einstellung.schluessel]
        default = VORGABEN.get(einstellung.schluessel, "")
        if self.art.schalter:
            self.ergaenzen("wert", haken(self.art.titel, hilfe=f"{self.art.hilfe} Vorgabe: {default}."))
        elif self.art.zahl:
            self.ergaenzen("wert", _zahl(self.art, *self.art.zahl, default))
        else:
            self._text()

    def _text(self) -> None:
        self.wert.label.text, self.wert.description = self.art.titel, self.art.hilfe
        self.wert.widget = TextArea() if self.art.mehrzeilig else TextInput()
        self.wert.render_kw = {"rows": 24} if self.art.mehrzeilig else None

    def validate_wert(self, field: Any) -> None:
        if self.art.wort and field.data and gelesen(field.data) is None:
            raise ValidationError("Bitte mit Artikel, Einzahl und Mehrzahl: der Lenkungskreis, die Lenkungskreise.")

    def vorbelegen(self, einstellung: Einstellung) -> None:
        super().vorbelegen(einstellung)
        if self.art.schalter:
            self["wert"].data = queries.einstellungen.ist_an(einstellung.schluessel)
        elif self.art.zahl:
            self["wert"].data = queries.einstellungen.zahl(einstellung.schluessel)

    def angaben(self) -> dict[str, Any]:
        return super().angaben() | {"wert": self._wert()}

    def _wert(self) -> str:
        typed = self["wert"].data
        if self.art.schalter:
            return JA if typed else NEIN
        return "" if typed is None else str(typed)

    def fassungen(self, field: Any, thing: Einstellung) -> tuple[Any, Any]:
        return (self._wert(), thing.wert) if field.name == "wert" else super().fassungen(field, thing)


def _zahl(art: Einstellungsart, least: int, most: int, default: str) -> Any:
    return zahl(art.titel, least, most, hilfe=f"{art.hilfe} Leer heißt: {default}.")


class LogoForm(Formular):
    logo = Dateifeld(
        "Logo",
        [InputRequired(NOETIG)],
        description="PNG oder JPG, höchstens 500 kB. Gedruckt wird es bis zu 6 cm breit und 2 cm hoch.",
        render_kw={"accept": ".png,.jpg,.jpeg"},
    )

    def validate_logo(self, field: Any) -> None:
        try:
            logo_pruefen(field.data)
        except Unzulaessig as reason:
            raise ValidationError(str(reason)) from reason
