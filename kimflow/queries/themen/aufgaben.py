"""What waits for somebody in Themen."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, literal, null, or_, select, union_all

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Amt,
    Grundlage,
    Mandat,
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
from kimflow.queries.wirkungscheck.reihen import je_thema
from kimflow.queries.wirkungscheck.urteile import Urteil, Zahlen, urteil

S = ThemaStatus

HOECHSTENS = 20
"""Aufgaben of one kind on the start page; the list holds the rest."""
WEITERGABE = "Weitergabe nachfassen"
_ABGESCHLOSSENE = (S.UMGESETZT, S.ABGESCHLOSSEN)
_BRICHT_WEITER = "Bricht weiter: Wiederaufnahme prüfen"


def aufgaben(person: Person) -> list[Aufgabe]:
    """What the Koordination has to do with Themen, and the Leitung of a Projektgruppe with its new Aufträge."""
    found = _auftraege(person)
    if ist_koordination(person, None):
        found += _der_koordination()
    return found


def _auftraege(person: Person) -> list[Aufgabe]:
    groups = [
        m.gremium_id for m in person.mitgliedschaften if m.gilt_heute and m.gremium.gilt_heute and m.amt is Amt.LEITUNG
    ]
    if not groups:
        return []
    rows = session().execute(
        select(Thema.nummer, Thema.titel, Thema.frist)
        .where(Thema.projektgruppe_id.in_(groups), Thema.status == S.BEAUFTRAGT)
        .where(~exists().where(Zielvereinbarung.thema_id == Thema.id), ~_wartet_auf_annahme())
        .order_by(Thema.frist, Thema.id)
        .limit(HOECHSTENS)
    )
    return [_aufgabe("Mandat bearbeiten", nummer, titel, frist) for nummer, titel, frist in rows]


def _wartet_auf_annahme() -> ColumnElement[bool]:
    """Its Mandat is a task of its own (queries/mandate.py)."""
    open_ = (Mandat.beendet_am.is_(None), Mandat.angenommen_am.is_(None))
    return exists().where(Mandat.thema_id == Thema.id, *open_)


def _der_koordination() -> list[Aufgabe]:
    """Wiedervorlagen that are due, Themen ready to be presented, Steckbriefe not finished, Themen that break on."""
    today = clock.today()
    due = and_(Thema.wiedervorlage <= today, Thema.status != S.ZUSAMMENGEFUEHRT)
    kind = case(
        (due, "Wiedervorlage fällig"),
        (Thema.status.in_(_ABGESCHLOSSENE), _BRICHT_WEITER),
        (_vollstaendig() & _befragt(today), "Bereit zum Vorlegen"),
        (~_vollstaendig(), "Steckbrief unvollständig"),
    )
    wirkung = je_thema(Thema.status.in_(_ABGESCHLOSSENE), today)
    counts = list(wirkung.c)[1:]
    stored = and_(Thema.status == S.GESAMMELT, Thema.wiedervorlage.is_(None))
    themen = (
        select(kind, Thema.nummer, Thema.titel, Thema.wiedervorlage, Thema.id, *counts)
        .outerjoin(wirkung, wirkung.c.thema_id == Thema.id)
        .where(or_(due, stored, wirkung.c.nach_gebrochen > 0), kind.is_not(None))
    )
    handed_on = (
        select(
            literal(WEITERGABE), Thema.nummer, Weitergabe.an, Weitergabe.wiedervorlage, Weitergabe.id, *([null()] * 4)
        )
        .join(Weitergabe.thema)
        .where(Weitergabe.status != WeitergabeStatus.ERLEDIGT, Weitergabe.wiedervorlage <= today)
    )
    found_rows: Any = session().execute(union_all(themen, handed_on))
    rows = sorted(found_rows, key=lambda row: (row[3] or date.max, row[4]))
    found = [_aufgabe(*row[:4]) for row in rows if _zu_tun(row[0], *row[5:])]
    kinds = ("Wiedervorlage fällig", WEITERGABE, _BRICHT_WEITER, "Bereit zum Vorlegen", "Steckbrief unvollständig")
    return [one for name in kinds for one in [a for a in found if a.gruppe == name][:HOECHSTENS]]


def _zu_tun(gruppe: str, *counts: int | None) -> bool:
    """A finished Thema asks for something only if the Wirkungscheck says that it breaks on."""
    if gruppe != _BRICHT_WEITER:
        return True
    vor_faelle, vor_gebrochen, nach_faelle, nach_gebrochen = (count or 0 for count in counts)
    return urteil(Zahlen(0, vor_faelle, vor_gebrochen), Zahlen(0, nach_faelle, nach_gebrochen)) is Urteil.WEITER


def _aufgabe(gruppe: str, nummer: str, titel: str, frist: date | None) -> Aufgabe:
    if gruppe == WEITERGABE:
        return Aufgabe(
            gruppe, f"{nummer} an {titel}", "themen.show", {"nummer": nummer, "_anchor": "weitergaben"}, frist
        )
    endpoint = "wirkungscheck.thema" if gruppe == _BRICHT_WEITER else "themen.show"
    return Aufgabe(gruppe, f"{nummer} {titel}", endpoint, {"nummer": nummer}, frist)


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
