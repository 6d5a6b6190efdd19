"""Which Themen somebody sees, and what of their evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, false, select

from kimflow.db import german_key
from kimflow.models import (
    Bruchstelle,
    Grundlage,
    Meldung,
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
from kimflow.queries.verdeckung import Anzahl, gezaehlt, sieht_genau

_MITWIRKENDE = (
    ist_koordination,
    ist_mitglied_der_lenkungsgruppe,
    ist_zeichnungsberechtigt,
    ist_in_einer_projektgruppe,
    ist_fachkraft,
    ist_buero,
)


def sichtbar_fuer(person: Person | None) -> Select[Thema]:
    """Whoever works with Themen sees all of them; who only reads along, and the public (None), what was decided."""
    if person is not None and wirkt_mit(person):
        return select(Thema)
    if person is None or ist_lesend(person, None):
        return select(Thema).where(Thema.beschluss_id.is_not(None))
    return select(Thema).where(false())


def sieht_einschaetzungen(person: Person) -> bool:
    """Whether what the Koordination thinks of a Thema is shown to `person`: to those who work with Themen."""
    return wirkt_mit(person)


def wirkt_mit(person: Person) -> bool:
    """Whether `person` works with Themen, more than reading along."""
    return any(predicate(person, None) for predicate in _MITWIRKENDE)


@dataclass(frozen=True)
class Grundlagen:
    """What a Thema rests on, as one person may read it: Bruchstellen and Meldungen, or how many there are."""

    bruchstellen: Sequence[Bruchstelle]
    anzahl: Anzahl
    meldungen: Sequence[Meldung]
    anzahl_meldungen: Anzahl
    kommunen: Sequence[str]
    quellen: Sequence[Grundlage]


def grundlagen(thema: Thema, person: Person | None) -> Grundlagen:
    """The evidence of a Thema loaded by ganz(): cases for the Koordination, a count for everybody else and on paper."""
    found = [g.bruchstelle for g in thema.grundlagen if g.bruchstelle is not None]
    reported = [g.meldung for g in thema.grundlagen if g.meldung is not None]
    return Grundlagen(
        found if sieht_genau(person) else [],
        gezaehlt(len(found), person),
        reported if sieht_genau(person) else [],
        gezaehlt(len(reported), person),
        sorted({kommune.name for kommune in thema.kommunen}, key=german_key),
        [g for g in thema.grundlagen if g.quellenart is not None],
    )
