"""Buchungen: the visible ones, and the sums of pots and Maßnahmen as far as somebody may know them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, false, func, select, true
from sqlalchemy.orm import aliased, joinedload

from kimflow.db import session
from kimflow.models import (
    Buchung,
    Buchungsart,
    BuchungStatus,
    Foerdertopf,
    Massnahme,
    Person,
)
from kimflow.models.foerdertoepfe import WARNUNG_AB
from kimflow.permissions import Permission, can

_GEBUCHT = Buchung.status == BuchungStatus.GEBUCHT


@dataclass(frozen=True)
class Summen:
    """Amounts in cents; what somebody may not know is None, and so is what rests on it."""

    deckel: int | None
    geplant: int | None
    gebunden: int | None
    ausgegeben: int

    @property
    def belegt(self) -> int | None:
        """Everything that is booked counts: planned, committed and spent money is no longer free."""
        if self.geplant is None or self.gebunden is None:
            return None
        return self.geplant + self.gebunden + self.ausgegeben

    @property
    def frei(self) -> int | None:
        return None if self.deckel is None or self.belegt is None else self.deckel - self.belegt

    @property
    def ist_eng(self) -> bool:
        """From 80 percent on (FACH §5)."""
        if self.deckel is None or self.belegt is None:
            return False
        return self.belegt * 100 >= self.deckel * WARNUNG_AB

    @property
    def ist_ueberschritten(self) -> bool:
        return self.frei is not None and self.frei < 0

    @property
    def prozent(self) -> int | None:
        """How much of the cap is taken, rounded down so that 100 means all of it."""
        return None if not self.deckel or self.belegt is None else self.belegt * 100 // self.deckel


def sichtbar_fuer(person: Person) -> Select[Buchung]:
    """All of them for the Koordination; everybody else reads sums at most."""
    return select(Buchung).where(true() if can(person, Permission.BUCHUNG_ANSEHEN) else false())


def ganz(person: Person) -> Select[Buchung]:
    """With everything the acts and their pages read."""
    pot = joinedload(Buchung.foerdertopf).joinedload(Foerdertopf.foerderjahr)
    return sichtbar_fuer(person).options(pot, joinedload(Buchung.massnahme))


def des_topfes(topf: Foerdertopf, person: Person) -> list[Buchung]:
    """Every visible Buchung of this pot, cancelled ones included, the latest first."""
    return list(session().scalars(ganz(person).where(Buchung.foerdertopf_id == topf.id).order_by(Buchung.id.desc())))


def der_massnahme(massnahme: Massnahme, person: Person) -> list[Buchung]:
    """Every visible Buchung of this Maßnahme, the latest first."""
    return list(session().scalars(ganz(person).where(Buchung.massnahme_id == massnahme.id).order_by(Buchung.id.desc())))


def _summe(art: Buchungsart, also: ColumnElement[bool] | None = None) -> ColumnElement[int]:
    counted = and_(_GEBUCHT, Buchung.art == art, true() if also is None else also)
    return func.coalesce(func.sum(case((counted, Buchung.betrag), else_=0)), 0)


def _entschieden() -> ColumnElement[bool]:
    decided = aliased(Massnahme)
    return Buchung.massnahme_id.in_(select(decided.id).where(decided.beschluss_id.is_not(None)))


def summen_je_topf(person: Person, ids: Iterable[int]) -> dict[int, tuple[int | None, int | None, int]]:
    """Pot id → planned, committed, spent. Who only reads along gets what was spent on decided Maßnahmen."""
    follows = can(person, Permission.FOERDERTOPF_VERFOLGEN)
    spent = _summe(Buchungsart.AUSGEGEBEN, None if follows else _entschieden())
    rows = session().execute(
        select(Buchung.foerdertopf_id, _summe(Buchungsart.GEPLANT), _summe(Buchungsart.GEBUNDEN), spent)
        .where(Buchung.foerdertopf_id.in_(list(ids)))
        .group_by(Buchung.foerdertopf_id)
    )
    return {
        topf: (int(planned), int(committed), int(out)) if follows else (None, None, int(out))
        for topf, planned, committed, out in rows
    }


@dataclass(frozen=True)
class Anteil:
    """What one Maßnahme takes of one pot."""

    topf: Foerdertopf
    summen: Summen


def anteile(massnahme: Massnahme, person: Person) -> list[Anteil]:
    """The sums of this Maßnahme per pot, the newest year first; nothing for whoever reads no money."""
    if not can(person, Permission.FOERDERTOPF_ANSEHEN):
        return []
    follows = can(person, Permission.FOERDERTOPF_VERFOLGEN)
    if not follows and massnahme.beschluss_id is None:
        return []
    planned, committed, spent = (_summe(art) for art in Buchungsart)
    rows = session().execute(
        select(Foerdertopf, planned, committed, spent)
        .join(Buchung, Buchung.foerdertopf_id == Foerdertopf.id)
        .where(Buchung.massnahme_id == massnahme.id, _GEBUCHT)
        .group_by(Foerdertopf.id)
        .order_by(Foerdertopf.jahr.desc(), Foerdertopf.baustein, Foerdertopf.name)
    )
    found = [
        Anteil(topf, Summen(None, int(p), int(c), int(out)) if follows else Summen(None, None, None, int(out)))
        for topf, p, c, out in rows
    ]
    return [one for one in found if follows or one.summen.ausgegeben]


def belegt(topf: Foerdertopf) -> int:
    """Everything booked on this pot, in cents. For the acts, under the lock."""
    statement = select(func.coalesce(func.sum(Buchung.betrag), 0)).where(Buchung.foerdertopf_id == topf.id, _GEBUCHT)
    return int(session().scalar(statement) or 0)


def ueberbuchte() -> list[Foerdertopf]:
    """Pots above their cap although no Buchung in them names who allowed it. There must be none (the invariant)."""
    taken = func.sum(Buchung.betrag)
    allowed = func.sum(case((Buchung.ausnahme_von != "", 1), else_=0))
    statement = (
        select(Buchung.foerdertopf_id)
        .join(Foerdertopf, Foerdertopf.id == Buchung.foerdertopf_id)
        .where(_GEBUCHT)
        .group_by(Buchung.foerdertopf_id, Foerdertopf.deckel)
        .having(and_(taken > Foerdertopf.deckel, allowed == 0))
    )
    return list(session().scalars(select(Foerdertopf).where(Foerdertopf.id.in_(statement))))
