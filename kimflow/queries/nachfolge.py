"""Open work of people who left: whose it was, and whose task it is now to find somebody. Nothing is silently nobody's.

Somebody left when the account is deactivated, the institution is another one, or the Mitgliedschaft has ended in the
group for which the person took it on. The task goes to the Leitung of the group; without one, for Maßnahmen to who
signs for the responsible institution; else to the Koordination. A group that has ended has no Leitung.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select, true
from sqlalchemy.orm import aliased

from kimflow import clock
from kimflow.models import (
    Amt,
    Auftrag,
    AuftragStatus,
    Beschluss,
    Gremium,
    Massnahme,
    MassnahmeStatus,
    Mitgliedschaft,
    Person,
    PersonStatus,
    Sitzung,
    SitzungStatus,
    Thema,
    Top,
    Zeichnungsberechtigung,
)
from kimflow.permissions import ist_koordination
from kimflow.queries.aufgaben import Aufgabe, Auswahl, Fund, lesen
from kimflow.queries.gremien import LAUFENDE, gilt

GRUPPE = "Nachfolge klären"
FERTIG = (MassnahmeStatus.UMGESETZT, MassnahmeStatus.GEPRUEFT, MassnahmeStatus.ABGEBROCHEN)
_BEGONNEN = (*Massnahme.LAUFENDE, MassnahmeStatus.RUHT)
ZU_SCHREIBEN = (
    SitzungStatus.GEPLANT,
    SitzungStatus.EINGELADEN,
    SitzungStatus.LAUFEND,
    SitzungStatus.NACHBEREITUNG,
)
OFFEN = (AuftragStatus.ERTEILT, AuftragStatus.ANGENOMMEN)
# An Auflage of an Umlauf has no Sitzung: it belongs to the body of its Beschluss.
auftrag_gremium = func.coalesce(Sitzung.gremium_id, Beschluss.gremium_id)
_da = Person.status != PersonStatus.DEAKTIVIERT


def auswahl(person: Person) -> list[Auswahl]:
    """What of other people's open work `person` has to find somebody for."""
    led = [
        m.gremium_id for m in person.mitgliedschaften if m.gilt_heute and m.gremium.gilt_heute and m.amt is Amt.LEITUNG
    ]
    houses = [z.institution_id for z in person.zeichnungsberechtigungen if z.gilt_heute]
    office = ist_koordination(person, None)
    if not (led or houses or office):
        return []
    return _arten(lambda group, house: _ist_dran(group, house, led, houses, office))


def verwaiste() -> list[Aufgabe]:
    """Everything that is nobody's any more, whoever has to settle it."""
    return [aufgabe for found in lesen(_arten(lambda group, house: true())) for aufgabe in found]


def verwaiste_massnahmen() -> Select[Any]:
    """Ids of the Maßnahmen nobody is there for."""
    return select(_massnahmen(true()).subquery().c.id)


def verwaiste_auftraege() -> Select[Any]:
    """Ids of the Aufträge whose owner is not there any more."""
    return select(_auftraege(true()).subquery().c.id)


def _arten(whose: Any) -> list[Auswahl]:
    measures = _massnahmen(whose(Massnahme.projektgruppe_id, Massnahme.institution_id))
    tasks = _auftraege(whose(auftrag_gremium, None))
    minutes = _protokolle(whose(Sitzung.gremium_id, None))
    groups = _gruppen(whose(None, None))
    return [
        Auswahl(measures, {"nummer": Massnahme.nummer, "text": Massnahme.titel, "wer": Person.name}, _zur_massnahme),
        Auswahl(tasks, {"id": Auftrag.id, "text": Auftrag.text, "wer": Person.name}, _zum_auftrag),
        Auswahl(minutes, {"nummer": Sitzung.nummer, "wer": Person.name, "zahl": _steht_noch_bevor()}, _zum_protokoll),
        Auswahl(groups, {"id": Gremium.id, "text": Gremium.name, "zahl": _laufende_themen()}, _zur_gruppe),
    ]


# --- what is nobody's ---------------------------------------------------------------------------------------------


def _massnahmen(whose: ColumnElement[bool]) -> Select[Any]:
    moved = Person.institution_id != Massnahme.institution_id
    gone = or_(~_da, moved, _hat_verlassen(Person.id, Massnahme.projektgruppe_id, Massnahme.verantwortlich_seit))
    nobody = and_(Massnahme.verantwortlich_id.is_(None), Massnahme.status.in_(_BEGONNEN))
    return (
        select(Massnahme.id)
        .outerjoin(Person, Person.id == Massnahme.verantwortlich_id)
        .where(or_(nobody, and_(Massnahme.verantwortlich_id.is_not(None), gone)), Massnahme.status.not_in(FERTIG))
        .where(whose)
    )


def mit_herkunft(statement: Any) -> Any:
    """A selection of Aufträge joined with the Sitzung or the Beschluss they come from."""
    return (
        statement.outerjoin(Top, Top.id == Auftrag.top_id)
        .outerjoin(Sitzung, Sitzung.id == Top.sitzung_id)
        .outerjoin(Beschluss, Beschluss.id == Auftrag.beschluss_id)
    )


def _auftraege(whose: ColumnElement[bool]) -> Select[Any]:
    """An Auftrag nobody was ever named for has its own task (queries/auftraege.py)."""
    gone = or_(~_da, _hat_verlassen(Person.id, auftrag_gremium, Auftrag.verantwortlich_seit))
    return (
        mit_herkunft(select(Auftrag.id))
        .join(Person, Person.id == Auftrag.verantwortlich_id)
        .where(Auftrag.status.in_(OFFEN), gone, whose)
    )


def _protokolle(whose: ColumnElement[bool]) -> Select[Any]:
    gone = or_(~_da, _hat_verlassen(Person.id, Sitzung.gremium_id, None))
    return (
        select(Sitzung.id)
        .join(Person, Person.id == Sitzung.protokollfuehrung_id)
        .where(Sitzung.status.in_(ZU_SCHREIBEN), gone, whose)
    )


def _gruppen(whose: ColumnElement[bool]) -> Select[Any]:
    """Projektgruppen with running Themen that have ended, or that nobody leads."""
    running = exists().where(Thema.projektgruppe_id == Gremium.id, Thema.status.in_(LAUFENDE))
    return select(Gremium.id).where(running, or_(~gilt(Gremium), ~_hat_leitung(Gremium.id)), whose)


def _hat_verlassen(person_id: Any, gremium_id: Any, seit: Any) -> ColumnElement[bool]:
    """Left this body after `seit`, the day the person took it on, and does not belong to it any more."""
    of_both = (Mitgliedschaft.person_id == person_id, Mitgliedschaft.gremium_id == gremium_id)
    later = true() if seit is None else or_(seit.is_(None), Mitgliedschaft.bis >= seit)
    left = exists().where(*of_both, Mitgliedschaft.bis < clock.today(), later)
    stays = exists().where(*of_both, gilt(Mitgliedschaft))
    return and_(left, ~stays)


# --- whose task it is ---------------------------------------------------------------------------------------------


def _hat_leitung(gremium_id: Any) -> ColumnElement[bool]:
    lead, body = aliased(Person), aliased(Gremium)
    return exists().where(
        Mitgliedschaft.gremium_id == gremium_id,
        Mitgliedschaft.amt == Amt.LEITUNG,
        gilt(Mitgliedschaft),
        body.id == Mitgliedschaft.gremium_id,
        gilt(body),
        lead.id == Mitgliedschaft.person_id,
        lead.status != PersonStatus.DEAKTIVIERT,
    )


def _hat_zeichnende(institution_id: Any) -> ColumnElement[bool]:
    signer = aliased(Person)
    return exists().where(
        Zeichnungsberechtigung.institution_id == institution_id,
        gilt(Zeichnungsberechtigung),
        signer.id == Zeichnungsberechtigung.person_id,
        signer.status != PersonStatus.DEAKTIVIERT,
    )


def _ist_dran(group: Any, house: Any, led: Sequence[int], houses: Sequence[int], office: bool) -> ColumnElement[bool]:
    has_lead = false() if group is None else and_(group.is_not(None), _hat_leitung(group))
    signed = false() if house is None else _hat_zeichnende(house)
    mine = [false()] if group is None else [group.in_(led)]
    if house is not None:
        mine.append(and_(~has_lead, house.in_(houses)))
    if office:
        mine.append(and_(~has_lead, ~signed))
    return or_(*mine)


# --- in words -----------------------------------------------------------------------------------------------------


def _steht_noch_bevor() -> ColumnElement[int]:
    """1 while another clerk can be named, 0 once the meeting has begun."""
    return case((Sitzung.eroeffnet_am.is_(None), 1), else_=0)


def _laufende_themen() -> Any:
    running = select(func.count(Thema.id)).where(Thema.projektgruppe_id == Gremium.id, Thema.status.in_(LAUFENDE))
    return running.correlate(Gremium).scalar_subquery()


def _bisher(wer: str | None) -> str:
    return f"bisher {wer}" if wer else "niemand ist verantwortlich"


def _zur_massnahme(fund: Fund) -> Aufgabe:
    text = f"Maßnahme {fund.nummer} {fund.text} ({_bisher(fund.wer)})"
    values = {"nummer": fund.nummer}
    return Aufgabe(GRUPPE, text, "massnahmen.uebergeben", values, im_brief=f"Maßnahme {fund.nummer}")


def _zum_auftrag(fund: Fund) -> Aufgabe:
    line = " ".join((fund.text or "").split())
    text = f"Auftrag „{line[:80]}“ ({_bisher(fund.wer)})"
    return Aufgabe(GRUPPE, text, "auftraege.bearbeiten", {"id": fund.id}, im_brief="Auftrag")


def _zum_protokoll(fund: Fund) -> Aufgabe:
    where = "sitzungen.bearbeiten" if fund.zahl else "protokolle.show"
    text, values = f"Protokoll {fund.nummer} ({_bisher(fund.wer)})", {"nummer": fund.nummer}
    return Aufgabe(GRUPPE, text, where, values, im_brief=f"Protokoll {fund.nummer}")


def _zur_gruppe(fund: Fund) -> Aufgabe:
    many = "1 laufendes Thema" if fund.zahl == 1 else f"{fund.zahl} laufende Themen"
    text = f"{fund.text}: {many} ohne Leitung"
    return Aufgabe(GRUPPE, text, "gremien.show", {"id": fund.id}, im_brief=text)
