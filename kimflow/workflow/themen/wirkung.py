"""On the way to the effect, resting and taken up again included."""

from datetime import date

from kimflow import queries
from kimflow.models import Person, Thema, ThemaStatus
from kimflow.permissions import Permission
from kimflow.workflow import steckbrief
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.themen.vermerke import (
    ausgefuellt,
    begruendet,
    entbinden,
    kuenftig,
    mandat_beenden,
    vermerken,
)

S = ThemaStatus
P = Permission


@act(
    P.THEMA_UMSETZEN,
    label="Als umgesetzt führen",
    sentence="hat festgehalten, dass das Thema umgesetzt ist",
    when={S.VEREINBART},
    then=S.UMGESETZT,
    requires=(steckbrief.massnahmen_am_ziel, steckbrief.etwas_umgesetzt),
)
def umsetzen(thema: Thema, person: Person) -> None:
    """Festhalten, dass alle Maßnahmen des Themas am Ziel sind."""
    vermerken(thema)
    mandat_beenden(thema)


@act(
    P.THEMA_ABSCHLIESSEN,
    label="Abschließen",
    sentence="hat das Thema abgeschlossen",
    when={S.UMGESETZT},
    then=S.ABGESCHLOSSEN,
    records=("wirkung",),
)
def abschliessen(thema: Thema, person: Person, *, wirkung: str) -> None:
    """Festhalten, was sich für Menschen und Stellen geändert hat, und ‹der Lenkungsgruppe:dat› zur Kenntnis geben."""
    vermerken(thema)
    thema.wirkung = ausgefuellt(wirkung, "Bitte beschreiben Sie die Wirkung.")


@act(
    P.THEMA_RUHEN_LASSEN,
    label="Ruhen lassen",
    sentence="hat das Thema ruhen lassen",
    when={S.BEAUFTRAGT, S.VORSCHLAG, S.VEREINBART},
    then=S.RUHT,
    records=("begruendung", "wiedervorlage"),
)
def ruhen_lassen(thema: Thema, person: Person, *, begruendung: str, wiedervorlage: date) -> None:
    """Die Arbeit unterbrechen, mit Begründung und einem Tag, an dem das Thema wieder vorliegt."""
    vermerken(thema, begruendung=begruendet(begruendung), wiedervorlage=kuenftig(wiedervorlage))
    thema.status_vorher = thema.status


def _wie_vorher(thema: Thema) -> ThemaStatus:
    assert thema.status_vorher is not None  # noqa: S101 - the table has a CHECK for it
    return thema.status_vorher


@act(
    P.THEMA_FORTSETZEN,
    label="Fortsetzen",
    sentence="hat die Arbeit am Thema fortgesetzt",
    when={S.RUHT},
    then=_wie_vorher,
    records=("begruendung",),
)
def fortsetzen(thema: Thema, person: Person, *, begruendung: str = "") -> None:
    """Dort fortsetzen, wo die Arbeit ruht. Ist ‹die Projektgruppe:nom› voll, braucht es einen Grund."""
    if (gruppe := thema.projektgruppe) is not None and not begruendung.strip():
        load = queries.gremien.last(gruppe)
        if load >= gruppe.hoechstlast:
            raise Obstructed(
                f"{gruppe.name} trägt schon {load} von höchstens {gruppe.hoechstlast} laufenden Themen. "
                "Bitte begründen Sie, warum dieses trotzdem dazukommt."
            )
    vermerken(thema, begruendung=begruendung)


@act(
    P.THEMA_WIEDERAUFNEHMEN,
    label="Wieder aufnehmen",
    sentence="hat das Thema wieder in den Themenspeicher aufgenommen",
    when={S.ERLEDIGT, S.NICHT_WEITERVERFOLGT, S.BEENDET, S.ABGESCHLOSSEN},
    then=S.GESAMMELT,
    records=("begruendung",),
)
def wiederaufnehmen(thema: Thema, person: Person, *, begruendung: str) -> None:
    """Das Thema mit Begründung neu aufrollen; der alte Beschluss bleibt im Verlauf lesbar."""
    vermerken(thema, begruendung=begruendet(begruendung))
    entbinden(thema)
    thema.beschluss, thema.rang, thema.wirkung, thema.status_vorher = None, None, "", None
