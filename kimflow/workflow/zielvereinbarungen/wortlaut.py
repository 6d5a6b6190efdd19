"""What is signed: the text a house reads before it signs, and what tells whether the agreement is still the same."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date

from kimflow.columns import canonical
from kimflow.dezimalzahlen import geschrieben
from kimflow.models import Beitrag, Indikator, Massnahme
from kimflow.queries import vokabeln
from kimflow.workflow.acts import lesbar

KLAUSEL = (
    "Jedes Haus verpflichtet sich im Rahmen der eigenen Zuständigkeit selbst. "
    "Die Vereinbarung begründet keine Rechtsansprüche."
)
"""The standard clause above the signatures; an office may put its own words in the setting."""


def klausel() -> str:
    """The clause of this installation."""
    return vokabeln.einstellung("zielvereinbarung.klausel", KLAUSEL)


def wortlaut(beitrag: Beitrag) -> str:
    """The agreed text with this one Beitrag, as plain text in its canonical form; names as they are today.

    Another party's Beitrag is not part of it: changing one asks only that party again.
    """
    return canonical("\n".join(_zeilen(beitrag)), lines=True)


def _zeilen(beitrag: Beitrag) -> Iterator[str]:
    vereinbarung = beitrag.zielvereinbarung
    yield f"Zielvereinbarung {vereinbarung.nummer}, Fassung {vereinbarung.fassung}"
    yield vereinbarung.titel
    if vereinbarung.beschluss is not None:
        yield f"Beschluss {vereinbarung.beschluss.nummer} vom {_tag(vereinbarung.beschluss.gefasst_am)}"
    yield from ("", "Zielzustand", vereinbarung.zielzustand)
    yield from ("", "Woran wir es messen", *map(messbar, vereinbarung.indikatoren))
    if not vereinbarung.indikatoren:
        yield (
            f"{vereinbarung.indikator}: von {vereinbarung.ausgangswert} auf {vereinbarung.zielwert} "
            f"({vereinbarung.messung})"
        )
    yield from ("", f"Frist: {_tag(vereinbarung.frist)}", "", "Maßnahmen")
    for massnahme in _beschlossene(beitrag):
        yield f"{massnahme.nummer} {massnahme.titel}, {massnahme.institution.name}, Frist {_tag(massnahme.frist)}"
        if massnahme.beschreibung:
            yield massnahme.beschreibung
    yield from ("", f"Beitrag: {beitrag.institution.name} ({lesbar(beitrag.beteiligung)})", beitrag.text)
    yield from ("", klausel())


def messbar(indikator: Indikator) -> str:
    """An Indikator in one line, as it is agreed and signed."""
    unit = f" {indikator.einheit}" if indikator.einheit else ""
    more = [
        *([f"Quelle: {indikator.quelle}"] if indikator.quelle else []),
        *([f"gemessen {lesbar(indikator.rhythmus)}"] if indikator.rhythmus else []),
    ]
    line = f"{indikator.name}: von {geschrieben(indikator.ausgangswert)} auf {geschrieben(indikator.zielwert)}{unit}"
    return f"{line} ({'; '.join(more)})" if more else line


def pruefsumme(text: str) -> str:
    """SHA-256 of the bytes in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


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


def _tag(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else "offen"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
