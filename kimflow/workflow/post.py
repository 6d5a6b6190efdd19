"""The outbox: letters go in with the act that causes them and leave by `flask post`."""

import re
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select

from kimflow import clock, queries
from kimflow.db import session
from kimflow.mail import briefarten
from kimflow.mail.briefe import Aussenstehende, Brief
from kimflow.models import Briefart, Nachricht, Person

BEGONNEN = "Versand begonnen"
NOCH_EINMAL_BEGONNEN = "Versand noch einmal begonnen"
ZWEIMAL_ABGEBROCHEN = "Zweimal abgebrochen; vielleicht ist der Brief angekommen."
ABBESTELLT = "Abbestellt"
DEAKTIVIERT = "Das Konto ist deaktiviert."
LINK_GILT_NICHT_MEHR = "Der Link darin gilt nicht mehr."
CODE_GILT_NICHT_MEHR = "Der Code darin gilt nicht mehr."
UNKENNTLICH = "…"
HOECHSTENS = 16
"""Tries while the refusal may pass: with the pauses between them nearly four days, longer than any weekend."""
HOECHSTENS_BEI_ABLEHNUNG = 2
"""Tries when the server says that it will never take it: once more, because some servers say so too soon."""
_NACH_ABLEHNUNG = timedelta(hours=1)
_LAENGSTE_PAUSE = timedelta(hours=12)
_EIN_VERSUCH_DAUERT = timedelta(minutes=10)
_TOKEN = re.compile(r"(?<=/link/)[A-Za-z0-9_-]{20,}|(?<=^Code: )[0-9]{6}$", re.MULTILINE)


def einwerfen(brief: Brief, anlass: StrEnum) -> bool:
    """Put `brief` into the outbox once: False for the same mark again, and for a kind the person switched off."""
    key = f"{anlass}:{brief.marke}:{brief.an.id}"
    if session().scalar(select(Nachricht.id).where(Nachricht.schluessel == key)) is not None:
        return False
    if ist_abbestellt(brief.an, anlass):
        return False
    now = clock.now()
    session().add(
        Nachricht(
            schluessel=key,
            anlass=anlass.value,
            person_id=brief.an.id,
            adresse=brief.an.mail if isinstance(brief.an, Aussenstehende) else None,
            betreff=brief.betreff,
            text=brief.text,
            kalender=brief.kalender,
            erstellt_am=now,
            wieder_am=now,
        )
    )
    session().flush()
    return True


def ist_abbestellt(an: Person | Aussenstehende, anlass: StrEnum) -> bool:
    """Whether this person wants no letters of the kind; KeyError for an occasion without a kind."""
    art = briefarten.ARTEN[anlass]
    if an.id is None or not art.ist_abbestellbar:
        return False
    return bool(queries.abbestellungen.zeilen(an.id, [art]))


def beginnen() -> Nachricht | None:
    """Claim the next letter that is due, in a transaction of its own before anything is sent.

    A crash between sending and versendet() is seen by the claim that stays: the letter goes out once more, then
    never again. What nobody can use any more is thrown away instead.
    """
    now = clock.now()
    while (nachricht := queries.post.naechste(now)) is not None:
        if nachricht.fehler == NOCH_EINMAL_BEGONNEN:
            nachricht.wieder_am, nachricht.fehler = None, ZWEIMAL_ABGEBROCHEN
        elif grund := _ueberholt(nachricht):
            wegwerfen(nachricht, grund)
        else:
            nachricht.fehler = NOCH_EINMAL_BEGONNEN if nachricht.fehler == BEGONNEN else BEGONNEN
            nachricht.versuche, nachricht.versucht_am = nachricht.versuche + 1, now
            nachricht.wieder_am = now + _EIN_VERSUCH_DAUERT
            return nachricht
        session().flush()
    return None


def _ueberholt(nachricht: Nachricht) -> str:
    """Why it would be no use to anybody now, "" if it is."""
    if nachricht.person is not None and not nachricht.person.ist_erreichbar:
        return DEAKTIVIERT
    if queries.post.hat_nur_tote_links(nachricht.text):
        return LINK_GILT_NICHT_MEHR
    return CODE_GILT_NICHT_MEHR if queries.post.hat_alten_code(nachricht) else ""


def versendet(nachricht_id: int) -> None:
    """It is out. What its link opened is nobody's business here any more."""
    nachricht = session().get_one(Nachricht, nachricht_id)
    nachricht.versendet_am, nachricht.fehler, nachricht.wieder_am = clock.now(), "", None
    nachricht.verworfen_am = None  # thrown away while it was on its way: out is out
    nachricht.text = _TOKEN.sub(UNKENNTLICH, nachricht.text)


def gescheitert(nachricht_id: int, grund: str, *, endgueltig: bool) -> None:
    """It was not taken; it will be tried again after a pause that doubles, unless it was refused for good."""
    nachricht = session().get_one(Nachricht, nachricht_id)
    if nachricht.verworfen_am is not None:
        return  # while it was on its way
    nachricht.fehler = grund[:200]
    limit = HOECHSTENS_BEI_ABLEHNUNG if endgueltig else HOECHSTENS
    pause = min(timedelta(minutes=2**nachricht.versuche), _LAENGSTE_PAUSE)
    pause = max(pause, _NACH_ABLEHNUNG) if endgueltig else pause
    nachricht.wieder_am = None if nachricht.versuche >= limit else clock.now() + pause


def zurueckgelegt(nachricht_id: int, grund: str) -> None:
    """The server takes nothing at the moment. That is not the letter's fault and costs it no try."""
    nachricht = session().get_one(Nachricht, nachricht_id)
    nachricht.versuche -= 1
    if nachricht.verworfen_am is None:
        nachricht.fehler, nachricht.wieder_am = grund[:200], clock.now()


def wegwerfen(nachricht: Nachricht, grund: str) -> None:
    """Never send it; its row stays, with the reason and without what its link opened."""
    nachricht.verworfen_am, nachricht.wieder_am, nachricht.fehler = clock.now(), None, grund
    nachricht.text = _TOKEN.sub(UNKENNTLICH, nachricht.text)


def abbestellt(person: Person, art: Briefart) -> None:
    """What of this kind still waits for `person` does not go out either."""
    for nachricht in queries.post.wartende(person.id, briefarten.anlaesse(art)):
        wegwerfen(nachricht, ABBESTELLT)


def unkenntlich_machen(person_id: int, token: str) -> None:
    """A used token is no longer to be read in the letter that brought it."""
    for nachricht in queries.post.mit_text(person_id, token):
        nachricht.text = nachricht.text.replace(token, UNKENNTLICH)


def vergessen(mail: str, marke: str) -> None:
    """Delete the letters to an address without account whose mark begins with `marke`, sent or not."""
    for nachricht in queries.post.an_adresse(mail, f":{marke}-"):
        session().delete(nachricht)
