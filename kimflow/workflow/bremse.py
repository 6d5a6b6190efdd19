"""The brake on guessing (ZUSAGEN J4): counted in the database before the password is looked at.

Three counters, each under a keyed hash: failures of one account from one network, failures of one account on one
day from networks it never signed in from, and the networks it did sign in from.
"""

import hashlib
import hmac
import ipaddress
from datetime import timedelta

from kimflow import clock, config
from kimflow.db import session
from kimflow.models import Anmeldeversuch

FREI = 5
HOECHSTE_SPERRE = timedelta(minutes=15)
JE_TAG = 100
VERGESSEN_NACH = timedelta(days=1)
BEKANNT_BLEIBT = timedelta(days=90)
BRIEFE_JE_STUNDE = 3
CODES_JE_STUNDE = 5
MELDUNGEN_JE_STUNDE = 30
"""From one network: the offices of a whole Kreis may share it."""
FEHLGRIFFE_JE_STUNDE = 300
"""Unknown keys from one network: each calendar whose key was revoked goes on asking several times an hour."""


def netz(adresse: str | None) -> str:
    """The network of an address: /24, /48, or "unbekannt". A person's exact address is never kept."""
    try:
        ip = ipaddress.ip_address((adresse or "").partition("%")[0])
    except ValueError:
        return "unbekannt"
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ipaddress.ip_network(f"{ip}/{24 if ip.version == 4 else 48}", strict=False))


def versuch(konto: str, von: str) -> timedelta:
    """Count a try at `konto` from network `von`, unless it has to wait; how long, zero if it may go on.

    Counting comes first, so that forty tries at once are forty tries.
    """
    pair, day = _zaehler("paar", konto, von), _zaehler("tag", konto, clock.today().isoformat())
    wait = _rest(pair)
    if wait:
        return wait
    if day.fehlversuche >= JE_TAG and not _ist_bekannt(konto, von):
        return HOECHSTE_SPERRE
    for counter in (pair, day):
        counter.fehlversuche += 1
        counter.zuletzt_am = clock.now()
    return timedelta(0)


def erfolg(konto: str, von: str) -> None:
    """The try was right: it does not count, and the network is known from now on."""
    _zaehler("paar", konto, von).fehlversuche = 0
    day = _zaehler("tag", konto, clock.today().isoformat())
    day.fehlversuche = max(day.fehlversuche - 1, 0)
    known = _zaehler("bekannt", konto, von)
    known.fehlversuche, known.zuletzt_am = 0, clock.now()


def darf_bitten(konto: str) -> bool:
    """Count a request for a password mail; at most a few an hour reach a mailbox."""
    return _in_dieser_stunde("post", konto) <= BRIEFE_JE_STUNDE


def darf_code_anfordern(konto: str) -> bool:
    """Count a request for a code by mail."""
    return _in_dieser_stunde("zeichnungscode", konto) <= CODES_JE_STUNDE


def darf_melden(von: str) -> bool:
    """Count a Meldung from network `von`: good ones are no failures, so no wait grows, there is a number an hour."""
    return _in_dieser_stunde("meldung", von) <= MELDUNGEN_JE_STUNDE


def raet(von: str) -> bool:
    """Whether so many unknown keys came from network `von` in this hour that no further one is looked at; only reads.

    A key that is right does not count, so that a program may ask as often as it likes.
    """
    found = session().get(Anmeldeversuch, _schluessel("schluessel", von, _stunde()))
    return found is not None and found.fehlversuche >= FEHLGRIFFE_JE_STUNDE


def fehlgriff(von: str) -> None:
    """Count an unknown key from network `von`."""
    _in_dieser_stunde("schluessel", von)


def bis_zur_naechsten_stunde() -> timedelta:
    """How long a number an hour still counts."""
    now = clock.now()
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1) - now


def _stunde() -> str:
    return clock.now().isoformat()[:13]


def _in_dieser_stunde(art: str, konto: str) -> int:
    counter = _zaehler(art, konto, _stunde())
    counter.fehlversuche += 1
    counter.zuletzt_am = clock.now()
    return counter.fehlversuche


def _rest(counter: Anmeldeversuch) -> timedelta:
    since = clock.now() - counter.zuletzt_am
    if since > VERGESSEN_NACH:
        counter.fehlversuche = 0
    if counter.fehlversuche < FREI:
        return timedelta(0)
    doubled = timedelta(seconds=2 ** min(counter.fehlversuche - FREI, 20))
    return max(min(doubled, HOECHSTE_SPERRE) - since, timedelta(0))


def _ist_bekannt(konto: str, von: str) -> bool:
    found = session().get(Anmeldeversuch, _schluessel("bekannt", konto, von))
    return found is not None and clock.now() - found.zuletzt_am < BEKANNT_BLEIBT


def _zaehler(art: str, konto: str, von: str) -> Anmeldeversuch:
    key = _schluessel(art, konto, von)
    found = session().get(Anmeldeversuch, key)
    if found is None:
        found = Anmeldeversuch(schluessel=key, fehlversuche=0, zuletzt_am=clock.now())
        session().add(found)
    return found


def _schluessel(art: str, konto: str, von: str) -> str:
    """Keyed, so that nobody with a copy of the table can try addresses against it."""
    text = "\0".join((art, konto, von)).encode("utf-8", "replace")
    return hmac.new(config.current().geheimnis.encode(), text, hashlib.sha256).hexdigest()
