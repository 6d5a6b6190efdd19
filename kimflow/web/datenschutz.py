"""The Datenschutz-Wächter at forms: which fields it reads, what it found there, what the writer answered.

A form sets `waechter = True`, everything else follows: the check on submit, the hints while writing, the reasons
in the trail. Nothing here is logged or kept; a text is only ever shown in the form it was typed into.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from flask import g, has_request_context, request
from wtforms import FieldList, FormField, HiddenField, PasswordField, StringField
from wtforms.validators import ValidationError

from kimflow import queries, workflow
from kimflow.columns import canonical
from kimflow.models import Person
from kimflow.workflow.datenschutz import HOECHSTENS, Art, Befund, Grund, pruefen

ADRESSE = "/datenschutz/pruefen"
VORSATZ = "waechter-"
"""How the fields with the reasons are called; the rest of the name is made of what was found."""


@dataclass(frozen=True)
class Fund:
    """One finding with its words, for the eyes of whoever typed them."""

    befund: Befund
    wort: str
    name: str
    grund: Grund | None

    @property
    def hart(self) -> bool:
        return self.befund.hart

    @property
    def art(self) -> Art:
        return self.befund.art

    def steht_in(self, text: str) -> bool:
        return "".join(self.wort.split()) in "".join(text.split())

    @property
    def satz(self) -> str:
        """The kind and where, without the words."""
        return f"{self.art.titel} (Zeichen {self.befund.anfang + 1}–{self.befund.ende})"


class Hinweise:
    """What was found in one text. `ort` is its field: its id may still change, its name says what is sent.

    antworten: the reasons given, by the name of their field.
    """

    gruende = tuple(Grund)

    def __init__(self, ort: Any, text: str, antworten: Mapping[str, str], nebenbei: bool = True) -> None:
        self.ort, self.text, self.antworten, self.nebenbei = ort, text, antworten, nebenbei

    @property
    def kennung(self) -> str:
        return str(self.ort.id)

    @cached_property
    def funde(self) -> list[Fund]:
        return [_fund(self, befund) for befund in pruefen(self.text, _keine_personen())] if self.text else []

    @property
    def harte(self) -> list[Fund]:
        """Each word once, however often it stands there."""
        return list({fund.name: fund for fund in self.funde if fund.hart}.values())

    @property
    def weiche(self) -> list[Fund]:
        return [fund for fund in self.funde if not fund.hart]

    @property
    def offene(self) -> list[Fund]:
        """What must be replaced or justified."""
        return [fund for fund in self.harte if fund.grund is None]

    @property
    def attribute(self) -> dict[str, str]:
        """What lets the field ask while somebody writes. The address holds names, never the text."""
        if not self.nebenbei:
            return {}
        return {
            "hx-post": f"{ADRESSE}?{urlencode({'feld': self.ort.name, 'kennung': self.kennung})}",
            "hx-trigger": "input changed delay:700ms",
            "hx-target": f"#{self.kennung}-waechter",
            "hx-swap": "innerMorph",
            "hx-sync": "this:replace",
            "data-nebenbei": "",
        }


def _fund(hinweise: Hinweise, befund: Befund) -> Fund:
    word = hinweise.text[befund.anfang : befund.ende]
    mark = hashlib.sha256("\0".join((hinweise.ort.name, befund.art, "".join(word.split()))).encode()).hexdigest()[:16]
    name = f"{VORSATZ}{mark}"
    chosen = hinweise.antworten.get(name, "")
    return Fund(befund, word, name, Grund(chosen) if chosen in Hinweise.gruende else None)


def _keine_personen() -> frozenset[str]:
    """Once a request."""
    if "keine_personen" not in g:
        g.keine_personen = queries.einstellungen.keine_personen()
    words: frozenset[str] = g.keine_personen
    return words


def harte_arten(text: str) -> list[Art]:
    """The kinds of what would stop a save, each once, in the order of the text; a reason given then does not count."""
    return list(dict.fromkeys(befund.art for befund in pruefen(text, _keine_personen()) if befund.hart))


def aus_text(kennung: str, feld: str, text: str) -> Hinweise:
    """The hints for a text that is being typed."""
    return Hinweise(SimpleNamespace(id=kennung, name=feld), canonical(text, lines=True), request.form)


def freitexte(felder: Iterable[Any]) -> Iterator[Any]:
    """The fields in which people write sentences, those of rows included; not what a form leaves out."""
    return (field for _, field in _mit_namen(felder))


def _mit_namen(felder: Iterable[Any], vor: str = "") -> Iterator[tuple[str, Any]]:
    """The same, each with what it is called in the list of errors."""
    left_out = getattr(felder, "unbewacht", ())
    for field in felder:
        if field.short_name in left_out:
            continue
        if isinstance(field, FieldList):
            for number, entry in enumerate(field.entries, 1):
                row = f"{vor}{field.label.text} {number}, "
                yield from _mit_namen(entry.form, row) if isinstance(entry, FormField) else _mit_namen([entry], vor)
        elif isinstance(field, FormField):
            yield from _mit_namen(field.form, f"{vor}{field.label.text}, ")
        elif isinstance(field, StringField) and not isinstance(field, HiddenField | PasswordField):
            yield f"{vor}{field.label.text}", field


def bewachen(form: Iterable[Any], antworten: Mapping[str, str] | None = None, *, nebenbei: bool = True) -> None:
    """Let every free text of `form` be checked on submit and, if `nebenbei`, while it is written.

    antworten: the reasons of a text that comes back without having been sent; it shows its hints at once.
    """
    sent = has_request_context() and request.method == "POST"
    reasons = request.form if antworten is None and sent else antworten or {}
    for field in freitexte(form):
        there = (sent or antworten is not None) and isinstance(field.data, str)
        if not hasattr(field, "waechter"):
            field.validators = [*field.validators, _pruefen]
        text = field.data if there and len(field.data) <= HOECHSTENS else ""
        field.waechter = Hinweise(field, text, reasons, nebenbei)


def _pruefen(form: Any, field: Any) -> None:
    """A validator like any other: what is typed stays, the message says kind and place."""
    if isinstance(field.data, str) and len(field.data) > HOECHSTENS:
        raise ValidationError(f"Zu lang zum Prüfen: höchstens {HOECHSTENS} Zeichen.")
    if offen := field.waechter.offene:
        found = "; ".join(fund.satz for fund in offen)
        raise ValidationError(f"Bitte ersetzen oder begründen: {found}.")


def offene(form: Iterable[Any]) -> str:
    """Field, kind and place of everything in `form` that must be replaced or justified; empty if nothing."""
    found = [
        f"{name}: {fund.satz}"
        for name, field in _mit_namen(form)
        if hasattr(field, "waechter")
        for fund in field.waechter.offene
    ]
    return "; ".join(found)


def begruendete(form: Iterable[Any]) -> set[str]:
    """The names of the fields with the reasons that the texts of `form` need."""
    texts = (field for field in freitexte(form) if hasattr(field, "waechter"))
    return {fund.name for field in texts for fund in field.waechter.harte if fund.grund is not None}


def vermerken(form: Any, thing: Any, person: Person | None, text: str | None = None) -> None:
    """Record each reason in the trail of `thing`, inside the transaction that saves it. The text is not in it.

    person: None if nobody knows who writes. text: what of the form became `thing`, if not all of it.
    """
    for field in freitexte(form):
        for fund in field.waechter.harte if hasattr(field, "waechter") else ():
            if fund.grund is not None and (text is None or fund.steht_in(text)):
                note = workflow.waechter.vermerk(field.label.text, fund.art, fund.grund)
                why = {"vermerk": note, "art": fund.art, "grund": fund.grund}
                if person is None:
                    workflow.waechter.begruenden.von_selbst(thing, **why)
                else:
                    workflow.waechter.begruenden(thing, person, **why)
