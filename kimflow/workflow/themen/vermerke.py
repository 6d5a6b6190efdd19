"""What several acts on Themen share."""

from datetime import date

from kimflow import clock
from kimflow.models import Thema, ThemaStatus
from kimflow.workflow.acts import Obstructed

LIEGT_VOR = frozenset({ThemaStatus.VORGELEGT, ThemaStatus.PRIORISIERT})


def vermerken(thema: Thema, *, begruendung: str = "", wiedervorlage: date | None = None) -> None:
    """Reason and bring-up date belong to the status: each act that changes it sets or clears both."""
    thema.begruendung, thema.wiedervorlage = begruendung, wiedervorlage


def entbinden(thema: Thema, *, rueckgabe: str = "") -> None:
    """No group works on it any more; what its Mandat was stays readable."""
    mandat_beenden(thema, rueckgabe=rueckgabe)
    thema.projektgruppe, thema.mandat, thema.frist = None, "", None


def mandat_beenden(thema: Thema, *, rueckgabe: str = "") -> None:
    if mandat := thema.laufendes_mandat:
        mandat.beendet_am, mandat.rueckgabe = clock.today(), rueckgabe


def ausgefuellt(text: str, fehlt: str) -> str:
    if not text.strip():
        raise Obstructed(fehlt)
    return text


def begruendet(begruendung: str) -> str:
    return ausgefuellt(begruendung, "Bitte begründen Sie das.")


def kuenftig(tag: date) -> date:
    if tag <= clock.today():
        raise Obstructed("Das Datum muss in der Zukunft liegen.")
    return tag
