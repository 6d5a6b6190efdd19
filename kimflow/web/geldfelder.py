"""Form fields for amounts and shares: typed as people write them, whole cents and hundredths inside."""

from typing import Any

from wtforms import StringField
from wtforms.validators import InputRequired, Optional

from kimflow import geld
from kimflow.queries.buchungen import Summen
from kimflow.web.forms import PFLICHT, Eins
from kimflow.workflow.stellenanteile import komma


class _Zahlwort(StringField):
    """A number with a comma: what was typed stays in the field if it is none."""

    fehler = ""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = self.lesen(text) if text else None
        if text and not self.data:
            raise ValueError(self.fehler)
        if not text and self.flags.required:
            raise ValueError(PFLICHT)  # InputRequired takes blanks for an answer

    def _value(self) -> str:
        if self.process_errors:
            return str(self.raw_data[0]) if self.raw_data else ""
        return "" if self.data is None else self.schreiben(self.data)

    def lesen(self, text: str) -> int | None:
        raise NotImplementedError

    def schreiben(self, zahl: Any) -> str:
        raise NotImplementedError


class Geld(_Zahlwort):
    """An amount above nothing; data is in cents."""

    fehler = "Bitte einen Betrag eingeben, zum Beispiel 1.250,50."

    def lesen(self, text: str) -> int | None:
        return geld.cent(text)

    def schreiben(self, zahl: Any) -> str:
        return geld.zahl(zahl)


class Anteil(_Zahlwort):
    """A share of a full post; data is in hundredths."""

    def __init__(self, label: str, validators: Any = (), ab: int = 1, **kw: Any) -> None:
        super().__init__(label, validators, **kw)
        self.ab = ab
        self.fehler = f"Bitte einen Stellenanteil von {komma(ab)} bis 1 eingeben, zum Beispiel 0,75."

    def lesen(self, text: str) -> int | None:
        found = geld.cent(text)
        return found if found is not None and self.ab <= found <= 100 else None

    def schreiben(self, zahl: Any) -> str:
        return komma(zahl)


def betrag(label: str, *, pflicht: bool = False, hilfe: str = "") -> Any:
    """An amount in euros."""
    return Geld(label, [InputRequired(PFLICHT) if pflicht else Optional()], description=hilfe)


def stellenanteil(label: str, *, ab: int = 1, hilfe: str = "") -> Any:
    """A share of a full post, of at least `ab` hundredths."""
    return Anteil(label, [InputRequired(PFLICHT)], description=hilfe, ab=ab)


class Topfwahl(Eins):
    """Choose a pot; each says what is free in it."""

    summen: dict[int, Summen] = {}

    def benennen(self, row: Any) -> str:
        summen = self.summen.get(row.id)
        if summen is None or summen.frei is None:
            return f"{row} – Deckel nicht bekannt"
        narrow = f", zu {summen.prozent} % belegt" if summen.ist_eng else ""
        return f"{row} – frei {geld.euro(summen.frei)}{narrow}"


def topf(label: str) -> Any:
    """Choose a pot. Offer some by toepfe_anbieten() in einrichten()."""
    return Topfwahl(label, [InputRequired(PFLICHT)])


def toepfe_anbieten(field: Any, zeilen: list[Any]) -> None:
    """Offer these pots (queries.foerdertoepfe.Zeile) with their sums."""
    field.summen = {zeile.topf.id: zeile.summen for zeile in zeilen}
    field.optionen = [zeile.topf for zeile in zeilen]
