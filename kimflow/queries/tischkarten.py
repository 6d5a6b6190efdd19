"""The Sitze that get a table card, and what a card that was shown opens."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from kimflow.db import session
from kimflow.models import Besetzung, Ereignis, Gremium, Person, PersonStatus, Sitz, Sitzung
from kimflow.permissions import Permission
from kimflow.queries import sitzungen


def sichtbar_fuer(person: Person) -> Select[Sitzung]:
    """Visible meetings with the Sitze of their body."""
    seats = joinedload(Sitzung.gremium).selectinload(Gremium.sitze)
    return sitzungen.sichtbar_fuer(person).options(seats)


def laden(nummer: str, sitz_id: int) -> tuple[Sitzung, Sitz] | None:
    """The meeting and the Sitz a card names, with who is in the room; None if the body has no such Sitz today."""
    sitzung = (
        session()
        .scalars(
            select(Sitzung)
            .where(Sitzung.nummer == nummer)
            .options(joinedload(Sitzung.gremium), joinedload(Sitzung.moderation), selectinload(Sitzung.anwesenheiten))
        )
        .one_or_none()
    )
    sitz = session().get(Sitz, sitz_id)
    if sitzung is None or sitz is None or sitz.gremium_id != sitzung.gremium_id or not sitz.gilt_heute:
        return None
    return sitzung, sitz


def sonstige(sitz: Sitz) -> list[Besetzung]:
    """The main member and the standing deputies of a Sitz who can be written to: they hear who sat there."""
    rows = select(Besetzung).where(Besetzung.sitz_id == sitz.id, Besetzung.sitzung_id.is_(None))
    found = session().scalars(rows.options(joinedload(Besetzung.person))).unique()
    return [b for b in found if b.gilt_heute and b.person.ist_erreichbar]


def am_tisch(sitzung: Sitzung) -> list[Besetzung]:
    """Who came in with a card: entered for this meeting alone, and never had an account before."""
    if sitzung.eroeffnet_am is None:
        return []
    made = select(Ereignis.gegenstand_id).where(
        Ereignis.art == "person", Ereignis.akt == Permission.PERSON_ANLEGEN.value
    )
    statement = (
        select(Besetzung)
        .join(Besetzung.person)
        .where(
            Besetzung.sitzung_id == sitzung.id,
            Person.status == PersonStatus.EINGELADEN,
            Person.id.in_(made.where(Ereignis.zeit >= sitzung.eroeffnet_am)),
        )
        .options(joinedload(Besetzung.person), joinedload(Besetzung.sitz))
        .order_by(Besetzung.id)
    )
    return list(session().scalars(statement).unique())
