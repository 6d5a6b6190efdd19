"""Adding, moving and removing rows of the form by a button, on what was typed: nothing is judged, nothing is lost."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from kimflow.columns import canonical

KNOPF, ENTFERNT = "zeile", "entfernt"
STATIONEN, BRUCHSTELLEN = "stationen", "bruchstellen"
WORT = {STATIONEN: "Station", BRUCHSTELLEN: "Bruchstelle"}
# A row is there as soon as one of its fields is; this one every row has.
LEER = {STATIONEN: "geschehen", BRUCHSTELLEN: "satz"}
HOECHSTENS = 40

Zeile = dict[str, list[str]]


@dataclass
class Tafel:
    """Both tables as they were typed: per row the field's name and its values, in the order on the screen."""

    zeilen: dict[str, list[Zeile]]
    meldung: str = ""
    entfernt: str = ""
    """The row just taken out, to be put back: kept in the page, nowhere else."""
    art: str = ""
    """Which table the button changed."""
    andere: list[tuple[str, str]] = field(default_factory=list)

    @property
    def formdata(self) -> MultiDict[str, str]:
        """All of it as a form sends it, rows numbered anew."""
        pairs = list(self.andere)
        for art, rows in self.zeilen.items():
            for number, row in enumerate(rows):
                pairs += [(f"{art}-{number}-{name}", value) for name, values in row.items() for value in values]
        return MultiDict(pairs)


def gelesen(formdata: Any) -> Tafel:
    """What was sent, taken apart into rows."""
    rows: dict[str, dict[int, Zeile]] = {STATIONEN: {}, BRUCHSTELLEN: {}}
    table = Tafel({})
    for name, value in formdata.items(multi=True):
        art, _, rest = name.partition("-")
        number, _, column = rest.partition("-")
        if art in rows and ist_zeilennummer(number):
            rows[art].setdefault(int(number), {}).setdefault(column, []).append(value)
        elif name not in (KNOPF, ENTFERNT):
            table.andere.append((name, value))
    table.zeilen = {art: [row for _, row in sorted(found.items())] for art, found in rows.items()}
    return table


def ist_zeilennummer(text: str) -> bool:
    """Row numbers as our own form writes them; a forged one is no row."""
    return text.isascii() and text.isdecimal() and len(text) <= 3


def umgestellt(formdata: Any) -> Tafel | None:
    """What was sent after the pressed button has done its work; None if no such button was pressed."""
    art, number, what = _knopf(formdata.get(KNOPF, ""))
    if art is None:
        return None
    table = gelesen(formdata)
    table.art = BRUCHSTELLEN if what == "bruch" else art
    if what == "zurueck":
        _put_back(table, formdata.get(ENTFERNT, ""))
    elif what == "neu":
        _add(table, art, {LEER[art]: [""]})
    elif 0 <= number < len(table.zeilen[art]):
        _DO[what](table, art, number)
    return table


def _knopf(text: str) -> tuple[str | None, int, str]:
    """stationen-2-hoch, bruchstellen-neu, stationen-zurueck taken apart."""
    parts = text.split("-")
    if len(parts) == 2 and parts[0] in WORT and parts[1] in ("neu", "zurueck"):
        return parts[0], -1, parts[1]
    if len(parts) == 3 and parts[0] in WORT and ist_zeilennummer(parts[1]) and parts[2] in _DO:
        return parts[0], int(parts[1]), parts[2]
    return None, -1, ""


def _add(table: Tafel, art: str, row: Zeile) -> None:
    rows = table.zeilen[art]
    if len(rows) >= HOECHSTENS:
        table.meldung = f"Mehr als {HOECHSTENS} Zeilen gehen nicht."
        return
    rows.append(row)
    table.meldung = f"{WORT[art]} {len(rows)} hinzugefügt."


def _move(table: Tafel, art: str, number: int, by: int) -> None:
    rows, other = table.zeilen[art], number + by
    if not 0 <= other < len(rows):
        return
    rows[number], rows[other] = rows[other], rows[number]
    if art == STATIONEN:
        _follow(table, {number + 1: other + 1, other + 1: number + 1})
    table.meldung = f"{WORT[art]} {number + 1} ist jetzt {WORT[art]} {other + 1}."


def _remove(table: Tafel, art: str, number: int) -> None:
    """A break after the removed Station is a break after the one before."""
    row = table.zeilen[art].pop(number)
    broken = [i for i, one in enumerate(table.zeilen[BRUCHSTELLEN]) if one.get("nach_station") == [str(number + 1)]]
    if art == STATIONEN:
        _follow(table, {old: old - 1 for old in range(number + 1, HOECHSTENS + 2)})
    table.entfernt = json.dumps([art, number, row, broken if art == STATIONEN else []], ensure_ascii=False)
    table.meldung = f"{WORT[art]} {number + 1} entfernt."


def _put_back(table: Tafel, text: str) -> None:
    removed = _removed(text)
    if removed is None or len(table.zeilen[removed[0]]) >= HOECHSTENS:
        return
    art, number, row, broken = removed
    rows = table.zeilen[art]
    number = min(number, len(rows))
    if art == STATIONEN:
        _follow(table, {old: old + 1 for old in range(number + 1, HOECHSTENS + 1)})
        for one in broken:
            if one < len(table.zeilen[BRUCHSTELLEN]):
                table.zeilen[BRUCHSTELLEN][one]["nach_station"] = [str(number + 1)]
    rows.insert(number, row)
    table.meldung = f"{WORT[art]} {number + 1} ist wieder da."


def _removed(text: str) -> tuple[str, int, Zeile, list[int]] | None:
    """The row our own page kept; anything else is nothing."""
    try:
        art, number, row, broken = json.loads(text)
        whole = (
            art in WORT
            and type(number) is int
            and 0 <= number <= HOECHSTENS
            and all(type(values) is list and all(type(one) is str for one in values) for values in row.values())
            and all(type(one) is int and one >= 0 for one in broken)
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    if not whole:
        return None
    # JSON can spell what no form sends, half a character for one.
    return art, number, {name: [canonical(one, lines=True) for one in values] for name, values in row.items()}, broken


def _break(table: Tafel, art: str, number: int) -> None:
    """A Bruchstelle after this Station: from what stands in this row to what stands in the next."""
    stations = table.zeilen[STATIONEN]
    here, there = stations[number], stations[number + 1] if number + 1 < len(stations) else {}
    row: Zeile = {"nach_station": [str(number + 1)]}
    for column in ("rechtskreis", "institutionstyp"):
        row[f"von_{column}"], row[f"zu_{column}"] = here.get(column, [""]), there.get(column, [""])
    rows = table.zeilen[BRUCHSTELLEN]
    free = _blank(rows)
    if free is None:
        _add(table, BRUCHSTELLEN, {})
        free = _blank(rows)
    if free is not None:
        rows[free] = row
        table.meldung = f"Bruchstelle {free + 1} nach Station {number + 1}: Ursache und Handlungsfeld fehlen noch."


def _blank(rows: Iterable[Zeile]) -> int | None:
    """The first row in which nothing stands."""
    return next((i for i, row in enumerate(rows) if not any(v.strip() for vs in row.values() for v in vs)), None)


def _follow(table: Tafel, moved: dict[int, int]) -> None:
    """Bruchstellen go with the Station they follow."""
    for row in table.zeilen[BRUCHSTELLEN]:
        old = (row.get("nach_station") or [""])[0]
        if ist_zeilennummer(old) and int(old) in moved:
            row["nach_station"] = [str(moved[int(old)] or "")]


_DO = {
    "hoch": lambda table, art, number: _move(table, art, number, -1),
    "runter": lambda table, art, number: _move(table, art, number, +1),
    "weg": _remove,
    "bruch": _break,
}
