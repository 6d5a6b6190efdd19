"""Acts on raised hands. They leave no trail: who wanted to speak is nobody's business later."""

from kimflow import clock
from kimflow.db import session
from kimflow.models import Person, Sitzung, SitzungStatus, Wortmeldung
from kimflow.permissions import Permission
from kimflow.queries.sitzungen import heutige_besetzungen
from kimflow.workflow.acts import act
from kimflow.workflow.bewegung import bewegen


@act(
    Permission.WORTMELDUNG_MELDEN,
    label="Hand heben",
    sentence="hat sich zu Wort gemeldet",
    when={SitzungStatus.LAUFEND},
    creates=True,
    trail=False,
)
def melden(sitzung: Sitzung, person: Person) -> Wortmeldung:
    """Sich zu Wort melden. Die Moderation sieht die Hände in ihrer Reihenfolge."""
    raised = next((w for w in sitzung.wortmeldungen if w.person_id == person.id), None)
    if raised is not None:
        return raised
    own = [b.sitz for b in heutige_besetzungen(person) if b.gilt_in(sitzung.id)]
    sitz = next((s for s in own if s.gremium_id == sitzung.gremium_id), None)
    bewegen(sitzung)
    return Wortmeldung(sitzung=sitzung, person=person, sitz=sitz, gemeldet_am=clock.now())


@act(
    Permission.WORTMELDUNG_ZURUECKNEHMEN,
    label="Hand senken",
    sentence="hat die Wortmeldung zurückgenommen",
    trail=False,
)
def zuruecknehmen(wortmeldung: Wortmeldung, person: Person) -> None:
    """Die Wortmeldung hat sich erledigt."""
    _streichen(wortmeldung)


@act(
    Permission.WORTMELDUNG_AUFRUFEN,
    label="Wort geben",
    sentence="hat das Wort gegeben",
    trail=False,
)
def aufrufen(wortmeldung: Wortmeldung, person: Person) -> None:
    """Die Person hat das Wort; ihre Hand ist damit unten."""
    _streichen(wortmeldung)


def _streichen(wortmeldung: Wortmeldung) -> None:
    sitzung = wortmeldung.sitzung
    bewegen(sitzung)
    session().delete(wortmeldung)
    session().expire(sitzung, ["wortmeldungen"])
