"""The pages of the acts on Überprüfungen; both lead back to the Zielvereinbarung."""

from flask import url_for

from kimflow import queries, workflow
from kimflow.blueprints.ueberpruefungen import bp
from kimflow.columns import canonical
from kimflow.models import Ueberpruefung, Zielvereinbarung
from kimflow.web.access import fetch, me
from kimflow.web.forms import Formular, absatz, tag
from kimflow.web.handlungen import handlung


class AnsetzenForm(Formular):
    am = tag("Überprüft wird am", pflicht=True)


class FesthaltenForm(Formular):
    waechter = True
    ergebnis = absatz("Was hat die Überprüfung ergeben?", 2000, pflicht=True)


def _vereinbarung(nummer: str) -> Zielvereinbarung:
    return fetch(queries.zielvereinbarungen.ganz(me()).where(Zielvereinbarung.nummer == canonical(nummer)[:16]))


def _ueberpruefung(id: int) -> Ueberpruefung:
    return fetch(queries.indikatoren.ueberpruefungen(me()).where(Ueberpruefung.id == id))


def _zur_vereinbarung(thing: Ueberpruefung | Zielvereinbarung) -> str:
    vereinbarung = thing.zielvereinbarung if isinstance(thing, Ueberpruefung) else thing
    return url_for("zielvereinbarungen.show", nummer=vereinbarung.nummer, _anchor="messung")


handlung(
    bp,
    "/zielvereinbarungen/<nummer>/ansetzen",
    workflow.ueberpruefungen.ansetzen,
    AnsetzenForm,
    fetch=_vereinbarung,
    ziel=_zur_vereinbarung,
)
handlung(
    bp,
    "/ueberpruefungen/<int:id>/festhalten",
    workflow.ueberpruefungen.festhalten,
    FesthaltenForm,
    fetch=_ueberpruefung,
    ziel=_zur_vereinbarung,
)
