"""What agenda items are about, as far as somebody may open it."""

from kimflow.models import Person, Top, Topgegenstand
from kimflow.permissions import Permission, can
from kimflow.queries import themen, zielvereinbarungen


def sichtbare(top: Top, person: Person | None) -> list[Topgegenstand]:
    """In their order, of an item loaded with them; None is the public, which sees what was decided."""
    return [one for one in sorted(top.gegenstaende, key=lambda one: one.id) if _sieht(one, person)]


def _sieht(one: Topgegenstand, person: Person | None) -> bool:
    """As sichtbar_fuer() of each noun has it in SQL; a test holds both together."""
    if one.thema:
        return one.thema.beschluss_id is not None or (person is not None and themen.wirkt_mit(person))
    if one.zielvereinbarung:
        agreed = one.zielvereinbarung.status in zielvereinbarungen.ZUGESTIMMT
        return agreed or (person is not None and zielvereinbarungen.sieht(person, one.zielvereinbarung))
    decided = one.massnahme is not None and one.massnahme.beschluss_id is not None
    return decided or (person is not None and can(person, Permission.MASSNAHME_VERFOLGEN, one.massnahme))
