"""Page of a round, and the receipt after a ballot was cast."""

from flask import render_template

from kimflow import queries
from kimflow.blueprints.abstimmungen import bp
from kimflow.blueprints.abstimmungen.forms import StimmzettelForm
from kimflow.models import Abstimmung, Stimmabgabe
from kimflow.permissions import Permission, can
from kimflow.web.access import fetch, me, requires
from kimflow.web.handlungen import angebote
from kimflow.web.verlauf import verlauf


@bp.get("/abstimmungen/<nummer>")
@requires(Permission.ABSTIMMUNG_ANSEHEN)
def show(nummer: str) -> str:
    abstimmung: Abstimmung = fetch(queries.abstimmungen.ganz(me()).where(Abstimmung.nummer == nummer))
    return render_template(
        "abstimmungen/show.html",
        abstimmung=abstimmung,
        angebote=angebote(abstimmung, "abstimmungen", nummer=nummer),
        eigene=queries.abstimmungen.eigene(abstimmung, me()),
        beteiligung=queries.abstimmungen.beteiligung(abstimmung, me()),
        ergebnis=queries.abstimmungen.ergebnis(abstimmung),
        beschluesse=queries.beschluesse.aus(abstimmung),
        darf_beschliessen=can(me(), Permission.BESCHLUSS_FESTHALTEN, abstimmung.top),
        verlauf=verlauf(abstimmung),
    )


@bp.get("/abstimmungen/<nummer>/stimme/<int:id>/abgegeben")
@requires(Permission.ABSTIMMUNG_STIMME_ABGEBEN)
def abgegeben(nummer: str, id: int) -> str:
    stimmabgabe = eigene_stimmabgabe(nummer, id)
    form = StimmzettelForm(formdata=None)
    form.einrichten(stimmabgabe)
    form.process(None)
    form.vorbelegen(stimmabgabe)
    return render_template("abstimmungen/abgegeben.html", stimmabgabe=stimmabgabe, form=form)


def eigene_stimmabgabe(nummer: str, id: int) -> Stimmabgabe:
    """A ballot of a Sitz the person asking fills today; everybody else's is a 404."""
    own = queries.abstimmungen.stimmabgaben_fuer(me()).join(Stimmabgabe.abstimmung)
    return fetch(own.where(Stimmabgabe.id == id, Abstimmung.nummer == nummer))
