"""gezaehlt(): what those learn who may not see cases, and what the threshold keeps back."""

import pytest

from kimflow import queries, workflow
from kimflow.db import transaction
from tests.bauen.fallrekonstruktionen import (
    eingereichter_fall,
    freigegebene_bruchstelle,
    freigegebener_fall,
    neue_bruchstelle,
)

pytestmark = pytest.mark.beide


def zeilen(person):
    return [(s.von, s.zu, str(s.anzahl)) for s in queries.fallrekonstruktionen.gezaehlt(person).schnittstellen]


def andersherum(welt):
    return neue_bruchstelle(
        welt,
        von_rechtskreis=welt.vokabel("rechtskreis", "SGB II"),
        zu_rechtskreis=welt.vokabel("rechtskreis", "SGB III"),
    )


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Paula", "Frida", "Lena", "Bibi"])
def test_unter_fuenf_steht_nur_dass_es_weniger_als_fuenf_sind(welt, wer):
    """M3: the small number is not in the answer at all."""
    freigegebener_fall(welt, bruchstellen=[neue_bruchstelle(welt)] * 4)

    (eine,) = queries.fallrekonstruktionen.gezaehlt(welt.person(wer)).schnittstellen
    assert (str(eine.anzahl), eine.anzahl.wert) == ("< 5", None)


def test_ab_fuenf_steht_die_zahl(welt, mats):
    freigegebener_fall(welt, bruchstellen=[neue_bruchstelle(welt)] * 5)

    assert zeilen(mats) == [("AsylbLG", "SGB II", "5")]


def test_die_koordination_liest_genaue_zahlen(welt, kora):
    freigegebener_fall(welt, bruchstellen=[neue_bruchstelle(welt)] * 2)

    assert zeilen(kora) == [("AsylbLG", "SGB II", "2")]


def test_die_reihenfolge_verraet_keine_groesse(welt, mats):
    """M3: ordered by name."""
    freigegebener_fall(welt, bruchstellen=[neue_bruchstelle(welt), *[andersherum(welt)] * 3])

    assert [zeile[:2] for zeile in zeilen(mats)] == [("AsylbLG", "SGB II"), ("SGB II", "SGB III")]


def test_nur_freigegebene_bruchstellen_zaehlen(welt, kora):
    eingereichter_fall(welt)

    assert zeilen(kora) == []


def test_je_thema_gilt_dieselbe_schwelle(welt, kora, mats):
    bruchstelle = freigegebene_bruchstelle(welt)
    thema = _thema(welt, kora, [bruchstelle])

    gezaehlt = queries.fallrekonstruktionen.gezaehlt
    assert str(gezaehlt(kora).je_thema[thema.id]) == "1"
    assert str(gezaehlt(mats).je_thema[thema.id]) == "< 5"


def test_zur_auswahl_stehen_freigegebene_mit_allem_was_sie_beschreibt(welt):
    fall = freigegebener_fall(welt, bruchstellen=[neue_bruchstelle(welt), andersherum(welt)])
    eingereichter_fall(welt)

    assert [str(b) for b in queries.fallrekonstruktionen.freigegebene_bruchstellen()] == [
        f"AsylbLG → SGB II: Rechtskreiswechsel ({fall.nummer})",
        f"SGB II → SGB III: Rechtskreiswechsel ({fall.nummer})",
    ]


def test_die_auswahl_laesst_sich_auf_einen_rechtskreis_eingrenzen(welt):
    freigegebener_fall(welt, bruchstellen=[neue_bruchstelle(welt), andersherum(welt)])
    rechtskreis = welt.vokabel("rechtskreis", "SGB III")

    gefunden = queries.fallrekonstruktionen.freigegebene_bruchstellen(rechtskreis=rechtskreis.id)
    assert [b.zu_rechtskreis for b in gefunden] == [rechtskreis]


def test_welche_themen_eine_bruchstelle_nutzen_ist_bekannt(welt, kora):
    bruchstelle = freigegebene_bruchstelle(welt)
    thema = _thema(welt, kora, [bruchstelle])

    (verwendung,) = queries.fallrekonstruktionen.themen_je_bruchstelle()[bruchstelle.id]
    assert (verwendung.nummer, verwendung.titel) == (thema.nummer, thema.titel)


def _thema(welt, kora, bruchstellen):
    with transaction():
        return workflow.themen.aufnehmen(
            kora,
            titel="Lücke beim Rechtskreiswechsel",
            handlungsfeld=welt.vokabel("handlungsfeld", "Wohnen"),
            bruchstellen=bruchstellen,
            quellenart=None,
            quelle="",
            datum=None,
        )
