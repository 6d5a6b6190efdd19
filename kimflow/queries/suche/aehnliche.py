"""The nearest Themen to what somebody is writing: so that the same Thema is not taken up twice."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from sqlalchemy import Row, and_, or_, select

from kimflow.db import session
from kimflow.models import Bruchstelle, Grundlage, Person, Suchart, Suchtext
from kimflow.queries.suche import index
from kimflow.queries.suche.sichtbarkeit import sichtbar
from kimflow.queries.verdeckung import sieht_genau
from kimflow.wortstaemme import suchstaemme

Schnittstelle = tuple[int, int]
"""From one Rechtskreis to another, by their ids."""

_WORTE = 12
_KANDIDATEN = 300
_WEG = 2.0
"""What the same Schnittstelle counts, against a word of the title that stands nowhere else."""


@dataclass(frozen=True)
class Aehnliches:
    """A Thema that is near, with the reasons why."""

    nummer: str
    titel: str
    status: str
    gruende: Sequence[str]
    nah: bool
    """Whether its title has most of the words: likely the same Thema."""


def aehnliche(
    person: Person, text: str, schnittstellen: Collection[Schnittstelle] = (), hoechstens: int = 5
) -> list[Aehnliches]:
    """Visible Themen that share words with `text` or rest on Bruchstellen of the same Schnittstelle, the nearest first.

    Rare words count more than frequent ones. Schnittstellen are compared for those only who read cases: for others
    a Thema found by them would say that there are any.
    """
    groups = index.verwandte(suchstaemme(text, _WORTE))
    rows = {row.id: row for row in _nach_worten(person, groups)} if groups else {}
    same = _nach_weg(person, schnittstellen) if schnittstellen and sieht_genau(person) else []
    rows |= {row.id: row for row in same}
    on_the_way = {row.id for row in same}
    weights = _seltenheit(rows.values(), groups)
    points = {id: _punkte(row, groups, weights) for id, row in rows.items()}
    ranked = sorted(rows, key=lambda id: (points[id] + _WEG * (id in on_the_way), id), reverse=True)
    return [_eines(rows[id], groups, points[id] > 0, id in on_the_way) for id in ranked[:hoechstens]]


def _eines(row: Row[Any], groups: Sequence[index.Gruppe], words: bool, way: bool) -> Aehnliches:
    title = set(row.titelstaemme.split())
    shared = sum(not title.isdisjoint(group) for group in groups)
    reasons = [*(["ähnliche Worte"] if words else []), *(["gleiche Schnittstelle"] if way else [])]
    return Aehnliches(row.nummer, row.titel, row.status, reasons, shared >= max(_NAH * len(groups), 1))


_NAH = 0.6
"""The share of the words that make a title nearly the same."""
_COLUMNS: Sequence[Any] = (
    Suchtext.id,
    Suchtext.nummer,
    Suchtext.titel,
    Suchtext.status,
    Suchtext.titelstaemme,
    Suchtext.staemme,
)


def _nach_worten(person: Person, groups: Sequence[index.Gruppe]) -> Sequence[Row[Any]]:
    any_of_them = [word for group in groups for word in group]
    statement = index.neueste(_COLUMNS, [any_of_them, [f"_art_{Suchart.THEMA}"]], _KANDIDATEN)
    return session().execute(statement.where(sichtbar(person))).all()


def _nach_weg(person: Person, schnittstellen: Collection[Schnittstelle]) -> Sequence[Row[Any]]:
    of, to = Bruchstelle.von_rechtskreis_id, Bruchstelle.zu_rechtskreis_id
    ways = or_(*(and_(of == von, to == zu) for von, zu in schnittstellen))
    resting = select(Grundlage.thema_id).join(Bruchstelle, Bruchstelle.id == Grundlage.bruchstelle_id).where(ways)
    return (
        session()
        .execute(
            select(*_COLUMNS)
            .where(Suchtext.art == Suchart.THEMA, Suchtext.gegenstand_id.in_(resting), sichtbar(person))
            .order_by(Suchtext.id.desc())
            .limit(_KANDIDATEN)
        )
        .all()
    )


def _seltenheit(rows: Collection[Row[Any]], groups: Sequence[index.Gruppe]) -> list[float]:
    """Of each word of the text, how much it tells apart among the candidates."""
    counted = Counter(
        number for row in rows for number, group in enumerate(groups) if not _worte(row).isdisjoint(group)
    )
    return [log(1 + len(rows) / max(counted[number], 1)) for number in range(len(groups))]


def _punkte(row: Row[Any], groups: Sequence[index.Gruppe], weights: Sequence[float]) -> float:
    title, words = set(row.titelstaemme.split()), _worte(row)
    return sum(
        weight * (2 if not title.isdisjoint(group) else 1)
        for group, weight in zip(groups, weights, strict=True)
        if not words.isdisjoint(group)
    )


def _worte(row: Row[Any]) -> set[str]:
    return set(row.staemme.split())
