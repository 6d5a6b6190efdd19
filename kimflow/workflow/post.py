"""The outbox: letters go in with the act that causes them and leave by `flask post`."""

import re
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select

from kimflow import clock, queries
from kimflow.db import session
from kimflow.mail.briefe import Aussenstehende, Brief
from kimflow.models import Nachricht

BEGONNEN = "Versand begonnen"
NOCH_EINMAL_BEGONNEN = "Versand noch einmal begonnen"
ZWEIMAL_ABGEBROCHEN = "Zweimal abgebrochen; vielleicht ist der Brief angekommen."
UNKENNTLICH = "…"
HOECHSTENS = 12
_EIN_VERSUCH_DAUERT = timedelta(minutes=10)
_TOKEN = re.compile(r"(?<=/link/)[A-Za-z0-9_-]{20,}|(?<=^Code: )[0-9]{6}$", re.MULTILINE)


def einwerfen(brief: Brief, anlass: StrEnum) -> bool:
    """Put `brief` into the outbox once; the same mark for the same person again is not queued: False."""
    key = f"{anlass}:{brief.marke}:{brief.an.id}"
    if session().scalar(select(Nachricht.id).where(Nachricht.schluessel == key)) is not None:
        return False
    session().add(
        Nachricht(
            schluessel=key,
            anlass=anlass.value,
            person_id=brief.an.id,
            adresse=brief.an.mail if isinstance(brief.an, Aussenstehende) else None,
            betreff=brief.betreff,
            text=brief.text,
            kalender=brief.kalender,
            erstellt_am=clock.now(),
        )
    )
    session().flush()
    return True


def beginnen() -> Nachricht | None:
    """Claim the next letter that is due, in a transaction of its own before anything is sent.

    A crash between sending and versendet() is seen by the claim that stays: the letter goes out once more, then
    never again.
    """
    now = clock.now()
    for nachricht in queries.post.zu_versenden(HOECHSTENS):
        if nachricht.versucht_am and now < nachricht.versucht_am + _pause(nachricht):
            continue
        if nachricht.fehler == NOCH_EINMAL_BEGONNEN:
            nachricht.versuche, nachricht.fehler = HOECHSTENS, ZWEIMAL_ABGEBROCHEN
            continue
        nachricht.fehler = NOCH_EINMAL_BEGONNEN if nachricht.fehler == BEGONNEN else BEGONNEN
        nachricht.versuche, nachricht.versucht_am = nachricht.versuche + 1, now
        return nachricht
    return None


def versendet(nachricht_id: int) -> None:
    """It is out. What its link opened is nobody's business here any more."""
    nachricht = session().get_one(Nachricht, nachricht_id)
    nachricht.versendet_am, nachricht.fehler = clock.now(), ""
    nachricht.text = _TOKEN.sub(UNKENNTLICH, nachricht.text)


def gescheitert(nachricht_id: int, grund: str) -> None:
    """It did not go out; it will be tried again after a pause that doubles."""
    session().get_one(Nachricht, nachricht_id).fehler = grund[:200]


def unkenntlich_machen(person_id: int, token: str) -> None:
    """A used token is no longer to be read in the letter that brought it."""
    for nachricht in queries.post.mit_text(person_id, token):
        nachricht.text = nachricht.text.replace(token, UNKENNTLICH)


def vergessen(mail: str, marke: str) -> None:
    """Delete the letters to an address without account whose mark begins with `marke`, sent or not."""
    for nachricht in queries.post.an_adresse(mail, f":{marke}-"):
        session().delete(nachricht)


def _pause(nachricht: Nachricht) -> timedelta:
    if nachricht.fehler in (BEGONNEN, NOCH_EINMAL_BEGONNEN):
        return _EIN_VERSUCH_DAUERT
    return timedelta(minutes=min(2**nachricht.versuche, 360))
