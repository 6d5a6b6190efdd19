"""What waits for somebody in Themen."""

from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, exists, literal, or_, select, union_all

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Amt,
    Grundlage,
    Person,
    Stellungnahme,
    Thema,
    ThemaStatus,
    Weitergabe,
    WeitergabeStatus,
    Zielvereinbarung,
)
from kimflow.permissions import ist_koordination
from kimflow.queries.aufgaben import Aufgabe

S = ThemaStatus

HOECHSTENS = 20
"""Aufgaben of one kind on the start page; the list holds the rest."""
WEITERGABE = "Weitergabe nachfassen"


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
    due = and_(Thema.wiedervorlage <= today, Thema.status != S.ZUSAMMENGEFUEHRT)
    kind = case(
        (due, "Wiedervorlage fällig"),
        (_vollstaendig() & _befragt(today), "Bereit zum Vorlegen"),
        (~_vollstaendig(), "Steckbrief unvollständig"),
    )
    themen = select(kind, Thema.nummer, Thema.titel, Thema.wiedervorlage, Thema.id).where(
        or_(due, and_(Thema.status == S.GESAMMELT, Thema.wiedervorlage.is_(None))), kind.is_not(None)
    )
    handed_on = (
        select(literal(WEITERGABE), Thema.nummer, Weitergabe.an, Weitergabe.wiedervorlage, Weitergabe.id)
        .join(Weitergabe.thema)
        .where(Weitergabe.status != WeitergabeStatus.ERLEDIGT, Weitergabe.wiedervorlage <= today)
    )
    rows = session().execute(union_all(themen, handed_on)).all()
    rows = sorted(rows, key=lambda row: (row[3] or date.max, row[4]))
    found = [_aufgabe(*row[:4]) for row in rows]
    kinds = ("Wiedervorlage fällig", WEITERGABE, "Bereit zum Vorlegen", "Steckbrief unvollständig")
    return [one for name in kinds for one in [a for a in found if a.gruppe == name][:HOECHSTENS]]


def _aufgabe(gruppe: str, nummer: str, titel: str, frist: date | None) -> Aufgabe:
    if gruppe == WEITERGABE:
        return Aufgabe(
            gruppe, f"{nummer} an {titel}", "themen.show", {"nummer": nummer, "_anchor": "weitergaben"}, frist
        )
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
    return and_(Thema.grundlagen.any(), asked, Thema.id.not_in(_wartende(today)))


def _wartende(today: date) -> Select[int]:
    """Ids of the Themen a house may still answer to, and of those they were merged into."""
    open_ = [Stellungnahme.abgegeben_am.is_(None), or_(Stellungnahme.frist.is_(None), Stellungnahme.frist >= today)]
    asked = select(Thema.id, Thema.zusammengefuehrt_in_id).join(Thema.stellungnahmen).where(*open_).cte(recursive=True)
    into = select(Thema.id, Thema.zusammengefuehrt_in_id).join(asked, Thema.id == asked.c.zusammengefuehrt_in_id)
    return select(asked.union(into).c.id)
