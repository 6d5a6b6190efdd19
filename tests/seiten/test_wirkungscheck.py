"""The Wirkungscheck in numbers, for those who may read cases and those who may not, on its pages and as a task."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from kimflow import clock, config, workflow
from kimflow.db import session, transaction
from kimflow.models import FallStatus, MassnahmeStatus, Thema, ThemaStatus
from kimflow.queries import start
from kimflow.queries.wirkungscheck import pruefung
from kimflow.queries.wirkungscheck.quartale import fenster, name, quartal_von
from kimflow.queries.wirkungscheck.reihen import je_thema
from kimflow.queries.wirkungscheck.urteile import Urteil
from tests.bauen.massnahmen import massnahme_im_stand
from tests.bauen.themen import neues_thema
from tests.bauen.wirkungscheck import HEUTE, UMGESETZT, bricht_seltener, bricht_weiter, faelle, umgesetztes_thema

SEITEN = ("/themen/{}/wirkung", "/massnahmen/{}/wirkung")


@pytest.fixture(autouse=True)
def im_november():
    with clock.turned_to(HEUTE):
        yield


# --- which quarters ----------------------------------------------------------------------------------------------


def test_das_quartal_der_umsetzung_und_das_laufende_zaehlen_nicht():
    wo = fenster(date(2025, 5, 20), date(2025, 5, 20), HEUTE)

    assert [name(wo.vor[0]), name(wo.vor[-1])] == ["2/2022", "1/2025"]
    assert [name(q) for q in wo.nach] == ["3/2025", "4/2025", "1/2026", "2/2026", "3/2026"]
    assert wo.seite(quartal_von(date(2025, 6, 30))) == "dazwischen"


def test_zwischen_der_ersten_und_der_letzten_massnahme_liegt_die_zeit_der_umsetzung():
    wo = fenster(date(2025, 2, 1), date(2025, 12, 31), HEUTE)

    assert name(wo.vor[-1]) == "4/2024"
    assert name(wo.nach[0]) == "1/2026"


def test_drei_jahre_nach_der_umsetzung_endet_der_vergleich():
    wo = fenster(date(2020, 1, 1), date(2020, 1, 1), HEUTE)

    assert (len(wo.nach), name(wo.nach[-1])) == (12, "1/2023")


def test_im_quartal_nach_der_umsetzung_ist_noch_nichts_zu_vergleichen():
    assert not fenster(date(2026, 8, 1), date(2026, 8, 1), HEUTE).nach
    assert not fenster(date(2026, 11, 1), date(2026, 11, 1), HEUTE).nach


# --- what is counted ---------------------------------------------------------------------------------------------


@pytest.mark.beide
def test_gezaehlt_wird_an_der_schnittstelle_der_grundlagen_je_quartal(welt, kora):
    thema, _ = bricht_weiter(welt)

    genau = pruefung.des_themas(thema, kora).genau

    assert (genau.vor.quartale, genau.vor.faelle, genau.vor.gebrochen) == (5, 32, 24)
    assert (genau.nach.quartale, genau.nach.faelle, genau.nach.gebrochen) == (5, 40, 30)
    assert genau.schnittstellen == [("AsylbLG → SGB II", "Sozialamt → Jobcenter")]


@pytest.mark.beide
def test_ein_fall_der_zweimal_bricht_zaehlt_einmal(welt, kora):
    found = faelle(welt, date(2024, 2, 1), 6, 6, je_fall=2)
    thema, _ = umgesetztes_thema(welt, found[:1])

    genau = pruefung.des_themas(thema, kora).genau

    assert genau.vor.gebrochen == 6
    assert genau.reihe[0].bruchstellen == 12


@pytest.mark.beide
def test_nur_freigegebene_und_bereinigte_faelle_zaehlen(welt, kora):
    found = faelle(welt, date(2024, 2, 1), 5, 5)
    thema, _ = umgesetztes_thema(welt, found[:1])
    faelle(welt, date(2024, 2, 1), 3, 3, status=FallStatus.BEREINIGT)
    faelle(welt, date(2024, 2, 1), 4, 4, status=FallStatus.ENTWURF)
    faelle(welt, date(2024, 2, 1), 4, 4, status=FallStatus.ZUR_PRUEFUNG)

    assert pruefung.des_themas(thema, kora).genau.vor.gebrochen == 8


@pytest.mark.beide
def test_eine_andere_schnittstelle_zaehlt_nur_zur_basis(welt, kora):
    found = faelle(welt, date(2024, 2, 1), 5, 5)
    thema, _ = umgesetztes_thema(welt, found[:1])
    faelle(welt, date(2024, 2, 1), 7, 7, zu_typ="Schulamt")

    vor = pruefung.des_themas(thema, kora).genau.vor

    assert (vor.faelle, vor.gebrochen) == (12, 5)


@pytest.mark.beide
def test_jede_massnahme_wird_an_ihrem_eigenen_tag_gemessen(welt, kora):
    found = faelle(welt, date(2024, 2, 1), 6, 6) + faelle(welt, date(2025, 8, 1), 6, 3)
    thema, (frueh, spaet) = umgesetztes_thema(welt, found[:1], UMGESETZT, date(2025, 11, 1))

    assert pruefung.der_massnahme(frueh, kora).genau.nach.gebrochen == 3
    assert pruefung.der_massnahme(spaet, kora).genau.vor.gebrochen == 9
    assert pruefung.des_themas(thema, kora).genau.nach.gebrochen == 0


def test_eine_abgebrochene_massnahme_setzt_kein_datum(welt, kora):
    found = faelle(welt, date(2024, 2, 1), 6, 6)
    _, (massnahme,) = umgesetztes_thema(welt, found[:1])
    abgebrochen = massnahme_im_stand(welt, MassnahmeStatus.ABGEBROCHEN)
    with transaction():
        abgebrochen.umgesetzt_am = date(2026, 1, 1)

    assert pruefung.umsetzung_von([massnahme, abgebrochen]) == (UMGESETZT, UMGESETZT)
    assert pruefung.umsetzung_von([abgebrochen]) is None


# --- the four verdicts on the page -------------------------------------------------------------------------------


@pytest.mark.parametrize(("bauen", "wort"), [(bricht_weiter, "Bricht weiter"), (bricht_seltener, "Bricht seltener")])
def test_die_seite_nennt_das_urteil_und_die_zahlen(browser, kora, welt, bauen, wort):
    thema, (massnahme,) = bauen(welt)

    for muster, nummer in zip(SEITEN, (thema.nummer, massnahme.nummer), strict=True):
        text = browser(kora).get(muster.format(nummer), status=200).text
        assert wort in text
        assert "Von 32 rekonstruierten Fällen brachen 24 hier." in text
        assert "3/2025" in text


def test_unter_fuenf_faellen_steht_zu_wenig_faelle(browser, kora, welt):
    thema, _ = umgesetztes_thema(welt, faelle(welt, date(2024, 2, 1), 40, 4)[:1])

    assert "Zu wenig Fälle" in browser(kora).get(f"/themen/{thema.nummer}/wirkung", status=200).text


def test_noch_nicht_zu_sagen_nennt_wie_viele_quartale_fehlen(browser, kora, welt):
    found = [b for monat in (2, 5, 8, 11) for b in faelle(welt, date(2024, monat, 1), 6, 4)]
    faelle(welt, date(2026, 5, 1), 6, 1)
    thema, _ = umgesetztes_thema(welt, found[:1], date(2026, 2, 1))
    check = pruefung.des_themas(thema, kora)
    assert check.urteil is Urteil.OFFEN

    text = browser(kora).get(f"/themen/{thema.nummer}/wirkung", status=200).text

    assert "Noch nicht zu sagen" in text
    assert f"{check.genau.noch} Quartale" in text


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Lena"])
def test_ohne_umsetzung_sagt_die_seite_dass_nichts_zu_vergleichen_ist(browser, welt, wer):
    massnahme = massnahme_im_stand(welt, MassnahmeStatus.IN_UMSETZUNG)

    for muster, nummer in zip(SEITEN, (massnahme.thema.nummer, massnahme.nummer), strict=True):
        assert "Noch nichts zu vergleichen" in browser(welt.person(wer)).get(muster.format(nummer), status=200).text


def test_ein_thema_ohne_bruchstellen_hat_nichts_zu_zaehlen(browser, kora, welt):
    thema, _ = umgesetztes_thema(welt, [])

    text = browser(kora).get(f"/themen/{thema.nummer}/wirkung", status=200).text

    assert "Zu wenig Fälle" in text
    assert "stützt sich auf keine Bruchstelle" in text


# --- small numbers -----------------------------------------------------------------------------------------------

OHNE_FAELLE = ["Mats", "Mia", "Bert", "Paula", "Fatma", "Finn", "Zoe", "Bibi", "Lena"]


@pytest.mark.parametrize("wer", OHNE_FAELLE)
def test_wer_keine_faelle_liest_erfaehrt_das_urteil_und_keine_zahl(browser, welt, wer):
    """M3 P0: no series, no count, no interval, no number of quarters that follows from counts."""
    thema, (massnahme,) = bricht_weiter(welt)
    person = welt.person(wer)

    for check in (pruefung.des_themas(thema, person), pruefung.der_massnahme(massnahme, person)):
        assert check.genau is None
        assert (check.vor, check.nach) == ("5 oder mehr", "5 oder mehr")
    seite = browser(person).get(f"/themen/{thema.nummer}/wirkung", status=200)
    assert "Bricht weiter" in seite.text
    for geheim in ("3/2025", "rekonstruierten Fällen brachen", "Sozialamt → Jobcenter", '<svg viewBox="0 0 360'):
        assert geheim not in seite.html


@pytest.mark.parametrize("wer", OHNE_FAELLE)
def test_aus_zwei_fenstern_laesst_sich_keine_kleine_zahl_abziehen(welt, wer):
    """M3 P0: every pair of windows that differ by a quarter with one to four cases reads alike."""
    found = faelle(welt, date(2024, 2, 1), 9, 7)
    angaben = []
    for mehr in range(5):
        thema, _ = umgesetztes_thema(welt, found[:1], date(2024, 8, 1))
        with clock.turned_to(date(2025, 3, 1)):
            check = pruefung.des_themas(thema, welt.person(wer))
        angaben.append((check.vor, check.nach))
        faelle(welt, date(2024, 5, 1), 1, 1)
        assert mehr < 5
    assert set(angaben) == {("5 oder mehr", "< 5")}


def test_eine_hoehere_schwelle_gilt_auch_fuer_das_urteil(browser, kora, mats, welt, monkeypatch):
    """M3 P0: who learns no small number does not learn it from the verdict either; who reads cases learns both."""
    monkeypatch.setattr(config, "settings", replace(config.settings, schwelle=10))
    found = [b for monat in (2, 5, 8, 11) for b in faelle(welt, date(2024, monat, 1), 8, 2)]
    faelle(welt, date(2025, 8, 1), 40, 0)
    thema, _ = umgesetztes_thema(welt, found[:1])
    assert pruefung.des_themas(thema, kora).urteil is Urteil.SELTENER

    text = browser(mats).get(f"/themen/{thema.nummer}/wirkung", status=200).text

    assert "Zu wenig Fälle" in text
    assert "zusammen brachen weniger als 10 Fälle" in text
    faelle(welt, date(2024, 2, 1), 2, 2)
    assert pruefung.des_themas(thema, mats).urteil is Urteil.SELTENER


# --- what follows from it ----------------------------------------------------------------------------------------


def aufgaben(person):
    return [a for g in start.gruppen(person) if g.titel == "Bricht weiter: Wiederaufnahme prüfen" for a in g.aufgaben]


@pytest.mark.beide
def test_bricht_es_weiter_schlaegt_die_startseite_die_wiederaufnahme_vor(browser, kora, mats, welt):
    thema, _ = bricht_weiter(welt)

    (aufgabe,) = aufgaben(kora)

    assert (aufgabe.endpoint, aufgabe.werte) == ("wirkungscheck.thema", {"nummer": thema.nummer})
    assert not aufgaben(mats)
    seite = browser(kora).get(f"/themen/{thema.nummer}/wirkung")
    assert "Vorschlag: das Thema wieder aufnehmen" in seite.text
    with transaction():
        workflow.themen.wiederaufnehmen(thema, kora, begruendung="Es bricht weiter.")
    assert not aufgaben(kora)


@pytest.mark.beide
def test_bricht_es_seltener_bleibt_die_startseite_still(welt, kora):
    bricht_seltener(welt)

    assert not aufgaben(kora)


@pytest.mark.beide
@pytest.mark.parametrize("umgesetzt", [(UMGESETZT,), (UMGESETZT, date(2025, 11, 1)), (date(2026, 9, 30),)])
def test_startseite_und_seite_zaehlen_gleich(welt, kora, umgesetzt):
    """The statement for all Themen and the one for one Thema know the same quarters."""
    found = [b for monat in (2, 5, 8, 11) for b in faelle(welt, date(2024, monat, 1), 5, 4)]
    for tag in (date(2025, 5, 1), date(2025, 8, 1), date(2026, 1, 1), date(2026, 9, 1), date(2026, 12, 1)):
        faelle(welt, tag, 5, 4)
    faelle(welt, date(2020, 1, 1), 5, 5)
    thema, _ = umgesetztes_thema(welt, found[:2], *umgesetzt)

    check = pruefung.des_themas(thema, kora)
    wirkung = je_thema(Thema.id == thema.id, HEUTE)
    row = session().execute(select(wirkung)).one()

    assert row == (thema.id, check.genau.vor.faelle, check.genau.vor.gebrochen,
                   check.genau.nach.faelle, check.genau.nach.gebrochen)  # fmt: skip


def test_ein_umgesetztes_thema_wird_erst_abgeschlossen(browser, kora, welt):
    thema, _ = bricht_weiter(welt)
    with transaction():
        thema.status = ThemaStatus.UMGESETZT

    seite = browser(kora).get(f"/themen/{thema.nummer}/wirkung")

    assert "Abschließen" in seite.text
    assert len(aufgaben(kora)) == 1


@pytest.mark.parametrize("wer", ["Mats", "Lena", "Fatma"])
def test_wer_nicht_wiederaufnehmen_darf_bekommt_keinen_knopf(browser, welt, wer):
    thema, _ = bricht_weiter(welt)

    assert "wieder aufnehmen" not in browser(welt.person(wer)).get(f"/themen/{thema.nummer}/wirkung").text


# --- ways to it --------------------------------------------------------------------------------------------------


def test_von_thema_massnahme_und_formular_fuehrt_ein_weg_dorthin(browser, kora, welt):
    thema, (massnahme,) = bricht_seltener(welt)
    zum_thema, zur_massnahme = (m.format(x.nummer) for m, x in zip(SEITEN, (thema, massnahme), strict=True))

    def wege(url):
        return {a.attrs.get("href") for a in browser(kora).get(url, status=200).alle("a")}

    assert zum_thema in wege(f"/themen/{thema.nummer}")
    assert zur_massnahme in wege(f"/massnahmen/{massnahme.nummer}")
    assert zur_massnahme in wege(f"/massnahmen/{massnahme.nummer}/wirkung_pruefen")
    with transaction():
        thema.status = ThemaStatus.UMGESETZT
    assert zum_thema in wege(f"/themen/{thema.nummer}/abschliessen")
    assert f"/themen/{neues_thema(welt).nummer}/wirkung" not in wege(f"/themen/{neues_thema(welt).nummer}")


def test_die_zeichnung_ist_beschrieben_und_die_tabelle_nennt_jedes_quartal(browser, kora, welt):
    thema, _ = bricht_weiter(welt)

    seite = browser(kora).get(f"/themen/{thema.nummer}/wirkung")

    bild = seite.eins("svg", role="img")
    assert bild.attrs["aria-labelledby"] == "quartale-titel quartale-text"
    assert len(seite.alle("rect", class_="kf-quartale__gebrochen")) == 11
    assert seite.html.count('data-kopf="Davon hier gebrochen"') == 11


@pytest.mark.parametrize("wer", ["Kora", "Mats"])
def test_die_seite_kostet_hoechstens_fuenfzehn_abfragen(browser, welt, wer):
    thema, (massnahme,) = bricht_weiter(welt)

    assert browser(welt.person(wer)).anweisungen(f"/themen/{thema.nummer}/wirkung") <= 15
    assert browser(welt.person(wer)).anweisungen(f"/massnahmen/{massnahme.nummer}/wirkung") <= 15
