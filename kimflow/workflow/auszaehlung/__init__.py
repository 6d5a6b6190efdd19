"""Counting votes: pure functions over whole numbers. Ballots in, result out; no database, no clock, no floats."""

from kimflow.workflow.auszaehlung.belastbarkeit import (
    belastbarkeit_der_mehrheit,
    belastbarkeit_der_punkte,
    belastbarkeit_des_widerstands,
)
from kimflow.workflow.auszaehlung.raenge import (
    Rang,
    Widerstand,
    als_punkte,
    erste_plaetze,
    geteilte_plaetze,
    hat_rangfolge,
    nach_plaetzen,
    nach_punkten,
    nach_widerstand,
)
from kimflow.workflow.auszaehlung.regeln import (
    empfohlene_punkte,
    regel,
    regel_gleichstand,
    regel_quorum,
    regel_sichtbarkeit,
)
from kimflow.workflow.auszaehlung.zustimmung import (
    STIMMT_ZU,
    Mehrheit,
    ist_zustimmung,
    mehrheit,
    mindestens,
    worte,
)

__all__ = [
    "STIMMT_ZU",
    "Mehrheit",
    "Rang",
    "Widerstand",
    "als_punkte",
    "belastbarkeit_der_mehrheit",
    "belastbarkeit_der_punkte",
    "belastbarkeit_des_widerstands",
    "empfohlene_punkte",
    "erste_plaetze",
    "geteilte_plaetze",
    "hat_rangfolge",
    "ist_zustimmung",
    "mehrheit",
    "mindestens",
    "nach_plaetzen",
    "nach_punkten",
    "nach_widerstand",
    "regel",
    "regel_gleichstand",
    "regel_quorum",
    "regel_sichtbarkeit",
    "worte",
]
