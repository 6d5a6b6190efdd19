"""The list of Zielvereinbarungen as a file, with how far it is signed, and every reading of their Indikatoren."""

from decimal import Decimal

from kimflow import queries
from kimflow.blueprints.zielvereinbarungen import bp
from kimflow.blueprints.zielvereinbarungen.routes import felder, gewaehlt
from kimflow.exports.tabellen import Feld, Spalte, Tabelle, aus_zeilen
from kimflow.permissions import Permission
from kimflow.queries.seiten import ALLES
from kimflow.web.access import me
from kimflow.web.listen import in_worten
from kimflow.web.tabellen import als_tabelle
from kimflow.workflow.acts import lesbar

_FELDER: tuple[Feld, ...] = (
    (Spalte("Nummer", eng=True), lambda z: z.nummer),
    (Spalte("Titel", name=True), lambda z: z.titel),
    (Spalte("Stand"), lambda z: lesbar(z.status)),
    (Spalte("Thema", eng=True), lambda z: z.thema),
    (Spalte("Titel des Themas"), lambda z: z.thema_titel),
    (Spalte("‹Projektgruppe:nom›"), lambda z: z.projektgruppe),
    (Spalte("Frist", eng=True), lambda z: z.frist),
    (Spalte("Gezeichnet", zahl=True), lambda z: z.gezeichnet),
    (Spalte("Zu zeichnen", zahl=True), lambda z: z.noetig),
)
_MESSWERTE: tuple[Feld, ...] = (
    (Spalte("Zielvereinbarung", eng=True), lambda z: z.zielvereinbarung),
    (Spalte("Indikator", name=True), lambda z: z.indikator),
    (Spalte("Einheit"), lambda z: z.einheit),
    (Spalte("Ausgangswert", zahl=True), lambda z: _zahl(z.ausgangswert)),
    (Spalte("Zielwert", zahl=True), lambda z: _zahl(z.zielwert)),
    (Spalte("Gemessen am", eng=True), lambda z: z.gemessen_am),
    (Spalte("Wert", zahl=True), lambda z: _zahl(z.wert)),
    (Spalte("Quelle"), lambda z: z.quelle),
)


def _tabellen() -> list[Tabelle]:
    """The list; XLSX has the readings of the same agreements on a second sheet."""
    filter = gewaehlt()
    rows = queries.zielvereinbarungen.liste(me(), filter, ALLES).zeilen
    chosen = in_worten(felder(filter), filter.suche)
    readings = queries.indikatoren.messwerte(me(), [row.nummer for row in rows])
    return [
        aus_zeilen("Zielvereinbarungen", _FELDER, rows, chosen),
        aus_zeilen("Messwerte", _MESSWERTE, readings, chosen),
    ]


def _zahl(wert: Decimal | None) -> float | None:
    return None if wert is None else float(wert)


als_tabelle(bp, "/liste", Permission.ZIELVEREINBARUNG_ANSEHEN, _tabellen)
