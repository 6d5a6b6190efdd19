"""The table of Maßnahmen as plain data for a file: what the page shows to the same person."""

from kimflow.blueprints.massnahmen.kopf import Kopf
from kimflow.blueprints.massnahmen.tafel import Tafelzeile
from kimflow.exports.tabellen import Spalte, Tabelle
from kimflow.models import MassnahmeStatus
from kimflow.web.filters import datum
from kimflow.workflow.acts import lesbar
from kimflow.workflow.ampel import VERZUG

SPALTEN = (
    Spalte("Nummer", eng=True),
    Spalte("Maßnahme", name=True),
    Spalte("Stand"),
    Spalte("Institution"),
    Spalte("Verantwortlich"),
    Spalte("‹Projektgruppe:nom›"),
    Spalte("Zielvereinbarung"),
    Spalte("Beschluss"),
    Spalte("Nächster Schritt"),
    Spalte("Termin"),
    Spalte("Ursprünglich"),
    Spalte("Verschoben", zahl=True),
    Spalte("Frist"),
    Spalte("Wartet auf"),
    Spalte("Wartet bis"),
)
NUR_VERFOLGT = (
    Spalte("Ampel"),
    Spalte("Anmerkung"),
    Spalte("Überfällig"),
    Spalte("Letzte Rückmeldung"),
    Spalte("Lage"),
)


def tabelle(kopf: Kopf) -> Tabelle:
    columns = (*SPALTEN, *NUR_VERFOLGT) if kopf.verfolgt else SPALTEN
    return Tabelle("Maßnahmen", columns, [_zeile(row, kopf.verfolgt) for row in kopf.zeilen])


def _zeile(row: Tafelzeile, verfolgt: bool) -> list[str | int]:
    m = row.zeile
    waits = m.status is MassnahmeStatus.WARTET
    cells: list[str | int] = [
        m.nummer,
        m.titel,
        lesbar(m.status),
        m.institution,
        m.verantwortlich or "",
        m.projektgruppe or "",
        m.zielvereinbarung or "",
        m.beschluss or "",
        m.meilenstein or "",
        datum(m.naechster_termin) if m.naechster_termin else "",
        datum(m.urspruenglich_am) if m.urspruenglich_am else "",
        m.verschiebungen,
        datum(m.frist) if m.frist else "",
        m.wartet_auf or "" if waits else "",
        datum(m.wartet_bis) if waits else "",
    ]
    if not verfolgt:
        return cells
    late = VERZUG[row.verzug] if row.verzug and row.verzug.ist_ueberfaellig else ""
    heard = datum(m.rueckmeldung_am) if m.rueckmeldung_am else ""
    light = [row.ampel.wort, m.anmerkung or ""] if row.ampel else ["", ""]
    return [*cells, *light, late, heard, lesbar(m.lage) if m.lage else ""]
