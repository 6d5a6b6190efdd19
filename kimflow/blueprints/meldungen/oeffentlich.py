"""The Meldebogen without an account, if switched on, and the page its reporter comes back to. No cookie is set."""

from typing import Any

from flask import Response, abort, make_response, redirect, render_template, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.meldungen import bp
from kimflow.blueprints.meldungen.forms import AntwortOhneKontoForm, OeffentlichForm
from kimflow.db import transaction
from kimflow.mail.briefe import adresse
from kimflow.models import Meldung
from kimflow.queries.themen import GRUPPEN
from kimflow.web.access import anew, public
from kimflow.web.datenschutz import vermerken
from kimflow.web.ohne_cookie import ohne_cookie, zeichen
from kimflow.workflow import bremse
from kimflow.workflow.acts import Obstructed

ZU_OFT = "Von hier kamen in dieser Stunde schon viele Meldungen. Bitte senden Sie in der nächsten Stunde noch einmal."


@bp.route("/melden", methods=["GET", "POST"])
@ohne_cookie(bp)
@public
def oeffentlich() -> Response:
    form = OeffentlichForm()
    kennung = form.kennung() if request.method == "POST" else None
    if not queries.einstellungen.ist_an("meldung.oeffentlich"):
        abort(404)
    form.einrichten(None)
    form.process(request.form if request.method == "POST" else None)
    if request.method != "POST":
        return _bogen(form, 200)
    if kennung is None:
        form.validate()
        form.veraltet()
        return _bogen(form, 422)
    if not form.validate():
        return _bogen(form, 422)
    return _melden(form, kennung)


def _melden(form: OeffentlichForm, kennung: str) -> Response:
    """Counted before anything is written, like every road that is open to all; what came before is not counted."""
    given = form.angaben()
    token = queries.meldungen.linkzeichen(kennung)
    if queries.meldungen.mit_zeichen(token) is None:
        with transaction():
            allowed = bremse.darf_melden(bremse.netz(request.remote_addr))
        if not allowed:
            return _noch_einmal(429, ZU_OFT)
    try:
        with transaction():
            meldung, neu = workflow.meldungen.ohne_konto_melden(kennung, **given)
            if neu:
                vermerken(form, meldung, None)
    except Obstructed as refused:
        return _noch_einmal(409, *refused.reasons)
    return _weiter(url_for("meldungen.link", token=token))


def _noch_einmal(status: int, *saetze: str) -> Response:
    """The form with what was typed; sent again it is another form."""
    anew()
    form = OeffentlichForm(formdata=None)
    form.einrichten(None)
    form.process(request.form)
    form.csrf_token.data = zeichen()
    form.form_errors = list(saetze)
    return _bogen(form, status)


@bp.route("/link/<token>/meldung", methods=["GET", "POST"])
@ohne_cookie(bp)
@public
def link(token: str) -> Response:
    """What became of it; looking changes nothing. A question asked back is answered here."""
    form = AntwortOhneKontoForm()
    kennung = form.kennung() if request.method == "POST" else None
    meldung = queries.meldungen.mit_zeichen(token)
    if meldung is None:
        return make_response(render_template("meldungen/link_ungueltig.html"), 410)
    if request.method != "POST":
        return _stand(meldung, form, 200)
    if not form.validate() or kennung is None:
        if kennung is None:
            form.veraltet()
        return _stand(meldung, form, 422)
    return _antworten(meldung, token, form)


def _antworten(meldung: Meldung, token: str, form: AntwortOhneKontoForm) -> Response:
    answer = form.antwort.data
    if not meldung.wartet_auf_antwort and meldung.antwort == answer:
        return _weiter(url_for("meldungen.link", token=token))
    try:
        with transaction():
            workflow.meldungen.antworten.von_selbst(meldung, antwort=answer)
            vermerken(form, meldung, None)
    except Obstructed as refused:
        anew()
        again = queries.meldungen.mit_zeichen(token)
        if again is None:
            return make_response(render_template("meldungen/link_ungueltig.html"), 410)
        return _stand(again, form, 409, refused.reasons)
    return _weiter(url_for("meldungen.link", token=token))


def _bogen(form: OeffentlichForm, status: int) -> Response:
    kontakt = queries.vokabeln.einstellung("kontakt")
    return make_response(render_template("meldungen/oeffentlich.html", form=form, kontakt=kontakt), status)


def _stand(meldung: Meldung, form: AntwortOhneKontoForm, status: int, gruende: Any = ()) -> Response:
    words = {
        "gemeldet": meldung,
        "form": form,
        "gruende": gruende,
        "fragt": meldung.wartet_auf_antwort,
        "kontakt": queries.vokabeln.einstellung("kontakt"),
        "thema_stand": _wo_das_thema_steht(meldung),
        "adresse": adresse(request.path),
        "offen": queries.einstellungen.ist_an("meldung.oeffentlich"),
    }
    return make_response(render_template("meldungen/link.html", **words), status)


def _wo_das_thema_steht(meldung: Meldung) -> str:
    """In the words of the list; number and title of a Thema are not for everybody."""
    if meldung.thema is None:
        return ""
    return next(text for text, statuses in GRUPPEN.values() if meldung.thema.status in statuses)


def _weiter(goal: str) -> Response:
    return make_response(redirect(goal, code=303))
