"""A world for the direct POSTs: every noun in every status, once of Paula's group and the Jobcenter, once of others."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kimflow import clock
from kimflow.db import session, transaction
from kimflow.models import (
    Anmerkung,
    Beschlusswirkung,
    Massnahme,
    MassnahmeStatus,
    Meilenstein,
    Thema,
    ThemaStatus,
    Zielvereinbarung,
)
from kimflow.models import ZielvereinbarungStatus as VereinbarungStatus
from tests.bauen.massnahmen import in_tagen, massnahme_im_stand, neue_massnahme
from tests.bauen.themen import thema_im_stand
from tests.bauen.zielvereinbarungen import beitrag, zielvereinbarung_im_stand
from tests.besetzung import Welt

EIGEN, NACHBAR, FREMD = "eigen", "nachbar", "fremd"
"""Of Paula's group and the Jobcenter; of her group and another party; of Petra's group and the Ausländerbehörde."""


@dataclass(frozen=True)
class Ding:
    """One row the acts are tried on, with the ids its forms send."""

    art: str
    lage: str
    status: StrEnum
    id: int
    nummer: str
    version: int
    kennungen: dict[str, int] = field(default_factory=dict)


def alle_dinge(welt: Welt) -> list[Ding]:
    """Every noun in every status, EIGEN and FREMD; Beiträge also of a NACHBAR in the own Zielvereinbarung."""
    dinge = [_thema(welt, status, lage) for status in ThemaStatus for lage in (EIGEN, FREMD)]
    dinge += [_massnahme(welt, status, lage) for status in MassnahmeStatus for lage in (EIGEN, FREMD)]
    for status in VereinbarungStatus:
        for lage in (EIGEN, FREMD):
            dinge += _vereinbarung(welt, status, lage)
    return dinge


def _thema(welt: Welt, status: ThemaStatus, lage: str) -> Ding:
    thema = thema_im_stand(welt, status)
    with transaction() as s:
        s.add(Beschlusswirkung(beschluss=thema.beschluss, thema=thema, akt="thema.vereinbaren"))
        if lage == FREMD:
            thema.projektgruppe = welt.andere_projektgruppe
    return _ding("thema", lage, thema, beschluss=thema.beschluss_id)


def _massnahme(welt: Welt, status: MassnahmeStatus, lage: str) -> Ding:
    massnahme: Massnahme = massnahme_im_stand(welt, status)
    offen, heute = massnahme.meilensteine[0], in_tagen(0)
    erreicht = Meilenstein(titel="Erhoben", geplant_am=heute, urspruenglich_am=heute, erreicht_am=heute)
    with transaction():
        massnahme.meilensteine.append(erreicht)
        massnahme.anmerkung = Anmerkung(text="Bald.", person=welt.person("Mats"), angemerkt_am=clock.now())
    if lage == FREMD:
        with transaction():
            massnahme.projektgruppe = massnahme.thema.projektgruppe = welt.andere_projektgruppe
            massnahme.institution = welt.institution("ABH")
            massnahme.verantwortlich = welt.person("Emil") if massnahme.verantwortlich_id else None
            massnahme.zugesagt_von = welt.person("Mia") if massnahme.zugesagt_von_id else None
    return _ding("massnahme", lage, massnahme, meilenstein=offen.id, erreicht=erreicht.id)


def _vereinbarung(welt: Welt, status: VereinbarungStatus, lage: str) -> list[Ding]:
    vereinbarung: Zielvereinbarung = zielvereinbarung_im_stand(welt, status)
    thema: Thema = vereinbarung.thema
    frei = neue_massnahme(welt, thema)
    if lage == FREMD:
        with transaction():
            vereinbarung.projektgruppe = thema.projektgruppe = welt.andere_projektgruppe
            beitrag(vereinbarung, "Jobcenter").institution = welt.institution("ABH")
    seine = beitrag(vereinbarung, "ABH" if lage == FREMD else "Jobcenter")
    kennungen = {"beitrag": seine.id, "massnahme": frei.id}
    found = [_ding("zielvereinbarung", lage, vereinbarung, **kennungen), _beitrag(lage, seine)]
    if lage == EIGEN:
        found.append(_beitrag(NACHBAR, beitrag(vereinbarung, "Caritas")))
    return found


def _beitrag(lage: str, row: Any) -> Ding:
    return Ding("beitrag", lage, row.status, row.id, row.zielvereinbarung.nummer, row.version)


def _ding(art: str, lage: str, row: Any, **kennungen: int) -> Ding:
    session().refresh(row)
    return Ding(art, lage, row.status, row.id, row.nummer, row.version, kennungen)
