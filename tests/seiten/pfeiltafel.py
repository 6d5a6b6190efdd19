"""The arrows of FACH §3 and who may go them, written by hand: nothing here is read from the code it is held against.

A new act of these nouns is one line here. Its form's fields stand in formulare() of test_direkt_pfeile.py.
"""

from dataclasses import dataclass
from enum import StrEnum

from kimflow.models import MassnahmeStatus as M
from kimflow.models import ThemaStatus as T
from kimflow.models import ZielvereinbarungStatus as Z
from tests.bauen.pfeilwelt import EIGEN, FREMD, NACHBAR


@dataclass(frozen=True)
class Weg:
    """From which status an act leads where, and for whom. neu: the status of what it begins instead."""

    pfeile: dict[StrEnum, StrEnum]
    wer: str
    neu: str = ""


def _bleibt(*status: StrEnum) -> dict[StrEnum, StrEnum]:
    return {one: one for one in status}


_VOR = (M.VORGESCHLAGEN, M.ZUGESAGT)
_LAUFEND = (M.VEREINBART, M.IN_UMSETZUNG, M.WARTET)
_ENTWURF = (Z.ENTWURF, Z.UEBERARBEITUNG)
_NIMMT_AUF = (T.GESAMMELT, T.VORGELEGT, T.PRIORISIERT, T.BEAUFTRAGT, T.VORSCHLAG, T.VEREINBART)

MASSNAHME: dict[str, Weg] = {
    "bearbeiten": Weg(_bleibt(M.VORGESCHLAGEN), "gruppe koordination"),
    "zusagen": Weg({M.VORGESCHLAGEN: M.ZUGESAGT}, "zeichnet"),
    "absagen": Weg(_bleibt(M.VORGESCHLAGEN), "zeichnet"),
    "beginnen": Weg({M.VEREINBART: M.IN_UMSETZUNG}, "verantwortlich zeichnet"),
    "warten": Weg({M.IN_UMSETZUNG: M.WARTET}, "verantwortlich zeichnet"),
    "fortsetzen": Weg({M.WARTET: M.IN_UMSETZUNG, M.RUHT: M.IN_UMSETZUNG}, "verantwortlich zeichnet koordination"),
    "ruhen_lassen": Weg(dict.fromkeys(_LAUFEND, M.RUHT), "verantwortlich zeichnet koordination"),
    "umsetzen": Weg({M.IN_UMSETZUNG: M.UMGESETZT}, "verantwortlich zeichnet koordination"),
    "wirkung_pruefen": Weg({M.UMGESETZT: M.GEPRUEFT}, "koordination"),
    "abbrechen": Weg(dict.fromkeys((*_VOR, *_LAUFEND, M.RUHT), M.ABGEBROCHEN), "zeichnet koordination"),
    "meilenstein_setzen": Weg(_bleibt(*_VOR, *_LAUFEND), "verantwortlich zeichnet gruppe koordination"),
    "meilenstein_verschieben": Weg(_bleibt(*_LAUFEND), "verantwortlich zeichnet koordination"),
    "meilenstein_erreichen": Weg(_bleibt(*_LAUFEND), "verantwortlich zeichnet koordination"),
    "meilenstein_bearbeiten": Weg(_bleibt(*_VOR), "verantwortlich zeichnet gruppe koordination"),
    "meilenstein_zuruecknehmen": Weg(_bleibt(*_LAUFEND), "verantwortlich zeichnet koordination"),
    "anmerken": Weg(_bleibt(*_LAUFEND, M.RUHT), "verantwortlich zeichnet"),
    "anmerkung_zuruecknehmen": Weg(_bleibt(*_LAUFEND, M.RUHT), "verantwortlich zeichnet"),
    "stand_melden": Weg(_bleibt(*_LAUFEND, M.RUHT, M.UMGESETZT, M.GEPRUEFT), "verantwortlich zeichnet koordination"),
    "rueckmeldung_geben": Weg(_bleibt(*_LAUFEND), "verantwortlich zeichnet buero koordination"),
    "erinnern": Weg(_bleibt(*_LAUFEND), "koordination"),
}
ZIELVEREINBARUNG: dict[str, Weg] = {
    "bearbeiten": Weg(_bleibt(*_ENTWURF), "gruppe koordination"),
    "beitrag_festlegen": Weg(_bleibt(*_ENTWURF), "gruppe koordination"),
    "beitrag_entfernen": Weg(_bleibt(*_ENTWURF), "gruppe koordination"),
    "massnahme_aufnehmen": Weg(_bleibt(*_ENTWURF), "gruppe koordination"),
    "einreichen": Weg(dict.fromkeys(_ENTWURF, Z.EINGEREICHT), "leitung koordination"),
    "abschliessen": Weg({Z.IN_KRAFT: Z.ABGESCHLOSSEN}, "koordination"),
}
BEITRAG: dict[str, Weg] = {
    "beitrag_aendern": Weg(_bleibt(*_ENTWURF), "gruppe koordination"),
    "zeichnen": Weg(_bleibt(Z.ZUR_ZEICHNUNG), "zeichnet"),
    "zeichnung_erfassen": Weg(_bleibt(Z.ZUR_ZEICHNUNG), "koordination"),
    "zeichnung_verweigern": Weg(_bleibt(Z.ZUR_ZEICHNUNG), "zeichnet"),
}
THEMA: dict[str, Weg] = {
    "thema.zurueckgeben": Weg({T.BEAUFTRAGT: T.PRIORISIERT}, "leitung"),
    "zielvereinbarung.anlegen": Weg(
        _bleibt(T.BEAUFTRAGT, T.VORSCHLAG, T.VEREINBART), "gruppe koordination", "zielvereinbarung entwurf"
    ),
    "massnahme.vorschlagen": Weg(_bleibt(*_NIMMT_AUF), "gruppe koordination", "massnahme vorgeschlagen"),
    "massnahme.nacherfassen": Weg(_bleibt(*_NIMMT_AUF), "koordination", "massnahme vereinbart"),
}
WEGE: dict[str, dict[str, Weg]] = {
    "massnahme": MASSNAHME,
    "zielvereinbarung": ZIELVEREINBARUNG,
    "beitrag": BEITRAG,
    "thema": THEMA,
}

# What has no page: a Beschluss or another act does it, nobody by a POST of their own.
NIE_DIREKT = {
    "massnahme": ("vereinbaren",),
    "zielvereinbarung": ("zustimmen", "ueberarbeiten", "nicht_zustimmen", "in_kraft_setzen"),
    "thema": ("vorschlagen", "zustimmen", "ueberarbeiten", "nicht_zustimmen", "vereinbaren", "beauftragen"),
}

# Who the words of a Weg are, per Lage.
WER_IST: dict[str, dict[str, set[str]]] = {
    EIGEN: {
        "verantwortlich": {"Paul"},
        "zeichnet": {"Mats"},
        "leitung": {"Paula"},
        "gruppe": {"Paula", "Paul"},
        "buero": {"Bibi"},
        "koordination": {"Kora"},
    },
    NACHBAR: {"zeichnet": {"Zoe"}, "gruppe": {"Paula", "Paul"}, "koordination": {"Kora"}},
    FREMD: {
        "verantwortlich": {"Emil"},
        "zeichnet": {"Mia"},
        "leitung": {"Petra"},
        "gruppe": {"Petra"},
        "buero": set(),
        "koordination": {"Kora"},
    },
}

# Who does not see a thing at all, by noun; Lena reads what was decided. Whom a Maßnahme names sees it.
BLIND = {"Ada", "Emil"}
UNENTSCHIEDEN: dict[str, set[StrEnum]] = {
    "massnahme": set(_VOR),
    "zielvereinbarung": {*_ENTWURF, Z.EINGEREICHT, Z.ABGELEHNT},
    "beitrag": {*_ENTWURF, Z.EINGEREICHT, Z.ABGELEHNT},
    "thema": set(),
}
OHNE_KONTO = {"Nora", ""}
