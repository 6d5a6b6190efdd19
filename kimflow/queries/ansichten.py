"""Saved views as people find them: which lists have them, what of an address they keep, and whose one may see."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from kimflow.columns import canonical
from kimflow.db import session
from kimflow.models import Ansicht, AnsichtStatus, Person
from kimflow.permissions import Permission, can


@dataclass(frozen=True)
class Liste:
    """A list with filters: its page, the right it asks, and the names in its address by what they hold."""

    titel: str
    endpoint: str
    recht: Permission
    worte: tuple[str, ...]
    zahlen: tuple[str, ...] = ()
    text: str = "suche"


P = Permission
LISTEN: dict[str, Liste] = {
    "themen": Liste(
        "Themen", "themen.index", P.THEMA_ANSEHEN, ("status", "sortierung"), ("handlungsfeld", "rechtskreis", "kommune")
    ),
    "sitzungen": Liste("Sitzungen", "sitzungen.index", P.SITZUNG_AUFLISTEN, ("status",), ("gremium",)),
    "abstimmungen": Liste("Abstimmungen", "abstimmungen.index", P.SITZUNG_AUFLISTEN, ("status", "verfahren")),
    "beschluesse": Liste(
        "Beschlüsse", "beschluesse.index", P.BESCHLUSS_ANSEHEN, ("modus", "nacherfasst"), ("jahr", "gremium")
    ),
    "auftraege": Liste("Aufträge", "auftraege.index", P.AUFTRAG_AUFLISTEN, ("wer", "stand", "sitzung"), ("gremium",)),
    "zielvereinbarungen": Liste(
        "Zielvereinbarungen",
        "zielvereinbarungen.index",
        P.ZIELVEREINBARUNG_ANSEHEN,
        ("status",),
        ("projektgruppe", "institution"),
    ),
    "massnahmen": Liste(
        "Maßnahmen",
        "massnahmen.index",
        P.MASSNAHME_ANSEHEN,
        ("wer", "status", "ampel", "verzug", "sicht", "gruppe", "sortierung"),
        ("institution", "projektgruppe", "zielvereinbarung", "kommune", "rechtskreis", "handlungsfeld"),
    ),
    "suche": Liste(
        "Suche", "suche.index", P.SUCHE_ANSEHEN, ("art", "status"), ("handlungsfeld", "kommune", "jahr"), "text"
    ),
}
"""The only pages a view can lead to. Cases are not among them: a search in them could tell what a case is about."""

_WORT = re.compile(r"[A-Za-z0-9_-]{1,40}")
_ZAHL = re.compile(r"[0-9]{1,9}")


def kanonisch(liste: str, werte: Mapping[str, str]) -> str:
    """What of an address's `werte` this list knows, always in the same order; "" if nothing is chosen."""
    page = LISTEN[liste]
    kept = {name: werte[name] for name in page.worte if _WORT.fullmatch(werte.get(name, ""))}
    kept |= {name: str(int(werte[name])) for name in page.zahlen if _ZAHL.fullmatch(werte.get(name, ""))}
    if text := canonical(werte.get(page.text, ""))[:200].strip():
        kept[page.text] = text
    return urlencode(kept)


def werte(liste: str, abfrage: str) -> dict[str, Any]:
    """The words of a saved query, as far as its list still knows them."""
    return dict(parse_qsl(kanonisch(liste, dict(parse_qsl(abfrage)))))


@dataclass(frozen=True)
class Zeile:
    """A view above its list. `von` is who shared it; empty for one's own."""

    id: int
    name: str
    abfrage: str
    geteilt: bool
    von: str


def _sichtbar(person: Person) -> ColumnElement[bool]:
    open_lists = [key for key, liste in LISTEN.items() if can(person, liste.recht)]
    shared = and_(Ansicht.status == AnsichtStatus.GETEILT, Ansicht.liste.in_(open_lists))
    return or_(Ansicht.person_id == person.id, shared)


def sichtbar_fuer(person: Person) -> Select[Ansicht]:
    """One's own, deleted ones included, and what is shared above lists one may open."""
    return select(Ansicht).where(_sichtbar(person), Ansicht.liste.in_(LISTEN))


def oeffenbar_fuer(person: Person) -> Select[Ansicht]:
    return sichtbar_fuer(person).where(Ansicht.status != AnsichtStatus.GELOESCHT)


def ueber_der_liste(person: Person, liste: str) -> list[Zeile]:
    """One's own and shared views of this list, one's own first; one statement."""
    foreign = Ansicht.person_id != person.id
    rows = session().execute(
        select(Ansicht.id, Ansicht.name, Ansicht.abfrage, Ansicht.status, foreign.label("fremd"), Person.name)
        .join(Person, Person.id == Ansicht.person_id)
        .where(_sichtbar(person), Ansicht.liste == liste, Ansicht.status != AnsichtStatus.GELOESCHT)
        .order_by(foreign, func.lower(Ansicht.name), Ansicht.id)
        .limit(100)
    )
    return [
        Zeile(id, name, abfrage, status is AnsichtStatus.GETEILT, von if fremd else "")
        for id, name, abfrage, status, fremd, von in rows
    ]


def alle(person: Person) -> list[tuple[Ansicht, str]]:
    """Every visible view with who saved it, by list and name; one statement."""
    rows = session().execute(
        sichtbar_fuer(person)
        .add_columns(Person.name)
        .join(Person, Person.id == Ansicht.person_id)
        .order_by(func.lower(Ansicht.name), Ansicht.id)
        .limit(500)
    )
    order = list(LISTEN)
    return sorted(((ansicht, von) for ansicht, von in rows), key=lambda row: order.index(row[0].liste))


def lebende(person: Person) -> list[Ansicht]:
    """One's own that are not deleted."""
    own = select(Ansicht).where(Ansicht.person_id == person.id, Ansicht.status != AnsichtStatus.GELOESCHT)
    return list(session().scalars(own))
