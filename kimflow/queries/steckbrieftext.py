"""The Themensteckbrief in Markdown: the Tischvorlage that page and files show alike. It names no case."""

import re
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


NICHTS_AENDERN = "Immer möglich ist auch, nichts zu ändern."
"""The options of a paper are never complete without it (FACH §6)."""
_NICHTS = re.compile(r"(?i)(keine|ohne) (ver)?änderung|nichts (zu )?(ver)?ändern|so lassen|bleibt,? wie es ist")


def steckbrief(thema: Thema, teile: Sequence[Thema], person: Person | None) -> str:
    """The paper about a Thema loaded by themen.ganz(), with what sichtbare_teile() gave, as `person` may read it.

    None is the public: what houses and the Koordination think of it was said for this house.
    """
    return "\n\n".join(_absaetze(thema, teile, person))


def _absaetze(thema: Thema, teile: Sequence[Thema], person: Person | None) -> Iterator[str]:
    yield f"# {zeile(thema.titel)}"
    yield liste(_eckdaten(thema))
    for name, field in FELDER:
        yield f"## {name}"
        yield freitext(getattr(thema, field)) or "Noch nicht beschrieben."
        if field == "moeglichkeiten" and not _NICHTS.search(thema.moeglichkeiten):
            yield NICHTS_AENDERN
    yield "## Grundlagen"
    yield _grundlagen(thema, mit_quellen=person is not None)
    if person is None:
        return
    yield "## Sicht der beteiligten Stellen"
    views = [(s, "") for s in _der_reihe_nach(thema)]
    views += [(s, teil.nummer) for teil in teile for s in _der_reihe_nach(teil)]
    if not views:
        yield "Noch keine beteiligte Institution benannt."
    for stellungnahme, zu in views:
        yield from _sicht(stellungnahme, zu)
    if thema.ist_eingeschaetzt and themen.sieht_einschaetzungen(person):
        yield "## Einschätzung ‹der Koordinierenden Stelle:gen›"
        yield f"Dringlichkeit: {thema.dringlichkeit}, Einfluss vor Ort: {thema.einfluss}, Aufwand: {thema.aufwand}"
        if thema.einschaetzung:
            yield freitext(thema.einschaetzung)


def _der_reihe_nach(thema: Thema) -> list[Stellungnahme]:
    return sorted(thema.stellungnahmen, key=lambda s: s.institution.kurzname)


def _eckdaten(thema: Thema) -> Iterator[str]:
    houses = sorted(s.institution.kurzname for s in thema.stellungnahmen)
    yield f"**Handlungsfeld:** {zeile(str(thema.handlungsfeld)) if thema.handlungsfeld else 'noch offen'}"
    yield f"**Rechtskreise:** {zeile(', '.join(r.kurz for r in thema.rechtskreise)) or 'noch offen'}"
    yield f"**Beteiligte Institutionen:** {zeile(', '.join(houses)) or 'noch keine'}"


def _grundlagen(thema: Thema, *, mit_quellen: bool) -> str:
    basis = themen.grundlagen(thema, None)
    rows = [
        f"{QUELLENARTEN[g.quellenart]} vom {g.datum:%d.%m.%Y}{f': {zeile(g.quelle)}' if mit_quellen else ''}"
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
    elif stellungnahme.steht_aus and stellungnahme.frist:
        yield f"Erbeten bis {stellungnahme.frist:%d.%m.%Y}, noch nicht abgegeben."
    else:
        yield "Keine Stellungnahme abgegeben."
