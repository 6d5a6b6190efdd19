"""Pages of texts laid down, versions, comments and Auflagen of a Zielvereinbarung."""

import re
from decimal import Decimal

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Kommentar,
    KommentarStatus,
    MassnahmeStatus,
    Messwert,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.workflow.messreihe import in_monaten
from tests.bauen.massnahmen import in_tagen, neue_massnahme, zugesagte_massnahme
from tests.bauen.sitzungen import laufender_top
from tests.bauen.themen import neuer_beschluss
from tests.bauen.zielvereinbarungen import (
    beitrag,
    eingereichte_zielvereinbarung,
    einreichbare_zielvereinbarung,
    fortgeschriebene_zielvereinbarung,
    geltende_zielvereinbarung,
    neu_gelesen,
    neue_ueberpruefung,
    neue_zielvereinbarung,
    neuer_kommentar,
    zeichnen,
    zielvereinbarung_im_stand,
    zugestimmte_zielvereinbarung,
)

S = ZielvereinbarungStatus


def adresse(vereinbarung, teil=""):
    return f"/zielvereinbarungen/{vereinbarung.nummer}{teil}"


def zweite_in_kraft(welt, erste=None):
    """Two versions, the second with a new target value and in force."""
    erste = erste or geltende_zielvereinbarung(welt)
    zweite = fortgeschriebene_zielvereinbarung(welt, erste)
    beschluss = neuer_beschluss(welt)
    with transaction():
        zweite.indikatoren[0].zielwert = Decimal(3)
    with transaction():
        workflow.zielvereinbarungen.einreichen(zweite, welt.person("Paula"))
    with transaction():
        workflow.zielvereinbarungen.zustimmen(zweite, welt.person("Kora"), beschluss=beschluss)
    zeichnen(welt, zweite)
    return erste, zweite


# --- Fassungen ------------------------------------------------------------------------------------------------------


def test_die_liste_der_fassungen_geht_ueber_alle_fassungen_und_fuehrt_zum_vergleich(browser, kora, welt):
    _, zweite = zweite_in_kraft(welt)

    seite = browser(kora).get(adresse(zweite, "/fassungen/"), status=200)

    assert [e.text for e in seite.alle("a") if e.text.startswith("Fassung ")] == [
        "Fassung 2.2",
        "Fassung 2.1",
        "Fassung 1.2",
        "Fassung 1.1",
    ]
    assert "Was ist anders als in Fassung 1.2?" in seite.text


def test_eine_fassung_zeigt_text_pruefsumme_und_die_zeichnungen_darunter(browser, lena, welt):
    erste, _ = zweite_in_kraft(welt)

    seite = browser(lena).get(adresse(erste, "/fassungen/2"), status=200)

    assert "von 56 auf 7 Tage" in seite.text
    assert erste.fassungen[1].pruefsumme[:12] in seite.text
    assert "Caritasverband Musterkreis:" in seite.text
    assert seite.alle("bdi")[-1].text == "Zoe"


def test_der_unterschied_nennt_was_anders_ist_und_nichts_sonst(browser, lena, welt):
    _, zweite = zweite_in_kraft(welt)

    seite = browser(lena).get(adresse(zweite, "/fassungen/2/unterschied?zu=1.2"), status=200)

    assert "3" in [e.text for e in seite.alle("ins")]
    assert "7" in [e.text for e in seite.alle("del")]
    assert "Stellt eine Ansprechperson." in seite.text


def test_ohne_fruehere_gibt_es_nichts_zu_vergleichen(browser, kora, welt):
    vereinbarung = eingereichte_zielvereinbarung(welt)

    text = browser(kora).get(adresse(vereinbarung, "/fassungen/1/unterschied?zu=9.9"), status=200).text

    assert "Das ist die erste Fassung." in text


def test_wer_nur_mitliest_findet_keine_eingereichte_fassung(browser, lena, welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    besuch = browser(lena)

    assert "Fassung 1.1" not in besuch.get(adresse(vereinbarung, "/fassungen/"), status=200).text
    for teil in ("/fassungen/1", "/fassungen/1/unterschied", "/fassungen/3"):
        besuch.get(adresse(vereinbarung, teil), status=404)
    assert "Das ist die erste" in besuch.get(adresse(vereinbarung, "/fassungen/2/unterschied?zu=1.1"), status=200).text


def test_vor_dem_einreichen_sagt_die_seite_wann_eine_fassung_entsteht(browser, kora, welt):
    vereinbarung = neue_zielvereinbarung(welt)

    assert "Noch keine Fassung" in browser(kora).get(adresse(vereinbarung, "/fassungen/"), status=200).text


def test_die_seiten_kosten_wenige_anweisungen(browser, kora, welt):
    _, zweite = zweite_in_kraft(welt)
    neue = fortgeschriebene_zielvereinbarung(welt, neu_gelesen(zweite))
    neuer_kommentar(welt, neue)

    for vereinbarung, teil in (
        (neue, ""),
        (zweite, ""),
        (zweite, "/fassungen/"),
        (zweite, "/fassungen/2"),
        (zweite, "/fassungen/2/unterschied"),
        (zweite, "/druck"),
    ):
        assert browser(kora).anweisungen(adresse(vereinbarung, teil)) <= 16, teil


# --- fortschreiben --------------------------------------------------------------------------------------------------


def test_paula_schreibt_fort_und_beide_seiten_sagen_welche_gilt(browser, paula, lena, welt):
    erste = geltende_zielvereinbarung(welt)

    seite = browser(paula).absenden(adresse(erste, "/fortschreiben"), begruendung="Die Stichprobe reicht nicht.")

    assert seite.ziel == f"{adresse(erste)}.2"
    neue = browser(paula).get(seite.ziel, status=200).text
    assert "Die Stichprobe reicht nicht." in neue
    assert "Bis diese in Kraft ist, gilt weiter" in neue
    assert f"{erste.nummer}, Fassung 1" in neue
    assert "Weiter läuft aus früheren Fassungen" in neue
    assert f"Fassung 2, {erste.nummer}.2" in browser(paula).get(adresse(erste), status=200).text
    assert f"{erste.nummer}.2" not in browser(lena).get(adresse(erste), status=200).html
    browser(lena).get(seite.ziel, status=404)


def test_die_abgeloeste_fuehrt_zur_geltenden_und_bleibt_lesbar(browser, lena, welt):
    erste, zweite = zweite_in_kraft(welt)

    seite = browser(lena).get(adresse(erste), status=200)

    assert "Abgelöst" in seite.text
    assert f"Fassung 2, {zweite.nummer}" in seite.text
    assert seite.text.count("gezeichnet von") == 3
    assert "Davor galt" in browser(lena).get(adresse(zweite), status=200).text


def test_ohne_begruendung_wird_nicht_fortgeschrieben(browser, kora, welt):
    erste = geltende_zielvereinbarung(welt)

    browser(kora).absenden(adresse(erste, "/fortschreiben"), status=422, begruendung=" ")

    assert session().query(Zielvereinbarung).count() == 1


def test_ein_abschluss_sagt_ob_das_ziel_erreicht_ist_und_was_vereinbart_war(browser, lena, welt):
    vereinbarung = zielvereinbarung_im_stand(welt, S.ABGESCHLOSSEN)

    text = browser(lena).get(adresse(vereinbarung), status=200).text

    assert "Ziel erreicht" in text
    assert "von 56 auf 7" in text


# --- Kommentare -----------------------------------------------------------------------------------------------------


def test_ein_mitglied_kommentiert_die_gruppe_antwortet_und_beides_steht_auf_der_seite(browser, mats, paula, welt):
    vereinbarung = eingereichte_zielvereinbarung(welt)

    seite = browser(mats).absenden(adresse(vereinbarung, "/kommentieren"), text="Wer <b>misst</b> das?")
    assert seite.ziel == f"{adresse(vereinbarung)}#kommentare"
    kommentar = session().query(Kommentar).one()
    browser(paula).absenden(adresse(vereinbarung, f"/kommentare/{kommentar.id}/beantworten"), antwort="Das Jobcenter.")

    text = browser(mats).get(adresse(vereinbarung), status=200).text
    assert "Wer <b>misst</b> das?" in text
    assert "zu Fassung 1.1" in text
    assert "Antwort:" in text
    assert "Das Jobcenter." in text


def test_den_eigenen_kommentar_zieht_man_mit_einem_knopf_zurueck(browser, mats, mia, welt):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    kommentar = neuer_kommentar(welt, vereinbarung, text="Doch nicht.")
    url = adresse(vereinbarung, f"/kommentare/{kommentar.id}/zurueckziehen")
    assert url in browser(mats).get(adresse(vereinbarung), status=200).html
    assert url not in browser(mia).get(adresse(vereinbarung), status=200).html

    browser(mats).absenden(url)

    session().expire_all()
    assert kommentar.status is KommentarStatus.ZURUECKGEZOGEN
    assert "Doch nicht." not in browser(mats).get(adresse(vereinbarung), status=200).text
    browser(mats).get(url, status=404)


def test_auch_mit_htmx_wird_kommentiert(browser, mats, welt):
    vereinbarung = einreichbare_zielvereinbarung(welt)

    seite = browser(mats).get(adresse(vereinbarung, "/kommentieren"), htmx=True, status=200)

    assert [e.attrs["name"] for e in seite.alle("textarea")] == ["text"]
    assert not seite.alle("html")


def test_ein_kommentar_wird_vor_dem_absenden_auf_personen_geprueft(browser, mats, welt):
    vereinbarung = einreichbare_zielvereinbarung(welt)

    seite = browser(mats).absenden(
        adresse(vereinbarung, "/kommentieren"), status=422, text="Bitte anna.beispiel@example.org fragen."
    )

    assert "anna.beispiel@example.org" in seite.feld("text")
    assert session().query(Kommentar).count() == 0


def test_wer_nur_mitliest_findet_keinen_kommentar_auch_nicht_ueber_die_suche(browser, lena, kora, welt):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    neuer_kommentar(welt, vereinbarung, text="Unverwechselbar")
    beschluss = neuer_beschluss(welt)
    with transaction():
        workflow.zielvereinbarungen.einreichen(vereinbarung, welt.person("Paula"))
    with transaction():
        workflow.zielvereinbarungen.zustimmen(vereinbarung, kora, beschluss=beschluss)

    seite = browser(lena).get(adresse(vereinbarung), status=200)
    assert "Unverwechselbar" not in seite.html
    assert not seite.alle("h2", id="kommentare")
    assert "Unverwechselbar" in browser(kora).get(adresse(vereinbarung), status=200).text
    for wer in (lena, kora):
        assert "Nichts gefunden" in browser(wer).get("/suche?text=Unverwechselbar", status=200).text


def test_ein_kommentar_gehoert_zu_seiner_vereinbarung(browser, paula, welt):
    eine, andere = einreichbare_zielvereinbarung(welt), einreichbare_zielvereinbarung(welt)
    kommentar = neuer_kommentar(welt, andere)

    browser(paula).get(adresse(eine, f"/kommentare/{kommentar.id}/beantworten"), status=404)


# --- einreichen -----------------------------------------------------------------------------------------------------


def test_vor_dem_einreichen_steht_alles_was_fehlt_auf_einmal_und_wer_noch_nicht_zugesagt_hat(browser, paula, welt):
    vereinbarung = neue_zielvereinbarung(welt)
    massnahme = neue_massnahme(welt, zielvereinbarung=vereinbarung)

    text = browser(paula).get(adresse(vereinbarung, "/einreichen"), status=200).text

    for grund in (
        "Der Zielzustand ist noch nicht beschrieben.",
        "Es fehlt ein Indikator mit Ausgangs- und Zielwert.",
        "Es ist noch keine Frist gesetzt.",
        "Es gibt noch keine Partei, die zeichnet.",
        f"Noch nicht zugesagt: {massnahme} ({massnahme.institution}).",
    ):
        assert grund in text


def test_vor_dem_einreichen_stehen_die_offenen_kommentare_und_halten_nichts_auf(browser, paula, welt):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    neuer_kommentar(welt, vereinbarung, text="Wer misst das?")

    assert "Wer misst das?" in browser(paula).get(adresse(vereinbarung, "/einreichen"), status=200).text
    browser(paula).absenden(adresse(vereinbarung, "/einreichen"))

    assert neu_gelesen(vereinbarung).status is S.EINGEREICHT


# --- zustimmen mit Auflagen und ohne einzelne Maßnahmen -------------------------------------------------------------


@pytest.fixture
def am_tisch(welt):
    """An agreement of two Maßnahmen on the item that is being talked about, and where it is decided."""
    vereinbarung = einreichbare_zielvereinbarung(welt)
    zugesagte_massnahme(welt, zielvereinbarung=vereinbarung, titel="Zweite")
    with transaction():
        workflow.zielvereinbarungen.einreichen(vereinbarung, welt.person("Paula"))
    top = laufender_top(welt, zielvereinbarungen=[vereinbarung])
    name = f"g{top.gegenstaende[0].id}"
    return vereinbarung, f"/sitzungen/{top.sitzung.nummer}/tops/{top.id}/beschliessen", name


def test_mit_auflage_und_ohne_eine_massnahme_wird_im_formular_zugestimmt(browser, kora, finn, welt, am_tisch):
    vereinbarung, url, name = am_tisch
    erste, zweite = vereinbarung.massnahmen
    felder = {
        name: "zielvereinbarung.zustimmen",
        f"{name}-zustimmen-ohne": str(zweite.id),
        f"{name}-zustimmen-auflage1": "Die Schulen fragen.",
        f"{name}-zustimmen-bis1": in_tagen(30).isoformat(),
        f"{name}-zustimmen-wer1": str(finn.id),
    }

    vorschlag = browser(kora).absenden(url, status=200, wortlaut="", vorschlagen="1", **felder)
    assert f"Ausgenommen: {zweite}." in vorschlag.feld("wortlaut")
    assert f"Auflage, Finn bis {in_tagen(30):%d.%m.%Y}: Die Schulen fragen." in vorschlag.feld("wortlaut")
    browser(kora).absenden(url, wortlaut="Zugestimmt.", modus="einvernehmlich", **felder)

    vereinbarung = neu_gelesen(vereinbarung)
    assert (vereinbarung.massnahmen, zweite.status) == ([erste], MassnahmeStatus.ZUGESAGT)
    seite = browser(kora).get(adresse(vereinbarung), status=200)
    assert "Auflagen der Lenkungsgruppe" in seite.text
    auftrag = browser(kora).get(f"/auftraege/{vereinbarung.auflagen[0].id}", status=200)
    assert "Mit dieser Auflage hat die Lenkungsgruppe" in auftrag.text


def test_eine_auflage_ohne_tag_wird_mit_grund_abgewiesen_und_das_getippte_bleibt(browser, kora, welt, am_tisch):
    vereinbarung, url, name = am_tisch

    seite = browser(kora).absenden(
        url,
        status=409,
        wortlaut="Zugestimmt.",
        modus="einvernehmlich",
        **{name: "zielvereinbarung.zustimmen", f"{name}-zustimmen-auflage2": "Die Schulen fragen."},
    )

    assert "Eine Auflage braucht einen Tag" in seite.text
    assert seite.feld(f"{name}-zustimmen-auflage2") == "Die Schulen fragen."
    assert neu_gelesen(vereinbarung).status is S.EINGEREICHT


def test_wer_nur_mitliest_liest_die_auflage_ohne_den_auftrag_zu_oeffnen(browser, kora, lena, welt, am_tisch):
    vereinbarung, url, name = am_tisch
    browser(kora).absenden(
        url,
        wortlaut="Zugestimmt.",
        modus="einvernehmlich",
        **{
            name: "zielvereinbarung.zustimmen",
            f"{name}-zustimmen-auflage1": "Die Schulen fragen.",
            f"{name}-zustimmen-bis1": in_tagen(30).isoformat(),
        },
    )

    seite = browser(lena).get(adresse(vereinbarung), status=200)

    assert "Die Schulen fragen." in seite.text
    assert "/auftraege/" not in seite.html


# --- one Beitrag put anew, going on without a party -----------------------------------------------------------------


def neu_gefasst(welt, vereinbarung, kurzname="Jobcenter", text="Stellt zwei Personen."):
    with transaction():
        workflow.zielvereinbarungen.beitrag_neu_fassen(
            beitrag(vereinbarung, kurzname), welt.person("Paula"), text=text, begruendung="Mehr Fälle."
        )


def test_was_sich_an_einem_beitrag_geaendert_hat_steht_unter_fassungen(browser, lena, welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    neu_gefasst(welt, vereinbarung)
    besuch = browser(lena)

    liste = besuch.get(adresse(vereinbarung, "/fassungen/"), status=200).text
    assert "ein Beitrag neu gefasst von Paula" in liste
    assert "Was ist anders als in Fassung 1.2?" in liste
    seite = besuch.get(adresse(vereinbarung, "/fassungen/3/unterschied?zu=1.2"), status=200)
    assert "zwei Personen" in " ".join(e.text for e in seite.alle("ins"))
    assert "eine Ansprechperson" in " ".join(e.text for e in seite.alle("del"))


def gilt(seite):
    """The sentence that says which text is in force."""
    return re.search(r"<p>([\w ]+) der Text der <a[^>]+>([^<]+)</a>", seite.html).groups()


def test_jede_seite_sagt_welcher_text_gilt(browser, lena, welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung, "Caritas")
    neu_gefasst(welt, vereinbarung)
    besuch = browser(lena)

    for teil in ("", "/fassungen/2", "/fassungen/3"):
        assert gilt(besuch.get(adresse(vereinbarung, teil), status=200)) == ("Gezeichnet wird", "Fassung 1.3")
    # Who signed stands under the text that is signed, not under the one it replaced.
    assert "Zeichnungen unter dieser Fassung" not in besuch.get(adresse(vereinbarung, "/fassungen/2")).text
    assert "Caritasverband Musterkreis:" in besuch.get(adresse(vereinbarung, "/fassungen/3")).text

    zeichnen(welt, neu_gelesen(vereinbarung))
    assert gilt(besuch.get(adresse(vereinbarung), status=200)) == ("In Kraft ist", "Fassung 1.3")
    folge = zweite_in_kraft(welt, neu_gelesen(vereinbarung))[1]
    assert gilt(besuch.get(adresse(vereinbarung), status=200)) == ("Bis zur Ablösung galt", "Fassung 1.3")
    assert gilt(besuch.get(adresse(folge), status=200)) == ("In Kraft ist", "Fassung 2.2")


def test_auch_auf_dem_blatt_zum_unterschreiben_steht_der_vereinbarte_text(browser, kora, welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    neu_gefasst(welt, vereinbarung)
    with transaction():
        vereinbarung.massnahmen[0].titel = "Anders seither"

    text = browser(kora).get(adresse(vereinbarung, "/druck"), status=200).text

    assert "Anders seither" not in text
    assert "von 56 auf 7 Tage (Quelle: Stichprobe des Jobcenters; gemessen halbjährlich)" in text
    assert "Stellt zwei Personen." in text


# --- readings of earlier versions -----------------------------------------------------------------------------------


def messen(welt, vereinbarung, *werte):
    """Readings a month apart, the last of them today."""
    with transaction():
        for monate, wert in enumerate(reversed(werte)):
            workflow.indikatoren.messwert_erfassen(
                vereinbarung.indikatoren[0],
                welt.person("Paula"),
                wert=Decimal(wert),
                gemessen_am=in_monaten(clock.today(), -monate),
            )


def test_die_naechste_fassung_zeigt_was_unter_der_vorigen_gemessen_wurde(browser, lena, welt):
    erste = geltende_zielvereinbarung(welt)
    messen(welt, erste, 50, 40, 30)
    zweite = zweite_in_kraft(welt, erste)[1]
    besuch = browser(lena)

    seite = besuch.get(adresse(zweite), status=200).text
    assert "Auf dem Weg: 49 % der Strecke" in seite
    assert "30 Fassung 1" in " ".join(seite.split())
    (indikator,) = neu_gelesen(zweite).indikatoren
    assert indikator.messwerte == []
    messen(welt, zweite, 20)
    seite = besuch.get(f"/indikatoren/{indikator.id}", status=200)
    assert [e.text for e in seite.alle("a") if e.text == "Fassung 1"] == ["Fassung 1"] * 3
    assert len(seite.alle("circle")) == 4
    assert len(seite.alle("circle", class_="kf-messreihe__punkt--frueher")) == 3
    assert "3 davon aus früheren Fassungen" in seite.text
    assert "Fassung 1" not in besuch.get(adresse(zweite)).text.partition("Zuletzt")[2].partition("Frist")[0]
    assert "Fassung 2" not in besuch.get(f"/indikatoren/{erste.indikatoren[0].id}", status=200).text


@pytest.mark.parametrize("anders", [{"name": "Wochen"}, {"einheit": "Wochen"}])
def test_was_anders_heisst_oder_anders_zaehlt_ist_nicht_derselbe_indikator(browser, paula, welt, anders):
    erste = geltende_zielvereinbarung(welt)
    messen(welt, erste, 30)
    folge = fortgeschriebene_zielvereinbarung(welt, neu_gelesen(erste))
    with transaction():
        for name, wert in anders.items():
            setattr(folge.indikatoren[0], name, wert)

    assert "Noch kein Messwert" in browser(paula).get(f"/indikatoren/{folge.indikatoren[0].id}", status=200).text


def test_viele_fruehere_messwerte_kosten_keine_weitere_anweisung(browser, kora, welt):
    erste = geltende_zielvereinbarung(welt)
    messen(welt, erste, 50)
    zweite = zweite_in_kraft(welt, erste)[1]
    messen(welt, zweite, 40)
    dritte = zweite_in_kraft(welt, neu_gelesen(zweite))[1]
    seiten = [adresse(dritte), f"/indikatoren/{dritte.indikatoren[0].id}"]
    few = [browser(kora).anweisungen(seite) for seite in seiten]
    with transaction() as s:
        for alt in (erste, zweite):
            vorlage = alt.indikatoren[0].messwerte[0]
            s.add_all(
                Messwert(
                    indikator_id=vorlage.indikator_id,
                    wert=Decimal(tag),
                    gemessen_am=in_tagen(-tag),
                    person_id=welt.person("Mats" if tag % 2 else "Paul").id,
                    erfasst_am=clock.now(),
                )
                for tag in range(20)
            )

    assert few == [browser(kora).anweisungen(seite) for seite in seiten]
    assert few[0] <= 16
    assert few[1] <= 8


def test_eine_offene_ueberpruefung_geht_auf_die_neue_fassung_ueber(browser, kora, welt):
    erste = geltende_zielvereinbarung(welt)
    neue_ueberpruefung(welt, erste, 14)
    assert "Ergebnis festhalten" in browser(kora).get(adresse(erste), status=200).text
    _, zweite = zweite_in_kraft(welt, neu_gelesen(erste))

    assert "Ergebnis festhalten" not in browser(kora).get(adresse(erste), status=200).text
    assert "Ergebnis festhalten" in browser(kora).get(adresse(zweite), status=200).text
