"""Acts on Stellungnahmen: what a named institution has to say before the Lenkungsgruppe sees the Thema."""

from collections.abc import Iterable

from sqlalchemy import update

from kimflow import clock, queries
from kimflow.db import session
from kimflow.models import Linkzweck, Person, Stellungnahme, ThemaStatus
from kimflow.permissions import Permission, can
from kimflow.workflow import einzellinks
from kimflow.workflow.acts import Obstructed, act

S = ThemaStatus
ERINNERUNG_VORHER = 3
"""Working days before the last day on which a house that is silent is reminded by the clock."""


def thema_wird_noch_vorbereitet(stellungnahme: Stellungnahme) -> str | None:
    """das Thema, oder das gemeinsame, in dem es aufging, ist noch im Themenspeicher"""
    later = queries.themen.ziele(stellungnahme.thema)
    if not later or later[-1].status is S.GESAMMELT:
        return None
    return f"{later[-1].nummer}, mit dem das Thema zusammengeführt wurde, liegt schon ‹der Lenkungsgruppe:dat› vor."


@act(
    Permission.STELLUNGNAHME_ABGEBEN,
    label="Stellungnahme abgeben",
    sentence="hat die Stellungnahme der Institution abgegeben",
    when={S.GESAMMELT, S.ZUSAMMENGEFUEHRT},
    requires=(thema_wird_noch_vorbereitet,),
    records=("text",),
)
def abgeben(stellungnahme: Stellungnahme, person: Person, *, text: str) -> None:
    """Die Sicht Ihrer Institution; sie steht in der Tischvorlage. Ändern geht, bis das Thema vorgelegt ist."""
    if not text.strip():
        raise Obstructed("Bitte schreiben Sie die Sicht Ihrer Institution.")
    stellungnahme.text, stellungnahme.person = text, person
    stellungnahme.abgegeben_am = clock.now()


def einladen(asked: Iterable[Stellungnahme]) -> None:
    """Give everybody who may answer for the houses a link of their own, until the last day is over."""
    for stellungnahme in asked:
        if stellungnahme.frist is None:
            continue
        lasting = clock.end_of(stellungnahme.frist) - clock.now()
        for wer in queries.stellungnahmen.gefragte(stellungnahme.institution_id):
            if can(wer, Permission.STELLUNGNAHME_ABGEBEN, stellungnahme):
                stellungnahme.einzellinks[wer] = einzellinks.ausstellen(
                    wer, Linkzweck.STELLUNGNAHME_ABGEBEN, stellungnahme.id, lasting
                )


def erinnert(reminded: Iterable[Stellungnahme]) -> None:
    """Keep the day. Past the version: who is just writing the answer was not overtaken by anybody."""
    ids = [one.id for one in reminded]
    session().execute(update(Stellungnahme).where(Stellungnahme.id.in_(ids)).values(erinnert_am=clock.today()))


def faellige() -> list[Stellungnahme]:
    """Who is silent, has three working days or less, and was not reminded in these; the last day counts."""
    until = clock.working_days_after(clock.today(), ERINNERUNG_VORHER)
    return [one for one in queries.stellungnahmen.ausstehende(until) if not _zuletzt_erinnert(one)]


def _zuletzt_erinnert(stellungnahme: Stellungnahme) -> bool:
    """Reminded since the last three working days began."""
    day, frist = stellungnahme.erinnert_am, stellungnahme.frist
    return day is not None and frist is not None and clock.working_days_after(day, ERINNERUNG_VORHER) >= frist
