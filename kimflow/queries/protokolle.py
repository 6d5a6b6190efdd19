"""Versions of the minutes: who reads which, what was objected to them, and what waits to be done about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, false, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    AbstimmungStatus,
    Berichtigung,
    Beschluss,
    EinwendungStatus,
    Einzellink,
    Genehmigung,
    Gremium,
    Person,
    Protokollfassung,
    Sitz,
    Sitzung,
    SitzungStatus,
    Top,
)
from kimflow.permissions import Permission, can, hat_den_vorsitz, ist_koordination, ist_lesend
from kimflow.queries import einwendungen, sitzungen
from kimflow.queries.aufgaben import Aufgabe
from kimflow.queries.einwendungen import Einwendungszeile
from kimflow.queries.niederschrift import absaetze, niederschrift


def sichtbar_fuer(person: Person) -> Select[Protokollfassung]:
    """Versions of visible meetings; who neither belongs to the body nor wrote them sees those that were approved."""
    visible = sitzungen.sichtbar_fuer(person).with_only_columns(Sitzung.id)
    return (
        select(Protokollfassung)
        .join(Protokollfassung.sitzung)
        .where(Protokollfassung.sitzung_id.in_(visible), _fertig_fuer(person))
        .options(
            joinedload(Protokollfassung.sitzung).joinedload(Sitzung.gremium),
            joinedload(Protokollfassung.person),
            joinedload(Protokollfassung.beschluss),
        )
    )


def oeffnet(person: Person) -> ColumnElement[bool]:
    """SITZUNG_PROTOKOLL_ANSEHEN in SQL, of a version joined with its meeting: a Büro sees meetings, no minutes."""
    if ist_koordination(person, None):
        return true()
    return or_(
        Sitzung.gremium_id.in_(sitzungen.eigene_gremien(person)),
        Sitzung.protokollfuehrung_id == person.id,
        Sitzung.status == SitzungStatus.GENEHMIGT if ist_lesend(person, None) else false(),
    )


def ganz(person: Person) -> Select[Sitzung]:
    """Visible meetings with what the page of their minutes shows and its buttons ask for."""
    seats = joinedload(Sitzung.gremium).selectinload(Gremium.sitze)
    return sitzungen.sichtbar_fuer(person).options(
        seats.selectinload(Sitz.besetzungen),
        selectinload(Sitzung.tops).selectinload(Top.abstimmungen),
        selectinload(Sitzung.antworten),
    )


def _fertig_fuer(person: Person) -> ColumnElement[bool]:
    if ist_koordination(person, None):
        return true()
    own = Sitzung.gremium_id.in_(sitzungen.eigene_gremien(person))
    return or_(own, Sitzung.protokollfuehrung_id == person.id, Protokollfassung.genehmigt_am.is_not(None))


def tops_fuer(person: Person) -> Select[Top]:
    """Agenda items of visible meetings, for writing the minutes."""
    visible = sitzungen.sichtbar_fuer(person).with_only_columns(Sitzung.id)
    return (
        select(Top)
        .join(Top.sitzung)
        .where(Top.sitzung_id.in_(visible))
        .options(joinedload(Top.sitzung).joinedload(Sitzung.gremium))
    )


def neueste(sitzung_id: int) -> Protokollfassung | None:
    """The latest version, whoever may read it."""
    return (
        session()
        .scalars(
            select(Protokollfassung)
            .where(Protokollfassung.sitzung_id == sitzung_id)
            .order_by(Protokollfassung.fassung.desc())
            .limit(1)
        )
        .first()
    )


def des_links(link: Einzellink) -> Protokollfassung | None:
    """The version a link was made for."""
    return (
        session()
        .scalars(
            select(Protokollfassung)
            .where(Protokollfassung.id == link.gegenstand_id)
            .options(joinedload(Protokollfassung.sitzung).joinedload(Sitzung.gremium))
        )
        .one_or_none()
    )


@dataclass(frozen=True)
class Absatz:
    """A numbered paragraph with what was objected to it."""

    nummer: int
    text: str
    einwendungen: Sequence[Einwendungszeile]


@dataclass(frozen=True)
class Fassungszeile:
    """A version in the list of versions."""

    fassung: int
    erstellt_am: datetime
    wer: str
    begruendung: str
    genehmigt_am: datetime | None
    genehmigung: Genehmigung | None


@dataclass(frozen=True)
class Blatt:
    """What `person` reads of the minutes now. entwurf: written this moment, and different in the next."""

    fassung: Protokollfassung | None
    entwurf: bool
    absaetze: Sequence[Absatz]
    fassungen: Sequence[Fassungszeile]

    @property
    def frueher(self) -> int | None:
        """The version before the one shown."""
        earlier = [row.fassung for row in self.fassungen if self.fassung and row.fassung < self.fassung.fassung]
        return max(earlier, default=None)


def blatt(sitzung: Sitzung, person: Person, fassung: Protokollfassung | None = None) -> Blatt:
    """The given version; else the draft for those who write it, else the latest version `person` may read."""
    versions = _fassungen(sitzung, person)
    if fassung is None and sitzung.protokoll_wird_geschrieben and can(person, Permission.SITZUNG_ABRUNDEN, sitzung):
        return Blatt(None, True, numeriert(niederschrift(sitzung), []), versions)
    if fassung is None:
        newest = sichtbar_fuer(person).where(Protokollfassung.sitzung_id == sitzung.id)
        fassung = session().scalars(newest.order_by(Protokollfassung.fassung.desc()).limit(1)).first()
    if fassung is None:
        return Blatt(None, False, [], [])
    objects, writes = Permission.EINWENDUNG_ERHEBEN, Permission.SITZUNG_ABRUNDEN
    inside = can(person, objects, fassung) or can(person, writes, sitzung)
    objected = einwendungen.zeilen(fassung) if inside else []
    return Blatt(fassung, False, numeriert(fassung.text, objected), versions)


def _fassungen(sitzung: Sitzung, person: Person) -> list[Fassungszeile]:
    rows = session().execute(
        select(
            Protokollfassung.fassung,
            Protokollfassung.erstellt_am,
            Person.name,
            Protokollfassung.begruendung,
            Protokollfassung.genehmigt_am,
            Protokollfassung.genehmigung,
        )
        .join(Person, Person.id == Protokollfassung.person_id)
        .join(Sitzung, Sitzung.id == Protokollfassung.sitzung_id)
        .where(Protokollfassung.sitzung_id == sitzung.id, _fertig_fuer(person))
        .order_by(Protokollfassung.fassung.desc())
    )
    return [Fassungszeile(*row) for row in rows]


@dataclass(frozen=True)
class Punkt:
    """An item the clerk can add sentences to; `geschrieben`: there are some."""

    id: int
    position: int
    titel: str
    geschrieben: bool


def punkte(sitzung: Sitzung) -> list[Punkt]:
    """The items of the meeting for whoever writes its minutes."""
    rows = session().execute(
        select(Top.id, Top.position, Top.titel, Top.niederschrift != "")
        .where(Top.sitzung_id == sitzung.id)
        .order_by(Top.position)
    )
    return [Punkt(*row) for row in rows]


def numeriert(text: str, objected: Sequence[Einwendungszeile]) -> list[Absatz]:
    """The paragraphs of `text`, each with what was objected to it."""
    return [
        Absatz(number, paragraph, [row for row in objected if row.absatz == number])
        for number, paragraph in enumerate(absaetze(text), start=1)
    ]


def unfertige_runden(sitzung_id: int) -> list[str]:
    """Numbers of the rounds of this meeting whose result nobody has confirmed."""
    pending = (AbstimmungStatus.OFFEN, AbstimmungStatus.GESCHLOSSEN)
    statement = select(Abstimmung.nummer).join(Top, Top.id == Abstimmung.top_id)
    found = statement.where(Top.sitzung_id == sitzung_id, Abstimmung.status.in_(pending)).order_by(Abstimmung.id)
    return list(session().scalars(found))


def ueberholte_beschluesse(sitzung_id: int) -> list[str]:
    """Numbers of the Beschlüsse of this meeting that the latest version does not hold as they now are."""
    version = neueste(sitzung_id)
    if version is None:
        return []
    corrected = select(Berichtigung.beschluss_id).where(Berichtigung.berichtigt_am > version.erstellt_am)
    rows = session().execute(
        select(Beschluss.nummer, Beschluss.id.in_(corrected))
        .join(Top, Top.id == Beschluss.top_id)
        .where(Top.sitzung_id == sitzung_id)
        .order_by(Beschluss.id)
    )
    return [number for number, is_corrected in rows if is_corrected or f"Beschluss {number}" not in version.text]


def beschluesse_darueber(sitzung_id: int) -> list[Beschluss]:
    """The Beschlüsse of later meetings at the items that are about these minutes."""
    statement = select(Beschluss).join(Top, Top.id == Beschluss.top_id).where(Top.protokoll_von_id == sitzung_id)
    return list(session().scalars(statement.order_by(Beschluss.id)))


def empfaenger(sitzung: Sitzung) -> list[Person]:
    """Everybody who was invited and belongs to the body today, each once. Inside transaction()."""
    seats = [b.person for antwort in sitzung.antworten for b in antwort.sitz.heutige_in(None)]
    members = [m.person for m in sitzung.gremium.mitgliedschaften if m.gilt_heute]
    return list({who.id: who for who in [*seats, *members]}.values())


def mit_laufender_frist() -> list[tuple[Protokollfassung, date]]:
    """The latest versions that may still be objected to, each with the last day."""
    found = []
    for sitzung, until in _in_abstimmung(Protokollfassung.einwendungen_bis >= clock.today()):
        version = neueste(sitzung.id)
        if version is not None:
            found.append((version, until))
    return found


def faellige() -> list[Sitzung]:
    """Meetings whose minutes nobody objects to any more: the period is over and nothing is open."""
    return [
        sitzung
        for sitzung, _ in _in_abstimmung(Protokollfassung.einwendungen_bis < clock.today())
        if not {EinwendungStatus.OFFEN, EinwendungStatus.BERUECKSICHTIGT} & set(einwendungen.absaetze(sitzung.id))
        and not ueberholte_beschluesse(sitzung.id)
    ]


def _in_abstimmung(*conditions: ColumnElement[bool]) -> list[tuple[Sitzung, date]]:
    latest = (
        select(func.max(Protokollfassung.id))
        .where(Protokollfassung.sitzung_id == Sitzung.id)
        .correlate(Sitzung)
        .scalar_subquery()
    )
    rows = session().execute(
        select(Sitzung, Protokollfassung.einwendungen_bis)
        .join(Protokollfassung, Protokollfassung.id == latest)
        .where(Sitzung.status == SitzungStatus.PROTOKOLL_IN_ABSTIMMUNG, *conditions)
        .options(joinedload(Sitzung.gremium))
        .order_by(Sitzung.beginn, Sitzung.id)
    )
    return [(sitzung, until) for sitzung, until in rows.unique() if until]


def aufgaben(person: Person) -> list[Aufgabe]:
    """Minutes to write, to read, to settle and to approve."""
    bodies = sitzungen.eigene_gremien(person)
    office = ist_koordination(person, None)
    found = [] if office else _zu_schreiben(person)
    if not bodies and not office:
        return found
    mine = true() if office else Sitzung.gremium_id.in_(bodies)
    for sitzung, until in _in_abstimmung(mine):
        if sitzung.gremium_id in bodies and until >= clock.today():
            found.append(_aufgabe(sitzung, f"Protokoll {sitzung.nummer} lesen", until, "Einwendungen bis"))
        if office or hat_den_vorsitz(person, sitzung):
            found += _zu_entscheiden(sitzung, until)
    return found


def _zu_schreiben(person: Person) -> list[Aufgabe]:
    """For who takes the minutes; the Koordination has its Nachbereitung (see queries/nachbereitung.py)."""
    written = Sitzung.status == SitzungStatus.NACHBEREITUNG
    rows = session().scalars(
        select(Sitzung).where(written, Sitzung.protokollfuehrung_id == person.id).order_by(Sitzung.beginn)
    )
    return [_aufgabe(sitzung, f"Protokoll {sitzung.nummer} fertigstellen und vorlegen") for sitzung in rows]


def _zu_entscheiden(sitzung: Sitzung, until: date) -> list[Aufgabe]:
    objected = einwendungen.absaetze(sitzung.id)
    if places := objected.get(EinwendungStatus.OFFEN):
        return [_aufgabe(sitzung, f"Einwendungen zum Protokoll {sitzung.nummer} behandeln: Absatz {places}")]
    if EinwendungStatus.BERUECKSICHTIGT in objected:
        return [_aufgabe(sitzung, f"Protokoll {sitzung.nummer} überarbeiten und neu vorlegen")]
    if decided := beschluesse_darueber(sitzung.id):
        return [_aufgabe(sitzung, f"Protokoll {sitzung.nummer} genehmigen (Beschluss {decided[-1]})")]
    if until < clock.today():
        return [_aufgabe(sitzung, f"Protokoll {sitzung.nummer} genehmigen", until, "Frist war")]
    return []


def _aufgabe(sitzung: Sitzung, text: str, frist: date | None = None, wort: str = "bis") -> Aufgabe:
    return Aufgabe("Protokolle", text, "protokolle.show", {"nummer": sitzung.nummer}, frist, wort, im_brief=text)
