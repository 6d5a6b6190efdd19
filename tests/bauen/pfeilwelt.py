"""A world for the direct POSTs: every noun in every status, once of Paula's group and the Jobcenter, once of others."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Anmerkung,
    Beschlusswirkung,
    Kommentar,
    KommentarStatus,
    Massnahme,
    MassnahmeStatus,
    Meilenstein,
    Messwert,
    Nachweis,
    Thema,
    ThemaStatus,
    Ueberpruefung,
    Zielvereinbarung,
)
from kimflow.models import ZielvereinbarungStatus as VereinbarungStatus
from tests.bauen.massnahmen import in_tagen, massnahme_im_stand, neue_massnahme
from tests.bauen.themen import thema_im_stand
from tests.bauen.zielvereinbarungen import PARTEIEN, beitrag, unterzeichnen, zielvereinbarung_im_stand
from tests.besetzung import Welt

EIGEN, NACHBAR, FREMD = "eigen", "nachbar", "fremd"
"""Of Paula's group and the Jobcenter; of her group and another party; of Petra's group and the Ausländerbehörde."""
SOZIALAMT, CARITAS = "sozialamt", "caritas"
"""The party that signed under a reservation, in the Zielvereinbarung of Paula's group and in that of Petra's."""


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
    codes: dict[str, str] = field(default_factory=dict)


def alle_dinge(welt: Welt) -> list[Ding]:
    """Every noun in every status, EIGEN and FREMD; Beiträge also of a NACHBAR in the own Zielvereinbarung."""
    dinge = [_thema(welt, status, lage) for status in ThemaStatus for lage in (EIGEN, FREMD)]
    dinge += [_massnahme(welt, status, lage) for status in MassnahmeStatus for lage in (EIGEN, FREMD)]
    for status in VereinbarungStatus:
        for lage in (EIGEN, FREMD):
            dinge += _vereinbarung(welt, status, lage)
    return dinge


def _der_anderen_gruppe(welt: Welt, thema: Thema) -> None:
    """Inside transaction()."""
    thema.projektgruppe = welt.andere_projektgruppe
    for mandat in thema.mandate:
        mandat.projektgruppe = welt.andere_projektgruppe


def _thema(welt: Welt, status: ThemaStatus, lage: str) -> Ding:
    thema = thema_im_stand(welt, status)
    with transaction() as s:
        s.add(Beschlusswirkung(beschluss=thema.beschluss, thema=thema, akt="thema.vereinbaren"))
        if lage == FREMD:
            _der_anderen_gruppe(welt, thema)
    return _ding("thema", lage, thema, beschluss=thema.beschluss_id)


def _massnahme(welt: Welt, status: MassnahmeStatus, lage: str) -> Ding:
    massnahme: Massnahme = massnahme_im_stand(welt, status)
    offen, heute = massnahme.meilensteine[0], in_tagen(0)
    erreicht = Meilenstein(titel="Erhoben", geplant_am=heute, urspruenglich_am=heute, erreicht_am=heute)
    with transaction():
        massnahme.meilensteine.append(erreicht)
        nachweis = Nachweis(
            titel="Bogen",
            adresse="https://musterkreis.example/bogen",
            person=welt.person("Paul"),
            hinzugefuegt_am=clock.now(),
        )
        massnahme.nachweise.append(nachweis)
        massnahme.anmerkung = Anmerkung(text="Bald.", person=welt.person("Mats"), angemerkt_am=clock.now())
    if lage == FREMD:
        with transaction():
            _der_anderen_gruppe(welt, massnahme.thema)
            massnahme.projektgruppe = welt.andere_projektgruppe
            massnahme.institution = welt.institution("ABH")
            massnahme.verantwortlich = welt.person("Emil") if massnahme.verantwortlich_id else None
            massnahme.zugesagt_von = welt.person("Mia") if massnahme.zugesagt_von_id else None
    return _ding("massnahme", lage, massnahme, meilenstein=offen.id, erreicht=erreicht.id, nachweis=nachweis.id)


def _vereinbarung(welt: Welt, status: VereinbarungStatus, lage: str) -> list[Ding]:
    """It with everything that hangs on it."""
    vereinbarung: Zielvereinbarung = zielvereinbarung_im_stand(welt, status)
    thema: Thema = vereinbarung.thema
    frei = neue_massnahme(welt, thema)
    if lage == FREMD:
        with transaction():
            _der_anderen_gruppe(welt, thema)
            vereinbarung.projektgruppe = welt.andere_projektgruppe
            beitrag(vereinbarung, "Jobcenter").institution = welt.institution("ABH")
    seine = beitrag(vereinbarung, "ABH" if lage == FREMD else "Jobcenter")
    unter = beitrag(vereinbarung, "Caritas" if lage == FREMD else "Sozialamt")
    unterzeichnen(welt, unter, vorbehalt="der Kreistag", vorbehalt_bis=in_tagen(60))
    indikator = vereinbarung.indikatoren[0]
    with transaction():
        ueberpruefung = Ueberpruefung(am=in_tagen(60))
        vereinbarung.ueberpruefungen.append(ueberpruefung)
        messwert = Messwert(
            wert=Decimal(40), gemessen_am=in_tagen(0), person=welt.person("Kora"), erfasst_am=clock.now()
        )
        indikator.messwerte.append(messwert)
    kennungen = {"beitrag": seine.id, "massnahme": frei.id, "indikator": indikator.id}
    found = [
        _ding("zielvereinbarung", lage, vereinbarung, **kennungen),
        _teil("beitrag", lage, seine, codes=_codes(welt, seine, "Mia" if lage == FREMD else "Mats")),
        _teil("vorbehalt", CARITAS if lage == FREMD else SOZIALAMT, unter),
        _teil("indikator", lage, indikator, messwert=messwert.id),
        _teil("ueberpruefung", lage, ueberpruefung),
    ]
    if lage == EIGEN:
        anderer = beitrag(vereinbarung, "Caritas")
        found.append(_teil("beitrag", NACHBAR, anderer, codes=_codes(welt, anderer, PARTEIEN["Caritas"])))
    if status is VereinbarungStatus.ENTWURF:
        found += [_kommentar(welt, vereinbarung, one, lage) for one in KommentarStatus]
    return found


def _codes(welt: Welt, partei: Any, wer: str) -> dict[str, str]:
    """Whoever may sign has a code, where one is given out."""
    if partei.status is not VereinbarungStatus.ZUR_ZEICHNUNG:
        return {}
    with transaction():
        return {wer: workflow.zielvereinbarungen.codes.ausstellen(partei, welt.person(wer))}


def _kommentar(welt: Welt, vereinbarung: Zielvereinbarung, status: KommentarStatus, lage: str) -> Ding:
    """Of Mats at the own one, of Mia at the other's."""
    kora, wer = welt.person("Kora"), welt.person("Mia" if lage == FREMD else "Mats")
    answered = status is KommentarStatus.BEANTWORTET
    with transaction():
        kommentar = Kommentar(
            status=status,
            text="" if status is KommentarStatus.ZURUECKGEZOGEN else "Wer misst das?",
            person=wer,
            geschrieben_am=clock.now(),
            antwort="Das Sozialamt." if answered else "",
            beantwortet_von=kora if answered else None,
            beantwortet_am=clock.now() if answered else None,
        )
        vereinbarung.kommentare.append(kommentar)
    return _teil("kommentar", lage, kommentar)


def _teil(art: str, lage: str, row: Any, codes: dict[str, str] | None = None, **kennungen: int) -> Ding:
    """A row that is found below its Zielvereinbarung."""
    version = getattr(row, "version", 1)
    return Ding(art, lage, row.status, row.id, row.zielvereinbarung.nummer, version, kennungen, codes or {})


def _ding(art: str, lage: str, row: Any, **kennungen: int) -> Ding:
    session().refresh(row)
    return Ding(art, lage, row.status, row.id, row.nummer, row.version, kennungen)
