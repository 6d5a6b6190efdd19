"""The ballot and its receipt: five methods, drafts, several Sitze – and what stays hidden until the round is closed."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from kimflow import clock, workflow
from kimflow.db import extension, session, transaction
from kimflow.models import (
    Besetzung,
    Geheimhaltung,
    Kanal,
    Mehrheitsregel,
    Methode,
    Stimmabgabe,
    Stimme,
    Stimmentwurf,
    Stimmwort,
)
from kimflow.workflow.stimmzettel import zettel_aus
from tests.bauen.abstimmungen import (
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmabgabe,
    stimmen,
    zettel,
    zustimmung,
)
from tests.bauen.sitzungen import laufender_top
from tests.bauen.themen import vorgelegtes_thema

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
METHODEN = ["punkte", "rang", "widerstand", "konsens", "mehrheit"]


def runde(welt, methode="punkte", **kw):
    """An open round of this method, with an end in an hour."""
    art = Methode(methode)
    kw = {"plaetze": 2} | kw
    if art is Methode.MEHRHEIT:
        kw["mehrheit"] = Mehrheitsregel.EINFACH
    make = neue_abstimmung if art.ist_priorisierung else zustimmung
    return offene_abstimmung(welt, make(welt, methode=art, **kw), endet_am=clock.now() + timedelta(hours=1))


def url_von(abstimmung):
    return f"/abstimmungen/{abstimmung.nummer}"


def zettel_von(abstimmung, sitz=JOBCENTER):
    return f"{url_von(abstimmung)}/stimme/{stimmabgabe(abstimmung, sitz).id}"


def felder(abstimmung, *werte):
    return {f"option-{o.id}": str(w) for o, w in zip(abstimmung.optionen, werte, strict=False)}


def gueltig(abstimmung):
    """A valid ballot of this round as a form sends it."""
    return {
        Methode.PUNKTE: lambda: felder(abstimmung, 6, 4),
        Methode.RANG: lambda: felder(abstimmung, 2, 1),
        Methode.WIDERSTAND: lambda: felder(abstimmung, 3, "enthaltung", 5),
        Methode.KONSENS: lambda: {"wort": "bedenken", "begruendung": "Uns fehlt Personal."},
        Methode.MEHRHEIT: lambda: {"wort": "ja"},
    }[abstimmung.methode]()


def wahl(seite, name):
    """The value of the radio button that is chosen."""
    return [e.attrs["value"] for e in seite.alle("input", type="radio", checked=None) if e.attrs["name"] == name]


# --- what stands on it --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("methode", METHODEN)
def test_der_stimmzettel_nennt_sitz_regel_und_jedes_thema_am_bedienelement(welt, browser, mats, methode):
    """OBERFLAECHE test 18: every control's name contains its Thema."""
    abstimmung = runde(welt, methode)

    seite = browser(mats).get(zettel_von(abstimmung), status=200)

    assert f"Sie stimmen für: {JOBCENTER}" in " ".join(re.sub(r"<[^>]+>", "", seite.html).split())
    assert "als Stellvertretung" not in seite.text
    assert "Noch nicht abgegeben" in seite.text
    assert workflow.auszaehlung.regel(abstimmung) in seite.text
    controls = [e.attrs["id"] for e in seite.elemente if e.attrs.get("name", "").startswith(("option-", "wort"))]
    assert controls
    for id in controls:
        label = re.search(rf'<label[^>]*for="{id}".*?</label>', seite.html, re.DOTALL)[0]
        assert any(option.text in re.sub(r"<[^>]+>", "", label) for option in abstimmung.optionen), label


def test_die_vertretung_liest_dass_sie_vertritt(welt, browser, vera):
    seite = browser(vera).get(zettel_von(runde(welt)), status=200)

    assert f"{JOBCENTER}, als Stellvertretung" in seite.text


def test_worum_es_geht_steht_beim_thema(welt, browser, mats):
    abstimmung = runde(welt)
    thema = abstimmung.optionen[0].thema

    seite = browser(mats).get(zettel_von(abstimmung), status=200)

    assert len(seite.alle("summary")) == 2
    assert thema.problem in seite.text
    assert seite.eins("a", href=f"/themen/{thema.nummer}/steckbrief")


def test_die_reihenfolge_ist_je_sitz_eine_andere_und_bleibt(welt, browser):
    """What stands first gets more: shuffled per Sitz, stable, the Null-Lösung last; the receipt keeps the order."""
    top = laufender_top(welt)
    for titel in ("Wohnen", "Sprache", "Arbeit", "Schule", "Gesundheit", "Kita"):
        vorgelegtes_thema(welt, top=top, titel=titel)
    people = mehr_sitze(welt, 4)
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, top, methode=Methode.WIDERSTAND))
    sitze = [JOBCENTER, *(f"Sitz {n}" for n in range(1, 5))]
    texts = [option.text for option in abstimmung.optionen]

    def reihenfolge(person, sitz):
        return [e.text for e in browser(person).get(zettel_von(abstimmung, sitz)).alle("h2", class_="kf-option__titel")]

    orders = [reihenfolge(person, sitz) for person, sitz in zip([welt.person("Mats"), *people], sitze, strict=True)]

    assert orders[0] == reihenfolge(welt.person("Vera"), JOBCENTER)
    assert len({tuple(order) for order in orders}) > 1
    assert all(sorted(order) == sorted(texts) and order[-1] == texts[-1] for order in orders)
    with transaction():
        workflow.stimmen.stimme_abgeben(
            stimmabgabe(abstimmung, JOBCENTER), welt.person("Mats"), zettel=zettel(abstimmung, [0] * 7)
        )
    quittung = browser(welt.person("Mats")).get(f"{zettel_von(abstimmung)}/abgegeben", status=200)
    assert [e.text for e in quittung.alle("dt")] == texts


# --- casting ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("methode", METHODEN)
def test_abgeben_quittung_aendern(welt, browser, mats, methode):
    abstimmung = runde(welt, methode)
    b, url = browser(mats), zettel_von(abstimmung)

    quittung = b.folgen(b.absenden(url, **gueltig(abstimmung)))

    assert "Stimme angekommen" in quittung.text
    assert "Änderbar bis" in quittung.text
    assert quittung.alle("button", type="submit") == []
    assert quittung.eins("a", href=url, class_="kern-btn")
    zurueck = b.get(url, status=200)
    assert "Abgegeben um" in zurueck.text
    assert "änderbar bis" in zurueck.text
    assert "Änderung abgeben" in zurueck.text
    assert "Entwurf von" not in zurueck.text
    for name, value in gueltig(abstimmung).items():
        fields = [e for e in zurueck.elemente if e.attrs.get("name") == name]
        if fields[0].attrs.get("type") == "radio":
            assert wahl(zurueck, name) == [value]
        elif fields[0].name == "select":
            assert f'<option selected value="{value}">' in zurueck.html
        else:
            assert zurueck.feld(name) == value


def test_die_quittung_fasst_zusammen_was_abgegeben_wurde(welt, browser, mats):
    def quittung(methode, **angaben):
        abstimmung, b = runde(welt, methode), browser(mats)
        seite = b.folgen(b.absenden(zettel_von(abstimmung), **(angaben or gueltig(abstimmung))))
        return [e.text for e in seite.alle("dd")]

    assert quittung("punkte") == ["6 Punkte", "4 Punkte"]
    assert quittung("punkte", enthaltung="y") == ["Enthaltung"]
    assert quittung("rang") == ["Platz 2", "Platz 1"]
    assert quittung("widerstand") == ["Widerstand 3 von 10", "Enthaltung", "Widerstand 5 von 10"]
    assert quittung("konsens") == ["leichte Bedenken"]
    assert quittung("mehrheit") == ["Ja"] or quittung("mehrheit") == ["ja"]


def test_der_stimmzettel_zeigt_was_der_sitz_schon_abgegeben_hat(welt, browser, mats):
    """OBERFLAECHE tests 8, 9: whoever of the Sitz opens it sees the Sitz's ballot and who cast it."""
    abstimmung = runde(welt)
    stimmen(welt, abstimmung, "Vera", JOBCENTER, [6, 3])

    seite = browser(mats).get(zettel_von(abstimmung), status=200)

    assert [seite.feld(name) for name in felder(abstimmung, 0, 0)] == ["6", "3"]
    assert "von Vera" in seite.text
    assert "Noch 1 von 10 Punkten" in seite.text


def test_eine_am_telefon_aufgeschriebene_stimme_laesst_sich_selbst_ersetzen(welt, browser, mats):
    """A5 P0."""
    abstimmung = runde(welt)
    with transaction():
        workflow.stimmen.erfassen(
            stimmabgabe(abstimmung, JOBCENTER),
            welt.person("Kora"),
            zettel=zettel(abstimmung, [1, 1]),
            kanal=Kanal.TELEFON,
        )
    b, url = browser(mats), zettel_von(abstimmung)
    assert "Aufgeschrieben um" in b.get(url, status=200).text

    b.absenden(url, **felder(abstimmung, 6, 4))

    assert stimmabgabe(abstimmung, JOBCENTER).kanal is Kanal.GERAET
    assert "Abgegeben um" in b.get(url, status=200).text


FALSCH = [
    ("punkte", (6, 6), {}, "12 Punkte vergeben, 10 sind möglich", None),
    ("punkte", (7, 0), {}, "0 bis 6", 0),
    ("punkte", ("-1", 0), {}, "0 bis 6", 0),
    ("punkte", ("viel", 0), {}, "ganze Zahl", 0),
    ("punkte", ("1e3", 0), {}, "ganze Zahl", 0),
    ("punkte", (0, 0), {}, "Enthaltung", None),
    ("punkte", (3, 0), {"enthaltung": "y"}, "Entweder Enthaltung oder", None),
    ("punkte", (1, 1), {"option-99999": "1"}, "gehört nicht zu dieser Abstimmung", None),
    ("punkte", (1, 1), {"wort": "zustimmung"}, "gehört nicht zu dieser Abstimmung", None),
    ("rang", (1, 1), {}, "Platz 1 ist mehrfach vergeben", 0),
    ("rang", ("", 2), {}, "Platz 1 fehlt", None),
    ("rang", ("9", ""), {}, "Plätze 1 bis 2", 0),
    ("rang", ("erster", ""), {}, "angebotenen Möglichkeiten", 0),
    ("rang", ("", ""), {}, "mindestens Platz 1", None),
    ("widerstand", (3, 3, ""), {}, "bewerten Sie auch", 2),
    ("widerstand", (9, 3, 0), {}, "Ab 8 braucht", None),
    ("widerstand", (11, 3, 0), {}, "angebotenen Möglichkeiten", 0),
    ("widerstand", ("1²", 3, 0), {}, "angebotenen Möglichkeiten", 0),
    ("widerstand", (1, 3, "enthaltung"), {}, "angebotenen Möglichkeiten", 2),
    ("widerstand", (1, 3, 0), {"enthaltung": "y"}, "Entweder Enthaltung oder", None),
    ("konsens", (), {"wort": "einwand"}, "Ein schwerer Einwand braucht eine Begründung.", None),
    ("konsens", (), {"begruendung": "ohne Wahl"}, "wählen Sie eine Antwort", None),
    ("konsens", (), {"wort": "ja"}, "angebotenen Möglichkeiten", None),
    ("konsens", (), {"wort": "zustimmung", "option-1": "3"}, "gehört nicht zu dieser Abstimmung", None),
    ("mehrheit", (), {"wort": "einwand"}, "angebotenen Möglichkeiten", None),
]


@pytest.mark.parametrize(("methode", "werte", "mehr", "meldung", "feld"), FALSCH, ids=lambda v: str(v)[:40])
def test_ein_falscher_stimmzettel_kommt_mit_erklaerung_zurueck_und_zaehlt_nicht(
    welt, browser, mats, methode, werte, mehr, meldung, feld
):
    """A8 P0, OBERFLAECHE test 10: refused by the server with a message at the field, whatever the client did."""
    abstimmung = runde(welt, methode)

    seite = browser(mats).absenden(zettel_von(abstimmung), status=422, **felder(abstimmung, *werte), **mehr)

    assert meldung in seite.text
    if feld is not None:
        place = seite.eins("div", id=f"option-{abstimmung.optionen[feld].id}-fehler")
        assert place
    assert session().query(Stimme).count() == 0
    assert not stimmabgabe(abstimmung, JOBCENTER).abgegeben


def test_dasselbe_thema_zweimal_im_selben_formular_wird_abgelehnt(welt, browser, mats):
    """A8 P0: option twice."""
    abstimmung = runde(welt)
    option = f"option-{abstimmung.optionen[0].id}"
    b, url = browser(mats), zettel_von(abstimmung)

    seite = b.post(url, {"marke": b.get(url).feld("marke"), option: ["1", "5"]}, status=422)

    assert "doppelt" in seite.text
    assert session().query(Stimme).count() == 0


def test_was_getippt_wurde_steht_nach_einem_fehler_noch_da(welt, browser, mats):
    abstimmung = runde(welt)

    seite = browser(mats).absenden(zettel_von(abstimmung), status=422, **felder(abstimmung, 6, 6))

    assert [seite.feld(name) for name in felder(abstimmung, 0, 0)] == ["6", "6"]
    assert "2 zu viel von 10 Punkten" in seite.text


def test_zweimal_gesendet_ist_einmal_abgestimmt(welt, browser, mats):
    """A10 P0: the same form again gets the same answer; with another choice it is refused; a new form is a new cast."""
    abstimmung = runde(welt)
    b, url = browser(mats), zettel_von(abstimmung)
    marke = b.get(url).feld("marke")
    erste = b.post(url, {"marke": marke, **felder(abstimmung, 6, 4)}, status=303)
    wann = stimmabgabe(abstimmung, JOBCENTER).abgegeben_am

    zweite = b.post(url, {"marke": marke, **felder(abstimmung, 6, 4)}, status=303)
    assert (zweite.ziel, stimmabgabe(abstimmung, JOBCENTER).abgegeben_am) == (erste.ziel, wann)

    andere = b.post(url, {"marke": marke, **felder(abstimmung, 1, 1)}, status=409)
    assert "schon mit anderem Inhalt" in andere.text
    assert "wurde nicht gezählt" in andere.text

    b.absenden(url, **felder(abstimmung, 2, 2))
    assert sorted(s.wert for s in session().query(Stimme)) == [2, 2]


def test_zweihundert_wiederholungen_ergeben_je_eine_stimme(welt, browser, mats):
    """A10 P0: 200 retried casts, one ballot each; each retry gets the first acknowledgement."""
    abstimmung = runde(welt)
    b, url = browser(mats), zettel_von(abstimmung)
    for cast in range(200):
        angaben = {"marke": f"marke-{cast}", **felder(abstimmung, cast % 7, 1)}
        answers = [b.post(url, angaben, pruefen=False) for _ in range(2)]
        assert [a.status for a in answers] == [303, 303]
        assert answers[0].ziel == answers[1].ziel

    given = zettel_aus(stimmabgabe(abstimmung, JOBCENTER))
    assert list(given.werte.values()) == [199 % 7, 1]
    assert session().query(Stimmabgabe).filter(Stimmabgabe.abgegeben).count() == 1


@pytest.mark.parametrize("wer", ["Mia", "Kora", "Bert", "Bibi", "Lena", "Emil"])
def test_den_stimmzettel_eines_fremden_sitzes_gibt_es_fuer_niemanden(welt, browser, wer):
    """D2 P0, D4 P0: a foreign id answers like one that does not exist."""
    abstimmung = runde(welt)
    b, url = browser(welt.person(wer)), zettel_von(abstimmung)

    for address in (url, f"{url}/abgegeben", f"{url}/entwurf", f"{url_von(abstimmung)}/stimme/999"):
        b.get(address, status=404)
    b.post(url, felder(abstimmung, 1, 1), status=404)
    b.post(f"{url}/entwurf", felder(abstimmung, 1, 1), status=404)
    assert session().query(Stimme).count() == 0


def test_nach_dem_ende_gibt_es_kein_formular_und_keine_stimme_mehr(welt, browser, mats):
    """A4 P0: closed for casting although no job ran; who sends all the same reads that it was not counted."""
    abstimmung = runde(welt)
    b, url = browser(mats), zettel_von(abstimmung)
    marke = b.get(url).feld("marke")

    with clock.turned_to(abstimmung.endet_am):
        zu = b.get(url, status=200)
        seite = b.post(url, {"marke": marke, **felder(abstimmung, 1, 1)}, status=409)

    assert "Geschlossen" in zu.text
    assert zu.alle("form", class_="kf-stimmzettel") == []
    assert "wurde nicht gezählt" in seite.text
    assert session().query(Stimme).count() == 0


def test_der_stimmzettel_kostet_wenige_anweisungen(welt, browser, mats):
    abstimmung = runde(welt, "widerstand")
    b, url, seen = browser(mats), zettel_von(abstimmung), []
    with b.app.app_context():
        engine = extension.engine
    event.listen(engine, "before_cursor_execute", lambda c, cur, statement, *rest: seen.append(statement))

    b.get(url, status=200)

    assert len([s for s in seen if s.startswith("SELECT")]) <= 15


# --- drafts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("methode", METHODEN)
def test_ein_entwurf_steht_beim_naechsten_oeffnen_wieder_da_und_ist_keine_stimme(welt, browser, mats, methode):
    abstimmung = runde(welt, methode)
    b, url = browser(mats), zettel_von(abstimmung)

    b.post(f"{url}/entwurf", {"marke": "x", **gueltig(abstimmung)}, status=303)

    seite = b.get(url, status=200)
    assert "noch nicht abgegeben" in seite.text
    assert "Entwurf von" in seite.text
    for name, value in gueltig(abstimmung).items():
        kind = next(e for e in seite.elemente if e.attrs.get("name") == name)
        if kind.attrs.get("type") == "radio":
            assert wahl(seite, name) == [value]
        elif kind.name != "select":
            assert seite.feld(name) == value
        else:
            assert f'<option selected value="{value}">' in seite.html
    assert session().query(Stimme).count() == 0
    assert not stimmabgabe(abstimmung, JOBCENTER).abgegeben


def test_auch_unfertiges_und_falsches_bleibt_als_entwurf(welt, browser, mats):
    abstimmung = runde(welt)
    b, url = browser(mats), zettel_von(abstimmung)

    b.post(f"{url}/entwurf", felder(abstimmung, 6, 6) | {"fremd": "x", "option-99": "1"}, status=303)
    b.post(f"{url}/entwurf", felder(abstimmung, "viel", "9" * 3000), status=303)

    inhalt = session().query(Stimmentwurf).one().inhalt
    assert set(inhalt) == set(felder(abstimmung, 0, 0))
    assert max(len(text) for text in inhalt.values()) <= 2000
    assert b.get(url, status=200).feld(f"option-{abstimmung.optionen[0].id}") == "viel"


def test_ein_entwurf_laesst_sich_beliebig_oft_merken_und_danach_mit_derselben_marke_abgeben(welt, browser, mats):
    """A10 P0: saving a draft does not use the form up."""
    abstimmung = runde(welt)
    b, url = browser(mats), zettel_von(abstimmung)
    marke = b.get(url).feld("marke")
    for points in range(1, 4):
        b.post(f"{url}/entwurf", {"marke": marke, **felder(abstimmung, points, 0)}, status=303)

    b.post(url, {"marke": marke, **felder(abstimmung, 6, 0)}, status=303)

    assert session().query(Stimmentwurf).count() == 0
    assert b.get(url).feld(f"option-{abstimmung.optionen[0].id}") == "6"


def test_ein_alter_entwurf_verdeckt_keine_neuere_stimme(welt, browser, mats):
    abstimmung = runde(welt)
    b, url = browser(mats), zettel_von(abstimmung)
    b.post(f"{url}/entwurf", felder(abstimmung, 1, 1), status=303)
    with clock.turned_to(clock.now() + timedelta(minutes=5)):
        stimmen(welt, abstimmung, "Vera", JOBCENTER, [6, 3])

        seite = b.get(url, status=200)

    assert [seite.feld(name) for name in felder(abstimmung, 0, 0)] == ["6", "3"]
    assert "Entwurf von" not in seite.text


def test_ein_neuerer_entwurf_steht_da_und_sagt_was_gilt(welt, browser, mats):
    abstimmung = runde(welt)
    stimmen(welt, abstimmung, "Vera", JOBCENTER, [6, 3])
    b, url = browser(mats), zettel_von(abstimmung)
    with clock.turned_to(clock.now() + timedelta(minutes=5)):
        b.post(f"{url}/entwurf", felder(abstimmung, 1, 1), status=303)

        seite = b.get(url, status=200)

    assert [seite.feld(name) for name in felder(abstimmung, 0, 0)] == ["1", "1"]
    assert "noch nicht abgegeben" in seite.text
    assert "Abgegeben um" in seite.text


def test_den_entwurf_der_vertretung_sieht_das_mitglied_nicht(welt, browser, mats, vera):
    """A9 P0."""
    abstimmung = runde(welt)
    browser(vera).post(f"{zettel_von(abstimmung)}/entwurf", felder(abstimmung, 5, 5), status=303)

    seite = browser(mats).get(zettel_von(abstimmung), status=200)

    assert [seite.feld(name) for name in felder(abstimmung, 0, 0)] == ["0", "0"]


# --- several Sitze, waiting, the end ------------------------------------------------------------------------------


def test_wer_zwei_sitze_hat_findet_beide_stimmzettel_untereinander(welt, browser, mats):
    with transaction() as s:
        s.add(Besetzung(sitz=welt.sitz(ABH), person=mats, rang=3, von=clock.today()))
    abstimmung = runde(welt, "widerstand")
    b, alle = browser(mats), f"{url_von(abstimmung)}/stimmzettel"

    seite = b.get(alle, status=200)

    assert {f.attrs["action"] for f in seite.alle("form", class_="kf-stimmzettel")} == {
        zettel_von(abstimmung, JOBCENTER),
        zettel_von(abstimmung, ABH),
    }
    assert f"{ABH}, als Stellvertretung" in seite.text
    quittung = b.folgen(b.absenden(zettel_von(abstimmung), **gueltig(abstimmung)))
    assert quittung.eins("a", href=zettel_von(abstimmung, ABH))
    assert "Abgegeben um" in b.get(alle, status=200).text
    assert not stimmabgabe(abstimmung, ABH).abgegeben


def test_vor_dem_oeffnen_wartet_man_mit_der_frage(welt, browser, mats):
    abstimmung = neue_abstimmung(welt)
    b, url = browser(mats), f"{url_von(abstimmung)}/stimmzettel"

    seite = b.get(url, status=200)
    teil = b.get(url, htmx=True, status=200)

    assert "Die Abstimmung ist noch nicht geöffnet." in seite.text
    assert abstimmung.frage in seite.text
    assert seite.alle("form", class_="kf-stimmzettel") == []
    assert "Zur Abstimmung" not in teil.text
    offene_abstimmung(welt, abstimmung)
    assert "Zur Abstimmung" in b.get(url, htmx=True, status=200).text
    assert b.get(url, status=200).alle("form", class_="kf-stimmzettel")


def test_nach_dem_schliessen_fuehrt_die_seite_zum_ergebnis(welt, browser, mats):
    abstimmung = runde(welt)
    b, url = browser(mats), f"{url_von(abstimmung)}/stimmzettel"
    geschlossene_abstimmung(welt, abstimmung)

    for address in (url, zettel_von(abstimmung)):
        seite = b.get(address, status=200)
        assert "Geschlossen" in seite.text
        assert "Zum Ergebnis" in seite.text
        assert seite.eins("a", href=url_von(abstimmung), class_="kern-btn")


def test_wer_keinen_sitz_hat_liest_warum_hier_nichts_steht(welt, browser, bert):
    seite = browser(bert).get(f"{url_von(runde(welt))}/stimmzettel", status=200)

    assert "Sie haben hier keinen Stimmzettel" in seite.text


def test_in_einer_geheimen_abstimmung_fuehrt_die_seite_zum_geheimen_stimmzettel(welt, browser, mats):
    mehr_sitze(welt, 4)
    abstimmung = runde(welt, geheimhaltung=Geheimhaltung.GEHEIM)

    seite = browser(mats).get(f"{url_von(abstimmung)}/stimmzettel", status=200)

    assert seite.alle("form", class_="kf-stimmzettel") == []
    assert seite.alle("a", href=f"{url_von(abstimmung)}/geheim/{stimmabgabe(abstimmung, JOBCENTER).id}")
    browser(mats).get(zettel_von(abstimmung), status=403)


def test_ein_einwand_mit_auszeichnung_wird_nicht_zu_html(welt, browser, mats):
    """I4 P0."""
    abstimmung, b = runde(welt, "konsens"), browser(mats)
    boese = "<script>alert(1)</script><img src=x onerror=alert(1)>"

    quittung = b.folgen(b.absenden(zettel_von(abstimmung), wort="einwand", begruendung=boese))

    assert "&lt;script&gt;alert(1)" in quittung.html
    assert quittung.alle("img") == []
    assert session().query(Stimme).one().wort is Stimmwort.EINWAND


# --- hidden until closed ------------------------------------------------------------------------------------------


def test_der_stand_des_stimmzettels_verraet_nichts_von_der_wahl(welt, browser, mats):
    """A9 P0, A11 P0: the part that is fetched anew holds words about the ballot, no field and no choice."""
    jetzt = clock.now()
    with clock.turned_to(jetzt):
        abstimmung, parts = runde(welt), []
        for points in ([6, 0], [0, 6]):
            stimmen(welt, abstimmung, "Mats", JOBCENTER, points)
            parts.append(browser(mats).get(zettel_von(abstimmung), htmx=True, status=200))

    assert parts[0].html == parts[1].html
    assert parts[0].alle("form") == parts[0].alle("input") == []
