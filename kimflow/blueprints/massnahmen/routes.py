"""Routes of Maßnahmen: the table with its filters and files, and the page of one Maßnahme."""

from flask import render_template

from kimflow import clock, queries, workflow
from kimflow.blueprints.massnahmen import bp
from kimflow.blueprints.massnahmen.dateien import tabelle
from kimflow.blueprints.massnahmen.handlungen import die_massnahme
from kimflow.blueprints.massnahmen.kopf import lesen
from kimflow.blueprints.massnahmen.tafel import ampel_von
from kimflow.exports.tabellen import Tabelle
from kimflow.models import Massnahme, MassnahmeStatus
from kimflow.permissions import Permission, can
from kimflow.web.access import ask, me, requires
from kimflow.web.ansichten import ansichten, hier
from kimflow.web.geschichten import erzaehlt
from kimflow.web.handlungen import angebote
from kimflow.web.listen import adresse
from kimflow.web.tabellen import als_tabelle
from kimflow.web.uebernahmen import uebernahmetabelle
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
        darf_importieren=can(me(), Permission.MASSNAHME_IMPORTIEREN),
        sortieren={
            name: adresse("massnahmen.index", sortierung=name)
            for name in ("titel", "institution", "termin", "rueckmeldung")
        },
        weiter_url=adresse("massnahmen.index", nach=kopf.weiter) if kopf.weiter else None,
    )


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


def _tabelle() -> Tabelle:
    return tabelle(lesen("massnahmen.index", ganz=True))


als_tabelle(bp, "/massnahmen/liste", Permission.MASSNAHME_ANSEHEN, _tabelle)


def _uebernahmetabelle() -> Tabelle:
    """The rows of the table in the columns of the import; the light is for the other file."""
    kopf = lesen("massnahmen.index", ganz=True)
    chosen = dict.fromkeys(row.zeile.id for row in kopf.zeilen)
    found = {m.id: m for m in queries.massnahmen.fuer_datei(me(), chosen)}
    return uebernahmetabelle("massnahmen", [found[id] for id in chosen if id in found], kopf.auswahl_in_worten)


als_tabelle(bp, "/massnahmen/uebernahme", Permission.MASSNAHME_IMPORTIEREN, _uebernahmetabelle, name="uebernahme")
