"""Codes by mail: six digits for one person, one Beitrag and one wording, for fifteen minutes and a few tries."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from sqlalchemy import delete, select

from kimflow import clock, config
from kimflow.db import session
from kimflow.models import Beitrag, Person, Zeichnungscode
from kimflow.models.zeichnungscodes import HOECHSTENS
from kimflow.workflow import bremse, post
from kimflow.workflow.acts import Obstructed
from kimflow.workflow.zielvereinbarungen.wortlaut import stand

GILT = timedelta(minutes=15)
STELLEN = 6


def ausstellen(beitrag: Beitrag, person: Person) -> str:
    """A new code for what this person would sign now; earlier ones end. Inside transaction()."""
    if not bremse.darf_code_anfordern(str(person.id)):
        raise Obstructed("Sie haben in dieser Stunde schon mehrere Codes angefordert. Bitte versuchen Sie es später.")
    now, code = clock.now(), f"{secrets.randbelow(10**STELLEN):0{STELLEN}d}"
    for earlier in _offene(beitrag.id, person.id):
        earlier.gueltig_bis = now
    made = Zeichnungscode(
        beitrag_id=beitrag.id,
        person_id=person.id,
        hash=_hash(code, beitrag.id, person.id),
        stand=stand(beitrag),
        erstellt_am=now,
        gueltig_bis=now + GILT,
        versuche=0,
    )
    session().add(made)
    session().flush()
    return code


def versuchen(beitrag_id: int, person_id: int) -> None:
    """Count a try before its code is looked at, in a transaction of its own: forty tries at once are forty tries."""
    for code in _offene(beitrag_id, person_id):
        code.versuche += 1


def einloesen(beitrag: Beitrag, person: Person, code: str) -> None:
    """Use the code up, inside the transaction of the signing; Obstructed if it does not open this Beitrag as it is."""
    if not code:
        raise Obstructed("Zum Zeichnen gehört der Code aus der Mail. Fordern Sie ihn auf dieser Seite an.")
    found = next(iter(_offene(beitrag.id, person.id)), None)
    if found is not None and found.stand != stand(beitrag):
        raise Obstructed("Der Text hat sich geändert, seit Sie den Code angefordert haben. Bitte lesen Sie ihn neu.")
    if found is None or found.versuche > HOECHSTENS:
        raise Obstructed("Dieser Code stimmt nicht oder gilt nicht mehr. Bitte fordern Sie einen neuen an.")
    if not hmac.compare_digest(found.hash, _hash(code, beitrag.id, person.id)):
        raise Obstructed(f"Der Code stimmt nicht. {_danach(HOECHSTENS - found.versuche)}")
    found.benutzt_am = clock.now()
    session().flush()
    post.unkenntlich_machen(person.id, code)


def _danach(left: int) -> str:
    """What somebody does after a wrong code, with so many tries left."""
    if left > 1:
        return f"Sie haben noch {left} Versuche."
    return "Sie haben noch einen Versuch." if left else "Bitte fordern Sie einen neuen an."


def aufraeumen() -> None:
    """Forget codes that open nothing any more."""
    old = clock.now() - timedelta(days=1)
    session().execute(delete(Zeichnungscode).where(Zeichnungscode.gueltig_bis < old))


def _offene(beitrag_id: int, person_id: int) -> list[Zeichnungscode]:
    statement = select(Zeichnungscode).where(
        Zeichnungscode.beitrag_id == beitrag_id,
        Zeichnungscode.person_id == person_id,
        Zeichnungscode.benutzt_am.is_(None),
        Zeichnungscode.gueltig_bis > clock.now(),
    )
    return list(session().scalars(statement.order_by(Zeichnungscode.id.desc())))


def _hash(code: str, beitrag_id: int, person_id: int) -> str:
    """Keyed: a million codes are tried in a second against a plain hash."""
    text = f"zeichnungscode\0{beitrag_id}\0{person_id}\0{code}"
    return hmac.new(config.current().geheimnis.encode(), text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
