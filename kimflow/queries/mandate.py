"""Mandate: of a group, what was assigned over a limit, and which nobody has accepted."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import joinedload

from kimflow import clock
from kimflow.db import session
from kimflow.models import Amt, Gremium, Mandat, Person, Thema, ThemaStatus, Zielvereinbarung
from kimflow.models.mandate import ANNAHME_TAGE
from kimflow.permissions import ist_koordination
from kimflow.queries import themen
from kimflow.queries.aufgaben import Aufgabe, Auswahl, Fund
from kimflow.queries.seiten import Seite, blaettern

ANNEHMEN, NACHFASSEN = "Mandat annehmen oder zurückgeben", "Mandat nicht angenommen"


def sichtbar_fuer(person: Person) -> Select[Mandat]:
    """The Mandate of the Themen this person sees."""
    visible = themen.sichtbar_fuer(person).with_only_columns(Thema.id)
    return select(Mandat).where(Mandat.thema_id.in_(visible))


def der_gruppe(gremium: Gremium, person: Person) -> list[Mandat]:
    """Every Mandat a Projektgruppe was given: the running ones by date, then the ended ones, the latest first."""
    statement = (
        sichtbar_fuer(person)
        .where(Mandat.projektgruppe_id == gremium.id)
        .options(joinedload(Mandat.thema), joinedload(Mandat.beschluss), joinedload(Mandat.statt))
        .order_by(Mandat.frist, Mandat.id)
    )
    found = list(session().scalars(statement))
    ended = sorted((m for m in found if not m.ist_laufend), key=lambda m: m.id, reverse=True)
    return [m for m in found if m.ist_laufend] + ended


def ueber_der_last(person: Person, nach: str | None = None) -> Seite[Mandat]:
    """What was assigned although the group was full, with the reason or what rests for it; the latest first."""
    statement: Any = (
        sichtbar_fuer(person)
        .where(Mandat.last >= Mandat.hoechstlast)
        .options(
            joinedload(Mandat.thema),
            joinedload(Mandat.projektgruppe),
            joinedload(Mandat.beschluss),
            joinedload(Mandat.statt),
        )
    )
    page = blaettern(statement, (Mandat.id,), nach, absteigend=True)
    return Seite([row[0] for row in page.zeilen], page.weiter)


def auswahl(person: Person) -> list[Auswahl]:
    """For the Leitung what waits for its word, for the Koordination what waits too long."""
    led = [
        m.gremium_id for m in person.mitgliedschaften if m.gilt_heute and m.gremium.gilt_heute and m.amt is Amt.LEITUNG
    ]
    found = []
    if led:
        found.append(_auswahl(_wartende().where(Mandat.projektgruppe_id.in_(led)), _der_leitung))
    if ist_koordination(person, None):
        too_long = Mandat.erteilt_am < clock.today() - timedelta(days=ANNAHME_TAGE)
        found.append(_auswahl(_wartende().where(too_long), _der_koordination))
    return found


def _wartende() -> Select[Any]:
    """Where a Zielvereinbarung was begun, somebody is at work."""
    return (
        select(Mandat.id)
        .join(Thema, Thema.id == Mandat.thema_id)
        .join(Gremium, Gremium.id == Mandat.projektgruppe_id)
        .where(
            Mandat.beendet_am.is_(None),
            Mandat.angenommen_am.is_(None),
            Thema.status == ThemaStatus.BEAUFTRAGT,
            ~exists().where(Zielvereinbarung.thema_id == Thema.id),
        )
    )


def _auswahl(aus: Select[Any], aufgabe: Any) -> Auswahl:
    was = {"nummer": Thema.nummer, "text": Thema.titel, "wer": Gremium.name, "tag": Mandat.erteilt_am}
    return Auswahl(aus, was, aufgabe)


def _der_leitung(fund: Fund) -> Aufgabe:
    assert fund.tag is not None  # noqa: S101 - the column is never empty
    until = fund.tag + timedelta(days=ANNAHME_TAGE)
    return Aufgabe(ANNEHMEN, f"{fund.nummer} {fund.text}", "themen.show", {"nummer": fund.nummer}, until)


def _der_koordination(fund: Fund) -> Aufgabe:
    text, group = f"{fund.nummer} {fund.text} ({fund.wer})", f"{fund.nummer} ({fund.wer})"
    return Aufgabe(NACHFASSEN, text, "themen.show", {"nummer": fund.nummer}, fund.tag, "erteilt am", group)
