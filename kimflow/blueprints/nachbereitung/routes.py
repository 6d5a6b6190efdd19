"""Route of the Nachbereitung: the gaps of a meeting, and its minutes as the last step."""

from collections.abc import Sequence
from itertools import groupby

from flask import render_template, request, url_for

from kimflow import queries
from kimflow.blueprints.nachbereitung import bp
from kimflow.models import Sitzung
from kimflow.permissions import Permission, can
from kimflow.queries.nachbereitung import Luecke, Lueckenart
from kimflow.web.access import fetch, me, requires
from kimflow.web.handlungen import angebote

_TITEL = {
    Lueckenart.BESCHLUSS: "Punkte ohne Beschluss",
    Lueckenart.NOTIZ: "Punkte ohne Notiz",
    Lueckenart.AUFTRAG: "Aufträge",
    Lueckenart.RUNDE: "Abstimmungen",
    Lueckenart.EINWAND: "Einwände",
    Lueckenart.EINWENDUNG: "Einwendungen gegen das Protokoll",
    Lueckenart.TERMIN: "Nächster Termin",
}
# Mended with one form, after which the next gap is seen to.
_HIER_ZU_BEHEBEN = (Lueckenart.BESCHLUSS, Lueckenart.NOTIZ, Lueckenart.AUFTRAG)
# What is done to the minutes as a whole, in the order in which it happens.
_PROTOKOLL = ("vorlegen", "genehmigen", "ueberarbeiten")


@bp.get("/sitzungen/<nummer>/nachbereitung")
@requires(Permission.SITZUNG_NACHBEREITEN)
def show(nummer: str) -> str:
    sitzung: Sitzung = fetch(queries.nachbereitung.ganz(me()).where(Sitzung.nummer == nummer))
    missing = queries.nachbereitung.luecken(sitzung)
    return render_template(
        "nachbereitung/show.html",
        sitzung=sitzung,
        anzahl=len(missing),
        gruppen=_gruppen(missing, can(me(), Permission.SITZUNG_PLANEN, sitzung.gremium)),
        kommt_wieder=queries.vorschlaege.kommt_wieder(sitzung),
        naechste=queries.sitzungen.naechste(sitzung),
        fassung=sitzung.fassungen[-1] if sitzung.fassungen else None,
        angebote=[a for a in angebote(sitzung, "protokolle", nummer=nummer) if a.verb in _PROTOKOLL],
    )


def _gruppen(missing: Sequence[Luecke], darf_planen: bool) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """heading → sentences, each with where it is mended ("" if that is somebody else's) and the word on that link."""
    return [
        (_TITEL[kind], [(one.text, _ort(one, darf_planen), one.wort) for one in gaps])
        for kind, gaps in groupby(missing, key=lambda one: one.art)
    ]


def _ort(luecke: Luecke, darf_planen: bool) -> str:
    if luecke.art is Lueckenart.TERMIN and not darf_planen:
        return ""
    back = request.path if luecke.art in _HIER_ZU_BEHEBEN else None
    return url_for(luecke.endpoint, **luecke.werte, zurueck=back)
