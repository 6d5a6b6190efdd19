"""Meldungen as people find them: the queue of the Koordination, the own ones of who reported, counts for the rest."""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased, joinedload

from kimflow import clock, config
from kimflow.db import german_key, session
from kimflow.models import Handlungsfeld, Kommune, Meldeweg, Meldung, MeldungStatus, Person, Thema, ThemaStatus, Vokabel
from kimflow.permissions import ist_koordination
from kimflow.queries import institutionen, vokabeln
from kimflow.queries.anmeldungen import schluessel_hash
from kimflow.queries.aufgaben import Aufgabe, Auswahl, Fund, gelesen
from kimflow.queries.seiten import Seite, blaettern, muster
from kimflow.queries.verdeckung import Anzahl, gezaehlt

S = MeldungStatus
VORBEI = frozenset(
    {
        ThemaStatus.ERLEDIGT,
        ThemaStatus.NICHT_WEITERVERFOLGT,
        ThemaStatus.BEENDET,
        ThemaStatus.ABGESCHLOSSEN,
        ThemaStatus.ZUSAMMENGEFUEHRT,
    }
)
"""Where a Thema takes no Meldung: wiederaufnehmen comes first."""
GRUPPEN: dict[str, tuple[str, frozenset[MeldungStatus]]] = {
    "offen": ("zu entscheiden", frozenset({S.EINGEGANGEN})),
    "nachfrage": ("Rückfrage gestellt", frozenset({S.NACHFRAGE})),
    "angenommen": ("angenommen", frozenset({S.ANGENOMMEN})),
    "ohne": ("ohne Thema beendet", frozenset({S.EINZELFALL, S.ABGELEGT, S.GELOESCHT})),
}
"""The groups the list is filtered by: each status stands in exactly one."""


def sichtbar_fuer(person: Person) -> Select[Meldung]:
    """The Meldungen this person may read: the row of MELDUNG_ANSEHEN in GRANTS, as SQL."""
    return select(Meldung).where(_lesbar_fuer(person))


def _lesbar_fuer(person: Person) -> ColumnElement[bool]:
    if not person.ist_aktiv:
        return false()
    if ist_koordination(person, None):
        return Meldung.id.is_not(None)
    return Meldung.person_id == person.id


def ganz(person: Person) -> Select[Meldung]:
    """Visible Meldungen with everything their page, their forms and their acts' requirements look at."""
    return sichtbar_fuer(person).options(
        *(joinedload(getattr(Meldung, name)) for name in Meldung.CODES),
        joinedload(Meldung.person),
        joinedload(Meldung.thema),
    )


def linkzeichen(kennung: str) -> str:
    """What opens the page of a reporter without account; nobody makes it from a copy of the database."""
    digest = hmac.new(config.current().geheimnis.encode(), f"meldung:{kennung}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def mit_zeichen(token: str) -> Meldung | None:
    """The Meldung whose reporter holds this token."""
    found = select(Meldung).where(Meldung.zeichen == schluessel_hash(token)).options(joinedload(Meldung.thema))
    return session().scalars(found).one_or_none()


def faellige(today: date) -> list[Meldung]:
    """Meldungen whose date of deletion has come."""
    return list(session().scalars(select(Meldung).where(Meldung.loeschen_am <= today).order_by(Meldung.id)))


def naechste_offene(meldung: Meldung) -> str | None:
    """The number of the next Meldung to decide about after this one, the older ones last; None if all is done."""
    later = case((Meldung.id > meldung.id, 0), else_=1)
    waiting = select(Meldung.nummer).where(Meldung.status == S.EINGEGANGEN, Meldung.id != meldung.id)
    return session().scalar(waiting.order_by(later, Meldung.id).limit(1))


def waehlbare() -> list[Meldung]:
    """Meldungen a Thema can rest on, the oldest undecided first: for the Koordination to choose from."""
    open_ = and_(Meldung.status == S.EINGEGANGEN, Meldung.geleert_am.is_(None))
    statement = (
        select(Meldung)
        .where(or_(open_, Meldung.status == S.ANGENOMMEN))
        .options(joinedload(Meldung.von_institutionstyp), joinedload(Meldung.zu_institutionstyp))
        .order_by(case((Meldung.status == S.EINGEGANGEN, 0), else_=1), Meldung.id)
    )
    return list(session().scalars(statement))


def themen_fuer(meldung: Meldung) -> list[Thema]:
    """Themen that may take this Meldung; those of its Handlungsfeld first, then by title."""
    rows = session().scalars(select(Thema).where(Thema.status.not_in(VORBEI)))
    field = meldung.handlungsfeld_id
    return sorted(rows, key=lambda t: (field is None or t.handlungsfeld_id != field, german_key(t.titel)))


# --- the list ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filter:
    """What the address of the list says; ids that are none of ours find nothing."""

    gruppe: str = ""
    handlungsfeld: int | None = None
    kommune: int | None = None
    suche: str = ""


@dataclass(frozen=True)
class Zeile:
    """A row of the list; `von` and `zu` are kinds of institutions."""

    nummer: str
    titel: str
    status: MeldungStatus
    eingegangen_am: datetime
    handlungsfeld: str | None
    von: str | None
    zu: str | None
    thema: str | None

    @property
    def alter(self) -> int:
        """How many days ago it came in."""
        return (clock.today() - clock.local(self.eingegangen_am).date()).days

    @property
    def ist_offen(self) -> bool:
        return self.status is S.EINGEGANGEN


def liste(person: Person, filter: Filter, nach: str | None = None) -> Seite[Zeile]:
    """One page of the visible Meldungen: what waits for a decision oldest first, all else newest first."""
    von, zu, feld = aliased(Vokabel), aliased(Vokabel), aliased(Vokabel)
    statement: Any = (
        select(
            Meldung.nummer,
            Meldung.titel,
            Meldung.status,
            Meldung.eingegangen_am,
            feld.kurz,
            von.kurz,
            zu.kurz,
            Thema.nummer,
        )
        .outerjoin(feld, feld.id == Meldung.handlungsfeld_id)
        .outerjoin(von, von.id == Meldung.von_institutionstyp_id)
        .outerjoin(zu, zu.id == Meldung.zu_institutionstyp_id)
        .outerjoin(Thema, Thema.id == Meldung.thema_id)
        .where(_lesbar_fuer(person), *_narrowed(filter))
    )
    page = blaettern(statement, [Meldung.id], nach, absteigend=filter.gruppe != "offen")
    return Seite([Zeile(*tuple(row)[:8]) for row in page.zeilen], page.weiter)


def _narrowed(filter: Filter) -> list[ColumnElement[bool]]:
    rules: list[ColumnElement[bool]] = []
    if filter.gruppe in GRUPPEN:
        rules.append(Meldung.status.in_(GRUPPEN[filter.gruppe][1]))
    if filter.handlungsfeld is not None:
        rules.append(Meldung.handlungsfeld_id == filter.handlungsfeld)
    if filter.kommune is not None:
        rules.append(Meldung.kommune_id == filter.kommune)
    if filter.suche:
        like = muster(filter.suche)
        found = (func.lower(field).like(like, escape="\\") for field in (Meldung.nummer, Meldung.titel))
        rules.append(or_(*found))
    return rules


def filterwoerter() -> dict[str, list[tuple[int, str]]]:
    """What the list can be narrowed to, in one statement."""
    statement = union_all(
        select(literal("handlungsfeld"), Handlungsfeld.id, Handlungsfeld.kurz).where(Handlungsfeld.aktiv),
        select(literal("kommune"), Kommune.id, Kommune.name).where(Kommune.aktiv),
    )
    found: dict[str, list[tuple[int, str]]] = {"handlungsfeld": [], "kommune": []}
    for kind, id, text in session().execute(statement):
        found[kind].append((id, text))
    return {kind: sorted(rows, key=lambda row: german_key(row[1])) for kind, rows in found.items()}


def zahlen(person: Person) -> Sequence[tuple[str, Anzahl]]:
    """Accepted Meldungen per Handlungsfeld as `person` may know their number; by name and without a sum."""
    rows = session().execute(
        select(Vokabel.kurz, func.count(Meldung.id))
        .join(Vokabel, Vokabel.id == Meldung.handlungsfeld_id)
        .where(Meldung.status == S.ANGENOMMEN)
        .group_by(Vokabel.id, Vokabel.kurz)
    )
    counted = sorted(rows, key=lambda row: german_key(row[0]))
    return [(name, gezaehlt(count, person)) for name, count in counted]


# --- what waits for somebody ------------------------------------------------------------------------------------


def aufgaben(person: Person) -> list[Aufgabe]:
    """The tasks of `auswahl`, read by themselves."""
    return gelesen(auswahl(person))


def auswahl(person: Person) -> list[Auswahl]:
    """Questions about one's own Meldungen; for the Koordination how many wait for a decision."""
    asked = select(Meldung).where(
        Meldung.status == S.NACHFRAGE, Meldung.person_id == person.id, Meldung.weg != Meldeweg.TABELLE
    )
    found = [Auswahl(asked, {"nummer": Meldung.nummer}, _rueckfrage)]
    if ist_koordination(person, None):
        waiting = select(Meldung).where(Meldung.status == S.EINGEGANGEN).having(func.count(Meldung.id) > 0)
        columns = {"zahl": func.count(Meldung.id), "zeit": func.min(Meldung.eingegangen_am)}
        found.append(Auswahl(waiting, columns, _zu_entscheiden))
    return found


def _rueckfrage(fund: Fund) -> Aufgabe:
    text = f"{fund.nummer}: Rückfrage beantworten"
    return Aufgabe("Rückfragen zu Ihren Meldungen", text, "meldungen.show", {"nummer": fund.nummer}, im_brief=text)


def _zu_entscheiden(fund: Fund) -> Aufgabe:
    days = (clock.today() - clock.local(fund.zeit).date()).days if fund.zeit else 0
    age = "heute eingegangen" if days == 0 else f"die älteste seit {days} {'Tag' if days == 1 else 'Tagen'}"
    words = "1 Meldung entscheiden" if fund.zahl == 1 else f"{fund.zahl} Meldungen entscheiden"
    text = f"{words}, {age}"
    return Aufgabe("Neue Meldungen", text, "meldungen.index", {"status": "offen"}, im_brief=text)


# --- what the Meldebogen offers ---------------------------------------------------------------------------------

_VOKABULARE = {
    "von_institutionstyp": "institutionstyp",
    "zu_institutionstyp": "institutionstyp",
    "von_rechtskreis": "rechtskreis",
    "zu_rechtskreis": "rechtskreis",
    "handlungsfeld": "handlungsfeld",
    "ursache": "ursache",
    "phase": "phase",
}


def angebot() -> dict[str, list[Any]]:
    """By code of a Meldung: the words and Kommunen that can be chosen, in two statements."""
    words: dict[str, list[Vokabel]] = {}
    for word in vokabeln.aktive(Vokabel):
        words.setdefault(word.art, []).append(word)
    offered: dict[str, list[Any]] = {name: words.get(art, []) for name, art in _VOKABULARE.items()}
    return offered | {"kommune": list(institutionen.aktive_kommunen())}


def gleiche(titel: Iterable[str]) -> dict[str, str]:
    """By title: the number of a Meldung that has it already, of those given."""
    # Longer than the column is nobody's title, and cannot be asked for.
    wanted = {one for one in titel if 0 < len(one) <= Meldung.titel.type.length}
    rows = session().execute(select(Meldung.titel, Meldung.nummer).where(Meldung.titel.in_(wanted)))
    return {row[0]: row[1] for row in rows}
