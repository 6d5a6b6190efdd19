"""Routes of papers as PDF, DOCX and ODT, for those who read, edit, print and file them."""

from flask import Response

from kimflow import queries
from kimflow.blueprints.dokumente import bp
from kimflow.models import Sitzung, Thema
from kimflow.permissions import Permission
from kimflow.web.access import fetch, me, requires
from kimflow.web.dateien import datei
from kimflow.web.dokumente import FORMAT, einladung_datei, papier_datei, steckbrief_datei
from kimflow.web.teilnahmeliste import teilnahmeliste as liste_zum_zeichnen


def _sitzung(nummer: str) -> Sitzung:
    return fetch(queries.einladungstext.ganz(me()).where(Sitzung.nummer == nummer))


@bp.get(f"/sitzungen/<nummer>/einladung.{FORMAT}")
@requires(Permission.SITZUNG_ANSEHEN)
def einladung(nummer: str, format: str) -> Response:
    return datei(*einladung_datei(_sitzung(nummer), me(), format))


@bp.get(f"/sitzungen/<nummer>/teilnahmeliste.{FORMAT}")
@requires(Permission.SITZUNG_TISCHKARTEN_DRUCKEN)
def teilnahmeliste(nummer: str, format: str) -> Response:
    """For whoever lays out the table cards: it names every deputy."""
    sitzung: Sitzung = fetch(queries.teilnahmelisten.ganz(me()).where(Sitzung.nummer == nummer))
    title = f"Teilnahmeliste {nummer}"
    blocks, head = liste_zum_zeichnen(sitzung), f"{sitzung.gremium.name}, {title}"
    return datei(*papier_datei(title, blocks, format, f"Teilnahmeliste-{nummer}", head, quer=True))


def _thema(nummer: str) -> Thema:
    return fetch(queries.themen.ganz(me()).where(Thema.nummer == nummer))


@bp.get(f"/themen/<nummer>/steckbrief.{FORMAT}")
@requires(Permission.THEMA_ANSEHEN)
def steckbrief(nummer: str, format: str) -> Response:
    return datei(*steckbrief_datei(_thema(nummer), me(), format))
