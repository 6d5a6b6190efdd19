"""Forms of the import: the upload, the headings nobody knows, and the questions a preview asks."""

from collections.abc import Mapping
from difflib import get_close_matches
from hashlib import sha256
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from kimflow import queries
from kimflow.models import Importlauf
from kimflow.web.forms import NICHT_ANGEBOTEN, Formular, haken, zeile
from kimflow.workflow.importe import ARTEN, Art, Blatt, Unlesbar, Zuordnung, familie, laeufe, lesen
from kimflow.workflow.importe.art import ART

WEGLASSEN = "-"
HOECHSTENS_FRAGEN = 100
"""On one page; the next ones come once these are answered."""
HOECHSTENS_ANGEBOTE = 200
"""More possibilities than that are narrowed down to the similar ones."""
WORTARTEN = {
    "handlungsfeld": "Handlungsfeld",
    "rechtskreis": "Rechtskreis",
    "massnahmeart": "Maßnahmeart",
    "institutionstyp": "Art der Institution",
    "kommune": "Kommune",
    "institution": "Institution",
    "gremium": "Gremium",
    "person": "Person",
    "konto": "Person",
    "rolle": "Rolle",
    "stimmrecht": "Stimmrecht",
}


class HochladenForm(Formular):
    datei = FileField(
        "Datei",
        [FileRequired("Bitte eine Datei wählen.")],
        description="XLSX, CSV oder JSON, höchstens 10 MB und 5.000 Zeilen. Es darf die Tabelle sein, mit der Sie "
        "bisher arbeiten: Unbekannte Überschriften fragt kimflow danach ab.",
    )

    art: Art
    gelesen: Blatt

    def validate_datei(self, field: Any) -> None:
        try:
            self.gelesen = lesen(self.art, field.data.filename or "", field.data.read())
        except Unlesbar as error:
            raise ValidationError(str(error)) from error


class _Wahl(SelectField):
    """One of what is offered; a question nobody answered is not answered by its suggestion."""

    def __init__(self, *args: Any, erlaubt: frozenset[str], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.erlaubt = erlaubt

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0] if valuelist else ""

    def pre_validate(self, form: Any) -> None:
        if self.data not in self.erlaubt:
            raise ValidationError(NICHT_ANGEBOTEN)


def _wahl(label: str, choices: list[tuple[str, str]], default: str, erlaubt: frozenset[str], hilfe: str = "") -> Any:
    options = [SelectChoice(value, text) for value, text in choices]
    return _Wahl(label, choices=options, default=default, erlaubt=erlaubt, description=hilfe)


class SpaltenForm(Formular):
    """A select per heading; the places they stand at by name of the field."""

    orte: Mapping[str, str] = {}

    def zuordnung(self) -> dict[str, str | None]:
        return {place: self[name].data or None for name, place in self.orte.items()}

    def validate(self, *args: Any, **kw: Any) -> bool:
        """No two headings mean the same column."""
        good = super().validate(*args, **kw)
        chosen = [self[name].data for name in self.orte if self[name].data]
        for name in self.orte:
            if chosen.count(self[name].data) > 1:
                self[name].errors = [*self[name].errors, "Diese Spalte ist zweimal gewählt."]
                good = False
        return good


def spaltenform(lauf: Importlauf) -> type[SpaltenForm]:
    """The form for the headings of this file."""
    art, known, sample = ARTEN[lauf.art], queries.importlaeufe.spalten(lauf), queries.importlaeufe.probe(lauf)
    free = [(s.key, s.titel) for s in art.spalten if s.key not in known and not s.nur_ausgabe]
    places: dict[str, str] = {}
    fields: dict[str, Any] = {}
    for place, heading in lauf.koepfe.items():
        name = f"spalte_{place.removeprefix('#')}"
        close = get_close_matches(heading.casefold(), [title.casefold() for _, title in free], 1, 0.75)
        default = next((key for key, title in free if close and title.casefold() == close[0]), "")
        choices, places[name] = [("", "– nicht übernehmen –"), *free], place
        hint = f"Dort steht zum Beispiel: {sample[place][:80]}" if place in sample else "Die Spalte ist leer."
        fields[name] = _wahl(f"„{heading}“", choices, default, frozenset(key for key, _ in choices), hint)
    return type("Spalten", (SpaltenForm,), {**fields, "orte": places})


class AntwortenForm(Formular):
    """The Vorgaben, the wishes, and – added per file – one select per unknown word."""

    rest_weglassen = haken("Alle übrigen unbekannten Wörter weglassen")
    auslassen = haken("Zeilen, die so nicht übernommen werden können, auslassen")
    einladen = haken(
        "Die neuen Personen gleich einladen",
        hilfe="Ohne diesen Haken verschickt die Übernahme keinen Zugang; einladen können Sie danach einzeln.",
    )

    fragen: Mapping[str, tuple[str, str]] = {}
    uebrige: tuple[tuple[str, str], ...] = ()
    vorgaben: tuple[str, ...] = ()

    def zuordnung(self) -> Zuordnung:
        """What was answered."""
        worte = {
            frage: None if self[name].data in ("", WEGLASSEN) else int(self[name].data)
            for name, frage in self.fragen.items()
            if self[name].data or self.rest_weglassen.data
        }
        if self.rest_weglassen.data:
            worte |= dict.fromkeys(self.uebrige)
        given = {key: self[f"vorgabe_{key}"].data for key in self.vorgaben}
        return Zuordnung(worte, given, {}, "einladen" in self and bool(self.einladen.data))


def antwortenform(lauf: Importlauf) -> type[AntwortenForm]:
    """The form with a select for every word of this file that nobody knows, as far as one page has room."""
    asked = [(kind, word) for kind, words in queries.importlaeufe.fragen(lauf).items() for word in words]
    before = laeufe.zuordnung(lauf)
    questions: dict[str, tuple[str, str]] = {}
    fields: dict[str, Any] = {}
    for kind, word in asked[:HOECHSTENS_FRAGEN]:
        name = f"wort_{sha256(f'{kind}:{word}'.encode()).hexdigest()[:16]}"
        questions[name], fields[name] = (kind, word), _frage(kind, word)
    defaults = {}
    for kind_ in familie(ARTEN[lauf.art]) if ART in queries.importlaeufe.spalten(lauf) else [ARTEN[lauf.art]]:
        for key in kind_.vorgaben:
            spalte = kind_.je_key[key]
            defaults[key] = zeile(spalte.titel, spalte.laenge)
            defaults[key].kwargs["default"] = before.vorgaben.get(key, "")
    fields |= {f"vorgabe_{key}": field for key, field in defaults.items()}
    if lauf.art != "personen":
        fields["einladen"] = None
    own = {"fragen": questions, "uebrige": tuple(asked[HOECHSTENS_FRAGEN:]), "vorgaben": tuple(defaults)}
    return type("Antworten", (AntwortenForm,), {**fields, **own})


def _frage(kind: str, word: str) -> Any:
    entries = queries.importe.auswahl(kind)
    ids = frozenset(str(eintrag.id) for eintrag in entries)
    offered = {eintrag.text: str(eintrag.id) for eintrag in entries}
    close = get_close_matches(word, list(offered), 20, 0.6)
    shown = close if len(offered) > HOECHSTENS_ANGEBOTE else list(offered)
    choices = [("", "– bitte zuordnen –"), (WEGLASSEN, "– weglassen –"), *((offered[text], text) for text in shown)]
    default = offered[close[0]] if close else ""
    return _wahl(f"{WORTARTEN[kind]} „{word}“", choices, default, ids | {"", WEGLASSEN})
