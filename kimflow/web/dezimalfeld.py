"""A field for a number with a comma."""

from decimal import Decimal
from typing import Any

from wtforms import StringField
from wtforms.validators import InputRequired, Optional, StopValidation

from kimflow.columns import canonical
from kimflow.dezimalzahlen import gelesen, geschrieben
from kimflow.web.forms import PFLICHT

KEINE_ZAHL = "Bitte eine Zahl eingeben, etwa 12,5; höchstens vier Stellen nach dem Komma."


class Dezimalfeld(StringField):
    """Data is a Decimal or None; what was typed and is no number stays in the field with its reason."""

    data: Decimal | None

    def _value(self) -> str:
        if self.raw_data:
            return canonical(str(self.raw_data[0]))
        return geschrieben(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = gelesen(text) if text else None
        if text and self.data is None:
            raise ValueError(KEINE_ZAHL)


class _Noetig(InputRequired):
    """Something must be there; what was typed but is no number says why instead."""

    def __call__(self, form: Any, field: Any) -> None:
        if field.process_errors:
            raise StopValidation
        super().__call__(form, field)


def dezimal(label: str, *, pflicht: bool = False, hilfe: str = "") -> Any:
    """A number with a comma."""
    keyboard = {"inputmode": "decimal", "maxlength": 24}
    return Dezimalfeld(label, [_Noetig(PFLICHT) if pflicht else Optional()], description=hilfe, render_kw=keyboard)
