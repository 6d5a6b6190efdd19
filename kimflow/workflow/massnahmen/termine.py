"""Dates of Maßnahmen: what lies ahead, and moving a milestone with its reason."""

from datetime import date

from kimflow import clock
from kimflow.models import (
    Massnahme,
    Meilenstein,
    Person,
    Verschiebung,
)
from kimflow.workflow.acts import Obstructed


def pruefen(massnahme: Massnahme, meilenstein: Meilenstein | None, neu: date, begruendung: str) -> Meilenstein:
    """The milestone, if it can be moved to this day; else Obstructed."""
    if meilenstein is None:
        raise Obstructed("Es gibt keinen offenen Meilenstein, dessen Termin sich verschieben ließe.")
    offener(massnahme, meilenstein)
    if not begruendung:
        raise Obstructed("Ein neuer Termin braucht einen Grund.")
    if neu < clock.today():
        raise Obstructed("Der neue Termin liegt in der Vergangenheit.")
    if neu == meilenstein.geplant_am:
        raise Obstructed("Der neue Termin ist der bisherige.")
    return meilenstein


def verschieben(
    massnahme: Massnahme, meilenstein: Meilenstein | None, neu: date, begruendung: str, person: Person
) -> None:
    """Move a milestone; the shift stays beside it."""
    meilenstein = pruefen(massnahme, meilenstein, neu, begruendung)
    meilenstein.verschiebungen.append(
        Verschiebung(
            vorher=meilenstein.geplant_am,
            nachher=neu,
            begruendung=begruendung,
            person=person,
            verschoben_am=clock.now(),
        )
    )
    meilenstein.geplant_am = neu


def nach_der_frist(massnahme: Massnahme, tag: date | None) -> str:
    """What to say of a milestone on this day, if it comes after the deadline of its Maßnahme; else nothing."""
    if tag is None or massnahme.frist is None or tag <= massnahme.frist:
        return ""
    return (
        f"Der {tag:%d.%m.%Y} liegt nach der Frist der Maßnahme am {massnahme.frist:%d.%m.%Y}; "
        "bitte sprechen Sie auch die Frist an."
    )


def offener(massnahme: Massnahme, meilenstein: Meilenstein) -> None:
    if meilenstein.massnahme_id != massnahme.id:
        raise Obstructed("Dieser Meilenstein gehört zu einer anderen Maßnahme.")
    if meilenstein.erreicht_am is not None:
        raise Obstructed("Dieser Meilenstein ist schon erreicht.")


def kuenftig(day: date, reason: str) -> None:
    if day <= clock.today():
        raise Obstructed(reason)
