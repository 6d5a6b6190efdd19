"""Routes that set a password: by invitation, by a forgotten one, and asking for that."""

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from kimflow.blueprints.anmeldung import bp
from kimflow.blueprints.anmeldung.forms import NeuesPasswortForm, PasswortVergessenForm
from kimflow.db import transaction
from kimflow.models import Einzellink, Linkzweck
from kimflow.web.access import public
from kimflow.web.links import einzellink
from kimflow.workflow import einzellinks, passwoerter, personen


@bp.route("/passwort_vergessen", methods=["GET", "POST"])
@public
def passwort_vergessen() -> Response:
    form = PasswortVergessenForm()
    if request.method == "POST" and form.validate():
        with transaction():
            personen.neues_passwort_erbitten(form.mail.data)
        return make_response(render_template("anmeldung/passwort_vergessen_gesendet.html"))
    status = 422 if form.errors else 200
    return make_response(render_template("anmeldung/passwort_vergessen.html", form=form), status)


@bp.route("/link/<token>/konto_einrichten", methods=["GET", "POST"])
@einzellink(Linkzweck.KONTO_EINRICHTEN)
def konto_einrichten(link: Einzellink, token: str) -> Response:
    return _passwort_waehlen(link, token, "Willkommen bei kimflow")


@bp.route("/link/<token>/passwort_neu", methods=["GET", "POST"])
@einzellink(Linkzweck.PASSWORT_NEU)
def passwort_neu(link: Einzellink, token: str) -> Response:
    return _passwort_waehlen(link, token, "Neues Passwort wählen")


def _passwort_waehlen(link: Einzellink, token: str, titel: str) -> Response:
    form = NeuesPasswortForm()
    form.person = link.person
    if request.method != "POST" or not form.validate():
        page = render_template("anmeldung/passwort_waehlen.html", form=form, titel=titel, person=link.person)
        return make_response(page, 422 if form.errors else 200)
    hashed = passwoerter.hashen(form.passwort.data)
    with transaction():
        wen = einzellinks.einloesen(token, link.zweck).person
        personen.passwort_setzen(wen, wen, passwort=hashed)
    flash("Ihr Passwort ist gesetzt. Bitte melden Sie sich damit an.", "erfolg")
    return make_response(redirect(url_for("anmeldung.anmelden"), code=303))
