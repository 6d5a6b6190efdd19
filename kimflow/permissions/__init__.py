"""Who may: can() asks the table."""

from typing import Any

from kimflow.models import Person
from kimflow.permissions.praedikate import (
    gehoert_zum_gremium,
    hat_den_vorsitz,
    ist_buero,
    ist_fachkraft,
    ist_in_einer_projektgruppe,
    ist_koordination,
    ist_lesend,
    ist_mitglied_der_lenkungsgruppe,
    ist_verantwortlich,
    ist_zeichnungsberechtigt,
    zeichnet_fuer_die_institution,
)
from kimflow.permissions.tabelle import GRANTS
from kimflow.permissions.woerter import Permission

__all__ = [
    "GRANTS",
    "Permission",
    "can",
    "gehoert_zum_gremium",
    "hat_den_vorsitz",
    "ist_buero",
    "ist_fachkraft",
    "ist_in_einer_projektgruppe",
    "ist_koordination",
    "ist_lesend",
    "ist_mitglied_der_lenkungsgruppe",
    "ist_verantwortlich",
    "ist_zeichnungsberechtigt",
    "zeichnet_fuer_die_institution",
]


def can(person: Person, permission: Permission, thing: Any = None) -> bool:
    """Whether `person` may do `permission` on `thing`; a deactivated person may nothing.

    Who is invited but has no password yet acts through an Einzellink only; signing in needs an active account.
    """
    if not person.ist_erreichbar:
        return False
    return any(all(predicate(person, thing) for predicate in alternative) for alternative in GRANTS.get(permission, []))
