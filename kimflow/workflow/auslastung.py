"""The capacity light of a Projektgruppe, computed before anything is promised (OBERFLAECHE 3.10). Pure functions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kimflow.models.massnahmen import VORLAUF_TAGE
from kimflow.queries.auslastung import Last
from kimflow.workflow.ampel import Stufe

MASSNAHMEN_JE_PERSON = 3
"""How many running Maßnahmen one member can look after beside the daily work; ours, the sources are silent."""

WORTE: dict[Stufe, str] = {Stufe.ROT: "überlastet", Stufe.GELB: "ausgelastet", Stufe.GRUEN: "hat Platz"}


@dataclass(frozen=True)
class Auslastung:
    """A light and the rules that gave it, as German sentences; `ist_voll`: another Mandat needs a reason or a swap."""

    last: Last
    stufe: Stufe
    regel: str

    @property
    def wort(self) -> str:
        return WORTE[self.stufe]

    @property
    def ist_voll(self) -> bool:
        return self.last.themen >= self.last.hoechstlast

    @property
    def zahlen(self) -> str:
        """What the group carries, in figures."""
        return (
            f"{self.last.satz}, "
            f"{_mehrere(self.last.massnahmen, 'laufende Maßnahme', 'laufende Maßnahmen')}, "
            f"{_mehrere(self.last.personen, 'Person', 'Personen')}"
        )


def auslastung(last: Last, heute: date) -> Auslastung:
    """The worst light that a rule gives, with every rule of that light; without one, green."""
    for stufe, rules in ((Stufe.ROT, _rot), (Stufe.GELB, _gelb)):
        if found := list(rules(last, heute)):
            return Auslastung(last, stufe, " ".join(found))
    return Auslastung(last, Stufe.GRUEN, f"{last.satz}.")


def _rot(last: Last, heute: date) -> Iterator[str]:
    if last.themen > last.hoechstlast:
        yield f"{last.themen} laufende Themen, höchstens {last.hoechstlast} sind vereinbart."
    if not last.personen and (last.themen or last.massnahmen):
        yield "Es gibt laufende Arbeit, aber niemanden in der Gruppe."
    if last.naechste_frist and last.naechste_frist < heute:
        yield f"Die Frist eines Mandats am {last.naechste_frist:%d.%m.%Y} ist verstrichen."


def _gelb(last: Last, heute: date) -> Iterator[str]:
    if last.themen == last.hoechstlast:
        yield f"{last.satz}: Die Gruppe ist voll."
    if last.ueberfaellig:
        yield f"{_mehrere(last.ueberfaellig, 'Meilenstein ist', 'Meilensteine sind')} überfällig."
    if last.personen and last.massnahmen > MASSNAHMEN_JE_PERSON * last.personen:
        yield (
            f"{last.massnahmen} laufende Maßnahmen bei {_mehrere(last.personen, 'Person', 'Personen')}: "
            f"mehr als {MASSNAHMEN_JE_PERSON} je Person."
        )
    if last.naechste_frist and heute <= last.naechste_frist <= heute + timedelta(days=VORLAUF_TAGE):
        yield f"Die Frist eines Mandats endet am {last.naechste_frist:%d.%m.%Y}."
    if last.ende and last.letzte_frist and last.ende < last.letzte_frist:
        yield f"Die Gruppe endet am {last.ende:%d.%m.%Y}, die Frist eines Mandats am {last.letzte_frist:%d.%m.%Y}."


def _mehrere(zahl: int, eins: str, viele: str) -> str:
    return f"{zahl} {eins if zahl == 1 else viele}"
