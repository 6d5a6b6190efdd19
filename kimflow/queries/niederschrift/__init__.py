"""The Ergebnisprotokoll as it writes itself from what happened, in Markdown, and its paragraphs."""

import re
from collections.abc import Iterator

from kimflow.models import Sitzung
from kimflow.permissions import Permission
from kimflow.queries import bezeichnungen, sitzungen
from kimflow.queries.niederschrift import laden, punkte, rueckblick
from kimflow.queries.niederschrift.beschluesse import WIRKUNGEN, wirkung
from kimflow.queries.niederschrift.laden import Spur
from kimflow.queries.niederschrift.teilnahme import teilnahme
from kimflow.queries.niederschrift.worte import datum, freitext, liste, person, uhrzeit, zeile

__all__ = ["WIRKUNGEN", "absaetze", "niederschrift"]

_LEERZEILE = re.compile(r"\n[ \t]*\n")
_UEBERSCHRIFT = re.compile(r"#{1,6}\s[^\n]*")
_EINTRAG = re.compile(r"([-*+]|\d+[.)])\s")


def niederschrift(sitzung: Sitzung) -> str:
    """The minutes of this meeting as of now. The same rows always give the same text."""
    meeting = laden.sitzung(sitzung.id)
    text = "\n\n".join(part.strip() for part in _teile(meeting) if part.strip())
    return bezeichnungen.eingesetzt(text)


def _teile(sitzung: Sitzung) -> Iterator[str]:
    spur, vota = laden.spur(sitzung), laden.vota(sitzung)
    yield f"# Ergebnisprotokoll der Sitzung {sitzung.nummer}\n\n{liste(_kopf(sitzung))}"
    yield "## Teilnahme"
    yield from teilnahme(sitzung)
    if sitzung.tops:
        agenda = [f"TOP {top.position}: {zeile(top.titel)}" for top in sitzung.tops]
        yield f"## Tagesordnung\n\n{liste(agenda)}"
    if earlier := rueckblick.letztes_protokoll(sitzung):
        yield f"## Protokoll der letzten Sitzung\n\n{earlier}"
    if open_tasks := list(rueckblick.offene_auftraege(sitzung)):
        yield f"## Offene Aufträge aus früheren Sitzungen\n\n{liste(open_tasks)}"
    for top in sitzung.tops:
        yield from punkte.punkt(top, sitzung, spur, vota.get(top.id, ()))
    if parked := list(_themenspeicher(sitzung, spur)):
        yield f"## In den Themenspeicher gelegt\n\n{liste(parked)}"
    if rest := punkte.uebrige(sitzung):
        yield f"## Für die nächste Tagesordnung\n\n{liste(rest)}"
    yield f"## Aufträge\n\n{punkte.auftraege(sitzung) or 'Es wurden keine Aufträge erteilt.'}"
    yield f"## Nächste Sitzung\n\n{_naechste(sitzung)}"
    if sitzung.schlusswort:
        yield f"## Schluss\n\n{freitext(sitzung.schlusswort)}"


def _kopf(sitzung: Sitzung) -> Iterator[str]:
    begun, ended = sitzung.eroeffnet_am, sitzung.geschlossen_am
    yield f"Gremium: {zeile(sitzung.gremium.name)}"
    yield f"Tag: {datum(begun or sitzung.beginn)}"
    if begun:
        yield f"Zeit: {uhrzeit(begun)} bis {uhrzeit(ended)} Uhr" if ended else f"Zeit: ab {uhrzeit(begun)} Uhr"
    places = [zeile(sitzung.ort)] * bool(sitzung.ort) + ["Videokonferenz"] * bool(sitzung.online)
    yield f"Ort: {' und '.join(places) or 'nicht angegeben'}"
    yield f"Vorsitz: {person(sitzung.vorsitz) if sitzung.vorsitz else 'nicht benannt'}"
    yield f"Protokoll: {person(sitzung.protokollfuehrung) if sitzung.protokollfuehrung else 'nicht benannt'}"


def _themenspeicher(sitzung: Sitzung, spur: Spur) -> Iterator[str]:
    for top in sitzung.tops:
        for decision in top.beschluesse:
            for effect in decision.wirkungen:
                if effect.akt == Permission.THEMA_ZURUECKSTELLEN:
                    reason = zeile(str(spur.angaben(effect).get("begruendung", "")))
                    yield f"{wirkung(effect, spur)} ({decision.nummer}). {reason}".strip()


def _naechste(sitzung: Sitzung) -> str:
    coming = sitzungen.naechste(sitzung)
    if coming is None:
        return "Der Termin steht noch nicht fest."
    where = f", {zeile(coming.ort)}" if coming.ort else ""
    return f"{datum(coming.beginn)}, {uhrzeit(coming.beginn)} Uhr{where} ({coming.nummer})"


def absaetze(text: str) -> list[str]:
    """The paragraphs of minutes, counted from 1 wherever somebody objects to one.

    A heading belongs to the paragraph below it, the entries of one list to each other.
    """
    found: list[str] = []
    for block in filter(None, (part.strip("\n") for part in _LEERZEILE.split(text))):
        if found and (_nur_ueberschriften(found[-1]) or _setzt_fort(found[-1], block)):
            found[-1] += f"\n\n{block}"
        else:
            found.append(block)
    return found


def _nur_ueberschriften(block: str) -> bool:
    return all(_UEBERSCHRIFT.fullmatch(line) for line in block.splitlines() if line)


def _setzt_fort(before: str, block: str) -> bool:
    last = before.splitlines()[-1]
    is_list = bool(_EINTRAG.match(last) or last.startswith((" ", "\t")))
    return block.startswith(("    ", "\t")) or bool(is_list and _EINTRAG.match(block))
