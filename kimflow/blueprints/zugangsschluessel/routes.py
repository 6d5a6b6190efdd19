"""Routes of one's own keys: all of them, the one that was just made, and the pages of the acts."""

from typing import Any

from flask import render_template, url_for

from kimflow import queries, workflow
from kimflow.blueprints.zugangsschluessel import bp
from kimflow.blueprints.zugangsschluessel.forms import (
    INHALTE,
    BearbeitenForm,
    ErneuernForm,
    KalenderForm,
    SchnittstelleForm,
)
from kimflow.mail.briefe import adresse
from kimflow.models import Kalenderinhalt, SchluesselStatus, Zugangsschluessel
from kimflow.permissions import Permission, can
from kimflow.queries.anmeldungen import schluessel_hash
from kimflow.web import einmal
from kimflow.web.access import ask, fetch, me, requires
from kimflow.web.forms import Formular
from kimflow.web.handlungen import angebote, handlung


@bp.get("/")
@requires(Permission.ZUGANGSSCHLUESSEL_ANSEHEN)
def index() -> str:
    ask()
    rows = queries.zugangsschluessel.eigene(me())
    living = [one for one in rows if one.status is SchluesselStatus.GUELTIG]
    return render_template(
        "zugangsschluessel/index.html",
        frisch=_frisch(rows),
        kalender=[_zeile(one) for one in living if one.ist_kalender],
        schnittstellen=[_zeile(one) for one in living if not one.ist_kalender],
        beendete=[one for one in rows if one.status is SchluesselStatus.WIDERRUFEN],
        darf_schnittstelle=can(me(), Permission.ZUGANGSSCHLUESSEL_SCHNITTSTELLE_ANLEGEN),
        ist_an=queries.einstellungen.ist_an("schnittstelle.an"),
        basis=adresse("/api/v1"),
    )


def _frisch(rows: list[Zugangsschluessel]) -> dict[str, Any] | None:
    """The key that was made on the page before; after this answer nobody can say it again."""
    made = einmal.holen()
    row = next((one for one in rows if made and one.hash == schluessel_hash(made)), None)
    if row is None:
        return None
    url = adresse(f"/kalender/{made}.ics") if row.ist_kalender else ""
    return {"schluessel": row, "text": url or made, "webcal": f"webcal://{url.partition('://')[2]}" if url else ""}


def _zeile(schluessel: Zugangsschluessel) -> dict[str, Any]:
    words = [INHALTE[Kalenderinhalt(word)] for word in schluessel.inhalte]
    return {
        "schluessel": schluessel,
        "inhalte": "; ".join(words) + (", mit Titeln" if schluessel.mit_titel else ""),
        "angebote": angebote(schluessel, "zugangsschluessel", "", id=schluessel.id),
    }


def _schluessel(id: int) -> Zugangsschluessel:
    return fetch(queries.zugangsschluessel.sichtbar_fuer(me()).where(Zugangsschluessel.id == id))


def _zu_den_schluesseln(schluessel: Zugangsschluessel | None) -> str:
    return url_for("zugangsschluessel.index")


def _zum_neuen(schluessel: Zugangsschluessel) -> str:
    """Where it is shown, this one time."""
    einmal.merken(schluessel.klartext)
    return url_for("zugangsschluessel.index", _anchor="neu")


def _neue(rule: str, act: Any, form: type[Formular]) -> None:
    handlung(bp, rule, act, form, ziel=_zum_neuen, zurueck=_zu_den_schluesseln)


_neue("/kalender_anlegen", workflow.zugangsschluessel.kalender_anlegen, KalenderForm)
_neue("/schnittstelle_anlegen", workflow.zugangsschluessel.schnittstelle_anlegen, SchnittstelleForm)
handlung(
    bp,
    "/<int:id>/erneuern",
    workflow.zugangsschluessel.erneuern,
    ErneuernForm,
    fetch=_schluessel,
    ziel=_zum_neuen,
    zurueck=_zu_den_schluesseln,
)
handlung(
    bp,
    "/<int:id>/bearbeiten",
    workflow.zugangsschluessel.bearbeiten,
    BearbeitenForm,
    fetch=_schluessel,
    ziel=_zu_den_schluesseln,
)
handlung(
    bp,
    "/<int:id>/widerrufen",
    workflow.zugangsschluessel.widerrufen,
    fetch=_schluessel,
    ziel=_zu_den_schluesseln,
)
