"""What the acts on Maßnahmen ask of one, and the states they start from."""

from kimflow.models import (
    Massnahme,
    MassnahmeStatus,
    Person,
    ThemaStatus,
)
from kimflow.permissions import Permission, ist_verantwortlich, zeichnet_fuer_die_institution

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
        return "Die Zielvereinbarung ist eingereicht. Was der Lenkungsgruppe vorliegt, ändert sich nicht mehr."
    if vereinbarung is None and massnahme.thema.status is T.VORGELEGT:
        return "Das Thema liegt der Lenkungsgruppe vor. Was ihr vorliegt, ändert sich nicht mehr."
    return None


def hat_verantwortliche_person(massnahme: Massnahme) -> str | None:
    """eine verantwortliche Person ist benannt"""
    return None if massnahme.verantwortlich_id else "Es ist noch keine verantwortliche Person benannt."


def offener_meilenstein(massnahme: Massnahme) -> str | None:
    """mindestens ein Meilenstein ist offen"""
    return None if massnahme.offene_meilensteine else "Es gibt keinen offenen Meilenstein."


def hat_einen_nachweis(massnahme: Massnahme) -> str | None:
    """mindestens ein Nachweis liegt vor"""
    return None if massnahme.geltende_nachweise else "Es liegt noch kein Nachweis vor."


def meldet_selbst(massnahme: Massnahme, person: Person) -> bool:
    """Whether a Rückmeldung of `person` is the house's own; everybody else enters it for somebody."""
    return ist_verantwortlich(person, massnahme) or zeichnet_fuer_die_institution(person, massnahme)
