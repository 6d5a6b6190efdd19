"""Routes of signing in and out."""

import logging
from datetime import timedelta

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from kimflow import queries
from kimflow.blueprints.anmeldung import bp
from kimflow.db import session, transaction
from kimflow.models import Person
from kimflow.web import access, aufheben, ziele
from kimflow.web.access import me_or_none, public
from kimflow.web.anmelden import AnmeldenForm, anmeldeseite
from kimflow.workflow import anmeldungen, bremse, passwoerter, personen

log = logging.getLogger("kimflow.anmeldung")

FALSCH = "E-Mail-Adresse und Passwort passen nicht zusammen, oder das Konto ist nicht aktiv. Bitte prüfen Sie beides."
ZU_OFT = "Das waren zu viele Versuche. Bitte warten Sie {} und versuchen Sie es dann noch einmal."


@bp.route("/anmelden", methods=["GET", "POST"])
@public
def anmelden() -> Response:
    form = AnmeldenForm()
    weiter = ziele.eigenes(request.args.get("weiter") or form.weiter.data) or url_for("start.index")
    if request.method != "POST":
        form.weiter.data = weiter
        return redirect(weiter, code=303) if me_or_none() else anmeldeseite(form, 200)  # type: ignore[return-value]  # redirect() says werkzeug's Response
    if not form.validate():
        return anmeldeseite(form, 422)
    konto, von = form.mail.data.lower(), bremse.netz(request.remote_addr)
    with transaction():
        wait = bremse.versuch(konto, von)
    if wait:
        log.warning("Anmeldung gebremst, Netz %s", von)
        return _gebremst(form, wait)
    key = _oeffnen(konto, von, form.passwort.data)
    if key is None:
        log.warning("Anmeldung gescheitert, Netz %s", von)
        return anmeldeseite(form, 422, FALSCH)
    access.begin(key)
    kept = aufheben.oeffnen(form.aufgehoben.data)
    if kept:
        return make_response(render_template("aufgehoben/zeigen.html", aufgehoben=kept))
    return make_response(redirect(weiter, code=303))


@bp.post("/abmelden")
@public
def abmelden() -> Response:
    key = access.end()
    if key:
        with transaction():
            anmeldungen.beenden(key)
    flash("Sie sind abgemeldet.", "erfolg")
    response = make_response(redirect(url_for("anmeldung.anmelden"), code=303))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _oeffnen(konto: str, von: str, passwort: str) -> str | None:
    """The key of a new session, None if this is not the password of an active account.

    Hashing takes its time outside the transaction; what it was compared with must still stand inside.
    """
    person = queries.anmeldungen.nach_mail(konto)
    known = person.passwort if person and person.ist_aktiv else None
    if not passwoerter.stimmt(known, passwort) or person is None or known is None:
        return None
    fresh = passwoerter.hashen(passwort) if passwoerter.ist_veraltet(known) else None
    with transaction():
        person = session().get_one(Person, person.id)
        if not person.ist_aktiv or person.passwort != known:
            return None
        if fresh:
            personen.hash_erneuern(person, fresh)
        bremse.erfolg(konto, von)
        log.info("Anmeldung, Person %s, Netz %s", person.id, von)
        return anmeldungen.beginnen(person, _geraet())


def _gebremst(form: AnmeldenForm, wait: timedelta) -> Response:
    seconds = int(wait.total_seconds()) + 1
    length = f"{seconds} Sekunden" if seconds < 60 else f"{-(-seconds // 60)} Minuten"
    response = anmeldeseite(form, 429, ZU_OFT.format(length))
    response.headers["Retry-After"] = str(seconds)
    return response


def _geraet() -> str:
    """A word or two by which people recognise their own browser; the version is nobody's business."""
    agent = request.user_agent.string
    browser = next((name for sign, name in _BROWSER if sign in agent), "Browser")
    system = next((name for sign, name in _SYSTEME if sign in agent), "")
    return f"{browser} auf {system}" if system else browser


_BROWSER = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEME = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
