"""Routes of reports: the list, one report, what stands behind a figure, and the files."""

from flask import Response, abort, render_template

from kimflow import queries, workflow
from kimflow.blueprints.berichte import bp
from kimflow.blueprints.berichte.handlungen import der_bericht
from kimflow.models import Bericht
from kimflow.permissions import Permission, can
from kimflow.web import berichte as anzeige
from kimflow.web.access import ask, me, requires
from kimflow.web.dateien import datei
from kimflow.web.dokumente import FORMATE
from kimflow.web.handlungen import Angebot, angebote
from kimflow.web.verlauf import verlauf
from kimflow.workflow.berichte import ARTEN


@bp.get("/")
@requires(Permission.BERICHT_ANSEHEN)
def index() -> str:
    ask()
    return render_template(
        "berichte/index.html",
        berichte=queries.berichte.liste(me()),
        arten=ARTEN,
        darf_anlegen=can(me(), Permission.BERICHT_ANLEGEN),
        sieht_controlling=can(me(), Permission.KENNZAHL_CONTROLLING_ANSEHEN),
    )


@bp.get("/<nummer>")
@requires(Permission.BERICHT_ANSEHEN)
def show(nummer: str) -> str:
    bericht = der_bericht(nummer)
    return render_template(
        "berichte/show.html",
        bericht=bericht,
        art=ARTEN[bericht.art],
        nachfolger=queries.berichte.nachfolger(bericht, me()),
        fehlende=workflow.berichte.fehlende(bericht) if bericht.ist_entwurf else [],
        anzeige=anzeige,
        formate=list(FORMATE),
        angebote=angebote(bericht, "berichte", nummer=nummer),
        am_abschnitt=_am_abschnitt(bericht),
        verlauf=verlauf(bericht, *bericht.abschnitte) if can(me(), Permission.BERICHT_BEARBEITEN, bericht) else [],
    )


def _am_abschnitt(bericht: Bericht) -> dict[str, list[Angebot]]:
    """Section key → its buttons; none of them is the next step of the page."""
    return {
        section.schluessel: angebote(section, "berichte", "", nummer=bericht.nummer, schluessel=section.schluessel)
        for section in bericht.abschnitte
    }


@bp.get("/<nummer>/zahlen/<schluessel>")
@requires(Permission.BERICHT_ANSEHEN)
def zahl(nummer: str, schluessel: str) -> str:
    """Exactly the things one figure counts, for those who may open them; for others the figures of its section."""
    bericht = der_bericht(nummer)
    found = queries.berichte.die_zahl(bericht, schluessel)
    if found is None:
        abort(404)
    return render_template(
        "berichte/zahl.html",
        bericht=bericht,
        zahl=found,
        anzeige=anzeige,
        sorten=queries.berichte.SORTEN,
        einheiten=workflow.berichte.EINHEITEN,
        in_worten=workflow.berichte.in_worten,
        darf_oeffnen=queries.berichte.darf_oeffnen(found, me()),
    )


@bp.get("/<nummer>/datei/<format>")
@requires(Permission.BERICHT_ANSEHEN)
def als_datei(nummer: str, format: str) -> Response:
    bericht = der_bericht(nummer)
    if format not in FORMATE:
        abort(404)
    return datei(*anzeige.vermerkt(anzeige.bericht_datei(bericht, format)))


@bp.get("/<nummer>/zahlen.json")
@requires(Permission.BERICHT_ANSEHEN)
def zahlen_als_json(nummer: str) -> Response:
    return datei(*anzeige.vermerkt(anzeige.zahlen_json(der_bericht(nummer))))


@bp.get("/<nummer>/zahlen.csv")
@requires(Permission.BERICHT_ANSEHEN)
def zahlen_als_csv(nummer: str) -> Response:
    return datei(*anzeige.vermerkt(anzeige.zahlen_csv(der_bericht(nummer))))
