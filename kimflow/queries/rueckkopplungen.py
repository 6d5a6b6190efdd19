"""What the institutions of a shared Sitz say before it votes: for that Sitz and for whoever wrote it, nobody else."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    Abstimmungsoption,
    AbstimmungStatus,
    Institution,
    Person,
    Rueckkopplung,
    Sitz,
    Stimmabgabe,
    Top,
    Zeichnungsberechtigung,
)
from kimflow.models.gremien import sitz_institution
from kimflow.permissions import ist_buero
from kimflow.queries import personen
from kimflow.queries.aufgaben import Aufgabe, Auswahl, Fund, gelesen
from kimflow.queries.sitzungen import heutige_besetzungen


def sichtbar_fuer(person: Person) -> Select[Rueckkopplung]:
    """Those asked of the person's institution, and those of the Sitze the person fills in that round."""
    return select(Rueckkopplung).where(or_(_an_das_haus(person), _des_eigenen_sitzes(person)))


def ganz(person: Person) -> Select[Rueckkopplung]:
    """With everything the page of one shows."""
    return sichtbar_fuer(person).options(*_der_seite())


def des_links(id: int | None) -> Rueckkopplung | None:
    """The one a link was made for; None if its round was deleted before it opened."""
    return session().scalars(select(Rueckkopplung).where(Rueckkopplung.id == id).options(*_der_seite())).one_or_none()


def _der_seite() -> tuple[ORMOption, ...]:
    round_ = joinedload(Rueckkopplung.abstimmung)
    options = selectinload(Abstimmung.optionen)
    return (
        round_.joinedload(Abstimmung.gremium),
        round_.options(
            options.joinedload(Abstimmungsoption.thema), options.joinedload(Abstimmungsoption.zielvereinbarung)
        ),
        joinedload(Rueckkopplung.sitz),
        joinedload(Rueckkopplung.institution),
        joinedload(Rueckkopplung.erbeten_von),
        joinedload(Rueckkopplung.person),
    )


def _an_das_haus(person: Person) -> ColumnElement[bool]:
    """The person works in the institution that is asked, or signs for it."""
    houses = {z.institution_id for z in person.zeichnungsberechtigungen if z.gilt_heute}
    if not ist_buero(person, None):
        houses.add(person.institution_id)
    return Rueckkopplung.institution_id.in_(houses)


def _des_eigenen_sitzes(person: Person) -> ColumnElement[bool]:
    filled = heutige_besetzungen(person)
    there = select(Abstimmung.id).join(Abstimmung.top)
    return or_(
        Rueckkopplung.sitz_id.in_({b.sitz_id for b in filled if b.sitzung_id is None}),
        *(
            and_(
                Rueckkopplung.sitz_id == b.sitz_id,
                Rueckkopplung.abstimmung_id.in_(there.where(Top.sitzung_id == b.sitzung_id)),
            )
            for b in filled
            if b.sitzung_id is not None
        ),
    )


def besetzt(abstimmung: Abstimmung, person: Person, sitz_id: int) -> bool:
    """Whether `person` may act today for that Sitz in this round."""
    sitzung_id = abstimmung.top.sitzung_id if abstimmung.top else None
    return any(b.sitz_id == sitz_id and b.gilt_in(sitzung_id) for b in heutige_besetzungen(person))


def stimmt_mit(abstimmung: Abstimmung, sitz: Sitz) -> bool:
    """Whether that Sitz is on the roll of the round, or will be."""
    if abstimmung.status is AbstimmungStatus.VORBEREITET:
        return sitz.gremium_id == abstimmung.gremium_id and sitz.ist_stimmberechtigt
    on_the_roll = exists().where(Stimmabgabe.abstimmung_id == abstimmung.id, Stimmabgabe.sitz_id == sitz.id)
    return bool(session().scalar(select(on_the_roll)))


def gemeinsame_sitze(abstimmung: Abstimmung, person: Person) -> list[Sitz]:
    """Sitze of several institutions for which `person` may act in this round."""
    sitzung_id = abstimmung.top.sitzung_id if abstimmung.top else None
    mine = [b.sitz for b in heutige_besetzungen(person) if b.gilt_in(sitzung_id)]
    return [sitz for sitz in mine if sitz.ist_gemeinsam and sitz.gremium_id == abstimmung.gremium_id]


def laesst_sich_noch_erbitten(abstimmung: Abstimmung, person: Person) -> bool:
    """Whether a shared Sitz of the person that votes here has an institution left to ask."""
    mine = {sitz.id for sitz in gemeinsame_sitze(abstimmung, person) if stimmt_mit(abstimmung, sitz)}
    houses = sitz_institution.c
    asked = exists().where(
        Rueckkopplung.abstimmung_id == abstimmung.id,
        Rueckkopplung.sitz_id == houses.sitz_id,
        Rueckkopplung.institution_id == houses.institution_id,
    )
    left = exists().where(houses.sitz_id.in_(mine), houses.institution_id != person.institution_id, ~asked)
    return bool(session().scalar(select(left)))


def gefragte(institution_id: int) -> list[Person]:
    """Who answers for an institution: those who sign for it, else all who work there."""
    return personen.zeichnungsberechtigte(institution_id) or personen.der_institution(institution_id)


@dataclass(frozen=True)
class Zeile:
    """What one institution was asked, and what it said if it did."""

    id: int
    sitz_id: int
    sitz: str
    institution: str
    erbeten_am: datetime
    text: str | None
    von: str | None
    beantwortet_am: datetime | None


def des_sitzes(abstimmung: Abstimmung, sitz_id: int, person: Person) -> list[Zeile]:
    """What a Sitz asked before this round and was told, as far as `person` may see it."""
    return [zeile for zeile in der_abstimmung(abstimmung, person) if zeile.sitz_id == sitz_id]


def der_abstimmung(abstimmung: Abstimmung, person: Person) -> list[Zeile]:
    """All of this round that `person` may see, by Sitz and institution."""
    rows = session().execute(
        sichtbar_fuer(person)
        .with_only_columns(
            Rueckkopplung.id,
            Sitz.id,
            Sitz.bezeichnung,
            Institution.name,
            Rueckkopplung.erbeten_am,
            Rueckkopplung.text,
            Person.name,
            Rueckkopplung.beantwortet_am,
        )
        .join(Sitz, Sitz.id == Rueckkopplung.sitz_id)
        .join(Institution, Institution.id == Rueckkopplung.institution_id)
        .outerjoin(Person, Person.id == Rueckkopplung.person_id)
        .where(Rueckkopplung.abstimmung_id == abstimmung.id)
        .order_by(Sitz.reihenfolge, Sitz.id, Institution.name)
    )
    return [Zeile(*tuple(row)) for row in rows]


def alle_da(abstimmung: Abstimmung, sitz_id: int) -> bool:
    """Whether every institution this Sitz has asked has answered."""
    waiting = exists().where(
        Rueckkopplung.abstimmung_id == abstimmung.id,
        Rueckkopplung.sitz_id == sitz_id,
        Rueckkopplung.beantwortet_am.is_(None),
    )
    return not session().scalar(select(waiting))


def aufgaben(person: Person) -> list[Aufgabe]:
    """The tasks of `auswahl`, read by themselves."""
    return gelesen(auswahl(person))


def auswahl(person: Person) -> list[Auswahl]:
    """Rückkopplungen to give; for a Sitz that asked, that all have come."""
    return [_zu_geben(person), *([_vollstaendig(person)] if heutige_besetzungen(person) else [])]


def _laeuft() -> ColumnElement[bool]:
    running = and_(
        Abstimmung.status == AbstimmungStatus.OFFEN,
        or_(Abstimmung.endet_am.is_(None), Abstimmung.endet_am > clock.now()),
    )
    return or_(Abstimmung.status == AbstimmungStatus.VORBEREITET, running)


def _zu_geben(person: Person) -> Auswahl:
    signs = {z.institution_id for z in person.zeichnungsberechtigungen if z.gilt_heute}
    z, today = Zeichnungsberechtigung, clock.today()
    somebody_signs = exists().where(
        z.institution_id == Rueckkopplung.institution_id, z.von <= today, or_(z.bis.is_(None), z.bis >= today)
    )
    asked = or_(
        Rueckkopplung.institution_id.in_(signs),
        and_(_an_das_haus(person), ~somebody_signs),
    )
    waiting = (
        select(Rueckkopplung)
        .join(Rueckkopplung.abstimmung)
        .join(Rueckkopplung.institution)
        .where(asked, Rueckkopplung.beantwortet_am.is_(None), _laeuft())
    )
    columns = {
        "id": Rueckkopplung.id,
        "wer": Institution.kurzname,
        "text": Abstimmung.frage,
        "zeit": Abstimmung.endet_am,
    }
    return Auswahl(waiting, columns, _gebende_aufgabe)


def _gebende_aufgabe(fund: Fund) -> Aufgabe:
    return Aufgabe(
        "Rückkopplungen",
        f"Rückkopplung für {fund.wer} geben: {fund.text}",
        "rueckkopplungen.geben",
        {"id": fund.id},
        clock.local(fund.zeit).date() if fund.zeit else None,
        im_brief=f"für {fund.wer}",
    )


def _vollstaendig(person: Person) -> Auswahl:
    answered = func.count(Rueckkopplung.beantwortet_am)
    voted = exists().where(
        Stimmabgabe.abstimmung_id == Abstimmung.id,
        Stimmabgabe.sitz_id == Sitz.id,
        or_(Stimmabgabe.abgegeben, Stimmabgabe.befangen),
    )
    complete = (
        select(Abstimmung)
        .select_from(Rueckkopplung)
        .join(Abstimmung, Abstimmung.id == Rueckkopplung.abstimmung_id)
        .join(Sitz, Sitz.id == Rueckkopplung.sitz_id)
        .where(_des_eigenen_sitzes(person), _laeuft(), ~voted)
        .group_by(Abstimmung.id, Abstimmung.nummer, Abstimmung.frage, Abstimmung.endet_am, Sitz.id, Sitz.bezeichnung)
        .having(answered == func.count(Rueckkopplung.id))
    )
    columns = {
        "nummer": Abstimmung.nummer,
        "text": Abstimmung.frage,
        "wer": Sitz.bezeichnung,
        "zeit": Abstimmung.endet_am,
    }
    return Auswahl(complete, columns, _vollstaendige_aufgabe)


def _vollstaendige_aufgabe(fund: Fund) -> Aufgabe:
    return Aufgabe(
        "Rückkopplungen",
        f"Alle Rückkopplungen für {fund.wer} sind da: {fund.text}",
        "abstimmungen.show",
        {"nummer": fund.nummer},
        clock.local(fund.zeit).date() if fund.zeit else None,
        im_brief=f"{fund.nummer}: alle da für {fund.wer}",
    )
