"""Which kinds of letters a person switched off, and the token in a letter that can do just that."""

import base64
import hashlib
import hmac
from collections.abc import Collection

from sqlalchemy import Select, select

from kimflow import config
from kimflow.db import session
from kimflow.models import Abbestellung, Briefart, Person, PersonStatus
from kimflow.queries.anmeldungen import mit_rechten


def selbst(person: Person) -> Select[Person]:
    """Whose letters one may choose: the own ones."""
    return select(Person).where(Person.id == person.id).options(*mit_rechten())


def arten(person_id: int) -> set[Briefart]:
    """The kinds this person switched off."""
    return set(session().scalars(select(Abbestellung.art).where(Abbestellung.person_id == person_id)))


def zeilen(person_id: int, kinds: Collection[Briefart]) -> list[Abbestellung]:
    """The rows of those of `kinds` that are switched off."""
    mine = Abbestellung.person_id == person_id
    return list(session().scalars(select(Abbestellung).where(mine, Abbestellung.art.in_(kinds))))


def linkzeichen(person: Person, art: Briefart) -> str:
    """The token that switches one kind off for one person: computed, never stored, void with a new address."""
    return f"{person.id}-{art}-{_siegel(person, art)}"


def mit_zeichen(token: str) -> tuple[Person, Briefart] | None:
    """Whom and what a token is for; None for any that is not ours, of a duty, or of somebody who was deactivated."""
    number, _, rest = token.partition("-")
    kind, _, seal = rest.partition("-")
    if kind not in set(Briefart) or not number.isascii() or not number.isdecimal() or len(number) > 9:
        return None
    art = Briefart(kind)
    alive = Person.id == int(number), Person.status != PersonStatus.DEAKTIVIERT
    person = session().scalars(select(Person).where(*alive).options(*mit_rechten())).unique().one_or_none()
    if person is None or not art.ist_abbestellbar:
        return None
    ours = hmac.compare_digest(_siegel(person, art).encode(), seal.encode())
    return (person, art) if ours else None


def _siegel(person: Person, art: Briefart) -> str:
    """256 bits over whom, what and the address the letter went to."""
    secret = config.current().geheimnis.encode()
    digest = hmac.new(secret, f"abbestellen:{person.id}:{art}:{person.mail}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
