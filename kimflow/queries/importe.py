"""What an import compares its words and rows with."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, or_, select

from kimflow import clock
from kimflow.db import german_key, session
from kimflow.models import (
    Beschluss,
    Gremium,
    Handlungsfeld,
    Institution,
    Institutionstyp,
    Massnahme,
    Massnahmeart,
    Person,
    PersonStatus,
    Quellenart,
    Rechtskreis,
    Rollenart,
    Sitz,
    Stimmrecht,
    Thema,
    Vokabel,
)
from kimflow.queries import gremien, institutionen, personen, vokabeln
from kimflow.queries.importzeilen import mit_allem


@dataclass(frozen=True)
class Eintrag:
    """Something a word of the file can mean: shown to people, found by any of its names, chosen by its id."""

    id: int
    text: str
    namen: frozenset[str]
    ding: Any


def auswahl(kind: str) -> Sequence[Eintrag]:
    """What words of this kind can mean."""
    return _AUSWAHL[kind]()


def _eintrag(ding: Any, *namen: str) -> Eintrag:
    return Eintrag(ding.id, namen[0], frozenset(name.casefold() for name in namen if name), ding)


def _vokabeln(kind: type[Vokabel]) -> Callable[[], list[Eintrag]]:
    return lambda: [_eintrag(word, word.kurz, word.lang) for word in vokabeln.aktive(kind)]


def _worte(kind: type[StrEnum], texte: Mapping[str, str]) -> Callable[[], list[Eintrag]]:
    """A closed list of words, by their identifiers and as people read them."""
    named = [(word, texte.get(word.value, word.value)) for word in kind]
    return lambda: [
        Eintrag(number, text, frozenset((word.value, text.casefold())), word)
        for number, (word, text) in enumerate(named, 1)
    ]


_AUSWAHL: Mapping[str, Callable[[], Sequence[Eintrag]]] = {
    "handlungsfeld": _vokabeln(Handlungsfeld),
    "rechtskreis": _vokabeln(Rechtskreis),
    "massnahmeart": _vokabeln(Massnahmeart),
    "institutionstyp": _vokabeln(Institutionstyp),
    "kommune": lambda: [_eintrag(k, k.name) for k in institutionen.aktive_kommunen()],
    "institution": lambda: [_eintrag(i, i.name, i.kurzname) for i in institutionen.aktive()],
    "gremium": lambda: [_eintrag(g, g.name) for g in gremien.aktive()],
    "person": lambda: [_eintrag(p, p.name, p.mail) for p in personen.waehlbare()],
    "rolle": _worte(Rollenart, {"buero": "Büro"}),
    "stimmrecht": _worte(Stimmrecht, {"gast": "als Gast"}),
    "konto": lambda: [_eintrag(p, p.mail) for p in _mit_konto()],
}


def _mit_konto() -> list[Person]:
    """Who can come in or is invited to, by name."""
    found = session().scalars(select(Person).where(Person.status != PersonStatus.DEAKTIVIERT)).unique()
    return sorted(found, key=lambda person: german_key(person.name))


def alle_institutionen() -> list[Institution]:
    """Every institution, those out of use too, by name."""
    return sorted(session().scalars(select(Institution)).unique(), key=lambda i: german_key(i.name))


def personen_mit(mails: Collection[str]) -> list[Person]:
    """Persons with one of these addresses, in lower case."""
    return list(session().scalars(_laden(Person).where(Person.mail.in_(_passend(mails, 200)))).unique())


def sitze(gremium_ids: Collection[int]) -> list[Sitz]:
    """Sitze of these bodies that have not ended, in their order."""
    statement = _laden(Sitz).where(Sitz.gremium_id.in_(gremium_ids), _dauert(Sitz))
    return list(session().scalars(statement.order_by(Sitz.gremium_id, Sitz.reihenfolge, Sitz.id)).unique())


def alle_sitze() -> list[Sitz]:
    """Every Sitz that has not ended, in a body that has not, by body and in their order."""
    statement = _laden(Sitz).join(Sitz.gremium).where(_dauert(Sitz), _dauert(Gremium))
    found = session().scalars(statement.order_by(Sitz.reihenfolge, Sitz.id)).unique()
    return sorted(found, key=lambda sitz: (german_key(sitz.gremium.name), sitz.gremium_id))


def _dauert(kind: type[Sitz] | type[Gremium]) -> Any:
    return or_(kind.bis.is_(None), kind.bis >= clock.today())


def themen(worte: Collection[str]) -> list[Thema]:
    """Themen with one of these titles or numbers, with their sources."""
    titles, numbers = _passend(worte, 160), _passend(worte, 16)
    statement = _laden(Thema).where(or_(Thema.titel.in_(titles), Thema.nummer.in_(numbers))).order_by(Thema.id)
    return list(session().scalars(statement).unique())


def altbestand(thema: Thema) -> set[str]:
    """The source addresses under which a Thema came in by import."""
    return {g.quelle for g in thema.grundlagen if g.quellenart is Quellenart.ALTBESTAND}


def massnahmen(worte: Collection[str]) -> list[Massnahme]:
    """Maßnahmen with one of these titles or numbers."""
    titles, numbers = _passend(worte, 160), _passend(worte, 16)
    statement = _laden(Massnahme).where(or_(Massnahme.titel.in_(titles), Massnahme.nummer.in_(numbers)))
    return list(session().scalars(statement.order_by(Massnahme.id)).unique())


def nacherfasster_beschluss(gremium: Gremium, gefasst_am: date, quelle: str) -> Beschluss | None:
    """The latest Beschluss that was taken in from this document."""
    same = (Beschluss.gremium_id == gremium.id, Beschluss.gefasst_am == gefasst_am, Beschluss.quelle == quelle)
    latest = select(func.max(Beschluss.id)).where(*same, Beschluss.nacherfasst).scalar_subquery()
    return session().scalar(select(Beschluss).where(Beschluss.id == latest))


def _laden(kind: type[Any]) -> Select[Any]:
    return mit_allem(select(kind), kind)


def _passend(worte: Collection[str], laenge: int) -> list[str]:
    """Words that a column of this length could hold; longer ones are nobody's."""
    return [wort for wort in worte if wort and len(wort) <= laenge]
