"""Routes of the own account: data, sessions, password."""

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.anmeldung import bp
from kimflow.blueprints.anmeldung.forms import PasswortAendernForm
from kimflow.blueprints.anmeldung.routes import ZU_OFT
from kimflow.db import transaction
from kimflow.models import Anmeldung
from kimflow.permissions import Permission
from kimflow.web import access
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.handlungen import handlung
from kimflow.workflow import anmeldungen, bremse, passwoerter, personen


@bp.get("/konto")
@requires(Permission.KONTO_ANSEHEN)
def konto() -> str:
    ask()
    return render_template(
        "anmeldung/konto.html", person=me(), anmeldungen=queries.anmeldungen.laufende(me()), hier=access.hier()
    )


@bp.route("/konto/passwort", methods=["GET", "POST"])
@requires(Permission.PERSON_PASSWORT_SETZEN)
def passwort_setzen() -> Response:
    ask(me())
    form = PasswortAendernForm()
    form.person = me()
    if request.method != "POST" or not form.validate() or not _ist_bisheriges(form):
        page = render_template("anmeldung/passwort_aendern.html", form=form)
        return make_response(page, 422 if form.errors else 200)
    hashed = passwoerter.hashen(form.passwort.data)
    with transaction():
        personen.passwort_setzen(me(), me(), passwort=hashed)
        key = anmeldungen.beginnen(me())
    access.begin(key)
    flash("Ihr Passwort ist geändert. Alle anderen Anmeldungen sind beendet.", "erfolg")
    return make_response(redirect(url_for("anmeldung.konto"), code=303))


def _ist_bisheriges(form: PasswortAendernForm) -> bool:
    """Whoever finds an open browser does not get to change the password; guessing it is braked like signing in."""
    konto, von, known = me().mail, bremse.netz(request.remote_addr), me().passwort
    with transaction():
        wait = bremse.versuch(konto, von)
    if not wait and passwoerter.stimmt(known, form.passwort_bisher.data):
        with transaction():
            bremse.erfolg(konto, von)
        return True
    access.anew()
    form.passwort_bisher.errors = [ZU_OFT.format("etwas") if wait else "Das ist nicht Ihr bisheriges Passwort."]
    return False


def _anmeldung(id: int) -> Anmeldung:
    return fetch(queries.anmeldungen.eigene(me()).where(Anmeldung.id == id))


handlung(
    bp,
    "/konto/anmeldungen/<int:id>/anmeldung_beenden",
    workflow.anmeldungen.anmeldung_beenden,
    fetch=_anmeldung,
    ziel=lambda anmeldung: url_for("anmeldung.konto"),
)
