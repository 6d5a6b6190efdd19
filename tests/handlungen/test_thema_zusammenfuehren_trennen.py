"""thema.zusammenfuehren, thema.trennen: two Themen that are one, and back again exactly as before."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Nachricht, Quellenart, SitzungStatus, Thema, ThemaStatus
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.themen import ZIELE
from tests.bauen.abstimmungen import neue_abstimmung, offene_abstimmung, zwei_themen
from tests.bauen.massnahmen import neue_massnahme
from tests.bauen.themen import (
    neu_gelesen,
    neue_bruchstellen,
    neuer_top,
    neues_thema,
    thema_im_stand,
    vorgelegtes_thema,
    vorlegbares_thema,
    zusammengefuehrtes_thema,
)

pytestmark = pytest.mark.beide
S = ThemaStatus


def zusammenfuehren(thema, person, ziel):
    with transaction():
        workflow.themen.zusammenfuehren(thema, person, ziel=ziel)


def trennen(thema, person):
    with transaction():
        workflow.themen.trennen(thema, person)


def bruchstellen(thema):
    """What the Thema rests on, each row with the Thema it is lent by."""
    return sorted((g.bruchstelle_id, g.aus_thema_id) for g in neu_gelesen(thema).grundlagen if g.bruchstelle_id)


def test_das_thema_verweist_danach_auf_das_gemeinsame(welt, kora):
    thema, ziel = neues_thema(welt), neues_thema(welt)

    zusammenfuehren(thema, kora, ziel)

    thema = neu_gelesen(thema)
    assert (thema.status, thema.zusammengefuehrt_in_id) == (S.ZUSAMMENGEFUEHRT, ziel.id)
    assert (thema.status_vorher, thema.zusammengefuehrt_am) == (S.GESAMMELT, clock.today())


def test_eine_gemeinsame_grundlage_zaehlt_einmal(welt, kora):
    """OBERFLAECHE 2, row 20."""
    eine, gemeinsame, andere = neue_bruchstellen(welt, 3)
    thema, ziel = (neues_thema(welt, bruchstellen=b) for b in ([eine, gemeinsame], [gemeinsame, andere]))

    zusammenfuehren(thema, kora, ziel)

    assert bruchstellen(ziel) == [(eine.id, thema.id), (gemeinsame.id, None), (andere.id, None)]
    assert bruchstellen(thema) == [(eine.id, None), (gemeinsame.id, None)]
    ziel = session().scalars(queries.themen.ganz(kora).where(Thema.id == ziel.id)).unique().one()
    assert queries.themen.grundlagen(ziel, kora).anzahl.wert == 3


def test_auch_dieselbe_quelle_zaehlt_einmal(welt, kora):
    quelle = {"quellenart": Quellenart.STATISTIK, "quelle": "Jahresbericht", "datum": date(2026, 1, 15)}
    thema, ziel = neues_thema(welt, **quelle), neues_thema(welt, **quelle)

    zusammenfuehren(thema, kora, ziel)

    assert len(neu_gelesen(ziel).grundlagen) == 1


def test_beim_trennen_bekommt_jedes_zurueck_was_ihm_gehoerte(welt, kora):
    eine, gemeinsame, andere, spaeter = neue_bruchstellen(welt, 4)
    thema, ziel = (neues_thema(welt, bruchstellen=b) for b in ([eine, gemeinsame], [gemeinsame, andere]))
    zusammenfuehren(thema, kora, ziel)
    with transaction():
        workflow.themen.grundlage_hinzufuegen(ziel, kora, bruchstellen=[spaeter])

    trennen(thema, kora)

    assert bruchstellen(thema) == [(eine.id, None), (gemeinsame.id, None)]
    # What came meanwhile stays where it was added.
    assert bruchstellen(ziel) == [(gemeinsame.id, None), (andere.id, None), (spaeter.id, None)]


@pytest.mark.parametrize("status", [S.GESAMMELT, S.VORGELEGT])
def test_getrennt_steht_das_thema_wieder_wie_vorher(welt, kora, status):
    thema = thema_im_stand(welt, status)
    with transaction():
        thema.begruendung, thema.wiedervorlage = "Erst nach der Landtagswahl", date(2030, 1, 1)
    vorher = {
        c.name: getattr(thema, c.name) for c in Thema.__table__.columns if c.name not in ("version", "status_vorher")
    }
    zusammenfuehren(thema, kora, neues_thema(welt))

    trennen(thema, kora)

    thema = neu_gelesen(thema)
    assert {name: getattr(thema, name) for name in vorher} == vorher


def test_der_platz_auf_der_tagesordnung_bleibt(welt, kora):
    top = neuer_top(welt)
    thema = vorgelegtes_thema(welt, top)
    zusammenfuehren(thema, kora, neues_thema(welt))
    assert [g.thema_id for g in top.gegenstaende] == [thema.id]

    trennen(thema, kora)

    assert (neu_gelesen(thema).status, [g.top_id for g in thema.topgegenstaende]) == (S.VORGELEGT, [top.id])


def test_eine_kette_reicht_alles_weiter_und_loest_sich_glied_fuer_glied(welt, kora):
    a, b, c = neue_bruchstellen(welt, 3)
    eins, zwei, drei = (neues_thema(welt, bruchstellen=[one]) for one in (a, b, c))
    zusammenfuehren(eins, kora, zwei)
    zusammenfuehren(zwei, kora, drei)
    assert [ziel.nummer for ziel in queries.themen.ziele(eins)] == [zwei.nummer, drei.nummer]
    assert bruchstellen(drei) == [(a.id, eins.id), (b.id, zwei.id), (c.id, None)]

    trennen(eins, kora)
    assert bruchstellen(zwei) == [(b.id, None)]
    assert bruchstellen(drei) == [(b.id, zwei.id), (c.id, None)]

    trennen(zwei, kora)
    assert bruchstellen(drei) == [(c.id, None)]


def test_wer_ein_thema_in_sich_hat_nimmt_es_beim_trennen_mit(welt, kora):
    a, b, c = neue_bruchstellen(welt, 3)
    eins, zwei, drei = (neues_thema(welt, bruchstellen=[one]) for one in (a, b, c))
    zusammenfuehren(eins, kora, zwei)
    zusammenfuehren(zwei, kora, drei)

    trennen(zwei, kora)

    assert bruchstellen(zwei) == [(a.id, eins.id), (b.id, None)]
    assert bruchstellen(drei) == [(c.id, None)]


def test_dieselbe_grundlage_zweier_themen_bleibt_solange_eines_sie_leiht(welt, kora):
    (gemeinsame,) = neue_bruchstellen(welt, 1)
    eins, zwei = (neues_thema(welt, bruchstellen=[gemeinsame]) for _ in range(2))
    ziel = neues_thema(welt)
    zusammenfuehren(eins, kora, ziel)
    zusammenfuehren(zwei, kora, ziel)
    assert bruchstellen(ziel) == [(gemeinsame.id, eins.id)]

    trennen(eins, kora)

    assert bruchstellen(ziel) == [(gemeinsame.id, zwei.id)]


def test_im_kreis_geht_es_nie(welt, kora):
    thema, ziel = neues_thema(welt), neues_thema(welt)
    zusammenfuehren(thema, kora, ziel)

    with pytest.raises(Obstructed, match="nimmt kein anderes Thema mehr auf"):
        zusammenfuehren(ziel, kora, thema)
    with pytest.raises(Obstructed, match="nicht mit sich selbst"):
        zusammenfuehren(ziel, kora, ziel)
    with pytest.raises(IntegrityError), transaction() as s:
        s.execute(text("UPDATE thema SET zusammengefuehrt_in_id = id WHERE id = :id"), {"id": thema.id})


@pytest.mark.parametrize("status", S)
def test_ziel_ist_nur_ein_thema_an_dem_noch_gearbeitet_wird(welt, kora, status):
    thema, ziel = neues_thema(welt), thema_im_stand(welt, status)
    if status in ZIELE:
        zusammenfuehren(thema, kora, ziel)
        assert neu_gelesen(ziel).status is status
        return

    with pytest.raises(Obstructed, match=ziel.nummer):
        zusammenfuehren(thema, kora, ziel)
    assert neu_gelesen(thema).status is S.GESAMMELT


@pytest.mark.parametrize("wo", ["thema", "ziel"])
def test_solange_abgestimmt_wird_aendert_sich_nichts(welt, kora, wo):
    """C6 P0: neither the Thema that is voted on nor what it rests on."""
    runde = offene_abstimmung(welt)
    in_abstimmung = next(option.thema for option in runde.optionen if option.thema)
    paar = (in_abstimmung, neues_thema(welt)) if wo == "thema" else (neues_thema(welt), in_abstimmung)

    with pytest.raises(Obstructed, match=runde.nummer):
        zusammenfuehren(paar[0], kora, paar[1])


def test_auch_getrennt_wird_nicht_solange_ueber_das_gemeinsame_abgestimmt_wird(welt, kora):
    thema, top = neues_thema(welt), neuer_top(welt)
    zwei_themen(welt, top)
    zusammenfuehren(thema, kora, top.gegenstaende[0].thema)
    runde = offene_abstimmung(welt, neue_abstimmung(welt, top))

    with pytest.raises(Obstructed, match=runde.nummer):
        trennen(thema, kora)


def test_was_in_der_laufenden_sitzung_steht_bleibt_wo_es_ist(welt, kora):
    top = neuer_top(welt)
    thema = vorgelegtes_thema(welt, top)
    with transaction():
        top.sitzung.status = SitzungStatus.LAUFEND

    with pytest.raises(Obstructed, match=top.sitzung.nummer):
        zusammenfuehren(thema, kora, neues_thema(welt))


def test_ein_thema_mit_eigener_arbeit_nimmt_auf_und_geht_nicht_auf(welt, kora):
    massnahme = neue_massnahme(welt)
    with transaction():
        massnahme.thema.status = S.GESAMMELT

    with pytest.raises(Obstructed, match=massnahme.nummer):
        zusammenfuehren(massnahme.thema, kora, neues_thema(welt))


def test_dreissig_tage_lang_laesst_es_sich_trennen(welt, kora):
    thema = zusammengefuehrtes_thema(welt)

    with clock.turned_to(clock.today() + timedelta(days=31)), pytest.raises(Obstructed, match="bis zum"):
        trennen(thema, kora)
    with clock.turned_to(clock.today() + timedelta(days=30)):
        trennen(thema, kora)

    assert neu_gelesen(thema).status is S.GESAMMELT


def test_zweimal_zusammenfuehren_oder_trennen_geht_nicht(welt, kora):
    thema, ziel = neues_thema(welt), neues_thema(welt)
    zusammenfuehren(thema, kora, ziel)
    with pytest.raises(Obstructed, match="zusammengeführt"):
        zusammenfuehren(thema, kora, ziel)
    trennen(thema, kora)
    with pytest.raises(Obstructed, match="gesammelt"):
        trennen(thema, kora)


@pytest.mark.parametrize("wer", ["Mats", "Paula", "Fatma", "Lena", "Ada", "Bibi"])
def test_nur_die_koordination_fuehrt_zusammen_und_trennt(welt, wer):
    thema, merged = neues_thema(welt), zusammengefuehrtes_thema(welt)

    with pytest.raises(Forbidden):
        zusammenfuehren(thema, welt.person(wer), neues_thema(welt))
    with pytest.raises(Forbidden):
        trennen(merged, welt.person(wer))


def test_beides_steht_im_verlauf(welt, kora):
    thema, ziel = neues_thema(welt), neues_thema(welt)
    zusammenfuehren(thema, kora, ziel)
    trennen(thema, kora)

    zeilen = session().query(Ereignis).filter_by(art="thema", gegenstand_id=thema.id).order_by(Ereignis.lfd).all()
    assert [z.akt for z in zeilen[-2:]] == ["thema.zusammenfuehren", "thema.trennen"]
    assert zeilen[-2].angaben["ziel"] == {"thema": ziel.id}
    assert (zeilen[-1].status_vorher, zeilen[-1].status_nachher) == ("zusammengefuehrt", "gesammelt")


def test_die_bitte_um_stellungnahme_gilt_weiter(welt, kora, mats):
    thema, ziel = neues_thema(welt), vorlegbares_thema(welt)
    with transaction():
        workflow.themen.stellungnahmen_erbitten(thema, kora, institutionen=[welt.institution("Caritas")])
    zusammenfuehren(thema, kora, ziel)
    assert any("Caritas" in reason for reason in workflow.themen.vorlegen.obstacles(neu_gelesen(ziel)))

    with transaction():
        workflow.stellungnahmen.abgeben(thema.stellungnahmen[0], welt.person("Zoe"), text="Wir helfen mit.")

    assert workflow.themen.vorlegen.obstacles(neu_gelesen(ziel)) == []
    bereit = [a.werte["nummer"] for a in queries.themen.aufgaben(kora) if a.gruppe == "Bereit zum Vorlegen"]
    assert bereit == [ziel.nummer]


def test_die_startseite_wartet_auf_dieselben_stellungnahmen_wie_der_knopf(welt, kora):
    """The rule stands twice, in Python and in SQL; a chain of two is asked about by both."""
    thema, mitte, ziel = neues_thema(welt), neues_thema(welt), vorlegbares_thema(welt)
    with transaction():
        workflow.themen.stellungnahmen_erbitten(thema, kora, institutionen=[welt.institution("Caritas")])
    zusammenfuehren(thema, kora, mitte)
    zusammenfuehren(mitte, kora, ziel)

    assert workflow.themen.vorlegen.obstacles(neu_gelesen(ziel))
    assert [a.gruppe for a in queries.themen.aufgaben(kora) if a.werte["nummer"] == ziel.nummer] == []


def test_liegt_das_gemeinsame_thema_vor_ist_die_stellungnahme_zu_spaet(welt, kora, mats):
    thema = neues_thema(welt)
    with transaction():
        workflow.themen.stellungnahmen_erbitten(thema, kora, institutionen=[welt.institution("Jobcenter")])
    zusammenfuehren(thema, kora, vorgelegtes_thema(welt))

    with pytest.raises(Obstructed, match="liegt schon der Lenkungsgruppe vor"), transaction():
        workflow.stellungnahmen.abgeben(thema.stellungnahmen[0], mats, text="Zu spät.")


def test_wer_zu_einem_teil_gefragt_ist_wird_am_gemeinsamen_thema_erinnert(welt, kora):
    """Also by way of another, by hand and by the clock."""
    thema, mitte, ziel = neues_thema(welt), neues_thema(welt), vorlegbares_thema(welt)
    with transaction():
        workflow.themen.stellungnahmen_erbitten(thema, kora, institutionen=[welt.institution("Caritas")])
    frist = thema.stellungnahmen[0].frist
    zusammenfuehren(thema, kora, mitte)
    zusammenfuehren(mitte, kora, ziel)
    session().expunge_all()
    ziel, kora = session().get_one(Thema, ziel.id), welt.person("Kora")

    with transaction():
        workflow.themen.erinnern(ziel, kora)
    with clock.turned_to(frist), transaction():
        workflow.erinnerungen.stellungnahmen.schreiben()

    briefe = session().query(Nachricht).filter_by(anlass="thema.erinnern")
    assert [n.person.name for n in briefe] == ["Zoe", "Zoe"]


def test_ein_haus_behaelt_keine_aufgabe_die_niemand_mehr_tun_kann(welt, kora):
    thema, mitte, ziel = neues_thema(welt), neues_thema(welt), vorlegbares_thema(welt)
    with transaction():
        workflow.themen.stellungnahmen_erbitten(thema, kora, institutionen=[welt.institution("Caritas")])
    zusammenfuehren(thema, kora, mitte)
    zusammenfuehren(mitte, kora, ziel)
    zoe = welt.person("Zoe")
    assert [a.werte["id"] for a in queries.stellungnahmen.aufgaben(zoe)] == [thema.stellungnahmen[0].id]

    with transaction():
        workflow.themen.erledigen(ziel, kora, was="Bilateral gelöst.")

    assert queries.stellungnahmen.aufgaben(zoe) == []
    with clock.turned_to(thema.stellungnahmen[0].frist), transaction():
        workflow.erinnerungen.stellungnahmen.schreiben()
    assert session().query(Nachricht).filter_by(anlass="thema.erinnern").count() == 0


def test_auch_das_gemeinsame_bleibt_wie_es_ist_solange_seine_sitzung_laeuft(welt, kora):
    """C6: the paper on the table does not change under those who sit at it, however long the chain."""
    teil, mitte, anderes, top = neues_thema(welt), neues_thema(welt), neues_thema(welt), neuer_top(welt)
    ziel = vorgelegtes_thema(welt, top)
    zusammenfuehren(teil, kora, mitte)
    zusammenfuehren(mitte, kora, ziel)
    with transaction():
        top.sitzung.status = SitzungStatus.LAUFEND

    with pytest.raises(Obstructed, match=top.sitzung.nummer):
        trennen(teil, kora)
    with pytest.raises(Obstructed, match=top.sitzung.nummer):
        zusammenfuehren(anderes, kora, ziel)


def test_was_zusammengefuehrt_ist_verlangt_keine_wiedervorlage_mehr(welt, kora):
    thema = neues_thema(welt)
    with transaction():
        thema.wiedervorlage = clock.today()
    zusammenfuehren(thema, kora, neues_thema(welt))

    assert "Wiedervorlage fällig" not in [a.gruppe for a in queries.themen.aufgaben(kora)]


def test_ein_fall_fuehrt_zum_gemeinsamen_thema(welt, kora):
    (bruchstelle,) = neue_bruchstellen(welt, 1)
    thema, ziel = neues_thema(welt, bruchstellen=[bruchstelle]), neues_thema(welt)
    zusammenfuehren(thema, kora, ziel)

    assert [v.nummer for v in queries.fallrekonstruktionen.themen_der(bruchstelle.fall)] == [ziel.nummer]


def test_ohne_ziel_ist_nichts_zusammengefuehrt_auch_nicht_an_der_datenbank_vorbei(welt):
    thema = zusammengefuehrtes_thema(welt)

    with pytest.raises(IntegrityError), transaction() as s:
        s.execute(text("UPDATE thema SET zusammengefuehrt_in_id = NULL, zusammengefuehrt_am = NULL"))
    with pytest.raises(IntegrityError), transaction() as s:
        s.execute(text("UPDATE thema SET status = 'gesammelt' WHERE id = :id"), {"id": thema.id})
