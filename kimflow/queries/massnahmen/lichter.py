"""What stands with its light in the list printed for a coming Sitzung."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from kimflow.db import session
from kimflow.models import Gremienart, Gremium, Massnahme, Person, Sitzung
from kimflow.queries.sitzungen import VORHER


def kommende_sitzungen(von: datetime, bis: datetime) -> list[Sitzung]:
    """Sitzungen of a Lenkungsgruppe that have not begun, by their beginning."""
    statement = (
        select(Sitzung)
        .join(Sitzung.gremium)
        .where(
            Gremium.art == Gremienart.LENKUNGSGRUPPE,
            Sitzung.status.in_(VORHER),
            Sitzung.beginn > von,
            Sitzung.beginn <= bis,
        )
        .order_by(Sitzung.beginn, Sitzung.id)
    )
    return list(session().scalars(statement))


def laufende() -> list[Massnahme]:
    """Running Maßnahmen with everything the light is computed from and who answers for them, by house."""
    statement = (
        select(Massnahme)
        .where(Massnahme.status.in_(Massnahme.LAUFENDE))
        .options(
            joinedload(Massnahme.institution),
            joinedload(Massnahme.verantwortlich).selectinload(Person.zeichnungsberechtigungen),
            joinedload(Massnahme.beschluss),
            selectinload(Massnahme.meilensteine),
            selectinload(Massnahme.rueckmeldungen),
        )
        .order_by(Massnahme.institution_id, Massnahme.nummer)
    )
    return list(session().scalars(statement).unique())
