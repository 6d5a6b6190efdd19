"""Where each act of pfeiltafel.py is sent to, and valid data for its form."""

from io import BytesIO
from typing import Any

from tests.bauen.dateien import PDF
from tests.bauen.massnahmen import in_tagen
from tests.bauen.pfeilwelt import FREMD, Ding

Worte = dict[str, int]
"""The ids of what the forms choose among, by name."""

_AM_THEMA = {"massnahme": "massnahmen", "zielvereinbarung": "zielvereinbarungen"}
_AN_DER_VEREINBARUNG = {
    "indikator": "/indikatoren/zur-zielvereinbarung/{nummer}/{verb}",
    "ueberpruefung": "/zielvereinbarungen/{nummer}/{verb}",
}
_SEITEN = {
    "thema": "/themen/{nummer}/{verb}",
    "massnahme": "/massnahmen/{nummer}/{verb}",
    "zielvereinbarung": "/zielvereinbarungen/{nummer}/{verb}",
    "beitrag": "/zielvereinbarungen/{nummer}/beitraege/{id}/{verb}",
    "vorbehalt": "/zielvereinbarungen/{nummer}/beitraege/{id}/{verb}",
    "kommentar": "/zielvereinbarungen/{nummer}/kommentare/{id}/{verb}",
    "indikator": "/indikatoren/{id}/{verb}",
    "ueberpruefung": "/ueberpruefungen/{id}/{verb}",
}


def adresse(ding: Ding, verb: str) -> str:
    """Where the act is sent to."""
    noun, _, own = verb.rpartition(".")
    page = _SEITEN[ding.art]
    if ding.art == "thema" and noun in _AM_THEMA:
        page = f"/{_AM_THEMA[noun]}/zum-thema/{{nummer}}/{{verb}}"
    elif ding.art == "zielvereinbarung" and noun:
        page = _AN_DER_VEREINBARUNG[noun]
    return page.format(nummer=ding.nummer, id=ding.id, verb=own)


def daten(ding: Ding, verb: str, worte: Worte, name: str) -> dict[str, Any]:
    """What this person sends; what is not named below needs nothing."""
    sent: dict[str, Any] = {"version": ding.version, **_FORMULARE[ding.art](ding, worte).get(verb, {})}
    if verb == "zeichnen":
        sent["code"] = ding.codes.get(name, "123456")
    return {key: value if isinstance(value, tuple) else str(value) for key, value in sent.items() if value is not None}


_GRUND: dict[str, object] = {"begruendung": "Weil es so ist."}


def _vorschlag(ding: Ding, worte: Worte) -> dict[str, object]:
    return {"titel": "Anders genannt", "institution": worte["ABH" if ding.lage == FREMD else "Jobcenter"]}


def _massnahme(ding: Ding, worte: Worte) -> dict[str, dict[str, object]]:
    erste, zweite = ("Emil", "Mia") if ding.lage == FREMD else ("Paul", "Vera")
    meilenstein: dict[str, object] = {"meilenstein": ding.kennungen["meilenstein"]}
    return {
        "bearbeiten": _vorschlag(ding, worte),
        "zusagen": {"verantwortlich": worte[erste]},
        "absagen": _GRUND,
        "warten": {"wartet_auf": "das Land", "wartet_bis": in_tagen(20)},
        "ruhen_lassen": _GRUND | {"wiedervorlage": in_tagen(20)},
        "umsetzen": {"nachweis": "Der Bogen liegt vor.", "wirkungspruefung_am": in_tagen(180)},
        "wirkung_pruefen": {"ergebnis": "Es geht schneller."},
        "abbrechen": _GRUND,
        "uebergeben": _GRUND | {"verantwortlich": worte[zweite]},
        "nachweis_hinzufuegen": {"titel": "Bogen", "adresse": "https://musterkreis.example/neuer-bogen"},
        "nachweis_entfernen": _GRUND | {"nachweis": ding.kennungen["nachweis"]},
        "meilenstein_setzen": {"titel": "Probelauf", "geplant_am": in_tagen(40)},
        "meilenstein_verschieben": _GRUND | meilenstein | {"geplant_am": in_tagen(50)},
        "meilenstein_erreichen": meilenstein | {"erreicht_am": in_tagen(0)},
        "meilenstein_bearbeiten": meilenstein | {"titel": "Anders genannt", "geplant_am": in_tagen(50)},
        "meilenstein_zuruecknehmen": _GRUND | {"meilenstein": ding.kennungen["erreicht"]},
        "anmerken": {"text": "Wartet auf die Software des Landes."},
        "stand_melden": {"kommune": worte["Seestadt"], "stand": "laeuft"},
        "rueckmeldung_geben": {"lage": "plan", "satz": "Läuft.", "im_auftrag_von": "Leitung, telefonisch"},
    }


_INDIKATOR: dict[str, object] = {"name": "Wartezeit", "einheit": "Tage", "ausgangswert": "40", "zielwert": "10"}


def _zielvereinbarung(ding: Ding, worte: Worte) -> dict[str, dict[str, object]]:
    return {
        "bearbeiten": {"titel": "Anders genannt"},
        "beitrag_festlegen": {"institution": worte["Kreis"], "beteiligung": "wirkt_mit", "text": "Prüft vorab."},
        "beitrag_entfernen": {"beitrag": ding.kennungen["beitrag"]},
        "massnahme_aufnehmen": {"massnahme": ding.kennungen["massnahme"]},
        "abschliessen": {"erfuellung": "teilweise", "gruende": "Es dauert noch."},
        "fortschreiben": _GRUND,
        "kommentieren": {"text": "Wer misst das?"},
        "indikator.anlegen": _INDIKATOR,
        "indikator.entfernen": {"indikator": ding.kennungen["indikator"]},
        "ueberpruefung.ansetzen": {"am": in_tagen(90)},
    }


def _beitrag(ding: Ding, worte: Worte) -> dict[str, dict[str, object]]:
    zeichnet = {"eigen": "Mats", "nachbar": "Zoe", "fremd": "Mia"}[ding.lage]
    return {
        "beitrag_aendern": {"beteiligung": "zeichnet", "text": "Neu."},
        "beitrag_neu_fassen": _GRUND | {"text": "Neu gefasst."},
        "zeichnung_erfassen": {
            "gezeichnet_von": worte[zeichnet],
            "gezeichnet_am": in_tagen(0),
            "scan": (BytesIO(PDF), "Blatt.pdf"),
        },
        "zeichnung_verweigern": _GRUND,
    }


def _vorbehalt(ding: Ding, worte: Worte) -> dict[str, dict[str, object]]:
    return {"vorbehalt_aufloesen": {"ergebnis": "erteilt", "am": in_tagen(0)}}


def _kommentar(ding: Ding, worte: Worte) -> dict[str, dict[str, object]]:
    return {"beantworten": {"antwort": "Das Sozialamt."}}


def _indikator(ding: Ding, worte: Worte) -> dict[str, dict[str, object]]:
    return {
        "bearbeiten": _INDIKATOR,
        "messwert_erfassen": {"wert": "30", "gemessen_am": in_tagen(0)},
        "messwert_berichtigen": _GRUND | {"messwert": ding.kennungen["messwert"], "wert": "31"},
    }


def _ueberpruefung(ding: Ding, worte: Worte) -> dict[str, dict[str, object]]:
    return {"festhalten": {"ergebnis": "Auf gutem Weg."}}


def _thema(ding: Ding, worte: Worte) -> dict[str, dict[str, object]]:
    vorschlag = _vorschlag(ding, worte)
    return {
        "thema.zurueckgeben": _GRUND,
        "zielvereinbarung.anlegen": {"titel": "Noch eine"},
        "massnahme.vorschlagen": vorschlag,
        "massnahme.nacherfassen": vorschlag | {"beschluss": ding.kennungen["beschluss"]},
    }


_FORMULARE = {
    "thema": _thema,
    "massnahme": _massnahme,
    "zielvereinbarung": _zielvereinbarung,
    "beitrag": _beitrag,
    "vorbehalt": _vorbehalt,
    "kommentar": _kommentar,
    "indikator": _indikator,
    "ueberpruefung": _ueberpruefung,
}
