"""The drawing of a pot: sums in, spans of a bar out. The table beside it says the same in numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from kimflow.models.foerdertoepfe import WARNUNG_AB
from kimflow.queries.buchungen import Summen

BREITE = 200


@dataclass(frozen=True)
class Teil:
    """One span of the bar."""

    art: str
    x: float
    breite: float


@dataclass(frozen=True)
class Topfbild:
    """The bar ends at the cap, or later if more is booked; `deckel` and `warnung` are marks on it."""

    teile: Sequence[Teil]
    deckel: float
    warnung: float
    breite: int = BREITE


def topfbild(summen: Summen) -> Topfbild | None:
    """None without a cap: there is nothing to measure with."""
    if not summen.deckel:
        return None
    amounts = [("ausgegeben", summen.ausgegeben), ("gebunden", summen.gebunden or 0), ("geplant", summen.geplant or 0)]
    whole = max(summen.deckel, sum(amount for _, amount in amounts))
    parts, at = [], 0
    for kind, amount in amounts:
        if amount:
            parts.append(Teil(kind, _x(at, whole), round(_x(at + amount, whole) - _x(at, whole), 1)))
        at += amount
    return Topfbild(parts, _x(summen.deckel, whole), _x(summen.deckel * WARNUNG_AB // 100, whole))


def _x(amount: int, whole: int) -> float:
    return round(amount / whole * BREITE, 1)
