"""Ends of votes, and the last days to answer, to sign, to object and to propose."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from kimflow import clock
from kimflow.models import (
    Abstimmung,
    AbstimmungStatus,
    Amt,
    Beitrag,
    Beschluss,
    Beteiligung,
    Mandat,
    Person,
    Protokollfassung,
    Sitzung,
    SitzungStatus,
    Stellungnahme,
    Stimmabgabe,
    Thema,
    ThemaStatus,
    Zeichnung,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.queries import stellungnahmen, zeichnungen
from kimflow.queries.abstimmungen import eigene_stimmabgaben
from kimflow.queries.aufgaben import Auswahl, Fund
from kimflow.queries.kalender.termine import Termin
from kimflow.queries.sitzungen import eigene_gremien

A = AbstimmungStatus
VORHER = timedelta(minutes=15)
"""An entry needs a length: the last quarter of an hour before a vote ends."""


def abstimmungen(person: Person, since: date) -> list[Auswahl[Termin]]:
    """Rounds `person` can vote in, whether or not the vote is cast: no entry says more than that the round ends."""
    own = select(Stimmabgabe.abstimmung_id).where(eigene_stimmabgaben(person), ~Stimmabgabe.befangen)
    over = and_(Abstimmung.status.in_((A.GESCHLOSSEN, A.FESTGESTELLT)), Abstimmung.endet_am <= clock.now())
    rounds = select(Abstimmung.id).where(
        Abstimmung.id.in_(own),
        Abstimmung.endet_am >= clock.from_local(datetime.combine(since, time())),
        or_(Abstimmung.status == A.OFFEN, over),
    )
    was = {"id": Abstimmung.id, "nummer": Abstimmung.nummer, "zeit": Abstimmung.endet_am}
    return [Auswahl(rounds, was, _abstimmung)]


def _abstimmung(fund: Fund) -> Termin:
    id, end = fund.id or 0, fund.zeit or clock.now()
    return Termin(
        "abstimmung",
        id,
        f"Abstimmung {fund.nummer} endet",
        f"/abstimmungen/{fund.nummer}",
        ("abstimmung", id),
        beginn=end - VORHER,
        ende=end,
    )


def fristen(person: Person, since: date) -> list[Auswahl[Termin]]:
    return [
        *_stellungnahmen(person, since),
        *_zeichnungen(person, since),
        *_einwendungen(person, since),
        *_mandate(person, since),
    ]


def _stellungnahmen(person: Person, since: date) -> list[Auswahl[Termin]]:
    houses = stellungnahmen.haeuser(person)
    open_ = stellungnahmen.noch_offene().where(Stellungnahme.institution_id.in_(houses), Stellungnahme.frist >= since)
    was = {"id": Stellungnahme.id, "nummer": Thema.nummer, "text": Thema.titel, "tag": Stellungnahme.frist}

    def termin(fund: Fund) -> Termin:
        return tag(fund, "stellungnahme", f"Stellungnahme zu {fund.nummer}", "/stellungnahmen/", ("thema", fund.zahl))

    return [Auswahl(open_, was | {"zahl": Thema.id}, termin)] if houses else []


def _zeichnungen(person: Person, since: date) -> list[Auswahl[Termin]]:
    """What the houses of `person` still have to sign, until the day that follows from the Beschluss."""
    houses = [z.institution_id for z in person.zeichnungsberechtigungen if z.gilt_heute]
    if not houses:
        return []
    days = timedelta(days=zeichnungen.frist_tage())
    answered = select(Zeichnung.beitrag_id).where(Zeichnung.ungueltig_am.is_(None))
    missing = (
        select(Beitrag.id)
        .join(Zielvereinbarung, Zielvereinbarung.id == Beitrag.zielvereinbarung_id)
        .join(Beschluss, Beschluss.id == Zielvereinbarung.beschluss_id)
        .where(
            Zielvereinbarung.status == ZielvereinbarungStatus.ZUR_ZEICHNUNG,
            Beitrag.institution_id.in_(houses),
            Beitrag.beteiligung == Beteiligung.ZEICHNET,
            Beitrag.ausgenommen_id.is_(None),
            Beitrag.id.not_in(answered),
            Beschluss.gefasst_am >= since - days,
        )
    )
    was = {
        "id": Beitrag.id,
        "nummer": Zielvereinbarung.nummer,
        "text": Zielvereinbarung.titel,
        "tag": Beschluss.gefasst_am,
        "zahl": Zielvereinbarung.id,
    }

    def termin(fund: Fund) -> Termin:
        later = fund._replace(tag=(fund.tag or clock.today()) + days)
        path, spur = f"/zielvereinbarungen/{fund.nummer}", ("zielvereinbarung", fund.zahl)
        return tag(later, "zeichnung", f"Zeichnung von {fund.nummer}", path, spur)

    return [Auswahl(missing, was, termin)]


def _einwendungen(person: Person, since: date) -> list[Auswahl[Termin]]:
    """Until when the minutes of one's own bodies may be objected to."""
    bodies = eigene_gremien(person)
    latest = (
        select(func.max(Protokollfassung.id))
        .where(Protokollfassung.sitzung_id == Sitzung.id)
        .correlate(Sitzung)
        .scalar_subquery()
    )
    open_ = (
        select(Protokollfassung.id)
        .join(Sitzung, Sitzung.id == Protokollfassung.sitzung_id)
        .where(
            Protokollfassung.id == latest,
            Sitzung.status == SitzungStatus.PROTOKOLL_IN_ABSTIMMUNG,
            Sitzung.gremium_id.in_(bodies),
            Protokollfassung.einwendungen_bis >= since,
        )
    )
    was = {
        "id": Sitzung.id,
        "nummer": Sitzung.nummer,
        "tag": Protokollfassung.einwendungen_bis,
        "zahl": Sitzung.id,
    }

    def termin(fund: Fund) -> Termin:
        path = f"/sitzungen/{fund.nummer}/protokoll"
        return tag(fund, "einwendung", f"Einwendungen zum Protokoll {fund.nummer}", path, ("sitzung", fund.zahl))

    return [Auswahl(open_, was, termin)] if bodies else []


def _mandate(person: Person, since: date) -> list[Auswahl[Termin]]:
    """When the groups one leads owe their proposal."""
    led = [
        m.gremium_id for m in person.mitgliedschaften if m.gilt_heute and m.gremium.gilt_heute and m.amt is Amt.LEITUNG
    ]
    running: ColumnElement[bool] = and_(Mandat.thema_id == Thema.id, Mandat.beendet_am.is_(None))
    rows: Any = (
        select(Mandat.id)
        .join(Thema, running)
        .where(Mandat.projektgruppe_id.in_(led), Thema.status == ThemaStatus.BEAUFTRAGT, Thema.frist >= since)
    )
    was = {"id": Mandat.id, "nummer": Thema.nummer, "text": Thema.titel, "tag": Thema.frist, "zahl": Thema.id}

    def termin(fund: Fund) -> Termin:
        return tag(fund, "mandat", f"Vorschlag zu {fund.nummer}", f"/themen/{fund.nummer}", ("thema", fund.zahl))

    return [Auswahl(rows, was, termin)] if led else []


def tag(fund: Fund, art: str, titel: str, pfad: str, spur: tuple[str, int | None]) -> Termin:
    """A whole day with the words that were found."""
    about, whose = spur
    return Termin(art, fund.id or 0, titel, pfad, (about, whose or 0), worte=fund.text or "", tag=fund.tag)
