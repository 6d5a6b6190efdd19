"""Released Bruchstellen, listed for the Koordination. How many there are says queries.landkarte."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from kimflow.db import session
from kimflow.models import Bruchstelle, Fallrekonstruktion, FallStatus, Grundlage, Thema, ThemaStatus
from kimflow.queries.seiten import Seite, blaettern

FREIGEGEBENE = (FallStatus.FREIGEGEBEN, FallStatus.BEREINIGT)
CODES = (
    Bruchstelle.von_rechtskreis,
    Bruchstelle.zu_rechtskreis,
    Bruchstelle.von_institutionstyp,
    Bruchstelle.zu_institutionstyp,
    Bruchstelle.ursache,
    Bruchstelle.handlungsfeld,
    Bruchstelle.kommune,
)


def freigegebene_bruchstellen(
    *, rechtskreis: int | None = None, handlungsfeld: int | None = None, ursache: int | None = None
) -> list[Bruchstelle]:
    """Released Bruchstellen for the Koordination to choose from, newest case first; narrowed where ids are given."""
    rules: list[ColumnElement[bool]] = [Fallrekonstruktion.status.in_(FREIGEGEBENE)]
    if rechtskreis is not None:
        rules.append(or_(Bruchstelle.von_rechtskreis_id == rechtskreis, Bruchstelle.zu_rechtskreis_id == rechtskreis))
    if handlungsfeld is not None:
        rules.append(Bruchstelle.handlungsfeld_id == handlungsfeld)
    if ursache is not None:
        rules.append(Bruchstelle.ursache_id == ursache)
    statement = (
        select(Bruchstelle)
        .join(Bruchstelle.fall)
        .where(*rules)
        .options(joinedload(Bruchstelle.fall), *(joinedload(one) for one in CODES))
        .order_by(Fallrekonstruktion.id.desc(), Bruchstelle.position)
    )
    return list(session().scalars(statement))


def liste(rules: Sequence[ColumnElement[bool]], nach: str | None = None) -> Seite[Bruchstelle]:
    """One page of the released Bruchstellen to which all of `rules` apply, newest case first."""
    statement = (
        select(Bruchstelle)
        .join(Bruchstelle.fall)
        .where(Fallrekonstruktion.status.in_(FREIGEGEBENE), *rules)
        .options(joinedload(Bruchstelle.fall), *(joinedload(one) for one in CODES))
    )
    page = blaettern(
        statement, [Fallrekonstruktion.jahr, Fallrekonstruktion.quartal, Bruchstelle.id], nach, absteigend=True
    )
    return Seite([row[0] for row in page.zeilen], page.weiter)


@dataclass(frozen=True)
class Verwendung:
    """A Thema that rests on a Bruchstelle."""

    bruchstelle_id: int
    nummer: str
    titel: str


def themen_der(*faelle: Fallrekonstruktion) -> list[Verwendung]:
    """Which Themen rest on Bruchstellen of these cases; of merged ones the one that is worked on."""
    return _verwendungen(Bruchstelle.fall_id.in_([fall.id for fall in faelle]))


def themen_je_bruchstelle(*faelle: Fallrekonstruktion) -> dict[int, list[Verwendung]]:
    """By id of the Bruchstelle: the Themen that rest on it already, of these cases or (none given) of all."""
    found: dict[int, list[Verwendung]] = {}
    for one in themen_der(*faelle) if faelle else _verwendungen():
        found.setdefault(one.bruchstelle_id, []).append(one)
    return found


def _verwendungen(*rules: ColumnElement[bool]) -> list[Verwendung]:
    statement = (
        select(Bruchstelle.id, Thema.nummer, Thema.titel)
        .join(Grundlage, Grundlage.bruchstelle_id == Bruchstelle.id)
        .join(Thema, Thema.id == Grundlage.thema_id)
        .where(Thema.status != ThemaStatus.ZUSAMMENGEFUEHRT, *rules)
        .order_by(Thema.nummer)
    )
    return [Verwendung(*row) for row in session().execute(statement)]
