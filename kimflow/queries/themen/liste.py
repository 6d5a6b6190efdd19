"""The list of Themen with its filters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, cast, func, or_, select

from kimflow.db import session
from kimflow.models import (
    Gremium,
    Handlungsfeld,
    Kommune,
    Person,
    Rechtskreis,
    Stufe,
    Thema,
    ThemaStatus,
    Vokabel,
)
from kimflow.queries.importzeilen import mit_allem
from kimflow.queries.seiten import HOECHSTENS, Seite, blaettern, muster
from kimflow.queries.themen.sichtbarkeit import sichtbar_fuer, sieht_einschaetzungen

S = ThemaStatus

GRUPPEN: dict[str, tuple[str, frozenset[ThemaStatus]]] = {
    "speicher": ("im Themenspeicher", frozenset({S.GESAMMELT})),
    "vorgelegt": ("vor der Lenkungsgruppe", frozenset({S.VORGELEGT, S.PRIORISIERT})),
    "arbeit": ("in Arbeit", frozenset({S.BEAUFTRAGT, S.VORSCHLAG, S.VEREINBART, S.RUHT})),
    "fertig": (
        "fertig",
        frozenset({S.UMGESETZT, S.ABGESCHLOSSEN, S.ERLEDIGT, S.NICHT_WEITERVERFOLGT, S.BEENDET}),
    ),
    "zusammengefuehrt": ("zusammengeführt", frozenset({S.ZUSAMMENGEFUEHRT})),
}
"""The groups a list is filtered by: each status stands in exactly one. The merged ones show only if asked for."""


def im_speicher() -> list[Thema]:
    """The Themenspeicher, by number; for the Koordination to choose from."""
    stored = select(Thema).where(Thema.status == ThemaStatus.GESAMMELT).order_by(Thema.nummer)
    return list(session().scalars(stored))


@dataclass(frozen=True)
class Themenfilter:
    """What the address of the list says. Ids that are none of ours find nothing."""

    gruppe: str = ""
    handlungsfeld: int | None = None
    rechtskreis: int | None = None
    kommune: int | None = None
    suche: str = ""
    sortierung: str = ""

    @property
    def sortiert(self) -> str:
        """The order in force: the Themenspeicher opens with what is due first."""
        vorgabe = "wiedervorlage" if self.gruppe == "speicher" else "neueste"
        return self.sortierung if self.sortierung in SORTIERUNGEN else vorgabe


@dataclass(frozen=True)
class Zeile:
    """A row of the list of Themen."""

    nummer: str
    titel: str
    status: ThemaStatus
    handlungsfeld: str | None
    projektgruppe: str | None
    rang: int | None
    wiedervorlage: date | None
    frist: date | None
    aufgenommen_am: date
    dringlichkeit: Stufe | None = None
    aufwand: Stufe | None = None
    einfluss: Stufe | None = None


def _buchstaben(column: Any) -> ColumnElement[str]:
    """A sort key on both databases: lower case, umlauts as their vowels."""
    key: Any = func.lower(column)
    for umlaut, vowel in (("ä", "a"), ("ö", "o"), ("ü", "u"), ("ß", "ss")):
        key = func.replace(key, umlaut, vowel)
    return key


def spaet(column: Any) -> ColumnElement[str]:
    """A date as a sort key; without date comes last."""
    return func.coalesce(cast(column, String(10)), "9999-12-31")


def _stufe(column: Any, *, zuerst: Stufe = Stufe.HOCH) -> ColumnElement[int]:
    """An estimate as a sort key; who was not estimated comes last."""
    zuletzt = Stufe.GERING if zuerst is Stufe.HOCH else Stufe.HOCH
    return case((column == zuerst, 0), (column == Stufe.MITTEL, 1), (column == zuletzt, 2), else_=3)


_SCHAETZUNGEN = (Thema.dringlichkeit, Thema.aufwand, Thema.einfluss)
SORTIERUNGEN: dict[str, tuple[tuple[Any, ...], bool]] = {
    "neueste": ((Thema.nummer,), True),
    "aelteste": ((Thema.nummer,), False),
    "titel": ((_buchstaben(Thema.titel), Thema.id), False),
    "rang": ((func.coalesce(Thema.rang, 9999), Thema.id), False),
    "wiedervorlage": ((spaet(Thema.wiedervorlage), Thema.id), False),
    "frist": ((spaet(Thema.frist), Thema.id), False),
    "dringlichkeit": ((_stufe(Thema.dringlichkeit), Thema.id), False),
    "einfluss": ((_stufe(Thema.einfluss), Thema.id), False),
    "aufwand": ((_stufe(Thema.aufwand, zuerst=Stufe.GERING), Thema.id), False),
}
"""Order by name: key columns without NULL, and whether descending."""
NACH_EINSCHAETZUNG = frozenset({"dringlichkeit", "einfluss", "aufwand"})
"""Orders that tell what the Koordination thinks."""


def liste(person: Person, filter: Themenfilter, nach: str | None = None) -> Seite[Zeile]:
    """One page of the visible Themen that the filter lets through."""
    feld, gruppe = Vokabel.__table__.alias(), Gremium.__table__.alias()
    statement = (
        _gefiltert(person, filter)
        .outerjoin(feld, feld.c.id == Thema.handlungsfeld_id)
        .outerjoin(gruppe, gruppe.c.id == Thema.projektgruppe_id)
        .with_only_columns(
            Thema.nummer,
            Thema.titel,
            Thema.status,
            feld.c.kurz,
            gruppe.c.name,
            Thema.rang,
            Thema.wiedervorlage,
            Thema.frist,
            Thema.aufgenommen_am,
            *(_SCHAETZUNGEN if sieht_einschaetzungen(person) else ()),
        )
    )
    keys, descending = _ordnung(person, filter)
    page = blaettern(_der_gruppe(statement, filter), keys, nach, absteigend=descending)
    return Seite([Zeile(*tuple(row)[: -len(keys)]) for row in page.zeilen], page.weiter)


def alle(person: Person, filter: Themenfilter) -> list[Thema]:
    """The same Themen as the list, all of them, in its order: for a file in the columns of the import."""
    keys, descending = _ordnung(person, filter)
    ordered = _der_gruppe(_gefiltert(person, filter), filter).order_by(*(k.desc() if descending else k for k in keys))
    return list(session().scalars(mit_allem(ordered, Thema).limit(HOECHSTENS + 1)).unique())


def _der_gruppe(statement: Select[Any], filter: Themenfilter) -> Select[Any]:
    if filter.gruppe in GRUPPEN:
        return statement.where(Thema.status.in_(GRUPPEN[filter.gruppe][1]))
    return statement.where(Thema.status != S.ZUSAMMENGEFUEHRT)


def _ordnung(person: Person, filter: Themenfilter) -> tuple[tuple[Any, ...], bool]:
    order = filter.sortiert
    if order in NACH_EINSCHAETZUNG and not sieht_einschaetzungen(person):
        order = "neueste"
    return SORTIERUNGEN[order]


def zaehlung(person: Person, filter: Themenfilter) -> dict[str, int]:
    """How many Themen each group holds under the other filters; "" counts all."""
    rows = session().execute(
        _gefiltert(person, filter).with_only_columns(Thema.status, func.count()).group_by(Thema.status)
    )
    found: dict[ThemaStatus, int] = {row[0]: row[1] for row in rows}
    counts = {name: sum(found.get(status, 0) for status in words) for name, (_, words) in GRUPPEN.items()}
    return {"": sum(found.values()) - counts["zusammengefuehrt"], **counts}


def _gefiltert(person: Person, filter: Themenfilter) -> Select[Any]:
    statement: Select[Any] = sichtbar_fuer(person)
    if filter.handlungsfeld is not None:
        statement = statement.where(Thema.handlungsfeld_id == filter.handlungsfeld)
    if filter.rechtskreis is not None:
        statement = statement.where(Thema.rechtskreise.any(Rechtskreis.id == filter.rechtskreis))
    if filter.kommune is not None:
        statement = statement.where(Thema.kommunen.any(Kommune.id == filter.kommune))
    if filter.suche:
        like = muster(filter.suche)
        fields = (Thema.nummer, Thema.titel, Thema.problem)
        statement = statement.where(or_(*(func.lower(field).like(like, escape="\\") for field in fields)))
    return statement


def filterwoerter() -> dict[str, Sequence[Vokabel]]:
    """The words the list can be filtered by, in one statement."""
    words = session().scalars(
        select(Vokabel)
        .where(Vokabel.art.in_(("handlungsfeld", "rechtskreis")), Vokabel.aktiv)
        .order_by(Vokabel.reihenfolge, Vokabel.kurz)
    )
    found = list(words)
    return {
        "handlungsfeld": [word for word in found if isinstance(word, Handlungsfeld)],
        "rechtskreis": [word for word in found if isinstance(word, Rechtskreis)],
    }
