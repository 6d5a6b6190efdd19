"""Acts on the days on which an agreement is looked at again."""

from datetime import date

from kimflow import clock
from kimflow.models import Person, Ueberpruefung, Zielvereinbarung, ZielvereinbarungStatus
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act

P = Permission
S = ZielvereinbarungStatus


def noch_nicht_geprueft(ueberpruefung: Ueberpruefung) -> str | None:
    """diese Überprüfung ist noch nicht festgehalten"""
    return None if ueberpruefung.geprueft_am is None else "Das Ergebnis dieser Überprüfung steht schon fest."


@act(
    P.UEBERPRUEFUNG_ANSETZEN,
    label="Überprüfung ansetzen",
    sentence="hat einen Tag angesetzt, an dem die Vereinbarung überprüft wird",
    when={S.ENTWURF, S.UEBERARBEITUNG, S.ZUR_ZEICHNUNG, S.IN_KRAFT},
    creates=True,
)
def ansetzen(vereinbarung: Zielvereinbarung, person: Person, *, am: date) -> Ueberpruefung:
    """Einen Tag festlegen, an dem die Parteien gemeinsam auf die Vereinbarung sehen. Er erscheint als Wiedervorlage."""
    if am <= clock.today():
        raise Obstructed("Die Überprüfung muss in der Zukunft liegen.")
    if any(other.am == am for other in vereinbarung.ueberpruefungen):
        raise Obstructed("An diesem Tag ist schon eine Überprüfung angesetzt.")
    return Ueberpruefung(zielvereinbarung=vereinbarung, am=am)


@act(
    P.UEBERPRUEFUNG_FESTHALTEN,
    label="Überprüfung festhalten",
    sentence="hat festgehalten, was die Überprüfung ergab",
    when={S.IN_KRAFT},
    requires=(noch_nicht_geprueft,),
    records=("ergebnis",),
)
def festhalten(ueberpruefung: Ueberpruefung, person: Person, *, ergebnis: str) -> None:
    """Festhalten, was die Parteien gesehen haben und was daraus folgt."""
    if not ergebnis:
        raise Obstructed("Bitte sagen Sie in einem Satz, was die Überprüfung ergab.")
    ueberpruefung.ergebnis, ueberpruefung.geprueft_am, ueberpruefung.person = ergebnis, clock.today(), person
