"""Pages of Zielvereinbarungen: list, draft, signatures, the sheet on paper."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import ThemaStatus, Zeichnungsart, Zielvereinbarung, ZielvereinbarungStatus
from tests.bauen.dateien import PDF
from tests.bauen.massnahmen import in_tagen, zugesagte_massnahme
from tests.bauen.sitzungen import laufender_top
from tests.bauen.themen import neuer_beschluss, thema_im_stand
from tests.bauen.zielvereinbarungen import (
    beitrag,
    beschriebene_zielvereinbarung,
    eingereichte_zielvereinbarung,
    einreichbare_zielvereinbarung,
    geltende_zielvereinbarung,
    letzter_code,
    neu_gelesen,
    neue_zielvereinbarung,
    zeichnen,
    zielvereinbarung_im_stand,
    zugestimmte_zielvereinbarung,
)

S = ZielvereinbarungStatus


# --- the list -----------------------------------------------------------------------------------------------------


def test_die_liste_sagt_wie_viele_gezeichnet_haben(browser, kora, welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung, "Jobcenter", "Sozialamt")

    seite = browser(kora).get("/zielvereinbarungen/", status=200)

    assert vereinbarung.titel in seite.text
    assert "2 von 3" in seite.text
    assert "zur Zeichnung" in seite.text


def test_die_liste_kostet_bei_zehn_und_bei_zweihundert_zeilen_gleich_viele_anweisungen(browser, kora, welt):
    vorlage = einreichbare_zielvereinbarung(welt)
    columns = [c.key for c in Zielvereinbarung.__mapper__.column_attrs if c.key not in ("id", "nummer")]
    values = {name: getattr(vorlage, name) for name in columns}

    def vermehren(jahr, anzahl):
        with transaction() as s:
            s.add_all([Zielvereinbarung(nummer=f"Z-{jahr}-{zahl:03d}", **values) for zahl in range(anzahl)])

    vermehren(2025, 9)
    few = browser(kora).anweisungen("/zielvereinbarungen/")
    vermehren(2024, 190)

    assert few == browser(kora).anweisungen("/zielvereinbarungen/") <= 6
    seite = browser(kora).get("/zielvereinbarungen/", status=200)
    weiter = seite.eins("a", rel="next").attrs["href"]
    assert "Z-2024-1" in browser(kora).get(weiter, status=200).html


def test_gefiltert_wird_nach_stand_gruppe_partei_und_text(browser, kora, welt):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    besuch = browser(kora)
    partei = welt.institution("Caritas").id

    for filter in (
        "status=entwurf",
        f"projektgruppe={vereinbarung.projektgruppe_id}",
        f"institution={partei}",
        "suche=l%C3%BCcke",
    ):
        assert vereinbarung.nummer in besuch.get(f"/zielvereinbarungen/?{filter}", status=200).text, filter
    for filter in ("status=in_kraft", "status=unsinn", "institution=99999", "suche=%25"):
        assert "Nichts gefunden" in besuch.get(f"/zielvereinbarungen/?{filter}", status=200).text, filter


def test_wer_nur_liest_sieht_nur_was_vereinbart_ist(browser, lena, ada, welt):
    entwurf, vereinbart = einreichbare_zielvereinbarung(welt), zugestimmte_zielvereinbarung(welt)

    liste = browser(lena).get("/zielvereinbarungen/", status=200).text
    assert vereinbart.nummer in liste
    assert entwurf.nummer not in liste
    browser(lena).get(f"/zielvereinbarungen/{vereinbart.nummer}", status=200)
    for teil in ("", "/druck", "/bearbeiten"):
        browser(lena).get(f"/zielvereinbarungen/{entwurf.nummer}{teil}", status=404)
    browser(ada).get("/zielvereinbarungen/", status=403)
    browser(ada).get(f"/zielvereinbarungen/{vereinbart.nummer}", status=404)


@pytest.mark.parametrize(("wer", "liest"), [("Kora", True), ("Mats", True), ("Fatma", True), ("Lena", False)])
def test_die_arbeit_am_entwurf_steht_nur_fuer_mitwirkende_im_verlauf(browser, welt, wer, liest):
    vereinbarung = zugestimmte_zielvereinbarung(welt)

    seite = browser(welt.person(wer)).get(f"/zielvereinbarungen/{vereinbarung.nummer}", status=200)

    assert bool(seite.alle("h2", id="verlauf")) is liest
    assert ("hat die Zielvereinbarung angelegt" in seite.text) is liest


@pytest.mark.parametrize(("wer", "sieht"), [("Mats", True), ("Lena", False)])
def test_dass_eine_auflage_ueberfaellig_ist_ist_ein_licht(browser, welt, wer, sieht):
    vereinbarung = zugestimmte_zielvereinbarung(welt, beschluss=neuer_beschluss(welt, top=laufender_top(welt)))
    with transaction():
        workflow.auftraege.auferlegen(
            vereinbarung, welt.person("Kora"), beschluss=vereinbarung.beschluss, text="Zahlen.", faellig_am=in_tagen(3)
        )
    with clock.turned_to(clock.today() + timedelta(days=5)):
        text = browser(welt.person(wer)).get(f"/zielvereinbarungen/{vereinbarung.nummer}", status=200).text

    assert f"{in_tagen(3):%d.%m.%Y}" in text
    assert ("überfällig" in text) is sieht


def test_eine_leere_liste_sagt_wie_es_weitergeht(browser, kora):
    assert "Noch keine Zielvereinbarung" in browser(kora).get("/zielvereinbarungen/", status=200).text


# --- one Zielvereinbarung -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("wer", ["Kora", "Paula", "Mats"])
def test_die_seite_geht_in_jedem_stand(browser, welt, wer, status):
    vereinbarung = zielvereinbarung_im_stand(welt, status)
    besuch = browser(welt.person(wer))

    for teil in ("", "/druck"):
        seite = besuch.get(f"/zielvereinbarungen/{vereinbarung.nummer}{teil}", status=200)
        assert vereinbarung.titel in seite.text
        assert "Caritasverband Musterkreis" in seite.text


def test_die_seite_kostet_wenige_anweisungen(browser, kora, welt):
    vereinbarung = geltende_zielvereinbarung(welt)

    assert browser(kora).anweisungen(f"/zielvereinbarungen/{vereinbarung.nummer}") <= 15


def test_am_gesperrten_knopf_steht_was_noch_fehlt(browser, paula, welt):
    vereinbarung = neue_zielvereinbarung(welt)

    seite = browser(paula).get(f"/zielvereinbarungen/{vereinbarung.nummer}", status=200)

    assert "Es gibt noch keine Partei, die zeichnet." in seite.text
    browser(paula).post(f"/zielvereinbarungen/{vereinbarung.nummer}/einreichen", status=409)
    assert neu_gelesen(vereinbarung).status is S.ENTWURF


def test_paula_schreibt_eine_ganze_zielvereinbarung_im_browser(browser, paula, welt):
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    besuch = browser(paula)

    seite = besuch.absenden(f"/zielvereinbarungen/zum-thema/{thema.nummer}/anlegen", titel="Ohne Lücke")
    vereinbarung = session().scalars(select(Zielvereinbarung)).unique().one()
    url = f"/zielvereinbarungen/{vereinbarung.nummer}"
    assert seite.ziel == url
    besuch.absenden(
        f"{url}/bearbeiten",
        titel="Ohne Lücke",
        zielzustand="Niemand steht **ohne** da.",
        frist="31.12.2030",
    )
    besuch.absenden(
        f"/indikatoren/zur-zielvereinbarung/{vereinbarung.nummer}/anlegen",
        name="Tage",
        ausgangswert="56,5",
        zielwert="7",
    )
    for kurzname in ("Jobcenter", "Caritas"):
        besuch.absenden(
            f"{url}/beitrag_festlegen",
            institution=str(welt.institution(kurzname).id),
            beteiligung="zeichnet",
            text="Stellt eine Person.",
        )
    zugesagte_massnahme(welt, zielvereinbarung=vereinbarung)
    besuch.absenden(f"{url}/einreichen")

    assert neu_gelesen(vereinbarung).status is S.EINGEREICHT
    assert "<strong>ohne</strong>" in besuch.get(url).html


def test_zwei_menschen_bearbeiten_dieselbe_zielvereinbarung(browser, paula, paul, welt):
    """E1 P0, E2 P0: the second sees both texts, byte for byte, and loses none."""
    vereinbarung = beschriebene_zielvereinbarung(welt)
    url = f"/zielvereinbarungen/{vereinbarung.nummer}/bearbeiten"
    paul_oeffnet = browser(paul).get(url)
    browser(paula).absenden(url, titel="Titel", zielzustand="Paulas <img src=x> Fassung")

    seite = browser(paul).post(
        url,
        {"titel": "Titel", "zielzustand": "Pauls <script>Fassung", "version": paul_oeffnet.feld("version")},
        status=409,
    )

    assert seite.feld("zielzustand") == "Pauls <script>Fassung"
    assert "Paulas <img src=x> Fassung" in seite.text
    assert "<script>Fassung" not in seite.html
    assert neu_gelesen(vereinbarung).zielzustand == "Paulas <img src=x> Fassung"


def test_zwei_menschen_bearbeiten_denselben_beitrag(browser, paula, paul, welt):
    """E1 P0, E2 P0: the same for one Beitrag; two different Beiträge do not disturb each other."""
    vereinbarung = einreichbare_zielvereinbarung(welt)
    erster, zweiter = beitrag(vereinbarung, "Jobcenter"), beitrag(vereinbarung, "Caritas")
    url = f"/zielvereinbarungen/{vereinbarung.nummer}/beitraege/{{}}/beitrag_aendern"
    offen = {b.id: browser(paul).get(url.format(b.id)).feld("version") for b in (erster, zweiter)}
    browser(paula).absenden(url.format(erster.id), beteiligung="zeichnet", text="Paulas Text")

    for partei, status in ((zweiter, 303), (erster, 409)):
        daten = {"beteiligung": "zeichnet", "text": "Pauls Text", "version": offen[partei.id]}
        seite = browser(paul).post(url.format(partei.id), daten, status=status)

    assert "Paulas Text" in seite.text
    assert seite.feld("text") == "Pauls Text"


@pytest.mark.parametrize("wer", ["Petra", "Mats", "Fatma"])
def test_wer_nicht_zur_projektgruppe_gehoert_kommt_mit_keinem_formular_durch(browser, welt, wer):
    """D3 P0: Petra leads another group; every writing address of a draft answers 403, on GET and POST."""
    vereinbarung = einreichbare_zielvereinbarung(welt)
    partei, besuch = vereinbarung.beitraege[0], browser(welt.person(wer))
    url = f"/zielvereinbarungen/{vereinbarung.nummer}"
    for teil in (
        "bearbeiten", "beitrag_festlegen", f"beitraege/{partei.id}/beitrag_aendern", "beitrag_entfernen",
        "massnahme_aufnehmen", "einreichen",
    ):  # fmt: skip
        besuch.get(f"{url}/{teil}", status=403)
        besuch.post(f"{url}/{teil}", {"titel": "x", "text": "x"}, status=403)


def test_ein_beitrag_gehoert_zu_seiner_vereinbarung(browser, paula, welt):
    """D3 P0: the id of another agreement's Beitrag in the path."""
    eine, andere = einreichbare_zielvereinbarung(welt), einreichbare_zielvereinbarung(welt)

    browser(paula).get(
        f"/zielvereinbarungen/{eine.nummer}/beitraege/{andere.beitraege[0].id}/beitrag_aendern", status=404
    )


def test_was_eingereicht_ist_laesst_sich_auch_mit_altem_formular_nicht_aendern(browser, paula, welt):
    """C6 P0: a form opened before, sent after."""
    vereinbarung = einreichbare_zielvereinbarung(welt)
    url = f"/zielvereinbarungen/{vereinbarung.nummer}"
    offen = browser(paula).get(f"{url}/bearbeiten").feld("version")
    browser(paula).absenden(f"{url}/einreichen")

    seite = browser(paula).post(
        f"{url}/bearbeiten", {"titel": "Anders", "zielzustand": "Anders", "version": offen}, status=409
    )

    assert seite.feld("zielzustand") == "Anders"
    assert neu_gelesen(vereinbarung).zielzustand != "Anders"


def test_jedes_haus_zeichnet_im_browser_und_am_ende_ist_sie_in_kraft(browser, welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    url = f"/zielvereinbarungen/{vereinbarung.nummer}"
    for kurzname, wer in (("Jobcenter", "Mats"), ("Sozialamt", "Paula"), ("Caritas", "Zoe")):
        besuch, partei = browser(welt.person(wer)), beitrag(vereinbarung, kurzname)
        seite = besuch.get(url, status=200)
        assert f"/beitraege/{partei.id}/zeichnen" in seite.html
        assert seite.html.count("/zeichnen") == 1
        zum_zeichnen = besuch.absenden(f"{url}/beitraege/{partei.id}/zeichnungscode_anfordern").ziel
        besuch.absenden(zum_zeichnen, code=letzter_code(welt.person(wer)))

    seite = browser(welt.person("Kora")).get(url, status=200)
    assert neu_gelesen(vereinbarung).status is S.IN_KRAFT
    assert seite.text.count("Text unverändert") == 3
    assert "hat gezeichnet" in seite.text


def test_die_koordination_erfasst_papier(browser, kora, mats, welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    partei = beitrag(vereinbarung, "Jobcenter")
    url = f"/zielvereinbarungen/{vereinbarung.nummer}/beitraege/{partei.id}/zeichnung_erfassen"

    blatt = (BytesIO(PDF), "Unterschrift.pdf")
    morgen = {"gezeichnet_von": str(mats.id), "gezeichnet_am": in_tagen(1).isoformat(), "scan": blatt}
    browser(kora).post(url, morgen, status=422)
    browser(kora).post(url, {"gezeichnet_von": str(mats.id), "gezeichnet_am": in_tagen(0).isoformat()}, status=422)
    blatt = (BytesIO(PDF), "Unterschrift.pdf")
    browser(kora).absenden(url, gezeichnet_von=str(mats.id), gezeichnet_am=in_tagen(0).isoformat(), scan=blatt)

    neu_gelesen(vereinbarung)
    assert partei.zeichnung.art is Zeichnungsart.PAPIER
    assert "auf Papier" in browser(kora).get(f"/zielvereinbarungen/{vereinbarung.nummer}").text


def test_gezeichnet_wird_auf_papier_nur_von_wem_das_haus_es_erlaubt(browser, kora, zoe, welt):
    """D6 P0: an id that the form did not offer."""
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    partei = beitrag(vereinbarung, "Jobcenter")

    browser(kora).post(
        f"/zielvereinbarungen/{vereinbarung.nummer}/beitraege/{partei.id}/zeichnung_erfassen",
        {"gezeichnet_von": str(zoe.id), "gezeichnet_am": in_tagen(0).isoformat()},
        status=422,
    )

    assert neu_gelesen(vereinbarung).ausstehende == vereinbarung.beitraege


def test_das_blatt_zum_unterschreiben_hat_je_zeichnender_partei_eine_zeile(browser, kora, welt):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung, "Jobcenter")

    seite = browser(kora).get(f"/zielvereinbarungen/{vereinbarung.nummer}/druck", status=200)

    assert seite.text.count("Ort, Datum Name und Funktion Unterschrift") == 2
    assert "begründet keine Rechtsansprüche" in seite.text
    assert "Gezeichnet von <strong>Mats" in seite.html


def test_wer_teilweise_abschliesst_nennt_gruende(browser, kora, welt):
    vereinbarung = geltende_zielvereinbarung(welt)
    url = f"/zielvereinbarungen/{vereinbarung.nummer}/abschliessen"

    seite = browser(kora).post(url, {"erfuellung": "teilweise"}, status=422)
    assert "Bitte nennen Sie die Gründe." in seite.text
    browser(kora).absenden(url, erfuellung="teilweise", gruende="Ein Haus fehlt noch.")

    assert "Ein Haus fehlt noch." in browser(kora).get(f"/zielvereinbarungen/{vereinbarung.nummer}").text


def test_nach_der_rueckgabe_steht_oben_was_bis_wann_zu_tun_ist(browser, paula, welt):
    vereinbarung = zielvereinbarung_im_stand(welt, S.UEBERARBEITUNG)

    text = browser(paula).get(f"/zielvereinbarungen/{vereinbarung.nummer}", status=200).text

    assert f"Zu überarbeiten bis {in_tagen(30):%d.%m.%Y}" in text
    assert "Fristen prüfen." in text


def test_eine_eingereichte_bietet_der_gruppe_keinen_knopf_mehr(browser, paula, welt):
    vereinbarung = eingereichte_zielvereinbarung(welt)

    seite = browser(paula).get(f"/zielvereinbarungen/{vereinbarung.nummer}", status=200)

    assert not seite.alle("ul", class_="kf-handlungen")
    assert "/beitrag_aendern" not in seite.html


def test_ein_zweimal_gesendetes_formular_legt_eine_partei_an(browser, paula, welt):
    """A10: the same form again gets the first answer."""
    vereinbarung, besuch = neue_zielvereinbarung(welt), browser(paula)
    url = f"/zielvereinbarungen/{vereinbarung.nummer}/beitrag_festlegen"
    daten = {
        "institution": str(welt.institution("Caritas").id),
        "beteiligung": "zeichnet",
        "marke": besuch.get(url).feld("marke"),
    }

    besuch.post(url, daten, status=303)

    # The party is no longer on offer: whoever presses again learns why instead of adding it twice.
    assert besuch.post(url, daten).status in (303, 422)
    assert len(neu_gelesen(vereinbarung).beitraege) == 1


def test_erfundene_nummern_gibt_es_nicht(browser, kora):
    for nummer in ("Z-1999-001", "x" * 400, "%00"):
        browser(kora).get(f"/zielvereinbarungen/{nummer}", status=404)


def test_haeuser_aufzunehmen_raet_die_seite_nur_wem_es_zusteht(browser, paula, welt):
    url = f"/zielvereinbarungen/{neue_zielvereinbarung(welt).nummer}"

    assert "Nehmen Sie die Häuser auf" in browser(paula).get(url, status=200).text
    text = browser(welt.person("Mats")).get(url, status=200).text
    assert "Noch keine Partei" in text
    assert "Nehmen Sie die Häuser auf" not in text


def test_wer_parteien_aufnimmt_liest_dass_jemand_zeichnen_koennen_muss(browser, paula, welt):
    partei = beitrag(einreichbare_zielvereinbarung(welt), "Jobcenter")
    url = f"/zielvereinbarungen/{partei.zielvereinbarung.nummer}"

    for seite in (f"{url}/beitrag_festlegen", f"{url}/beitraege/{partei.id}/beitrag_aendern"):
        assert "braucht eine zeichnungsberechtigte Person" in browser(paula).get(seite, status=200).text


def test_ein_entwurf_kostet_mit_allen_voraussetzungen_hoechstens_fuenfzehn_anweisungen(browser, paula, welt):
    for vereinbarung in (neue_zielvereinbarung(welt), einreichbare_zielvereinbarung(welt)):
        assert browser(paula).anweisungen(f"/zielvereinbarungen/{vereinbarung.nummer}") <= 15
