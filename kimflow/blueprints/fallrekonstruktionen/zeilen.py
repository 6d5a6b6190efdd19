"""Stationen and Bruchstellen as rows of a table that grows without JavaScript."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from wtforms import FieldList, Form, FormField
from wtforms.utils import unset_value

from kimflow import queries
from kimflow.blueprints.fallrekonstruktionen.umstellen import HOECHSTENS, ist_zeilennummer
from kimflow.models import Kommune, Vokabel
from kimflow.web import datenschutz
from kimflow.web.forms import absatz, eins, haken, zahl

LEERE_ZEILEN = 3
OHNE_PERSONENBEZUG = "Keine Namen, keine Geburtsdaten, keine Anschriften, keine Aktenzeichen."
Auswahl = Mapping[str, Sequence[Vokabel | Kommune]]


class Zeilenform(Form):
    """One row. `vokabulare` names the vocabulary of each field with a choice."""

    class Meta:
        locales = ("de",)

    vokabulare: dict[str, str] = {}

    def __init__(self, auswahl: Auswahl | None = None, **kw: Any) -> None:
        self.auswahl = auswahl or {}
        super().__init__(**kw)

    def process(self, *args: Any, **kw: Any) -> None:
        for name, art in self.vokabulare.items():
            self[name].optionen = self.auswahl.get(art, ())
        super().process(*args, **kw)

    @property
    def zaehlt(self) -> bool:
        """Whether somebody wrote into this row."""
        return any(str(value).strip() for field in self._texts() for value in field.raw_data or ())

    def _texts(self) -> Iterator[Any]:
        return (field for field in self if field.type != "BooleanField")

    def validate(self, extra_validators: Any = None) -> bool:
        return not self.zaehlt or super().validate(extra_validators)

    @property
    def zeile(self) -> dict[str, Any]:
        """What was typed, as bearbeiten() takes it."""
        return {field.short_name: field.data for field in self}


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
    nach_station = zahl("nach Station", 1, HOECHSTENS)
    von_rechtskreis = eins("von Rechtskreis", pflicht=True, leer="von Rechtskreis")
    von_institutionstyp = eins("von Stelle", pflicht=True, leer="von Stelle")
    zu_rechtskreis = eins("zu Rechtskreis", pflicht=True, leer="zu Rechtskreis")
    zu_institutionstyp = eins("zu Stelle", pflicht=True, leer="zu Stelle")
    ursache = eins("Ursache", pflicht=True, leer="Ursache")
    handlungsfeld = eins("Handlungsfeld", pflicht=True, leer="Handlungsfeld")
    kommune = eins("Kommune", leer="Kommune: ganzer Kreis")
    satz = absatz("In ein, zwei Sätzen", 500)


class Zeilen(FieldList):
    """A list of rows; data is what was written into them, blank rows left out."""

    def __init__(self, label: str, zeilenform: type[Zeilenform], **kw: Any) -> None:
        self.zeilenform = zeilenform
        super().__init__(FormField(zeilenform), label, max_entries=HOECHSTENS, default=(), **kw)

    def anbieten(self, auswahl: Auswahl) -> None:
        """Set what can be chosen in every row, present and future."""
        self.unbound_field = FormField(partial(self.zeilenform, auswahl))

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        super().process(formdata, data, extra_filters)
        if not formdata:
            wanted = 1 if self.entries else LEERE_ZEILEN
            for _ in range(min(wanted, HOECHSTENS - len(self.entries))):
                self.append_entry()

    @property
    def muster(self) -> Any:
        """A blank row outside of the list, for the script to copy."""
        field = self.unbound_field.bind(form=None, name=f"{self.short_name}-muster", _meta=self.meta)
        field.process(None)
        datenschutz.bewachen([field])
        return field.form

    @property
    def stellen(self) -> dict[int, int]:
        """Which place a row, as numbered on the screen, has among those that count."""
        counted = [number for number, entry in enumerate(self.entries, 1) if entry.form.zaehlt]
        return {number: place for place, number in enumerate(counted, 1)}

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        for name in formdata:
            head, _, rest = name.partition("-")
            number = rest.partition("-")[0]
            if head == prefix and ist_zeilennummer(number):
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
    names = (*StationZeile.vokabulare, "wochen", "nach_station", *BruchstelleZeile.vokabulare)
    words = [value(name, None) for name in names]
    words += [value("geschehen", None), value("satz", None), {True: "gelungen"}.get(value("gelungen", None))]
    return " · ".join(str(word) for word in words if word not in (None, ""))


def auswahl() -> Auswahl:
    """Every vocabulary of the rows, in two statements."""
    words: dict[str, list[Any]] = {"kommune": list(queries.institutionen.aktive_kommunen())}
    for word in queries.vokabeln.aktive(Vokabel):
        words.setdefault(word.art, []).append(word)
    return words
