"""A report as one text: what closing lays down, what files are made of, and the sum that proves it."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from kimflow.columns import canonical
from kimflow.models import Bericht, Berichtsabschnitt
from kimflow.queries.niederschrift.worte import datum, freitext
from kimflow.workflow.berichte.arten import ARTEN
from kimflow.workflow.berichte.teile import eingesetzt, in_worten, wort


def text(bericht: Bericht) -> str:
    """The whole report in Markdown, the words of its figures included. Its sections and figures are loaded."""
    return canonical("\n\n".join(_absaetze(bericht)), lines=True)


def zahlworte(abschnitt: Berichtsabschnitt) -> dict[str, str]:
    """Key → the word that stands for it."""
    return {z.schluessel: in_worten(z.wert, z.einheit, z.verdeckt_unter) for z in abschnitt.zahlen}


def _absaetze(bericht: Bericht) -> Iterator[str]:
    yield f"# {wort(bericht.titel)}"
    yield "\n".join(_angaben(bericht))
    number = 0
    for section in bericht.abschnitte:
        words = [eingesetzt(section.erzeugt, zahlworte(section)), freitext(section.text)]
        if any(words):
            number += 1
            place = f"{number}. " if ARTEN[bericht.art].nummeriert else ""
            yield f"## {place}{wort(section.titel)}"
            yield from filter(None, words)


def _angaben(bericht: Bericht) -> Iterator[str]:
    yield f"**Bericht:** {bericht.nummer}, {ARTEN[bericht.art].name}"
    yield f"**Zeitraum:** {datum(bericht.von)} bis {datum(bericht.bis)}"
    yield f"**Stichtag:** {datum(bericht.stichtag)}"
    if bericht.ersetzt is not None:
        yield f"**Ersetzt:** {bericht.ersetzt.nummer}, weil: {wort(bericht.berichtigung)}"


def pruefsumme(bericht: Bericht, text: str, briefkopf: str) -> str:
    """SHA-256 over all that closing lays down: this text and letterhead, the figures and the rows behind them."""
    laid_down = json.dumps(_festes(bericht, text, briefkopf), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(laid_down.encode()).hexdigest()


def _festes(bericht: Bericht, text: str, briefkopf: str) -> dict[str, Any]:
    dates = [str(day) for day in (bericht.von, bericht.bis, bericht.stichtag)]
    figures = [
        [section.schluessel, z.schluessel, z.name, z.einheit.value, z.wert, z.verdeckt_unter,
         [[r.sorte, r.gegenstand_id, r.nummer, r.titel, r.angabe, r.beitrag] for r in z.zeilen]]
        for section in bericht.abschnitte
        for z in section.zahlen
    ]  # fmt: skip
    head = [bericht.nummer, bericht.art.value, bericht.titel, *dates, briefkopf]
    return {"kopf": head, "text": text, "zahlen": figures}


def stimmt(bericht: Bericht) -> bool:
    """Whether a closed report, rows included, is still what was laid down."""
    return pruefsumme(bericht, bericht.text, bericht.briefkopf) == bericht.pruefsumme
