"""Passwords: how they are hashed, compared without telling whom they belong to, and which are too easy to guess."""

from functools import cache
from pathlib import Path
from typing import NewType

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kimflow import config
from kimflow.models import Person

Passworthash = NewType("Passworthash", str)

MINDESTENS = 12
HOECHSTENS = 512
_LISTE = Path(__file__).with_name("haeufige_passwoerter.txt")
_WIE_BUCHSTABEN = str.maketrans("0134578@$!€", "oieastbasie")
_NAHELIEGEND = (
    "kimflow", "kommunalesintegrationsmanagement", "integrationsmanagement", "integration", "lenkungsgruppe", "kreis",
    "stadt", "landrat", "verwaltung", "passwort", "password", "kennwort", "geheim", "willkommen", "welcome", "admin",
    "administrator", "test", "start", "hallo", "login", "sommer", "winter", "herbst", "fruehling", "frühling", "januar",
    "februar", "märz", "maerz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "dezember", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
)  # fmt: skip
_REIHEN = ("abcdefghijklmnopqrstuvwxyz", "qwertzuiopü", "asdfghjklöä", "yxcvbnm", "qwertyuiop", "zxcvbnm", "1234567890")


def hashen(passwort: str) -> Passworthash:
    """An argon2id hash with the parameters in force; slow on purpose, hence never inside transaction()."""
    return Passworthash(_hasher().hash(passwort))


def stimmt(gespeichert: str | None, passwort: str) -> bool:
    """Whether `passwort` belongs to the stored hash; without one it takes just as long to say no (ZUSAGEN J3)."""
    nobodys = _niemandes(config.current().passwort_speicher_kib, config.current().passwort_runden)
    try:
        return _hasher().verify(gespeichert or nobodys, passwort) and gespeichert is not None
    except (VerificationError, InvalidHashError):
        return False


def ist_veraltet(gespeichert: str) -> bool:
    """Whether the parameters were raised since this hash was made."""
    return _hasher().check_needs_rehash(gespeichert)


def schwaeche(passwort: str, person: Person | None = None) -> str | None:
    """Why this password is refused, or None. No rule about kinds of characters (ZUSAGEN J1)."""
    if len(passwort) < MINDESTENS:
        return f"Mindestens {MINDESTENS} Zeichen. Am einfachsten ist ein Satz aus vier oder mehr Wörtern."
    if passwort.casefold() in _haeufige() or _ist_gleichfoermig(passwort):
        return "Dieses Passwort steht auf den Listen, die zuerst ausprobiert werden. Bitte wählen Sie ein anderes."
    plain = passwort.casefold()
    # Read as typed and with 0 for o, 1 for i …: neither disguise makes a near word an own one.
    if min(_eigene_buchstaben(text, person) for text in (plain, plain.translate(_WIE_BUCHSTABEN))) < 5:
        return "Dieses Passwort liegt zu nahe: kimflow, Ort, Jahreszeit oder Ihr Name genügen nicht."
    return None


def _hasher() -> PasswordHasher:
    settings = config.current()
    return PasswordHasher(time_cost=settings.passwort_runden, memory_cost=settings.passwort_speicher_kib, parallelism=1)


@cache
def _niemandes(memory: int, rounds: int) -> str:
    """A hash that nobody's password belongs to, made once per set of parameters."""
    return PasswordHasher(time_cost=rounds, memory_cost=memory, parallelism=1).hash("niemandes Passwort")


@cache
def _haeufige() -> frozenset[str]:
    return frozenset(_LISTE.read_text(encoding="utf-8").casefold().split("\n"))


def _ist_gleichfoermig(passwort: str) -> bool:
    return len(set(passwort.casefold())) < 5


def _eigene_buchstaben(text: str, person: Person | None) -> int:
    """How many letters are left once everything near at hand is taken out: context words, runs of the keyboard."""
    words = [*_NAHELIEGEND, *config.current().kreis.casefold().split()]
    if person is not None:
        words += [*person.name.casefold().split(), *person.mail.casefold().partition("@")[0].split(".")]
    for word in sorted({w for w in words if len(w) > 2}, key=len, reverse=True):
        text = text.replace(word, " ")
    return sum(sign.isalpha() for sign in _ohne_reihen(text))


def _ohne_reihen(text: str) -> str:
    for row in _REIHEN:
        for run in (row, row[::-1]):
            for length in range(len(run), 3, -1):
                for start in range(len(run) - length + 1):
                    text = text.replace(run[start : start + length], " ")
    return text
