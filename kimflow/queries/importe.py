"""What an import compares its words and rows with."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from kimflow.db import session
from kimflow.models import (
    Handlungsfeld,
    Massnahme,
    Massnahmeart,
    Quellenart,
    Rechtskreis,
    Thema,
)
from kimflow.queries import gremien, institutionen, personen, vokabeln


@dataclass(frozen=True)
class Eintrag:
    """Something a word of the file can mean: shown to people, found by any of its names, chosen by its id."""

    id: int
    text: str
    namen: frozenset[str]
    ding: Any


def auswahl() -> Mapping[str, Sequence[Eintrag]]:
    """By kind of word, what can be meant."""
    return {
        "handlungsfeld": [_eintrag(v, v.kurz, v.lang) for v in vokabeln.aktive(Handlungsfeld)],
        "rechtskreis": [_eintrag(v, v.kurz, v.lang) for v in vokabeln.aktive(Rechtskreis)],
        "massnahmeart": [_eintrag(v, v.kurz, v.lang) for v in vokabeln.aktive(Massnahmeart)],
        "kommune": [_eintrag(k, k.name) for k in institutionen.aktive_kommunen()],
        "institution": [_eintrag(i, i.name, i.kurzname) for i in institutionen.aktive()],
        "gremium": [_eintrag(g, g.name) for g in gremien.aktive()],
        "person": [_eintrag(p, p.name, p.mail) for p in personen.waehlbare()],
    }


def _eintrag(ding: Any, *namen: str) -> Eintrag:
    return Eintrag(ding.id, namen[0], frozenset(name.casefold() for name in namen if name), ding)


def themen(worte: Collection[str]) -> list[Thema]:
    """Themen with one of these titles or numbers, with their sources."""
    titles, numbers = _passend(worte, 160), _passend(worte, 16)
    statement = (
        select(Thema)
        .where(or_(Thema.titel.in_(titles), Thema.nummer.in_(numbers)))
        .options(selectinload(Thema.grundlagen))
        .order_by(Thema.id)
    )
    return list(session().scalars(statement))


def altbestand(thema: Thema) -> set[str]:
    """The source addresses under which a Thema came in by import."""
    return {g.quelle for g in thema.grundlagen if g.quellenart is Quellenart.ALTBESTAND}


def massnahmen(titel: Collection[str]) -> list[Massnahme]:
    """Maßnahmen with one of these titles."""
    statement = select(Massnahme).where(Massnahme.titel.in_(_passend(titel, 160))).options(joinedload(Massnahme.thema))
    return list(session().scalars(statement))


def _passend(worte: Collection[str], laenge: int) -> list[str]:
    """Words that a column of this length could hold; longer ones are nobody's."""
    return [wort for wort in worte if len(wort) <= laenge]
