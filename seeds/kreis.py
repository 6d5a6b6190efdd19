"""Reaching for the things of the Musterkreis by the short names the story uses."""

from typing import Any

from sqlalchemy import select

from kimflow.db import session
from kimflow.models import Gremium, Institution, Kommune, Person, Sitz, Thema, Vokabel, Zielvereinbarung
from seeds.menschen import INSTITUTIONEN, PERSONEN, ZEICHNEN


def person(vorname: str) -> Person:
    return session().scalars(select(Person).where(Person.name == PERSONEN[vorname][0])).unique().one()


def institution(kurzname: str) -> Institution:
    assert kurzname in INSTITUTIONEN
    return session().scalars(select(Institution).where(Institution.kurzname == kurzname)).unique().one()


def gremium(name: str) -> Gremium:
    return session().scalars(select(Gremium).where(Gremium.name == name)).unique().one()


def kommune(name: str | None) -> Kommune | None:
    return session().scalars(select(Kommune).where(Kommune.name == name)).one() if name else None


def wort(art: str, kurz: str) -> Any:
    return session().scalars(select(Vokabel).where(Vokabel.art == art, Vokabel.kurz == kurz)).one()


def sitz(bezeichnung: str) -> Sitz:
    return session().scalars(select(Sitz).where(Sitz.bezeichnung == bezeichnung)).unique().one()


def lenkungsgruppe() -> Gremium:
    return gremium("Lenkungsgruppe KIM")


def nach_nummer(model: Any, nummer: str) -> Any:
    return session().scalars(select(model).where(model.nummer == nummer)).unique().one()


def wer_zeichnet(kurzname: str) -> Person | None:
    return next((person(vorname) for vorname, haus in ZEICHNEN.items() if haus == kurzname), None)


# Short name → number: what the story calls a thing and what kimflow calls it.
NUMMERN: dict[str, str] = {}
VEREINBARUNGEN: dict[str, str] = {}


def thema(name: str) -> Thema:
    return nach_nummer(Thema, NUMMERN[name])


def vereinbarung(name: str) -> Zielvereinbarung:
    return nach_nummer(Zielvereinbarung, VEREINBARUNGEN[name])
