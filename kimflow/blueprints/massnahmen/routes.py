"""Routes of Maßnahmen: the table with its filters and files, and the page of one Maßnahme."""

from flask import Response, render_template

from kimflow import clock, queries, workflow
from kimflow.blueprints.massnahmen import bp
from kimflow.blueprints.massnahmen.dateien import tabelle
from kimflow.blueprints.massnahmen.handlungen import die_massnahme
from kimflow.blueprints.massnahmen.kopf import lesen
from kimflow.blueprints.massnahmen.listenpapier import listenpapier
from kimflow.blueprints.massnahmen.tafel import ampel_von
from kimflow.exports import tabelle_csv, tabelle_xlsx
from kimflow.models import Massnahme, MassnahmeStatus
from kimflow.permissions import Permission, can
from kimflow.web.access import ask, me, requires
from kimflow.web.ansichten import ansichten, hier
from kimflow.web.dateien import CSV, XLSX, datei
from kimflow.web.dokumente import FORMAT, liste_datei, papierwege
from kimflow.web.geschichten import erzaehlt
from kimflow.web.handlungen import angebote
from kimflow.web.listen import adresse
from kimflow.web.verlauf import verlauf


@bp.get("/massnahmen/")
@requires(Permission.MASSNAHME_ANSEHEN)
def index() -> str:
    ask()
    kopf = lesen("massnahmen.index")
    return render_template(
        "massnahmen/index.html",
        kopf=kopf,
        ansichten=ansichten("massnahmen"),
        hier=hier("massnahmen"),
        sortieren={
            name: adresse("massnahmen.index", sortierung=name)
            for name in ("titel", "institution", "termin", "rueckmeldung")
        },
        papierwege=papierwege("massnahmen.liste_als_datei"),
        weiter_url=adresse("massnahmen.index", nach=kopf.weiter) if kopf.weiter else None,
    )


@bp.get("/massnahmen/liste.xlsx")
@requires(Permission.MASSNAHME_ANSEHEN)
def liste_als_xlsx() -> Response:
    ask()
    return datei(tabelle_xlsx.schreiben([tabelle(lesen("massnahmen.index", ganz=True))]), XLSX, "massnahmen.xlsx")


@bp.get("/massnahmen/liste.csv")
@requires(Permission.MASSNAHME_ANSEHEN)
def liste_als_csv() -> Response:
    ask()
    return datei(tabelle_csv.schreiben(tabelle(lesen("massnahmen.index", ganz=True))), CSV, "massnahmen.csv")


@bp.get(f"/massnahmen/liste.{FORMAT}")
@requires(Permission.MASSNAHME_ANSEHEN)
def liste_als_datei(format: str) -> Response:
    ask()
    blocks = listenpapier(lesen("massnahmen.index", ganz=True))
    return datei(*liste_datei("Maßnahmenliste", blocks, format, "Massnahmenliste", me()))


@bp.get("/massnahmen/<nummer>")
@requires(Permission.MASSNAHME_ANSEHEN)
def show(nummer: str) -> str:
    massnahme = die_massnahme(nummer)
    verfolgt = can(me(), Permission.MASSNAHME_VERFOLGEN, massnahme)
    vereinbarung, asked = massnahme.zielvereinbarung, verfolgt and _wartet_auf_zusage(massnahme)
    buttons = angebote(massnahme, "massnahmen", _naechster_schritt(massnahme), nummer=massnahme.nummer)
    return render_template(
        "massnahmen/show.html",
        massnahme=massnahme,
        ampel=ampel_von(massnahme) if verfolgt else None,
        verfolgt=verfolgt,
        vereinbarung=vereinbarung if vereinbarung and queries.zielvereinbarungen.sieht(me(), vereinbarung) else None,
        gebeten=queries.personen.zeichnungsberechtigte(massnahme.institution_id) if asked else None,
        heute=clock.today(),
        liest_geld=can(me(), Permission.FOERDERTOPF_ANSEHEN),
        verfolgt_geld=can(me(), Permission.FOERDERTOPF_VERFOLGEN),
        geld=queries.buchungen.anteile(massnahme, me()),
        buchungen=queries.buchungen.der_massnahme(massnahme, me()),
        angebote=buttons,
        entfernen_url=next((a.url for a in buttons if a.verb == "nachweis_entfernen" and not a.gruende), None),
        geschichte=erzaehlt(queries.geschichte.der_massnahme(massnahme, me())),
        verlauf=verlauf(massnahme) if verfolgt else [],
    )


def _naechster_schritt(massnahme: Massnahme) -> str | None:
    """The verb of the primary button, where it is not the first that leads on."""
    if massnahme.absage:
        return workflow.massnahmen.bearbeiten.verb
    asks, says = workflow.massnahmen.erinnern, workflow.massnahmen.meldet_selbst(massnahme, me())
    if can(me(), asks.permission, massnahme) and not says and not asks.obstacles(massnahme):
        return asks.verb
    return None


def _wartet_auf_zusage(massnahme: Massnahme) -> bool:
    return massnahme.status is MassnahmeStatus.VORGESCHLAGEN and not massnahme.absage
