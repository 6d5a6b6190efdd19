"""The cards to print, and the page behind the code on each of them."""

from collections.abc import Sequence

from flask import Response, make_response, redirect, render_template, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.tischkarten import bp
from kimflow.blueprints.tischkarten.forms import AbmeldenForm, TischForm
from kimflow.db import transaction
from kimflow.exports.qr import qr
from kimflow.mail.briefe import adresse
from kimflow.models import Sitz, Sitzung
from kimflow.permissions import Permission, can
from kimflow.web import wandzeichen
from kimflow.web.access import anew, fetch, me, me_or_none, public, requires
from kimflow.web.handlungen import handlung
from kimflow.workflow import bremse
from kimflow.workflow.acts import Forbidden, Obstructed

NIEMAND = "Gerade führt niemand durch die Sitzung. Bitte wenden Sie sich an die Moderation."
ZU_OFT = "Das waren zu viele Versuche mit dieser Karte. Bitte wenden Sie sich an die Moderation."


@bp.get("/sitzungen/<nummer>/tischkarten")
@requires(Permission.SITZUNG_TISCHKARTEN_DRUCKEN)
def drucken(nummer: str) -> str:
    sitzung = _sitzung(nummer)
    cards = [(sitz, _weg(sitzung, sitz)) for sitz in sitzung.gremium.sitze if sitz.gilt_heute]
    return render_template(
        "tischkarten/drucken.html",
        sitzung=sitzung,
        am_tisch=queries.tischkarten.am_tisch(sitzung) if sitzung.ist_laufend else [],
        karten=[(sitz, qr(adresse(way), f"QR-Code für den Sitz {sitz}"), adresse(way)) for sitz, way in cards],
    )


def _sitzung(nummer: str) -> Sitzung:
    return fetch(queries.tischkarten.sichtbar_fuer(me()).where(Sitzung.nummer == nummer))


handlung(
    bp,
    "/sitzungen/<nummer>/am_tisch_abmelden",
    workflow.tischkarten.am_tisch_abmelden,
    AbmeldenForm,
    fetch=_sitzung,
    ziel=lambda sitzung: url_for("moderation.show", nummer=sitzung.nummer),
    nur_dort=True,
)


def _weg(sitzung: Sitzung, sitz: Sitz) -> str:
    return f"/tisch/{sitzung.nummer}/{sitz.id}/{wandzeichen.tisch(sitzung, sitz)}"


@bp.route("/tisch/<nummer>/<int:sitz>/<token>", methods=["GET", "POST"])
@public
def tisch(nummer: str, sitz: int, token: str) -> Response:
    found = queries.tischkarten.laden(nummer, sitz)
    if found is None or not wandzeichen.ist_tischkarte(*found, token):
        return _ungueltig()
    sitzung, seat = found
    if (person := me_or_none()) and can(person, Permission.SITZUNG_TEILNEHMEN, sitzung):
        return _weiter(url_for("meine_sitzung.show", nummer=nummer))
    if not workflow.tischkarten.am_tisch_anmelden.fits(sitzung):
        return _nicht_jetzt(sitzung, seat)
    form = TischForm()
    if request.method != "POST":
        return _seite(sitzung, seat, form, 200)
    if not form.validate():
        return _seite(sitzung, seat, form, 422)
    return _einlassen(nummer, sitz, form)


def _einlassen(nummer: str, sitz_id: int, form: TischForm) -> Response:
    """Counted before it is looked at: a card somebody photographed opens nothing by trying."""
    with transaction():
        wait = bremse.versuch(f"tisch:{nummer}:{sitz_id}", bremse.netz(request.remote_addr))
    words = {"name": form.name.data, "funktion": form.funktion.data, "mail": form.mail.data}
    try:
        if wait:
            raise Obstructed(ZU_OFT)
        with transaction():
            sitzung, sitz = _frisch(nummer, sitz_id)
            if sitzung.moderation is None:
                raise Obstructed(NIEMAND)
            link = workflow.tischkarten.am_tisch_anmelden(sitzung, sitzung.moderation, sitz=sitz, **words)
    except Forbidden:
        return _noch_einmal(nummer, sitz_id, form, [NIEMAND])
    except Obstructed as refused:
        return _noch_einmal(nummer, sitz_id, form, refused.reasons)
    return _weiter(url_for("meine_sitzung.link_show", token=link))


def _frisch(nummer: str, sitz_id: int) -> tuple[Sitzung, Sitz]:
    found = queries.tischkarten.laden(nummer, sitz_id)
    if found is None:
        raise Obstructed(NIEMAND)
    return found


def _noch_einmal(nummer: str, sitz_id: int, form: TischForm, gruende: Sequence[str]) -> Response:
    anew()
    found = queries.tischkarten.laden(nummer, sitz_id)
    return _seite(*found, form, 409, gruende) if found else _ungueltig()


def _seite(sitzung: Sitzung, sitz: Sitz, form: TischForm, status: int, gruende: Sequence[str] = ()) -> Response:
    words = {"sitzung": sitzung, "sitz": sitz, "form": form, "gruende": gruende, "ziel": request.path}
    return make_response(render_template("tischkarten/tisch.html", **words), status)


def _nicht_jetzt(sitzung: Sitzung, sitz: Sitz) -> Response:
    comes = sitzung.status in queries.sitzungen.VORHER
    page = render_template("tischkarten/nicht_jetzt.html", sitzung=sitzung, sitz=sitz, kommt=comes)
    return make_response(page, 200 if comes else 410)


def _ungueltig() -> Response:
    return make_response(render_template("tischkarten/ungueltig.html"), 410)


def _weiter(goal: str) -> Response:
    return make_response(redirect(goal, code=303))
