"""What the Koordination thinks of a Thema before it is laid before the body: how hard, how much, how urgent."""

from kimflow import clock
from kimflow.models import Person, Stufe, Thema, ThemaStatus
from kimflow.permissions import Permission
from kimflow.workflow.acts import act
from kimflow.workflow.themen.vermerke import ausgefuellt

S = ThemaStatus
P = Permission


@act(
    P.THEMA_EINSCHAETZEN,
    label="Einschätzen",
    sentence="hat das Thema eingeschätzt",
    when={S.GESAMMELT},
    # The sentence stays out: who only reads along reads the Verlauf too.
    records=("aufwand", "einfluss", "dringlichkeit"),
)
def einschaetzen(
    thema: Thema, person: Person, *, aufwand: Stufe, einfluss: Stufe, dringlichkeit: Stufe, einschaetzung: str = ""
) -> None:
    """Aufwand, Einfluss vor Ort und Dringlichkeit in drei Stufen; das steht neben den Stellungnahmen."""
    thema.aufwand, thema.einfluss, thema.dringlichkeit = aufwand, einfluss, dringlichkeit
    thema.einschaetzung, thema.eingeschaetzt_am = einschaetzung, clock.today()


@act(
    P.THEMA_DOPPELSTRUKTUR_PRUEFEN,
    label="Auf Doppelstrukturen prüfen",
    sentence="hat auf Doppelstrukturen geprüft",
    when={S.GESAMMELT},
    records=("doppelstruktur",),
)
def doppelstruktur_pruefen(thema: Thema, person: Person, *, doppelstruktur: str) -> None:
    """Nachsehen, wer schon daran arbeitet, und in einem Satz festhalten, was dabei herauskam."""
    thema.doppelstruktur = ausgefuellt(doppelstruktur, "Bitte halten Sie fest, was die Prüfung ergeben hat.")
