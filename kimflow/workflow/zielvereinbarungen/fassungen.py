"""What is agreed, in words: the one place that says it, and laying it down. Written once, read for ever."""

import hashlib
from collections.abc import Iterator

from kimflow import clock
from kimflow.columns import canonical
from kimflow.db import session
from kimflow.dezimalzahlen import geschrieben
from kimflow.models import (
    Beitrag,
    Beschluss,
    Fassungsanlass,
    Indikator,
    Massnahme,
    MassnahmeStatus,
    Person,
    Zielvereinbarung,
    Zielvereinbarungsfassung,
)
from kimflow.queries.fassungen import geltende, weiterlaufende
from kimflow.queries.niederschrift.worte import freitext, zeile
from kimflow.workflow.acts import lesbar

PARTEIEN = "## Parteien und ihre Beiträge"
"""Here ends what all parties share. Nothing that was typed opens such a line: typed headings stand lower."""


def festlegen(
    vereinbarung: Zielvereinbarung, person: Person, anlass: Fassungsanlass, beschluss: Beschluss | None = None
) -> None:
    """Keep the text as it stands: laid before the Lenkungsgruppe, agreed to, or changed in one Beitrag since."""
    text = wortlaut(vereinbarung)
    vereinbarung.fassungen.append(
        Zielvereinbarungsfassung(
            lfd=len(vereinbarung.fassungen) + 1,
            anlass=anlass,
            text=text,
            pruefsumme=pruefsumme(text),
            beschluss=beschluss,
            person=person,
            festgelegt_am=clock.now(),
        )
    )
    session().flush()


def wortlaut(vereinbarung: Zielvereinbarung) -> str:
    """Everything that is agreed, in Markdown. No person's name stands in it: institutions bind themselves."""
    return verbunden(gemeinsam(vereinbarung), *_parteien(vereinbarung))


def gemeinsam(vereinbarung: Zielvereinbarung) -> str:
    """What binds every party alike: word for word as it was agreed to, before that as the draft has it."""
    if (agreed := geltende(vereinbarung)) is not None:
        return agreed.text.partition(f"\n\n{PARTEIEN}")[0]
    return verbunden(*_absaetze(vereinbarung))


def verbunden(*absaetze: str) -> str:
    """Paragraphs as one text, in the form in which it is stored."""
    return canonical("\n\n".join(absaetze), lines=True)


def pruefsumme(text: str) -> str:
    """SHA-256 of the bytes in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def partei(beitrag: Beitrag) -> str:
    """The institution and how it takes part."""
    return f"{zeile(beitrag.institution.name)} ({lesbar(beitrag.beteiligung)})"


def messbar(indikator: Indikator) -> str:
    """An Indikator in one line; when it is read next is no part of what is agreed."""
    unit = f" {indikator.einheit}" if indikator.einheit else ""
    more = [
        *([f"Quelle: {indikator.quelle}"] if indikator.quelle else []),
        *([f"gemessen {lesbar(indikator.rhythmus)}"] if indikator.rhythmus else []),
    ]
    line = f"{indikator.name}: von {geschrieben(indikator.ausgangswert)} auf {geschrieben(indikator.zielwert)}{unit}"
    return f"{line} ({'; '.join(more)})" if more else line


def _absaetze(vereinbarung: Zielvereinbarung) -> Iterator[str]:
    v = vereinbarung
    yield f"# {zeile(v.titel)}"
    yield f"Zielvereinbarung {v.stamm}, Fassung {v.fassung}, zum Thema {zeile(str(v.thema))}"
    yield f"Erarbeitet von: {zeile(v.projektgruppe.name)}"
    if v.fortschreibung:
        yield f"Fortgeschrieben, weil: {zeile(v.fortschreibung)}"
    yield "## Zielzustand"
    yield freitext(v.zielzustand)
    yield "## Woran wir es messen"
    yield from (zeile(messbar(indikator)) for indikator in v.indikatoren)
    if not v.indikatoren:
        yield from _in_worten(v)
    if v.frist:
        yield f"Frist: {v.frist:%d.%m.%Y}"
    yield "## Maßnahmen"
    for massnahme in sorted(v.massnahmen, key=lambda m: m.nummer):
        # One that was given up after the consent was agreed all the same.
        if massnahme.beschluss_id is not None or massnahme.status is not MassnahmeStatus.ABGEBROCHEN:
            yield from _massnahme(massnahme)
    if going_on := weiterlaufende(v):
        yield "## Maßnahmen, die aus früheren Fassungen weiterlaufen"
        for massnahme in going_on:
            yield from _massnahme(massnahme)


def _in_worten(vereinbarung: Zielvereinbarung) -> Iterator[str]:
    """As older releases wrote it down, where it never became numbers."""
    yield f"Indikator: {zeile(vereinbarung.indikator)}"
    yield f"Ausgangswert: {zeile(vereinbarung.ausgangswert)}"
    yield f"Zielwert: {zeile(vereinbarung.zielwert)}"
    if vereinbarung.messung:
        yield f"Messung: {zeile(vereinbarung.messung)}"


def _massnahme(massnahme: Massnahme) -> Iterator[str]:
    until = f", bis {massnahme.frist:%d.%m.%Y}" if massnahme.frist else ""
    yield f"### {massnahme.nummer} {zeile(massnahme.titel)}"
    yield f"Verantwortlich: {zeile(massnahme.institution.name)}{until}"
    if massnahme.beschreibung:
        yield freitext(massnahme.beschreibung)


def _parteien(vereinbarung: Zielvereinbarung) -> Iterator[str]:
    yield PARTEIEN
    for beitrag in vereinbarung.beitraege:
        if not beitrag.ist_ausgenommen:
            yield f"### {partei(beitrag)}"
            yield freitext(beitrag.text)
    if left_out := [b for b in vereinbarung.beitraege if b.ist_ausgenommen]:
        yield "## In Kraft ohne diese Parteien"
        yield from (f"{zeile(b.institution.name)}: {zeile(b.ausgenommen)}" for b in left_out)
