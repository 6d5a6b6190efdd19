"""Rounds of voting in the minutes: rule, result, who took part. All of it comes from queries.ergebnisse."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from kimflow.models import Abstimmung, AbstimmungStatus, Einwandstand, Methode
from kimflow.queries import ergebnisse
from kimflow.queries.ergebnisse import Aeusserung, Einwandzeile, Ergebnis, Rangzeile
from kimflow.queries.niederschrift.worte import METHODEN, STIMMWORTE, aufzaehlung, liste, zeile
from kimflow.saetze import als_satz

_EINWANDSTAND = {
    Einwandstand.BESTEHT: "besteht",
    Einwandstand.BEANTWORTET: "beantwortet, besteht weiter",
    Einwandstand.ZURUECKGEZOGEN: "zurückgezogen",
}


def runde(abstimmung: Abstimmung) -> Iterator[str]:
    """The paragraphs about a round; nothing about one that was only prepared."""
    if abstimmung.status is AbstimmungStatus.VORBEREITET:
        return
    yield (
        f"**Abstimmung {abstimmung.nummer}** ({METHODEN[abstimmung.methode]}, "
        f"{abstimmung.geheimhaltung.value}): {zeile(abstimmung.frage)}"
    )
    if abstimmung.status is AbstimmungStatus.ANNULLIERT:
        yield f"Die Abstimmung wurde annulliert: {zeile(abstimmung.annullierung or '')}"
        return
    result = ergebnisse.ergebnis(abstimmung)
    if result is None:
        yield "Die Abstimmung ist noch nicht ausgezählt."
        return
    yield from _ergebnis(abstimmung, result)


def _ergebnis(abstimmung: Abstimmung, result: Ergebnis) -> Iterator[str]:
    yield zeile(result.regel)
    yield f"**Ergebnis:** {zeile(result.satz)}"
    if result.raenge:
        yield liste(f"{_platz(row)}: {zeile(row.text)} ({_wert(abstimmung, row)})" for row in result.raenge)
    if result.worte:
        counted = [f"{row.anzahl} × {STIMMWORTE[row.wort]}" for row in result.worte if row.anzahl]
        yield f"Abgegeben wurden: {', '.join(counted) or 'keine Stimmen'}."
    yield from _beteiligung(result)
    if result.quorum:
        yield zeile(result.quorum)
    yield from _gleichstand(result)
    if result.ausstehend:
        yield f"Noch nicht zugestimmt hat, wer handeln muss: {aufzaehlung([zeile(n) for n in result.ausstehend])}."
    if result.aeusserungen:
        yield liste(_gesagt(result.aeusserungen))
    if result.einwaende:
        yield "Schwere Einwände:"
        yield liste(_einwand(row) for row in result.einwaende)
    if abstimmung.status is AbstimmungStatus.GESCHLOSSEN:
        yield "Das Ergebnis ist noch nicht festgestellt."


def _platz(row: Rangzeile) -> str:
    if row.rang is None:
        return "Ohne Platz"
    return f"Platz {row.rang} (geteilt)" if row.geteilt else f"Platz {row.rang}"


def _wert(abstimmung: Abstimmung, row: Rangzeile) -> str:
    if row.wert is None:
        return "nicht bewertet"
    if abstimmung.methode is Methode.WIDERSTAND:
        return f"Akzeptanz {row.wert_text} von 100"
    return f"{row.wert_text} {'Punkt' if row.wert == 1 else 'Punkte'}"


def _beteiligung(result: Ergebnis) -> Iterator[str]:
    """Who did not take part; how many did, the result says itself."""
    turnout = result.beteiligung
    if turnout.fehlende:
        yield als_satz(f"Nicht abgestimmt: {aufzaehlung([zeile(name) for name in turnout.fehlende])}")
    if turnout.befangene_mit_grund:
        yield als_satz(f"Befangen: {aufzaehlung([zeile(name) for name in turnout.befangene_mit_grund])}")


def _gleichstand(result: Ergebnis) -> Iterator[str]:
    if result.gleichstand:
        yield zeile(result.gleichstand)
    if result.gleichstand_entscheidung:
        yield f"Entscheidung des Vorsitzes: {zeile(result.gleichstand_entscheidung)}"


def _gesagt(said: Sequence[Aeusserung]) -> Iterator[str]:
    """In an offene round one line for each Sitz; elsewhere the reasons alone, which carry no name."""
    for sitz, rows in groupby(said, key=lambda one: one.sitz):
        if sitz:
            yield f"{zeile(sitz)}: {'; '.join(_wort(row) for row in rows)}"
        else:
            yield from (_wort(row) for row in rows)


def _wort(row: Aeusserung) -> str:
    what = STIMMWORTE.get(row.was, row.was)  # type: ignore[call-overload]  # a word of the ballot, or a sentence
    return f"{zeile(str(what))} – {zeile(row.begruendung)}" if row.begruendung else zeile(str(what))


def _einwand(row: Einwandzeile) -> str:
    who = f"{zeile(row.sitz)}: " if row.sitz else ""
    answer = f" Antwort: {zeile(row.antwort)}" if row.antwort else ""
    return f"{who}{zeile(row.grund)} ({_EINWANDSTAND[row.stand]}).{answer}"
