"""The vocabularies and settings."""

from typing import TypeVar

from sqlalchemy import Select, select

from kimflow.db import session
from kimflow.models import Einstellung, Person, Vokabel

V = TypeVar("V", bound=Vokabel)


def sichtbar_fuer(person: Person) -> Select[Vokabel]:
    """All words; vocabularies hold nothing secret."""
    return select(Vokabel)


def aktive(kind: type[V]) -> list[V]:
    """Words of one vocabulary that can still be chosen, in their order."""
    return list(session().scalars(select(kind).where(kind.aktiv).order_by(kind.reihenfolge, kind.kurz)))


def einstellung(schluessel: str, vorgabe: str = "") -> str:
    """One setting of the installation."""
    found = session().get(Einstellung, schluessel)
    return found.wert if found and found.wert else vorgabe
