"""Rounds of voting. ergebnis() is the only road to a result, and it leads nowhere before the count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    Abstimmungsoption,
    AbstimmungStatus,
    Geheimhaltung,
    Gremium,
    Konsensstimme,
    Person,
    Sitz,
    Stimmabgabe,
    Stimme,
    Top,
)
from kimflow.permissions import ist_koordination
from kimflow.queries.aufgaben import Aufgabe
from kimflow.queries.sitzungen import eigene_gremien, eigene_sitze


def sichtbar_fuer(person: Person) -> Select[Abstimmung]:
    """The Koordination sees every round, others those of their bodies. What was voted is never among it."""
    statement = select(Abstimmung)
    if ist_koordination(person, None):
        return statement
    return statement.where(Abstimmung.gremium_id.in_(eigene_gremien(person)))


def ganz(person: Person) -> Select[Abstimmung]:
    """With everything the page shows and its acts ask for, except ballots."""
    return sichtbar_fuer(person).options(
        joinedload(Abstimmung.gremium).selectinload(Gremium.sitze),
        joinedload(Abstimmung.top).joinedload(Top.sitzung),
        selectinload(Abstimmung.optionen).options(
            joinedload(Abstimmungsoption.thema), joinedload(Abstimmungsoption.zielvereinbarung)
        ),
    )


def stimmabgaben_fuer(person: Person) -> Select[Stimmabgabe]:
    """The ballots of the Sitze `person` fills today, with what the Sitz has given so far; nobody else's."""
    return (
        select(Stimmabgabe)
        .where(Stimmabgabe.sitz_id.in_(eigene_sitze(person)))
        .options(
            joinedload(Stimmabgabe.abstimmung).options(
                joinedload(Abstimmung.top).joinedload(Top.sitzung),
                selectinload(Abstimmung.optionen).joinedload(Abstimmungsoption.thema),
            ),
            joinedload(Stimmabgabe.sitz),
            joinedload(Stimmabgabe.person),
            selectinload(Stimmabgabe.stimmen),
        )
    )


@dataclass(frozen=True)
class EigeneStimme:
    """Whether a Sitz of the person asking has voted, when and by whom; never what."""

    id: int
    sitz: str
    abgegeben_am: datetime | None
    von: str | None


def eigene(abstimmung: Abstimmung, person: Person) -> list[EigeneStimme]:
    """The ballots of the person's own Sitze in this round."""
    rows = session().execute(
        select(Stimmabgabe.id, Sitz.bezeichnung, Stimmabgabe.abgegeben_am, Person.name)
        .join(Sitz, Sitz.id == Stimmabgabe.sitz_id)
        .outerjoin(Person, Person.id == Stimmabgabe.person_id)
        .where(Stimmabgabe.abstimmung_id == abstimmung.id, Stimmabgabe.sitz_id.in_(eigene_sitze(person)))
        .order_by(Sitz.reihenfolge, Sitz.id)
    )
    return [EigeneStimme(*row) for row in rows]


@dataclass(frozen=True)
class Beteiligung:
    """How many have voted and who is missing, in the order of the Sitze."""

    abgegeben: int
    berechtigt: int
    fehlende: Sequence[str]


def beteiligung(abstimmung: Abstimmung, person: Person) -> Beteiligung | None:
    """Turnout and missing Sitze of an opened round: for the Koordination at any time, for the body after the count."""
    if not (ist_koordination(person, None) or abstimmung.ist_ausgezaehlt):
        return None
    rows = (
        session()
        .execute(
            select(Sitz.bezeichnung, Stimmabgabe.abgegeben_am)
            .join(Sitz, Sitz.id == Stimmabgabe.sitz_id)
            .where(Stimmabgabe.abstimmung_id == abstimmung.id)
            .order_by(Sitz.reihenfolge, Sitz.id)
        )
        .all()
    )
    missing = [name for name, cast_at in rows if cast_at is None]
    return Beteiligung(len(rows) - len(missing), len(rows), missing)


@dataclass(frozen=True)
class Rangzeile:
    """One option in the ranking. `anteil` is its points as a share of the most, in whole percent."""

    option_id: int
    text: str
    punkte: int
    rang: int
    anteil: int
    geteilt: bool


@dataclass(frozen=True)
class Wortzeile:
    wort: Konsensstimme
    anzahl: int


@dataclass(frozen=True)
class Aeusserung:
    """What a Sitz said; `sitz` is empty where names stay with the system (vertraulich)."""

    sitz: str
    was: str
    begruendung: str


@dataclass(frozen=True)
class Ergebnis:
    """The one result of a round, for every page and paper."""

    satz: str
    belastbarkeit: str
    berechtigt: int
    abgegeben: int
    enthaltungen: int
    raenge: Sequence[Rangzeile]
    worte: Sequence[Wortzeile]
    zustimmung: bool
    ausstehend: Sequence[str]
    aeusserungen: Sequence[Aeusserung]


def ergebnis(abstimmung: Abstimmung) -> Ergebnis | None:
    """The result, None unless it has been counted. Nothing else reads a result or another Sitz's ballot."""
    stored = abstimmung.ergebnis
    if not abstimmung.ist_ausgezaehlt or stored is None:
        return None
    return Ergebnis(
        satz=stored["satz"],
        belastbarkeit=stored["belastbarkeit"],
        berechtigt=stored["berechtigt"],
        abgegeben=stored["abgegeben"],
        enthaltungen=stored["enthaltungen"],
        raenge=_raenge(abstimmung, stored.get("raenge", [])),
        worte=[Wortzeile(Konsensstimme(wort), count) for wort, count in stored.get("worte", {}).items()],
        zustimmung=stored.get("zustimmung", False),
        ausstehend=stored.get("ausstehend", []),
        aeusserungen=_aeusserungen(abstimmung),
    )


def _raenge(abstimmung: Abstimmung, stored: list[dict[str, int]]) -> list[Rangzeile]:
    texts = {option.id: option.text for option in abstimmung.optionen}
    most = max((row["punkte"] for row in stored), default=0) or 1
    ranks = [row["rang"] for row in stored]
    return [
        Rangzeile(
            row["option"],
            texts[row["option"]],
            row["punkte"],
            row["rang"],
            row["punkte"] * 100 // most,
            ranks.count(row["rang"]) > 1,
        )
        for row in stored
    ]


def _aeusserungen(abstimmung: Abstimmung) -> list[Aeusserung]:
    """In an offene round what every Sitz chose; in a vertrauliche only the reasons, without names, in no order."""
    rows = (
        session()
        .execute(
            select(Sitz.bezeichnung, Abstimmungsoption.text, Stimme.punkte, Stimme.wort, Stimme.begruendung)
            .join(Stimmabgabe, Stimmabgabe.id == Stimme.stimmabgabe_id)
            .join(Sitz, Sitz.id == Stimmabgabe.sitz_id)
            .join(Abstimmungsoption, Abstimmungsoption.id == Stimme.option_id)
            .where(Stimmabgabe.abstimmung_id == abstimmung.id)
            .order_by(Sitz.reihenfolge, Sitz.id, Abstimmungsoption.position)
        )
        .all()
    )
    if abstimmung.geheimhaltung is Geheimhaltung.OFFEN:
        return [Aeusserung(seat, wort or f"{text}: {punkte}", reason) for seat, text, punkte, wort, reason in rows]
    reasons = [Aeusserung("", wort, reason) for _, _, _, wort, reason in rows if wort and reason]
    return sorted(reasons, key=lambda a: (a.was, a.begruendung))


def festgestellte(top: Top, nummer: str | None) -> Abstimmung | None:
    """The confirmed round of this item with that number, with its options."""
    return (
        session()
        .scalars(
            select(Abstimmung)
            .where(
                Abstimmung.top_id == top.id,
                Abstimmung.nummer == nummer,
                Abstimmung.status == AbstimmungStatus.FESTGESTELLT,
            )
            .options(selectinload(Abstimmung.optionen))
        )
        .one_or_none()
    )


def aufgaben(person: Person) -> list[Aufgabe]:
    """Ballots to cast; for the Koordination rounds to close and results to confirm."""
    return _stimmen_abzugeben(person) + (_runden() if ist_koordination(person, None) else [])


def _stimmen_abzugeben(person: Person) -> list[Aufgabe]:
    rows = session().execute(
        select(Stimmabgabe.id, Abstimmung.nummer, Abstimmung.frage, Abstimmung.endet_am, Sitz.bezeichnung)
        .join(Abstimmung, Abstimmung.id == Stimmabgabe.abstimmung_id)
        .join(Sitz, Sitz.id == Stimmabgabe.sitz_id)
        .where(
            Stimmabgabe.sitz_id.in_(eigene_sitze(person)),
            Stimmabgabe.abgegeben_am.is_(None),
            Abstimmung.status == AbstimmungStatus.OFFEN,
            or_(Abstimmung.endet_am.is_(None), Abstimmung.endet_am > clock.now()),
        )
        .order_by(Abstimmung.id, Sitz.reihenfolge)
    )
    return [
        Aufgabe(
            "Abstimmungen",
            f"Stimme abgeben für {bezeichnung}: {frage}",
            "abstimmungen.stimme_abgeben",
            {"nummer": nummer, "id": id},
            clock.local(endet_am).date() if endet_am else None,
        )
        for id, nummer, frage, endet_am, bezeichnung in rows
    ]


def _runden() -> list[Aufgabe]:
    over = and_(Abstimmung.status == AbstimmungStatus.OFFEN, Abstimmung.endet_am <= clock.now())
    counted = Abstimmung.status == AbstimmungStatus.GESCHLOSSEN
    rows = session().execute(
        select(Abstimmung.nummer, Abstimmung.frage, Abstimmung.status).where(or_(over, counted)).order_by(Abstimmung.id)
    )
    step = {
        AbstimmungStatus.OFFEN: "ist zu Ende: schließen und auszählen",
        AbstimmungStatus.GESCHLOSSEN: "ist ausgezählt: Ergebnis feststellen",
    }
    return [
        Aufgabe("Abstimmungen", f"{nummer} „{frage}“ {step[status]}", "abstimmungen.show", {"nummer": nummer})
        for nummer, frage, status in rows
    ]
