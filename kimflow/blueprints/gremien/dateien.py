"""The lists of bodies as files: all of them, and what was assigned over a limit."""

from kimflow import clock, queries
from kimflow.blueprints.gremien import bp
from kimflow.exports.tabellen import Feld, Spalte, Tabelle, aus_zeilen
from kimflow.permissions import Permission, can
from kimflow.queries.seiten import ALLES
from kimflow.web.access import me
from kimflow.web.bezeichnungen import bezeichnung
from kimflow.web.tabellen import als_tabelle
from kimflow.web.uebernahmen import uebernahmetabelle
from kimflow.workflow.acts import lesbar
from kimflow.workflow.auslastung import auslastung

_UEBERLAST: tuple[Feld, ...] = (
    (Spalte("Thema", name=True), lambda m: str(m.thema)),
    (Spalte("‹Projektgruppe:nom›"), lambda m: m.projektgruppe.name),
    (Spalte("Beschluss", eng=True), lambda m: m.beschluss.nummer),
    (Spalte("Erteilt am", eng=True), lambda m: m.erteilt_am),
    (Spalte("Liefen schon", zahl=True), lambda m: m.last),
    (Spalte("Höchstlast", zahl=True), lambda m: m.hoechstlast),
    (Spalte("Begründung"), lambda m: m.begruendung),
    (Spalte("Dafür ruht"), lambda m: str(m.statt) if m.statt else None),
)
_HEUTE: tuple[Feld, ...] = (
    (Spalte("‹Projektgruppe:nom›", name=True), lambda a: a.last.name),
    (Spalte("Auslastung"), lambda a: a.wort),
    (Spalte("Regel"), lambda a: a.regel),
    (Spalte("Trägt"), lambda a: a.zahlen),
)


def _tabelle(*, beendete: bool) -> Tabelle:
    """Who follows Maßnahmen reads the light of a Projektgruppe, everybody else the plain count, as on the page."""
    loads = {} if beendete else {one.id: one for one in queries.auslastung.lasten()}
    lights = can(me(), Permission.MASSNAHME_VERFOLGEN)

    def last(id: int) -> str | None:
        if id not in loads:
            return None
        return auslastung(loads[id], clock.today()).wort if lights else loads[id].satz

    felder: tuple[Feld, ...] = (
        (Spalte("Name", name=True), lambda z: z.name),
        (Spalte("Art"), lambda z: bezeichnung(lesbar(z.art))),
        (Spalte("Auslastung" if lights else "Laufende Themen"), lambda z: last(z.id)),
        (Spalte("Kommune"), lambda z: z.kommune or "ganzer Kreis"),
        (Spalte("Sitze", zahl=True), lambda z: z.sitze),
        (Spalte("Mitglieder", zahl=True), lambda z: z.mitglieder),
        (Spalte("Von", eng=True), lambda z: z.von),
        (Spalte("Bis", eng=True), lambda z: z.bis),
    )
    rows = queries.gremien.liste(me(), beendete=beendete)
    return aus_zeilen("Frühere Gremien" if beendete else "Gremien", felder, rows)


def _ueberlast() -> list[Tabelle]:
    today = [auslastung(last, clock.today()) for last in queries.auslastung.lasten()]
    return [
        aus_zeilen("Mandate über der Höchstlast", _UEBERLAST, queries.mandate.ueber_der_last(me(), ALLES).zeilen),
        aus_zeilen("Auslastung heute", _HEUTE, today),
    ]


def _sitze() -> Tabelle:
    return uebernahmetabelle("sitze", queries.importe.alle_sitze())


als_tabelle(bp, "/sitze", Permission.GREMIUM_SITZE_IMPORTIEREN, _sitze, name="sitze")
als_tabelle(bp, "/liste", Permission.GREMIUM_ANSEHEN, lambda: _tabelle(beendete=False))
als_tabelle(bp, "/fruehere", Permission.GREMIUM_ANSEHEN, lambda: _tabelle(beendete=True), name="fruehere")
als_tabelle(bp, "/ueberlast", Permission.GREMIUM_UEBERLAST_ANSEHEN, _ueberlast, name="ueberlast")
