"""One letter with many rungs: what was told is marked per rung and person, and is not told again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Generic, TypeVar

from sqlalchemy import delete

from kimflow import clock, queries
from kimflow.db import session
from kimflow.mail.briefe import Brief
from kimflow.models import Erinnerung, Person
from kimflow.workflow import post
from kimflow.workflow.erinnerungen.stufen import NACHHOLEN_TAGE

BLEIBT = timedelta(days=NACHHOLEN_TAGE + 30)
"""How long a mark is kept: longer than its rung would be caught up."""

Was = TypeVar("Was")


@dataclass(frozen=True)
class Posten(Generic[Was]):
    """What one person is to be told at one rung. `stufe` names thing, date and rung."""

    stufe: str
    an: Person
    was: Was


def verschicken(
    anlass: StrEnum,
    posten: Iterable[Posten[Was]],
    brief: Callable[[Person, list[Was]], Brief],
    *,
    einmal_am_tag: bool = True,
) -> int:
    """One letter per person with everything that was not told yet; how many letters. Inside transaction().

    What comes up after the letter of the day waits for the next day, unless it is not `einmal_am_tag`.
    """
    told = queries.erinnerungen.gesagt(anlass)
    busy = queries.erinnerungen.heute_angeschriebene(anlass) if einmal_am_tag else set()
    waiting: dict[int, list[Posten[Was]]] = {}
    for one in posten:
        if one.an.ist_erreichbar and one.an.id not in busy and (one.stufe, one.an.id) not in told:
            waiting.setdefault(one.an.id, []).append(one)
    return sum(_schreiben(anlass, theirs, brief) for theirs in waiting.values())


def _schreiben(anlass: StrEnum, posten: list[Posten[Was]], brief: Callable[[Person, list[Was]], Brief]) -> bool:
    # Asked first: a letter makes links that act for somebody, and who wants none gets none.
    wanted = not post.ist_abbestellt(posten[0].an, anlass)
    written = wanted and post.einwerfen(brief(posten[0].an, [one.was for one in posten]), anlass)
    for stufe in {one.stufe for one in posten}:
        merken(anlass, stufe, posten[0].an.id)
    return written


def merken(anlass: StrEnum, stufe: str, person_id: int) -> None:
    """Keep that this person was told, whether a letter came of it or not."""
    session().add(Erinnerung(anlass=anlass.value, stufe=stufe, person_id=person_id, gesagt_am=clock.now()))


def aufraeumen() -> None:
    """Forget marks of rungs that nobody would be told any more."""
    session().execute(delete(Erinnerung).where(Erinnerung.gesagt_am < clock.now() - BLEIBT))
