"""Stationen and Bruchstellen as rows of a table that grows without JavaScript."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from wtforms import FieldList, Form, FormField
from wtforms.utils import unset_value

from kimflow import queries
from kimflow.models import Kommune, Vokabel
from kimflow.web.forms import absatz, eins, haken, zahl

LEERE_ZEILEN = 3
HOECHSTENS = 40
OHNE_PERSONENBEZUG = "Keine Namen, keine Geburtsdaten, keine Anschriften, keine Aktenzeichen."
Auswahl = Mapping[str, Sequence[Vokabel | Kommune]]


class Zeilenform(Form):
    """One row. `vokabulare` names the vocabulary of each field with a choice."""

    class Meta:
        locales = ("de",)

    vokabulare: dict[str, str] = {}
    streichen = haken("streichen")

    def __init__(self, auswahl: Auswahl | None = None, **kw: Any) -> None:
        self.auswahl = auswahl or {}
        super().__init__(**kw)

    def process(self, *args: Any, **kw: Any) -> None:
        for name, art in self.vokabulare.items():
            self[name].optionen = self.auswahl.get(art, ())
        super().process(*args, **kw)

    @property
    def zaehlt(self) -> bool:
        """Whether somebody wrote into this row and did not strike it out."""
        typed = (value for field in self._texts() for value in field.raw_data or ())
        return not self.streichen.data and any(str(value).strip() for value in typed)

    def _texts(self) -> Iterator[Any]:
        return (field for field in self if field.type != "BooleanField")

    def validate(self, extra_validators: Any = None) -> bool:
        return not self.zaehlt or super().validate(extra_validators)

    @property
    def zeile(self) -> dict[str, Any]:
        """What was typed, as bearbeiten() takes it."""
        return {field.short_name: field.data for field in self if field.short_name != "streichen"}


class StationZeile(Zeilenform):
    vokabulare = {"institutionstyp": "institutionstyp", "rechtskreis": "rechtskreis", "phase": "phase"}
    institutionstyp = eins("Art der Stelle", leer="Stelle")
    rechtskreis = eins("Rechtskreis", leer="Rechtskreis")
    phase = eins("Phase", leer="Phase")
    wochen = zahl("Wochen", 0, 1040)
    geschehen = absatz("Was geschah", 1000)
    gelungen = haken("gelungen")


class BruchstelleZeile(Zeilenform):
    vokabulare = {
        "von_rechtskreis": "rechtskreis",
        "von_institutionstyp": "institutionstyp",
        "zu_rechtskreis": "rechtskreis",
        "zu_institutionstyp": "institutionstyp",
        "ursache": "ursache",
        "handlungsfeld": "handlungsfeld",
        "kommune": "kommune",
    }
    von_rechtskreis = eins("von Rechtskreis", pflicht=True, leer="von Rechtskreis")
    von_institutionstyp = eins("von Stelle", pflicht=True, leer="von Stelle")
    zu_rechtskreis = eins("zu Rechtskreis", pflicht=True, leer="zu Rechtskreis")
    zu_institutionstyp = eins("zu Stelle", pflicht=True, leer="zu Stelle")
    ursache = eins("Ursache", pflicht=True, leer="Ursache")
    handlungsfeld = eins("Handlungsfeld", pflicht=True, leer="Handlungsfeld")
    kommune = eins("Kommune", leer="Kommune: ganzer Kreis")
    satz = absatz("In ein, zwei Sätzen", 500)


class Zeilen(FieldList):
    """A list of rows; data is what was written into them, blank and struck-out rows left out."""

    def __init__(self, label: str, zeilenform: type[Zeilenform], **kw: Any) -> None:
        self.zeilenform = zeilenform
        super().__init__(FormField(zeilenform), label, max_entries=HOECHSTENS, default=(), **kw)

    def anbieten(self, auswahl: Auswahl) -> None:
        """Set what can be chosen in every row, present and future."""
        self.unbound_field = FormField(partial(self.zeilenform, auswahl))

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        super().process(formdata, data, extra_filters)
        if not formdata:
            self.weitere()

    def weitere(self) -> None:
        """Some more blank rows, as long as there is room."""
        for _ in range(min(LEERE_ZEILEN, HOECHSTENS - len(self.entries))):
            self.append_entry()

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        """Row numbers as our own form writes them; a forged one is no row."""
        for name in formdata:
            head, _, rest = name.partition("-")
            number = rest.partition("-")[0]
            if head == prefix and number.isascii() and number.isdecimal() and len(number) <= 3:
                yield int(number)

    @property
    def data(self) -> list[dict[str, Any]]:
        return [entry.form.zeile for entry in self.entries if entry.form.zaehlt]

    @data.setter
    def data(self, rows: Sequence[Any]) -> None:
        self.process(None, rows)

    def saetze(self, saved: Sequence[Any]) -> tuple[list[str], list[str]]:
        """What was typed and what is saved, a sentence per row, for comparing."""
        return [_satz(row.get) for row in self.data], [_satz(partial(getattr, row)) for row in saved]


def _satz(value: Callable[..., Any]) -> str:
    words = [value(name, None) for name in (*StationZeile.vokabulare, "wochen", *BruchstelleZeile.vokabulare)]
    words += [value("geschehen", None), value("satz", None), {True: "gelungen"}.get(value("gelungen", None))]
    return " · ".join(str(word) for word in words if word not in (None, ""))


def auswahl() -> Auswahl:
    """Every vocabulary of the rows, in two statements."""
    words: dict[str, list[Any]] = {"kommune": list(queries.institutionen.aktive_kommunen())}
    for word in queries.vokabeln.aktive(Vokabel):
        words.setdefault(word.art, []).append(word)
    return words
