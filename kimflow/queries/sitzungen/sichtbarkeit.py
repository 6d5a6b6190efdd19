"""Who sees which meeting, and what somebody fills and leads today. Everything else about meetings builds on it."""

from sqlalchemy import ColumnElement, Select, false, or_, select, true

from kimflow.models import (
    Amt,
    Besetzung,
    Gremienart,
    Gremium,
    Person,
    Sitz,
    Sitzung,
    SitzungStatus,
)
from kimflow.models.gremien import sitz_institution
from kimflow.permissions import ist_buero, ist_koordination, ist_lesend

VORHER = (SitzungStatus.GEPLANT, SitzungStatus.EINGELADEN)
KOMMENDE = (*VORHER, SitzungStatus.LAUFEND)
GEHALTEN = (SitzungStatus.NACHBEREITUNG, SitzungStatus.PROTOKOLL_IN_ABSTIMMUNG, SitzungStatus.GENEHMIGT)


def heutige_besetzungen(person: Person) -> list[Besetzung]:
    """What `person` fills today, as main member or Vertretung, in bodies that exist today."""
    return [b for b in person.besetzungen if b.gilt_heute and b.sitz.gilt_heute and b.sitz.gremium.gilt_heute]


def eigene_sitze(person: Person) -> set[int]:
    """Ids of the Sitze `person` fills today, as main member or Vertretung."""
    return {b.sitz_id for b in heutige_besetzungen(person)}


def eigene_gremien(person: Person) -> set[int]:
    """Ids of the bodies `person` belongs to today, by Sitz or by Mitgliedschaft."""
    seats = {b.sitz.gremium_id for b in heutige_besetzungen(person)}
    return seats | {m.gremium_id for m in person.mitgliedschaften if m.gilt_heute and m.gremium.gilt_heute}


def geleitete_gremien(person: Person) -> set[int]:
    """Ids of the bodies whose Leitung or Vorsitz `person` has today."""
    offices = (Amt.LEITUNG, Amt.VORSITZ)
    return {m.gremium_id for m in person.mitgliedschaften if m.gilt_heute and m.gremium.gilt_heute and m.amt in offices}


def sitze_des_hauses(person: Person) -> Select[tuple[int]]:
    """Ids of the Sitze that stand for the institution `person` works in."""
    return select(sitz_institution.c.sitz_id).where(sitz_institution.c.institution_id == person.institution_id)


def sichtbar(person: Person) -> ColumnElement[bool]:
    """The condition under which a meeting is one `person` sees."""
    if ist_koordination(person, None):
        return true()
    house = select(Sitz.gremium_id).where(Sitz.id.in_(sitze_des_hauses(person)))
    steering = select(Gremium.id).where(Gremium.art == Gremienart.LENKUNGSGRUPPE)
    return or_(
        Sitzung.gremium_id.in_(eigene_gremien(person)),
        Sitzung.protokollfuehrung_id == person.id,
        Sitzung.gremium_id.in_(house) if ist_buero(person, None) else false(),
        Sitzung.gremium_id.in_(steering) if ist_lesend(person, None) else false(),
    )


def sichtbar_fuer(person: Person) -> Select[Sitzung]:
    """The Koordination sees every meeting; others those of their bodies, of their minutes, a Büro its house's."""
    return select(Sitzung).where(sichtbar(person))
