"""Drafts of forms: kept while somebody types, gone once the form is sent, discarded or 90 days old."""

import json
from collections.abc import Sequence

from sqlalchemy import delete

from kimflow import clock, queries
from kimflow.db import session
from kimflow.models import Entwurf, Formularmarke, Person
from kimflow.workflow.acts import Obstructed

HOECHSTENS = 200_000
"""Characters; the longest form there is has half of it."""

Felder = Sequence[tuple[str, str]]


def sichern(person: Person, akt: str, ding: str, felder: Felder, marke: str) -> bool:
    """Keep what is typed, in place of what was kept before; False if this very form has been sent meanwhile."""
    if session().get(Formularmarke, marke[:64]) is not None:
        return False
    typed = [list(pair) for pair in felder]
    if len(json.dumps(typed, ensure_ascii=False)) > HOECHSTENS:
        raise Obstructed("Das ist zu viel Text für einen Entwurf.")
    draft = queries.entwuerfe.von(person, akt, ding)
    if draft is None:
        draft = Entwurf(person_id=person.id, akt=akt, ding=ding)
        session().add(draft)
    draft.felder, draft.geaendert_am = typed, clock.now()
    return True


def verwerfen(person: Person, akt: str, ding: str) -> None:
    """Forget the draft of this form, if there is one."""
    _forget(Entwurf.person_id == person.id, Entwurf.akt == akt, Entwurf.ding == ding)


def vergessen(noun: str, ding: str) -> None:
    """Forget everybody's drafts of forms about this thing: its own texts go."""
    _forget(Entwurf.akt.startswith(f"{noun}."), Entwurf.ding == ding)


def abgelaufene_loeschen() -> int:
    """Delete drafts that nobody touched for 90 days, and say how many. Inside transaction()."""
    return _forget(Entwurf.geaendert_am < clock.now() - queries.entwuerfe.BLEIBT)


def _forget(*which: object) -> int:
    statement = delete(Entwurf).where(*which).execution_options(synchronize_session=False)  # type: ignore[arg-type]
    result = session().execute(statement)
    return int(result.rowcount)  # type: ignore[attr-defined]  # a DELETE knows it
