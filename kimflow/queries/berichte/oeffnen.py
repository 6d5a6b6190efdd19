"""The kinds of things figures count: their word, their page, and who may open what a figure counts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from kimflow.db import session
from kimflow.models import (
    Berichtszahl,
    Beschluss,
    Buchung,
    Fallrekonstruktion,
    Foerdertopf,
    Gremium,
    Indikator,
    Institution,
    Kommune,
    Mandat,
    Massnahme,
    Meldung,
    Person,
    Pflicht,
    Sitz,
    Sitzung,
    Stelle,
    Thema,
    Weitergabe,
    Zielvereinbarung,
)
from kimflow.permissions import Permission, can, ist_koordination
from kimflow.queries import (
    beschluesse,
    buchungen,
    fallrekonstruktionen,
    foerdertoepfe,
    gremien,
    indikatoren,
    institutionen,
    mandate,
    massnahmen,
    meldungen,
    pflichten,
    sitzungen,
    stellen,
    themen,
    weitergaben,
    zielvereinbarungen,
)


@dataclass(frozen=True)
class Sorte:
    """`seite`: endpoint and argument of the page a row leads to; `sichtbar`: the visible rows of its table."""

    wort: str
    seite: tuple[str, str]
    modell: Any
    sichtbar: Callable[[Person], Any]


def _sitze(person: Person) -> Any:
    bodies = gremien.sichtbar_fuer(person).with_only_columns(Gremium.id)
    return select(Sitz).where(Sitz.gremium_id.in_(bodies))


_THEMA, _MASSNAHME, _GREMIUM = ("themen.show", "nummer"), ("massnahmen.show", "nummer"), ("gremien.show", "id")
_VEREINBARUNG, _TOPF = ("zielvereinbarungen.show", "nummer"), ("foerdertoepfe.show", "id")
SORTEN: dict[str, Sorte] = {
    "thema": Sorte("Thema", _THEMA, Thema, themen.sichtbar_fuer),
    "massnahme": Sorte("Maßnahme", _MASSNAHME, Massnahme, massnahmen.sichtbar_fuer),
    "zielvereinbarung": Sorte("Zielvereinbarung", _VEREINBARUNG, Zielvereinbarung, zielvereinbarungen.sichtbar_fuer),
    "indikator": Sorte("Indikator", _VEREINBARUNG, Indikator, indikatoren.sichtbar_fuer),
    "mandat": Sorte("Mandat", _THEMA, Mandat, mandate.sichtbar_fuer),
    "weitergabe": Sorte("Weitergabe", _THEMA, Weitergabe, weitergaben.sichtbar_fuer),
    "beschluss": Sorte("Beschluss", ("beschluesse.show", "nummer"), Beschluss, beschluesse.sichtbar_fuer),
    "sitzung": Sorte("Sitzung", ("sitzungen.show", "nummer"), Sitzung, sitzungen.sichtbar_fuer),
    "gremium": Sorte("Gremium", _GREMIUM, Gremium, gremien.sichtbar_fuer),
    "sitz": Sorte("Sitz", _GREMIUM, Sitz, _sitze),
    "institution": Sorte("Institution", ("institutionen.show", "id"), Institution, institutionen.sichtbar_fuer),
    "kommune": Sorte("Kommune", ("kommunen.show", "id"), Kommune, institutionen.kommunen_fuer),
    "foerdertopf": Sorte("Fördertopf", _TOPF, Foerdertopf, foerdertoepfe.sichtbar_fuer),
    "buchung": Sorte("Buchung", _TOPF, Buchung, buchungen.sichtbar_fuer),
    "stelle": Sorte("Stelle", ("stellen.show", "id"), Stelle, stellen.sichtbar_fuer),
    "pflicht": Sorte("Pflicht", ("pflichten.show", "id"), Pflicht, pflichten.sichtbar_fuer),
    "fallrekonstruktion": Sorte(
        "Fallrekonstruktion",
        ("fallrekonstruktionen.show", "nummer"),
        Fallrekonstruktion,
        fallrekonstruktionen.sichtbar_fuer,
    ),
    "meldung": Sorte("Meldung", ("meldungen.show", "nummer"), Meldung, meldungen.sichtbar_fuer),
}


NUR_VERFOLGENDE = frozenset({"schwierigkeiten.hilfe", "schwierigkeiten.verzoegert", "lage.hilfe"})
"""Figures that say of each thing behind them what its page says only to those who follow Maßnahmen (FACH §2)."""


def darf_oeffnen(zahl: Berichtszahl, person: Person) -> bool:
    """Whether `person` sees each single thing this figure (with its rows) counts; nobody else a small number."""
    if ist_koordination(person, None):
        return True
    if zahl.verdeckt_unter is not None:
        return False
    if zahl.schluessel in NUR_VERFOLGENDE and not can(person, Permission.MASSNAHME_VERFOLGEN):
        return False
    wanted: dict[str, set[int]] = {}
    for row in zahl.zeilen:
        wanted.setdefault(row.sorte, set()).add(row.gegenstand_id)
    return all(_sieht(person, SORTEN[sorte], ids) for sorte, ids in wanted.items())


def _sieht(person: Person, sorte: Sorte, ids: set[int]) -> bool:
    there = sorte.sichtbar(person).where(sorte.modell.id.in_(ids)).with_only_columns(sorte.modell.id)
    return session().scalar(select(func.count()).select_from(there.subquery())) == len(ids)
