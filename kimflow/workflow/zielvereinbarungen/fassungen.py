"""Laying down a text: what was before the Lenkungsgruppe, and what it agreed to. Written once, read for ever."""

import hashlib
from collections.abc import Iterator

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Beschluss,
    Fassungsanlass,
    Massnahme,
    MassnahmeStatus,
    Person,
    Zielvereinbarung,
    Zielvereinbarungsfassung,
)
from kimflow.queries.fassungen import weiterlaufende
from kimflow.queries.niederschrift.worte import freitext, zeile
from kimflow.workflow.acts import lesbar


def festlegen(vereinbarung: Zielvereinbarung, person: Person, beschluss: Beschluss | None = None) -> None:
    """Keep the text as it stands: laid before the Lenkungsgruppe or, with its Beschluss, agreed to."""
    text = wortlaut(vereinbarung)
    vereinbarung.fassungen.append(
        Zielvereinbarungsfassung(
            lfd=len(vereinbarung.fassungen) + 1,
            anlass=Fassungsanlass.ZUGESTIMMT if beschluss else Fassungsanlass.EINGEREICHT,
            text=text,
            pruefsumme=hashlib.sha256(text.encode()).hexdigest(),
            beschluss=beschluss,
            person=person,
            festgelegt_am=clock.now(),
        )
    )
    session().flush()


def wortlaut(vereinbarung: Zielvereinbarung) -> str:
    """Everything that is agreed, in Markdown. No person's name stands in it: institutions bind themselves."""
    return "\n\n".join(_absaetze(vereinbarung)).strip()


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
    yield f"Indikator: {zeile(v.indikator)}"
    yield f"Ausgangswert: {zeile(v.ausgangswert)}"
    yield f"Zielwert: {zeile(v.zielwert)}"
    if v.messung:
        yield f"Messung: {zeile(v.messung)}"
    if v.frist:
        yield f"Frist: {v.frist:%d.%m.%Y}"
    yield "## Maßnahmen"
    for massnahme in sorted(v.massnahmen, key=lambda m: m.nummer):
        if massnahme.status is not MassnahmeStatus.ABGEBROCHEN:
            yield from _massnahme(massnahme)
    if going_on := weiterlaufende(v):
        yield "## Maßnahmen, die aus früheren Fassungen weiterlaufen"
        for massnahme in going_on:
            yield from _massnahme(massnahme)
    yield "## Parteien und ihre Beiträge"
    for beitrag in v.beitraege:
        yield f"### {zeile(beitrag.institution.name)} ({lesbar(beitrag.beteiligung)})"
        yield freitext(beitrag.text)


def _massnahme(massnahme: Massnahme) -> Iterator[str]:
    until = f", bis {massnahme.frist:%d.%m.%Y}" if massnahme.frist else ""
    yield f"### {massnahme.nummer} {zeile(massnahme.titel)}"
    yield f"Verantwortlich: {zeile(massnahme.institution.name)}{until}"
    if massnahme.beschreibung:
        yield freitext(massnahme.beschreibung)
