"""The pages of the acts on Zielvereinbarungen and Beiträge. What the Lenkungsgruppe decides has none."""

from typing import Any

from flask import g, request, url_for

from kimflow import queries, workflow
from kimflow.blueprints.zielvereinbarungen import bp
from kimflow.blueprints.zielvereinbarungen.forms import (
    AbschliessenForm,
    BeantwortenForm,
    BegruendungForm,
    BeitragAendernForm,
    BeitragEntfernenForm,
    BeitragForm,
    BeitragNeuFassenForm,
    FortschreibenForm,
    KommentierenForm,
    MassnahmeAufnehmenForm,
    TitelForm,
    VorbehaltAufloesenForm,
    ZeichnungErfassenForm,
    ZielvereinbarungForm,
)
from kimflow.columns import canonical
from kimflow.db import transaction
from kimflow.models import Beitrag, Kommentar, Thema, Zielvereinbarung
from kimflow.web.access import anew, fetch, me
from kimflow.web.forms import Formular
from kimflow.web.handlungen import Ziel, handlung
from kimflow.web.zeichnen import ZeichnenForm
from kimflow.workflow.acts import Act


def _thema(nummer: str) -> Thema:
    return fetch(queries.themen.sichtbar_fuer(me()).where(Thema.nummer == canonical(nummer)[:16]))


def die_vereinbarung(nummer: str) -> Zielvereinbarung:
    """The visible Zielvereinbarung with this number, its right asked."""
    return fetch(queries.zielvereinbarungen.ganz(me()).where(Zielvereinbarung.nummer == canonical(nummer)[:16]))


def _zum_einreichen(nummer: str) -> Zielvereinbarung:
    return fetch(
        queries.zielvereinbarungen.zum_einreichen(me()).where(Zielvereinbarung.nummer == canonical(nummer)[:16])
    )


def _beitrag(nummer: str, id: int) -> Beitrag:
    parent = Beitrag.zielvereinbarung.has(Zielvereinbarung.nummer == canonical(nummer)[:16])
    return fetch(queries.zielvereinbarungen.beitraege(me()).where(parent, Beitrag.id == id))


def _kommentar(nummer: str, id: int) -> Kommentar:
    parent = Kommentar.zielvereinbarung.has(Zielvereinbarung.nummer == canonical(nummer)[:16])
    return fetch(queries.kommentare.ganz(me()).where(parent, Kommentar.id == id))


def _zum_kommentar(kommentar: Kommentar) -> str:
    return url_for("zielvereinbarungen.show", nummer=kommentar.zielvereinbarung.nummer, _anchor="kommentare")


def _zur_vereinbarung(vereinbarung: Zielvereinbarung) -> str:
    return url_for("zielvereinbarungen.show", nummer=vereinbarung.nummer)


handlung(
    bp,
    "/zum-thema/<nummer>/anlegen",
    workflow.zielvereinbarungen.anlegen,
    TitelForm,
    fetch=_thema,
    ziel=_zur_vereinbarung,
    zurueck=lambda thema: url_for("themen.show", nummer=thema.nummer),
)


def _an_der_vereinbarung(act: Act[..., Any], form: type[Formular] = Formular) -> None:
    handlung(bp, f"/<nummer>/{act.verb}", act, form, fetch=die_vereinbarung, ziel=_zur_vereinbarung)


def _vom_beitrag(beitrag: Beitrag) -> str:
    return _zur_vereinbarung(beitrag.zielvereinbarung)


def _zum_zeichnen(beitrag: Beitrag) -> str:
    return url_for("zielvereinbarungen.zeichnen", nummer=beitrag.zielvereinbarung.nummer, id=beitrag.id)


def _zu_zeichnen(nummer: str, id: int) -> Beitrag:
    """As ever, and before a code is looked at, the try is counted: in a transaction that nothing takes back."""
    beitrag = _beitrag(nummer, id)
    if request.method == "POST" and "code_gezaehlt" not in g:
        g.code_gezaehlt = True
        person_id = me().id
        with transaction():
            workflow.zielvereinbarungen.codes.versuchen(beitrag.id, person_id)
        anew()
        beitrag = _beitrag(nummer, id)
    return beitrag


def _am_beitrag(act: Act[..., Any], form: type[Formular], ziel: Ziel = _vom_beitrag, **more: Any) -> None:
    handlung(bp, f"/<nummer>/beitraege/<int:id>/{act.verb}", act, form, fetch=_beitrag, ziel=ziel, **more)


_an_der_vereinbarung(workflow.zielvereinbarungen.bearbeiten, ZielvereinbarungForm)
_an_der_vereinbarung(workflow.zielvereinbarungen.beitrag_festlegen, BeitragForm)
_am_beitrag(workflow.zielvereinbarungen.beitrag_aendern, BeitragAendernForm)
_an_der_vereinbarung(workflow.zielvereinbarungen.beitrag_entfernen, BeitragEntfernenForm)
_an_der_vereinbarung(workflow.zielvereinbarungen.massnahme_aufnehmen, MassnahmeAufnehmenForm)
handlung(
    bp,
    "/<nummer>/einreichen",
    workflow.zielvereinbarungen.einreichen,
    fetch=_zum_einreichen,
    ziel=_zur_vereinbarung,
    vorlage="zielvereinbarungen/einreichen.html",
    teil="zielvereinbarungen/_einreichen.html",
)
_am_beitrag(workflow.zielvereinbarungen.zeichnungscode_anfordern, Formular, ziel=_zum_zeichnen)
handlung(
    bp,
    "/<nummer>/beitraege/<int:id>/zeichnen",
    workflow.zielvereinbarungen.zeichnen,
    ZeichnenForm,
    fetch=_zu_zeichnen,
    ziel=_vom_beitrag,
    teil="zeichnungen/_handlung.html",
)
_am_beitrag(
    workflow.zielvereinbarungen.zeichnung_erfassen, ZeichnungErfassenForm, teil="zielvereinbarungen/_papier.html"
)
_am_beitrag(workflow.zielvereinbarungen.zeichnung_verweigern, BegruendungForm)
_am_beitrag(workflow.zielvereinbarungen.beitrag_neu_fassen, BeitragNeuFassenForm)
_am_beitrag(workflow.zielvereinbarungen.vorbehalt_aufloesen, VorbehaltAufloesenForm)
_an_der_vereinbarung(workflow.zielvereinbarungen.erinnern)
_an_der_vereinbarung(workflow.zielvereinbarungen.abschliessen, AbschliessenForm)
_an_der_vereinbarung(workflow.zielvereinbarungen.fortschreiben, FortschreibenForm)
handlung(
    bp,
    "/<nummer>/kommentieren",
    workflow.zielvereinbarungen.kommentieren,
    KommentierenForm,
    fetch=die_vereinbarung,
    ziel=_zum_kommentar,
    zurueck=_zur_vereinbarung,
)


def _am_kommentar(act: Act[..., Any], form: type[Formular] = Formular) -> None:
    handlung(bp, f"/<nummer>/kommentare/<int:id>/{act.verb}", act, form, fetch=_kommentar, ziel=_zum_kommentar)


_am_kommentar(workflow.zielvereinbarungen.beantworten, BeantwortenForm)
_am_kommentar(workflow.zielvereinbarungen.zurueckziehen)
