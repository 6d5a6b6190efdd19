"""Drafts of forms in the browser: save one, show it again, throw it away. A form asks for them by `entwuerfe`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, flash, make_response, redirect, request
from werkzeug.datastructures import MultiDict

from kimflow import clock, queries, workflow
from kimflow.db import transaction
from kimflow.models import Person
from kimflow.web import datenschutz
from kimflow.web.filters import wann
from kimflow.web.forms import Formular
from kimflow.workflow.acts import Act, Obstructed

SPEICHERN, VERWERFEN = "entwurf_speichern", "entwurf_verwerfen"
VON_SELBST = "Kimflow-Entwurf"
"""The header by which static/js/entwurf.js saves and is answered: one line of text instead of a page."""


@dataclass(frozen=True)
class Stand:
    """What a form says about its draft: when it was kept, and how it came back."""

    geaendert_am: datetime
    wiederhergestellt: bool = False
    veraltet: bool = False
    """Whether the thing was saved since, so that sending will show both texts."""

    def __str__(self) -> str:
        return f"Entwurf gespeichert {wann(self.geaendert_am)}"


Zeigen = Callable[[Stand | None, Sequence[str]], Response]
"""Show the same form once more, with its draft's Stand or with reasons why there is none."""


def durchlassen(form: Formular, felder: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of what was sent, the fields that a draft may keep: the one gate through which everything comes.

    Raises Obstructed where the Datenschutz-Wächter finds what must be replaced or justified first: a draft is stored,
    too, and leaving a field out would lose what somebody takes for kept.
    """
    if offene := datenschutz.offene(form):
        raise Obstructed(f"Der Entwurf wird erst gespeichert, wenn Sie ersetzt oder begründet haben: {offene}.")
    own = {field.short_name for field in form} - {"csrf_token", "marke"}
    reasons = datenschutz.begruendete(form)
    return [(name, value) for name, value in felder if name.partition("-")[0] in own or name in reasons]


def beantworten(form: Formular, akt: Act[..., Any], person: Person, ding: str, zeigen: Zeigen) -> Response | None:
    """The answer to a POST that is about the draft; None if it is about the act itself."""
    if not form.entwuerfe:
        return None
    if VERWERFEN in request.form:
        return _verwerfen(akt, person, ding)
    return _sichern(form, akt, person, ding, zeigen) if SPEICHERN in request.form else None


def _sichern(form: Formular, akt: Act[..., Any], person: Person, ding: str, zeigen: Zeigen) -> Response:
    by_itself = VON_SELBST in request.headers
    try:
        typed = durchlassen(form, request.form.items(multi=True))
        with transaction():
            kept = workflow.entwuerfe.sichern(person, akt.permission.value, ding, typed, request.form.get("marke", ""))
        if not kept:
            raise Obstructed("Dieses Formular ist schon gesendet. Bitte laden Sie die Seite neu.")
    except Obstructed as refused:
        return _kurz(" ".join(refused.reasons), 409) if by_itself else zeigen(None, refused.reasons)
    stand = Stand(clock.now())
    return _kurz(str(stand)) if by_itself else zeigen(stand, [])


def _kurz(text: str, status: int = 200) -> Response:
    response = make_response(text, status)
    response.mimetype = "text/plain"
    response.headers[VON_SELBST] = "1"
    return response


def _verwerfen(akt: Act[..., Any], person: Person, ding: str) -> Response:
    with transaction():
        workflow.entwuerfe.verwerfen(person, akt.permission.value, ding)
    flash("Der Entwurf ist verworfen.", "info")
    return make_response(redirect(request.path, code=303))


def gesendet(form: Formular, akt: Act[..., Any], person: Person, ding: str) -> None:
    """The form has done its work, and so has its draft. Inside transaction()."""
    if form.entwuerfe:
        workflow.entwuerfe.verwerfen(person, akt.permission.value, ding)


def wiederherstellen(form: Formular, akt: Act[..., Any], person: Person, ding: str, thing: Any) -> bool:
    """Fill a fresh form with its draft; False if there is none."""
    draft = queries.entwuerfe.von(person, akt.permission.value, ding) if form.entwuerfe else None
    if draft is None:
        return False
    reasons = {name: value for name, value in draft.felder if name.startswith(datenschutz.VORSATZ)}
    # Nothing else in a draft needs a reason, so without any there is nothing to look for.
    form.antworten = reasons or None
    form.process(MultiDict([(name, value) for name, value in draft.felder]))
    stale = "version" in form and form["version"].data != thing.version
    form.entwurf = Stand(draft.geaendert_am, wiederhergestellt=True, veraltet=stale)
    return True


def schluessel(form: Formular, thing: Any, values: dict[str, Any]) -> str:
    """What tells the forms of one act apart: number or id of the thing found, however its address was written."""
    if not form.entwuerfe:
        return ""
    return "/".join(str(getattr(thing, name, value)) for name, value in values.items())[:40]
