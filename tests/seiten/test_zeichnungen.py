"""Signing in the browser: with the code, by the link from the mail; what was signed, to read and to keep."""

import hashlib
import re
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from kimflow import clock
from kimflow.db import session, transaction
from kimflow.models import (
    Einzellink,
    Nachricht,
    Zeichnungsberechtigung,
    Zeichnungscode,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from tests.bauen.dateien import PDF
from tests.bauen.massnahmen import in_tagen
from tests.bauen.sitzungen import laufender_top
from tests.bauen.zielvereinbarungen import (
    beitrag,
    letzter_code,
    mit_code,
    neu_gelesen,
    unterzeichnen,
    zeichnen,
    zugestimmte_zielvereinbarung,
)

S = ZielvereinbarungStatus


def der_link(person):
    """The newest link to sign that reached this person."""
    letters = select(Nachricht.text).where(Nachricht.person_id == person.id, Nachricht.text.contains("/zeichnung"))
    text = session().scalars(letters.order_by(Nachricht.id.desc())).first()
    return re.search(r"/link/\S+", text)[0]


def seite_von(partei, verb="zeichnen"):
    return f"/zielvereinbarungen/{partei.zielvereinbarung.nummer}/beitraege/{partei.id}/{verb}"


def test_man_liest_was_man_zeichnet_und_zeichnet_mit_dem_code(browser, mats, welt):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    besuch = browser(mats)

    seite = besuch.get(seite_von(partei), status=200)
    assert "Beitrag: Jobcenter Musterkreis (zeichnet)" in seite.text
    assert "von 56 auf 7 Tage" in seite.text
    ziel = besuch.absenden(seite_von(partei, "zeichnungscode_anfordern")).ziel
    assert ziel == seite_von(partei)
    besuch.absenden(ziel, code=letzter_code(mats), vorbehalt="Kreistag", vorbehalt_bis=in_tagen(9).isoformat())

    neu_gelesen(partei.zielvereinbarung)
    assert partei.zeichnung.vorbehalt == "Kreistag"
    text = browser(welt.person("Kora")).get(f"/zielvereinbarungen/{partei.zielvereinbarung.nummer}").text
    assert f"bis {in_tagen(9):%d.%m.%Y} – noch offen" in text


def test_falsche_codes_zaehlen_auch_wenn_die_zeichnung_scheitert(browser, mats, welt):
    """Five wrong ones, and the right one does not help any more: the count survives the refused act."""
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    besuch = browser(mats)
    besuch.absenden(seite_von(partei, "zeichnungscode_anfordern"))
    code = letzter_code(mats)
    falsch = "000000" if code != "000000" else "000001"

    for _ in range(5):
        seite = besuch.post(seite_von(partei), {"code": falsch, "vorbehalt": ""}, status=409)
    assert seite.feld("code") == falsch
    assert session().query(Zeichnungscode).one().versuche == 5
    besuch.post(seite_von(partei), {"code": code}, status=409)

    neu_gelesen(partei.zielvereinbarung)
    assert partei.zeichnung is None


@pytest.mark.parametrize(
    "daten", [{"code": ""}, {"code": "12345"}, {"code": "123456", "vorbehalt": "Kreistag"}, {"code": "abcdef"}]
)
def test_unvollstaendig_bleibt_das_formular_stehen(browser, mats, welt, daten):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")

    browser(mats).post(seite_von(partei), daten, status=422)


def test_der_link_aus_der_mail_oeffnet_genau_diese_zeichnung_ohne_anmeldung(browser, mats, welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    partei, link = beitrag(vereinbarung, "Jobcenter"), der_link(mats)
    besuch = browser(None)

    for _ in range(2):
        assert "Beitrag: Jobcenter Musterkreis" in besuch.get(link, status=200).text
    besuch.get("/zielvereinbarungen/", status=303)
    code_link = link.replace("/zeichnung", "/zeichnungscode")
    ziel = besuch.post(code_link, {}, status=303).ziel
    assert "Der Code ist unterwegs" in besuch.get(ziel, status=200).text
    besuch.post(link, {"code": "000000" if letzter_code(mats) != "000000" else "000001"}, status=409)
    besuch.post(link, {"code": letzter_code(mats)}, status=303)

    neu_gelesen(vereinbarung)
    assert (partei.zeichnung.person, partei.zeichnung.art) == (mats, "digital")
    besuch.get(link, status=410)
    besuch.post(link, {"code": "123456"}, status=410)
    besuch.post(code_link, {}, status=410)
    assert link.split("/")[2] not in {one.hash for one in session().query(Einzellink)}


def test_der_link_gilt_nicht_fuer_wen_die_berechtigung_endete_und_nicht_ewig(browser, mats, welt):
    zugestimmte_zielvereinbarung(welt)
    link = der_link(mats)
    with clock.turned_to(clock.now() + timedelta(days=29)):
        browser(None).get(link, status=410)
    with transaction():
        mats.zeichnungsberechtigungen[0].bis = clock.today() - timedelta(days=1)
        mats.zeichnungsberechtigungen[0].von = clock.today() - timedelta(days=2)

    browser(None).get(link, status=410)


def test_was_gezeichnet_wurde_laesst_sich_lesen_und_byte_fuer_byte_herunterladen(browser, kora, lena, welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung)
    zeichnung = beitrag(vereinbarung, "Jobcenter").zeichnung
    before = zeichnung.wortlaut.encode()
    with transaction():
        welt.institution("Jobcenter").name = "Jobcenter neu"

    for person in (kora, lena):
        besuch = browser(person)
        antwort = besuch.get(f"/zeichnungen/{zeichnung.id}.txt", pruefen=False, status=200).response
        assert antwort.data == before
        assert hashlib.sha256(antwort.data).hexdigest() == zeichnung.pruefsumme
        assert "attachment" in antwort.headers["Content-Disposition"]
        assert "Beitrag: Jobcenter Musterkreis" in besuch.get(f"/zeichnungen/{zeichnung.id}", status=200).text


def test_den_scan_sieht_wer_mitarbeitet_und_nicht_wer_nur_mitliest(browser, kora, mats, lena, welt):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    browser(kora).absenden(
        seite_von(partei, "zeichnung_erfassen"),
        gezeichnet_von=str(mats.id),
        gezeichnet_am=in_tagen(0).isoformat(),
        scan=(BytesIO(PDF), "Unterschrift.pdf"),
    )
    neu_gelesen(partei.zielvereinbarung)
    url = f"/zeichnungen/{partei.zeichnung.id}/scan"

    for person, status in ((kora, 200), (mats, 200), (lena, 403)):
        browser(person).get(url, pruefen=False, status=status)
    assert browser(kora).get(url, pruefen=False).response.data == PDF
    seite = f"/zielvereinbarungen/{partei.zielvereinbarung.nummer}"
    assert url in browser(kora).get(seite).html
    assert url not in browser(lena).get(seite).html


def test_ein_neu_gefasster_beitrag_zeigt_die_alte_zeichnung_als_ungueltig(browser, paula, mats, welt):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    mit_code(partei, mats)
    besuch = browser(paula)

    besuch.absenden(seite_von(partei, "beitrag_neu_fassen"), text="Stellt zwei Personen.", begruendung="Mehr Fälle.")

    seite = besuch.get(f"/zielvereinbarungen/{partei.zielvereinbarung.nummer}", status=200)
    assert "gilt nicht mehr" in seite.text
    assert "Mehr Fälle." in seite.text
    neu_gelesen(partei.zielvereinbarung)
    assert "Gilt seit" in besuch.get(f"/zeichnungen/{partei.zeichnungen[0].id}", status=200).text


def test_die_lenkungsgruppe_beschliesst_im_browser_dass_es_ohne_partei_weitergeht(browser, kora, welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung, "Jobcenter", "Sozialamt")
    partei, number = beitrag(vereinbarung, "Caritas"), vereinbarung.id
    with transaction():
        vereinbarung.beschluss.gefasst_am = in_tagen(-40)
    top = laufender_top(welt, zielvereinbarungen=[vereinbarung])
    besuch = browser(kora)
    url = f"/sitzungen/{top.sitzung.nummer}/tops/{top.id}/beschliessen"
    seite = besuch.get(url, status=200)
    assert "Caritasverband Musterkreis" in seite.text
    name = next(e.attrs["name"] for e in seite.alle("input", value=str(partei.id)) if "parteien" in e.attrs["name"])
    prefix = name.split("-")[0]
    besuch.absenden(
        url,
        wortlaut="Es geht ohne die Caritas weiter.",
        modus="einvernehmlich",
        **{
            prefix: "zielvereinbarung.ohne_partei_in_kraft_setzen",
            name: str(partei.id),
            name.replace("parteien", "begruendung"): "Sie zeichnet nicht.",
        },
    )

    session().expire_all()
    vereinbarung = session().get_one(Zielvereinbarung, number)
    assert vereinbarung.status is S.IN_KRAFT
    assert "geht ohne diese Partei weiter" in besuch.get(f"/zielvereinbarungen/{vereinbarung.nummer}").text


def test_code_und_link_liest_die_administration_nur_solange_sie_gelten(browser, ada, mats, welt):
    """Without a mail server letters are handed on by hand; after fifteen minutes a code is nobody's business."""
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    browser(mats).absenden(seite_von(partei, "zeichnungscode_anfordern"))
    code = letzter_code(mats)

    assert code in browser(ada).get("/post/", status=200).text
    with clock.turned_to(clock.now() + timedelta(minutes=16)):
        assert f"Code: {code}" not in browser(ada).get("/post/").text


def test_was_eine_aeltere_version_zeichnen_liess_steht_da_wie_es_aufgehoben_ist(browser, lena, welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    alt, neu = beitrag(vereinbarung, "Jobcenter"), beitrag(vereinbarung, "Caritas")
    unterzeichnen(welt, alt)
    zeichnen(welt, vereinbarung, "Caritas")

    besuch = browser(lena)
    assert [e.text for e in besuch.get(f"/zeichnungen/{alt.zeichnung.id}", status=200).alle("pre")] == ["Text"]
    seite = besuch.get(f"/zeichnungen/{neu.zeichnung.id}", status=200)
    assert not seite.alle("pre")
    assert "Maßnahmen" in [e.text for e in seite.alle("h4")]


def test_wo_niemand_zeichnungsberechtigt_ist_sagt_es_die_seite_statt_eines_leeren_formulars(browser, kora, welt, mats):
    partei = beitrag(zugestimmte_zielvereinbarung(welt), "Jobcenter")
    with transaction():
        mats.zeichnungsberechtigungen[0].bis = clock.today() - timedelta(days=1)

    seite = browser(kora).get(seite_von(partei, "zeichnung_erfassen"), status=200)

    assert "Für dieses Haus ist noch niemand zeichnungsberechtigt" in seite.text
    assert "Verwaltung → Personen" in seite.text
    assert not seite.alle("select")


def test_nach_der_verweigerung_steht_sie_da_und_doch_zeichnen_ist_das_zweite(browser, mats, welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    partei, link = beitrag(vereinbarung, "Jobcenter"), der_link(mats)
    besuch = browser(mats)
    url = f"/zielvereinbarungen/{vereinbarung.nummer}"
    assert "Ihre Zeichnung für Jobcenter Musterkreis steht aus" in besuch.get(url, status=200).text

    besuch.absenden(seite_von(partei, "zeichnung_verweigern"), begruendung="Kein Personal.")

    gesagt = f"Sie haben am {clock.today():%d.%m.%Y} verweigert"
    seite = besuch.get(url, status=200)
    assert gesagt in seite.text
    assert "steht aus" not in seite.text.partition("Zielzustand")[0]
    knoepfe = [a for a in seite.alle("a") if a.attrs["href"] == seite_von(partei)]
    assert ["kern-btn--secondary" in a.attrs["class"] for a in knoepfe] == [True]
    assert "Doch zeichnen" in seite.text
    for wo, wer in ((seite_von(partei), besuch), (link, browser(None))):
        seite = wer.get(wo, status=200)
        assert gesagt in seite.text
        assert "Doch zeichnen" in seite.text


def test_was_jemand_anderes_verweigert_hat_steht_unter_seinem_namen(browser, mats, welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    partei = beitrag(vereinbarung, "Jobcenter")
    browser(mats).absenden(seite_von(partei, "zeichnung_verweigern"), begruendung="Kein Personal.")
    with transaction():
        vera = welt.person("Vera")
        vera.zeichnungsberechtigungen.append(Zeichnungsberechtigung(institution=partei.institution, von=clock.today()))

    assert f"Mats hat am {clock.today():%d.%m.%Y} verweigert" in browser(vera).get(seite_von(partei), status=200).text


def test_eine_verweigerung_steht_bei_koordination_und_leitung_auf_der_startseite(browser, welt, mats):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    partei = beitrag(vereinbarung, "Jobcenter")
    browser(mats).absenden(seite_von(partei, "zeichnung_verweigern"), begruendung="Kein Personal.")

    def gefragt(wer):
        return "Zeichnung verweigert" in browser(welt.person(wer)).get("/", status=200).text

    assert {wer for wer in ("Kora", "Paula", "Mats", "Paul", "Petra", "Zoe", "Lena") if gefragt(wer)} == {
        "Kora",
        "Paula",
    }
    for wer in ("Kora", "Paula"):
        assert browser(welt.person(wer)).anweisungen("/") <= 15
    mit_code(beitrag(neu_gelesen(vereinbarung), "Jobcenter"), welt.person("Mats"))
    assert not gefragt("Kora")


def test_nach_der_zeichnungsfrist_warnt_die_seite(browser, kora, welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    url = f"/zielvereinbarungen/{vereinbarung.nummer}"
    with transaction():
        vereinbarung.beschluss.gefasst_am = in_tagen(-28)
    assert "Fehlt nach diesem Tag eine Zeichnung" in browser(kora).get(url, status=200).text
    with transaction():
        neu_gelesen(vereinbarung).beschluss.gefasst_am = in_tagen(-29)

    text = browser(kora).get(url, status=200).text
    assert f"Zeichnungsfrist abgelaufen am {in_tagen(-1):%d.%m.%Y}" in text
    assert "nach diesem Tag" not in text
