"""How long the way of a Thema takes: from taking up to the Beschluss, the Maßnahme and the checked effect."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from kimflow.models import ThemaStatus
from kimflow.permissions import Permission
from kimflow.queries.kennzahlen import Bestand, Massnahmenzeile, Wechsel
from kimflow.workflow.kennzahlen.streuung import ZU_WENIGE, streuung, tage
from kimflow.workflow.kennzahlen.tafeln import (
    Ding,
    Fenster,
    Zahlentafel,
    Zeile,
    Zelle,
    gezaehlt,
    in_tagen,
    massnahme,
    thema,
)

Ruhen = Sequence[tuple[date, date | None]]
"""Spans of rest: first day, and the day work went on (None: still resting)."""

_RUHT = ThemaStatus.RUHT.value  # the same word for a Maßnahme


@dataclass(frozen=True)
class Weg:
    """One thing that went from `von` to `bis`."""

    ding: Ding
    von: date
    bis: date
    ruhen: Ruhen = ()

    @property
    def tage(self) -> int:
        return (self.bis - self.von).days

    @property
    def ruhetage(self) -> int:
        """Days of rest that lie on the way."""
        spans = ((max(begin, self.von), min(end or self.bis, self.bis)) for begin, end in self.ruhen)
        return sum(max(0, (end - begin).days) for begin, end in spans)


def ruhezeiten(wechsel: Iterable[Wechsel]) -> dict[tuple[str, int], list[tuple[date, date | None]]]:
    """(art, id) → its spans of rest: put back by a Beschluss or resting, until the next change of status."""
    found: dict[tuple[str, int], list[tuple[date, date | None]]] = {}
    for row in wechsel:
        spans = found.setdefault((row.art, row.id), [])
        if spans and spans[-1][1] is None:
            spans[-1] = (spans[-1][0], row.tag)
        if row.nachher == _RUHT or row.akt == Permission.THEMA_ZURUECKSTELLEN.value:
            spans.append((row.tag, None))
    return found


def wege(bestand: Bestand, fenster: Fenster) -> Zahlentafel:
    """The four steps; a step counts in the period in which it was done."""
    steps = {
        "entscheidung": ("Thema bis Beschluss", _bis_zur_entscheidung),
        "massnahme": ("Beschluss bis Maßnahme", _bis_zur_massnahme),
        "wirkung": ("Maßnahme bis geprüfte Wirkung", _bis_zur_wirkung),
        "ganz": ("Thema bis geprüfte Wirkung", _ganz),
    }
    return Zahlentafel(
        "wege",
        "Wie lange es dauert",
        "Kalendertage. Ein Thema beginnt am Tag, an dem es aufgenommen wurde. Der Beschluss ist der erste, der es "
        "priorisiert oder ‹eine Projektgruppe:akk› beauftragt, mit seinem Datum; was ohne diesen Schritt gleich "
        "vereinbart wurde, zählt erst ab der Maßnahme. Die Maßnahme beginnt mit dem Beschluss, der sie vereinbart; für "
        "den zweiten Schritt zählt die erste des Themas. Die Wirkung ist geprüft am Tag, an dem das im Verlauf steht. "
        "Beschlüsse, die älter sind als ihr Thema (nacherfasst), zählen nicht. Zeiten, in denen etwas zurückgestellt "
        "war oder ruhte, sind mitgezählt; die letzten beiden Spalten sagen, wie oft das vorkam und wie lange es ohne "
        "sie gedauert hätte. Der Zeitraum meint den Tag, an dem der Schritt fertig war. "
        "Unter fünf gibt es keinen Mittelwert.",
        "Schritt",
        {
            "anzahl": "Gezählt",
            "median": "Mittlere Dauer (Median)",
            "haelfte": "Mittlere Hälfte",
            "spanne": "Kürzeste bis längste",
            "ruhte": "Davon mit Ruhezeit",
            "ohne": "Median ohne Ruhezeit",
        },
        [_zeile(key, name, _im(fenster, found(bestand))) for key, (name, found) in steps.items()],
        leer="Noch ist kein Schritt zu Ende. Sobald ‹die Lenkungsgruppe:nom› das erste Thema priorisiert oder "
        "beauftragt, steht hier, wie lange es gedauert hat.",
        hat_zeitraum=True,
    )


def _im(fenster: Fenster, wege: Iterable[Weg]) -> list[Weg]:
    return [weg for weg in wege if weg.bis in fenster]


def _zeile(schluessel: str, name: str, found: Sequence[Weg]) -> Zeile:
    spread = streuung([weg.tage for weg in found])
    rested = [weg for weg in found if weg.ruhetage]
    texts = [ZU_WENIGE if found else "–"] * 4
    if spread:
        texts = [
            tage(spread.median),
            f"{tage(spread.unten)} bis {tage(spread.oben)}",
            f"{spread.kuerzeste} bis {spread.laengste}",
            tage(median(weg.tage - weg.ruhetage for weg in found)),
        ]
    count = gezaehlt(_mit(weg, in_tagen(weg.tage)) for weg in found)
    rest = gezaehlt(_mit(weg, f"{in_tagen(weg.ruhetage)} Ruhezeit") for weg in rested)
    return Zeile(schluessel, name, [count, *map(Zelle, texts[:3]), rest, Zelle(texts[3])], spread)


def _mit(weg: Weg, angabe: str) -> Ding:
    return Ding(weg.ding.sorte, weg.ding.nummer, weg.ding.titel, angabe)


def _bis_zur_entscheidung(bestand: Bestand) -> Iterable[Weg]:
    rests = ruhezeiten(bestand.wechsel)
    for row in bestand.themen:
        if row.entschieden_am and row.entschieden_am >= row.aufgenommen_am:
            yield Weg(thema(row), row.aufgenommen_am, row.entschieden_am, rests.get(("thema", row.id), ()))


def _bis_zur_massnahme(bestand: Bestand) -> Iterable[Weg]:
    rests, agreed = ruhezeiten(bestand.wechsel), _erste(bestand.massnahmen, lambda row: row.vereinbart_am)
    for row in bestand.themen:
        day = agreed.get(row.id)
        if row.entschieden_am and day and day >= row.entschieden_am:
            yield Weg(thema(row), row.entschieden_am, day, rests.get(("thema", row.id), ()))


def _bis_zur_wirkung(bestand: Bestand) -> Iterable[Weg]:
    rests, checked = ruhezeiten(bestand.wechsel), bestand.geprueft_am()
    for row in bestand.massnahmen:
        day = checked.get(row.id)
        if row.vereinbart_am and day and day >= row.vereinbart_am:
            yield Weg(massnahme(row), row.vereinbart_am, day, rests.get(("massnahme", row.id), ()))


def _ganz(bestand: Bestand) -> Iterable[Weg]:
    days = bestand.geprueft_am()
    rests, checked = ruhezeiten(bestand.wechsel), _erste(bestand.massnahmen, lambda row: days.get(row.id))
    for row in bestand.themen:
        day = checked.get(row.id)
        if day and day >= row.aufgenommen_am:
            yield Weg(thema(row), row.aufgenommen_am, day, rests.get(("thema", row.id), ()))


def _erste(rows: Sequence[Massnahmenzeile], tag: Callable[[Massnahmenzeile], date | None]) -> Mapping[int, date]:
    """Thema → the earliest such day among its Maßnahmen."""
    found: dict[int, date] = {}
    for row in rows:
        if day := tag(row):
            found[row.thema_id] = min(day, found.get(row.thema_id, day))
    return found
