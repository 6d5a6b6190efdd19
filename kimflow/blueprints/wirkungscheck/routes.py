"""Routes of the Wirkungscheck: does it still break where the Thema began?"""

from typing import Any

from flask import render_template

from kimflow import queries
from kimflow.blueprints.wirkungscheck import bp
from kimflow.columns import canonical
from kimflow.models import Massnahme, Thema
from kimflow.permissions import Permission
from kimflow.queries.wirkungscheck import pruefung
from kimflow.queries.wirkungscheck.pruefung import Wirkungscheck
from kimflow.queries.wirkungscheck.urteile import FEHLALARM, FEHLALARM_WIEDERHOLT, GUETE, Urteil
from kimflow.web.access import fetch, me, requires
from kimflow.web.handlungen import Angebot, angebote
from kimflow.web.quartalsbild import quartalsbild

_NOCH_EINMAL = ("wiederaufnehmen", "abschliessen")
"""What may follow where it breaks on: only a finished Thema is taken up again."""


@bp.get("/themen/<nummer>/wirkung")
@requires(Permission.THEMA_ANSEHEN)
def thema(nummer: str) -> str:
    found = fetch(queries.themen.ganz(me()).where(Thema.nummer == canonical(nummer)[:16]))
    check = pruefung.des_themas(found, me())
    return _seite(check, thema=found, massnahme=None, vorschlag=_vorschlag(check, found))


@bp.get("/massnahmen/<nummer>/wirkung")
@requires(Permission.MASSNAHME_ANSEHEN)
def massnahme(nummer: str) -> str:
    found = fetch(queries.massnahmen.ganz(me()).where(Massnahme.nummer == canonical(nummer)[:16]))
    return _seite(pruefung.der_massnahme(found, me()), massnahme=found, thema=found.thema, vorschlag=[])


def _vorschlag(check: Wirkungscheck, thema: Thema) -> list[Angebot]:
    if check.urteil is not Urteil.WEITER:
        return []
    return [one for one in angebote(thema, "themen", "", nummer=thema.nummer) if one.verb in _NOCH_EINMAL]


def _seite(check: Wirkungscheck, **things: Any) -> str:
    genau = check.genau
    return render_template(
        "wirkungscheck/show.html",
        check=check,
        genau=genau,
        bild=quartalsbild(genau.reihe, genau.fenster, genau.vor, genau.nach) if genau and genau.reihe else None,
        guete=GUETE,
        fehlalarm=FEHLALARM,
        fehlalarm_wiederholt=FEHLALARM_WIEDERHOLT,
        **things,
    )
