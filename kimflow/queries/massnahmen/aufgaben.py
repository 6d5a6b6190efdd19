"""What of Maßnahmen waits for somebody."""

from datetime import date

from sqlalchemy import case, or_, select

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Beschluss,
    Lage,
    Massnahme,
    MassnahmeStatus,
    Person,
)
from kimflow.models.massnahmen import ABSTAND_TAGE, VORLAUF_TAGE
from kimflow.permissions import ist_koordination
from kimflow.queries.aufgaben import Aufgabe
from kimflow.queries.massnahmen.sichtbarkeit import verantwortet
from kimflow.queries.massnahmen.spalten import gemeldet_am, letzte_lage, naechster_termin, termin, wartet_bis

S = MassnahmeStatus
HOECHSTENS = 20
"""Aufgaben of one kind on the start page; the table holds the rest."""


def aufgaben(person: Person) -> list[Aufgabe]:
    """Zusagen and Rückmeldungen asked of this person; for the Koordination what is to be checked or needs help."""
    found = _zusagen(person) + _eigene(person)
    if ist_koordination(person, None):
        found += _der_koordination()
    return found


def _zusagen(person: Person) -> list[Aufgabe]:
    houses = [z.institution_id for z in person.zeichnungsberechtigungen if z.gilt_heute]
    if not houses:
        return []
    rows = session().execute(
        select(Massnahme.nummer, Massnahme.titel)
        .where(Massnahme.status == S.VORGESCHLAGEN, Massnahme.absage == "", Massnahme.institution_id.in_(houses))
        .order_by(Massnahme.nummer)
        .limit(HOECHSTENS)
    )
    return [_aufgabe("Zusage erbeten", nummer, titel, None) for nummer, titel in rows]


def _eigene(person: Person) -> list[Aufgabe]:
    """Running Maßnahmen of this person whose date is near or past, or that were silent for too long."""
    today = clock.today()
    rows = session().execute(
        select(
            Massnahme.nummer,
            Massnahme.titel,
            naechster_termin,
            Massnahme.frist,
            wartet_bis,
            gemeldet_am,
            Beschluss.gefasst_am,
        )
        .join(Beschluss, Beschluss.id == Massnahme.beschluss_id)
        .where(verantwortet(person), Massnahme.status.in_(Massnahme.LAUFENDE))
        .order_by(termin, Massnahme.id)
    )
    found = []
    for nummer, titel, naechster, frist, bis, gemeldet, gefasst_am in rows:
        dates = [day for day in (naechster, frist, bis) if day is not None]
        heard = clock.local(gemeldet).date() if gemeldet else gefasst_am
        if dates and (min(dates) - today).days <= VORLAUF_TAGE:
            found.append(_aufgabe("Maßnahme fällig", nummer, titel, min(dates)))
        elif (today - heard).days > ABSTAND_TAGE:
            found.append(_aufgabe("Rückmeldung geben", nummer, titel, None, "massnahmen.rueckmeldung_geben"))
    return found[:HOECHSTENS]


def _der_koordination() -> list[Aufgabe]:
    """Effects to check, Maßnahmen that need help, and those whose rest is over."""
    today = clock.today()
    help_needed = Massnahme.status.in_(Massnahme.LAUFENDE) & (letzte_lage == Lage.HILFE)
    kind = case(
        (help_needed, "Hilfe nötig"),
        (Massnahme.status == S.UMGESETZT, "Wirkung prüfen"),
        else_="Maßnahme wieder aufnehmen",
    )
    check = (Massnahme.status == S.UMGESETZT) & (Massnahme.wirkungspruefung_am <= today)
    again = (Massnahme.status == S.RUHT) & (Massnahme.wiedervorlage <= today)
    day = case((Massnahme.status == S.UMGESETZT, Massnahme.wirkungspruefung_am), else_=Massnahme.wiedervorlage)
    rows = session().execute(
        select(kind, Massnahme.nummer, Massnahme.titel, day, help_needed)
        .where(or_(check, again, help_needed))
        .order_by(Massnahme.nummer)
    )
    found = [_aufgabe(art, nummer, titel, None if hilfe else tag) for art, nummer, titel, tag, hilfe in rows]
    kinds = ("Hilfe nötig", "Wirkung prüfen", "Maßnahme wieder aufnehmen")
    return [one for name in kinds for one in [a for a in found if a.gruppe == name][:HOECHSTENS]]


def _aufgabe(gruppe: str, nummer: str, titel: str, frist: date | None, endpoint: str = "massnahmen.show") -> Aufgabe:
    return Aufgabe(gruppe, f"{nummer} {titel}", endpoint, {"nummer": nummer}, frist)
