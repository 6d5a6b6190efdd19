"""The released Bruchstellen a Thema can rest on, and the Themen that rest on them."""

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


def andersherum(welt):
    return neue_bruchstelle(
        welt,
        von_rechtskreis=welt.vokabel("rechtskreis", "SGB II"),
        zu_rechtskreis=welt.vokabel("rechtskreis", "SGB III"),
    )


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
