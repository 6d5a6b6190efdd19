"""What is read of cases: a narrative by its author, by who checks it and by who was named."""

from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from kimflow.db import german_key, session
from kimflow.models import (
    Bruchstelle,
    Fallleserecht,
    Fallrekonstruktion,
    FallStatus,
    Kommune,
    Mitgliedschaft,
    Person,
    PersonStatus,
    Rechtskreis,
    Rolle,
    Rollenart,
    Station,
)
from kimflow.permissions import Permission, can, ist_buero, ist_fachkraft, ist_koordination
from kimflow.queries.anmeldungen import mit_rechten
from kimflow.queries.bruchstellen import (
    CODES,
    freigegebene_bruchstellen,
    themen_der,
    themen_je_bruchstelle,
)
from kimflow.queries.seiten import Seite, blaettern, muster

__all__ = [
    "benennbare",
    "filterwoerter",
    "freigegebene_bruchstellen",
    "ganz",
    "lesbar_fuer",
    "liste",
    "pruefende",
    "sichtbar_fuer",
    "themen_der",
    "themen_je_bruchstelle",
    "werkstaetten",
]


def sichtbar_fuer(person: Person) -> Select[Fallrekonstruktion]:
    """The cases this person may read: the row of FALLREKONSTRUKTION_ANSEHEN in GRANTS, as SQL."""
    return select(Fallrekonstruktion).where(lesbar_fuer(person))


def lesbar_fuer(person: Person) -> ColumnElement[bool]:
    """The rule of sichtbar_fuer(), for statements that select columns."""
    if not person.ist_aktiv:
        return false()
    handed_in = Fallrekonstruktion.status != FallStatus.ENTWURF
    own = Fallrekonstruktion.autor_id == person.id
    roads: list[ColumnElement[bool]] = []
    if ist_koordination(person, None):
        roads += [handed_in, own]
    if ist_fachkraft(person, None):
        named = Fallrekonstruktion.lesende.any(Fallleserecht.person_id == person.id)
        waiting = Fallrekonstruktion.status == FallStatus.ZUR_PRUEFUNG
        roads += [own, and_(handed_in, named), and_(waiting, Fallrekonstruktion.gremium_id.in_(werkstaetten(person)))]
    return or_(false(), *roads)


def werkstaetten(person: Person) -> list[int]:
    """The ids of the bodies this person belongs to today."""
    return [m.gremium_id for m in person.mitgliedschaften if m.gilt_heute and m.gremium.gilt_heute]


def ganz(person: Person) -> Select[Fallrekonstruktion]:
    """Visible cases with everything their page, their form and their acts' requirements look at."""
    return sichtbar_fuer(person).options(*_alles())


def _alles() -> tuple[ORMOption, ...]:
    fall, station = Fallrekonstruktion, selectinload(Fallrekonstruktion.stationen)
    return (
        *(
            joinedload(one)
            for one in (
                fall.gremium,
                fall.autor,
                fall.geprueft_von,
                fall.herkunft,
                fall.altersband,
                fall.aufenthaltsgruppe,
                fall.kommune,
            )
        ),
        *(station.joinedload(one) for one in (Station.institutionstyp, Station.rechtskreis, Station.phase)),
        *(selectinload(fall.bruchstellen).joinedload(one) for one in CODES),
        selectinload(fall.lesende).joinedload(Fallleserecht.person),
        selectinload(fall.beteiligte),
    )


@dataclass(frozen=True)
class Filter:
    """What the list is narrowed to; empty means all."""

    status: FallStatus | None = None
    jahr: int | None = None
    kommune: int | None = None
    rechtskreis: int | None = None
    suche: str = ""


@dataclass(frozen=True)
class Zeile:
    """A row of the list of cases."""

    nummer: str
    titel: str
    status: FallStatus
    jahr: int
    quartal: int
    kommune: str | None
    autor: str | None
    bruchstellen: int


def liste(person: Person, filter: Filter, nach: str | None = None) -> Seite[Zeile]:
    """The visible cases, newest first. Searching and counting see what the person sees and nothing else."""
    breaks = select(func.count(Bruchstelle.id)).where(Bruchstelle.fall_id == Fallrekonstruktion.id).scalar_subquery()
    author = aliased(Person)
    statement = (
        select(
            Fallrekonstruktion.nummer,
            Fallrekonstruktion.titel,
            Fallrekonstruktion.status,
            Fallrekonstruktion.jahr,
            Fallrekonstruktion.quartal,
            Kommune.name,
            author.name,
            breaks,
        )
        .outerjoin(Kommune, Kommune.id == Fallrekonstruktion.kommune_id)
        .outerjoin(author, author.id == Fallrekonstruktion.autor_id)
        .where(lesbar_fuer(person), *_narrowed(filter))
    )
    page = blaettern(
        statement, [Fallrekonstruktion.jahr, Fallrekonstruktion.quartal, Fallrekonstruktion.id], nach, absteigend=True
    )
    return Seite([Zeile(*tuple(row)[:8]) for row in page.zeilen], page.weiter)


def _narrowed(filter: Filter) -> list[ColumnElement[bool]]:
    fall = Fallrekonstruktion
    rules: list[ColumnElement[bool]] = []
    if filter.status is not None:
        rules.append(fall.status == filter.status)
    if filter.jahr is not None:
        rules.append(fall.jahr == filter.jahr)
    if filter.kommune is not None:
        rules.append(fall.kommune_id == filter.kommune)
    if filter.rechtskreis is not None:
        touched = or_(
            Bruchstelle.von_rechtskreis_id == filter.rechtskreis, Bruchstelle.zu_rechtskreis_id == filter.rechtskreis
        )
        rules.append(fall.bruchstellen.any(touched))
    if filter.suche:
        pattern = muster(filter.suche)
        rules.append(
            or_(func.lower(fall.titel).like(pattern, escape="\\"), func.lower(fall.nummer).like(pattern, escape="\\"))
        )
    return rules


def filterwoerter(person: Person) -> dict[str, list[tuple[int, str]]]:
    """What the list can be narrowed to: years of visible cases, Kommunen, Rechtskreise; in one statement."""
    statement = union_all(
        select(literal("jahr"), Fallrekonstruktion.jahr, literal("")).where(lesbar_fuer(person)).distinct(),
        select(literal("kommune"), Kommune.id, Kommune.name).where(Kommune.aktiv),
        select(literal("rechtskreis"), Rechtskreis.id, Rechtskreis.kurz).where(Rechtskreis.aktiv),
    )
    found: dict[str, list[tuple[int, str]]] = {"jahr": [], "kommune": [], "rechtskreis": []}
    for kind, value, text in session().execute(statement):
        found[kind].append((value, text or str(value)))
    return {kind: sorted(rows, key=lambda row: german_key(row[1])) for kind, rows in found.items()}


def benennbare() -> list[Person]:
    """Who can be named as reader of a case: active Fachkräfte, the Büro never (FACH §2), by name."""
    found = [p for p in _persons(Person.id.in_(select(Mitgliedschaft.person_id))) if _is_reader(p)]
    return sorted(found, key=lambda person: german_key(person.name))


def _is_reader(person: Person) -> bool:
    return ist_fachkraft(person, None) and not ist_buero(person, None)


def pruefende(fall: Fallrekonstruktion) -> list[Person]:
    """Who may release or return this case: the Koordination and the other Fachkräfte of its Fallwerkstatt."""
    coordinating = select(Rolle.person_id).where(Rolle.art == Rollenart.KOORDINATION)
    members = select(Mitgliedschaft.person_id).where(Mitgliedschaft.gremium_id == fall.gremium_id)
    around = _persons(or_(Person.id.in_(coordinating), Person.id.in_(members)))
    return [person for person in around if can(person, Permission.FALLREKONSTRUKTION_FREIGEBEN, fall)]


def _persons(rule: ColumnElement[bool]) -> list[Person]:
    statement = select(Person).where(rule, Person.status == PersonStatus.AKTIV).options(*mit_rechten())
    return list(session().scalars(statement).unique())
