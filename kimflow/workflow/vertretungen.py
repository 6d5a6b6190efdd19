"""Acts on the Vertretung of a Sitz for one Sitzung, entered on the spot."""

from sqlalchemy import update

from kimflow import clock
from kimflow.db import session
from kimflow.models import Besetzung, Person, Sitz, Sitzung, Sitzungsantwort, SitzungStatus, Zusage
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.gremien import nur_mit_konto


@act(
    Permission.GREMIUM_VERTRETUNG_EINTRAGEN,
    label="Vertretung eintragen",
    sentence="hat eine Vertretung für eine Sitzung eingetragen",
    when={SitzungStatus.EINGELADEN, SitzungStatus.LAUFEND},
    records=("wen",),
    creates=True,
)
def vertretung_eintragen(sitzungsantwort: Sitzungsantwort, person: Person, *, wen: Person) -> Besetzung:
    """Eine Vertretung nur für diese Sitzung benennen. Sie stimmt dort für den Sitz ab und nur an diesem Tag."""
    sitzung, sitz = sitzungsantwort.sitzung, sitzungsantwort.sitz
    day = clock.local(sitzung.beginn).date()
    if not sitz.gilt_am(day):
        raise Obstructed(f"Den Sitz „{sitz}“ gibt es am Tag der Sitzung nicht.")
    nur_mit_konto(wen)
    there = [b for b in sitz.besetzungen if b.gilt_am(day) and b.sitzung_id in (None, sitzung.id)]
    if any(b.person_id == wen.id for b in there):
        raise Obstructed(f"{wen.name} gehört an diesem Tag schon zu diesem Sitz.")
    sitzungsantwort.antwort, sitzungsantwort.person = Zusage.VERTRETUNG, person
    sitzungsantwort.beantwortet_am = clock.now()
    last = max((b.rang for b in there), default=0)
    return Besetzung(sitz=sitz, person=wen, rang=last + 1, von=day, bis=day, sitzung_id=sitzung.id)


def fuer_diese_sitzung(sitzung: Sitzung, sitz: Sitz, wen: Person) -> Besetzung:
    """Whoever turned up for the Sitz: the last of its Vertretungen, from the planned day to the day it really is."""
    day, today = clock.local(sitzung.beginn).date(), clock.today()
    last = max((b.rang for b in sitz.besetzungen), default=0)
    return Besetzung(
        sitz=sitz, person=wen, rang=last + 1, von=min(day, today), bis=max(day, today), sitzung_id=sitzung.id
    )


def mitnehmen(sitzung: Sitzung) -> None:
    """Whoever was entered for this Sitzung only comes on its day, wherever that has moved."""
    day = clock.local(sitzung.beginn).date()
    session().execute(update(Besetzung).where(Besetzung.sitzung_id == sitzung.id).values(von=day, bis=day))
