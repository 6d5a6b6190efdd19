"""A result as words and tables: one builder for page, print, XLSX and CSV, so that none of them differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kimflow.exports.tabellen import Spalte, Tabelle, Zelle
from kimflow.models import Abstimmung
from kimflow.queries.ergebnisse import Aeusserung, Ergebnis, Rangzeile
from kimflow.workflow.acts import lesbar
from kimflow.workflow.auszaehlung import regel_gleichstand


def angaben(abstimmung: Abstimmung, ergebnis: Ergebnis) -> list[tuple[str, str]]:
    """Everything about the result but its tables; what does not apply is left out."""
    heading = [("Abstimmung", abstimmung.nummer), ("Frage", abstimmung.frage), ("Ergebnis", ergebnis.satz)]
    return [*heading, *(pair for pair in saetze(ergebnis) if pair[1]), *umstaende(abstimmung, ergebnis)]


def saetze(ergebnis: Ergebnis) -> list[tuple[str, str]]:
    """What is to be said beside the verdict; what does not apply is empty."""
    return [
        ("Gleichstand", ergebnis.gleichstand),
        ("Entscheidung des Vorsitzes", ergebnis.gleichstand_entscheidung),
        ("Belastbarkeit", ergebnis.belastbarkeit),
        ("Hinweis", ergebnis.hinweis),
    ]


def umstaende(abstimmung: Abstimmung, ergebnis: Ergebnis) -> list[tuple[str, str]]:
    """By which rule and with how many: turnout, quorum, who is missing or befangen."""
    part, majority = ergebnis.beteiligung, ergebnis.mehrheit
    pairs = [
        ("Regel", ergebnis.regel),
        ("Bei Gleichstand", "" if ergebnis.gleichstand else regel_gleichstand(abstimmung)),
        ("Beteiligung", f"{part.abgegeben} von {part.berechtigt} Sitzen"),
        ("Eingegangen", ", ".join(f"{anzahl} {lesbar(kanal)}" for kanal, anzahl in part.kanaele)),
        ("Beschlussfähigkeit", ergebnis.quorum),
        ("Enthaltungen", str(part.enthaltungen) if ergebnis.raenge and part.enthaltungen else ""),
        ("Nötig", f"{majority.noetig} Ja von {majority.basis}, erreicht {majority.ja}" if majority else ""),
        ("Nicht abgestimmt haben", ", ".join(part.fehlende)),
        ("Befangen", ", ".join(part.befangene_mit_grund)),
    ]
    return [pair for pair in pairs if pair[1]]


def tabellen(ergebnis: Ergebnis) -> list[Tabelle]:
    """The main table first, then what was said and the Einwände, where there is any."""
    main = _rangfolge(ergebnis.raenge) if ergebnis.raenge else _worte(ergebnis)
    return [main, *(table for table in (_aeusserungen(ergebnis), _einwaende(ergebnis)) if table.zeilen)]


def _rangfolge(raenge: Sequence[Rangzeile]) -> Tabelle:
    rated = raenge[0].bewertung is not None
    columns = [Spalte("Rang", zahl=True), Spalte("Thema", name=True)]
    columns += [Spalte("Akzeptanz von 100" if rated else "Punkte", zahl=True)]
    if rated:
        columns += [
            Spalte("Bewertet", zahl=True),
            Spalte("Enthaltungen", zahl=True),
            Spalte("Nicht bewertet", zahl=True),
            Spalte("Von bis", eng=True),
            Spalte("Mit Begründung", zahl=True),
        ]
    if any(row.frueher for row in raenge):
        columns.append(Spalte("Zuvor", eng=True))
    columns.append(Spalte("Anmerkung"))
    notes = any(_anmerkung(row) for row in raenge)
    rows = [_zeile(row, with_before=any(r.frueher for r in raenge)) for row in raenge]
    if not notes:
        return Tabelle("Rangfolge", columns[:-1], [row[:-1] for row in rows])
    return Tabelle("Rangfolge", columns, rows)


def _zeile(row: Rangzeile, *, with_before: bool) -> list[Zelle]:
    cells: list[Zelle] = [row.rang or "", row.text, row.wert_text if row.bewertung else row.wert or 0]
    if rating := row.bewertung:
        span = "" if rating.niedrigster is None else f"{rating.niedrigster} bis {rating.hoechster}"
        cells += [rating.bewertet, rating.enthaltungen, rating.nicht_bewertet, span, rating.mit_grund]
    if with_before:
        cells.append(f"Rang {row.frueher.rang} in {row.frueher.nummer}" if row.frueher else "")
    return [*cells, _anmerkung(row)]


def _anmerkung(row: Rangzeile) -> str:
    notes = ["geteilter Rang"] if row.geteilt else []
    if row.bewertung and row.bewertung.schlechter_als_null:
        notes.append("mehr Widerstand als „So lassen, wie es ist“")
    return ", ".join(notes)


def _worte(ergebnis: Ergebnis) -> Tabelle:
    rows = [(gross(lesbar(row.wort)), row.anzahl) for row in ergebnis.worte]
    return Tabelle("Stimmen", [Spalte("Stimme", name=True), Spalte("Sitze", zahl=True)], rows)


def _aeusserungen(ergebnis: Ergebnis) -> Tabelle:
    """With names in an offene round, one row per Sitz; else only reasons, in no order of Sitze."""
    if not any(one.sitz for one in ergebnis.aeusserungen):
        said: list[list[Zelle]] = [[gross(lesbar(one.was)), one.begruendung] for one in ergebnis.aeusserungen]
        return Tabelle("Begründungen", [Spalte("Stimme", name=True), Spalte("Begründung")], said)
    short = {row.text: row.text.partition(" ")[0] for row in ergebnis.raenge if row.thema_id}
    said_by = [replace(one, was=_kurz(one.was, short)) for one in ergebnis.aeusserungen]
    by_seat = groupby(said_by, key=lambda one: one.sitz)
    rows = [_sitz(sitz, list(said)) for sitz, said in by_seat]
    columns = [Spalte("Sitz", name=True), Spalte("Stimme"), Spalte("Begründung")]
    return Tabelle("Wie die Sitze gestimmt haben", columns, rows)


def _kurz(was: str, kurz: Mapping[str, str]) -> str:
    """With the number of the Thema instead of its title, which stands in the ranking."""
    text, colon, value = was.rpartition(": ")
    return f"{kurz.get(text, text)}{colon}{value}"


def _sitz(sitz: str, said: Sequence[Aeusserung]) -> list[Zelle]:
    """A ballot over several Themen names at each reason what it is about."""
    several = len(said) > 1
    reasons = [f"{one.was}. {one.begruendung}" if several else one.begruendung for one in said if one.begruendung]
    return [sitz, gross("; ".join(lesbar(one.was) for one in said)), " · ".join(reasons)]


def _einwaende(ergebnis: Ergebnis) -> Tabelle:
    named = any(one.sitz for one in ergebnis.einwaende)
    rows: list[list[Zelle]] = [[e.sitz, e.grund, lesbar(e.stand), e.antwort] for e in ergebnis.einwaende]
    columns = [Spalte("Sitz", name=True), Spalte("Einwand"), Spalte("Stand"), Spalte("Antwort")]
    return Tabelle("Einwände", columns if named else columns[1:], rows if named else [row[1:] for row in rows])


@dataclass(frozen=True)
class Balken:
    """One bar of the chart: its length in whole percent, and how many ballots gave which value (none in geheim)."""

    text: str
    wert: str
    anteil: int
    stimmen: Sequence[tuple[str, int]]


def balken(abstimmung: Abstimmung, ergebnis: Ergebnis) -> list[Balken]:
    """The chart beside the main table, in its order."""
    if ergebnis.raenge:
        return [Balken(row.text, row.wert_text, row.anteil, _verteilung(row.stimmen)) for row in ergebnis.raenge]
    most = max((row.anzahl for row in ergebnis.worte), default=0) or 1
    return [
        Balken(
            gross(lesbar(row.wort)),
            str(row.anzahl),
            row.anzahl * 100 // most,
            [] if abstimmung.ist_geheim or not row.anzahl else [("", row.anzahl)],
        )
        for row in ergebnis.worte
    ]


def _verteilung(stimmen: Sequence[int]) -> list[tuple[str, int]]:
    return [(str(value), stimmen.count(value)) for value in sorted(set(stimmen), reverse=True)]


def gross(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]
