"""Casting a geheime Stimme, and its receipt: it arrived, never what it was."""

from datetime import datetime

from flask import render_template, url_for

from kimflow import clock, workflow
from kimflow.blueprints.abstimmungen import bp
from kimflow.blueprints.abstimmungen.stimmen import eigene_stimmabgabe
from kimflow.blueprints.abstimmungen.stimmzettel import StimmzettelForm
from kimflow.models import Stimmabgabe
from kimflow.permissions import Permission
from kimflow.web.access import requires
from kimflow.web.forms import haken
from kimflow.web.handlungen import handlung


class GeheimForm(StimmzettelForm):
    """The ballot of a geheime round: cast knowing that it is final."""

    def einrichten(self, stimmabgabe: Stimmabgabe) -> None:
        super().einrichten(stimmabgabe)
        self.ergaenzen("endgueltig", haken("Ich weiß: Das ist endgültig.", pflicht=True))

    def vorbelegen(self, stimmabgabe: Stimmabgabe) -> None:
        """Nothing: there is no draft, and what was cast is sealed."""


def _eroeffnet_am(stimmabgabe: Stimmabgabe) -> datetime:
    """The same time for everybody's mark, so that none tells when somebody voted."""
    return stimmabgabe.abstimmung.eroeffnet_am or clock.now()


handlung(
    bp,
    "/abstimmungen/<nummer>/geheim/<int:id>",
    workflow.stimmen.geheim_abstimmen,
    GeheimForm,
    fetch=eigene_stimmabgabe,
    ziel=lambda one: url_for("abstimmungen.geheim_abgegeben", nummer=one.abstimmung.nummer, id=one.id),
    zurueck=lambda one: url_for("abstimmungen.show", nummer=one.abstimmung.nummer),
    vorlage="abstimmungen/geheim.html",
    teil="abstimmungen/_geheim_stimmzettel.html",
    verschwiegen=_eroeffnet_am,
)


@bp.get("/abstimmungen/<nummer>/geheim/<int:id>/abgegeben")
@requires(Permission.ABSTIMMUNG_GEHEIM_ABSTIMMEN)
def geheim_abgegeben(nummer: str, id: int) -> str:
    return render_template("abstimmungen/geheim_abgegeben.html", stimmabgabe=eigene_stimmabgabe(nummer, id))
