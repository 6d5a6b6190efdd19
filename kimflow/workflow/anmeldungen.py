"""Signed-in browsers: how they begin, stay alive and end. Act: a person ends one of the own ones."""

import secrets
from datetime import timedelta

from sqlalchemy import delete, update

from kimflow import clock, config
from kimflow.db import session
from kimflow.models import Anmeldeversuch, Anmeldung, Einzellink, Formularmarke, Person
from kimflow.permissions import Permission
from kimflow.queries.anmeldungen import schluessel_hash
from kimflow.workflow.acts import act
from kimflow.workflow.bremse import BEKANNT_BLEIBT

AUFBEWAHREN = timedelta(days=30)


def beginnen(person: Person, geraet: str = "") -> str:
    """A new session with a new random key; the key goes into the cookie, its hash stays here. Inside transaction()."""
    key, now = secrets.token_urlsafe(32), clock.now()
    session().add(
        Anmeldung(
            schluessel=schluessel_hash(key),
            person_id=person.id,
            begonnen_am=now,
            zuletzt_am=now,
            geraet=geraet[:80],
        )
    )
    session().flush()
    return key


def beenden(schluessel: str) -> None:
    """End the session of this cookie key, if it lives."""
    _end(Anmeldung.schluessel == schluessel_hash(schluessel))


def alle_beenden(person: Person) -> None:
    """End every session of `person`: the next request of any browser is nobody's."""
    _end(Anmeldung.person_id == person.id)


def gesehen(anmeldung_id: int) -> None:
    """Somebody just used this session."""
    session().execute(
        update(Anmeldung)
        .where(Anmeldung.id == anmeldung_id, Anmeldung.beendet_am.is_(None))
        .values(zuletzt_am=clock.now())
        .execution_options(synchronize_session=False)
    )


def aufraeumen() -> None:
    """Forget what only served the sign-in and is over: sessions, links, brake counters, marks of forms."""
    now = clock.now()
    oldest = now - AUFBEWAHREN
    absolute = timedelta(hours=config.current().sitzung_hoechstens_stunden)
    for table, over in (
        (Anmeldung, Anmeldung.begonnen_am < oldest - absolute),
        (Einzellink, Einzellink.gueltig_bis < oldest),
        (Anmeldeversuch, Anmeldeversuch.zuletzt_am < now - BEKANNT_BLEIBT),
        (Formularmarke, Formularmarke.benutzt_am < oldest),
    ):
        session().execute(delete(table).where(over).execution_options(synchronize_session=False))


def _end(which: object) -> None:
    session().execute(
        update(Anmeldung)
        .where(which, Anmeldung.beendet_am.is_(None))  # type: ignore[arg-type]  # a column expression
        .values(beendet_am=clock.now())
        .execution_options(synchronize_session="fetch")
    )


@act(
    Permission.PERSON_ANMELDUNG_BEENDEN,
    label="Abmelden",
    sentence="hat eine eigene Anmeldung beendet",
)
def anmeldung_beenden(anmeldung: Anmeldung, person: Person) -> None:
    """Diesen Browser abmelden. Was dort noch nicht gesendet ist, bleibt dort stehen."""
    anmeldung.beendet_am = clock.now()
