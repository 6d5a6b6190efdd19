"""What is shown once after a redirect and kept nowhere: it travels sealed in the browser's own cookie (ZUSAGEN K3)."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import session as cookie
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from kimflow import clock, config

_FACH = "einmal"
_MINUTEN = 10


def merken(text: str) -> None:
    """Have the next page show `text`; whoever reads the cookie does not."""
    stamped = f"{int(clock.now().timestamp())}:{text}".encode()
    cookie[_FACH] = urlsafe_b64encode(_schloss().encrypt(stamped)).decode()


def holen() -> str:
    """What was kept for this page, and forget it; "" if there is nothing, or it has waited too long."""
    sealed = cookie.pop(_FACH, "")
    try:
        stamp, _, text = _schloss().decrypt(urlsafe_b64decode(sealed)).decode().partition(":")
    except (CryptoError, ValueError):
        return ""
    return text if clock.now().timestamp() - int(stamp) < _MINUTEN * 60 else ""


def _schloss() -> SecretBox:
    return SecretBox(hashlib.sha256(b"einmal:" + config.current().geheimnis.encode()).digest())
