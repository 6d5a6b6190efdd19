"""Leading rounds of voting: the list, what the Sitze announced, and what is to be done about rounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    Abstimmungsoption,
    AbstimmungStatus,
    Anwesenheit,
    Ereignis,
    Gremium,
    Methode,
    Person,
    Sitz,
    Sitzung,
    Sitzungsantwort,
    Stimmabgabe,
    Thema,
    ThemaStatus,
    Top,
    Topgegenstand,
    Verfahren,
    Zielvereinbarung,
    ZielvereinbarungStatus,
    Zusage,
)
from kimflow.permissions import Permission, ist_koordination
from kimflow.queries.abstimmungen import WARTET, sichtbar_fuer
from kimflow.queries.aufgaben import Aufgabe
from kimflow.queries.seiten import Seite, blaettern, muster
from kimflow.queries.sitzungen import KOMMENDE

A = AbstimmungStatus
_LIEGT_VOR = (ThemaStatus.VORGELEGT, ThemaStatus.PRIORISIERT)


@dataclass(frozen=True)
class Filter:
    status: AbstimmungStatus | None = None
    verfahren: Verfahren | None = None
    suche: str = ""

    @property
    def aktiv(self) -> bool:
        return bool(self.status or self.verfahren or self.suche)


@dataclass(frozen=True)
class Zeile:
    """A row of the list of rounds; `sitzung` is None for an Umlauf."""

    nummer: str
    frage: str
    gremium: str
    sitzung: str | None
    methode: Methode
    status: AbstimmungStatus
    endet_am: datetime | None


def liste(person: Person, filter: Filter, nach: str | None = None) -> Seite[Zeile]:
    """The rounds `person` sees, the latest first."""
    shown = (
        Abstimmung.nummer,
        Abstimmung.frage,
        Gremium.name,
        Sitzung.nummer,
        Abstimmung.methode,
        Abstimmung.status,
        Abstimmung.endet_am,
    )
    statement = (
        select(*shown)
        .join(Gremium, Gremium.id == Abstimmung.gremium_id)
        .outerjoin(Top, Top.id == Abstimmung.top_id)
        .outerjoin(Sitzung, Sitzung.id == Top.sitzung_id)
        .where(Abstimmung.id.in_(sichtbar_fuer(person).with_only_columns(Abstimmung.id)))
    )
    page = blaettern(_gefiltert(statement, filter), (Abstimmung.id,), nach, absteigend=True)
    return Seite([Zeile(*tuple(row)[: len(shown)]) for row in page.zeilen], page.weiter)


def _gefiltert(statement: Any, filter: Filter) -> Select[Any]:
    if filter.status:
        statement = statement.where(Abstimmung.status == filter.status)
    if filter.verfahren:
        statement = statement.where(Abstimmung.verfahren == filter.verfahren)
    if not filter.suche:
        return statement
    pattern = muster(filter.suche)
    offered = Abstimmungsoption.text
    texts = (func.lower(text).like(pattern, escape="\\") for text in (Abstimmung.nummer, Abstimmung.frage))
    options = select(Abstimmungsoption.abstimmung_id).where(func.lower(offered).like(pattern, escape="\\"))
    return statement.where(or_(*texts, Abstimmung.id.in_(options)))


def verzeichnis(abstimmung: Abstimmung) -> list[Stimmabgabe]:
    """The roll of a round that was read whole, in the order of the Sitze."""
    return sorted(abstimmung.stimmabgaben, key=lambda one: (one.sitz.reihenfolge, one.sitz_id))


def fehlende(abstimmung: Abstimmung) -> list[Stimmabgabe]:
    """The Sitze that can vote now and have not."""
    roll = verzeichnis(abstimmung) if abstimmung.nimmt_stimmen_an else []
    return [one for one in roll if not one.abgegeben and not one.befangen]


def befristete() -> list[Abstimmung]:
    """The rounds that take votes until a set end, for the reminders before it."""
    running = select(Abstimmung).where(Abstimmung.status == A.OFFEN, Abstimmung.endet_am > clock.now())
    return list(session().scalars(running.order_by(Abstimmung.id)))


def wiederholungen(abstimmung: Abstimmung) -> list[str]:
    """Numbers of the rounds that repeat this one; only an annulled one is repeated."""
    if abstimmung.status is not A.ANNULLIERT:
        return []
    later = select(Abstimmung.nummer).where(Abstimmung.wiederholt_id == abstimmung.id)
    return list(session().scalars(later.order_by(Abstimmung.id)))


def zusagen(abstimmung: Abstimmung) -> Mapping[int, Zusage | None]:
    """What the Sitze answered to the invitation to the Sitzung of this round, by their id; empty for an Umlauf."""
    if abstimmung.top is None:
        return {}
    answered = select(Sitzungsantwort.sitz_id, Sitzungsantwort.antwort)
    rows = session().execute(answered.where(Sitzungsantwort.sitzung_id == abstimmung.top.sitzung_id))
    return {row[0]: row[1] for row in rows}


def eingetragene(abstimmung: Abstimmung) -> set[int]:
    """Ids of the Sitze that are in the room of this round now; empty while nobody is entered, and for an Umlauf."""
    if abstimmung.top is None:
        return set()
    here = select(Anwesenheit.sitz_id).where(
        Anwesenheit.sitzung_id == abstimmung.top.sitzung_id, Anwesenheit.bis.is_(None), Anwesenheit.sitz_id.is_not(None)
    )
    return {id for id in session().scalars(here) if id is not None}


def themen_zum_umlauf() -> list[Thema]:
    """Themen the Lenkungsgruppe may be asked about without a Sitzung."""
    return list(session().scalars(select(Thema).where(Thema.status.in_(_LIEGT_VOR)).order_by(Thema.nummer)))


def gehoert_auf_die_tagesordnung(abstimmung: Abstimmung) -> bool:
    """Whether this Umlauf ended without a result and what it was about stands on no coming agenda yet."""
    return abstimmung.ist_umlauf and bool(_offen_gebliebene(Abstimmung.id == abstimmung.id))


def _offen_gebliebene(*where: Any) -> list[tuple[str, str]]:
    """Number and question of every Umlauf that did not come about, or was ended because a Sitz demanded the Sitzung."""
    ended = select(Ereignis.gegenstand_id).where(
        Ereignis.art == Abstimmung.__tablename__, Ereignis.akt == Permission.ABSTIMMUNG_UMLAUF_BEENDEN.value
    )
    counted = Abstimmung.status.in_((A.GESCHLOSSEN, A.FESTGESTELLT))
    rows = session().execute(
        select(Abstimmung.nummer, Abstimmung.frage, Abstimmung.ergebnis)
        .where(Abstimmung.verfahren == Verfahren.UMLAUF, *where)
        .where(or_(counted, and_(Abstimmung.status == A.ANNULLIERT, Abstimmung.id.in_(ended))))
        .where(_ist_noch_zu_entscheiden())
        .order_by(Abstimmung.id)
    )
    return [(n, frage) for n, frage, result in rows if result is None or not result["zustande_gekommen"]]


def _ist_noch_zu_entscheiden() -> Any:
    """Something in the round still waits for the Lenkungsgruppe: on no coming agenda, in no later round."""
    on_agenda = (
        select(Topgegenstand.id)
        .join(Top, Top.id == Topgegenstand.top_id)
        .join(Sitzung, Sitzung.id == Top.sitzung_id)
        .where(Sitzung.status.in_(KOMMENDE))
        .where(_dasselbe(Topgegenstand))
    )
    later = aliased(Abstimmungsoption)
    again = select(later.id).where(later.abstimmung_id > Abstimmung.id, _dasselbe(later))
    return (
        select(Abstimmungsoption.id)
        .outerjoin(Thema, Thema.id == Abstimmungsoption.thema_id)
        .outerjoin(Zielvereinbarung, Zielvereinbarung.id == Abstimmungsoption.zielvereinbarung_id)
        .where(Abstimmungsoption.abstimmung_id == Abstimmung.id)
        .where(
            or_(
                Thema.status.in_(_LIEGT_VOR),
                Zielvereinbarung.status == ZielvereinbarungStatus.EINGEREICHT,
            )
        )
        .where(
            ~on_agenda.correlate(Abstimmungsoption).exists(), ~again.correlate(Abstimmung, Abstimmungsoption).exists()
        )
        .correlate(Abstimmung)
        .exists()
    )


def _dasselbe(other: Any) -> Any:
    return or_(
        other.thema_id == Abstimmungsoption.thema_id,
        other.zielvereinbarung_id == Abstimmungsoption.zielvereinbarung_id,
    )


def aufgaben(person: Person) -> list[Aufgabe]:
    """For the Koordination: recorded ballots that wait for a second person, Umläufe that ended without a result."""
    return _zu_bestaetigen(person) + _auf_die_tagesordnung() if ist_koordination(person, None) else []


def _zu_bestaetigen(person: Person) -> list[Aufgabe]:
    rows = session().execute(
        select(Stimmabgabe.id, Abstimmung.nummer, Sitz.bezeichnung)
        .join(Abstimmung, Abstimmung.id == Stimmabgabe.abstimmung_id)
        .join(Sitz, Sitz.id == Stimmabgabe.sitz_id)
        .where(Abstimmung.status == A.OFFEN, WARTET, Stimmabgabe.erfasst_von_id != person.id)
        .order_by(Abstimmung.id, Sitz.reihenfolge, Sitz.id)
    )
    return [
        Aufgabe(
            "Abstimmungen",
            f"{nummer}: erfasste Stimme von {sitz} als zweite Person bestätigen",
            "abstimmungen.bestaetigen",
            {"nummer": nummer, "id": id},
            im_brief=f"{nummer}: erfasste Stimme von {sitz} als zweite Person bestätigen",
        )
        for id, nummer, sitz in rows
    ]


def _auf_die_tagesordnung() -> list[Aufgabe]:
    return [
        Aufgabe(
            "Abstimmungen",
            f"{nummer} „{frage}“ blieb ohne Ergebnis: auf die nächste Tagesordnung setzen",
            "abstimmungen.show",
            {"nummer": nummer},
            im_brief=f"{nummer}: auf die nächste Tagesordnung setzen",
        )
        for nummer, frage in _offen_gebliebene()
    ]
