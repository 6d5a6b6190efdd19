"""The vocabularies and settings."""

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from kimflow.db import session
from kimflow.models import Einstellung, Person, Vokabel

V = TypeVar("V", bound=Vokabel)


def sichtbar_fuer(person: Person) -> Select[Vokabel]:
    """All words; vocabularies hold nothing secret."""
    return select(Vokabel)


def aktive(kind: type[V]) -> list[V]:
    """Words of one vocabulary that can still be chosen, in their order."""
    return list(session().scalars(select(kind).where(kind.aktiv).order_by(kind.reihenfolge, kind.kurz)))


def gleiche(art: str, kurz: str) -> list[Vokabel]:
    """Words of one vocabulary with this short name."""
    return list(session().scalars(select(Vokabel).where(Vokabel.art == art, Vokabel.kurz == kurz)))


@dataclass(frozen=True)
class Zeile:
    """A row of one vocabulary."""

    id: int
    kurz: str
    lang: str
    reihenfolge: int
    aktiv: bool


def liste(person: Person, art: str) -> list[Zeile]:
    """The words of one vocabulary in their order, retired ones at the end."""
    columns = (Vokabel.id, Vokabel.kurz, Vokabel.lang, Vokabel.reihenfolge, Vokabel.aktiv)
    rows = session().execute(
        select(*columns).where(Vokabel.art == art).order_by(Vokabel.aktiv.desc(), Vokabel.reihenfolge, Vokabel.kurz)
    )
    return [Zeile(*row) for row in rows]


def anzahlen() -> dict[str, int]:
    """How many words each vocabulary offers."""
    counted = select(Vokabel.art, func.count()).where(Vokabel.aktiv).group_by(Vokabel.art)
    return {row[0]: row[1] for row in session().execute(counted)}


def naechste_reihenfolge(art: str) -> int:
    """The place behind the last word of a vocabulary."""
    return (session().scalar(select(func.max(Vokabel.reihenfolge)).where(Vokabel.art == art)) or 0) + 1


def einstellung(schluessel: str, vorgabe: str = "") -> str:
    """One setting of the installation."""
    wert = session().scalar(select(Einstellung.wert).where(Einstellung.schluessel == schluessel))
    return wert or vorgabe


def einstellungen(anfang: str) -> dict[str, str]:
    """The settings that were filled in and whose keys begin like this, in one statement."""
    rows = session().execute(
        select(Einstellung.schluessel, Einstellung.wert).where(
            Einstellung.schluessel.startswith(anfang, autoescape=True)
        )
    )
    return {schluessel: wert for schluessel, wert in rows if wert}


def einstellungen_fuer(person: Person) -> Select[Einstellung]:
    """All settings; who may open the page is decided by its right."""
    return select(Einstellung).options(joinedload(Einstellung.datei))
