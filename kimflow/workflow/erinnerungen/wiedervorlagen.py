"""What comes up again or stays undone: the Koordination, and who leads the Projektgruppe, in one letter a day."""

from collections.abc import Iterator
from dataclasses import replace

from kimflow import clock, queries
from kimflow.mail.anlaesse import Anlass
from kimflow.mail.wiedervorlagen import anstehende
from kimflow.models import Person, Rollenart
from kimflow.queries.wiedervorlagen import Vorlage, Wiedervorlage
from kimflow.workflow.acts import lesbar
from kimflow.workflow.erinnerungen import massnahmen
from kimflow.workflow.erinnerungen.marken import Posten, verschicken
from kimflow.workflow.erinnerungen.stufen import faellige_stufe

STUFEN: dict[Vorlage, tuple[int, ...]] = {Vorlage.UEBERPRUEFUNG: (-14, 0), Vorlage.ZEICHNUNG: (1,)}
"""Days before and after the day of a thing; all others are told on their day."""
_AUCH_AN_DIE_LEITUNG = (Vorlage.MESSUNG, Vorlage.UEBERPRUEFUNG)
_NUR_AN_DIE_LEITUNG = (Vorlage.MESSUNG,)


def schreiben() -> int:
    """An die Koordination und die Leitung der Projektgruppe, in einem Brief am Tag."""
    office = queries.personen.mit_rolle(Rollenart.KOORDINATION)
    leads = queries.gremien.leitungen()
    return verschicken(Anlass.WIEDERVORLAGEN, [*_vorlagen(office, leads), *_massnahmen(office, leads)], anstehende)


def _vorlagen(office: list[Person], leads: dict[int, list[Person]]) -> Iterator[Posten[Wiedervorlage]]:
    for one in queries.wiedervorlagen.anstehende():
        tage = faellige_stufe(STUFEN.get(one.art, (0,)), one.tag, clock.today())
        if tage is not None:
            for wer in _wer_sieht_nach(one, office, leads.get(one.gruppe_id or 0, [])):
                yield Posten(f"{one.art}:{one.id}:{one.tag}:{tage}", wer, replace(one, wort=lesbar(one.wort)))


def _wer_sieht_nach(one: Wiedervorlage, office: list[Person], lead: list[Person]) -> list[Person]:
    """Each once: the Leitung measures; without one, and for everything else, the Koordination looks."""
    if one.art in _NUR_AN_DIE_LEITUNG and lead:
        return lead
    both = [*office, *lead] if one.art in _AUCH_AN_DIE_LEITUNG else office
    return list({wer.id: wer for wer in both}.values())


def _massnahmen(office: list[Person], leads: dict[int, list[Person]]) -> Iterator[Posten[Wiedervorlage]]:
    """Where the responsible person did not answer."""
    for one in queries.massnahmen.faelligkeiten():
        tage = massnahmen.stufe(one, clock.today())
        told = {
            massnahmen.AN_LEITUNG: leads.get(one.projektgruppe_id or 0, []),
            massnahmen.AN_KOORDINATION: office,
        }.get(tage or 0, [])
        for wer in told:
            yield Posten(
                massnahmen.marke(one, tage or 0), wer, Wiedervorlage(Vorlage.MASSNAHME, one.id, one.termin, one.nummer)
            )
