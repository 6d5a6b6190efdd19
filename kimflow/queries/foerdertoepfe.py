"""Fördertöpfe: the years, the visible pots of one with their sums, and those one can book on."""

from dataclasses import dataclass

from sqlalchemy import Select, false, select
from sqlalchemy.orm import joinedload

from kimflow.db import session
from kimflow.models import Foerderjahr, Foerdertopf, FoerdertopfStatus, Person
from kimflow.permissions import Permission, can, ist_koordination
from kimflow.queries.buchungen import Summen, summen_je_topf


def sichtbar_fuer(person: Person) -> Select[Foerdertopf]:
    """The released pots for whoever reads money; drafts are the Koordination's."""
    if not can(person, Permission.FOERDERTOPF_ANSEHEN):
        return select(Foerdertopf).where(false())
    statement = select(Foerdertopf).options(joinedload(Foerdertopf.foerderjahr))
    if ist_koordination(person, None):
        return statement
    return statement.where(Foerdertopf.status == FoerdertopfStatus.FREIGEGEBEN)


def jahre_fuer(person: Person) -> Select[Foerderjahr]:
    """The years, for whoever reads money."""
    statement = select(Foerderjahr)
    return statement if can(person, Permission.FOERDERTOPF_ANSEHEN) else statement.where(false())


def jahre(person: Person) -> list[Foerderjahr]:
    """The newest year first; without drafts of their own others see the years with a released pot."""
    visible = sichtbar_fuer(person).with_only_columns(Foerdertopf.jahr)
    statement = jahre_fuer(person).where(Foerderjahr.jahr.in_(visible))
    return list(session().scalars(statement.order_by(Foerderjahr.jahr.desc())))


@dataclass(frozen=True)
class Zeile:
    """A pot with its sums."""

    topf: Foerdertopf
    summen: Summen


def liste(person: Person, jahr: int, baustein: int | None = None) -> list[Zeile]:
    """The pots of a year, by Baustein and name."""
    statement = sichtbar_fuer(person).where(Foerdertopf.jahr == jahr)
    if baustein is not None:
        statement = statement.where(Foerdertopf.baustein == baustein)
    toepfe = list(session().scalars(statement.order_by(Foerdertopf.baustein, Foerdertopf.name)))
    return mit_summen(person, toepfe)


def mit_summen(person: Person, toepfe: list[Foerdertopf]) -> list[Zeile]:
    """These pots with what `person` may know of their sums."""
    found = summen_je_topf(person, [topf.id for topf in toepfe])
    nothing = (0, 0, 0) if can(person, Permission.FOERDERTOPF_VERFOLGEN) else (None, None, 0)
    return [Zeile(topf, Summen(topf.deckel, *found.get(topf.id, nothing))) for topf in toepfe]


def bebuchbare(person: Person) -> list[Zeile]:
    """Released pots of years that are open, with what is free in them; the newest year first."""
    statement = (
        sichtbar_fuer(person)
        .join(Foerderjahr, Foerderjahr.jahr == Foerdertopf.jahr)
        .where(Foerdertopf.status == FoerdertopfStatus.FREIGEGEBEN, Foerderjahr.abgeschlossen_am.is_(None))
        .order_by(Foerdertopf.jahr.desc(), Foerdertopf.baustein, Foerdertopf.name)
    )
    return mit_summen(person, list(session().scalars(statement)))


def namensgleiche(jahr: int, baustein: int, name: str) -> list[Foerdertopf]:
    """Pots of this year that are called so already."""
    same = select(Foerdertopf).where(
        Foerdertopf.jahr == jahr, Foerdertopf.baustein == baustein, Foerdertopf.name == name
    )
    return list(session().scalars(same))


def alle(jahr: int) -> list[Foerdertopf]:
    """Every pot of a year, drafts included. For the acts."""
    statement = select(Foerdertopf).where(Foerdertopf.jahr == jahr)
    return list(session().scalars(statement.order_by(Foerdertopf.baustein, Foerdertopf.name)))


def fehlende_im_folgejahr(jahr: int) -> list[Foerdertopf]:
    """The released pots of this year that the next one does not have yet."""
    known = {(topf.baustein, topf.name) for topf in alle(jahr + 1)}
    return [topf for topf in alle(jahr) if topf.ist_freigegeben and (topf.baustein, topf.name) not in known]


def jahr(zahl: int) -> Foerderjahr | None:
    """The row of this year. For the acts."""
    return session().scalars(select(Foerderjahr).where(Foerderjahr.jahr == zahl)).one_or_none()
