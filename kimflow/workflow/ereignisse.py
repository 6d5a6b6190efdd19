"""Writing and proving the trail: each line is chained to the one before with a key that is not in the database."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, select

from kimflow import clock, config
from kimflow.db import Model, session
from kimflow.models import Ereignis, Ereignistext, Person

ANFANG = "0" * 64


def festhalten(
    permission: StrEnum,
    thing: Any,
    person: Person | None,
    before: StrEnum | None,
    after: StrEnum | None,
    given: Mapping[str, Any],
) -> Ereignis:
    """Append one line about `thing`. Free text in `given` is kept beside the line, which holds its commitment."""
    last = session().scalars(select(Ereignis).order_by(Ereignis.lfd.desc()).limit(1)).first()
    texts = {name: value for name, value in given.items() if type(value) is str}
    line = Ereignis(
        lfd=last.lfd + 1 if last else 1,
        zeit=clock.now(),
        person_id=person.id if person else None,
        akt=permission.value,
        art=thing.__tablename__,
        gegenstand_id=thing.id,
        status_vorher=before.value if before else None,
        status_nachher=after.value if after else None,
        angaben={name: _plain(value) for name, value in given.items() if name not in texts},
        vorgaenger=last.hash if last else ANFANG,
    )
    for name, text in texts.items():
        salt = secrets.token_hex(16)
        line.angaben[name] = {"sha256": _commitment(salt, text)}
        line.texte.append(Ereignistext(name=name, salz=salt, text=text))
    line.hash = _hash(line)
    session().add(line)
    session().flush()
    return line


def texte_loeschen(thing: Any) -> None:
    """Delete the texts that stand beside the lines about `thing`; the chain and its commitments stay whole."""
    lines = select(Ereignis.lfd).where(Ereignis.art == thing.__tablename__, Ereignis.gegenstand_id == thing.id)
    session().execute(
        delete(Ereignistext).where(Ereignistext.ereignis_lfd.in_(lines)).execution_options(synchronize_session=False)
    )


def pruefen() -> list[str]:
    """Walk the chain and the commitments; a German sentence per break, empty if all is as it was written."""
    breaks: list[str] = []
    expected, number = ANFANG, 0
    for line in session().scalars(select(Ereignis).order_by(Ereignis.lfd)):
        number += 1
        if line.lfd != number:
            breaks.append(f"Zeile {number} fehlt oder steht an falscher Stelle (gefunden: {line.lfd}).")
            number = line.lfd
        if line.vorgaenger != expected:
            breaks.append(f"Zeile {line.lfd} schließt nicht an ihre Vorgängerin an.")
        if not hmac.compare_digest(line.hash, _hash(line)):
            breaks.append(f"Zeile {line.lfd} wurde verändert.")
        expected = line.hash
    for text in session().scalars(select(Ereignistext)):
        promised = text.ereignis.angaben.get(text.name) if text.ereignis else None
        if promised != {"sha256": _commitment(text.salz, text.text)}:
            breaks.append(f"Der Text „{text.name}“ zu Zeile {text.ereignis_lfd} wurde verändert.")
    return breaks


def kopf() -> str:
    """The hash of the newest line: the anchor that goes into backups and papers."""
    return session().scalar(select(Ereignis.hash).order_by(Ereignis.lfd.desc()).limit(1)) or ANFANG


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return {value.__tablename__: value.id}  # type: ignore[attr-defined]  # every table has an id
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    if isinstance(value, bool | int):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if hasattr(value, "pruefsumme"):  # a file: which one it was, none of its content
        return {"pruefsumme": value.pruefsumme}
    raise TypeError(f"Im Verlauf stehen keine Werte der Art {type(value).__name__}.")


def _commitment(salt: str, text: str) -> str:
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()


def _hash(line: Ereignis) -> str:
    content = json.dumps(
        [
            line.lfd,
            line.zeit.isoformat(),
            line.person_id,
            line.akt,
            line.art,
            line.gegenstand_id,
            line.status_vorher,
            line.status_nachher,
            line.angaben,
            line.vorgaenger,
        ],
        sort_keys=True,
        ensure_ascii=False,
    )
    key = hashlib.sha256(b"ereignis:" + config.current().geheimnis.encode()).digest()
    return hmac.new(key, content.encode(), hashlib.sha256).hexdigest()
