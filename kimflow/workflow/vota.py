"""Acts on the Votum vorab: what a Sitz that will be absent wants said at an agenda item."""

from datetime import datetime

from sqlalchemy import select

from kimflow import clock
from kimflow.db import session
from kimflow.models import Person, Sitz, SitzungStatus, Top, Votum
from kimflow.permissions import Permission
from kimflow.queries import vota
from kimflow.workflow.acts import Obstructed, act


def steht_an(top: Top) -> str | None:
    if top.sitzung.status in (SitzungStatus.EINGELADEN, SitzungStatus.LAUFEND):
        return None
    return "Ein Votum vorab gibt es zwischen Einladung und Ende der Sitzung."


@act(
    Permission.VOTUM_ABGEBEN,
    label="Votum vorab geben",
    sentence="hat ein Votum vorab abgegeben",
    requires=(steht_an,),
    records=("sitz",),
)
def abgeben(top: Top, person: Person, *, sitz: Sitz, text: str, zuletzt: datetime | None = None) -> None:
    """Wenn Ihr Sitz nicht kommt: Der Vorsitz liest es zu diesem Punkt vor. Es zählt nicht als Stimme."""
    if sitz not in vota.eigene_sitze(top, person):
        raise Obstructed("Für diesen Sitz sprechen Sie in dieser Sitzung nicht.")
    votum = session().scalars(select(Votum).where(Votum.top_id == top.id, Votum.sitz_id == sitz.id)).one_or_none()
    if votum is None:
        votum = Votum(top=top, sitz=sitz)
        session().add(votum)
    elif votum.abgegeben_am != zuletzt:
        raise Obstructed(f"{votum.person} hat für diesen Sitz schon geschrieben: „{votum.text}“ Bitte neu öffnen.")
    votum.person, votum.text, votum.abgegeben_am = person, text, clock.now()
