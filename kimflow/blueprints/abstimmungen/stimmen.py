"""Casting a ballot: the ballot of one Sitz, all ballots of a person in a round, drafts and the receipt."""

from flask import Response, make_response, redirect, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.abstimmungen import bp
from kimflow.blueprints.abstimmungen.quittung import abgegebenes
from kimflow.blueprints.abstimmungen.stimmzettel import StimmzettelForm
from kimflow.db import transaction
from kimflow.models import Abstimmung, Stimmabgabe
from kimflow.permissions import Permission
from kimflow.web.access import fetch, me, requires
from kimflow.web.handlungen import angebote, handlung
from kimflow.web.htmx import page


def eigene_stimmabgabe(nummer: str, id: int) -> Stimmabgabe:
    """A ballot of a Sitz the person asking fills today; everybody else's is a 404."""
    own = queries.abstimmungen.stimmabgaben_fuer(me()).join(Stimmabgabe.abstimmung)
    return fetch(own.where(Stimmabgabe.id == id, Abstimmung.nummer == nummer))


def zettel_von(stimmabgabe: Stimmabgabe) -> StimmzettelForm:
    """The ballot as the person finds it on opening the page: the own draft, else what the Sitz has cast."""
    form = StimmzettelForm(formdata=None)
    form.einrichten(stimmabgabe)
    form.process(None)
    form.vorbelegen(stimmabgabe)
    return form


def _zur_abstimmung(stimmabgabe: Stimmabgabe) -> str:
    return url_for("abstimmungen.show", nummer=stimmabgabe.abstimmung.nummer)


def _zum_zettel(stimmabgabe: Stimmabgabe) -> str:
    return url_for("abstimmungen.stimme_abgeben", nummer=stimmabgabe.abstimmung.nummer, id=stimmabgabe.id)


def _zur_quittung(stimmabgabe: Stimmabgabe) -> str:
    return url_for("abstimmungen.abgegeben", nummer=stimmabgabe.abstimmung.nummer, id=stimmabgabe.id)


handlung(
    bp,
    "/abstimmungen/<nummer>/stimme/<int:id>",
    workflow.stimmen.stimme_abgeben,
    StimmzettelForm,
    fetch=eigene_stimmabgabe,
    ziel=_zur_quittung,
    zurueck=_zur_abstimmung,
    vorlage="abstimmungen/stimme.html",
    teil="abstimmungen/_stand.html",
)


@bp.route("/abstimmungen/<nummer>/stimme/<int:id>/entwurf", methods=["GET", "POST"])
@requires(Permission.ABSTIMMUNG_ENTWURF_MERKEN)
def entwurf_merken(nummer: str, id: int) -> Response:
    """Keeps what is filled in, valid or not; saving again needs no new form, unlike casting."""
    stimmabgabe, person = eigene_stimmabgabe(nummer, id), me()
    form = zettel_von(stimmabgabe)
    if request.method == "POST":
        form.process(request.form)
        content = form.inhalt()
        with transaction():
            workflow.stimmen.entwurf_merken(stimmabgabe, person, inhalt=content)
        return make_response(redirect(_zum_zettel(stimmabgabe), code=303))
    words = {"ding": stimmabgabe, "form": form, "zurueck": _zur_abstimmung(stimmabgabe), "gruende": []}
    shown = page("abstimmungen/stimme.html", "abstimmungen/_stand.html", ziel=_zum_zettel(stimmabgabe), **words)
    return make_response(shown)


@bp.get("/abstimmungen/<nummer>/stimmzettel")
@requires(Permission.ABSTIMMUNG_ANSEHEN)
def stimmzettel(nummer: str) -> str:
    """All ballots of the person asking, one below the other; before the opening, the wait for it."""
    abstimmung: Abstimmung = fetch(queries.abstimmungen.ganz(me()).where(Abstimmung.nummer == nummer))
    own = queries.abstimmungen.zettel_fuer(abstimmung, me())
    return page(
        "abstimmungen/stimmzettel.html",
        "abstimmungen/_warten.html",
        abstimmung=abstimmung,
        zettel=[
            (ballot, zettel_von(ballot), angebote(ballot, "abstimmungen", nummer=nummer, id=ballot.id))
            for ballot in own
        ],
    )


@bp.get("/abstimmungen/<nummer>/stimme/<int:id>/abgegeben")
@requires(Permission.ABSTIMMUNG_STIMME_ABGEBEN)
def abgegeben(nummer: str, id: int) -> str:
    stimmabgabe = eigene_stimmabgabe(nummer, id)
    others = queries.abstimmungen.eigene(stimmabgabe.abstimmung, me())
    return page(
        "abstimmungen/abgegeben.html",
        ding=stimmabgabe,
        zeilen=abgegebenes(stimmabgabe),
        offene=[other for other in others if not other.abgegeben and not other.befangen],
        aendern=_zum_zettel(stimmabgabe),
        zurueck=_zur_abstimmung(stimmabgabe),
    )
