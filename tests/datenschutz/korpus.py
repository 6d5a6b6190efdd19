"""The labelled corpus: sentences with marked places, and how well a check does on them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kimflow.workflow.datenschutz import Art, Befund, pruefen

ORDNER = Path(__file__).parent / "korpus"
_STELLE = re.compile(r"\[\[(.+?)\|(\w+)\]\]")
WEICH = (Art.NAME, Art.MERKMALE)


@dataclass(frozen=True)
class Satz:
    """A sentence and its marked places as (kind, begin, end)."""

    text: str
    stellen: tuple[tuple[Art, int, int], ...]


def lesen(teil: str) -> list[Satz]:
    lines = (ORDNER / f"{teil}.txt").read_text(encoding="utf-8").splitlines()
    return [_satz(line) for line in lines if line.strip() and not line.startswith("#")]


def _satz(line: str) -> Satz:
    text, places, end = "", [], 0
    for match in _STELLE.finditer(line):
        text += line[end : match.start()]
        places.append((Art(match[2]), len(text), len(text) + len(match[1])))
        text += match[1]
        end = match.end()
    return Satz(text + line[end:], tuple(places))


@dataclass
class Guete:
    """Counts over a part of the corpus, and the sentences that went wrong."""

    strukturiert: int = 0
    gefunden: int = 0
    gemeldet: int = 0
    richtig: int = 0
    namen: int = 0
    namen_gefunden: int = 0
    saubere: int = 0
    sauber_markiert: int = 0
    fehler: list[str] = field(default_factory=list)

    @property
    def zeile(self) -> str:
        return (
            f"strukturiert: Trefferquote {_teil(self.gefunden, self.strukturiert)}, "
            f"Genauigkeit {_teil(self.richtig, self.gemeldet)}; Namen: {_teil(self.namen_gefunden, self.namen)}; "
            f"falsch markierte saubere Sätze: {_teil(self.sauber_markiert, self.saubere)}"
        )


def _teil(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.1%}" if whole else "–"


def messen(saetze: Iterable[Satz]) -> Guete:
    guete = Guete()
    for satz in saetze:
        befunde = pruefen(satz.text)
        guete.saubere += not satz.stellen
        if befunde and not satz.stellen:
            guete.sauber_markiert += 1
            guete.fehler.append(f"zu Unrecht: {satz.text} {_zeigen(satz, befunde)}")
        for art, anfang, ende in satz.stellen:
            _stelle(guete, satz, befunde, art, anfang, ende)
        for befund in (b for b in befunde if b.hart):
            guete.gemeldet += 1
            if any(art == befund.art and befund.ueberschneidet(a, e) for art, a, e in satz.stellen):
                guete.richtig += 1
            else:
                guete.fehler.append(f"falsch: {satz.text} {_zeigen(satz, [befund])}")
    return guete


def _stelle(guete: Guete, satz: Satz, befunde: list[Befund], art: Art, anfang: int, ende: int) -> None:
    """A structured place is found if a hard finding of its kind covers most of it, a name if any touches it."""
    if art not in WEICH:
        guete.strukturiert += 1
        covered = max(
            (min(b.ende, ende) - max(b.anfang, anfang) for b in befunde if b.hart and b.art is art), default=0
        )
        hit = covered * 2 > ende - anfang
        guete.gefunden += hit
    elif art is Art.NAME:
        guete.namen += 1
        hit = any(b.ueberschneidet(anfang, ende) for b in befunde)
        guete.namen_gefunden += hit
    else:
        hit = any(b.art is art for b in befunde)
    if not hit:
        guete.fehler.append(
            f"nicht gefunden ({art}): {satz.text[anfang:ende]} in: {satz.text} {_zeigen(satz, befunde)}"
        )


def _zeigen(satz: Satz, befunde: list[Befund]) -> list[str]:
    return [f"{b.art}:{satz.text[b.anfang : b.ende]}" for b in befunde]
