"""The table of Maßnahmen as plain data for a file: what the page shows to the same person."""

from datetime import date, datetime

from kimflow import clock
from kimflow.blueprints.massnahmen.kopf import Kopf
from kimflow.blueprints.massnahmen.tafel import Tafelzeile
from kimflow.exports.tabellen import Feld, Spalte, Tabelle, aus_zeilen
from kimflow.models import MassnahmeStatus
from kimflow.workflow.acts import lesbar
from kimflow.workflow.ampel import VERZUG

SPALTEN: tuple[Feld, ...] = (
    (Spalte("Nummer", eng=True), lambda r: r.zeile.nummer),
    (Spalte("Maßnahme", name=True), lambda r: r.zeile.titel),
    (Spalte("Stand"), lambda r: lesbar(r.zeile.status)),
    (Spalte("Institution"), lambda r: r.zeile.institution),
    (Spalte("Verantwortlich"), lambda r: r.zeile.verantwortlich),
    (Spalte("‹Projektgruppe:nom›"), lambda r: r.zeile.projektgruppe),
    (Spalte("Zielvereinbarung"), lambda r: r.zeile.zielvereinbarung),
    (Spalte("Beschluss"), lambda r: r.zeile.beschluss),
    (Spalte("Nächster Schritt"), lambda r: r.zeile.meilenstein),
    (Spalte("Termin", eng=True), lambda r: r.zeile.naechster_termin),
    (Spalte("Ursprünglich", eng=True), lambda r: r.zeile.urspruenglich_am),
    (Spalte("Verschoben", zahl=True), lambda r: r.zeile.verschiebungen),
    (Spalte("Frist", eng=True), lambda r: r.zeile.frist),
    (Spalte("Wartet auf"), lambda r: r.zeile.wartet_auf if _wartet(r) else None),
    (Spalte("Wartet bis", eng=True), lambda r: r.zeile.wartet_bis if _wartet(r) else None),
)
NUR_VERFOLGT: tuple[Feld, ...] = (
    (Spalte("Ampel"), lambda r: r.ampel.wort if r.ampel else None),
    (Spalte("Anmerkung"), lambda r: r.zeile.anmerkung if r.ampel else None),
    (Spalte("Überfällig"), lambda r: VERZUG[r.verzug] if r.verzug and r.verzug.ist_ueberfaellig else None),
    (Spalte("Letzte Rückmeldung", eng=True), lambda r: _tag(r.zeile.rueckmeldung_am)),
    (Spalte("Lage"), lambda r: lesbar(r.zeile.lage) if r.zeile.lage else None),
)


def tabelle(kopf: Kopf) -> Tabelle:
    columns = (*SPALTEN, *NUR_VERFOLGT) if kopf.verfolgt else SPALTEN
    return aus_zeilen("Maßnahmen", columns, kopf.zeilen, kopf.auswahl_in_worten)


def _wartet(row: Tafelzeile) -> bool:
    return row.zeile.status is MassnahmeStatus.WARTET


def _tag(moment: datetime | None) -> date | None:
    return clock.local(moment).date() if moment else None
