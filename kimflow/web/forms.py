"""Form fields and the base form: canonical text, German messages, one mark per form, version of what is edited."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import Choice, SelectChoice
from wtforms.form import BaseForm
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
    StopValidation,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from kimflow.columns import canonical
from kimflow.web import datenschutz
from kimflow.workflow.acts import lesbar

PFLICHT = "Bitte ausfüllen."
NICHT_ANGEBOTEN = "Bitte eine der angebotenen Möglichkeiten wählen."


class Formular(FlaskForm):
    """What every form has: CSRF token and a mark, so that sending it twice counts once (ZUSAGEN A10)."""

    class Meta:
        locales = ("de",)

    entwuerfe: ClassVar[bool] = False
    """Whether what is typed is kept as a draft until it is sent (web/entwuerfe.py)."""
    entwurf: Any = None
    """What is known of the draft while the form is shown."""

    marke = HiddenField(default=lambda: secrets.token_urlsafe(18), validators=[Length(max=64)])

    waechter: ClassVar[bool] = False
    """Whether its free texts are checked for what points to a person (web/datenschutz.py)."""
    nebenbei: ClassVar[bool] = True
    """Whether they are checked while somebody writes too; asking needs a session."""
    unbewacht: ClassVar[frozenset[str]] = frozenset()
    """Fields of it that are left out: what they ask for is an address, not a story."""
    antworten: Mapping[str, str] | None = None
    """The reasons that came back with a draft."""

    def process(self, *args: Any, **kwargs: Any) -> None:
        super().process(*args, **kwargs)
        self.bewachen()

    def bewachen(self) -> None:
        """Have the texts checked; once more when rows were added since the form was filled."""
        if self.waechter:
            datenschutz.bewachen(self, self.antworten, nebenbei=self.nebenbei)

    def einrichten(self, thing: Any) -> None:
        """Set what can be chosen. Called before the form is filled and validated."""

    def vorbelegen(self, thing: Any) -> None:
        """Set what stands in the fields of a fresh form."""

    def warnung(self, thing: Any) -> str:
        """What to say beside the answer, when it was done and yet something wants a look."""
        return ""

    def ergaenzen(self, name: str, field: Any) -> None:
        """Add a field that only this form has, in einrichten(): what is asked depends on the thing."""
        BaseForm.__setitem__(self, name, field)

    def angaben(self) -> dict[str, Any]:
        """What was typed, by argument name of the act."""
        return {field.name: field.data for field in self if field.name not in ("csrf_token", "marke")}

    def vergleicht(self, field: Any, thing: Any) -> bool:
        """Whether `field` edits something that is saved at `thing`."""
        return hasattr(thing, field.name)

    def fassungen(self, field: Any, thing: Any) -> tuple[Any, Any]:
        """What was typed into `field` and what is saved, as people compare them when both edited."""
        return field.data, getattr(thing, field.name)


class Aenderungsformular(Formular):
    """A form that edits a saved text; it carries the version it was opened with (ZUSAGEN E1)."""

    version = HiddenField(filters=[lambda value: int(value) if _is_number(value) else value])

    def validate_version(self, field: Any) -> None:
        """Missing or forged is refused like any bad input; stale is the kernel's business."""
        if not isinstance(field.data, int) or not 0 < field.data < 2**31:
            raise ValidationError("Das Formular ist unvollständig. Bitte laden Sie die Seite neu.")

    def vorbelegen(self, thing: Any) -> None:
        for field in self:
            if field.name not in ("csrf_token", "marke") and hasattr(thing, field.name):
                field.data = getattr(thing, field.name)

    def erneuern(self, thing: Any) -> None:
        """Go on from what is saved now: both texts have been shown side by side."""
        self.version.data = thing.version


def _is_number(value: Any) -> bool:
    text = str(value or "")
    return text.isdecimal() and len(text) <= 12


def _need(pflicht: bool, *, zero_counts: bool = False) -> Any:
    if not pflicht:
        return Optional()
    return InputRequired(PFLICHT) if zero_counts else _Noetig(PFLICHT)


class _Noetig(DataRequired):
    """Something must be there; what was typed but cannot be read says why instead."""

    def __call__(self, form: Any, field: Any) -> None:
        if field.process_errors:
            raise StopValidation
        super().__call__(form, field)


def _clean(lines: bool) -> Callable[[Any], Any]:
    return lambda value: canonical(value, lines=lines) if isinstance(value, str) else value


def zeile(label: str, laenge: int = 200, *, pflicht: bool = False, hilfe: str = "", **kw: Any) -> Any:
    """One line of text."""
    too_long = f"Höchstens {laenge} Zeichen."
    validators = [_need(pflicht), Length(max=laenge, message=too_long), *kw.pop("validators", [])]
    return StringField(label, validators, description=hilfe, filters=[_clean(False)], default="", **kw)


def weblink(label: str, *, pflicht: bool = False, hilfe: str = "") -> Any:
    """An address on the web; that it leads where it seems to is judged by workflow/weblinks.py."""
    shape = Regexp(r"https?://\S+$", message="Bitte eine Adresse eingeben, die mit https:// beginnt.")
    return zeile(label, 500, pflicht=pflicht, hilfe=hilfe, validators=[shape])


def absatz(label: str, laenge: int = 2000, *, pflicht: bool = False, hilfe: str = "", **kw: Any) -> Any:
    """Text with line breaks."""
    too_long = f"Höchstens {laenge} Zeichen."
    validators = [_need(pflicht), Length(max=laenge, message=too_long), *kw.pop("validators", [])]
    return TextAreaField(label, validators, description=hilfe, filters=[_clean(True)], default="", **kw)


class Tag(DateField):
    """A calendar day of a sensible century; 30 February and the year 10000 are told apart from nothing typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = date.fromisoformat(valuelist[0].strip())
        except ValueError:
            self.data = _german_date(valuelist[0].strip())
        if self.data is None or not 1990 <= self.data.year <= 2100:
            self.data = None
            raise ValueError("Bitte ein gültiges Datum eingeben, zum Beispiel 22.11.2026.")


def _german_date(text: str) -> date | None:
    parts = text.split(".")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError:
        return None


def tag(label: str, *, pflicht: bool = False, hilfe: str = "", **kw: Any) -> Any:
    """A calendar day; typed as 22.11.2026 too where the browser has no date field."""
    return Tag(label, [_need(pflicht), *kw.pop("validators", [])], description=hilfe, **kw)


def zahl(
    label: str, von: int, bis: int, *, pflicht: bool = False, hilfe: str = "", default: int | None = None, **kw: Any
) -> Any:
    """A whole number within bounds."""
    message = f"Bitte eine ganze Zahl von {von} bis {bis} eingeben."
    validators = [_need(pflicht, zero_counts=True), NumberRange(von, bis, message), *kw.pop("validators", [])]
    return _Zahl(label, validators, description=hilfe, default=default, render_kw={"min": von, "max": bis}, **kw)


class _Zahl(IntegerField):
    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        if not text.removeprefix("-").isdecimal() or len(text) > 12:
            raise ValueError("Bitte eine ganze Zahl eingeben.")
        self.data = int(text)


def haken(label: str, *, pflicht: bool = False, hilfe: str = "") -> Any:
    """A box to tick; `pflicht` means it must be ticked."""
    return BooleanField(label, [DataRequired("Bitte bestätigen.")] if pflicht else [], description=hilfe)


class _Checked:
    """Refuse what was not offered with one German sentence."""

    def pre_validate(self, form: Any) -> None:
        try:
            super().pre_validate(form)  # type: ignore[misc]  # mixed into fields that have it
        except ValidationError as error:
            raise ValidationError(NICHT_ANGEBOTEN) from error


class _Worte(_Checked, RadioField):
    pass


def wort(
    label: str, words: type[StrEnum] | Sequence[StrEnum], *, pflicht: bool = True, hilfe: str = "", **kw: Any
) -> Any:
    """One word of a closed list, as radio buttons; data is the word."""
    choices = [SelectChoice(word.value, lesbar(word.value)) for word in words]
    kind: Any = words if isinstance(words, type) else type(words[0])
    validators = [InputRequired("Bitte wählen.")] if pflicht else [Optional()]
    return _Worte(
        label,
        [*validators, *kw.pop("validators", [])],
        choices=choices,
        coerce=lambda value: _as_word(kind, value),
        description=hilfe,
        **kw,
    )


def _as_word(kind: Any, value: Any) -> Any:
    if value in (None, "", "None"):
        return None
    try:
        return kind(value)
    except ValueError:
        return value


class Eins(SelectField):
    """Choose one row; data is the row (or None). Set `.optionen` in einrichten()."""

    def __init__(self, label: str, validators: Any = (), leer: str = "Bitte wählen", **kw: Any) -> None:
        super().__init__(label, validators, choices=[], coerce=str, validate_choice=False, **kw)
        self.leer = leer
        self.rows: dict[str, Any] = {}

    @property
    def optionen(self) -> list[Any]:
        return list(self.rows.values())

    @optionen.setter
    def optionen(self, rows: Iterable[Any]) -> None:
        self.rows = {str(row.id): row for row in rows}
        self.choices = [("", f"– {self.leer} –"), *((key, self.benennen(row)) for key, row in self.rows.items())]

    def benennen(self, row: Any) -> str:
        return str(row)

    def iter_choices(self) -> Any:
        chosen = str(self.data.id) if self.data is not None and hasattr(self.data, "id") else str(self.data or "")
        for value, label in self.choices or []:
            yield Choice(value, label, value == chosen, {})

    def process_data(self, value: Any) -> None:
        self.data = value

    def process_formdata(self, valuelist: list[str]) -> None:
        key = valuelist[0] if valuelist else ""
        self.data = self.rows.get(key)
        if key and self.data is None:
            raise ValueError(NICHT_ANGEBOTEN)


def eins(label: str, *, pflicht: bool = False, hilfe: str = "", leer: str = "Bitte wählen", **kw: Any) -> Any:
    """Choose one row of a table."""
    return Eins(label, [_need(pflicht), *kw.pop("validators", [])], description=hilfe, leer=leer, **kw)


class Mehrere(SelectMultipleField):
    """Choose several rows as checkboxes; data is the list of rows. Set `.optionen` in einrichten()."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: str, validators: Any = (), **kw: Any) -> None:
        super().__init__(label, validators, choices=[], coerce=str, validate_choice=False, **kw)
        self.rows: dict[str, Any] = {}

    @property
    def optionen(self) -> list[Any]:
        return list(self.rows.values())

    @optionen.setter
    def optionen(self, rows: Iterable[Any]) -> None:
        self.rows = {str(row.id): row for row in rows}
        self.choices = [(key, self.benennen(row)) for key, row in self.rows.items()]

    def benennen(self, row: Any) -> str:
        return str(row)

    def iter_choices(self) -> Any:
        chosen = {str(row.id) for row in self.data or []}
        for value, label in self.choices or []:
            yield Choice(value, label, value in chosen, {})

    def process_data(self, value: Any) -> None:
        self.data = list(value or [])

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = [self.rows[key] for key in valuelist if key in self.rows]
        if len(self.data) != len(valuelist):
            raise ValueError(NICHT_ANGEBOTEN)


def mehrere(label: str, *, pflicht: bool = False, hilfe: str = "", **kw: Any) -> Any:
    """Choose several rows of a table."""
    return Mehrere(label, [_need(pflicht), *kw.pop("validators", [])], description=hilfe, **kw)
