"""What a Projektgruppe works on: its Zielvereinbarungen and its open Maßnahmen with their next date."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kimflow.db import session
from kimflow.models import (
    Anmerkung,
    Beschluss,
    Gremium,
    Institution,
    Massnahme,
    MassnahmeStatus,
    Person,
    Zielvereinbarung,
)
from kimflow.queries import massnahmen as alle_massnahmen
from kimflow.queries import zielvereinbarungen as alle_vereinbarungen
from kimflow.queries.massnahmen.spalten import gemeldet_am, naechster_termin, termin, wartet_bis

_FERTIG = (MassnahmeStatus.UMGESETZT, MassnahmeStatus.GEPRUEFT, MassnahmeStatus.ABGEBROCHEN)


@dataclass(frozen=True)
class Massnahmenzeile:
    """An open Maßnahme of a Projektgruppe with what its next date and its light are made of."""

    nummer: str
    titel: str
    status: MassnahmeStatus
    institution: str
    frist: date | None
    naechster_termin: date | None
    gemeldet_am: datetime | None
    gefasst_am: date | None
    wartet_bis: date | None
    anmerkung: str | None


def massnahmen(gremium: Gremium, person: Person) -> list[Massnahmenzeile]:
    """The open Maßnahmen of a Projektgruppe that `person` sees, the one due first at the top."""
    statement: Any = (
        alle_massnahmen.sichtbar_fuer(person)
        .with_only_columns(
            Massnahme.nummer,
            Massnahme.titel,
            Massnahme.status,
            Institution.kurzname,
            Massnahme.frist,
            naechster_termin,
            gemeldet_am,
            Beschluss.gefasst_am,
            wartet_bis,
            Anmerkung.text,
        )
        .join(Institution, Institution.id == Massnahme.institution_id)
        .outerjoin(Beschluss, Beschluss.id == Massnahme.beschluss_id)
        .outerjoin(Anmerkung, Anmerkung.massnahme_id == Massnahme.id)
        .where(Massnahme.projektgruppe_id == gremium.id, Massnahme.status.not_in(_FERTIG))
        .order_by(termin, Massnahme.nummer)
    )
    return [Massnahmenzeile(*row) for row in session().execute(statement)]


def zielvereinbarungen(gremium: Gremium, person: Person) -> list[Zielvereinbarung]:
    """The Zielvereinbarungen of a Projektgruppe that `person` sees, the newest first."""
    visible = alle_vereinbarungen.sichtbar_fuer(person).where(Zielvereinbarung.projektgruppe_id == gremium.id)
    return list(session().scalars(visible.order_by(Zielvereinbarung.id.desc())).unique())
