"""zeichnen, zeichnung_erfassen, zeichnung_verweigern, in_kraft_setzen, abschliessen: each institution for itself."""

from datetime import timedelta
from decimal import Decimal

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Beteiligung,
    Ereignis,
    Erfuellung,
    Nachricht,
    Vorbehaltsergebnis,
    Zeichnungsart,
    ZielvereinbarungStatus,
)
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.dateien import Upload
from kimflow.workflow.zielvereinbarungen import stand
from tests.bauen.dateien import PDF
from tests.bauen.massnahmen import in_tagen
from tests.bauen.themen import neuer_beschluss
from tests.bauen.zielvereinbarungen import (
    PARTEIEN,
    beitrag,
    eingereichte_zielvereinbarung,
    geltende_zielvereinbarung,
    mit_code,
    neu_gelesen,
    zeichnen,
    zugestimmte_zielvereinbarung,
)

pytestmark = pytest.mark.beide

S = ZielvereinbarungStatus


def auf_papier(welt, partei, wer="Mats", tage=0):
    with transaction():
        workflow.zielvereinbarungen.zeichnung_erfassen(
            partei,
            welt.person("Kora"),
            gezeichnet_von=welt.person(wer),
            gezeichnet_am=in_tagen(tage),
            scan=Upload("Unterschrift.pdf", PDF),
        )


def verweigern(welt, partei, wer="Mats"):
    with transaction():
        workflow.zielvereinbarungen.zeichnung_verweigern(partei, welt.person(wer), begruendung="Kein Personal.")


def test_mit_zwei_von_drei_zeichnungen_bleibt_sie_offen(welt):
    """The three-party agreement of issue 1: open until the last required party has signed."""
    vereinbarung = zugestimmte_zielvereinbarung(welt)

    zeichnen(welt, vereinbarung, "Jobcenter", "Sozialamt")
    assert (vereinbarung.status, [str(b) for b in vereinbarung.ausstehende]) == (
        S.ZUR_ZEICHNUNG,
        ["Caritasverband Musterkreis"],
    )

    zeichnen(welt, vereinbarung, "Caritas")
    assert (vereinbarung.status, vereinbarung.in_kraft_am) == (S.IN_KRAFT, clock.today())


def test_wer_nur_mitwirkt_muss_nicht_zeichnen(welt):
    vereinbarung = eingereichte_zielvereinbarung(welt)
    with transaction():
        beitrag(vereinbarung, "Caritas").beteiligung = Beteiligung.WIRKT_MIT
    beschluss = neuer_beschluss(welt)
    with transaction():
        workflow.zielvereinbarungen.zustimmen(vereinbarung, welt.person("Kora"), beschluss=beschluss)

    with pytest.raises(Obstructed, match="ohne zu zeichnen"):
        zeichnen(welt, vereinbarung, "Caritas")
    zeichnen(welt, vereinbarung, "Jobcenter", "Sozialamt")

    assert vereinbarung.status is S.IN_KRAFT


@pytest.mark.parametrize("wer", ["Kora", "Zoe", "Paula", "Petra", "Mia", "Vera", "Paul", "Bibi", "Lena", "Ada", "Nora"])
def test_niemand_zeichnet_oder_verweigert_fuer_ein_anderes_haus(welt, wer):
    """D3 P0: a Sitz never signs (Vera deputises for Mats), nor does who signs elsewhere, nor the Koordination."""
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")

    with pytest.raises(Forbidden), transaction():
        workflow.zielvereinbarungen.zeichnen(partei, welt.person(wer), code="000000")
    with pytest.raises(Forbidden):
        verweigern(welt, partei, wer)

    assert partei.zeichnungen == []


def test_vor_der_zustimmung_zeichnet_niemand(welt, mats):
    partei = beitrag(eingereichte_zielvereinbarung(welt), "Jobcenter")

    with pytest.raises(Obstructed, match="im Stand"), transaction():
        workflow.zielvereinbarungen.zeichnen(partei, mats, code="000000")


def test_gezeichnet_wird_einmal(welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung, "Jobcenter")

    with pytest.raises(Obstructed, match="schon gezeichnet"):
        zeichnen(welt, vereinbarung, "Jobcenter")

    assert len(beitrag(vereinbarung, "Jobcenter").zeichnungen) == 1


def test_eine_zeichnung_unter_gremienvorbehalt_steht_mit_ihrem_vorbehalt_da(welt, mats):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")

    mit_code(partei, mats, vorbehalt="Trägerversammlung", vorbehalt_bis=in_tagen(30))

    zeichnung = partei.zeichnung
    assert (zeichnung.vorbehalt, zeichnung.vorbehalt_bis) == ("Trägerversammlung", in_tagen(30))
    assert (zeichnung.art, zeichnung.vorbehalt_offen) == (Zeichnungsart.DIGITAL, True)


def test_der_stand_haengt_am_text_und_am_eigenen_beitrag_und_an_keinem_fremden(welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung, "Jobcenter", "Sozialamt")
    job, sozial = beitrag(vereinbarung, "Jobcenter"), beitrag(vereinbarung, "Sozialamt")
    assert job.zeichnung.stand == stand(job)

    with transaction() as s:
        sozial.text = "heimlich geändert"
        s.flush()
        assert sozial.zeichnung.stand != stand(sozial)
        assert job.zeichnung.stand == stand(job)
        vereinbarung.indikatoren[0].zielwert = Decimal(9)
        s.flush()
        assert job.zeichnung.stand != stand(job)


def test_was_danach_mit_den_massnahmen_geschieht_aendert_den_gezeichneten_text_nicht(welt, mats, paul):
    """The signed text is byte-identical later, whatever happens to its Maßnahmen and however a house is renamed."""
    vereinbarung = geltende_zielvereinbarung(welt)
    gezeichnet = {b.id: b.zeichnung.stand for b in vereinbarung.beitraege}
    massnahme = vereinbarung.massnahmen[0]
    with transaction():
        workflow.massnahmen.beginnen(massnahme, paul)
        workflow.massnahmen.abbrechen(massnahme, mats, begruendung="Kein Bedarf.")
        welt.institution("Jobcenter").name = "Jobcenter neu"

    vereinbarung = neu_gelesen(vereinbarung)
    assert {b.id: stand(b) for b in vereinbarung.beitraege} == gezeichnet


def test_papier_haelt_fest_wer_wann_unterschrieb_und_wer_es_eintrug(welt, mats, kora):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    partei = beitrag(vereinbarung, "Jobcenter")

    auf_papier(welt, partei)

    zeichnung = partei.zeichnung
    assert (zeichnung.person, zeichnung.art) == (mats, Zeichnungsart.PAPIER)
    assert clock.local(zeichnung.gezeichnet_am).date() == clock.today()
    assert (zeichnung.scan.name, zeichnung.scan.person) == ("Unterschrift.pdf", kora)
    assert session().query(Ereignis).filter_by(akt="zielvereinbarung.zeichnung_erfassen").one().person_id == kora.id


def test_auch_auf_papier_zeichnet_nur_wer_an_dem_tag_durfte(welt):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")

    with pytest.raises(Obstructed, match="nicht zeichnungsberechtigt"):
        auf_papier(welt, partei, wer="Zoe")
    with pytest.raises(Obstructed, match="Zukunft"):
        auf_papier(welt, partei, tage=1)


def test_niemand_hat_gezeichnet_bevor_die_lenkungsgruppe_zustimmte(welt):
    beschluss = neuer_beschluss(welt, gefasst_am=clock.today())
    partei = beitrag(zugestimmte_zielvereinbarung(welt, beschluss=beschluss), "Jobcenter")

    with pytest.raises(Obstructed, match="Lenkungsgruppe hat erst am"):
        auf_papier(welt, partei, tage=-1)


def test_ein_blatt_von_vor_der_neufassung_zeichnet_den_neuen_text_nicht(welt, paula):
    """Also where nobody had signed before, so that no Zeichnung became invalid."""
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    with transaction():
        workflow.zielvereinbarungen.beitrag_neu_fassen(
            partei, paula, text="Stellt zwei Personen.", begruendung="Es sind mehr Fälle."
        )

    with pytest.raises(Obstructed, match="älteres Blatt"):
        auf_papier(welt, partei, tage=-1)
    assert partei.zeichnungen == []

    auf_papier(welt, partei)
    assert "Stellt zwei Personen." in partei.zeichnung.wortlaut


def test_was_das_gremium_versagt_hat_zeichnet_kein_aelteres_blatt(welt, kora, mats):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    mit_code(partei, mats, vorbehalt="Kreistag", vorbehalt_bis=in_tagen(20))
    with transaction():
        workflow.zielvereinbarungen.vorbehalt_aufloesen(
            partei, kora, ergebnis=Vorbehaltsergebnis.VERSAGT, am=in_tagen(0), vermerk="Kein Haushalt."
        )

    with pytest.raises(Obstructed, match="älteres Blatt"):
        auf_papier(welt, partei, tage=-1)
    auf_papier(welt, partei)

    assert partei.zeichnung.art is Zeichnungsart.PAPIER


def test_die_letzte_zeichnung_auf_papier_setzt_in_kraft(welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung, "Sozialamt", "Caritas")

    auf_papier(welt, beitrag(vereinbarung, "Jobcenter"))

    assert vereinbarung.status is S.IN_KRAFT


def test_eine_verweigerung_laesst_alles_offen_und_die_koordination_erfaehrt_davon(welt, kora):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung, "Sozialamt", "Caritas")
    partei = beitrag(vereinbarung, "Jobcenter")

    verweigern(welt, partei)

    assert vereinbarung.status is S.ZUR_ZEICHNUNG
    assert (partei.zeichnung, partei.verweigerung.begruendung) == (None, "Kein Personal.")
    brief = session().query(Nachricht).filter_by(anlass="zielvereinbarung.zeichnung_verweigern").one()
    assert brief.person_id == kora.id


def test_wer_verweigert_hat_kann_doch_zeichnen(welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    partei = beitrag(vereinbarung, "Jobcenter")
    verweigern(welt, partei)

    zeichnen(welt, vereinbarung)

    assert (vereinbarung.status, partei.verweigerung) == (S.IN_KRAFT, None)
    assert len(partei.zeichnungen) == 2


def test_in_kraft_setzt_niemand_von_hand(welt, kora):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung, "Jobcenter")

    with pytest.raises(Obstructed, match="Es fehlt die Zeichnung"), transaction():
        workflow.zielvereinbarungen.in_kraft_setzen(vereinbarung, kora)


def test_wenn_sie_in_kraft_ist_erfahren_es_alle_parteien_und_die_leitung(welt):
    geltende_zielvereinbarung(welt)

    wer = {n.person_id for n in session().query(Nachricht).filter_by(anlass="zielvereinbarung.in_kraft_setzen")}
    assert wer == {welt.person(name).id for name in PARTEIEN.values()} - {welt.person("Zoe").id}


def test_wessen_zeichnungsberechtigung_endete_zeichnet_nicht_mehr(welt, mats):
    """C3 P0, D7 P0: by time, no job needed."""
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    with transaction():
        mats.zeichnungsberechtigungen[0].bis = clock.today()

    with clock.turned_to(clock.today() + timedelta(days=1)), pytest.raises(Forbidden), transaction():
        workflow.zielvereinbarungen.zeichnen(partei, mats, code="000000")


@pytest.mark.parametrize(
    ("erfuellung", "gruende", "geht"),
    [
        (Erfuellung.ERFUELLT, "", True),
        (Erfuellung.TEILWEISE, "Ein Haus fehlt noch.", True),
        (Erfuellung.TEILWEISE, "", False),
        (Erfuellung.NICHT, "", False),
    ],
)
def test_was_nicht_ganz_erfuellt_ist_wird_begruendet(welt, kora, erfuellung, gruende, geht):
    vereinbarung = geltende_zielvereinbarung(welt)
    if geht:
        with transaction():
            workflow.zielvereinbarungen.abschliessen(vereinbarung, kora, erfuellung=erfuellung, gruende=gruende)
        assert (vereinbarung.status, vereinbarung.erfuellung) == (S.ABGESCHLOSSEN, erfuellung)
        return

    with pytest.raises(Obstructed, match="Gründe"), transaction():
        workflow.zielvereinbarungen.abschliessen(vereinbarung, kora, erfuellung=erfuellung, gruende=gruende)


@pytest.mark.parametrize("wer", ["Paula", "Petra", "Mats", "Lena"])
def test_nur_die_koordination_schliesst_ab(welt, wer):
    vereinbarung = geltende_zielvereinbarung(welt)

    with pytest.raises(Forbidden), transaction():
        workflow.zielvereinbarungen.abschliessen(vereinbarung, welt.person(wer), erfuellung=Erfuellung.ERFUELLT)
