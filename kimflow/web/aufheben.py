"""Nothing typed is lost (ZUSAGEN E3): what a form sent in vain is shown again and can be sent once more."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, g, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.sansio.multipart import Data, Event, Field, MultipartDecoder, NeedData
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields.core import UnboundField

from kimflow.web.ziele import eigene_handlung, von_hier
from kimflow.workflow.acts import lesbar

EINEN_TAG = 24 * 60 * 60
MEBIBYTE = 1024 * 1024
_NIE = ("csrf_token", "passwort", "aufgehoben", "weiter")
_STUMM = ("marke", "version", "waechter-")


@dataclass(frozen=True)
class Aufgehoben:
    """What was typed: where it was sent, every field of it but passwords and tokens."""

    pfad: str
    felder: tuple[tuple[str, str], ...]

    @property
    def zeilen(self) -> list[tuple[str, str]]:
        """What a person recognises: label and text of each field that was filled in."""
        view = current_app.view_functions.get(eigene_handlung(self.pfad) or "")
        form = getattr(view, "kimflow_form", None)
        return [
            (_beschriftung(form, name), _lesbar(form, name, value))
            for name, value in self.felder
            if value.strip() and not name.startswith(_STUMM)
        ]

    def versiegelt(self) -> str:
        """As one hidden field of the sign-in form; sealed, so that nobody else can put words into it."""
        return _siegel().dumps([self.pfad, self.felder])


def aus_anfrage() -> Aufgehoben | None:
    """What this POST carried, if it came from an own page and was meant for one."""
    if request.method != "POST" or not (g.get("csrf_valid") or von_hier()):
        return None
    pfad = request.full_path.rstrip("?")
    endpoint = eigene_handlung(pfad)
    if endpoint is None or getattr(current_app.view_functions[endpoint], "kimflow_verschwiegen", False):
        return None
    fields = tuple((name, value) for name, value in _gesendet().items(multi=True) if not name.startswith(_NIE))
    kept = Aufgehoben(pfad, fields)
    return kept if kept.zeilen else None


def oeffnen(siegel: str | None) -> Aufgehoben | None:
    """What the sign-in form carried along; None if there was nothing, it is a day old, or somebody else's work."""
    if not siegel:
        return None
    try:
        pfad, fields = _siegel().loads(siegel, max_age=EINEN_TAG)
    except BadData:
        return None
    return Aufgehoben(pfad, tuple((name, value) for name, value in fields)) if eigene_handlung(pfad) else None


def _siegel() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="aufgehoben")


def _gesendet() -> Any:
    try:
        return request.form
    except RequestEntityTooLarge:
        return ImmutableMultiDict(_texte_vor_der_datei())


def _texte_vor_der_datei() -> list[tuple[str, str]]:
    """The text fields at the beginning of a body whose file is too big; reads two MiB of it and no more."""
    boundary = request.mimetype_params.get("boundary", "")
    if request.mimetype != "multipart/form-data" or not boundary:
        return []
    decoder = MultipartDecoder(boundary.encode("ascii", "replace"))
    decoder.receive_data(request.environ["wsgi.input"].read(2 * MEBIBYTE))
    found: list[tuple[str, str]] = []
    field: Event | None = None
    text = b""
    try:
        while not isinstance(event := decoder.next_event(), NeedData):
            if isinstance(event, Data):
                text += event.data
                if isinstance(field, Field) and not event.more_data:
                    found.append((field.name, text.decode("utf-8", "replace")))
            else:
                field, text = event, b""
    except (ValueError, RequestEntityTooLarge):
        pass
    return found


def _beschriftung(form: Any, name: str) -> str:
    unbound = getattr(form, name, None)
    if isinstance(unbound, UnboundField) and unbound.args:
        return str(unbound.args[0])
    return lesbar(name).replace("-", " ").capitalize()


def _lesbar(form: Any, name: str, value: str) -> str:
    """A choice is sent as a number or a word; the form shows it again, here it only stands for itself."""
    unbound = getattr(form, name, None)
    kind = unbound.field_class if isinstance(unbound, UnboundField) else None
    if kind is None or not issubclass(kind, BooleanField | SelectField | RadioField):
        return value
    return "ausgewählt" if value.isdecimal() or issubclass(kind, BooleanField) else lesbar(value)
