"""Who works on the same already: other Themen, their Maßnahmen, groups with a Mandat. For the Koordination."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Integer, and_, cast, exists, false, func, or_, select

from kimflow.db import session
from kimflow.models import (
    Bruchstelle,
    Gremium,
    Grundlage,
    Institution,
    Kommune,
    Massnahme,
    MassnahmeStatus,
    Thema,
    ThemaStatus,
)
from kimflow.queries.seiten import muster

S = ThemaStatus
HOECHSTENS = 20
_ZU_ENDE = (MassnahmeStatus.GEPRUEFT, MassnahmeStatus.ABGEBROCHEN)
_IM_AUFTRAG = (S.BEAUFTRAGT, S.VORSCHLAG, S.RUHT)


@dataclass(frozen=True)
class Nachbar:
    """Another Thema, and what it shares with this one, in German words."""

    id: int
    nummer: str
    titel: str
    status: ThemaStatus
    gemeinsam: Sequence[str]

    def __str__(self) -> str:
        shared = f" ({', '.join(self.gemeinsam)})" if self.gemeinsam else ""
        return f"{self.nummer} {self.titel}{shared}"


@dataclass(frozen=True)
class Laufende:
    """A Maßnahme of a neighbour that is not at its end."""

    nummer: str
    titel: str
    status: MassnahmeStatus
    institution: str


@dataclass(frozen=True)
class Mandat:
    """A Projektgruppe at work on a neighbour."""

    gremium: str
    thema: str
    mandat: str


@dataclass(frozen=True)
class Umfeld:
    """What the check for double structures shows."""

    themen: Sequence[Nachbar]
    massnahmen: Sequence[Laufende]
    mandate: Sequence[Mandat]


def umfeld(thema: Thema) -> Umfeld:
    """Everything near this Thema, loaded by ganz(): the nearest first, at most HOECHSTENS of a kind."""
    themen = nachbarn(thema)
    ids = [one.id for one in themen]
    measures = session().execute(
        select(Massnahme.nummer, Massnahme.titel, Massnahme.status, Institution.kurzname)
        .join(Institution, Institution.id == Massnahme.institution_id)
        .where(Massnahme.thema_id.in_(ids), Massnahme.status.not_in(_ZU_ENDE))
        .order_by(Massnahme.nummer)
        .limit(HOECHSTENS)
    )
    groups = session().execute(
        select(Gremium.name, Thema.nummer, Thema.mandat)
        .join(Gremium, Gremium.id == Thema.projektgruppe_id)
        .where(Thema.id.in_(ids), Thema.status.in_(_IM_AUFTRAG))
        .order_by(Gremium.name, Thema.nummer)
    )
    return Umfeld(themen, [Laufende(*row) for row in measures], [Mandat(*row) for row in groups])


def nachbarn(
    thema: Thema, suche: str = "", in_stand: Sequence[ThemaStatus] | None = None, auch: int | None = None
) -> list[Nachbar]:
    """Other Themen that share something with this one, or that `suche` finds; `auch` is among them in any case."""
    shares = {
        "gleiche Schnittstelle": _schnittstelle(thema),
        "gleiches Handlungsfeld": and_(
            Thema.handlungsfeld_id.is_not(None), Thema.handlungsfeld_id == thema.handlungsfeld_id
        ),
        "gleiche Kommune": Thema.kommunen.any(Kommune.id.in_([kommune.id for kommune in thema.kommunen])),
    }
    flags = [func.coalesce(cast(rule, Integer), 0) for rule in shares.values()]
    score = flags[0] * 4 + flags[1] * 2 + flags[2]
    found = _gefunden(suche) if suche else score > 0
    statement = (
        select(Thema.id, Thema.nummer, Thema.titel, Thema.status, *flags)
        .where(Thema.id != thema.id, or_(found, Thema.id == auch) if auch else found)
        .where(Thema.status.in_(in_stand) if in_stand else Thema.status != S.ZUSAMMENGEFUEHRT)
        .order_by(score.desc(), Thema.nummer.desc())
        .limit(HOECHSTENS)
    )
    if auch:
        statement = statement.order_by(None).order_by((Thema.id != auch), score.desc(), Thema.nummer.desc())
    return [
        Nachbar(*row[:4], [word for word, flag in zip(shares, row[4:], strict=True) if flag])
        for row in session().execute(statement)
    ]


def _gefunden(suche: str) -> ColumnElement[bool]:
    like = muster(suche)
    return or_(*(func.lower(field).like(like, escape="\\") for field in (Thema.nummer, Thema.titel, Thema.problem)))


def _schnittstelle(thema: Thema) -> ColumnElement[bool]:
    """Rests on a break between the same two Rechtskreise in the same direction."""
    breaks = [g.bruchstelle for g in thema.grundlagen if g.bruchstelle is not None]
    pairs = {(b.von_rechtskreis_id, b.zu_rechtskreis_id) for b in breaks}
    same = [and_(Bruchstelle.von_rechtskreis_id == von, Bruchstelle.zu_rechtskreis_id == zu) for von, zu in pairs]
    return exists().where(
        Grundlage.thema_id == Thema.id, Grundlage.bruchstelle_id == Bruchstelle.id, or_(false(), *same)
    )
