"""What waits for somebody in Themen."""

from datetime import date

from sqlalchemy import ColumnElement, and_, case, exists, or_, select

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Amt,
    Grundlage,
    Person,
    Stellungnahme,
    Thema,
    ThemaStatus,
    Zielvereinbarung,
)
from kimflow.permissions import (
    ist_koordination,
)
from kimflow.queries.aufgaben import Aufgabe
from kimflow.queries.themen.liste import spaet

S = ThemaStatus

HOECHSTENS = 20
"""Aufgaben of one kind on the start page; the list holds the rest."""


def aufgaben(person: Person) -> list[Aufgabe]:
    """What the Koordination has to do with Themen, and the Leitung of a Projektgruppe with its new Aufträge."""
    found = _auftraege(person)
    if ist_koordination(person, None):
        found += _der_koordination()
    return found


def _auftraege(person: Person) -> list[Aufgabe]:
    groups = [m.gremium_id for m in person.mitgliedschaften if m.gilt_heute and m.amt is Amt.LEITUNG]
    if not groups:
        return []
    rows = session().execute(
        select(Thema.nummer, Thema.titel, Thema.frist)
        .where(Thema.projektgruppe_id.in_(groups), Thema.status == S.BEAUFTRAGT)
        .where(~exists().where(Zielvereinbarung.thema_id == Thema.id))
        .order_by(Thema.frist, Thema.id)
        .limit(HOECHSTENS)
    )
    return [_aufgabe("Auftrag bearbeiten", nummer, titel, frist) for nummer, titel, frist in rows]


def _der_koordination() -> list[Aufgabe]:
    """Wiedervorlagen that are due, Themen ready to be presented, Steckbriefe neither parked nor finished."""
    today = clock.today()
    due = Thema.wiedervorlage.is_not(None) & (Thema.wiedervorlage <= today)
    kind = case(
        (due, "Wiedervorlage fällig"),
        (_vollstaendig() & _befragt(today), "Bereit zum Vorlegen"),
        (~_vollstaendig(), "Steckbrief unvollständig"),
    )
    rows = session().execute(
        select(kind, Thema.nummer, Thema.titel, Thema.wiedervorlage)
        .where(or_(due, and_(Thema.status == S.GESAMMELT, Thema.wiedervorlage.is_(None))), kind.is_not(None))
        .order_by(spaet(Thema.wiedervorlage), Thema.id)
    )
    found = [_aufgabe(*row) for row in rows]
    kinds = ("Wiedervorlage fällig", "Bereit zum Vorlegen", "Steckbrief unvollständig")
    return [one for name in kinds for one in [a for a in found if a.gruppe == name][:HOECHSTENS]]


def _aufgabe(gruppe: str, nummer: str, titel: str, frist: date | None) -> Aufgabe:
    return Aufgabe(gruppe, f"{nummer} {titel}", "themen.show", {"nummer": nummer}, frist)


def _vollstaendig() -> ColumnElement[bool]:
    """The rule of workflow.steckbrief in SQL: a test holds both together."""
    filled = [
        Thema.handlungsfeld_id.is_not(None) if name == "handlungsfeld_id" else getattr(Thema, name) != ""
        for name in Thema.PFLICHTANGABEN
    ]
    interface = exists().where(Grundlage.thema_id == Thema.id, Grundlage.bruchstelle_id.is_not(None))
    return and_(*filled, or_(Thema.rechtskreise.any(), interface))


def _befragt(today: date) -> ColumnElement[bool]:
    """At least one Grundlage, somebody was asked, and nobody may still answer."""
    asked = exists().where(Stellungnahme.thema_id == Thema.id)
    waiting = exists().where(
        Stellungnahme.thema_id == Thema.id,
        Stellungnahme.abgegeben_am.is_(None),
        or_(Stellungnahme.frist.is_(None), Stellungnahme.frist >= today),
    )
    return and_(Thema.grundlagen.any(), asked, ~waiting)
