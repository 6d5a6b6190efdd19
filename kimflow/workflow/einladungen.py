"""What inviting leaves behind: a row per Sitz for its answer, and a personal link per person who may give it."""

from datetime import datetime, time

from kimflow import clock, queries
from kimflow.db import session
from kimflow.models import Linkzweck, Person, Sitzung, Sitzungsantwort
from kimflow.workflow import einzellinks

ZWECK = Linkzweck.EINLADUNG_BEANTWORTEN


def antwortzeilen(sitzung: Sitzung) -> None:
    """A row for every Sitz of today that has none yet."""
    there = {antwort.sitz_id for antwort in sitzung.antworten}
    sitzung.antworten.extend(
        Sitzungsantwort(sitz=sitz, sitz_id=sitz.id)
        for sitz in sitzung.gremium.sitze
        if sitz.gilt_heute and sitz.id not in there
    )


def ausstellen(sitzung: Sitzung) -> None:
    """A link for everybody who may answer for a Sitz and never got one."""
    known = queries.einladungen.angeschriebene(sitzung)
    anschreiben(sitzung, [(a, who) for a, who in _antwortende(sitzung) if (a.id, who.id) not in known])


def erneut_ausstellen(sitzung: Sitzung) -> bool:
    """A new link for those whose Sitz has not answered; False if everybody heard from us today already."""
    due = schweigende(sitzung)
    anschreiben(sitzung, due)
    return bool(due)


def schweigende(sitzung: Sitzung) -> list[tuple[Sitzungsantwort, Person]]:
    """Who may answer for a Sitz that has not, and did not hear from us today."""
    today = datetime.combine(clock.today(), time())
    known = queries.einladungen.angeschriebene(sitzung, seit=clock.from_local(today))
    return [(a, who) for a, who in _antwortende(sitzung) if a.antwort is None and (a.id, who.id) not in known]


def befristen(sitzung: Sitzung) -> None:
    """Links that are out already follow the day of the meeting."""
    einzellinks.befristen(ZWECK, [antwort.id for antwort in sitzung.antworten], ende_des_tages(sitzung))


def ende_des_tages(sitzung: Sitzung) -> datetime:
    """Until when the links of the invitation open „Meine Sitzung“."""
    return clock.end_of(clock.local(sitzung.beginn).date())


def _antwortende(sitzung: Sitzung) -> list[tuple[Sitzungsantwort, Person]]:
    session().flush()  # new rows need their ids
    return [(a, b.person) for a in sitzung.antworten for b in a.sitz.heutige_in(sitzung.id)]


def anschreiben(sitzung: Sitzung, due: list[tuple[Sitzungsantwort, Person]]) -> None:
    """A link for each of them. The tokens wait at their row until the letters are written."""
    for antwort in sitzung.antworten:
        antwort.einzellinks.clear()
    for antwort, who in due:
        antwort.einzellinks[who.id] = einzellinks.ausstellen(
            who, ZWECK, antwort.id, ende_des_tages(sitzung) - clock.now()
        )
