"""The JSON interface: what it answers to whom, compared with the pages and with its own description."""

import re
from datetime import date, timedelta

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from sqlalchemy import select

from kimflow import clock
from kimflow.db import session
from kimflow.models import Fallrekonstruktion
from tests.bauen.abstimmungen import geschlossene_abstimmung, offene_abstimmung
from tests.bauen.themen import neues_thema
from tests.bauen.zugangsschluessel import Programm, neuer_zugang, schnittstelle_ein
from tests.besetzung import CAST
from tests.haus import rundgang

API = "/api/v1"
LESENDE = [wer for wer in CAST if wer not in ("Ada", "Emil", "Nora")]
LISTEN = ("themen", "beschluesse", "massnahmen")
OBJEKTE = {
    "themen": ("ThemenzeileSeite", "Thema"),
    "beschluesse": ("BeschlusszeileSeite", "Beschluss"),
    "massnahmen": ("MassnahmenzeileSeite", "Massnahme"),
}


@pytest.fixture(scope="module")
def gebaut(tmp_path_factory):
    """One thing of every noun, and a key for everybody who may have one; nothing here is saved afterwards."""
    schluessel = {}

    def danach(dinge):
        schnittstelle_ein()
        geschlossene_abstimmung(dinge.welt, offene_abstimmung(dinge.welt))
        neues_thema(dinge.welt, bruchstellen=3)
        schluessel.update({wer: neuer_zugang(dinge.welt, wer).klartext for wer in LESENDE})

    with rundgang.vorlage(tmp_path_factory.mktemp("schnittstelle"), danach) as (made, plan):
        made.frisch()
        made.frisch = lambda: None
        yield made, plan, schluessel


@pytest.fixture(scope="module")
def datenbank(gebaut):
    return gebaut[0]


@pytest.fixture
def programm(app, gebaut):
    """programm(wer): the program of that person."""
    return lambda wer: Programm(app, gebaut[2][wer])


@pytest.fixture
def pruefer(programm):
    """pruefer(name): a validator for that object of the description; formats count too."""
    document = programm("Kora").json(f"{API}/openapi.json")

    def judge(name):
        schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)

    return judge


def alle(programm, liste, **frage):
    """Every row of a list, page by page."""
    url, rows = f"{API}/{liste}?" + "&".join(f"{k}={v}" for k, v in frage.items()), []
    while url:
        page = programm.json(url)
        rows += page["eintraege"]
        url = page["weiter"]
    return rows


def auf_der_seite(browser, url, muster):
    """The numbers a page links to, over all its pages."""
    found = set()
    while url:
        seite = browser.get(url, pruefen=False, status=200)
        main = seite.html[seite.html.index("<main") :]
        found |= set(re.findall(muster, main))
        further = re.search(r'rel="next" href="([^"]+)"|href="([^"]+)"[^>]*rel="next"', main)
        url = (further[1] or further[2]).replace("&amp;", "&") if further else None
    return found


@pytest.mark.parametrize("wer", LESENDE)
def test_jede_person_liest_genau_was_ihre_seiten_zeigen(programm, browser, welt, wer):
    """D5 P0: no second road; the lists of the interface hold the things of the pages, whole and filtered."""
    mein, besuch = programm(wer), browser(welt.person(wer))
    for liste, seite, muster in (
        ("themen", "/themen/", r'href="/themen/(T-[^"/]+)"'),
        ("themen", "/themen/?status=zusammengefuehrt", r'href="/themen/(T-[^"/]+)"'),
        ("beschluesse", "/beschluesse/", r'<th scope="row"[^>]*><a href="/beschluesse/(B-[^"/]+)"'),
        ("massnahmen", "/massnahmen/?status=alle", r'href="/massnahmen/(M-[^"/]+)"'),
        ("massnahmen", "/massnahmen/?status=alle&ampel=gelb&verzug=puenktlich", r'href="/massnahmen/(M-[^"/]+)"'),
    ):
        frage = dict(pair.split("=") for pair in seite.partition("?")[2].split("&") if pair)
        assert {row["nummer"] for row in alle(mein, liste, **frage)} == auf_der_seite(besuch, seite, muster), seite
    assert alle(programm("Kora"), "themen")


@pytest.mark.parametrize("wer", LESENDE)
def test_was_jemand_nicht_sieht_findet_auch_das_programm_nicht(programm, gebaut, welt, wer):
    """D2, D4 P0: every thing there is, one by one: readable exactly if it is in the own list."""
    mein = programm(wer)
    for liste, person in (("themen", "Kora"), ("beschluesse", "Kora"), ("massnahmen", "Kora")):
        there = alle(programm(person), liste, **({"status": "alle"} if liste == "massnahmen" else {}))
        own = {row["nummer"] for row in alle(mein, liste, **({"status": "alle"} if liste == "massnahmen" else {}))}
        for row in there:
            expected = 200 if row["nummer"] in own else 404
            assert mein.fragen(f"{API}/{liste}/{row['nummer']}").status_code == expected, (wer, row["nummer"])
    assert mein.fragen(f"{API}/themen/T-1999-999").data == mein.fragen(f"{API}/massnahmen/gibtesnicht").data


@pytest.mark.parametrize("wer", LESENDE)
def test_jede_antwort_entspricht_der_beschreibung(programm, pruefer, wer):
    mein, seen = programm(wer), 0
    for liste, (seite, eines) in OBJEKTE.items():
        rows = mein.json(f"{API}/{liste}")
        assert not list(pruefer(seite).iter_errors(rows)), liste
        for row in rows["eintraege"]:
            one = mein.json(f"{API}/{liste}/{row['nummer']}")
            errors = [e.message for e in pruefer(eines).iter_errors(one)]
            assert not errors, (row["nummer"], errors)
            seen += 1
    assert seen > 2
    zahlen = mein.fragen(f"{API}/kennzahlen")
    name = "Kennzahlen" if zahlen.status_code == 200 else "Problem"
    assert zahlen.status_code in (200, 403)
    assert not list(pruefer(name).iter_errors(zahlen.get_json(force=True)))


def test_die_beschreibung_haelt_fremder_pruefung_stand(programm):
    """OpenAPI 3.1, judged by somebody else's validator; every address and error of ours stands in it."""
    document = programm("Kora").json(f"{API}/openapi.json")

    validate(document)
    assert set(document["paths"]) == {
        "/themen",
        "/themen/{nummer}",
        "/beschluesse",
        "/beschluesse/{nummer}",
        "/massnahmen",
        "/massnahmen/{nummer}",
        "/kennzahlen",
        "/kennzahlen/{schluessel}",
    }
    assert document["servers"] == [{"url": "http://127.0.0.1:5000/api/v1"}]
    for path in document["paths"].values():
        assert {"200", "304", "400", "401", "403", "404", "429"} == set(path["get"]["responses"])


def test_der_pruefer_der_pruefung_ist_streng(pruefer, programm):
    """A validator that takes everything would prove nothing."""
    thema = programm("Kora").json(f"{API}/themen")["eintraege"][0]
    for falsch in (
        {**thema, "mehr": 1},
        {**thema, "status": "erfunden"},
        {**thema, "aufgenommen_am": "gestern"},
        {name: value for name, value in thema.items() if name != "titel"},
    ):
        assert list(pruefer("Themenzeile").iter_errors(falsch))


def test_ampeln_rueckmeldungen_und_einschaetzungen_nur_fuer_wen_sie_sind(programm, gebaut):
    nummer = next(row["nummer"] for row in alle(programm("Kora"), "massnahmen") if row["ampel"])
    kora, lena = (programm(wer).json(f"{API}/massnahmen/{nummer}") for wer in ("Kora", "Lena"))

    assert set(kora) - set(lena) == {"ampel", "anmerkung", "rueckmeldungen"}
    zeile = next(row for row in alle(programm("Lena"), "massnahmen") if row["nummer"] == nummer)
    assert not {"ampel", "verzug", "anmerkung", "rueckmeldung_am", "lage"} & set(zeile)
    assert "dringlichkeit" not in (alle(programm("Lena"), "themen") or [{}])[0]
    for frage in ("ampel=rot", "verzug=woche", "sicht=sitzung", "sortierung=rueckmeldung"):
        assert programm("Lena").json(f"{API}/massnahmen?{frage}") == programm("Lena").json(f"{API}/massnahmen")


def test_faelle_stehen_nirgends_und_kleine_zahlen_sind_verdeckt(programm, gebaut, welt):
    """M3 P0: below the threshold the number is not in the answer; the Koordination reads it exactly."""
    faelle = session().scalars(select(Fallrekonstruktion.nummer)).all()
    genau = {t["nummer"]: _grundlage(programm("Kora"), t) for t in alle(programm("Kora"), "themen")}
    nummer = next(nummer for nummer, anzahl in genau.items() if anzahl["wert"])

    assert genau[nummer] == {"wert": 3, "unter": None}
    assert _grundlage(programm("Mats"), {"nummer": nummer}) == {"wert": None, "unter": 5}
    for wer in ("Kora", "Mats"):
        text = "".join(
            programm(wer).fragen(f"{API}/{liste}/{row['nummer']}").text
            for liste in LISTEN
            for row in alle(programm(wer), liste)
        )
        assert faelle
        assert not [one for one in faelle if one in text]


def _grundlage(programm, thema):
    return programm.json(f"{API}/themen/{thema['nummer']}")["grundlagen"]["bruchstellen"]


def test_kennzahlen_sind_die_der_seite(programm, browser, kora):
    tafeln = programm("Kora").json(f"{API}/kennzahlen")["tafeln"]
    text = browser(kora).get("/kennzahlen/").text

    assert len(tafeln) == 8
    for tafel in tafeln:
        assert tafel["titel"] in text
        assert programm("Kora").json(f"{API}/kennzahlen/{tafel['schluessel']}") == tafel
    ampel = next(t for t in tafeln if t["schluessel"] == "ampel")
    gruen = next(z for z in ampel["zeilen"] if z["schluessel"] == "gruen")["zellen"]
    assert gruen == [{"spalte": "anzahl", "wert": len(alle(programm("Kora"), "massnahmen", ampel="gruen"))}]
    assert programm("Kora").fragen(f"{API}/kennzahlen/erfunden").status_code == 404
    assert programm("Paul").json(f"{API}/kennzahlen", 403)["title"] == "Nicht erlaubt"


@pytest.mark.parametrize(
    ("frage", "parameter"),
    [
        ("themen?unbekannt=1", "unbekannt"),
        ("themen?status=erfunden", "status"),
        ("themen?handlungsfeld=viel", "handlungsfeld"),
        ("themen?handlungsfeld=1&handlungsfeld=2", "handlungsfeld"),
        ("beschluesse?jahr=%D9%A3", "jahr"),
        ("kennzahlen?von=30.2.2026", "von"),
        ("kennzahlen?von=2026-05-01&bis=2026-04-01", "bis"),
        ("kennzahlen?jahr=99999", "jahr"),
        ("themen/T-2026-001?suche=x", "suche"),
    ],
)
def test_was_die_schnittstelle_nicht_versteht_sagt_sie(programm, pruefer, frage, parameter):
    """RFC 9457, in German, with the parameter that is meant; nothing is silently left out."""
    antwort = programm("Kora").fragen(f"{API}/{frage}")

    problem = antwort.get_json(force=True)
    assert antwort.status_code == problem["status"] == 400
    assert antwort.content_type == "application/problem+json; charset=utf-8"
    assert [one["parameter"] for one in problem["fehler"]] == [parameter]
    assert not list(pruefer("Problem").iter_errors(problem))


@pytest.mark.parametrize("wert", ["", "%00", "a%00b", "%ED%A0%80", "9" * 40, "W" * 2000, "%27%22%3C", "x" * 700, "-1"])
def test_unsinn_in_der_adresse_bricht_nichts(programm, wert):
    """I2 P0: every parameter of every list with nonsense: never a 5xx."""
    mein = programm("Kora")
    document = mein.json(f"{API}/openapi.json")
    for path, how in document["paths"].items():
        for parameter in how["get"]["parameters"]:
            url = f"{API}{path}".replace("{nummer}", "T-2026-001").replace("{schluessel}", "ampel")
            if parameter["in"] == "path":
                url = f"{API}{path}".replace("{" + parameter["name"] + "}", wert or "x")
            with clock.turned_to(clock.now() + timedelta(minutes=_weiter())):
                antwort = mein.fragen(url if parameter["in"] == "path" else f"{url}?{parameter['name']}={wert}")
            assert antwort.status_code in (200, 400, 404), (url, parameter["name"], antwort.status_code)
            assert "json" in antwort.content_type


_minuten = iter(range(1, 10_000))


def _weiter():
    """A minute of its own for each question, so that no test is braked."""
    return next(_minuten)


def test_geschrieben_wird_nie_und_keine_andere_methode_verstanden(programm):
    for methode in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        for url in (f"{API}/themen", f"{API}/openapi.json", f"{API}/themen/T-2026-001"):
            antwort = programm("Kora").fragen(url, methode)
            assert antwort.status_code == 405, (methode, url)
            assert antwort.headers["Allow"] == "GET, HEAD"
            assert antwort.content_type.startswith("application/problem+json")
    kopf = programm("Kora").fragen(f"{API}/themen", "HEAD")
    assert (kopf.status_code, kopf.data) == (200, b"")


def test_kein_fremder_ursprung_kein_cookie_kein_zwischenspeicher(programm):
    """K2, K4 P0: no CORS, no cookie, kept by nobody in between."""
    antwort = programm("Kora").fragen(f"{API}/themen", Origin="https://anderswo.example")

    assert not [name for name, _ in antwort.headers if name.lower().startswith("access-control")]
    assert "Set-Cookie" not in antwort.headers
    assert antwort.headers["Cache-Control"] == "private, no-cache"
    assert "Authorization" in antwort.headers["Vary"]
    assert antwort.headers["X-Content-Type-Options"] == "nosniff"


def test_unveraendertes_wird_nicht_noch_einmal_geschickt(programm):
    erste = programm("Kora").fragen(f"{API}/themen")
    zweite = programm("Kora").fragen(f"{API}/themen", **{"If-None-Match": erste.headers["ETag"]})

    assert (zweite.status_code, zweite.data) == (304, b"")


def test_jeder_tag_und_jede_zeit_ist_nach_iso_geschrieben(programm):
    def werte(thing):
        if isinstance(thing, dict):
            for name, value in thing.items():
                yield from ((name, value),) if isinstance(value, str) else werte(value)
        if isinstance(thing, list):
            for one in thing:
                yield from werte(one)

    days = [
        value
        for liste in LISTEN
        for row in alle(programm("Kora"), liste)
        for name, value in werte(programm("Kora").json(f"{API}/{liste}/{row['nummer']}"))
        if name.endswith("_am")
    ]
    assert len(days) > 20
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\+0[12]:00)?", day) for day in days)
    assert date.fromisoformat(days[0][:10])
