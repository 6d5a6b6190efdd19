"""The arrows of FACH §3 and who may go them, written by hand: nothing here is read from the code it is held against.

A new act of these nouns is one line here. Its form's fields stand in formulare() of test_direkt_pfeile.py.
The verbs of another noun that start at one of these carry its name: "indikator.anlegen".
"""

from dataclasses import dataclass
from enum import StrEnum

from kimflow.models import KommentarStatus as K
from kimflow.models import MassnahmeStatus as M
from kimflow.models import ThemaStatus as T
from kimflow.models import ZielvereinbarungStatus as Z
from tests.bauen.pfeilwelt import CARITAS, EIGEN, FREMD, NACHBAR, SOZIALAMT


@dataclass(frozen=True)
class Weg:
    """From which status an act leads where, and for whom. neu: what it begins instead, with its status if any."""

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
    # README: the promise stays with the house; where somebody is missing, the Leitung of the Projektgruppe sees to it.
    "uebergeben": Weg(_bleibt(M.ZUGESAGT, *_LAUFEND, M.RUHT), "verantwortlich zeichnet nachfolge koordination"),
    "nachweis_hinzufuegen": Weg(
        _bleibt(*_LAUFEND, M.RUHT, M.UMGESETZT, M.GEPRUEFT), "verantwortlich zeichnet koordination"
    ),
    # What the effect was judged by stays.
    "nachweis_entfernen": Weg(_bleibt(*_LAUFEND, M.RUHT, M.UMGESETZT), "verantwortlich zeichnet koordination"),
}
ZIELVEREINBARUNG: dict[str, Weg] = {
    "bearbeiten": Weg(_bleibt(*_ENTWURF), "gruppe koordination"),
    "beitrag_festlegen": Weg(_bleibt(*_ENTWURF), "gruppe koordination"),
    "beitrag_entfernen": Weg(_bleibt(*_ENTWURF), "gruppe koordination"),
    "massnahme_aufnehmen": Weg(_bleibt(*_ENTWURF), "gruppe koordination"),
    "einreichen": Weg(dict.fromkeys(_ENTWURF, Z.EINGEREICHT), "leitung koordination"),
    "abschliessen": Weg({Z.IN_KRAFT: Z.ABGESCHLOSSEN}, "koordination"),
    "fortschreiben": Weg(_bleibt(Z.IN_KRAFT), "leitung koordination", "zielvereinbarung entwurf"),
    "kommentieren": Weg(
        _bleibt(*_ENTWURF, Z.EINGEREICHT), "lenkungsgruppe partei gruppe koordination", "kommentar offen"
    ),
    "erinnern": Weg(_bleibt(Z.ZUR_ZEICHNUNG), "koordination"),
    "indikator.anlegen": Weg(_bleibt(*_ENTWURF), "gruppe koordination", "indikator"),
    "indikator.entfernen": Weg(_bleibt(*_ENTWURF), "gruppe koordination"),
    "ueberpruefung.ansetzen": Weg(
        _bleibt(*_ENTWURF, Z.ZUR_ZEICHNUNG, Z.IN_KRAFT), "leitung koordination", "ueberpruefung"
    ),
}
BEITRAG: dict[str, Weg] = {
    "beitrag_aendern": Weg(_bleibt(*_ENTWURF), "gruppe koordination"),
    "zeichnen": Weg(_bleibt(Z.ZUR_ZEICHNUNG), "zeichnet"),
    "zeichnung_erfassen": Weg(_bleibt(Z.ZUR_ZEICHNUNG), "koordination"),
    "zeichnung_verweigern": Weg(_bleibt(Z.ZUR_ZEICHNUNG), "zeichnet"),
    "zeichnungscode_anfordern": Weg(_bleibt(Z.ZUR_ZEICHNUNG), "zeichnet"),
    "beitrag_neu_fassen": Weg(_bleibt(Z.ZUR_ZEICHNUNG), "leitung koordination"),
}
VORBEHALT: dict[str, Weg] = {
    "vorbehalt_aufloesen": Weg(_bleibt(Z.ZUR_ZEICHNUNG, Z.IN_KRAFT), "zeichnet koordination"),
}
KOMMENTAR: dict[str, Weg] = {
    "beantworten": Weg({K.OFFEN: K.BEANTWORTET}, "gruppe koordination"),
    "zurueckziehen": Weg({K.OFFEN: K.ZURUECKGEZOGEN}, "selbst"),
}
INDIKATOR: dict[str, Weg] = {
    "bearbeiten": Weg(_bleibt(*_ENTWURF), "gruppe koordination"),
    "messwert_erfassen": Weg(_bleibt(Z.ZUR_ZEICHNUNG, Z.IN_KRAFT), "gruppe koordination"),
    "messwert_berichtigen": Weg(_bleibt(Z.ZUR_ZEICHNUNG, Z.IN_KRAFT), "gruppe koordination"),
}
UEBERPRUEFUNG: dict[str, Weg] = {
    "festhalten": Weg(_bleibt(Z.IN_KRAFT), "leitung koordination"),
}
THEMA: dict[str, Weg] = {
    "thema.annehmen": Weg(_bleibt(T.BEAUFTRAGT), "leitung"),
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
    "vorbehalt": VORBEHALT,
    "kommentar": KOMMENTAR,
    "indikator": INDIKATOR,
    "ueberpruefung": UEBERPRUEFUNG,
    "thema": THEMA,
}

# The acts that FACH §3 draws: everybody tries each of them in every status, the others only in some.
IM_FACH: dict[str, set[str]] = {
    "massnahme": {
        "zusagen", "absagen", "beginnen", "warten", "fortsetzen", "ruhen_lassen", "umsetzen", "wirkung_pruefen",
        "abbrechen",
    },
    "zielvereinbarung": {"einreichen", "fortschreiben", "abschliessen"},
    "beitrag": {"zeichnen", "zeichnung_verweigern"},
    "thema": {"thema.zurueckgeben", "massnahme.vorschlagen"},
}  # fmt: skip

# What has no page: a Beschluss or another act does it, nobody by a POST of their own.
NIE_DIREKT = {
    "massnahme": ("vereinbaren", "ausnehmen"),
    "zielvereinbarung": (
        "zustimmen", "ueberarbeiten", "nicht_zustimmen", "in_kraft_setzen", "ohne_partei_in_kraft_setzen", "abloesen",
    ),
    "thema": ("vorschlagen", "zustimmen", "ueberarbeiten", "nicht_zustimmen", "vereinbaren", "beauftragen"),
}  # fmt: skip

# Who the words of a Weg are, per Lage. nachfolge: who stands in while a Maßnahme has nobody responsible.
_LENKUNGSGRUPPE = {"Mats", "Vera", "Mia", "Bert"}
WER_IST: dict[str, dict[str, set[str]]] = {
    EIGEN: {
        "verantwortlich": {"Paul"},
        "zeichnet": {"Mats"},
        "leitung": {"Paula"},
        "nachfolge": {"Paula"},
        "gruppe": {"Paula", "Paul"},
        "buero": {"Bibi"},
        "koordination": {"Kora"},
        "lenkungsgruppe": _LENKUNGSGRUPPE,
        "partei": {"Mats", "Paula", "Zoe"},
        "selbst": {"Mats"},
    },
    NACHBAR: {"zeichnet": {"Zoe"}, "leitung": {"Paula"}, "gruppe": {"Paula", "Paul"}, "koordination": {"Kora"}},
    SOZIALAMT: {"zeichnet": {"Paula"}, "koordination": {"Kora"}},
    CARITAS: {"zeichnet": {"Zoe"}, "koordination": {"Kora"}},
    FREMD: {
        "verantwortlich": {"Emil"},
        "zeichnet": {"Mia"},
        "leitung": {"Petra"},
        "nachfolge": {"Petra"},
        "gruppe": {"Petra"},
        "buero": set(),
        "koordination": {"Kora"},
        "lenkungsgruppe": _LENKUNGSGRUPPE,
        "partei": {"Mia", "Paula", "Zoe"},
        "selbst": {"Mia"},
    },
}

# Who does not see a thing at all, by noun; Lena reads what was decided. Whom a Maßnahme names sees it.
BLIND = {"Ada", "Emil"}
_NICHT_ZUGESTIMMT: set[StrEnum] = {*_ENTWURF, Z.EINGEREICHT, Z.ABGELEHNT}
UNENTSCHIEDEN: dict[str, set[StrEnum]] = {
    "massnahme": set(_VOR),
    **dict.fromkeys(("zielvereinbarung", "beitrag", "vorbehalt", "indikator", "ueberpruefung"), _NICHT_ZUGESTIMMT),
    "kommentar": set(K),
    "thema": set(),
}
# What nobody sees any more.
WEG = {K.ZURUECKGEZOGEN}
OHNE_KONTO = {"Nora", ""}
