"""The moderator's screen itself."""

from flask import render_template

from kimflow import clock, queries
from kimflow.blueprints.moderation import ansicht, bp
from kimflow.blueprints.moderation.forms import AnwesenheitForm, ZeileForm
from kimflow.blueprints.moderation.schritte import RECHTE
from kimflow.models import Person, Sitzung
from kimflow.permissions import Permission
from kimflow.web.access import fetch, me, requires


@bp.get("/sitzungen/<nummer>/moderation")
@requires(Permission.SITZUNG_MODERIEREN)
def show(nummer: str) -> str:
    sitzung: Sitzung = fetch(queries.saal.ganz_fuer(me()).where(Sitzung.nummer == nummer))
    sicht = queries.saal.sicht(me(), sitzung, RECHTE)
    zeile = _zeile(sitzung)
    return render_template(
        "moderation/show.html",
        **ansicht.zeigen(sitzung, sicht),
        zeile=zeile,
        gast=_gast(sitzung, zeile.verantwortlich.optionen),
        jetzt=clock.now(),
    )


def _zeile(sitzung: Sitzung) -> ZeileForm:
    form = ZeileForm(formdata=None)
    form.einrichten(sitzung)
    form.vorbelegen(sitzung)
    return form


def _gast(sitzung: Sitzung, leute: list[Person]) -> AnwesenheitForm:
    form = AnwesenheitForm(formdata=None)
    form.anbieten(sitzung, leute)
    return form
