"""What members said to drafts of Zielvereinbarungen. Nothing of it is for those who only read along."""

from collections.abc import Sequence

from sqlalchemy import Select, false, select
from sqlalchemy.orm import joinedload

from kimflow.db import session
from kimflow.models import Kommentar, KommentarStatus, Person, Zielvereinbarung
from kimflow.permissions import Permission, can


def sichtbar_fuer(person: Person) -> Select[Kommentar]:
    """Whoever works with drafts reads the comments; withdrawn ones are nobody's any more."""
    statement = select(Kommentar).where(Kommentar.status != KommentarStatus.ZURUECKGEZOGEN)
    return statement if can(person, Permission.ZIELVEREINBARUNG_ENTWURF_ANSEHEN) else statement.where(false())


def ganz(person: Person) -> Select[Kommentar]:
    """With what the list shows and the acts ask for."""
    return sichtbar_fuer(person).options(
        joinedload(Kommentar.zielvereinbarung),
        joinedload(Kommentar.fassung),
        joinedload(Kommentar.person),
        joinedload(Kommentar.beantwortet_von),
    )


def zu(vereinbarung: Zielvereinbarung, person: Person) -> Sequence[Kommentar]:
    """The visible comments to this version, open ones first, then the newest."""
    statement = ganz(person).where(Kommentar.zielvereinbarung_id == vereinbarung.id)
    found = session().scalars(statement.order_by(Kommentar.id.desc())).all()
    return sorted(found, key=lambda k: not k.ist_offen)
