"""Routes of papers as PDF, DOCX and ODT, for those who read, edit, print, sign and file them."""

from flask import Response, render_template

from kimflow import queries
from kimflow.blueprints.dokumente import bp
from kimflow.columns import canonical
from kimflow.exports.bloecke_html import html
from kimflow.models import Beitrag, Beschluss, Sitzung, Thema, Zielvereinbarung
from kimflow.permissions import Permission
from kimflow.web.access import fetch, me, requires
from kimflow.web.dateien import datei
from kimflow.web.dokumente import FORMAT, einladung_datei, steckbrief_datei
from kimflow.web.dokumente.beschluesse import ausfertigung as ausfertigung_von
from kimflow.web.dokumente.beschluesse import ausfertigung_datei
from kimflow.web.dokumente.mappen import mappe_datei
from kimflow.web.dokumente.teilnahmelisten import teilnahmeliste_datei
from kimflow.web.dokumente.zielvereinbarungen import zeichnungsblatt_datei, zielvereinbarung_datei


def _sitzung(nummer: str) -> Sitzung:
    return fetch(queries.einladungstext.ganz(me()).where(Sitzung.nummer == nummer))


@bp.get(f"/sitzungen/<nummer>/einladung.{FORMAT}")
@requires(Permission.SITZUNG_ANSEHEN)
def einladung(nummer: str, format: str) -> Response:
    return datei(*einladung_datei(_sitzung(nummer), me(), format))


@bp.get("/sitzungen/<nummer>/mappe.pdf")
@requires(Permission.SITZUNG_ANSEHEN)
def mappe(nummer: str) -> Response:
    """All papers that who asks may read."""
    return datei(*mappe_datei(_sitzung(nummer), me()))


@bp.get("/sitzungen/<nummer>/mappe-ohne-vertrauliche-teile.pdf")
@requires(Permission.SITZUNG_ANSEHEN)
def mappe_oeffentlich(nummer: str) -> Response:
    """For press and public: the same whoever fetches it."""
    return datei(*mappe_datei(_sitzung(nummer), None))


@bp.get(f"/sitzungen/<nummer>/teilnahmeliste.{FORMAT}")
@requires(Permission.SITZUNG_TISCHKARTEN_DRUCKEN)
def teilnahmeliste(nummer: str, format: str) -> Response:
    """For whoever lays out the table cards: it names every deputy."""
    sitzung = fetch(queries.teilnahmelisten.ganz(me()).where(Sitzung.nummer == nummer))
    return datei(*teilnahmeliste_datei(sitzung, me(), format))


def _thema(nummer: str) -> Thema:
    return fetch(queries.themen.ganz(me()).where(Thema.nummer == nummer))


@bp.get(f"/themen/<nummer>/steckbrief.{FORMAT}")
@requires(Permission.THEMA_ANSEHEN)
def steckbrief(nummer: str, format: str) -> Response:
    return datei(*steckbrief_datei(_thema(nummer), me(), format))


def _vereinbarung(nummer: str) -> Zielvereinbarung:
    return fetch(queries.zielvereinbarungen.ganz(me()).where(Zielvereinbarung.nummer == canonical(nummer)[:16]))


@bp.get(f"/zielvereinbarungen/<nummer>/druck.{FORMAT}")
@requires(Permission.ZIELVEREINBARUNG_ANSEHEN)
def zielvereinbarung(nummer: str, format: str) -> Response:
    return datei(*zielvereinbarung_datei(_vereinbarung(nummer), me(), format))


@bp.get(f"/zielvereinbarungen/<nummer>/beitraege/<int:id>/blatt.{FORMAT}")
@requires(Permission.ZIELVEREINBARUNG_ANSEHEN)
def zeichnungsblatt(nummer: str, id: int, format: str) -> Response:
    """What one party signs, for the table on which it is signed."""
    sheets = queries.zeichnungen.blaetter(me())
    beitrag = fetch(sheets.where(Zielvereinbarung.nummer == canonical(nummer)[:16], Beitrag.id == id))
    return datei(*zeichnungsblatt_datei(beitrag, format))


def _beschluss(nummer: str) -> Beschluss:
    return fetch(queries.beschluesse.ganz(me()).where(Beschluss.nummer == nummer))


@bp.get("/beschluesse/<nummer>/ausfertigung")
@requires(Permission.BESCHLUSS_ANSEHEN)
def ausfertigung(nummer: str) -> str:
    beschluss = _beschluss(nummer)
    paper = ausfertigung_von(beschluss)
    return render_template(
        "beschluesse/ausfertigung.html", beschluss=beschluss, titel=paper.titel, text=html(paper.bloecke, 2)
    )


@bp.get(f"/beschluesse/<nummer>/ausfertigung.{FORMAT}")
@requires(Permission.BESCHLUSS_ANSEHEN)
def ausfertigung_als_datei(nummer: str, format: str) -> Response:
    return datei(*ausfertigung_datei(_beschluss(nummer), format))
