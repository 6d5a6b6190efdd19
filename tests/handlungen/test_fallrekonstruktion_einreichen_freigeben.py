"""fallrekonstruktion.einreichen, .freigeben: four eyes and a complete list of checks."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Anonymitaet, Ereignis, FallStatus, Nachricht
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.fallrekonstruktionen import PRUEFLISTE
from tests.bauen.fallrekonstruktionen import (
    ANGEHAKT,
    eingereichter_fall,
    freigegebener_fall,
    neue_bruchstelle,
    neue_station,
    neuer_fall,
    voller_fall,
)

pytestmark = pytest.mark.beide


def einreichen(fall, person):
    with transaction():
        workflow.fallrekonstruktionen.einreichen(fall, person, anonymitaet=Anonymitaet.EINWILLIGUNG)


def freigeben(fall, person, **kw):
    with transaction():
        workflow.fallrekonstruktionen.freigeben(fall, person, **(ANGEHAKT | kw))


def post(akt):
    return sorted(n.person.name for n in session().query(Nachricht).filter_by(anlass=akt))


def test_wer_den_fall_geschrieben_hat_reicht_ihn_ein(welt, fatma):
    fall = voller_fall(welt)

    einreichen(fall, fatma)

    assert (fall.status, fall.anonymitaet) == (FallStatus.ZUR_PRUEFUNG, Anonymitaet.EINWILLIGUNG)


def test_ohne_station_und_bruchstelle_und_grobe_angaben_wird_nichts_eingereicht(welt, fatma):
    fall = neuer_fall(welt, herkunft=None, altersband=None)

    with pytest.raises(Obstructed) as gruende:
        einreichen(fall, fatma)

    assert gruende.value.reasons == (
        "Es fehlt: Herkunft, Altersband.",
        "Es fehlt mindestens eine Station.",
        "Es fehlt mindestens eine Bruchstelle.",
    )
    assert fall.status is FallStatus.ENTWURF


def test_mit_einem_nicht_gesendeten_entwurf_wird_nichts_eingereicht(welt, fatma):
    """Who checks would read the case without what was typed last."""
    fall = voller_fall(welt)
    with transaction():
        workflow.entwuerfe.sichern(fatma, "fallrekonstruktion.bearbeiten", fall.nummer, [("titel", "Neu")], "a")

    with pytest.raises(Obstructed) as gruende:
        einreichen(fall, fatma)
    assert gruende.value.reasons == (
        "Es gibt noch einen nicht gesendeten Entwurf. Bitte senden oder verwerfen Sie ihn.",
    )

    with transaction():
        workflow.entwuerfe.verwerfen(fatma, "fallrekonstruktion.bearbeiten", fall.nummer)
    einreichen(fall, fatma)
    assert fall.status is FallStatus.ZUR_PRUEFUNG


@pytest.mark.parametrize("wer", ["Finn", "Kora", "Frida", "Mia"])
def test_niemand_reicht_den_fall_einer_anderen_person_ein(welt, wer):
    fall = voller_fall(welt)

    with pytest.raises(Forbidden):
        einreichen(fall, welt.person(wer))


def test_zweimal_einreichen_geht_nicht(welt, fatma):
    fall = eingereichter_fall(welt)

    with pytest.raises(Obstructed, match="Einreichen"):
        einreichen(fall, fatma)


def test_wer_pruefen_kann_erfaehrt_vom_einreichen(welt, fatma):
    einreichen(voller_fall(welt), fatma)

    assert post("fallrekonstruktion.einreichen") == ["Finn", "Kora"]


def test_die_nachricht_nennt_nur_die_nummer(welt):
    """D5 P0: nothing of the narrative leaves by mail."""
    fall = eingereichter_fall(welt, titel="Geheimer Titel", schilderung="Geheime Schilderung")

    brief = session().query(Nachricht).first()
    assert fall.nummer in brief.betreff
    assert "Geheim" not in brief.betreff + brief.text


@pytest.mark.parametrize("wer", ["Finn", "Kora"])
def test_eine_zweite_person_gibt_frei(welt, wer):
    fall = eingereichter_fall(welt)

    freigeben(fall, welt.person(wer))

    assert fall.status is FallStatus.FREIGEGEBEN
    assert (fall.geprueft_von.name, fall.freigegeben_am) == (wer, clock.today())


def test_wer_den_fall_geschrieben_hat_gibt_ihn_nicht_frei(welt, fatma):
    fall = eingereichter_fall(welt)

    with pytest.raises(Forbidden):
        freigeben(fall, fatma)


def test_auch_die_koordination_gibt_den_eigenen_fall_nicht_frei(welt, kora):
    fall = eingereichter_fall(welt, kora)

    with pytest.raises(Forbidden):
        freigeben(fall, kora)


@pytest.mark.parametrize("wer", ["Frida", "Mats", "Mia", "Paula", "Ada", "Bibi", "Lena"])
def test_wer_nicht_zur_fallwerkstatt_gehoert_gibt_nicht_frei(welt, wer):
    fall = eingereichter_fall(welt)

    with pytest.raises(Forbidden):
        freigeben(fall, welt.person(wer))


@pytest.mark.parametrize("haken", PRUEFLISTE)
def test_jeder_haken_der_pruefliste_muss_gesetzt_sein(welt, finn, haken):
    fall = eingereichter_fall(welt)

    with pytest.raises(Obstructed, match="Nicht bestätigt"):
        freigeben(fall, finn, **{haken: False})

    assert fall.status is FallStatus.ZUR_PRUEFUNG


def test_ein_entwurf_wird_nicht_freigegeben(welt, finn):
    fall = voller_fall(welt)

    with pytest.raises(Obstructed, match="Freigeben"):
        freigeben(fall, finn)


def test_ein_freigegebener_fall_loescht_sich_nach_zwoelf_monaten(welt):
    fall = freigegebener_fall(welt)

    assert fall.loeschen_am == clock.today() + timedelta(days=365)


def test_die_freigabe_steht_im_verlauf(welt, finn):
    fall = freigegebener_fall(welt)

    zeile = session().query(Ereignis).filter_by(akt="fallrekonstruktion.freigeben").one()
    assert (zeile.person_id, zeile.gegenstand_id) == (finn.id, fall.id)
    assert (zeile.status_vorher, zeile.status_nachher) == ("zur_pruefung", "freigegeben")


def test_wer_den_fall_geschrieben_hat_erfaehrt_von_der_freigabe(welt):
    freigegebener_fall(welt)

    assert post("fallrekonstruktion.freigeben") == ["Fatma"]


def test_vier_augen_gelten_auch_fuer_die_tabelle(welt, fatma):
    fall = freigegebener_fall(welt)

    with pytest.raises(IntegrityError), transaction():
        fall.geprueft_von_id = fatma.id


def test_nach_der_rueckgabe_wird_die_zweite_einreichung_wieder_gemeldet(welt, fatma, finn):
    fall = eingereichter_fall(welt)
    with transaction():
        workflow.fallrekonstruktionen.zurueckgeben(fall, finn, begruendung="Der Ort ist zu genau.")

    einreichen(fall, fatma)

    assert post("fallrekonstruktion.einreichen") == ["Finn", "Finn", "Kora", "Kora"]


def test_stationen_duerfen_luecken_haben_bruchstellen_nicht(welt, fatma):
    fall = voller_fall(
        welt,
        stationen=[neue_station(welt, phase=None, wochen=None, rechtskreis=None)],
        bruchstellen=[neue_bruchstelle(welt, kommune=None, satz="")],
    )

    einreichen(fall, fatma)

    assert fall.status is FallStatus.ZUR_PRUEFUNG
