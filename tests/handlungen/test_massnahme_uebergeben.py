"""massnahme.uebergeben: another person of the same house becomes responsible, with a reason."""

import pytest

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, MassnahmeStatus, Nachricht
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.massnahmen import laufende_massnahme, massnahme_im_stand, neu_gelesen, neue_massnahme

pytestmark = pytest.mark.beide

S = MassnahmeStatus


def uebergeben(massnahme, person, an, begruendung="Paul wechselt die Abteilung."):
    with transaction():
        workflow.massnahmen.uebergeben(massnahme, person, verantwortlich=an, begruendung=begruendung)


@pytest.mark.parametrize("wer", ["Paul", "Mats", "Kora"])
def test_uebergeben_wird_an_jemanden_im_selben_haus(welt, wer):
    massnahme = laufende_massnahme(welt)

    uebergeben(massnahme, welt.person(wer), welt.person("Vera"))

    massnahme = neu_gelesen(massnahme)
    assert (massnahme.verantwortlich.name, massnahme.status) == (welt.person("Vera").name, S.IN_UMSETZUNG)
    zeile = session().query(Ereignis).filter_by(akt="massnahme.uebergeben").one()
    assert zeile.angaben["verantwortlich"] == {"person": welt.person("Vera").id}
    assert [text.text for text in zeile.texte] == ["Paul wechselt die Abteilung."]


@pytest.mark.parametrize(
    "wer", ["Paula", "Petra", "Zoe", "Mia", "Vera", "Bert", "Fatma", "Bibi", "Lena", "Ada", "Emil", "Nora"]
)
def test_niemand_sonst_uebergibt(welt, mats, wer):
    """D3 P0: neither the group nor another house decides who does it here."""
    massnahme = laufende_massnahme(welt)

    with pytest.raises(Forbidden):
        uebergeben(massnahme, welt.person(wer), mats)

    assert neu_gelesen(massnahme).verantwortlich.name == welt.person("Paul").name


def test_das_haus_wechselt_dabei_nicht(welt, kora, zoe):
    with pytest.raises(Obstructed, match="verantwortlichen Institution"):
        uebergeben(laufende_massnahme(welt), kora, zoe)


def test_an_wen_ausgeschieden_ist_uebergibt_niemand(welt, kora, nora):
    massnahme = laufende_massnahme(welt)
    with transaction():
        nora.institution = massnahme.institution

    with pytest.raises(Obstructed, match="nicht mehr"):
        uebergeben(massnahme, kora, nora)


@pytest.mark.parametrize(
    ("an", "grund", "meldung"), [("Paul", "Darum.", "schon verantwortlich"), ("Mats", "", "warum")]
)
def test_an_sich_selbst_oder_ohne_grund_uebergibt_niemand(welt, kora, an, grund, meldung):
    with pytest.raises(Obstructed, match=meldung):
        uebergeben(laufende_massnahme(welt), kora, welt.person(an), grund)


@pytest.mark.parametrize("status", [S.VORGESCHLAGEN, S.UMGESETZT, S.GEPRUEFT, S.ABGEBROCHEN])
def test_uebergeben_wird_nur_was_zugesagt_und_offen_ist(welt, kora, mats, status):
    massnahme = neue_massnahme(welt) if status is S.VORGESCHLAGEN else massnahme_im_stand(welt, status)

    with pytest.raises(Obstructed, match="im Stand"):
        uebergeben(massnahme, kora, mats)


def test_wer_uebergeben_hat_darf_danach_nicht_mehr(welt, paul, mats):
    massnahme = laufende_massnahme(welt)
    uebergeben(massnahme, paul, mats)

    with pytest.raises(Forbidden):
        uebergeben(massnahme, paul, paul)


def test_nur_die_neue_person_bekommt_eine_mail(welt, kora, mats, paul):
    massnahme = laufende_massnahme(welt)

    uebergeben(massnahme, kora, mats)

    brief = session().query(Nachricht).filter_by(anlass="massnahme.uebergeben").one()
    assert brief.person_id == mats.id
    assert massnahme.nummer in brief.text


def test_auf_der_seite_wird_mit_grund_uebergeben(browser, paul, welt, mats):
    massnahme = laufende_massnahme(welt)
    seite = f"/massnahmen/{massnahme.nummer}"
    besuch = browser(paul)

    ohne = besuch.absenden(f"{seite}/uebergeben", verantwortlich=str(mats.id), status=422)
    assert (ohne.status, neu_gelesen(massnahme).verantwortlich.name) == (422, welt.person("Paul").name)
    besuch.absenden(f"{seite}/uebergeben", verantwortlich=str(mats.id), begruendung="Paul geht in Elternzeit.")

    text = besuch.get(seite, status=200).text
    assert "hat die Maßnahme übergeben" in text
    assert neu_gelesen(massnahme).verantwortlich.name == mats.name
