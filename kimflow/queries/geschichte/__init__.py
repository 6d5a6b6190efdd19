"""The one vertical story, told from a Thema, a case or a Maßnahme: every missing link shown as a gap.

KAPITEL is the chain. A new kind of link is one Kapitel in it: its SELECTs start at what the person may see, so what
somebody may not open is never read. All of them go into one statement, however many Themen are told.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select, union_all

from kimflow.db import session
from kimflow.models import Bruchstelle, Fallrekonstruktion, Grundlage, Massnahme, Person, Thema, ThemaStatus
from kimflow.queries.bruchstellen import Verwendung
from kimflow.queries.geschichte import anfang, entscheidung, umsetzung
from kimflow.queries.geschichte.glieder import Glied, Kette, Themen, Zeile, luecke

__all__ = ["KAPITEL", "Glied", "Strang", "der_massnahme", "des_falls", "des_themas"]

KAPITEL = (*anfang.KAPITEL, *entscheidung.KAPITEL, *umsetzung.KAPITEL)


@dataclass(frozen=True)
class Strang:
    """One line of a story; a case has one for each Thema that rests on it."""

    titel: str
    glieder: Sequence[Glied]


def des_themas(thema: Thema, person: Person) -> list[Strang]:
    """From the first case to the effect."""
    return [Strang("", _erzaehlt(replace(kette, auf=thema.nummer))) for kette in _ketten(person, [thema.id])]


def der_massnahme(massnahme: Massnahme, person: Person) -> list[Strang]:
    """The story of its Thema, with this Maßnahme (loaded with its Zielvereinbarung) and no other."""
    vereinbarung = massnahme.zielvereinbarung
    own = {vereinbarung.nummer} if vereinbarung else set()
    told = []
    for kette in _ketten(person, [massnahme.thema_id]):
        rows = {
            name: [z for z in zeilen if z.massnahme_id in (None, massnahme.id)] for name, zeilen in kette.zeilen.items()
        }
        rows[umsetzung.ZIELVEREINBARUNG] = [z for z in kette[umsetzung.ZIELVEREINBARUNG] if z.nummer in own]
        told.append(Strang("", _erzaehlt(replace(kette, zeilen=rows, auf=massnahme.nummer))))
    return told


def des_falls(fall: Fallrekonstruktion, person: Person, themen: Mapping[int, Sequence[Verwendung]]) -> list[Strang]:
    """Each Bruchstelle of a case (loaded with its codes), then a line for each Thema that rests on one of them.

    `themen` is themen_je_bruchstelle(fall).
    """
    start = Strang("", [glied for b in fall.bruchstellen for glied in _bruchstelle(b, fall, themen.get(b.id, ()))])
    if not fall.bruchstellen:
        return [Strang("", [luecke("Bruchstelle", "Noch keine Bruchstelle")])]
    rest_on_it = (
        select(Grundlage.thema_id)
        .join(Grundlage.bruchstelle)
        .join(Grundlage.thema)
        .where(Bruchstelle.fall_id == fall.id, Thema.status != ThemaStatus.ZUSAMMENGEFUEHRT)
    )
    ketten = _ketten(person, rest_on_it) if themen else []
    seen = [kette for kette in ketten if kette[anfang.THEMA]]
    return [start, *(Strang(kette[anfang.THEMA][0].name, _erzaehlt(kette, ab=1)) for kette in seen)]


def _bruchstelle(bruchstelle: Bruchstelle, fall: Fallrekonstruktion, themen: Sequence[Verwendung]) -> list[Glied]:
    places = f"{bruchstelle.von_rechtskreis} → {bruchstelle.zu_rechtskreis}: {bruchstelle.ursache}"
    if themen:
        used = ", ".join(one.nummer for one in themen)
        return [Glied("Bruchstelle", places, fall.freigegeben_am, text=f"Grundlage von {used}.")]
    waits = "" if fall.ist_freigegeben else "Sie zählt erst, wenn der Fall freigegeben ist."
    missing = luecke("Thema", "Noch kein Thema stützt sich auf diese Bruchstelle", waits)
    return [Glied("Bruchstelle", places, fall.freigegeben_am), missing]


def _erzaehlt(kette: Kette, ab: int = 0) -> list[Glied]:
    return [glied for kapitel in KAPITEL[ab:] for glied in kapitel.glieder(kette)]


def _ketten(person: Person, ids: Themen) -> list[Kette]:
    """What `person` may see of each of these Themen, by number; in one statement."""
    selects: list[Any] = [make(person, ids) for kapitel in KAPITEL for make in kapitel.zeilen]
    found: dict[int, dict[str, list[Zeile]]] = defaultdict(lambda: defaultdict(list))
    for row in session().execute(union_all(*selects)):
        zeile = Zeile(*row)
        found[zeile.thema_id][zeile.kapitel].append(zeile)
    ketten = [Kette(person, {name: _geordnet(rows) for name, rows in chapters.items()}) for chapters in found.values()]
    return sorted(ketten, key=lambda kette: [zeile.nummer for zeile in kette[anfang.THEMA]])


def _geordnet(rows: list[Zeile]) -> list[Zeile]:
    """By date and number; what begins when it is ready (Zielvereinbarungen, Maßnahmen) by number alone."""
    by_number = (umsetzung.ZIELVEREINBARUNG, umsetzung.MASSNAHME)
    return sorted(rows, key=lambda z: ("" if z.kapitel in by_number else str(z.tag or z.moment or ""), z.nummer))
