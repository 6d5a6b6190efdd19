"""rueckkopplung.erbitten, .geben: a Sitz of several institutions asks them before it votes."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Ereignistext, Nachricht, Rueckkopplung
from kimflow.workflow.acts import Forbidden, Obstructed, Stale
from tests.bauen.abstimmungen import geschlossene_abstimmung, neue_abstimmung, offene_abstimmung, umlauf
from tests.bauen.gremien import neue_besetzung, neuer_sitz
from tests.bauen.massnahmen import in_tagen
from tests.bauen.post import briefe
from tests.bauen.rueckkopplungen import (
    antworten,
    erbetene,
    gemeinsamer_sitz,
    rueckkopplung,
    runde_mit_gemeinsamem_sitz,
)

pytestmark = pytest.mark.beide


def gelesen(abstimmung, person):
    session().rollback()
    return {zeile.institution: zeile.text for zeile in queries.rueckkopplungen.der_abstimmung(abstimmung, person)}


def aufgaben(person):
    session().expire_all()
    return [aufgabe.text for aufgabe in queries.rueckkopplungen.aufgaben(person)]


def test_gefragt_werden_alle_institutionen_des_sitzes_ausser_der_eigenen(welt):
    abstimmung = erbetene(welt)

    assert {r.institution.kurzname for r in abstimmung.rueckkopplungen} == {"Sozialamt", "Integrationsrat"}


def test_es_schreiben_die_zeichnungsberechtigten_sonst_alle_im_haus(welt, paula, bert, kora):
    """Paula signs for the Sozialamt; nobody signs for the Integrationsrat, so Bert, who works there, is asked."""
    abstimmung = erbetene(welt)

    asked = session().query(Nachricht).filter(Nachricht.betreff.startswith("Rückkopplung erbeten")).all()
    assert {brief.person_id for brief in asked} == {paula.id, bert.id}
    assert all("/link/" in brief.text and abstimmung.frage not in brief.text for brief in asked)


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Zoe", "Paula", "Lena"])
def test_fragen_kann_nur_wer_einen_gemeinsamen_sitz_besetzt(welt, wer):
    abstimmung = runde_mit_gemeinsamem_sitz(welt)

    with pytest.raises(Forbidden), transaction():
        workflow.rueckkopplungen.erbitten(abstimmung, welt.person(wer), sitz=welt.sitz("AG Soziales"))


def test_und_nur_fuer_den_eigenen_sitz(welt, finn, zoe):
    abstimmung = runde_mit_gemeinsamem_sitz(welt)
    houses = [welt.institution(name) for name in ("Seestadt", "Kreis")]
    fremd = neuer_sitz(welt, bezeichnung="Städte", institutionen=houses)

    with pytest.raises(Obstructed, match="stimmen Sie hier nicht ab"), transaction():
        workflow.rueckkopplungen.erbitten(abstimmung, finn, sitz=fremd)


def test_zweimal_gefragt_wird_niemand(welt):
    abstimmung = erbetene(welt)

    with pytest.raises(Obstructed, match="schon gefragt"):
        erbetene(welt, abstimmung)
    assert session().query(Rueckkopplung).count() == 2


def test_ein_sitz_ohne_platz_im_verzeichnis_fragt_nicht(welt):
    abstimmung = offene_abstimmung(welt)
    gemeinsamer_sitz(welt)

    with pytest.raises(Obstructed, match="stimmt hier nicht mit"):
        erbetene(welt, abstimmung)


def test_gefragt_werden_kann_schon_vor_dem_oeffnen(welt, kora):
    abstimmung = erbetene(welt, runde_mit_gemeinsamem_sitz(welt, offen=False))
    antworten(welt, abstimmung, "Paula", "Sozialamt")

    with transaction():
        workflow.abstimmungen.loeschen(abstimmung, kora)
    assert session().query(Rueckkopplung).count() == 0


def test_nach_dem_ende_wird_weder_gefragt_noch_geantwortet(welt):
    """The clock decides, no job has to run."""
    gemeinsamer_sitz(welt)
    abstimmung = erbetene(welt, offene_abstimmung(welt, umlauf(welt)))

    with clock.turned_to(abstimmung.endet_am + timedelta(seconds=1)):
        with pytest.raises(Obstructed, match="zu Ende"):
            antworten(welt, abstimmung, "Paula", "Sozialamt")
        with pytest.raises(Obstructed, match="zu Ende"):
            erbetene(welt, abstimmung)


def test_nach_dem_schliessen_auch_nicht(welt):
    abstimmung = geschlossene_abstimmung(welt, erbetene(welt))

    with pytest.raises(Obstructed, match="nicht möglich"):
        antworten(welt, abstimmung, "Paula", "Sozialamt")


def test_die_antwort_laesst_sich_bis_zum_ende_aendern(welt, paula, finn):
    abstimmung = erbetene(welt)
    antworten(welt, abstimmung, "Paula", "Sozialamt", "Dafür.")
    antworten(welt, abstimmung, "Paula", "Sozialamt", "Doch dagegen.")

    assert gelesen(abstimmung, finn)["Sozialamt Musterkreis"] == "Doch dagegen."


def test_zwei_aus_einem_haus_ueberschreiben_sich_nicht_ungesehen(welt, paula):
    """E1 P0: whoever opened the form before the other's answer is shown it."""
    abstimmung = erbetene(welt)
    asked = rueckkopplung(abstimmung, "Sozialamt")
    geoeffnet = asked.version
    antworten(welt, abstimmung, "Paula", "Sozialamt")

    with pytest.raises(Stale), transaction():
        workflow.rueckkopplungen.geben(asked, paula, text="Etwas anderes", version=geoeffnet)


@pytest.mark.parametrize("wer", ["Kora", "Finn", "Mats", "Bert", "Zoe"])
def test_antworten_kann_nur_das_gefragte_haus(welt, wer):
    abstimmung = erbetene(welt)

    with pytest.raises(Forbidden):
        antworten(welt, abstimmung, wer, "Sozialamt")


def test_das_buero_antwortet_nicht(welt, bibi):
    """An opinion of the house is not what the front office gives."""
    houses = [welt.institution(name) for name in ("Caritas", "Jobcenter")]
    sitz = neuer_sitz(welt, bezeichnung="Arbeit", institutionen=houses)
    neue_besetzung(welt, sitz, wen=welt.person("Finn"))
    session().expire(welt.person("Finn"))
    abstimmung = offene_abstimmung(welt)
    with transaction():
        workflow.rueckkopplungen.erbitten(abstimmung, welt.person("Finn"), sitz=sitz)

    with pytest.raises(Forbidden):
        antworten(welt, abstimmung, "Bibi", "Jobcenter")
    assert gelesen(abstimmung, bibi) == {}
    assert aufgaben(bibi) == []


def test_zu_sehen_bekommen_sie_nur_der_sitz_und_das_haus_das_schrieb(welt):
    """Neither the Koordination nor the other Sitze, nor the other institutions of the same Sitz."""
    abstimmung = erbetene(welt)
    antworten(welt, abstimmung, "Paula", "Sozialamt", "Dafür.")

    alle, eigenes = {"Sozialamt Musterkreis": "Dafür.", "Integrationsrat Musterkreis": None}, "Sozialamt Musterkreis"
    assert gelesen(abstimmung, welt.person("Finn")) == alle
    assert gelesen(abstimmung, welt.person("Paula")) == {eigenes: "Dafür."}
    assert gelesen(abstimmung, welt.person("Bert")) == {"Integrationsrat Musterkreis": None}
    for name in ("Kora", "Ada", "Mats", "Mia", "Lena", "Zoe", "Petra"):
        assert gelesen(abstimmung, welt.person(name)) == {}, name


def test_wer_nicht_mehr_auf_dem_sitz_ist_liest_nicht_mehr_mit(welt, kora, finn, zoe):
    """D7 P0: it ends with the period."""
    abstimmung = erbetene(welt)
    with transaction():
        workflow.gremien.sitz_uebergeben(welt.sitz("AG Soziales"), kora, wen=zoe, ab=clock.today())
    session().expire_all()

    assert gelesen(abstimmung, finn) == {}
    assert len(gelesen(abstimmung, zoe)) == 2


def test_der_text_steht_weder_im_verlauf_noch_in_einer_mail(welt):
    abstimmung = erbetene(welt)
    antworten(welt, abstimmung, "Paula", "Sozialamt", "Geheimnis des Hauses")

    assert session().query(Ereignis).filter_by(akt="rueckkopplung.geben").count() == 1
    assert not [t for t in session().query(Ereignistext) if "Geheimnis" in t.text]
    assert not [n for n in session().query(Nachricht) if "Geheimnis" in n.text]


def test_wenn_alle_geantwortet_haben_erfaehrt_es_wer_gefragt_hat(welt, finn):
    abstimmung = erbetene(welt)
    antworten(welt, abstimmung, "Paula", "Sozialamt")
    assert "Alle Rückkopplungen" not in briefe(finn)[0].betreff

    antworten(welt, abstimmung, "Bert", "Integrationsrat")

    assert "Alle Rückkopplungen sind da" in briefe(finn)[0].betreff


def test_die_startseite_nennt_erst_dem_haus_und_dann_dem_sitz_was_zu_tun_ist(welt, paula, bert, finn):
    abstimmung = erbetene(welt)
    assert [len(aufgaben(wer)) for wer in (paula, bert, finn)] == [1, 1, 0]

    antworten(welt, abstimmung, "Paula", "Sozialamt")
    assert [len(aufgaben(wer)) for wer in (paula, bert, finn)] == [0, 1, 0]

    antworten(welt, abstimmung, "Bert", "Integrationsrat")
    assert aufgaben(finn) == ["Alle Rückkopplungen für AG Soziales sind da: Welche Themen gehen wir zuerst an?"]


def test_bis_zum_ende_der_abstimmung_ist_zeit(welt, paula, finn):
    gemeinsamer_sitz(welt)
    abstimmung = erbetene(welt, offene_abstimmung(welt, umlauf(welt)))
    (zu_geben,) = queries.rueckkopplungen.aufgaben(paula)
    antworten(welt, abstimmung, "Paula", "Sozialamt")
    antworten(welt, abstimmung, "Bert", "Integrationsrat")
    (vollstaendig,) = queries.rueckkopplungen.aufgaben(finn)

    assert zu_geben.frist == vollstaendig.frist == in_tagen(14)


def test_wer_nicht_gefragt_ist_hat_nichts_zu_tun(welt, petra, kora, zoe):
    erbetene(welt)

    assert [aufgaben(wer) for wer in (petra, kora, zoe)] == [[], [], []]


def test_eine_andere_abstimmung_zeigt_nichts_davon(welt, finn):
    erbetene(welt)
    andere = neue_abstimmung(welt)

    assert gelesen(andere, finn) == {}
