"""What the acts on Maßnahmen ask of one, and the states they start from."""

from kimflow import clock
from kimflow.models import (
    Massnahme,
    MassnahmeStatus,
    Person,
    ThemaStatus,
)
from kimflow.permissions import Permission, ist_verantwortlich, zeichnet_fuer_die_institution
from kimflow.workflow.acts import Obstructed

P = Permission
S = MassnahmeStatus
T = ThemaStatus

LAUFENDE = Massnahme.LAUFENDE
VOR_DEM_BESCHLUSS = frozenset({S.VORGESCHLAGEN, S.ZUGESAGT})
OFFEN = VOR_DEM_BESCHLUSS | LAUFENDE | {S.RUHT}


def liegt_nicht_vor(massnahme: Massnahme) -> str | None:
    """liegt der Lenkungsgruppe nicht gerade vor"""
    vereinbarung = massnahme.zielvereinbarung
    if massnahme.status not in VOR_DEM_BESCHLUSS:
        return None
    if vereinbarung is not None and vereinbarung.ist_eingefroren:
        return "Die Zielvereinbarung ist eingereicht. Was ‹der Lenkungsgruppe:dat› vorliegt, ändert sich nicht mehr."
    if vereinbarung is None and massnahme.thema.status is T.VORGELEGT:
        return "Das Thema liegt ‹der Lenkungsgruppe:dat› vor. Was dort vorliegt, ändert sich nicht mehr."
    return None


def hat_verantwortliche_person(massnahme: Massnahme) -> str | None:
    """eine verantwortliche Person ist benannt"""
    return None if massnahme.verantwortlich_id else "Es ist noch keine verantwortliche Person benannt."


def heute_noch_nicht_gebeten(massnahme: Massnahme) -> str | None:
    """dieselbe Person wurde heute noch nicht gebeten"""
    for link in massnahme.rueckmeldelinks:
        asked = clock.local(link.erstellt_am)
        if link.person_id == massnahme.verantwortlich_id and asked.date() == clock.today():
            return f"{link.person.name} wurde heute um {asked:%H:%M} Uhr schon um Rückmeldung gebeten."
    return None


def offener_meilenstein(massnahme: Massnahme) -> str | None:
    """mindestens ein Meilenstein ist offen"""
    return None if massnahme.offene_meilensteine else "Es gibt keinen offenen Meilenstein."


def hat_einen_nachweis(massnahme: Massnahme) -> str | None:
    """mindestens ein Nachweis liegt vor"""
    return None if massnahme.geltende_nachweise else "Es liegt noch kein Nachweis vor."


def arbeitet_im_haus(massnahme: Massnahme, verantwortlich: Person) -> None:
    """Raises Obstructed for a responsible person from elsewhere, or who has left."""
    if verantwortlich.institution_id != massnahme.institution_id:
        raise Obstructed("Die verantwortliche Person muss in der verantwortlichen Institution arbeiten.")
    if not verantwortlich.ist_erreichbar:
        raise Obstructed("Diese Person arbeitet nicht mehr mit.")


def erreichter_meilenstein(massnahme: Massnahme) -> str | None:
    """mindestens ein Meilenstein ist erreicht"""
    return None if massnahme.erreichte_meilensteine else "Es ist noch kein Meilenstein erreicht."


def meldet_selbst(massnahme: Massnahme, person: Person) -> bool:
    """Whether a Rückmeldung of `person` is the house's own; everybody else enters it for somebody."""
    return ist_verantwortlich(person, massnahme) or zeichnet_fuer_die_institution(person, massnahme)
