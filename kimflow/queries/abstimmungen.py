"""Rounds of voting: which one may see, own ballots, turnout. Never what was voted: that is ergebnisse.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    Abstimmungsoption,
    AbstimmungStatus,
    Einzellink,
    Geheimhaltung,
    Gremium,
    Kanal,
    Person,
    Sitz,
    Stimmabgabe,
    Stimmentwurf,
    Top,
)
from kimflow.permissions import ist_koordination
from kimflow.queries.aufgaben import Aufgabe
from kimflow.queries.sitzungen import eigene_gremien, heutige_besetzungen


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
        joinedload(Abstimmung.wiederholt),
        selectinload(Abstimmung.stimmabgaben).joinedload(Stimmabgabe.sitz),
        selectinload(Abstimmung.optionen).options(
            joinedload(Abstimmungsoption.thema), joinedload(Abstimmungsoption.zielvereinbarung)
        ),
    )


def eigene_stimmabgaben(person: Person) -> ColumnElement[bool]:
    """Ballots of the Sitze `person` fills today; a Vertretung for one Sitzung only those of that Sitzung."""
    filled = heutige_besetzungen(person)
    lasting = {b.sitz_id for b in filled if b.sitzung_id is None}
    there = select(Abstimmung.id).join(Abstimmung.top)
    return or_(
        Stimmabgabe.sitz_id.in_(lasting),
        *(
            and_(
                Stimmabgabe.sitz_id == b.sitz_id,
                Stimmabgabe.abstimmung_id.in_(there.where(Top.sitzung_id == b.sitzung_id)),
            )
            for b in filled
            if b.sitzung_id is not None
        ),
    )


def stimmabgaben_fuer(person: Person) -> Select[Stimmabgabe]:
    """The ballots of the Sitze `person` fills today, with what the Sitz has given so far and the own draft."""
    drafts = Stimmabgabe.entwuerfe.and_(Stimmentwurf.person_id == person.id)
    return (
        select(Stimmabgabe)
        .where(eigene_stimmabgaben(person))
        .options(*_des_stimmzettels(), selectinload(Stimmabgabe.stimmen), selectinload(drafts))
    )


def zettel_fuer(abstimmung: Abstimmung, person: Person) -> list[Stimmabgabe]:
    """The ballots of `person` in this round, in the order of the Sitze."""
    own = stimmabgaben_fuer(person).join(Stimmabgabe.sitz).where(Stimmabgabe.abstimmung_id == abstimmung.id)
    return list(session().scalars(own.order_by(Sitz.reihenfolge, Sitz.id)).unique())


def zettel_des_links(link: Einzellink) -> Stimmabgabe | None:
    """The ballot this link was made for, while its person fills the Sitz."""
    own = stimmabgaben_fuer(link.person).where(Stimmabgabe.id == link.gegenstand_id)
    return session().scalars(own).unique().one_or_none()


def erfassbare_fuer(person: Person) -> Select[Stimmabgabe]:
    """Places on the rolls of visible rounds, without what was voted: for recording by phone or paper."""
    visible = sichtbar_fuer(person).with_only_columns(Abstimmung.id)
    return select(Stimmabgabe).where(Stimmabgabe.abstimmung_id.in_(visible)).options(*_des_stimmzettels())


def _des_stimmzettels() -> tuple[ORMOption, ...]:
    return (
        joinedload(Stimmabgabe.abstimmung).options(
            joinedload(Abstimmung.top).joinedload(Top.sitzung),
            joinedload(Abstimmung.gremium),
            selectinload(Abstimmung.optionen).options(
                joinedload(Abstimmungsoption.thema), joinedload(Abstimmungsoption.zielvereinbarung)
            ),
        ),
        joinedload(Stimmabgabe.sitz),
        joinedload(Stimmabgabe.person),
        joinedload(Stimmabgabe.erfasst_von),
    )


# Recorded by phone or paper and not yet confirmed; NULL, which is no, where nothing has come in.
WARTET = Stimmabgabe.kanal.in_((Kanal.TELEFON, Kanal.PAPIER)) & Stimmabgabe.bestaetigt_von_id.is_(None)


@dataclass(frozen=True)
class EigeneStimme:
    """Whether a Sitz of the person asking has voted, when and by whom; never what. In geheim only whether.

    von: who cast it, or wrote it down for the Sitz. wartet: it counts only once a second person has confirmed it.
    """

    id: int
    sitz: str
    abgegeben: bool
    abgegeben_am: datetime | None
    von: str | None
    kanal: Kanal | None
    befangen: bool
    wartet: bool


def eigene(abstimmung: Abstimmung, person: Person) -> list[EigeneStimme]:
    """The ballots of the person's own Sitze in this round."""
    rows = session().execute(
        select(
            Stimmabgabe.id,
            Sitz.bezeichnung,
            Stimmabgabe.abgegeben,
            Stimmabgabe.abgegeben_am,
            Person.name,
            Stimmabgabe.kanal,
            Stimmabgabe.befangen,
            WARTET,
        )
        .join(Sitz, Sitz.id == Stimmabgabe.sitz_id)
        .outerjoin(Person, Person.id == func.coalesce(Stimmabgabe.person_id, Stimmabgabe.erfasst_von_id))
        .where(Stimmabgabe.abstimmung_id == abstimmung.id, eigene_stimmabgaben(person))
        .order_by(Sitz.reihenfolge, Sitz.id)
    )
    return [EigeneStimme(*row[:7], wartet=bool(row[7])) for row in rows]


@dataclass(frozen=True)
class Beteiligung:
    """How many have voted; `fehlende` names who has not, in the order of the Sitze, only where it may be told."""

    abgegeben: int
    berechtigt: int
    zu_bestaetigen: int
    fehlende: Sequence[str]


def beteiligung(abstimmung: Abstimmung, person: Person) -> Beteiligung | None:
    """Turnout of an opened round as this person may see it."""
    return beteiligung_in_sicht(abstimmung, ist_koordination(person, None))


def beteiligung_in_sicht(abstimmung: Abstimmung, der_koordination: bool) -> Beteiligung | None:
    """Missing Sitze: for the Koordination while it runs, never so in a geheime."""
    if abstimmung.status in (AbstimmungStatus.VORBEREITET, AbstimmungStatus.ANNULLIERT):
        return None
    rows = (
        session()
        .execute(
            select(
                Sitz.bezeichnung,
                Stimmabgabe.abgegeben,
                Stimmabgabe.befangen,
                WARTET,
            )
            .join(Sitz, Sitz.id == Stimmabgabe.sitz_id)
            .where(Stimmabgabe.abstimmung_id == abstimmung.id)
            .order_by(Sitz.reihenfolge, Sitz.id)
        )
        .all()
    )
    cast = sum(voted for _, voted, _, _ in rows)
    named = der_koordination and not abstimmung.ist_geheim
    missing = [name for name, voted, biased, _ in rows if not voted and not biased] if named else []
    return Beteiligung(cast, len(rows), sum(bool(waits) for *_, waits in rows), missing)


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
        select(
            Stimmabgabe.id,
            Abstimmung.nummer,
            Abstimmung.frage,
            Abstimmung.endet_am,
            Sitz.bezeichnung,
            Abstimmung.geheimhaltung,
        )
        .join(Abstimmung, Abstimmung.id == Stimmabgabe.abstimmung_id)
        .join(Sitz, Sitz.id == Stimmabgabe.sitz_id)
        .where(
            eigene_stimmabgaben(person),
            ~Stimmabgabe.abgegeben,
            ~Stimmabgabe.befangen,
            Abstimmung.status == AbstimmungStatus.OFFEN,
            or_(Abstimmung.endet_am.is_(None), Abstimmung.endet_am > clock.now()),
        )
        .order_by(Abstimmung.id, Sitz.reihenfolge)
    )
    return [
        Aufgabe(
            "Abstimmungen",
            f"Stimme abgeben für {bezeichnung}: {frage}",
            "abstimmungen.geheim_abstimmen" if level is Geheimhaltung.GEHEIM else "abstimmungen.stimme_abgeben",
            {"nummer": nummer, "id": id},
            clock.local(endet_am).date() if endet_am else None,
            im_brief=f"{nummer}: Stimme abgeben für {bezeichnung}",
        )
        for id, nummer, frage, endet_am, bezeichnung, level in rows
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
        Aufgabe(
            "Abstimmungen",
            f"{nummer} „{frage}“ {step[status]}",
            "abstimmungen.show",
            {"nummer": nummer},
            im_brief=f"{nummer} {step[status]}",
        )
        for nummer, frage, status in rows
    ]
