"""notiz.schreiben, notiz.aendern, notiz.loeschen."""

import pytest

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Notiz, Notizart
from kimflow.workflow.acts import Forbidden, Obstructed, Stale
from tests.bauen.saal import laufende_sitzung, neue_notiz
from tests.bauen.sitzungen import neuer_top

pytestmark = pytest.mark.beide


@pytest.fixture
def top(welt):
    return laufende_sitzung(welt).tops[0]


def aendern(notiz, wer, text="Anders.", **kw):
    with transaction():
        workflow.notizen.aendern(notiz, wer, art=Notizart.OFFEN, text=text, **kw)


def loeschen(notiz, wer):
    with transaction():
        workflow.notizen.loeschen(notiz, wer)


def test_eine_notiz_steht_bei_ihrem_punkt(welt, top, kora):
    notiz = neue_notiz(welt, top)

    assert top.notizen == [notiz]
    assert notiz.person is kora
    assert notiz.geschrieben_am is not None


def test_was_in_der_notiz_steht_steht_nicht_im_verlauf(welt, top):
    neue_notiz(welt, top, "Herr X war dagegen.")

    zeile = session().query(Ereignis).filter_by(akt="notiz.schreiben").one()
    assert (zeile.angaben, list(zeile.texte)) == ({"art": "information"}, [])


def test_eine_notiz_laesst_sich_verbessern_und_loeschen(welt, top, kora):
    notiz = neue_notiz(welt, top)

    aendern(notiz, kora)
    assert (notiz.art, notiz.text) == (Notizart.OFFEN, "Anders.")

    loeschen(notiz, kora)
    assert session().query(Notiz).count() == 0


def test_wer_auf_altem_stand_aendert_ueberschreibt_nichts(welt, top, kora):
    """E1 P0."""
    notiz = neue_notiz(welt, top)
    alt = notiz.version
    aendern(notiz, kora, "Erste.", version=alt)

    with pytest.raises(Stale):
        aendern(notiz, kora, "Zweite.", version=alt)

    assert notiz.text == "Erste."


def test_die_protokollfuehrung_schreibt_mit(welt, top, mia):
    with transaction():
        top.sitzung.protokollfuehrung = mia

    with transaction():
        notiz = workflow.notizen.schreiben(top, mia, art=Notizart.OFFEN, text="Zahlen nachreichen.")

    assert notiz.person is mia


@pytest.mark.parametrize("wer", ["Mats", "Bert", "Paula", "Bibi", "Lena", "Ada", "Nora"])
def test_notizen_schreibt_nur_die_moderation(welt, top, wer):
    """D3 P0."""
    notiz, wer = neue_notiz(welt, top), welt.person(wer)

    for tun in (
        lambda: workflow.notizen.schreiben(top, wer, art=Notizart.OFFEN, text="x"),
        lambda: workflow.notizen.aendern(notiz, wer, art=Notizart.OFFEN, text="x"),
        lambda: workflow.notizen.loeschen(notiz, wer),
    ):
        with pytest.raises(Forbidden), transaction():
            tun()


def test_vor_der_sitzung_gibt_es_keine_notizen(welt):
    with pytest.raises(Obstructed, match="laufenden Sitzung"):
        neue_notiz(welt, neuer_top(welt))


def test_in_der_nachbereitung_wird_noch_geschrieben(welt, top, kora):
    with transaction():
        workflow.sitzungen.schliessen(top.sitzung, kora)

    assert neue_notiz(welt, top).top is top


def test_jede_notiz_bewegt_die_offenen_seiten(welt, top, kora):
    vorher = top.sitzung.bewegung
    notiz = neue_notiz(welt, top)
    aendern(notiz, kora)
    loeschen(notiz, kora)

    assert top.sitzung.bewegung == vorher + 3
