"""What the table can be filtered by, and the meetings its views are about; one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, literal, null, select, union_all

from kimflow.columns import Zeitpunkt
from kimflow.db import german_key, session
from kimflow.models import (
    Gremienart,
    Gremium,
    Institution,
    Kommune,
    Massnahme,
    Person,
    Sitzung,
    SitzungStatus,
    Thema,
    Umsetzungsstand,
    Vokabel,
    Zielvereinbarung,
)
from kimflow.models.themen import thema_rechtskreis
from kimflow.queries import sitzungen
from kimflow.queries.massnahmen.spalten import LEER
from kimflow.queries.sitzungen.sichtbarkeit import GEHALTEN

KOMMENDE = (SitzungStatus.GEPLANT, SitzungStatus.EINGELADEN, SitzungStatus.LAUFEND)


@dataclass(frozen=True)
class Filterworte:
    """Options by the name of their filter, and when the Lenkungsgruppe meets.

    Both moments are None where there is no such meeting or the person does not see it.
    """

    optionen: Mapping[str, Sequence[tuple[int, str]]]
    naechste_sitzung: datetime | None
    letzte_sitzung: datetime | None


def filterworte(person: Person) -> Filterworte:
    """Only words that a Maßnahme has; a filter that finds nothing is no filter."""
    rows = session().execute(union_all(*_worte(), *_sitzungen(person))).all()
    options: dict[str, list[tuple[int, str]]] = {}
    for kind, id, text, *_ in rows:
        options.setdefault(kind, []).append((id, text))
    moments = {row.art: row.zeit for row in rows if row.art in ("naechste", "letzte")}
    return Filterworte(
        {kind: sorted(found, key=lambda one: german_key(one[1])) for kind, found in options.items()},
        moments.get("naechste"),
        moments.get("letzte"),
    )


def _worte() -> list[Select[Any]]:
    themen = select(Massnahme.thema_id)
    kreise = select(thema_rechtskreis.c.rechtskreis_id).where(thema_rechtskreis.c.thema_id.in_(themen))
    felder = select(Thema.handlungsfeld_id).where(Thema.id.in_(themen))
    return [
        _wort("institution", Institution, Institution.kurzname, select(Massnahme.institution_id)),
        _wort("projektgruppe", Gremium, Gremium.name, select(Massnahme.projektgruppe_id)),
        _wort(
            "zielvereinbarung",
            Zielvereinbarung,
            Zielvereinbarung.nummer + LEER + Zielvereinbarung.titel,
            select(Massnahme.zielvereinbarung_id),
        ),
        _wort("kommune", Kommune, Kommune.name, select(Umsetzungsstand.kommune_id)),
        _wort("rechtskreis", Vokabel, Vokabel.kurz, kreise),
        _wort("handlungsfeld", Vokabel, Vokabel.kurz, felder),
    ]


def _wort(art: str, table: Any, text: Any, used: Select[Any]) -> Select[Any]:
    return select(
        literal(art).label("art"),
        table.id.label("id"),
        text.label("text"),
        null().cast(Zeitpunkt).label("zeit"),
    ).where(table.id.in_(used))


def _sitzungen(person: Person) -> list[Select[Any]]:
    def meeting(art: str, moment: Any, states: tuple[SitzungStatus, ...]) -> Select[Any]:
        visible = sitzungen.sichtbar_fuer(person).join(Gremium, Gremium.id == Sitzung.gremium_id)
        return visible.where(
            Gremium.art == Gremienart.LENKUNGSGRUPPE, Gremium.kommune_id.is_(None), Sitzung.status.in_(states)
        ).with_only_columns(
            literal(art).label("art"),
            literal(0).label("id"),
            literal("").label("text"),
            moment.label("zeit"),
        )

    return [
        meeting("naechste", func.min(Sitzung.beginn), KOMMENDE),
        meeting("letzte", func.max(Sitzung.beginn), GEHALTEN),
    ]
