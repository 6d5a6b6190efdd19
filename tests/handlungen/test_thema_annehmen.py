"""thema.annehmen: the Leitung accepts the Mandat; what is given to another group later never loses the first."""

from datetime import date, timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Mandat, ThemaStatus
from kimflow.queries.aufgaben import gelesen
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.themen import beauftragtes_thema, neu_gelesen, neuer_beschluss, thema_im_stand
from tests.bauen.zielvereinbarungen import einreichbare_zielvereinbarung

pytestmark = pytest.mark.beide


def annehmen(thema, person, annahme=""):
    with transaction():
        workflow.themen.annehmen(thema, person, annahme=annahme)


def mandate(thema):
    return session().query(Mandat).filter_by(thema_id=thema.id).order_by(Mandat.id).all()


def aufgaben(person):
    return [(a.gruppe, a.werte["nummer"]) for a in gelesen(queries.mandate.auswahl(person))]


def test_die_leitung_nimmt_das_mandat_mit_einem_satz_an(welt, paula):
    thema = beauftragtes_thema(welt)

    annehmen(thema, paula, "Wir beginnen mit dem Jobcenter.")

    (mandat,) = mandate(thema)
    assert (mandat.angenommen_am, mandat.annahme) == (clock.today(), "Wir beginnen mit dem Jobcenter.")
    assert neu_gelesen(thema).status is ThemaStatus.BEAUFTRAGT


def test_die_annahme_steht_im_verlauf(welt, paula):
    thema = beauftragtes_thema(welt)
    annehmen(thema, paula, "Gern.")

    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert (zeile.akt, zeile.gegenstand_id, zeile.person_id) == ("thema.annehmen", thema.id, paula.id)
    assert [text.text for text in zeile.texte] == ["Gern."]


@pytest.mark.parametrize("wer", ["Petra", "Paul", "Kora", "Mats"])
def test_nur_die_leitung_dieser_gruppe_nimmt_an(welt, wer):
    with pytest.raises(Forbidden):
        annehmen(beauftragtes_thema(welt), welt.person(wer))


def test_zweimal_wird_nicht_angenommen(welt, paula):
    thema = beauftragtes_thema(welt)
    annehmen(thema, paula)

    with pytest.raises(Obstructed, match="schon angenommen"):
        annehmen(thema, paula)


def test_ein_zurueckgegebenes_mandat_bleibt_mit_seinem_grund_lesbar(welt, paula):
    thema = beauftragtes_thema(welt)
    with transaction():
        workflow.themen.zurueckgeben(thema, paula, begruendung="Uns fehlt die Zuständigkeit.")

    (mandat,) = mandate(thema)
    assert (mandat.beendet_am, mandat.rueckgabe) == (clock.today(), "Uns fehlt die Zuständigkeit.")
    assert mandat.text == "Eine Zielvereinbarung zum Übergang vorschlagen."


def test_ein_zweites_mandat_an_eine_andere_gruppe_verdraengt_das_erste_nicht(welt, paula, kora):
    thema = beauftragtes_thema(welt)
    with transaction():
        workflow.themen.zurueckgeben(thema, paula, begruendung="Voll.")
    beschluss = neuer_beschluss(welt)
    with transaction():
        workflow.themen.beauftragen(
            thema,
            kora,
            beschluss=beschluss,
            projektgruppe=welt.andere_projektgruppe,
            mandat="Neu denken.",
            frist=date(2030, 1, 1),
        )

    erstes, zweites = mandate(thema)
    assert (erstes.projektgruppe, erstes.ist_laufend) == (welt.projektgruppe, False)
    assert (zweites.projektgruppe, zweites.ist_laufend) == (welt.andere_projektgruppe, True)


def test_wer_einen_vorschlag_vorlegt_hat_angenommen(welt, paula):
    thema = beauftragtes_thema(welt)
    with transaction():
        workflow.themen.vorschlagen(thema, paula)

    assert mandate(thema)[0].angenommen_am == clock.today()


@pytest.mark.parametrize(("status", "laeuft"), [(ThemaStatus.RUHT, True), (ThemaStatus.BEAUFTRAGT, True)])
def test_was_ruht_oder_laeuft_behaelt_sein_mandat(welt, status, laeuft):
    assert mandate(thema_im_stand(welt, status))[0].ist_laufend is laeuft


def test_mit_dem_beendeten_thema_endet_das_mandat(welt, kora):
    thema, beschluss = beauftragtes_thema(welt), neuer_beschluss(welt)
    with transaction():
        workflow.themen.beenden(thema, kora, beschluss=beschluss, begruendung="Das Land regelt es.")

    assert mandate(thema)[0].beendet_am == clock.today()


def test_was_wartet_steht_bei_der_leitung_und_nach_vierzehn_tagen_bei_der_koordination(welt, paula, petra, kora):
    thema = beauftragtes_thema(welt)
    am_letzten_tag, danach = clock.today() + timedelta(days=14), clock.today() + timedelta(days=15)
    wartet = [("Mandat annehmen oder zurückgeben", thema.nummer)]

    with clock.turned_to(am_letzten_tag):
        assert (aufgaben(paula), aufgaben(petra), aufgaben(kora)) == (wartet, [], [])
    with clock.turned_to(danach):
        assert aufgaben(paula) == wartet
        assert aufgaben(kora) == [("Mandat nicht angenommen", thema.nummer)]

    annehmen(thema, paula)
    with clock.turned_to(danach):
        assert aufgaben(paula) == aufgaben(kora) == []


def test_wer_schon_arbeitet_wird_nicht_mehr_gefragt(welt, paula):
    thema = beauftragtes_thema(welt)
    einreichbare_zielvereinbarung(welt, thema)

    assert aufgaben(paula) == []
