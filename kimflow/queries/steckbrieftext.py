"""The Themensteckbrief in Markdown: the Tischvorlage that an office edits, prints and files. It names no case."""

from collections.abc import Iterator, Sequence

from kimflow import clock
from kimflow.models import Person, Stellungnahme, Thema
from kimflow.queries import themen
from kimflow.queries.niederschrift.worte import QUELLENARTEN, freitext, liste, zeile

FELDER = (
    ("Problem", "problem"),
    ("Wirkung auf Menschen", "wirkung_menschen"),
    ("Wirkung auf Stellen", "wirkung_stellen"),
    ("Warum jetzt?", "warum_jetzt"),
    ("Was ist gefragt?", "gefragt"),
    ("Möglichkeiten", "moeglichkeiten"),
    ("Prüfung auf Doppelstrukturen", "doppelstruktur"),
)


def steckbrief(thema: Thema, teile: Sequence[Thema], person: Person) -> str:
    """The paper about a Thema loaded by themen.ganz(), with what sichtbare_teile() gave, as `person` may read it."""
    return "\n\n".join(_absaetze(thema, teile, person))


def _absaetze(thema: Thema, teile: Sequence[Thema], person: Person) -> Iterator[str]:
    yield f"# {zeile(thema.titel)}"
    yield liste(_eckdaten(thema))
    for name, field in FELDER:
        yield f"## {name}"
        yield freitext(getattr(thema, field)) or "Noch nicht beschrieben."
    yield "## Grundlagen"
    yield _grundlagen(thema)
    yield "## Sicht der beteiligten Stellen"
    views = [(s, thema) for s in thema.stellungnahmen] + [(s, teil) for teil in teile for s in teil.stellungnahmen]
    if not views:
        yield "Noch keine beteiligte Institution benannt."
    for stellungnahme, zu in views:
        yield from _sicht(stellungnahme, zu.nummer if zu is not thema else "")
    if thema.ist_eingeschaetzt and themen.sieht_einschaetzungen(person):
        yield "## Einschätzung ‹der Koordinierenden Stelle:gen›"
        yield f"Dringlichkeit: {thema.dringlichkeit}, Einfluss vor Ort: {thema.einfluss}, Aufwand: {thema.aufwand}"
        if thema.einschaetzung:
            yield freitext(thema.einschaetzung)


def _eckdaten(thema: Thema) -> Iterator[str]:
    houses = sorted(s.institution.kurzname for s in thema.stellungnahmen)
    yield f"**Handlungsfeld:** {zeile(str(thema.handlungsfeld)) if thema.handlungsfeld else 'noch offen'}"
    yield f"**Rechtskreise:** {zeile(', '.join(r.kurz for r in thema.rechtskreise)) or 'noch offen'}"
    yield f"**Beteiligte Institutionen:** {zeile(', '.join(houses)) or 'noch keine'}"


def _grundlagen(thema: Thema) -> str:
    basis = themen.grundlagen(thema, None)
    rows = [
        f"{QUELLENARTEN[g.quellenart]} vom {g.datum:%d.%m.%Y}: {zeile(g.quelle)}"
        for g in basis.quellen
        if g.quellenart is not None
    ]
    if basis.anzahl_meldungen.wert != 0:
        rows.insert(0, f"Angenommene Meldungen: {zeile(str(basis.anzahl_meldungen))}")
    if basis.anzahl.wert != 0:
        rows.insert(0, f"Freigegebene Bruchstellen aus Fallrekonstruktionen: {zeile(str(basis.anzahl))}")
    if basis.kommunen:
        rows.append(f"Betroffene Kommunen: {zeile(', '.join(basis.kommunen))}")
    return liste(rows) if rows else "Noch keine Grundlage genannt."


def _sicht(stellungnahme: Stellungnahme, zu: str) -> Iterator[str]:
    yield f"### {zeile(stellungnahme.institution.name)}{f' zu {zu}' if zu else ''}"
    if stellungnahme.text and stellungnahme.abgegeben_am:
        yield freitext(stellungnahme.text)
        yield f"Vom {clock.local(stellungnahme.abgegeben_am):%d.%m.%Y}"
    else:
        yield "Keine Stellungnahme abgegeben."
