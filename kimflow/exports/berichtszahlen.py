"""The figures of a report as one file for machines: stable ids, the same bytes for the same figures."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kimflow.exports.tabellen import Spalte, Tabelle, Zelle

JSON = "application/json"
_SPALTEN = (
    Spalte("Kennung"),
    Spalte("Abschnitt"),
    Spalte("Zahl", name=True),
    Spalte("Wert", zahl=True),
    Spalte("Einheit"),
    Spalte("Stichtag", eng=True),
)


@dataclass(frozen=True)
class Kontrollzahl:
    """`wert` is None where a small number is covered; `anzeige` is what people read."""

    kennung: str
    abschnitt: str
    name: str
    wert: int | Decimal | None
    einheit: str
    anzeige: str


def als_json(kopf: Mapping[str, str], zahlen: Sequence[Kontrollzahl]) -> bytes:
    """An object with what `kopf` says and all figures; amounts are numbers with a point."""
    rows = [
        {
            "kennung": zahl.kennung,
            "abschnitt": zahl.abschnitt,
            "name": zahl.name,
            "wert": float(zahl.wert) if isinstance(zahl.wert, Decimal) else zahl.wert,
            "einheit": zahl.einheit,
            "anzeige": zahl.anzeige,
        }
        for zahl in zahlen
    ]
    return (json.dumps({**kopf, "zahlen": rows}, ensure_ascii=False, indent=2) + "\n").encode()


def als_tabelle(titel: str, stichtag: date, zahlen: Sequence[Kontrollzahl]) -> Tabelle:
    """A row for each figure; a covered one reads as on paper."""
    day = f"{stichtag:%d.%m.%Y}"
    return Tabelle(titel, _SPALTEN, [_zeile(zahl, day) for zahl in zahlen])


def _zeile(zahl: Kontrollzahl, tag: str) -> list[Zelle]:
    value = zahl.anzeige if zahl.wert is None else zahl.wert
    return [zahl.kennung, zahl.abschnitt, zahl.name, value, zahl.einheit, tag]
