"""The texts of a Zielvereinbarung that were laid down: the list, one of them, and what changed between two."""

from flask import render_template, request

from kimflow import queries
from kimflow.blueprints.zielvereinbarungen import bp
from kimflow.blueprints.zielvereinbarungen.handlungen import die_vereinbarung
from kimflow.columns import canonical
from kimflow.models import Zielvereinbarung, Zielvereinbarungsfassung
from kimflow.permissions import Permission
from kimflow.web.access import fetch, me, requires


@bp.get("/<nummer>/fassungen/")
@requires(Permission.ZIELVEREINBARUNG_ANSEHEN)
def fassungen(nummer: str) -> str:
    vereinbarung = die_vereinbarung(nummer)
    return render_template(
        "zielvereinbarungen/fassungen.html",
        vereinbarung=vereinbarung,
        fassungen=queries.fassungen.alle(vereinbarung, me()),
    )


@bp.get("/<nummer>/fassungen/<int:lfd>")
@requires(Permission.ZIELVEREINBARUNG_ANSEHEN)
def fassung(nummer: str, lfd: int) -> str:
    one = _fassung(nummer, lfd)
    return render_template(
        "zielvereinbarungen/fassung.html",
        fassung=one,
        geltende=queries.fassungen.geltende(one.zielvereinbarung),
        vorige=queries.fassungen.vorige(one, me()),
        zeichnungen=queries.fassungen.zeichnungen(one),
    )


@bp.get("/<nummer>/fassungen/<int:lfd>/unterschied")
@requires(Permission.ZIELVEREINBARUNG_ANSEHEN)
def unterschied(nummer: str, lfd: int) -> str:
    later = _fassung(nummer, lfd)
    every = queries.fassungen.alle(later.zielvereinbarung, me())
    wanted = request.args.get("zu", "")
    earlier = next((f for f in every if f.kennung == wanted and f is not later), None)
    earlier = earlier or queries.fassungen.vorige(later, me())
    stellen = queries.unterschiede.unterschied(
        queries.niederschrift.absaetze(earlier.text) if earlier else [], queries.niederschrift.absaetze(later.text)
    )
    return render_template(
        "zielvereinbarungen/unterschied.html",
        spaeter=later,
        frueher=earlier,
        stellen=stellen,
        andere=[f for f in every if f is not later],
    )


def _fassung(nummer: str, lfd: int) -> Zielvereinbarungsfassung:
    """The visible text with this place among those of the Zielvereinbarung, its right asked."""
    visible = queries.fassungen.ganz(me())
    return fetch(visible.where(Zielvereinbarung.nummer == canonical(nummer)[:16], Zielvereinbarungsfassung.lfd == lfd))
