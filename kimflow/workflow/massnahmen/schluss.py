"""How it ends: implemented with evidence, checked for its effect, or broken off."""

from datetime import date

from kimflow import clock
from kimflow.models import (
    Kommune,
    Massnahme,
    MassnahmeStatus,
    Person,
    Stand,
    Umsetzungsstand,
)
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.dateien import Upload
from kimflow.workflow.massnahmen.nachweise import DER_UMSETZUNG, anfuegen
from kimflow.workflow.massnahmen.termine import kuenftig
from kimflow.workflow.massnahmen.voraussetzungen import LAUFENDE, OFFEN

P = Permission
S = MassnahmeStatus


@act(
    P.MASSNAHME_UMSETZEN,
    label="Als umgesetzt melden",
    sentence="hat die Maßnahme als umgesetzt gemeldet",
    when={S.IN_UMSETZUNG},
    then=S.UMGESETZT,
    records=("nachweis", "wirkungspruefung_am", "datei"),
)
def umsetzen(
    massnahme: Massnahme, person: Person, *, nachweis: str, wirkungspruefung_am: date, datei: Upload | None = None
) -> None:
    """Mit Nachweis melden, dass die Maßnahme umgesetzt ist, und sagen, wann die Wirkung geprüft wird."""
    if not nachweis:
        raise Obstructed("Bitte nennen Sie einen Nachweis: was liegt vor, und wo findet man es?")
    kuenftig(wirkungspruefung_am, "Die Wirkungsprüfung muss in der Zukunft liegen.")
    massnahme.nachweis, massnahme.wirkungspruefung_am = nachweis, wirkungspruefung_am
    massnahme.umgesetzt_am = clock.today()
    if datei:
        anfuegen(massnahme, person, DER_UMSETZUNG, datei=datei)


@act(
    P.MASSNAHME_WIRKUNG_PRUEFEN,
    label="Wirkung prüfen",
    sentence="hat die Umsetzung bestätigt und die Wirkung geprüft",
    when={S.UMGESETZT},
    then=S.GEPRUEFT,
    records=("ergebnis", "verstetigt"),
)
def wirkung_pruefen(massnahme: Massnahme, person: Person, *, ergebnis: str, verstetigt: bool) -> None:
    """Bestätigen, dass sie umgesetzt ist, und festhalten, was sie bewirkt hat. Auch „nichts“ ist ein Ergebnis."""
    massnahme.wirkung, massnahme.verstetigt = ergebnis, verstetigt


@act(
    P.MASSNAHME_STAND_MELDEN,
    label="Stand je Kommune melden",
    sentence="hat den Umsetzungsstand einer Kommune gemeldet",
    when=LAUFENDE | {S.RUHT, S.UMGESETZT, S.GEPRUEFT},
    records=("kommune", "stand", "begruendung"),
)
def stand_melden(
    massnahme: Massnahme, person: Person, *, kommune: Kommune, stand: Stand, begruendung: str = ""
) -> None:
    """Festhalten, wie weit die Maßnahme in einer Kommune ist. Eine Kommune kann auch später dazukommen."""
    if stand is Stand.NICHT_BETEILIGT and not begruendung:
        raise Obstructed("Bitte begründen Sie, warum die Kommune nicht beteiligt ist.")
    found = next((s for s in massnahme.umsetzungsstaende if s.kommune_id == kommune.id), None)
    if found is None:
        massnahme.umsetzungsstaende.append(Umsetzungsstand(kommune=kommune, stand=stand, begruendung=begruendung))
    else:
        found.stand, found.begruendung = stand, begruendung


@act(
    P.MASSNAHME_ABBRECHEN,
    label="Maßnahme abbrechen",
    sentence="hat die Maßnahme abgebrochen",
    when=OFFEN,
    then=S.ABGEBROCHEN,
    records=("begruendung",),
)
def abbrechen(massnahme: Massnahme, person: Person, *, begruendung: str) -> None:
    """Die Maßnahme mit Begründung beenden, bevor sie umgesetzt ist."""
    massnahme.begruendung = begruendung
