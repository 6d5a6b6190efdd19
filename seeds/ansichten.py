"""Saved views somebody in the Kreis would have: two shared by the Koordination, two that are somebody's own."""

from functools import partial

from kimflow import workflow
from seeds.kreis import person
from seeds.zeitplan import Zeitplan

ANSICHTEN = (
    (-90, "Kora", "Länger als 30 Tage überfällig", "massnahmen", "verzug=laenger", True),
    (-60, "Kora", "Vor der Lenkungsgruppe", "themen", "status=vorgelegt&sortierung=rang", True),
    (-30, "Kora", "Wiedervorlagen", "themen", "status=speicher&sortierung=wiedervorlage", False),
    (-20, "Mats", "Unser Haus", "massnahmen", "wer=haus&sortierung=termin", False),
)


def ansichten_speichern(plan: Zeitplan) -> None:
    for tage, wer, name, liste, abfrage, geteilt in ANSICHTEN:
        plan.am(tage, partial(_speichern, wer, name, liste, abfrage, geteilt=geteilt))


def _speichern(wer: str, name: str, liste: str, abfrage: str, *, geteilt: bool) -> None:
    ansicht = workflow.ansichten.speichern(person(wer), name=name, liste=liste, abfrage=abfrage)
    if geteilt:
        workflow.ansichten.teilen(ansicht, person(wer))
