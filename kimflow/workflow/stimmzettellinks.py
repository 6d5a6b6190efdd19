"""Links to ballots for whoever takes part in a meeting without an account."""

from kimflow.db import session
from kimflow.models import Linkzweck, Person, Sitzung, Stimmabgabe
from kimflow.permissions import Permission, can
from kimflow.queries.abstimmungen import stimmabgaben_fuer
from kimflow.workflow import einzellinks


def ausstellen(sitzung: Sitzung, person: Person, id: int) -> str:
    """A token for the own ballot with this id, until tonight; Ungueltig if it is no own one of this meeting."""
    ballot = session().scalars(stimmabgaben_fuer(person).where(Stimmabgabe.id == id)).unique().one_or_none()
    here = ballot is not None and ballot.abstimmung.top is not None and ballot.abstimmung.top.sitzung_id == sitzung.id
    if not here or not can(person, Permission.ABSTIMMUNG_STIMME_ABGEBEN, ballot):
        raise einzellinks.Ungueltig
    return einzellinks.ausstellen(person, Linkzweck.STIMME_ABGEBEN, id, einzellinks.bis_heute_nacht())
