"""Pflichten: the list with what is overdue first, and what waits for the Koordination."""

from typing import Any

from sqlalchemy import Select, String, case, cast, false, or_, select, true
from sqlalchemy.orm import joinedload

from kimflow import clock
from kimflow.db import session
from kimflow.models import Person, Pflicht, Pflichtart, PflichtStatus
from kimflow.permissions import Permission, can
from kimflow.queries.aufgaben import Aufgabe, Auswahl, Fund
from kimflow.queries.seiten import Seite, blaettern

VORLAUF_TAGE = 30
"""How many days before its day a Pflicht without a Wiedervorlage shows up on the start page."""

STAENDE = {"erledigt": "erledigt", "verworfen": "verworfen", "alle": "alle"}
"""Words of the filter beside the open ones, which stand there without a word."""


_REIHE = (cast(Pflicht.bis, String(10)), Pflicht.id)
"""By the day; as a text, which a mark of the list can hold."""


def sichtbar_fuer(person: Person) -> Select[Pflicht]:
    """The Koordination's own book."""
    statement = select(Pflicht).where(true() if can(person, Permission.PFLICHT_ANSEHEN) else false())
    return statement.options(joinedload(Pflicht.institution), joinedload(Pflicht.datei))


def liste(person: Person, *, stand: str = "", art: Pflichtart | None = None, nach: str | None = None) -> Seite[Pflicht]:
    """The open ones by their day, so that what is overdue comes first; all others the latest first."""
    statement: Select[Any] = sichtbar_fuer(person)
    if art is not None:
        statement = statement.where(Pflicht.art == art)
    if stand in STAENDE:
        if stand != "alle":
            statement = statement.where(Pflicht.status == PflichtStatus(stand))
        page = blaettern(statement, _REIHE, nach, absteigend=True)
    else:
        page = blaettern(statement.where(Pflicht.status == PflichtStatus.OFFEN), _REIHE, nach)
    return Seite([row[0] for row in page.zeilen], page.weiter)


def folgt_schon(pflicht: Pflicht) -> bool:
    """Whether it was carried on into the next year already."""
    return session().scalar(select(Pflicht.id).where(Pflicht.vorjahr_id == pflicht.id)) is not None


def auswahl(person: Person) -> list[Auswahl]:
    """Open ones from their Wiedervorlage on, or thirty days before."""
    if not can(person, Permission.PFLICHT_ANSEHEN):
        return []
    today = clock.today()
    soon = today.fromordinal(today.toordinal() + VORLAUF_TAGE)
    due = or_(Pflicht.wiedervorlage <= today, case((Pflicht.wiedervorlage.is_(None), Pflicht.bis)) <= soon)
    rows = select(Pflicht).where(Pflicht.status == PflichtStatus.OFFEN, or_(due, Pflicht.bis < today))
    return [Auswahl(rows, {"id": Pflicht.id, "text": Pflicht.was, "tag": Pflicht.bis}, _aufgabe)]


def _aufgabe(found: Fund) -> Aufgabe:
    return Aufgabe("Pflicht gegenüber dem Land", found.text or "", "pflichten.show", {"id": found.id}, found.tag)
