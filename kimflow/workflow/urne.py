"""The sealed urn of a geheime round (ZUSAGEN B): ballots are sealed before they reach the database.

Opening a round makes a key pair. The public key goes into the database, the private one into a file beside it that no
backup contains (schluessel.py). Only closing reads it, and then destroys it. Inside transaction(), except where it
says otherwise.
"""

import json
import logging
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from sqlalchemy import delete, func, insert, select

from kimflow.db import after_commit, compact, session
from kimflow.models import Abstimmung, AbstimmungStatus, Stimmabgabe, Urne, Urnenstimme, Versiegelt
from kimflow.queries import einstellungen
from kimflow.workflow import schluessel
from kimflow.workflow.acts import Obstructed
from kimflow.workflow.stimmzettel import Stimmzettel, maengel

log = logging.getLogger("kimflow")

BEENDET = (AbstimmungStatus.GESCHLOSSEN, AbstimmungStatus.FESTGESTELLT, AbstimmungStatus.ANNULLIERT)


def aufstellen(abstimmung: Abstimmung, berechtigt: int) -> None:
    """Make the keys of a round that is being opened. The file is safely on disk before the round is open."""
    needed = einstellungen.geheim_mindestens()
    if berechtigt < needed:
        raise Obstructed(
            f"Geheim wird erst ab {needed} stimmberechtigten Sitzen abgestimmt; hier sind es {berechtigt}."
        )
    try:
        public = schluessel.ablegen(PrivateKey.generate())
    except OSError as error:
        log.error("Der Schlüssel einer Urne lässt sich nicht ablegen: %s", type(error).__name__)
        raise Obstructed(
            "Der Schlüssel der Urne lässt sich nicht ablegen. Bitte wenden Sie sich an die Administration."
        ) from error
    session().add(Urne(abstimmung_id=abstimmung.id, schluessel=public))


def einwerfen(abstimmung: Abstimmung, zettel: Stimmzettel) -> None:
    """Seal a valid ballot and put it in, under a random id that says nothing."""
    # Of a valid geheime ballot only this is filled in; anything else would show in its length.
    chosen = Stimmzettel(werte=zettel.werte, wort=zettel.wort, enthaltungen=zettel.enthaltungen)
    content = json.dumps(chosen.als_angaben(), separators=(",", ":"))
    sealed = SealedBox(PublicKey(bytes.fromhex(_public(abstimmung)))).encrypt(
        content.ljust(_laenge(abstimmung)).encode()
    )
    session().execute(
        insert(Versiegelt).values(
            id=secrets.token_hex(16), abstimmung_id=abstimmung.id, inhalt=b64encode(sealed).decode()
        )
    )


def _public(abstimmung: Abstimmung) -> str:
    return session().get_one(Urne, abstimmung.id).schluessel


def _laenge(abstimmung: Abstimmung) -> int:
    """Bytes of every ballot of this round before sealing, whatever is chosen."""
    return 200 + 32 * len(abstimmung.optionen)


def oeffnen(abstimmung: Abstimmung) -> None:
    """Take every ballot out, check that there are as many as Sitze that voted, keep them in random order."""
    ballots = _entsiegelt(abstimmung)
    voted = session().scalar(
        select(func.count()).where(Stimmabgabe.abstimmung_id == abstimmung.id, Stimmabgabe.abgegeben)
    )
    if len(ballots) != voted:
        log.error("Urne von %s: %s Stimmen, %s Sitze haben abgestimmt", abstimmung.nummer, len(ballots), voted)
        raise Obstructed(
            f"In der Urne liegen {len(ballots)} Stimmen, abgestimmt haben {voted} Sitze. "
            "Die Abstimmung lässt sich nicht auszählen, nur annullieren."
        )
    shuffled = sorted((secrets.token_hex(16), index) for index in range(len(ballots)))
    if shuffled:
        session().execute(
            insert(Urnenstimme),
            [{"id": id, "abstimmung_id": abstimmung.id, "inhalt": ballots[index]} for id, index in shuffled],
        )
    leeren(abstimmung)


def _entsiegelt(abstimmung: Abstimmung) -> list[dict[str, Any]]:
    rows = session().scalars(select(Versiegelt.inhalt).where(Versiegelt.abstimmung_id == abstimmung.id)).all()
    try:
        box = SealedBox(schluessel.lesen(_public(abstimmung)))
        ballots = [json.loads(box.decrypt(b64decode(row))) for row in rows]
        if any(maengel(abstimmung, Stimmzettel.aus(ballot)) for ballot in ballots):
            raise ValueError("ungültig")
    # Whoever can write into the database can put anything in; what it was stays unsaid, here and in the log.
    except (CryptoError, OSError, ValueError, TypeError, AttributeError):
        log.error("Urne von %s: lässt sich nicht öffnen", abstimmung.nummer)
        raise Obstructed(
            "Die Urne lässt sich nicht öffnen: Der Schlüssel passt nicht, oder eine Stimme ist beschädigt. "
            "Die Abstimmung lässt sich nicht auszählen, nur annullieren."
        ) from None
    return ballots


def leeren(abstimmung: Abstimmung) -> None:
    """Throw away what is sealed; once that is safe, the key, and what deleting leaves in the database's files."""
    session().execute(delete(Versiegelt).where(Versiegelt.abstimmung_id == abstimmung.id))
    public = _public(abstimmung)
    after_commit(lambda: _versuchen(lambda: schluessel.vernichten(public), verdichten))


def verdichten() -> None:
    """Leave nothing of sealed ballots and of the roll's former rows in the database's files. Outside transaction()."""
    compact(Versiegelt.__tablename__, Stimmabgabe.__tablename__)


def _versuchen(*steps: Callable[[], object]) -> None:
    """The round is closed, and its people have been told so: what fails now is finished later, not taken back."""
    for step in steps:
        try:
            step()
        except Exception as error:
            log.error("Urne nicht fertig aufgeräumt, bitte `flask urnen-aufraeumen`: %s", type(error).__name__)


def schluessel_ist_da(abstimmung: Abstimmung) -> bool:
    """Whether the private key of this round is where it belongs."""
    urne = session().get(Urne, abstimmung.id)
    return urne is not None and schluessel.ist_da(urne.schluessel)


def aufraeumen() -> int:
    """Destroy keys whose round is over, if a crash or a full disk left any; how many. Outside transaction().

    A key this database knows nothing of may be another one's, or one of a round that is being opened right now.
    """
    lying = schluessel.vorhandene()
    if not lying:
        return 0
    over = session().scalars(
        select(Urne.schluessel)
        .join(Abstimmung, Abstimmung.id == Urne.abstimmung_id)
        .where(Urne.schluessel.in_(lying), Abstimmung.status.in_(BEENDET))
    )
    found = over.all()
    for public in found:
        schluessel.vernichten(public)
    return len(found)


def unbekannte() -> set[str]:
    """Keys in the folder that belong to no round of this database."""
    return schluessel.vorhandene() - set(session().scalars(select(Urne.schluessel)))


def unbekannte_vernichten() -> None:
    """Destroy them, and keys half written: inside transaction(), so that no round is being opened meanwhile."""
    for public in unbekannte():
        schluessel.vernichten(public)
    schluessel.entwuerfe_wegwerfen()


def beim_start() -> None:
    """Finish what a crash cut off. A database without tables yet, or one that is busy, keeps nobody from starting."""
    _versuchen(_nachholen)


def _nachholen() -> None:
    if aufraeumen():
        verdichten()
