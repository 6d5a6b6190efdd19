"""What is signed: what was agreed with the Beitrag of one house, and what tells whether it is still the same."""

import json
from collections.abc import Iterator
from datetime import date

from kimflow.models import Beitrag, Massnahme
from kimflow.queries import vokabeln
from kimflow.queries.niederschrift.worte import freitext, zeile
from kimflow.workflow.zielvereinbarungen.fassungen import gemeinsam, messbar, partei, pruefsumme, verbunden

KLAUSEL = (
    "Jedes Haus verpflichtet sich im Rahmen der eigenen Zuständigkeit selbst. "
    "Die Vereinbarung begründet keine Rechtsansprüche."
)
"""The standard clause above the signatures; an office may put its own words in the setting."""


def klausel() -> str:
    """The clause of this installation."""
    return vokabeln.einstellung("zielvereinbarung.klausel", KLAUSEL)


def wortlaut(beitrag: Beitrag) -> str:
    """The agreed text with this one Beitrag, in Markdown.

    Another party's Beitrag is not part of it: changing one asks only that party again.
    """
    return verbunden(*_absaetze(beitrag))


def _absaetze(beitrag: Beitrag) -> Iterator[str]:
    yield gemeinsam(beitrag.zielvereinbarung)
    yield f"## Beitrag: {partei(beitrag)}"
    yield freitext(beitrag.text)
    yield "## Zeichnung"
    if (beschluss := beitrag.zielvereinbarung.beschluss) is not None:
        yield f"Gezeichnet wird auf Grund von Beschluss {beschluss.nummer} vom {beschluss.gefasst_am:%d.%m.%Y}."
    yield zeile(klausel())


def stand(beitrag: Beitrag) -> str:
    """SHA-256 over what the wording says, by numbers: a house may be renamed without any change of what was agreed."""
    vereinbarung = beitrag.zielvereinbarung
    content = [
        [vereinbarung.nummer, vereinbarung.fassung, vereinbarung.beschluss_id],
        [vereinbarung.titel, vereinbarung.zielzustand, _iso(vereinbarung.frist)],
        [vereinbarung.indikator, vereinbarung.ausgangswert, vereinbarung.zielwert, vereinbarung.messung],
        [[m.nummer, m.titel, m.beschreibung, m.institution_id, _iso(m.frist)] for m in _beschlossene(beitrag)],
        [beitrag.institution_id, beitrag.beteiligung.value, beitrag.text],
    ]
    # What an older release signed said nothing of them: their numbers stand in the texts above.
    if own := [messbar(i) for i in vereinbarung.indikatoren if not i.uebernommen]:
        content.append(own)
    return pruefsumme(json.dumps(content, ensure_ascii=False))


def _beschlossene(beitrag: Beitrag) -> list[Massnahme]:
    found = [m for m in beitrag.zielvereinbarung.massnahmen if m.beschluss_id is not None]
    return sorted(found, key=lambda m: m.nummer)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
