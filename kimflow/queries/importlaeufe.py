"""Imports on their way: each person's own, and nobody else's."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import Select, func, select

from kimflow.db import session
from kimflow.models import Importlauf, Importphase, Importzeile, Person
from kimflow.queries.seiten import Seite, blaettern

BLEIBT = timedelta(days=7)


def eigene(person: Person) -> Select[Importlauf]:
    """What this person uploaded."""
    return select(Importlauf).where(Importlauf.person_id == person.id)


def offene(person: Person) -> Sequence[Importlauf]:
    """What this person uploaded and has not finished, the latest first."""
    statement = eigene(person).where(Importlauf.phase != Importphase.FERTIG).order_by(Importlauf.id.desc())
    return list(session().scalars(statement))


def anzahlen(lauf: Importlauf) -> Mapping[str, int]:
    """How many rows there are by what was found out about them; "" are those not judged yet."""
    statement = select(Importzeile.stand, func.count()).where(Importzeile.importlauf_id == lauf.id)
    return {stand or "": count for stand, count in session().execute(statement.group_by(Importzeile.stand))}


def geschrieben(lauf: Importlauf) -> int:
    """How many rows are written already."""
    done = select(func.count(Importzeile.id)).where(Importzeile.importlauf_id == lauf.id, Importzeile.geschrieben)
    return session().scalar(done) or 0


def zeilen(lauf: Importlauf, staende: Collection[str], nach: str | None) -> Seite[Importzeile]:
    """One page of the rows, in the order of the file; of all kinds if none is named."""
    statement = select(Importzeile).where(Importzeile.importlauf_id == lauf.id, Importzeile.stand.is_not(None))
    if staende:
        statement = statement.where(Importzeile.stand.in_(staende))
    page = blaettern(statement, (Importzeile.nummer, Importzeile.id), nach)
    return Seite([row[0] for row in page.zeilen], page.weiter)


def probe(lauf: Importlauf) -> Mapping[str, str]:
    """By place or key, the first thing that stands in it: so that one sees what a heading is about."""
    first = select(Importzeile.werte).where(Importzeile.importlauf_id == lauf.id).order_by(Importzeile.id).limit(20)
    found: dict[str, str] = {}
    for werte in session().scalars(first):
        for key, text in werte.items():
            if text:
                found.setdefault(key, text)
    return found


def spalten(lauf: Importlauf) -> set[str]:
    """The keys of the columns that the file named itself."""
    one = select(Importzeile.werte).where(Importzeile.importlauf_id == lauf.id).order_by(Importzeile.id).limit(20)
    return {key for werte in session().scalars(one) for key in werte if not key.startswith("#")}


def fragen(lauf: Importlauf) -> Mapping[str, Sequence[str]]:
    """The words nobody knows, by kind."""
    asking = select(Importzeile.befund).where(Importzeile.importlauf_id == lauf.id, Importzeile.stand == "frage")
    found: dict[str, set[str]] = {}
    for befund in session().scalars(asking):
        for kind, word in befund["fragen"]:
            found.setdefault(kind, set()).add(word)
    return {kind: sorted(words) for kind, words in sorted(found.items())}
