"""Which Themen somebody sees, and what of their evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, false, select

from kimflow import config
from kimflow.db import german_key
from kimflow.models import (
    Bruchstelle,
    Grundlage,
    Person,
    Thema,
)
from kimflow.permissions import (
    ist_buero,
    ist_fachkraft,
    ist_in_einer_projektgruppe,
    ist_koordination,
    ist_lesend,
    ist_mitglied_der_lenkungsgruppe,
    ist_zeichnungsberechtigt,
)

_MITWIRKENDE = (
    ist_koordination,
    ist_mitglied_der_lenkungsgruppe,
    ist_zeichnungsberechtigt,
    ist_in_einer_projektgruppe,
    ist_fachkraft,
    ist_buero,
)


def sichtbar_fuer(person: Person) -> Select[Thema]:
    """Whoever works with Themen sees all of them; who only reads along sees what was decided."""
    if wirkt_mit(person):
        return select(Thema)
    if ist_lesend(person, None):
        return select(Thema).where(Thema.beschluss_id.is_not(None))
    return select(Thema).where(false())


def sieht_einschaetzungen(person: Person) -> bool:
    """Whether what the Koordination thinks of a Thema is shown to `person`: to those who work with Themen."""
    return wirkt_mit(person)


def wirkt_mit(person: Person) -> bool:
    """Whether `person` works with Themen, more than reading along."""
    return any(predicate(person, None) for predicate in _MITWIRKENDE)


def liest_faelle(person: Person | None) -> bool:
    """Whether cases are named to `person`; None stands for a paper that is handed around."""
    return person is not None and ist_koordination(person, None)


def gezaehlt(anzahl: int, person: Person | None) -> str:
    """A count of Bruchstellen as `person` may read it: exact for the Koordination, else "< 5" below the threshold."""
    schwelle = config.current().schwelle
    return str(anzahl) if anzahl == 0 or anzahl >= schwelle or liest_faelle(person) else f"< {schwelle}"


@dataclass(frozen=True)
class Grundlagen:
    """What a Thema rests on, as one person may read it: the Bruchstellen themselves, or how many there are."""

    bruchstellen: Sequence[Bruchstelle]
    anzahl: str
    kommunen: Sequence[str]
    quellen: Sequence[Grundlage]


def grundlagen(thema: Thema, person: Person | None) -> Grundlagen:
    """The evidence of a Thema loaded by ganz(): cases for the Koordination, a count for everybody else and on paper."""
    found = [g.bruchstelle for g in thema.grundlagen if g.bruchstelle is not None]
    return Grundlagen(
        found if liest_faelle(person) else [],
        gezaehlt(len(found), person),
        sorted({kommune.name for kommune in thema.kommunen}, key=german_key),
        [g for g in thema.grundlagen if g.quellenart is not None],
    )
