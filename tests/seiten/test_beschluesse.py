"""Pages of decisions: recording with effects, the list, one Beschluss with its corrections."""

from datetime import date, timedelta

import pytest

from kimflow import clock
from kimflow.db import session, transaction
from kimflow.models import Beschluss, Modus, Stimmwort, ThemaStatus, Topart, ZielvereinbarungStatus
from kimflow.workflow.nummern import naechste
from tests.bauen.abstimmungen import festgestellte_abstimmung, offene_abstimmung, stimmen, zustimmung, zwei_themen
from tests.bauen.beschluesse import frueherer_beschluss, neuer_beschluss, rang
from tests.bauen.sitzungen import laufender_top, neue_sitzung, neuer_top
from tests.bauen.themen import neu_gelesen, vorgelegtes_thema
from tests.bauen.zielvereinbarungen import eingereichte_zielvereinbarung, zielvereinbarung_von

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


def url_von(top):
    return f"/sitzungen/{top.sitzung.nummer}/tops/{top.id}/beschliessen"


def wahl(top, stelle=0):
    """The name of the radio group for the thing at this place of the item."""
    return f"g{sorted(g.id for g in top.gegenstaende)[stelle]}"


@pytest.fixture
def top(welt):
    """An item of a running meeting with two vorgelegte Themen."""
    top = laufender_top(welt)
    zwei_themen(welt, top)
    return top


def themen(top):
    return [neu_gelesen(g.thema) for g in sorted(top.gegenstaende, key=lambda g: g.id)]


# --- recording --------------------------------------------------------------------------------------------------


def test_ein_formular_beschliesst_ueber_mehrere_themen_verschieden(welt, browser, kora, top):
    g1, g2 = wahl(top), wahl(top, 1)

    seite = browser(kora).absenden(
        url_von(top),
        wortlaut="Wir priorisieren und beauftragen.",
        modus="einvernehmlich",
        bedenken="Die Ausländerbehörde hat Bedenken zur Frist.",
        **{
            g1: "thema.priorisieren",
            f"{g1}-priorisieren-rang": "2",
            g2: "thema.beauftragen",
            f"{g2}-beauftragen-projektgruppe": str(welt.projektgruppe.id),
            f"{g2}-beauftragen-mandat": "Einen Vorschlag erarbeiten",
            f"{g2}-beauftragen-frist": "2030-06-30",
        },
    )

    eins, zwei = themen(top)
    assert (eins.status, eins.rang) == (ThemaStatus.PRIORISIERT, 2)
    assert (zwei.status, zwei.projektgruppe, zwei.frist) == (
        ThemaStatus.BEAUFTRAGT,
        welt.projektgruppe,
        date(2030, 6, 30),
    )
    beschluss = browser(kora).get(seite.ziel, status=200)
    assert {f"/themen/{eins.nummer}", f"/themen/{zwei.nummer}"} <= {a.attrs["href"] for a in beschluss.alle("a")}
    assert "Bedenken zur Frist" in beschluss.text


def test_ohne_wirkung_wird_nur_der_wortlaut_festgehalten(welt, browser, kora, top):
    browser(kora).absenden(url_von(top), wortlaut="Wir vertagen.", modus="kenntnisnahme")

    beschluss = session().query(Beschluss).one()
    assert (beschluss.modus, beschluss.wirkungen) == (Modus.KENNTNISNAHME, [])
    assert {t.status for t in themen(top)} == {ThemaStatus.VORGELEGT}


def test_nur_die_felder_der_gewaehlten_wirkung_werden_geprueft(welt, browser, kora, top):
    g = wahl(top)
    daten = {g: "thema.zurueckstellen", f"{g}-beauftragen-frist": "30.02.2030", f"{g}-priorisieren-rang": "viel"}

    seite = browser(kora).absenden(url_von(top), status=422, wortlaut="Später.", modus="einvernehmlich", **daten)

    falsch = {e.attrs["name"] for e in seite.elemente if e.attrs.get("aria-invalid") == "true"}
    assert falsch == {f"{g}-zurueckstellen-begruendung", f"{g}-zurueckstellen-wiedervorlage"}
    assert session().query(Beschluss).count() == 0


def test_ohne_wortlaut_kein_beschluss(browser, kora, top):
    seite = browser(kora).absenden(url_von(top), status=422, modus="einvernehmlich")

    assert "Wortlaut: Bitte ausfüllen." in seite.text


def test_der_wortlaut_wird_aus_den_wirkungen_vorgeschlagen(welt, browser, kora, top):
    g = wahl(top)
    daten = {g: "thema.priorisieren", f"{g}-priorisieren-rang": "1", "modus": "einvernehmlich", "vorschlagen": "1"}

    seite = browser(kora).absenden(url_von(top), status=200, **daten)

    assert seite.feld("wortlaut") == f"{themen(top)[0]} wird auf Rang 1 gesetzt."
    assert session().query(Beschluss).count() == 0


def test_scheitert_eine_wirkung_bleibt_alles_stehen_und_das_thema_wird_genannt(welt, browser, kora, top):
    """C4 P0: the group is at its limit, and no reason was given for the second."""
    with transaction():
        welt.projektgruppe.hoechstlast = 1
    g1, g2 = wahl(top), wahl(top, 1)
    daten = {}
    for g in (g1, g2):
        daten |= {
            g: "thema.beauftragen",
            f"{g}-beauftragen-projektgruppe": str(welt.projektgruppe.id),
            f"{g}-beauftragen-mandat": "Vorschlag",
            f"{g}-beauftragen-frist": "2030-06-30",
        }

    seite = browser(kora).absenden(url_von(top), status=409, wortlaut="Beides.", modus="einvernehmlich", **daten)

    assert "Nichts wurde gespeichert" in seite.text
    assert themen(top)[1].nummer in seite.text
    assert seite.feld("wortlaut") == "Beides."
    assert {t.status for t in themen(top)} == {ThemaStatus.VORGELEGT}
    assert session().query(Beschluss).count() == 0


def test_einer_zielvereinbarung_wird_zugestimmt(welt, browser, kora):
    vereinbarung = eingereichte_zielvereinbarung(welt)
    top = laufender_top(welt, art=Topart.BESCHLUSS, zielvereinbarungen=[vereinbarung])

    browser(kora).absenden(
        url_von(top), wortlaut="Zugestimmt.", modus="einvernehmlich", **{wahl(top): "zielvereinbarung.zustimmen"}
    )

    session().refresh(vereinbarung)
    assert vereinbarung.status is ZielvereinbarungStatus.ZUR_ZEICHNUNG


def test_angeboten_wird_nur_was_zum_stand_passt(welt, browser, kora):
    top = laufender_top(welt)
    thema = vorgelegtes_thema(welt, top=top)
    neuer_beschluss(welt, top, rang(thema, 1))

    seite = browser(kora).get(url_von(top), status=200)

    angeboten = {e.attrs["value"] for e in seite.alle("input", type="radio") if e.attrs["name"] == wahl(top)}
    assert "thema.priorisieren" in angeboten
    assert "thema.zustimmen" not in angeboten
    assert "zielvereinbarung.zustimmen" not in angeboten
    assert "thema.beenden" not in angeboten


def test_eine_nicht_angebotene_wirkung_wird_abgelehnt(browser, kora, top):
    """C1 P0: also by direct POST."""
    daten = {wahl(top): "thema.beenden", "wortlaut": "Ende.", "modus": "einvernehmlich"}

    browser(kora).absenden(url_von(top), status=422, **daten)

    assert {t.status for t in themen(top)} == {ThemaStatus.VORGELEGT}


def test_abgestimmt_laesst_sich_ohne_abstimmung_nicht_waehlen(browser, kora, top):
    browser(kora).absenden(url_von(top), status=422, wortlaut="x", modus="abstimmung")


def test_vor_der_sitzung_sagt_die_seite_warum_es_noch_nicht_geht(welt, browser, kora):
    top = neuer_top(welt)
    b = browser(kora)

    assert "laufenden Sitzung" in b.get(url_von(top), status=200).text
    b.absenden(url_von(top), status=409, wortlaut="Zu früh.", modus="einvernehmlich")
    assert session().query(Beschluss).count() == 0


@pytest.mark.parametrize(
    ("wer", "status"), [("Mats", 403), ("Lena", 403), ("Bibi", 403), ("Paula", 404), ("Finn", 404)]
)
def test_andere_beschliessen_nicht(welt, browser, top, wer, status):
    """D1 P0, D3 P0."""
    browser(welt.person(wer)).get(url_von(top), status=status)
    browser(welt.person(wer)).post(url_von(top), {"wortlaut": "x", "modus": "einvernehmlich"}, status=status)


def test_ein_punkt_gehoert_zu_seiner_sitzung(welt, browser, kora, top):
    """D3 P0: ids of different things do not combine."""
    fremd = neue_sitzung(welt)

    browser(kora).get(f"/sitzungen/{fremd.nummer}/tops/{top.id}/beschliessen", status=404)


def test_aus_einer_rangfolge_kommen_die_raenge_vorausgefuellt(welt, browser, kora):
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [1, 6])
    festgestellte_abstimmung(welt, abstimmung)
    top, b = abstimmung.top, browser(kora)
    url = f"{url_von(top)}?abstimmung={abstimmung.nummer}"
    seite = b.get(url, status=200)
    g1, g2 = wahl(top), wahl(top, 1)
    assert [seite.feld(f"{g}-priorisieren-rang") for g in (g1, g2)] == ["2", "1"]
    assert "wird auf Rang 1 gesetzt" in seite.feld("wortlaut")

    b.absenden(
        url,
        wortlaut=seite.feld("wortlaut"),
        modus="abstimmung",
        **{g1: "thema.priorisieren", f"{g1}-priorisieren-rang": "2"},
        **{g2: "thema.priorisieren", f"{g2}-priorisieren-rang": "1"},
    )

    beschluss = session().query(Beschluss).one()
    assert (beschluss.modus, beschluss.abstimmung.nummer) == (Modus.ABSTIMMUNG, abstimmung.nummer)
    assert [t.rang for t in themen(top)] == [2, 1]
    assert "Auf Platz 1 steht" in b.get(f"/beschluesse/{beschluss.nummer}").text


def test_aus_einer_zustimmung_kommen_bedenken_und_wirkung_mit(welt, browser, kora):
    vereinbarung = zielvereinbarung_von(welt, "ABH")
    top = laufender_top(welt, art=Topart.BESCHLUSS, zielvereinbarungen=[vereinbarung])
    abstimmung = offene_abstimmung(welt, zustimmung(welt, top))
    stimmen(welt, abstimmung, "Mia", ABH, wort=Stimmwort.BEDENKEN, begruendung="Die Frist ist knapp.")
    festgestellte_abstimmung(welt, abstimmung)

    seite = browser(kora).get(f"{url_von(top)}?abstimmung={abstimmung.nummer}", status=200)

    assert seite.feld("bedenken") == f"{ABH}: leichte Bedenken – Die Frist ist knapp."
    assert seite.eins("input", value="zielvereinbarung.zustimmen", checked=None)


def test_wird_noch_abgestimmt_steht_es_ueber_dem_formular(welt, browser, kora):
    vereinbarung = zielvereinbarung_von(welt, "ABH")
    top = laufender_top(welt, art=Topart.BESCHLUSS, zielvereinbarungen=[vereinbarung])
    assert "Darüber wird noch abgestimmt" not in browser(kora).get(url_von(top), status=200).text
    abstimmung = offene_abstimmung(welt, zustimmung(welt, top))

    seite = browser(kora).get(url_von(top), status=200)

    assert "Darüber wird noch abgestimmt" in seite.text.partition("Wortlaut")[0]
    assert abstimmung.nummer in [a.text for a in seite.alle("a", href=f"/abstimmungen/{abstimmung.nummer}")]
    gesendet = browser(kora).absenden(
        url_von(top), status=409, wortlaut="So.", modus="einvernehmlich", **{wahl(top): "zielvereinbarung.zustimmen"}
    )
    assert gesendet.text.count("Darüber wird noch abgestimmt") == 1


def test_zweimal_gesendet_ist_einmal_beschlossen(browser, kora, top):
    """A10 P0."""
    b = browser(kora)
    daten = {"marke": b.get(url_von(top)).feld("marke"), "wortlaut": "Einmal.", "modus": "einvernehmlich"}

    ziele = {b.post(url_von(top), daten, status=303).ziel for _ in range(2)}

    assert len(ziele) == session().query(Beschluss).count() == 1


# --- earlier ones and corrections -------------------------------------------------------------------------------


def test_ein_frueherer_beschluss_wird_ueber_das_formular_nacherfasst(welt, browser, kora):
    b = browser(kora)
    seite = b.absenden(
        f"/beschluesse/nacherfassen/{welt.lenkungsgruppe.id}",
        gefasst_am="14.05.2024",
        wortlaut="Wir beauftragen das Jobcenter.",
        quelle="Protokoll vom 14.05.2024",
    )

    text = b.get(seite.ziel, status=200).text
    assert "nacherfasst" in text
    assert "Protokoll vom 14.05.2024" in text


def test_ein_beschluss_der_zukunft_wird_nicht_nacherfasst(welt, browser, kora):
    seite = browser(kora).absenden(
        f"/beschluesse/nacherfassen/{welt.lenkungsgruppe.id}",
        status=409,
        gefasst_am=(clock.today() + timedelta(days=1)).isoformat(),
        wortlaut="Bald.",
        quelle="Hörensagen",
    )

    assert "Zukunft" in seite.text


def test_nach_dem_berichtigen_stehen_beide_fassungen_da(welt, browser, kora, lena):
    beschluss = neuer_beschluss(welt)
    url = f"/beschluesse/{beschluss.nummer}"

    browser(kora).absenden(f"{url}/berichtigen", wortlaut="Die Lenkungsgruppe beschließt X.", begruendung="X fehlte")

    text = browser(lena).get(url, status=200).text
    for teil in ("Die Lenkungsgruppe beschließt.", "Die Lenkungsgruppe beschließt X.", "X fehlte", "Kora"):
        assert teil in text


def test_zwei_menschen_berichtigen_denselben_beschluss(welt, browser, kora):
    """E1 P0, E2 P0."""
    beschluss = neuer_beschluss(welt)
    url = f"/beschluesse/{beschluss.nummer}/berichtigen"
    spaet = browser(kora).get(url)
    browser(kora).absenden(url, wortlaut="Fassung eins", begruendung="a")

    daten = {"version": spaet.feld("version"), "wortlaut": "Fassung zwei", "begruendung": "b"}
    seite = browser(kora).post(url, daten, status=409)

    assert seite.feld("wortlaut") == "Fassung zwei"
    assert "Fassung eins" in seite.text


def test_ein_ersetzter_beschluss_verweist_auf_den_neuen(welt, browser, mats):
    alt = neuer_beschluss(welt)
    neu = neuer_beschluss(welt, alt.top, ersetzt=alt)
    b = browser(mats)

    altes, neues = b.get(f"/beschluesse/{alt.nummer}", status=200), b.get(f"/beschluesse/{neu.nummer}", status=200)
    assert altes.eins("a", href=f"/beschluesse/{neu.nummer}")
    assert "wurde ersetzt" in altes.text
    assert neues.eins("a", href=f"/beschluesse/{alt.nummer}")


# --- the list ---------------------------------------------------------------------------------------------------


def viele(welt, anzahl):
    with transaction() as s:
        for n in range(anzahl):
            s.add(
                Beschluss(
                    nummer=naechste(Beschluss),
                    gremium=welt.lenkungsgruppe,
                    wortlaut=f"Beschluss {n}",
                    modus=Modus.EINVERNEHMLICH,
                    gefasst_am=date(2026, 1, 1) - timedelta(days=n),
                    nacherfasst=True,
                    quelle="Protokoll",
                )
            )
            s.flush()


def test_ohne_beschluss_sagt_die_liste_wo_sie_entstehen(browser, mats):
    assert "in der laufenden Sitzung" in browser(mats).get("/beschluesse/", status=200).text


@pytest.mark.beide
def test_die_liste_laesst_sich_nach_jahr_modus_herkunft_und_text_filtern(welt, browser, mats):
    alt = frueherer_beschluss(welt)
    neu = neuer_beschluss(welt, wortlaut="Übergänge werden geordnet.", modus=Modus.KENNTNISNAHME)
    b = browser(mats)

    def gefunden(frage):
        text = b.get(f"/beschluesse/?{frage}", status=200).text
        return [nummer for nummer in (alt.nummer, neu.nummer) if nummer in text]

    assert gefunden("") == [alt.nummer, neu.nummer]
    assert gefunden("jahr=2024") == [alt.nummer]
    assert gefunden("modus=kenntnisnahme") == [neu.nummer]
    assert gefunden("nacherfasst=ja") == [alt.nummer]
    assert gefunden("nacherfasst=nein") == [neu.nummer]
    assert gefunden("suche=ÜBERGÄNGE") == [neu.nummer]
    assert gefunden("suche=%25") == []
    assert gefunden(f"gremium={welt.lenkungsgruppe.id}") == [alt.nummer, neu.nummer]
    assert gefunden("jahr=quatsch&modus=quatsch&nacherfasst=quatsch") == [alt.nummer, neu.nummer]


def test_die_liste_kostet_immer_gleich_viele_anweisungen(welt, browser, kora):
    viele(welt, 10)
    wenige = browser(kora).anweisungen("/beschluesse/")
    viele(welt, 190)

    assert browser(kora).anweisungen("/beschluesse/") == wenige <= 6


@pytest.mark.beide
def test_beim_blaettern_kommt_jeder_beschluss_genau_einmal(welt, browser, mats):
    viele(welt, 120)
    b, url, nummern = browser(mats), "/beschluesse/", []
    while url:
        seite = b.get(url, status=200)
        nummern += [e.text for e in seite.alle("a") if e.text.startswith("B-")]
        weiter = seite.alle("a", rel="next")
        url = weiter[0].attrs["href"] if weiter else None

    assert len(nummern) == len(set(nummern)) == 120


def test_ein_beschluss_kostet_wenige_anweisungen(welt, browser, kora, top):
    eins, zwei = themen(top)
    beschluss = neuer_beschluss(welt, top, rang(eins, 1), rang(zwei, 2))

    assert browser(kora).anweisungen(f"/beschluesse/{beschluss.nummer}") <= 15


def test_was_eine_projektgruppe_beschliesst_bleibt_bei_ihr(welt, browser, paula, petra, mats, kora):
    beschluss = neuer_beschluss(welt, laufender_top(welt, sitzung=neue_sitzung(welt, gremium=welt.projektgruppe)))

    for wer, status in ((kora, 200), (paula, 200), (petra, 404), (mats, 404)):
        browser(wer).get(f"/beschluesse/{beschluss.nummer}", status=status)
        assert (beschluss.nummer in browser(wer).get("/beschluesse/").text) is (status == 200)
