"""Forms of the import: the upload, and the questions a preview asks."""

from collections.abc import Mapping
from difflib import get_close_matches
from hashlib import sha256
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from kimflow import queries
from kimflow.web.forms import NICHT_ANGEBOTEN, Formular, haken, zeile
from kimflow.workflow.importdateien import HOECHSTENS_ZEICHEN, Importzeile, Unlesbar, ausgepackt, lesen
from kimflow.workflow.importpruefung import VORGABEN, Vorschau, Zuordnung, pruefen

WEGLASSEN = "-"
HOECHSTENS_FRAGEN = 300
ARTEN = {
    "handlungsfeld": "Handlungsfeld",
    "rechtskreis": "Rechtskreis",
    "massnahmeart": "Maßnahmeart",
    "kommune": "Kommune",
    "institution": "Institution",
    "gremium": "Gremium",
    "person": "Person",
}
_VORGABEN = {
    "quelle": ("Quelle", 300),
    "institution": ("Institution der Maßnahmen", 200),
    "beschlossen_am": ("Maßnahmen beschlossen am", 40),
    "gremium": ("Maßnahmen beschlossen von (Gremium)", 200),
    "beschluss": ("Beschlussdokument der Maßnahmen", 300),
}


class HochladenForm(Formular):
    datei = FileField(
        "Datei",
        [FileRequired("Bitte eine Datei wählen.")],
        description="XLSX, CSV oder JSON mit den Spalten der Vorlage, höchstens 5 MB und 500 Zeilen.",
    )

    gelesen: list[Importzeile]
    vorschau: Vorschau

    def validate_datei(self, field: Any) -> None:
        try:
            self.gelesen = lesen(field.data.filename or "", field.data.read())
        except Unlesbar as error:
            raise ValidationError(str(error)) from error
        self.vorschau = pruefen(self.gelesen, Zuordnung())
        if sum(map(len, self.vorschau.unbekannte.values())) > HOECHSTENS_FRAGEN:
            raise ValidationError(f"Mehr als {HOECHSTENS_FRAGEN} unbekannte Wörter. Bitte gleichen Sie die Datei an.")


class ImportForm(Formular):
    """The rows carried along, the Vorgaben, and – added per file – one select per unknown word."""

    zeilen = HiddenField(validators=[InputRequired(), Length(max=2 * HOECHSTENS_ZEICHEN)])
    rest_weglassen = haken("Alle übrigen unbekannten Wörter weglassen")
    auslassen = haken("Zeilen, die so nicht übernommen werden können, auslassen")

    gelesen: list[Importzeile]

    def validate_zeilen(self, field: Any) -> None:
        """The rows are the person's own input: unsigned, bounded, and judged again like a fresh file."""
        try:
            self.gelesen = ausgepackt(field.data)
        except Unlesbar as error:
            raise ValidationError(str(error)) from error

    def zuordnung(self) -> Zuordnung:
        """What was answered."""
        worte = {
            frage: None if self[name].data in ("", WEGLASSEN) else int(self[name].data)
            for name, frage in self.fragen.items()
            if self[name].data or self.rest_weglassen.data
        }
        return Zuordnung(worte, {key: self[f"vorgabe_{key}"].data for key in VORGABEN})

    fragen: Mapping[str, tuple[str, str]] = {}


for _key in VORGABEN:
    _label, _length = _VORGABEN[_key]
    setattr(ImportForm, f"vorgabe_{_key}", zeile(_label, _length))


def fragen(vorschau: Vorschau) -> type[ImportForm]:
    """The ImportForm with a select for every word of this file that nobody knows."""
    questions: dict[str, tuple[str, str]] = {}
    fields: dict[str, Any] = {}
    for kind, entries in queries.importe.auswahl().items():
        offered = {eintrag.text: str(eintrag.id) for eintrag in entries}
        for word in vorschau.unbekannte.get(kind, ()):
            name = f"wort_{sha256(f'{kind}:{word}'.encode()).hexdigest()[:16]}"
            questions[name] = (kind, word)
            fields[name] = _frage(f"{ARTEN[kind]} „{word}“", offered, word)
    return type("Fragen", (ImportForm,), {**fields, "fragen": questions})


def _frage(label: str, offered: Mapping[str, str], word: str) -> Any:
    close = get_close_matches(word, list(offered), 1, 0.6)
    words = [("", "– bitte zuordnen –"), (WEGLASSEN, "– weglassen –"), *((id, text) for text, id in offered.items())]
    choices = [SelectChoice(value, text) for value, text in words]
    return _Frage(label, choices=choices, default=offered[close[0]] if close else "")


class _Frage(SelectField):
    def process_formdata(self, valuelist: list[str]) -> None:
        """A question nobody answered is not answered by its suggestion."""
        self.data = valuelist[0] if valuelist else ""

    def pre_validate(self, form: Any) -> None:
        if self.data not in {choice.value for choice in self.choices or ()}:
            raise ValidationError(NICHT_ANGEBOTEN)
