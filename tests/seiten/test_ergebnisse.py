"""The result on the page, in print and as a file: the same order and numbers, nothing before the count."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import event

from kimflow.db import extension, session, transaction
from kimflow.exports.tabellen import ungefaehrlich
from kimflow.models import (
    Beschluss,
    Einwand,
    Einwandstand,
    Geheimhaltung,
    Gleichstand,
    Mehrheitsregel,
    Methode,
    Nachricht,
    Quorum,
    Stimmwort,
    ThemaStatus,
    Topart,
)
from kimflow.workflow import stimmen as abgeben
from kimflow.workflow.stimmzettel import Stimmzettel
from tests.bauen.abstimmungen import (
    festgestellte_abstimmung,
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmabgabe,
    stimmen,
    umlauf,
    zustimmung,
)
from tests.bauen.sitzungen import laufender_top
from tests.bauen.themen import vorgelegtes_thema
from tests.bauen.zielvereinbarungen import zielvereinbarung_von

K = Stimmwort
G = Geheimhaltung
JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


def url_von(abstimmung, rest=""):
    return f"/abstimmungen/{abstimmung.nummer}{rest}"


def gezaehlt(welt, abstimmung, jobcenter=None, abh=None, *, fertig=True):
    """Numbers in the order of the options, or a word with its reason, for each of the two Sitze."""
    offene_abstimmung(welt, abstimmung)
    for wer, sitz, given in (("Mats", JOBCENTER, jobcenter), ("Mia", ABH, abh)):
        if isinstance(given, Stimmwort):
            stimmen(welt, abstimmung, wer, sitz, wort=given, begruendung="Kein Personal" if given is K.EINWAND else "")
        elif given is not None:
            stimmen(welt, abstimmung, wer, sitz, given)
    return (festgestellte_abstimmung if fertig else geschlossene_abstimmung)(welt, abstimmung)


def zellen(seite, kopf):
    return [e.text.strip() for e in seite.alle("td", data_kopf=kopf)]


# --- one order, the same numbers everywhere ---------------------------------------------------------------------


def test_seite_druck_tabelle_und_mail_sagen_dasselbe(welt, browser, bert):
    """OBERFLAECHE §2 test 7: one result object, so the order and the numbers are the same everywhere."""
    abstimmung = gezaehlt(welt, neue_abstimmung(welt), [2, 6], [3, 4])
    b = browser(bert)

    orders = []
    for seite in (b.get(url_von(abstimmung), status=200), b.get(url_von(abstimmung, "/ergebnis"), status=200)):
        namen = [e.text for e in seite.alle("th", scope="row")]
        orders.append(list(zip(zellen(seite, "Rang"), namen, zellen(seite, "Punkte"), strict=True)))
        assert "Auf Platz 1 steht" in seite.text
    blatt = load_workbook(BytesIO(b.get(url_von(abstimmung, "/ergebnis.xlsx"), status=200).response.get_data()))
    rows = [[str(c.value) for c in row] for row in blatt["Rangfolge"].iter_rows()]
    text = b.get(url_von(abstimmung, "/ergebnis.csv"), status=200).response.get_data().decode("utf-8-sig")
    lines = list(csv.reader(StringIO(text), delimiter=";"))

    expected = [("1", str(abstimmung.optionen[1].text), "10"), ("2", str(abstimmung.optionen[0].text), "5")]
    assert orders == [expected, expected]
    assert [tuple(row) for row in rows[1:]] == [tuple(line) for line in lines[1:]] == expected
    assert rows[0] == lines[0] == ["Rang", "Thema", "Punkte"]
    satz = abstimmung.ergebnis["satz"]
    assert [c.value for c in blatt["Ergebnis"]["B"]][2] == satz
    assert satz in session().query(Nachricht).filter_by(anlass="abstimmung.feststellen").first().text


def test_die_balken_stehen_nach_der_tabelle_und_nie_allein(welt, browser, mats):
    abstimmung = gezaehlt(welt, neue_abstimmung(welt), [2, 6], [3, 4])

    seite = browser(mats).get(url_von(abstimmung), status=200)

    namen = [e.name for e in seite.elemente]
    assert namen.index("table") < namen.index("figure")
    assert seite.eins("figure", role="img").attrs["aria-label"] == "Balkendiagramm zur Tabelle „Rangfolge“"
    assert [e.attrs["width"] for e in seite.alle("rect", class_="kf-diagramm__wert")] == ["100", "50"]
    assert seite.text.count("●") == 4 + 1  # four ballots, and the dot in the legend


def test_geheim_zeigt_keine_einzelnen_stimmen(welt, browser, mats):
    leute = mehr_sitze(welt, 4)
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, geheimhaltung=G.GEHEIM))
    for number, wer in enumerate(leute, 1):
        stimmen(welt, abstimmung, wer.name, f"Sitz {number}", [6, number - 1])
    festgestellte_abstimmung(welt, abstimmung)
    b = browser(mats)

    for rest in ("", "/ergebnis"):
        seite = b.get(url_von(abstimmung, rest), status=200)
        assert "●" not in seite.text
        assert zellen(seite, "Punkte") == ["24", "6"]
        assert "4 von 6 Sitzen" in seite.text
    blatt = load_workbook(BytesIO(b.get(url_von(abstimmung, "/ergebnis.xlsx"), status=200).response.get_data()))
    assert blatt.sheetnames == ["Ergebnis", "Rangfolge", "Angaben"]


def test_vertraulich_zeigt_punkte_ohne_namen_und_offen_die_namen_in_der_liste(welt, browser, mats):
    vertraulich = gezaehlt(welt, neue_abstimmung(welt), [6, 1], [5, 2])
    offen = gezaehlt(welt, neue_abstimmung(welt, geheimhaltung=G.OFFEN), [6, 1], [5, 2])
    b = browser(mats)

    verdeckt, gezeigt = b.get(url_von(vertraulich, "/ergebnis")), b.get(url_von(offen, "/ergebnis"))

    assert JOBCENTER not in verdeckt.text
    assert verdeckt.text.count("●") == gezeigt.text.count("●") == 5
    assert "Wie die Sitze gestimmt haben" in gezeigt.text
    assert [e.text for e in gezeigt.alle("th", scope="row")][-2:] == [JOBCENTER, ABH]


def test_geteilte_raenge_sind_markiert_und_die_regel_steht_dabei(welt, browser, mats):
    """OBERFLAECHE §2 test 6: equal scores share rank and marking, and the declared rule is printed."""
    abstimmung = gezaehlt(welt, neue_abstimmung(welt, gleichstand=Gleichstand.GETEILT), [5, 5])

    seite = browser(mats).get(url_von(abstimmung), status=200)

    assert zellen(seite, "Rang") == ["1", "1"]
    assert zellen(seite, "Anmerkung") == ["geteilter Rang", "geteilter Rang"]
    assert "Gleiche Werte teilen sich den Platz" in seite.text


def test_widerstand_trennt_enthaltung_und_nicht_bewertet(welt, browser, mats):
    """OBERFLAECHE §2 test 11; the mark of what is worse than leaving it as it is."""
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, methode=Methode.WIDERSTAND))
    wohnen, sprache, null = (option.id for option in abstimmung.optionen)
    with transaction():
        abgeben.stimme_abgeben(
            stimmabgabe(abstimmung, JOBCENTER),
            mats,
            zettel=Stimmzettel(
                werte={wohnen: 9, null: 2}, enthaltungen=frozenset({sprache}), gruende={wohnen: "Zu teuer"}
            ),
        )
    festgestellte_abstimmung(welt, abstimmung)

    seite = browser(mats).get(url_von(abstimmung, "/ergebnis"), status=200)

    by_name = dict(
        zip(
            [e.text for e in seite.alle("th", scope="row")],
            zip(
                *(zellen(seite, k) for k in ("Rang", "Akzeptanz von 100", "Enthaltungen", "Nicht bewertet")),
                strict=True,
            ),
            strict=False,
        )
    )
    assert by_name[abstimmung.optionen[0].text] == ("1", "10,0", "0", "0")
    assert by_name[abstimmung.optionen[1].text] == ("", "–", "1", "0")
    assert by_name["So lassen, wie es ist"] == ("", "80,0", "0", "0")
    assert "mehr Widerstand als „So lassen, wie es ist“" in seite.text
    assert "Zu teuer" in seite.text


def test_die_mehrheit_nennt_die_noetige_zahl_und_das_quorum_seine(welt, browser, mats):
    regel = {"methode": Methode.MEHRHEIT, "mehrheit": Mehrheitsregel.EINFACH, "quorum": Quorum.HAELFTE}
    abstimmung = gezaehlt(welt, zustimmung(welt, **regel), K.JA, K.JA)

    text = browser(mats).get(url_von(abstimmung), status=200).text

    assert "Mehrheit erreicht: 2 Ja von 2 Stimmen, nötig 2." in text
    assert "2 Ja von 2, erreicht 2" in text
    assert "Genügend Sitze haben abgestimmt: 2 Stimmen, nötig 2." in text
    assert "Angenommen ist der Vorschlag, wenn" in text


def test_wer_nicht_abgestimmt_hat_steht_nach_dem_schliessen_fuer_alle_da(welt, browser, bert):
    abstimmung = gezaehlt(welt, neue_abstimmung(welt), [6, 4], fertig=False)

    text = browser(bert).get(url_von(abstimmung), status=200).text

    assert "1 von 2 Sitzen" in text
    assert f"Nicht abgestimmt haben {ABH}" in text


def test_die_bewegung_gegen_die_fruehere_runde_steht_dabei(welt, browser, mats):
    frueher = gezaehlt(welt, neue_abstimmung(welt), [6, 4])
    top = laufender_top(welt, themen=[option.thema for option in frueher.optionen])
    jetzt = gezaehlt(welt, neue_abstimmung(welt, top), [1, 6])

    seite = browser(mats).get(url_von(jetzt), status=200)

    assert zellen(seite, "Zuvor") == [f"Rang 2 in {frueher.nummer}", f"Rang 1 in {frueher.nummer}"]


# --- hidden, and for whom ---------------------------------------------------------------------------------------

TEILE = ("/ergebnis", "/ergebnis.xlsx", "/ergebnis.csv")


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Bert", "Lena"])
def test_vor_dem_schliessen_gibt_es_kein_ergebnis_und_keine_datei(welt, browser, wer):
    """A9 P0."""
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])

    for teil in TEILE:
        browser(welt.person(wer)).get(url_von(abstimmung, teil), status=404)


@pytest.mark.parametrize("wer", ["Lena", "Paula", "Bibi", "Ada", "Fatma"])
def test_ein_ergebnis_ist_nur_fuer_sein_gremium(welt, browser, wer):
    """D4 P0."""
    abstimmung = gezaehlt(welt, neue_abstimmung(welt), [6, 4])

    for teil in TEILE:
        browser(welt.person(wer)).get(url_von(abstimmung, teil), status=404)


def test_ein_annulliertes_ergebnis_gibt_es_nicht_mehr(welt, browser, kora):
    abstimmung = gezaehlt(welt, neue_abstimmung(welt), [6, 4], fertig=False)
    browser(kora).absenden(url_von(abstimmung, "/annullieren"), begruendung="Die Frage war falsch")

    for teil in TEILE:
        browser(kora).get(url_von(abstimmung, teil), status=404)


def test_die_ergebnisseite_kostet_wenige_anweisungen(welt, browser, kora):
    abstimmung = gezaehlt(welt, zustimmung(welt), K.ZUSTIMMUNG, K.EINWAND)
    b, seen = browser(kora), []
    with b.app.app_context():
        engine = extension.engine
    event.listen(engine, "before_cursor_execute", lambda c, cur, statement, *rest: seen.append(statement))

    b.get(url_von(abstimmung, "/ergebnis"), status=200)

    assert 0 < len([s for s in seen if s.startswith("SELECT")]) <= 15


# --- files ------------------------------------------------------------------------------------------------------

FORMELN = ['=HYPERLINK("http://boese.example")', "+1+1", "-2", "@SUM(A1)", "\t=1", " =1", "|cmd", "%0A"]


@pytest.mark.parametrize("formel", FORMELN)
def test_keine_zelle_ist_eine_formel(formel):
    """I7 P0."""
    assert ungefaehrlich(formel) == f"'{formel}"


def test_harmlose_zellen_bleiben_wie_sie_sind():
    assert [ungefaehrlich(one) for one in ("Wohnen", "2-3 Wochen", 7, -1, "")] == ["Wohnen", "2-3 Wochen", 7, -1, ""]


def test_ein_einwand_als_formel_bleibt_text(welt, browser, kora):
    """I7 P0."""
    abstimmung = offene_abstimmung(welt, zustimmung(welt))
    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=K.EINWAND, begruendung="=1+1")
    festgestellte_abstimmung(welt, abstimmung)

    datei = browser(kora).get(url_von(abstimmung, "/ergebnis.xlsx"), status=200).response.get_data()

    cells = [c for sheet in load_workbook(BytesIO(datei)) for row in sheet.iter_rows() for c in row]
    assert "=1+1" in [c.value for c in cells]
    assert not [c for c in cells if c.data_type == "f"]


# --- Einwände ---------------------------------------------------------------------------------------------------


def einwand_von(abstimmung):
    return session().query(Einwand).filter_by(abstimmung_id=abstimmung.id).one()


def test_ein_einwand_wird_auf_der_seite_beantwortet_und_zurueckgezogen(welt, browser, kora, mia, mats):
    abstimmung = gezaehlt(welt, zustimmung(welt), K.ZUSTIMMUNG, K.EINWAND)
    url = url_von(abstimmung, f"/einwaende/{einwand_von(abstimmung).id}")
    assert "besteht" in browser(mats).get(url_von(abstimmung)).text
    assert f"{url}/zurueckziehen" not in browser(mats).get(url_von(abstimmung)).html

    seite = browser(kora).absenden(f"{url}/beantworten", antwort="Wir suchen eine halbe Stelle.")
    text = browser(mats).get(seite.ziel).text
    assert "beantwortet, besteht weiter" in text
    assert "Wir suchen eine halbe Stelle." in text

    assert f"{url}/zurueckziehen" in browser(mia).get(url_von(abstimmung)).html
    browser(mia).absenden(f"{url}/zurueckziehen")
    assert "zurückgezogen" in browser(mats).get(url_von(abstimmung)).text
    assert einwand_von(abstimmung).stand is Einwandstand.ZURUECKGEZOGEN


@pytest.mark.parametrize(
    ("wer", "beantworten", "zurueckziehen"),
    [("Kora", 200, 403), ("Mia", 403, 200), ("Mats", 403, 403), ("Bert", 403, 403), ("Paula", 404, 404)],
)
def test_einen_fremden_einwand_fasst_niemand_an(welt, browser, wer, beantworten, zurueckziehen):
    """D2 P0, D4 P0."""
    abstimmung = gezaehlt(welt, zustimmung(welt), K.ZUSTIMMUNG, K.EINWAND)
    url = url_von(abstimmung, f"/einwaende/{einwand_von(abstimmung).id}")
    andere = gezaehlt(welt, zustimmung(welt), K.ZUSTIMMUNG, fertig=False)
    b = browser(welt.person(wer))

    b.get(f"{url}/beantworten", status=beantworten)
    b.get(f"{url}/zurueckziehen", status=zurueckziehen)
    b.get(url_von(andere, f"/einwaende/{einwand_von(abstimmung).id}/beantworten"), status=404)


def test_ein_einwand_ohne_antwort_wird_nicht_beantwortet(welt, browser, kora):
    abstimmung = gezaehlt(welt, zustimmung(welt), K.ZUSTIMMUNG, K.EINWAND)

    seite = browser(kora).absenden(
        url_von(abstimmung, f"/einwaende/{einwand_von(abstimmung).id}/beantworten"), status=422, antwort=" "
    )

    assert "Bitte ausfüllen" in seite.text


def test_vertraulich_steht_der_einwand_ohne_sitz_da(welt, browser, kora, mia):
    abstimmung = gezaehlt(welt, zustimmung(welt, geheimhaltung=G.VERTRAULICH), K.ZUSTIMMUNG, K.EINWAND)

    seite = browser(kora).get(url_von(abstimmung, "/ergebnis"), status=200)

    assert "Kein Personal" in seite.text
    assert ABH not in seite.text
    assert "Einwand zurückziehen" in browser(mia).get(url_von(abstimmung)).text


def test_der_einwand_steht_auch_am_beschluss_und_an_der_zielvereinbarung(welt, browser, kora, mats, paula):
    vereinbarung = zielvereinbarung_von(welt, "Jobcenter")
    top = laufender_top(welt, art=Topart.BESCHLUSS, zielvereinbarungen=[vereinbarung])
    abstimmung = gezaehlt(welt, zustimmung(welt, top), K.ZUSTIMMUNG, K.EINWAND)
    seite = browser(kora).absenden(
        f"/sitzungen/{top.sitzung.nummer}/tops/{top.id}/beschliessen?abstimmung={abstimmung.nummer}",
        wortlaut="Wir beraten weiter.",
        modus="abstimmung",
        bedenken="",
    )

    for url in (seite.ziel, f"/zielvereinbarungen/{vereinbarung.nummer}"):
        assert "Schwere Einwände" in browser(mats).get(url, status=200).text
        assert "Schwere Einwände" not in browser(paula).get(url, status=200).text


# --- from the result to the Beschluss ---------------------------------------------------------------------------


def test_die_seite_uebernimmt_raenge_und_verlangt_fuer_andere_einen_grund(welt, browser, kora):
    abstimmung = gezaehlt(welt, neue_abstimmung(welt), [6, 4], [6, 1])
    top = abstimmung.top
    url = f"/sitzungen/{top.sitzung.nummer}/tops/{top.id}/beschliessen?abstimmung={abstimmung.nummer}"
    b = browser(kora)
    felder = [f"g{g.id}" for g in sorted(top.gegenstaende, key=lambda g: g.id)]
    vorschlag = b.get(url, status=200)
    assert [vorschlag.feld(f"{f}-priorisieren-rang") for f in felder] == ["1", "2"]
    assert "wird auf Rang 1 gesetzt" in vorschlag.feld("wortlaut")
    anders = dict.fromkeys(felder, "thema.priorisieren") | {
        f"{felder[0]}-priorisieren-rang": "2",
        f"{felder[1]}-priorisieren-rang": "1",
        "wortlaut": "Sprache zuerst.",
        "modus": "abstimmung",
    }

    abgelehnt = b.absenden(url, status=409, **anders)
    assert "beschlossen wird Rang 1" in abgelehnt.text
    seite = b.absenden(url, **anders, abweichung="Die Mittel verfallen.")

    text = b.get(seite.ziel, status=200).text
    assert "Anders beschlossen als abgestimmt" in text
    assert text.count("Die Mittel verfallen.") == 2  # on the page and in its Verlauf


def test_ohne_zustimmung_wird_die_ueberarbeitung_vorgeschlagen(welt, browser, kora):
    vereinbarung = zielvereinbarung_von(welt, "Jobcenter")
    top = laufender_top(welt, art=Topart.BESCHLUSS, zielvereinbarungen=[vereinbarung])
    abstimmung = gezaehlt(welt, zustimmung(welt, top), None, K.EINWAND)

    seite = browser(kora).get(
        f"/sitzungen/{top.sitzung.nummer}/tops/{top.id}/beschliessen?abstimmung={abstimmung.nummer}", status=200
    )

    assert seite.eins("input", value="zielvereinbarung.ueberarbeiten", checked=None)
    was = next(e.attrs["name"] for e in seite.alle("textarea") if e.attrs["name"].endswith("-ueberarbeiten-was"))
    assert seite.feld(was) == f"Einwand von {ABH}: Kein Personal\nZustimmung fehlt: {JOBCENTER}"


@pytest.mark.parametrize("geheimhaltung", [G.VERTRAULICH, G.OFFEN])
def test_nur_aus_einer_offenen_abstimmung_kommen_namen_in_den_beschluss(welt, browser, kora, geheimhaltung):
    abstimmung = gezaehlt(welt, zustimmung(welt, geheimhaltung=geheimhaltung), K.ZUSTIMMUNG, K.EINWAND)
    top = abstimmung.top

    seite = browser(kora).get(
        f"/sitzungen/{top.sitzung.nummer}/tops/{top.id}/beschliessen?abstimmung={abstimmung.nummer}", status=200
    )

    assert (ABH in seite.feld("bedenken")) is (geheimhaltung is G.OFFEN)
    assert "Kein Personal" in seite.feld("bedenken")


def test_ohne_abstimmung_fragt_das_formular_nach_keiner_abweichung(welt, browser, kora):
    top = laufender_top(welt)
    vorgelegtes_thema(welt, top=top)

    seite = browser(kora).get(f"/sitzungen/{top.sitzung.nummer}/tops/{top.id}/beschliessen", status=200)

    assert "abweichung" not in [e.attrs["name"] for e in seite.alle("textarea")]


def test_der_umlauf_wird_auf_seiner_seite_beschlossen(welt, browser, kora):
    abstimmung = gezaehlt(welt, umlauf(welt), K.ZUSTIMMUNG)
    b = browser(kora)
    url = url_von(abstimmung, "/beschliessen")
    assert any(a.attrs["href"] == url for a in b.get(url_von(abstimmung), status=200).alle("a"))
    wahl = f"g{abstimmung.optionen[0].id}"

    seite = b.absenden(
        url,
        wortlaut="Die Sache ist erledigt.",
        **{wahl: "thema.erledigen", f"{wahl}-erledigen-was": "Absprache der Häuser"},
    )

    beschluss = session().query(Beschluss).one()
    assert (beschluss.modus, beschluss.top_id) == ("umlauf", None)
    assert abstimmung.optionen[0].thema.status is ThemaStatus.ERLEDIGT
    text = b.get(seite.ziel, status=200).text
    assert "Umlauf" in text
    assert abstimmung.nummer in text


def test_ein_gescheiterter_umlauf_sagt_warum_es_keinen_beschluss_gibt(welt, browser, kora):
    abstimmung = gezaehlt(welt, umlauf(welt), K.ENTHALTUNG)

    seite = browser(kora).get(url_von(abstimmung, "/beschliessen"), status=200)

    assert "Die Frage kommt in die Sitzung" in seite.text


@pytest.mark.parametrize(("wer", "status"), [("Mats", 403), ("Bert", 403), ("Lena", 404), ("Paula", 404)])
def test_andere_beschliessen_nichts_aus_dem_umlauf(welt, browser, wer, status):
    abstimmung = gezaehlt(welt, umlauf(welt), K.ZUSTIMMUNG)

    browser(welt.person(wer)).get(url_von(abstimmung, "/beschliessen"), status=status)
