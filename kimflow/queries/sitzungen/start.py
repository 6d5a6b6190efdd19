"""What waits about meetings on the start page."""

from sqlalchemy import ColumnElement, or_, select

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Gremium,
    Person,
    Sitz,
    Sitzung,
    Sitzungsantwort,
    SitzungStatus,
)
from kimflow.permissions import ist_buero, ist_koordination
from kimflow.queries.aufgaben import Aufgabe
from kimflow.queries.sitzungen.sichtbarkeit import KOMMENDE, eigene_gremien, eigene_sitze, sitze_des_hauses


def aufgaben(person: Person) -> list[Aufgabe]:
    """Meetings that run, invitations to answer; for the Koordination the next meeting."""
    if ist_koordination(person, None):
        return _einladungen(person) + _naechste()
    return _laufende(person) + _einladungen(person)


def _laufende(person: Person) -> list[Aufgabe]:
    rows = session().execute(
        select(Sitzung.nummer, Gremium.name)
        .join(Gremium, Gremium.id == Sitzung.gremium_id)
        .where(Sitzung.status == SitzungStatus.LAUFEND, Sitzung.gremium_id.in_(eigene_gremien(person)))
        .order_by(Sitzung.beginn)
    )
    return [
        Aufgabe(
            "Sitzung läuft",
            f"{nummer} {body}: zur laufenden Sitzung",
            "meine_sitzung.show",
            {"nummer": nummer},
            im_brief=f"{nummer} {body}",
        )
        for nummer, body in rows
    ]


def _einladungen(person: Person) -> list[Aufgabe]:
    own = eigene_sitze(person)
    if not own and not ist_buero(person, None):
        return []
    seats: ColumnElement[bool] = Sitzungsantwort.sitz_id.in_(own)
    if ist_buero(person, None):
        seats = or_(seats, Sitzungsantwort.sitz_id.in_(sitze_des_hauses(person)))
    rows = session().execute(
        select(Sitzung.nummer, Sitzung.beginn, Sitz.bezeichnung)
        .select_from(Sitzungsantwort)
        .join(Sitzung, Sitzung.id == Sitzungsantwort.sitzung_id)
        .join(Sitz, Sitz.id == Sitzungsantwort.sitz_id)
        .where(seats, Sitzungsantwort.antwort.is_(None), Sitzung.status == SitzungStatus.EINGELADEN)
        .where(Sitzung.beginn > clock.now())
        .order_by(Sitzung.beginn, Sitz.reihenfolge)
    )
    return [
        Aufgabe(
            "Einladungen",
            f"Einladung zur Sitzung {nummer} beantworten ({bezeichnung})",
            "meine_sitzung.show",
            {"nummer": nummer},
            clock.local(beginn).date(),
            "Sitzung am",
            f"{nummer} ({bezeichnung})",
        )
        for nummer, beginn, bezeichnung in rows
    ]


def _naechste() -> list[Aufgabe]:
    row = (
        session()
        .execute(
            select(Sitzung.nummer, Sitzung.beginn, Sitzung.status, Gremium.name)
            .join(Gremium, Gremium.id == Sitzung.gremium_id)
            .where(Sitzung.status.in_(KOMMENDE))
            .order_by(Sitzung.beginn)
            .limit(1)
        )
        .first()
    )
    if row is None:
        return []
    step = {
        SitzungStatus.GEPLANT: "vorbereiten und einladen",
        SitzungStatus.EINGELADEN: "steht bevor",
        SitzungStatus.LAUFEND: "läuft",
    }[row.status]
    return [
        Aufgabe(
            "Nächste Sitzung",
            f"{row.nummer} {row.name}: {step}",
            "sitzungen.show",
            {"nummer": row.nummer},
            clock.local(row.beginn).date(),
            "am",
            f"{row.nummer} {row.name}: {step}",
        )
    ]
