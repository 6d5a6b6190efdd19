"""One act, one page: the form with its help and what is still missing, and the doing of it.

Every act is answered alike: 404 unseen, 403 not allowed, 422 bad input, 409 not now or somebody was faster,
303 done. Sending the same form again gets the first answer and changes nothing.
"""

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Any

from flask import Blueprint, Response, current_app, flash, g, make_response, redirect, request, url_for

from kimflow import clock
from kimflow.db import session, transaction
from kimflow.models import Formularmarke, Person
from kimflow.permissions import Permission
from kimflow.web import entwuerfe
from kimflow.web.access import anew, ask, me, requires
from kimflow.web.dateifeld import uploads
from kimflow.web.datenschutz import vermerken
from kimflow.web.filters import datum, zeitpunkt
from kimflow.web.forms import Aenderungsformular, Formular
from kimflow.web.htmx import is_htmx_post, page
from kimflow.workflow.acts import Act, Obstructed, Offer, Stale, lesbar, offers

Fetch = Callable[..., Any]
Ziel = Callable[[Any], str]
Zeit = Callable[[Any], datetime]

_seiten: dict[Act[..., Any], str] = {}
"""The endpoint of each act's page: what starts a new noun at a thing lives with the new noun."""

_nur_dort: set[Act[..., Any]] = set()
"""Acts of a screen of their own, which other pages do not offer."""

_RUECKWEG = re.compile(r"/sitzungen/[\w-]{1,20}/(moderation|nachbereitung)(#[\w-]{1,40})?", re.ASCII)
"""Where ?zurueck=… may lead after an act instead of to its thing: an address of ours and no other."""


def rueckweg() -> str | None:
    """Where the person came from and wants to be again, if that is one of the screens one comes back to."""
    wanted = request.values.get("zurueck", "")
    return wanted if _RUECKWEG.fullmatch(wanted) else None


class Schon(Exception):
    """This very form was acted upon already; `ziel` is where its first answer led."""

    def __init__(self, ziel: str) -> None:
        super().__init__(ziel)
        self.ziel = ziel


def handlung(
    bp: Blueprint,
    rule: str,
    act: Act[..., Any],
    form_class: type[Formular] = Formular,
    *,
    fetch: Fetch | None = None,
    ziel: Ziel,
    zurueck: Ziel | None = None,
    vorlage: str = "handlung.html",
    teil: str = "handlung/_formular.html",
    verschwiegen: Zeit | None = None,
    nur_dort: bool = False,
) -> None:
    """Give `act` its page at `rule` (GET shows the form, POST does it); the endpoint is the act's verb.

    fetch(**url_values) finds the thing among the visible rows and asks the declared right – see access.fetch().
    Without it the act needs no thing. The form's angaben() are the act's arguments. ziel(result_or_thing) is where
    it leads, zurueck(thing) where "Abbrechen" leads (default: ziel). vorlage is the page, teil its part for htmx.
    verschwiegen: nothing of what is sent is kept or shown again, not even a fingerprint of it; and instead of when it
    was sent, the time that verschwiegen(thing) tells.
    nur_dort: a small act of the screen `ziel` leads to; that screen shows what came of it, and no other page offers it.
    """

    @requires(act.permission)
    def view(**values: Any) -> Response:
        if request.method == "POST" and (goal := _first_answer(verschwiegen)):
            return answer(goal)
        thing, form = _open(act, form_class, fetch, values)
        person, ding = me(), entwuerfe.schluessel(form, thing, values)
        if request.method != "POST":
            if not entwuerfe.wiederherstellen(form, act, person, ding, thing):
                form.vorbelegen(thing)
            return show(thing, form, 200, gruende=act.obstacles(thing) if thing is not None else [])
        if about_the_draft := entwuerfe.beantworten(form, act, person, ding, partial(once_more, values)):
            return about_the_draft
        if not form.validate():
            # Without an error it was not wrong, it asked for more room: another row.
            return show(thing, form, 422 if form.errors else 200)
        arguments, warnung = form.angaben(), form.warnung(thing)

        def do() -> Any:
            result = _call(act, thing, person, arguments)
            entwuerfe.gesendet(form, act, person, ding)
            return result

        try:
            goal = run_once(form, person, do, leads, thing, verschwiegen)
        except Schon as schon:
            return answer(schon.ziel)
        except (Obstructed, Stale) as refused:
            # The rows went stale with the transaction: open the same page anew, with what was typed.
            anew()
            thing, form = _open(act, form_class, fetch, values, with_typed=not verschwiegen)
            if isinstance(refused, Stale):
                return show(thing, form, 409, konflikt=side_by_side(form, thing))
            return show(thing, form, 409, gruende=refused.reasons)
        if not nur_dort and not (rueckweg() and is_htmx_post()):
            flash(act.permission.value, "erfolg")
            if warnung:
                flash(warnung, "warnung")
        return answer(goal)

    def once_more(values: dict[str, Any], stand: entwuerfe.Stand | None, gruende: Sequence[str]) -> Response:
        anew()
        thing, form = _open(act, form_class, fetch, values)
        form.entwurf = stand
        return show(thing, form, 409 if gruende else 200, gruende=gruende)

    def leads(thing: Any) -> str:
        return rueckweg() or ziel(thing)

    def show(thing: Any, form: Formular, status: int, **more: Any) -> Response:
        form.bewachen()
        words = {"gruende": [], "konflikt": [], **more}
        back = rueckweg() or ((zurueck or ziel)(thing) if thing is not None or zurueck else url_for("start.index"))
        return make_response(
            page(vorlage, teil, teil=teil, akt=act, ding=thing, form=form, zurueck=back, **words), status
        )

    view.__name__ = view.__qualname__ = act.verb
    view.kimflow_act = act  # type: ignore[attr-defined]  # read by the house tests
    view.kimflow_form = form_class  # type: ignore[attr-defined]  # read where typed text is shown again
    view.kimflow_verschwiegen = verschwiegen is not None  # type: ignore[attr-defined]  # and there too
    _seiten[act] = f"{bp.name}.{act.verb}"
    if nur_dort:
        _nur_dort.add(act)
    bp.add_url_rule(rule, act.verb, view, methods=["GET", "POST"])


def _open(
    act: Act[..., Any],
    form_class: type[Formular],
    fetch: Fetch | None,
    values: dict[str, Any],
    *,
    with_typed: bool = True,
) -> tuple[Any, Formular]:
    """The thing and its form, choices set, filled with what was sent."""
    thing = None
    if fetch:
        thing = fetch(**values)
    else:
        ask()
    form = form_class(formdata=None)
    form.einrichten(thing)
    form.process(request.form if request.method == "POST" and with_typed else None)
    return thing, form


def _call(act: Act[..., Any], thing: Any, person: Person, arguments: dict[str, Any]) -> Any:
    return act(person, **arguments) if act.of is None else act(thing, person, **arguments)


def _first_answer(verschwiegen: Zeit | None) -> str | None:
    """Where this very form led the first time the same person sent it. What it was about may be gone by now."""
    known = session().get(Formularmarke, request.form.get("marke", "")[:64])
    if known is None or known.inhalt != _content(verschwiegen) or known.person_id != me().id:
        return None
    g.asked = True
    return known.ziel


def run_once(
    form: Formular,
    person: Person,
    do: Callable[[], Any],
    ziel: Ziel,
    thing: Any = None,
    verschwiegen: Zeit | None = None,
    notieren: Callable[[Formular, Any, Person], None] = vermerken,
) -> str:
    """Do it in one transaction, remember the form's mark, and return where it leads. Raises Schon the second time.

    notieren: records the reasons of the form at what was done.
    """
    content = _content(verschwiegen)
    with transaction():
        mark = form.marke.data or ""
        known = session().get(Formularmarke, mark) if mark else None
        if known is not None:
            if known.inhalt != content or known.person_id != person.id:
                raise Obstructed("Dieses Formular wurde schon mit anderem Inhalt gesendet. Bitte laden Sie es neu.")
            raise Schon(known.ziel)
        result = do()
        notieren(form, thing if result is None else result, person)
        goal = ziel(thing if result is None else result)
        if mark:
            when = verschwiegen(thing) if verschwiegen else clock.now()
            session().add(
                Formularmarke(marke=mark, person_id=person.id, inhalt=content, ziel=goal[:300], benutzt_am=when)
            )
    return goal


def _content(verschwiegen: Zeit | None) -> str:
    """What tells one sending from another: all that was sent, or, where that stays unsaid, only where to."""
    if verschwiegen:
        return request.path[:64]
    pairs = sorted((k, v) for k, v in request.form.items(multi=True) if k not in ("csrf_token",))
    pairs += sorted((name, upload.pruefsumme) for name, upload in uploads())
    return hashlib.sha256(json.dumps([request.path, pairs]).encode()).hexdigest()


def answer(goal: str) -> Response:
    """Done: 303 to `goal`, for htmx by its header."""
    if is_htmx_post():
        response = make_response("", 204)
        response.headers["HX-Redirect"] = goal
        return response
    return make_response(redirect(goal, code=303))


def side_by_side(form: Formular, thing: Any) -> list[dict[str, Any]]:
    """Both texts of every field that differs; the form goes on with the version now saved."""
    rows = []
    for field in form:
        if field.name in ("csrf_token", "marke", "version") or not form.vergleicht(field, thing):
            continue
        mine, saved = form.fassungen(field, thing)
        if mine != saved:
            rows.append(
                {"text": field.label.text, "meins": _words(mine), "gespeichert": _words(saved), "gleich": False}
            )
    if isinstance(form, Aenderungsformular):
        form.erneuern(thing)
    form.marke.data = form.marke.default()
    return rows


def _words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, datetime):
        return zeitpunkt(value)
    if isinstance(value, date):
        return datum(value)
    if isinstance(value, StrEnum):
        return lesbar(value)
    return "" if value is None else str(value)


# Corrections and ways back: possible, but nothing a page proposes.
_NIE_DER_NAECHSTE = {
    "abbrechen", "absagen", "anmerken", "anmerkung_zuruecknehmen", "annullieren", "bearbeiten", "berichtigen",
    "buchen", "deaktivieren", "erneuern", "loeschen", "meilenstein_bearbeiten", "meilenstein_zuruecknehmen",
    "protokoll_berichtigen", "ruhen_lassen", "ueberarbeiten", "uebergeben", "verwerfen", "wieder_oeffnen",
    "wiederaufnehmen", "zurueckgeben", "zurueckziehen",
}  # fmt: skip

# What cannot be taken back and reaches many: its button first opens the page that says what will happen.
_FRAGT_NACH = {
    Permission.SITZUNG_EINLADEN, Permission.SITZUNG_EROEFFNEN, Permission.SITZUNG_SCHLIESSEN,
    Permission.MELDUNG_AUF_BERATUNG_HINWEISEN, Permission.MELDUNG_LOESCHEN_WEGEN_PERSONENBEZUG,
    Permission.ANSICHT_TEILEN, Permission.PERSON_DEAKTIVIEREN,
    Permission.ANSICHT_TEILEN, Permission.FOERDERJAHR_UEBERNEHMEN, Permission.FOERDERJAHR_ABSCHLIESSEN,
    Permission.BERICHT_ERNEUERN, Permission.BERICHT_VERWERFEN,
    Permission.ZUGANGSSCHLUESSEL_WIDERRUFEN,
}  # fmt: skip


class Angebot:
    """A button for an act, as the macro handlungen() shows it."""

    def __init__(self, offer: Offer, url: str, primaer: bool) -> None:
        self.verb = offer.act.verb
        self.text = offer.act.label
        self.hilfe = offer.act.help
        self.gruende = offer.reasons
        self.url = url
        self.primaer = primaer
        self.braucht_formular = bool(offer.act.arguments) or offer.act.permission in _FRAGT_NACH
        self.form = Formular(formdata=None)


def angebote(thing: Any, endpoints: str, primaer: str | None = None, **values: Any) -> list[Angebot]:
    """Buttons for what the person asking may do to `thing`; `endpoints` is the blueprint of its own acts' pages.

    primaer: the verb that is the next step here, "" if somebody else has it; if not given, the first that leads on.
    """
    # The thing's own acts first; what starts another noun at it follows.
    own = f"{thing.__tablename__}."
    ordered = sorted(offers(thing, me()), key=lambda offer: not offer.act.permission.startswith(own))
    found = [(offer, page) for offer in ordered if (page := _page_of(offer.act, endpoints))]
    possible = (offer.act.verb for offer, _ in found if not offer.reasons)
    leads_on = next((verb for verb in possible if verb not in _NIE_DER_NAECHSTE), None)
    next_step = leads_on if primaer is None else primaer
    return [Angebot(offer, url_for(page, **values), offer.act.verb == next_step) for offer, page in found]


def _page_of(act: Act[..., Any], endpoints: str) -> str | None:
    """The endpoint of the act's page; None for an act that has none, which is then no button."""
    own = f"{endpoints}.{act.verb}"
    if act in _nur_dort and _seiten[act] != own:
        return None
    return _seiten.get(act) or (own if own in current_app.view_functions else None)


def anker(url: str, id: str) -> str:
    """`url` with a fragment, so that the page opens where something changed."""
    return f"{url}#{id}"
