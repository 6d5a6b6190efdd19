"""The Montagsbrief: the tasks of the start page and what happened, once a week and person, and only if there is any."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta

from kimflow import clock, queries
from kimflow.db import session
from kimflow.mail.anlaesse import Anlass
from kimflow.mail.montagsbrief import Abschnitt, Nachricht, Punkt, wochenbrief
from kimflow.models import Person
from kimflow.permissions import Permission
from kimflow.queries.aufgaben import Aufgabe
from kimflow.queries.neuigkeiten import Meldung
from kimflow.workflow import post
from kimflow.workflow.acts import ACTS
from kimflow.workflow.erinnerungen.marken import merken

Pfad = Callable[[str, Mapping[str, object]], str]
"""From an endpoint and its values to the path of the page."""
_SAMSTAG = 5
_ZEILEN = 3
"""Lines about one thing; the page has them all."""
UEBERFAELLIG, DIESE_WOCHE, AUSSERDEM = "Überfällig", "Diese Woche", "Außerdem"


def montag(tag: date) -> date | None:
    """The Monday whose letter is written on `tag`; None on a weekend, when the next one is near."""
    return None if tag.weekday() >= _SAMSTAG else tag - timedelta(days=tag.weekday())


def offene() -> list[int]:
    """Ids of the active persons whose letter of this week was not thought about yet."""
    monday = montag(clock.today())
    if monday is None:
        return []
    told = queries.erinnerungen.gesagt(Anlass.MONTAGSBRIEF)
    return [one.id for one in queries.personen.waehlbare() if (f"{monday}", one.id) not in told]


def schreiben(person_id: int, pfad: Pfad) -> int:
    """An alle, bei denen etwas ansteht oder geschehen ist. Inside transaction(), one for each person."""
    person, monday = session().get_one(Person, person_id), montag(clock.today())
    if monday is None or (f"{monday}", person_id) in queries.erinnerungen.gesagt(Anlass.MONTAGSBRIEF):
        return 0
    seit = queries.erinnerungen.zuletzt(Anlass.MONTAGSBRIEF, person_id) or clock.now() - timedelta(days=7)
    merken(Anlass.MONTAGSBRIEF, f"{monday}", person_id)
    parts, news = abschnitte(person, pfad), _neues(person, seit, pfad)
    if not any(part.punkte for part in parts) and not news:
        return 0
    return post.einwerfen(wochenbrief(person, monday, parts, news), Anlass.MONTAGSBRIEF)


def abschnitte(person: Person, pfad: Pfad) -> list[Abschnitt]:
    """Every task of the start page exactly once: overdue, due by Sunday, and the rest, each in the page's order."""
    tasks = [task for gruppe in queries.start.gruppen(person) for task in gruppe.aufgaben]
    return [
        Abschnitt(titel, [_punkt(task, pfad) for task in tasks if abschnitt(task, clock.today()) == titel])
        for titel in (UEBERFAELLIG, DIESE_WOCHE, AUSSERDEM)
    ]


def abschnitt(aufgabe: Aufgabe, heute: date) -> str:
    """Where in the letter of this week a task stands."""
    if aufgabe.frist is None or aufgabe.frist > heute + timedelta(days=6 - heute.weekday()):
        return AUSSERDEM
    return UEBERFAELLIG if aufgabe.frist < heute else DIESE_WOCHE


def _punkt(task: Aufgabe, pfad: Pfad) -> Punkt:
    due = f"{task.wort} {task.frist:%d.%m.%Y}" if task.frist else ""
    return Punkt(task.gruppe, task.brieftext, due, pfad(task.endpoint, task.werte))


def _neues(person: Person, seit: datetime, pfad: Pfad) -> list[Nachricht]:
    """What others did; acts that are not known any more have no sentence."""
    found = [(one, list(_saetze(one.meldungen))) for one in queries.neuigkeiten.seit(person, seit)]
    return [
        Nachricht(one.nummer, pfad(one.endpoint, {"nummer": one.nummer}), lines[:_ZEILEN])
        for one, lines in found
        if lines
    ]


def _saetze(meldungen: Iterable[Meldung]) -> Iterable[tuple[datetime, str]]:
    for one in meldungen:
        act = ACTS.get(Permission(one.akt)) if one.akt in set(Permission) else None
        if act is not None:
            yield clock.local(one.zeit), f"{one.wer or 'kimflow'} {act.sentence}"
