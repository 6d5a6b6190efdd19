"""The Maßnahmenliste as a paper: the filtered rows of the page, one line each, under their headings."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kimflow.blueprints.massnahmen.kopf import Kopf
from kimflow.blueprints.massnahmen.tafel import Gruppe, Tafelzeile
from kimflow.exports.bloecke import Block
from kimflow.exports.papierteile import absatz, angaben, raster, ueberschrift
from kimflow.models import MassnahmeStatus
from kimflow.web.dokumente import listenkopf
from kimflow.web.filters import datum, in_tagen
from kimflow.workflow.acts import lesbar
from kimflow.workflow.ampel import VERZUG

_Spalte = tuple[str, int, Callable[[Tafelzeile], str]]
"""A heading, what part of the width it gets in percent, and what stands in it for a row."""


def listenpapier(kopf: Kopf) -> list[Block]:
    """By institution, unless the address asks for another grouping."""
    if not kopf.filter.gruppe:
        kopf = replace(kopf, filter=replace(kopf.filter, gruppe="institution"))
    return list(_bloecke(kopf))


def _bloecke(kopf: Kopf) -> Iterator[Block]:
    yield angaben(
        [
            *listenkopf(kopf.auswahl_in_worten or "alle"),
            ("Maßnahmen", str(len(kopf.zeilen))),
            ("Davon", _klassen(kopf)),
        ]
    )
    if not kopf.zeilen:
        yield absatz("Keine Maßnahme passt zu dieser Auswahl.")
    columns = [*_IMMER, *_VERFOLGT] if kopf.verfolgt else [*_IMMER, *_GELESEN]
    for gruppe in kopf.gruppen:
        yield ueberschrift(f"{gruppe.titel} ({_anzahl(gruppe, verfolgt=kopf.verfolgt)})")
        rows = [[value(row) for _, _, value in columns] for row in gruppe.zeilen]
        yield raster([text for text, _, _ in columns], rows, breiten=[width for _, width, _ in columns])
    if kopf.filter.gruppe == "kommune":
        yield absatz("Eine Maßnahme steht bei jeder Kommune, für die ein Umsetzungsstand gemeldet ist.")


def _klassen(kopf: Kopf) -> str:
    """How many are in which class, as the page has it; nothing for who sees no lights."""
    return " · ".join(f"{text}: {kopf.klassen[klasse]}" for klasse, text in VERZUG.items() if kopf.verfolgt)


def _anzahl(gruppe: Gruppe, *, verfolgt: bool) -> str:
    late = f", {gruppe.ueberfaellig} überfällig" if verfolgt and gruppe.ueberfaellig else ""
    return f"{len(gruppe.zeilen)} {'Maßnahme' if len(gruppe.zeilen) == 1 else 'Maßnahmen'}{late}"


def _verantwortlich(row: Tafelzeile) -> str:
    return ", ".join(filter(None, (row.zeile.institution_kurz, row.zeile.verantwortlich)))


def _termin(row: Tafelzeile) -> str:
    m = row.zeile
    if row.faellig is None:
        return "ohne Termin" if row.ist_ohne_termin else ""
    what = "wartet bis " if row.wartet_bis else "" if row.faellig == m.naechster_termin else "Frist "
    moved = f", {m.verschiebungen}× verschoben" if m.verschiebungen else ""
    return f"{what}{datum(row.faellig)}, {in_tagen(row.faellig)}{moved}"


def _stand(row: Tafelzeile) -> str:
    m = row.zeile
    waits = f" auf {m.wartet_auf}" if m.status is MassnahmeStatus.WARTET and m.wartet_auf else ""
    return f"{lesbar(m.status)}{waits}"


def _rueckmeldung(row: Tafelzeile) -> str:
    m = row.zeile
    return f"{lesbar(m.lage)}, {datum(m.rueckmeldung_am)}" if m.lage else "noch keine"


_IMMER: Sequence[_Spalte] = (
    ("Nr.", 8, lambda row: row.zeile.nummer),
    ("Maßnahme", 19, lambda row: row.zeile.titel),
    ("Verantwortlich", 11, _verantwortlich),
    ("Nächster Schritt", 11, lambda row: row.zeile.meilenstein or ""),
    ("Nächster Termin", 11, _termin),
)
_VERFOLGT: Sequence[_Spalte] = (
    ("Stand", 10, _stand),
    ("Ampel", 7, lambda row: row.ampel.wort if row.ampel else ""),
    ("Rückmeldung", 10, _rueckmeldung),
    ("Anmerkung des Hauses", 13, lambda row: (row.ampel and row.zeile.anmerkung) or ""),
)
_GELESEN: Sequence[_Spalte] = (("Stand", 40, _stand),)
"""Who only reads along sees status and dates, no lights (FACH §2)."""
