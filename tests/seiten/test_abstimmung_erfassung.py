"""Pages for votes that come by phone, on paper or as a show of hands, and the printable ballots."""

import pytest

from kimflow import clock
from kimflow.db import session, transaction
from kimflow.models import (
    Geheimhaltung,
    Kanal,
    Mehrheitsregel,
    Methode,
    Rolle,
    Rollenart,
    Stimmabgabe,
    Stimme,
    Stimmwort,
    Zusage,
)
from tests.bauen.abstimmungen import (
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmabgabe,
    stimmen,
    umlauf,
    zustimmung,
)
from tests.bauen.sitzungen import antwort_von, laufender_top
from tests.bauen.themen import vorgelegtes_thema
from tests.besetzung import BEGINN

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


@pytest.fixture
def finn(welt):
    """A second person of the Koordination."""
    person = welt.person("Finn")
    with transaction():
        person.rollen.append(Rolle(art=Rollenart.KOORDINATION, von=BEGINN))
    return person


@pytest.fixture
def runde(welt):
    return offene_abstimmung(welt, zustimmung(welt))


def url_von(abstimmung):
    return f"/abstimmungen/{abstimmung.nummer}"


def am_sitz(abstimmung, verb, sitz=ABH):
    return f"{url_von(abstimmung)}/stimme/{stimmabgabe(abstimmung, sitz).id}/{verb}"


# --- by phone and on paper ------------------------------------------------------------------------------------------


def test_eine_stimme_wird_erfasst_und_von_einer_zweiten_person_blind_bestaetigt(welt, browser, runde, kora, finn):
    browser(kora).absenden(am_sitz(runde, "erfassen"), kanal="papier", wort="bedenken", begruendung="Zu knapp geplant")
    seite = browser(finn).get(am_sitz(runde, "bestaetigen"), status=200)
    assert "Zu knapp geplant" not in seite.html
    assert seite.alle("input", name_="wort", checked=None) == []

    falsch = browser(finn).absenden(am_sitz(runde, "bestaetigen"), status=409, wort="zustimmung")
    assert "stimmen nicht überein" in falsch.text
    assert "Zu knapp geplant" not in falsch.html
    browser(finn).absenden(am_sitz(runde, "bestaetigen"), wort="bedenken", begruendung="zu knapp")

    session().expire_all()
    ballot = stimmabgabe(runde, ABH)
    assert (ballot.zaehlt, ballot.kanal, ballot.bestaetigt_von.name) == (True, Kanal.PAPIER, "Finn")


@pytest.mark.parametrize("methode", Methode)
def test_jede_methode_laesst_sich_erfassen_und_bestaetigen(welt, browser, kora, finn, methode):
    top = laufender_top(welt)
    for titel in ("Wohnen", "Sprache") if methode.ist_priorisierung else ("Wohnen",):
        vorgelegtes_thema(welt, top=top, titel=titel)
    angaben = {"plaetze": 2, "mehrheit": Mehrheitsregel.EINFACH if methode is Methode.MEHRHEIT else None}
    runde = offene_abstimmung(welt, neue_abstimmung(welt, top, methode=methode, **angaben))
    first, last = (f"option-{runde.optionen[i].id}" for i in (0, -1))
    zettel = {
        Methode.PUNKTE: {first: "6"},
        Methode.RANG: {first: "1"},
        Methode.WIDERSTAND: {first: "8", first.replace("option", "grund"): "Kein Personal", last: "3"},
        Methode.KONSENS: {"wort": "zustimmung"},
        Methode.MEHRHEIT: {"wort": "nein"},
    }[methode]  # fmt: skip

    browser(kora).absenden(am_sitz(runde, "erfassen"), kanal="telefon", **zettel)
    browser(finn).absenden(am_sitz(runde, "bestaetigen"), **zettel)

    session().expire_all()
    assert stimmabgabe(runde, ABH).zaehlt


@pytest.mark.parametrize(
    ("angaben", "meldung"),
    [
        ({"wort": "zustimmung"}, "Bitte wählen"),
        ({"kanal": "geraet", "wort": "zustimmung"}, "angebotenen Möglichkeiten"),
        ({"kanal": "telefon"}, "wählen Sie eine Antwort"),
        ({"kanal": "telefon", "wort": "einwand"}, "braucht eine Begründung"),
        ({"kanal": "telefon", "wort": "ja"}, "angebotenen Möglichkeiten"),
    ],
)
def test_was_beim_erfassen_fehlt_wird_am_feld_gesagt(browser, runde, kora, angaben, meldung):
    """A8 P0."""
    seite = browser(kora).absenden(am_sitz(runde, "erfassen"), status=422, **angaben)

    assert meldung in seite.text
    assert session().query(Stimme).count() == 0


def test_die_seite_nennt_fuer_wen_erfasst_wird_und_an_jedem_feld_das_thema(browser, runde, kora):
    """OBERFLAECHE test 18: each control's name contains the Thema."""
    seite = browser(kora).get(am_sitz(runde, "erfassen"), status=200)

    assert ABH in seite.text
    thema = runde.optionen[0].text
    woerter = seite.alle("input", name_="wort")
    labels = {label.attrs["for"]: label for label in seite.alle("label")}
    assert len(woerter) == 5
    hidden = " ".join(e.text for e in seite.alle("span", class_="kern-sr-only"))
    assert all(labels[e.attrs["id"]] for e in woerter)
    assert hidden.count(thema) >= 5


def test_was_wartet_steht_auf_der_seite_mit_dem_naechsten_schritt(welt, browser, runde, kora, finn, mats):
    browser(kora).absenden(am_sitz(runde, "erfassen"), kanal="telefon", wort="zustimmung")

    def wege(wer):
        links = [a.attrs["href"] for a in browser(wer).get(url_von(runde), status=200).alle("a")]
        return [link.rpartition("/")[2] for link in links if link.startswith(am_sitz(runde, ""))]

    assert wege(kora) == ["erfassen", "verwerfen"]
    assert sorted(wege(finn)) == ["bestaetigen", "erfassen", "verwerfen"]
    assert wege(mats) == []
    assert "Noch zu bestätigen oder zu verwerfen" in browser(kora).get(url_von(runde)).text


def test_der_sitz_sieht_wer_fuer_ihn_aufgeschrieben_hat_und_kann_es_ueberschreiben(welt, browser, runde, kora, mia):
    browser(kora).absenden(am_sitz(runde, "erfassen"), kanal="telefon", wort="einwand", begruendung="Kein Personal")

    seite = browser(mia).get(url_von(runde), status=200)
    assert "telefonisch, aufgeschrieben von Kora" in seite.text
    assert "zählt, sobald eine zweite Person es bestätigt" in seite.text
    assert "Stimme ändern" in seite.text
    assert "Kein Personal" not in seite.html

    stimmen(welt, runde, "Mia", ABH, wort=Stimmwort.ZUSTIMMUNG)
    assert "von Mia" in browser(mia).get(url_von(runde)).text


def test_eine_verworfene_erfassung_ist_weg(browser, runde, kora):
    browser(kora).absenden(am_sitz(runde, "erfassen"), kanal="telefon", wort="zustimmung")

    browser(kora).absenden(am_sitz(runde, "verwerfen"), begruendung="Verhört")

    assert session().query(Stimme).count() == 0
    assert not session().query(Stimmabgabe).filter(Stimmabgabe.abgegeben).count()


@pytest.mark.parametrize(("wer", "status"), [("Mats", 403), ("Mia", 403), ("Bert", 403), ("Paul", 404), ("Lena", 404)])
def test_fuer_andere_erfasst_nur_die_koordination(welt, browser, runde, wer, status):
    b = browser(welt.person(wer))

    for verb in ("erfassen", "verwerfen"):
        b.get(am_sitz(runde, verb), status=status)
        b.post(am_sitz(runde, verb), {"kanal": "telefon", "wort": "zustimmung"}, status=status)
    b.get(f"{url_von(runde)}/papier", status=status)
    b.get(f"{url_von(runde)}/handzeichen", status=status)


def test_ein_sitz_einer_anderen_abstimmung_ist_keiner(welt, browser, runde, kora):
    """D2 P0."""
    andere = offene_abstimmung(welt)
    fremd = stimmabgabe(andere, ABH).id

    browser(kora).get(f"{url_von(runde)}/stimme/{fremd}/erfassen", status=404)


# --- a show of hands ------------------------------------------------------------------------------------------------


def test_alle_anwesenden_stimmen_zu_ausser(welt, browser, kora):
    mehr_sitze(welt, 4)
    runde = offene_abstimmung(welt, zustimmung(welt))
    stimmen(welt, runde, "Mats", JOBCENTER, wort=Stimmwort.ENTHALTUNG)
    ids = {s.sitz.bezeichnung: s.id for s in runde.stimmabgaben}
    url = f"{url_von(runde)}/handzeichen"
    seite = browser(kora).get(url, status=200)
    assert f"{JOBCENTER}: hat selbst abgestimmt" in seite.text
    assert f"sitz-{ids[JOBCENTER]}" not in seite.html

    wahl = {f"sitz-{ids[name]}": "wie_oben" for name in ("Sitz 1", "Sitz 2", ABH)}
    wahl |= {f"sitz-{ids['Sitz 3']}": "einwand", f"grund-{ids['Sitz 3']}": "Kein Personal"}
    wahl |= {f"sitz-{ids['Sitz 4']}": "ohne", f"grund-{ids['Sitz 1']}": "gilt hier nicht"}
    browser(kora).absenden(url, vorgabe="zustimmung", **wahl)

    session().expire_all()
    given = {s.sitz.bezeichnung: [(v.wort, v.begruendung) for v in s.stimmen] for s in runde.stimmabgaben}
    assert given == {
        JOBCENTER: [(Stimmwort.ENTHALTUNG, "")],
        ABH: [(Stimmwort.ZUSTIMMUNG, "")],
        "Sitz 1": [(Stimmwort.ZUSTIMMUNG, "")],
        "Sitz 2": [(Stimmwort.ZUSTIMMUNG, "")],
        "Sitz 3": [(Stimmwort.EINWAND, "Kein Personal")],
        "Sitz 4": [],
    }


def test_wer_entschuldigt_ist_hat_im_raum_keine_stimme(welt, browser, kora):
    runde = offene_abstimmung(welt, zustimmung(welt))
    with transaction():
        row = antwort_von(runde.top.sitzung, ABH)
        row.antwort, row.beantwortet_am = Zusage.ENTSCHULDIGT, clock.now()

    seite = browser(kora).get(f"{url_von(runde)}/handzeichen", status=200)

    gewaehlt = {e.attrs["name"]: e.attrs["value"] for e in seite.alle("input", type="radio", checked=None)}
    assert gewaehlt == {
        f"sitz-{stimmabgabe(runde, JOBCENTER).id}": "wie_oben",
        f"sitz-{stimmabgabe(runde, ABH).id}": "ohne",
    }


def test_was_die_hand_schon_zeigte_steht_nicht_noch_einmal_da(welt, browser, kora):
    """A9 P0: nobody reads a vote before closing; what was recorded stays unless it is chosen anew."""
    runde = offene_abstimmung(welt, zustimmung(welt))
    url, feld = f"{url_von(runde)}/handzeichen", f"sitz-{stimmabgabe(runde, ABH).id}"
    rest = {f"sitz-{stimmabgabe(runde, JOBCENTER).id}": "ohne"}
    browser(kora).absenden(url, vorgabe="ohne", **rest, **{feld: "bedenken"})

    seite = browser(kora).get(url, status=200)
    assert [e.attrs["value"] for e in seite.alle("input", name_=feld, checked=None)] == ["ohne"]
    browser(kora).absenden(url, vorgabe="zustimmung", **rest, **{feld: "ohne"}, status=422)

    session().expire_all()
    assert stimmabgabe(runde, ABH).stimmen[0].wort is Stimmwort.BEDENKEN


@pytest.mark.parametrize(
    ("wahl", "meldung"),
    [
        ("ohne", "noch für keinen Sitz"),
        ("einwand", "braucht eine Begründung"),
        ("ja", "angebotenen Möglichkeiten"),
        ("", "angebotenen Möglichkeiten"),
        (None, "angebotenen Möglichkeiten"),
    ],
)
def test_was_am_handzeichen_nicht_stimmt_kommt_zurueck(browser, runde, kora, wahl, meldung):
    """A8 P0."""
    felder = {f"sitz-{s.id}": wahl or "wie_oben" for s in runde.stimmabgaben if wahl is not None}
    felder |= {"vorgabe": "einwand" if wahl == "" else "zustimmung"}

    seite = browser(kora).absenden(f"{url_von(runde)}/handzeichen", status=422, **felder)

    assert meldung in seite.text
    assert session().query(Stimme).count() == 0


def test_mit_der_hand_wird_auch_ueber_eine_mehrheit_abgestimmt(welt, browser, kora):
    runde = offene_abstimmung(welt, zustimmung(welt, methode=Methode.MEHRHEIT, mehrheit=Mehrheitsregel.EINFACH))
    felder = {f"sitz-{s.id}": "wie_oben" for s in runde.stimmabgaben}

    browser(kora).absenden(f"{url_von(runde)}/handzeichen", vorgabe="ja", **felder)

    geschlossene_abstimmung(welt, session().merge(runde))
    assert session().query(Stimme).count() == 2
    assert "Angenommen" in browser(kora).get(url_von(runde)).text


@pytest.mark.parametrize("art", ["Rangfolge", "Umlauf"])
def test_wo_es_keinen_raum_oder_nichts_zuzustimmen_gibt_ist_auch_kein_knopf(welt, browser, kora, art):
    runde = offene_abstimmung(welt, umlauf(welt) if art == "Umlauf" else None)

    assert "Handzeichen" not in browser(kora).get(url_von(runde), status=200).text


# --- paper ----------------------------------------------------------------------------------------------------------


def test_geheim_gibt_es_kein_papier_und_kein_telefon(welt, browser, kora):
    mehr_sitze(welt, 4)
    runde = offene_abstimmung(welt, neue_abstimmung(welt, geheimhaltung=Geheimhaltung.GEHEIM))
    b = browser(kora)

    b.get(f"{url_von(runde)}/papier", status=403)
    b.get(am_sitz(runde, "erfassen"), status=403)
    b.get(f"{url_von(runde)}/handzeichen", status=403)
    seite = b.get(url_von(runde), status=200)
    assert not [a for a in seite.alle("a") if a.attrs["href"].endswith(("/papier", "/erfassen", "/handzeichen"))]


# --- three channels, one result -------------------------------------------------------------------------------------


@pytest.mark.parametrize("wege", [["geraet"] * 6, ["geraet", "geraet", "papier", "papier", "telefon", "telefon"]])
def test_geraet_telefon_und_papier_ergeben_dasselbe(welt, browser, kora, finn, wege):
    """OBERFLAECHE 3.15: the same votes by channel give the same result as all by device."""
    leute = mehr_sitze(welt, 6)
    runde = offene_abstimmung(welt)
    first, second = (f"option-{o.id}" for o in runde.optionen)
    for number, (wer, weg) in enumerate(zip(leute, wege, strict=True), 1):
        zettel, sitz = {first: str(number % 3 + 1), second: str(number % 2)}, f"Sitz {number}"
        if weg == "geraet":
            browser(session().merge(wer)).absenden(am_sitz(runde, "", sitz).rstrip("/"), **zettel)
        else:
            browser(kora).absenden(am_sitz(runde, "erfassen", sitz), kanal=weg, **zettel)
            browser(finn).absenden(am_sitz(runde, "bestaetigen", sitz), **zettel)

    geschlossene_abstimmung(welt, session().merge(runde))

    punkte = {row["rang"]: row["wert"] for row in session().merge(runde).ergebnis["raenge"]}
    assert punkte == {1: 12, 2: 3}
