"""Tokens of the wall and of the table cards: made from what they open, so that no list of them lies anywhere."""

import base64
import hashlib
import hmac

from kimflow import config
from kimflow.models import Sitz, Sitzung


def token(sitzung: Sitzung) -> str:
    """What opens the wall of this meeting now. Opening the wall anew makes another one."""
    return _zeichen(f"wand:{sitzung.id}:{sitzung.wand}")


def gilt(sitzung: Sitzung, zeichen: str) -> bool:
    """Whether this opens the wall: only while it is open, and only the newest one."""
    return sitzung.wand_offen and passt(sitzung, zeichen)


def passt(sitzung: Sitzung, zeichen: str) -> bool:
    """Whether this is the newest token of the wall, open or not."""
    return sitzung.wand > 0 and _gleich(token(sitzung), zeichen)


def tisch(sitzung: Sitzung, sitz: Sitz) -> str:
    """What the card of this Sitz carries in this meeting."""
    return _zeichen(f"tisch:{sitzung.id}:{sitz.id}")


def ist_tischkarte(sitzung: Sitzung, sitz: Sitz, zeichen: str) -> bool:
    """Whether this was printed on the card of this Sitz for this meeting."""
    return sitz.gremium_id == sitzung.gremium_id and _gleich(tisch(sitzung, sitz), zeichen)


def _zeichen(about: str) -> str:
    """128 bits, short enough for a QR code that a phone reads from across a room."""
    digest = hmac.new(config.current().geheimnis.encode(), about.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


def _gleich(expected: str, given: str) -> bool:
    return hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace"))
