"""What opens without a password in a meeting – wall, table card, link – and how little of it each opens."""

import logging
import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import select, text

from kimflow import clock, config, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Anmeldung,
    Einzellink,
    Formularmarke,
    Linkzweck,
    Nachricht,
    Person,
    PersonStatus,
    Sitzungsantwort,
    Topvorschlag,
    Votum,
    Wortmeldung,
)
from kimflow.permissions import Permission, can
from kimflow.web import wandzeichen
from kimflow.workflow.acts import ACTS
from tests.bauen.abstimmungen import offene_abstimmung, stimmabgabe, zustimmung
from tests.bauen.post import briefe
from tests.bauen.protokolle import vorgelegtes_protokoll
from tests.bauen.saal import aufgerufener_top, da, laufende_sitzung
from tests.bauen.sitzungen import antwort_von, eingeladene_sitzung
from tests.bauen.wand import offene_wand
from tests.sicherheit.test_faelschung import _seiten, zustand

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
GAST = {"name": "Gunnar Gast", "funktion": "Teamleitung", "mail": "gunnar@musterkreis.example"}
MORGEN = timedelta(days=1, minutes=1)


def karte(welt, sitzung, sitz=JOBCENTER):
    seat = welt.sitz(sitz)
    return f"/tisch/{sitzung.nummer}/{seat.id}/{wandzeichen.tisch(sitzung, seat)}"


def am_tisch(welt, sitzung, **kw):
    """Let in by card; the token of the link."""
    with transaction():
        return workflow.tischkarten.am_tisch_anmelden(
            sitzung, welt.person("Kora"), sitz=welt.sitz(JOBCENTER), **(GAST | kw)
        )


def einladungslink(welt, sitzung, wer="Mats", sitz=JOBCENTER):
    with transaction():
        antwort = antwort_von(sitzung, sitz)
        return workflow.einzellinks.ausstellen(
            welt.person(wer), Linkzweck.EINLADUNG_BEANTWORTEN, antwort.id, timedelta(days=40)
        )


# --- the wall -----------------------------------------------------------------------------------------------------


def falsche(echt):
    flipped = ("A" if echt[0] != "A" else "B") + echt[1:]
    return [flipped, echt[:-1], echt + "A", echt + "=", echt.swapcase(), "", " ", "%00", "ä", "../x", "x" * 4000, "-"]


def test_ein_verfaelschtes_zeichen_oeffnet_nichts_und_verraet_nichts(welt, browser):
    """D4 P0, J5 P0: forged, cut, longer, of another meeting, of no meeting: the same bytes for all of them."""
    sitzung, andere = laufende_sitzung(welt), laufende_sitzung(welt)
    echt = offene_wand(welt, sitzung).rpartition("/")[2]
    fremd = offene_wand(welt, andere).rpartition("/")[2]
    wege = [f"/wand/{sitzung.nummer}/{quote(zeichen, safe='')}" for zeichen in [*falsche(echt), fremd] if zeichen]
    wege += [f"/wand/S-1999-001/{echt}", f"/wand/{andere.nummer}/{echt}"]

    seiten = {weg: browser().get(weg, pruefen=False) for weg in wege if ".." not in weg}
    for rest in ("/teil", "/live"):
        assert {browser().get(weg + rest, pruefen=False).status for weg in seiten} == {410}

    assert {seite.status for seite in seiten.values()} == {410}
    assert len({seite.html for seite in seiten.values()}) == 1
    assert "Punkt 1" not in next(iter(seiten.values())).html


def test_das_zeichen_haengt_am_geheimnis_der_installation(welt):
    """J5 P0: nobody who knows the numbers can make one."""
    sitzung = laufende_sitzung(welt)
    offene_wand(welt, sitzung)
    eins, karten = wandzeichen.token(sitzung), wandzeichen.tisch(sitzung, welt.sitz(JOBCENTER))
    before = config.current()
    try:
        config.use(config.Settings(**{**vars(before), "geheimnis": "y" * 64}))
        assert wandzeichen.token(sitzung) != eins
        assert wandzeichen.tisch(sitzung, welt.sitz(JOBCENTER)) != karten
    finally:
        config.use(before)
    assert eins != karten
    assert "compare_digest" in wandzeichen._gleich.__code__.co_names


def test_kein_zeichen_steht_in_der_datenbank_im_log_oder_in_der_post(welt, browser, caplog):
    """D8 P0, J5 P0: neither stored nor logged."""
    caplog.set_level(logging.DEBUG)
    sitzung = laufende_sitzung(welt)
    wand, tisch = offene_wand(welt, sitzung), karte(welt, sitzung)
    browser().get(wand, status=200)
    gast = browser()
    meine = gast.absenden(tisch, **GAST).ziel
    gast.get(meine, status=200)
    token = re.search(r"/link/([\w-]+)/sitzung", meine)[1]

    everything = ""
    for table in Nachricht.metadata.sorted_tables:
        everything += repr(session().execute(select(table)).all())
    for secret in (wand.rpartition("/")[2], tisch.rpartition("/")[2], token):
        assert secret not in caplog.text
        assert secret not in everything


@pytest.mark.parametrize("was", ["wand", "tisch", "link"])
def test_die_seiten_hinter_einem_zeichen_bleiben_nirgends_liegen(welt, browser, was):
    """K4 P0, K2 P0: never stored, never indexed, the address told to no foreign page, no session begun."""
    sitzung = laufende_sitzung(welt)
    wege = {
        "wand": offene_wand(welt, sitzung),
        "tisch": karte(welt, sitzung),
        "link": f"/link/{einladungslink(welt, sitzung)}/sitzung",
    }
    teile = {"wand": ["/teil"], "tisch": [], "link": ["/teil", "/termin.ics"]}

    for weg in (wege[was], *(wege[was] + rest for rest in teile[was])):
        seite = browser().get(weg, status=200, pruefen=False)
        assert seite.headers["Cache-Control"] == "no-store"
        assert seite.headers["Referrer-Policy"] == "same-origin"
    seite = browser().get(wege[was])
    assert [m.attrs["content"] for m in seite.alle("meta") if m.attrs.get("name") == "robots"] == ["noindex"]
    assert not [a for a in seite.alle("a", href=None) if a.attrs["href"].startswith(("http:", "//"))]
    assert session().query(Anmeldung).count() == 0


def test_ein_fremder_verweis_hinter_einem_link_erfaehrt_die_adresse_nicht(welt, browser, kora):
    """J5 P0, I13 P1: papers and the video room are opened without Referer, and nothing fetches them."""
    sitzung = laufende_sitzung(welt)
    with transaction():
        sitzung.online = "https://video.example/1"
        workflow.tops.unterlage_anhaengen(
            sitzung.tops[0], kora, titel="Plan", adresse="https://ris.example/1", freigegeben=True
        )
    seite = browser().get(f"/link/{einladungslink(welt, sitzung)}/sitzung")

    fremde = [a for a in seite.alle("a", href=None) if ".example/" in a.attrs["href"]]
    assert fremde
    assert {a.attrs.get("rel") for a in fremde} == {"noopener noreferrer"}
    assert not [e for e in seite.elemente if ".example" in e.attrs.get("src", "")]


# --- the table card -----------------------------------------------------------------------------------------------


def test_mit_der_karte_sieht_man_diese_sitzung_und_sonst_keine_seite(app, welt, browser):
    """D8 P0: every page of the app, opened by whoever holds the link of a card."""
    laufende_sitzung(welt)
    sitzung = laufende_sitzung(welt)
    aufgerufener_top(welt, sitzung.tops[0])
    b = browser()
    b.get(b.absenden(karte(welt, sitzung), **GAST).ziel, status=200)
    werte = {"nummer": sitzung.nummer, "id": sitzung.tops[0].id, "format": "odt"}
    offen = {"/anmelden", "/passwort_vergessen", "/hilfe", "/healthz", "/rueckmeldung_gesendet"}

    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint == "static" or "/link/" in rule.rule:
            continue
        url = re.sub(r"<(?:[^<>:]+:)?(\w+)>", lambda m: str(werte.get(m[1], 1)), rule.rule)
        status = b.client.get(url).status_code
        if rule.endpoint.startswith(("schnittstelle.", "kalender.")):  # a key opens them, nobody's cookie
            assert status in (401, 404), url
        elif app.view_functions[rule.endpoint].kimflow_right is not None:
            assert status == 303, url
        else:
            assert status in (200, 303, 404, 410), url
            assert status != 200 or url in offen or not url.startswith("/sitzungen"), url


def test_mit_der_karte_gibt_es_kein_passwort(welt, browser):
    """J5 P0, D8 P0: whoever typed an address into a card cannot turn it into an account."""
    am_tisch(welt, laufende_sitzung(welt))
    gast = welt.person("Gunnar Gast")
    b = browser()

    b.absenden("/passwort_vergessen", status=200, mail=GAST["mail"])
    b.absenden("/anmelden", status=422, mail=GAST["mail"], passwort="ein langes Kennwort")

    assert [one.anlass for one in briefe(gast)] == []
    assert gast.status is PersonStatus.EINGELADEN
    assert session().query(Anmeldung).count() == 0


@pytest.mark.beide
def test_wer_mit_der_karte_kam_darf_genau_teilnehmen(welt):
    """D2 P0: of all acts on the meeting and what stands in it, only those of somebody who sits there."""
    runde = zustimmung(welt)
    sitzung = runde.top.sitzung
    am_tisch(welt, sitzung)
    offene_abstimmung(welt, runde)
    gast = queries.meine_sitzung.person(welt.person("Gunnar Gast").id)
    things = [sitzung, sitzung.tops[0], runde, stimmabgabe(runde, JOBCENTER), antwort_von(sitzung, JOBCENTER)]

    darf = {p.value for p in ACTS for thing in things if ACTS[p].of is type(thing) and can(gast, p, thing)}

    assert darf <= {
        "sitzung.beantworten", "topvorschlag.machen", "wortmeldung.melden", "votum.abgeben",
        "abstimmung.stimme_abgeben", "abstimmung.entwurf_merken", "abstimmung.geheim_abstimmen",
        "abstimmung.befangenheit_erklaeren", "abstimmung.befangenheit_zuruecknehmen",
        "abstimmung.bestaetigen", "abstimmung.verwerfen", "abstimmung.sitzung_verlangen", "abstimmung.umlauf_beenden",
    }  # fmt: skip
    assert {"wortmeldung.melden", "abstimmung.stimme_abgeben"} <= darf
    assert not can(gast, Permission.ABSTIMMUNG_STIMME_ABGEBEN, stimmabgabe(runde, ABH))


@pytest.mark.beide
def test_am_tag_danach_ist_wer_mit_der_karte_kam_niemand_mehr(welt, browser):
    """D7 P0: the link is dead, no ballot, no meeting; even with an account that somebody opened since."""
    sitzung = laufende_sitzung(welt)
    token = am_tisch(welt, sitzung)
    gast = welt.person("Gunnar Gast")
    with transaction():
        session().execute(text("UPDATE person SET status = 'aktiv', passwort = 'x' WHERE id = :p"), {"p": gast.id})

    with clock.turned_to(max(clock.now(), sitzung.beginn) + MORGEN):
        browser().get(f"/link/{token}/sitzung", status=410)
        mein = browser(welt.person("Gunnar Gast"))
        for weg in ("/sitzungen/", "/themen/", "/abstimmungen/", "/beschluesse/", "/auftraege/", "/gremien/"):
            assert mein.get(weg).status == 403, weg
        for weg in ("", "/meine", "/protokoll", "/moderation", "/einladung.docx", "/termin.ics"):
            assert mein.get(f"/sitzungen/{sitzung.nummer}{weg}").status == 404, weg


def test_die_anschrift_von_jemandem_mit_konto_aendert_an_dessen_konto_nichts(welt, browser, mats):
    """D8 P0: nobody takes over an account by a card, deactivated ones and other spellings included."""
    sitzung = laufende_sitzung(welt)
    before = (mats.name, mats.funktion, mats.status, mats.institution_id)
    for mail in (mats.mail, mats.mail.upper(), f"  {mats.mail} ", welt.person("Nora").mail):
        browser().post(karte(welt, sitzung), GAST | {"mail": mail}, status=409)

    session().expire_all()
    assert (mats.name, mats.funktion, mats.status, mats.institution_id) == before
    assert session().query(Person).filter_by(name=GAST["name"]).count() == 0
    assert session().query(Einzellink).filter_by(zweck=Linkzweck.SITZUNG_TEILNEHMEN).count() == 0


def test_die_karte_schreibt_nur_drei_angaben(welt, browser):
    """D6 P0: role, status, body, password, another Sitz or meeting are not taken from the form."""
    sitzung = laufende_sitzung(welt)
    boese = {
        "status": "aktiv", "passwort": "ein langes Kennwort", "rolle": "koordination", "rollen": "1", "sitz": 2,
        "institution": 1, "institution_id": 1, "sitzung": 99, "id": 1, "person_id": 1, "rang": 0, "bis": "2099-01-01",
    }  # fmt: skip

    browser().post(karte(welt, sitzung), GAST | boese, status=303)

    gast = welt.person("Gunnar Gast")
    (besetzung,) = gast.besetzungen
    assert (gast.status, gast.passwort, gast.rollen) == (PersonStatus.EINGELADEN, None, [])
    assert (besetzung.sitz.bezeichnung, besetzung.sitzung_id, besetzung.ist_vertretung) == (JOBCENTER, sitzung.id, True)
    assert besetzung.bis < clock.today() + timedelta(days=60)


def test_ohne_csrf_token_laesst_die_karte_niemanden_ein(welt, browser):
    """I11 P0, E3 P0: and whoever typed there is not sent to a sign-in, but may send it once more."""
    sitzung = laufende_sitzung(welt)

    for kopf in ({}, {"Sec-Fetch-Site": "same-origin"}):
        antwort = browser().post(karte(welt, sitzung), GAST, token=False, headers=kopf, status=400)
    assert "Gunnar Gast" in antwort.html

    assert session().query(Person).filter_by(mail=GAST["mail"]).count() == 0


def test_verliert_die_moderation_ihr_recht_laesst_die_karte_niemanden_mehr_ein(welt, browser, kora):
    """D7 P0: in whose name somebody is let in must have the right to, at this moment."""
    sitzung = laufende_sitzung(welt)
    with transaction():
        session().execute(text("DELETE FROM rolle WHERE person_id = :p"), {"p": kora.id})
        sitzung.protokollfuehrung = None

    seite = browser().post(karte(welt, sitzung), GAST, status=409)

    assert "Moderation" in seite.text
    assert session().query(Person).filter_by(mail=GAST["mail"]).count() == 0


# --- „Meine Sitzung“ by link ---------------------------------------------------------------------------------------


def linkwege(app, token, **werte):
    """Every page and every button behind this link."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/link/<token>/sitzung"):
            url = rule.rule.replace("<token>", token)
            yield re.sub(r"<int:id>", str(werte.get(rule.endpoint, 1)), url), rule.methods


def verlieren(welt, wie):
    mats, ada = welt.person("Mats"), welt.person("Ada")
    with transaction() as s:
        if wie == "deaktiviert":
            workflow.personen.deaktivieren(mats, ada)
        elif wie == "ohne Sitz":
            s.execute(
                text("UPDATE besetzung SET bis = :tag WHERE person_id = :p"),
                {"tag": (clock.today() - timedelta(days=1)).isoformat(), "p": mats.id},
            )
        else:
            workflow.einzellinks.widerrufen(mats)


@pytest.mark.parametrize("wie", ["deaktiviert", "ohne Sitz", "widerrufen"])
def test_ein_verlorenes_recht_macht_den_link_mit_der_naechsten_anfrage_wertlos(app, welt, browser, wie):
    """D7 P0, D8 P0: every page and button behind it; the answer is the one of a made-up token."""
    sitzung = laufende_sitzung(welt)
    token = einladungslink(welt, sitzung)
    b = browser()
    b.get(f"/link/{token}/sitzung", status=200)
    verlieren(welt, wie)
    before = zustand()

    erfunden = b.get("/link/erfunden/sitzung").text
    for weg, methods in linkwege(app, token):
        if "GET" in methods:
            assert (b.get(weg).status, b.get(weg).text) == (410, erfunden), weg
        else:
            assert b.post(weg, {"antwort": "kommt", "titel": "X", "text": "X"}).status == 410, weg
    assert zustand() == before


def test_ansehen_aendert_auch_hinter_dem_link_nichts(app, welt, browser):
    """I11 P0, J5 P0: GET and HEAD by every kind of link, of every page."""
    sitzung = laufende_sitzung(welt)
    token, gast = einladungslink(welt, sitzung), am_tisch(welt, laufende_sitzung(welt))
    wand, tisch = offene_wand(welt, sitzung), karte(welt, sitzung, ABH)
    before = zustand()

    b = browser()
    for one in (token, gast):
        for weg, methods in linkwege(app, one):
            if "GET" in methods:
                for call in (b.client.get, b.client.head):
                    assert call(weg).status_code in (200, 304, 503 if weg.endswith("/live") else 200), weg
    for weg in (wand, f"{wand}/teil", f"{wand}/live", tisch):
        for call in (b.client.get, b.client.head):
            assert call(weg).status_code in (200, 503 if weg.endswith("/live") else 200), weg

    assert zustand() == before


@pytest.mark.parametrize("wie", ["ohne", "erfunden", "fremde Seite"])
def test_kein_knopf_hinter_dem_link_geht_ohne_echten_token_des_formulars(app, welt, browser, wie):
    """I11 P0: a foreign page that knows the link still cannot act with it."""
    sitzung = laufende_sitzung(welt)
    token = einladungslink(welt, sitzung)
    b = browser()
    csrf = {"ohne": None, "erfunden": "IjEyMyI.aaaa.bbbb", "fremde Seite": b._token()}[wie]
    kopf = {"Origin": "https://evil.example"} if wie == "fremde Seite" else {}
    before = zustand()

    for weg, methods in linkwege(app, token):
        if "POST" in methods:
            daten = {"antwort": "kommt", "titel": "X", "text": "X"} | ({"csrf_token": csrf} if csrf else {})
            assert b.client.post(weg, data=daten, headers=kopf).status_code == 400, weg
    assert zustand() == before


def test_der_link_spricht_nur_fuer_die_eigenen_sitze_und_diese_sitzung(welt, browser):
    """D2 P0, D3 P0: foreign answer, foreign item, foreign Sitz, foreign ballot: the answer of an unknown link."""
    runde = offene_abstimmung(welt, zustimmung(welt))
    sitzung, andere = runde.top.sitzung, eingeladene_sitzung(welt)
    token = einladungslink(welt, sitzung)
    weg, b = f"/link/{token}/sitzung", browser()

    b.post(f"{weg}/antworten/{antwort_von(sitzung, ABH).id}", {"antwort": "kommt"}, status=410)
    b.post(f"{weg}/antworten/{antwort_von(andere, JOBCENTER).id}", {"antwort": "kommt"}, status=410)
    b.post(f"{weg}/vota/{andere.tops[0].id}", {"sitz": welt.sitz(JOBCENTER).id, "text": "X"}, status=410)
    b.post(f"{weg}/vota/{sitzung.tops[0].id}", {"sitz": welt.sitz(ABH).id, "text": "X"}, status=422)
    b.post(f"{weg}/abstimmen/{stimmabgabe(runde, ABH).id}", status=410)

    assert {a.antwort for a in session().scalars(select(Sitzungsantwort)).unique()} == {None}
    assert session().query(Votum).count() == 0


def test_eine_abgelaufene_seite_hinter_dem_link_schickt_niemanden_zur_anmeldung(welt, browser):
    """E3 P0: without an account one could not sign in; what was typed is shown and can be sent once more."""
    sitzung = eingeladene_sitzung(welt)
    weg = f"/link/{einladungslink(welt, sitzung)}/sitzung/vorschlag"

    seite = browser().post(
        weg, {"titel": "Fünftausend Zeichen"}, token=False, headers={"Sec-Fetch-Site": "same-origin"}, status=400
    )

    assert "Fünftausend Zeichen" in seite.html


@pytest.mark.parametrize("wer", ["Mats", "Bert"])
def test_wer_angemeldet_ist_handelt_hinter_einem_fremden_link_nicht_im_eigenen_namen(welt, browser, wer):
    """D8 P0: the act is the one of the link's person, whoever's browser it is."""
    sitzung = laufende_sitzung(welt)
    token = einladungslink(welt, sitzung, "Mia", ABH)

    browser(welt.person(wer)).post(f"/link/{token}/sitzung/melden", status=303)

    assert [w.person.name for w in session().scalars(select(Wortmeldung)).unique()] == ["Mia"]


def test_keine_formularmarke_merkt_sich_den_token(welt, browser):
    """D8 P0: only its hash is ever stored, also in what is remembered of a form."""
    sitzung = eingeladene_sitzung(welt)
    token = einladungslink(welt, sitzung)
    b, weg = browser(), f"/link/{token}/sitzung"
    b.post(f"{weg}/antworten/{antwort_von(sitzung, JOBCENTER).id}", {"antwort": "kommt", "marke": "a"}, status=303)
    b.post(f"{weg}/vorschlag", {"titel": "Neu", "marke": "b"}, status=303)

    assert session().query(Topvorschlag).count() == 1
    marken = session().query(Formularmarke).all()
    assert {m.marke for m in marken} == {"a", "b"}
    assert not [m for m in marken if token in m.ziel or token in m.inhalt]


def test_der_zurueckweg_vom_stimmzettel_fuehrt_nie_hinaus(welt, browser):
    """J7 P0: what stands in ?zurueck= of a ballot is a link page of ours or nothing."""
    runde = offene_abstimmung(welt, zustimmung(welt))
    token = einladungslink(welt, runde.top.sitzung)
    b = browser()
    ziel = b.post(f"/link/{token}/sitzung/abstimmen/{stimmabgabe(runde, JOBCENTER).id}", status=303).ziel
    zettel = ziel.partition("?")[0]

    nach_hause = f"/link/{token}/sitzung"
    boeses = ["https://evil.example/", "//evil.example", "/\\evil", "javascript:alert(1)", "/link/x/sitzung"]
    for boese in (*boeses, f"{nach_hause}@evil.example", f"{nach_hause}\n", f" {nach_hause}"):
        seite = b.get(f"{zettel}?zurueck={quote(boese, safe='')}", status=200)
        wege = [e.attrs.get(way, "") for e in seite.elemente for way in ("href", "action", "src", "hx-get", "hx-post")]
        assert not [one for one in wege if "evil" in one or "javascript:" in one], boese
        nachher = b.post(zettel, {"zurueck": boese, "wort": "zustimmung"}, status=303)
        assert re.fullmatch(r"/link/[\w-]+/stimme/abgegeben", nachher.ziel), nachher.ziel


@pytest.mark.parametrize(
    "boese",
    ["https://evil.example/", "//evil.example/moderation", "/\\evil.example", "/sitzungen/S-1/moderation@evil.example",
     "/sitzungen/../moderation", "/sitzungen/S-1/moderation?x=1", "/sitzungen/S-1/moderation\r\nSet-Cookie: a=b",
     "javascript:alert(1)", "/sitzungen/S-1/moderation#a%0d", "/sitzungen/ä/moderation", "/sitzungen//moderation"],
)  # fmt: skip
def test_der_zurueckweg_einer_handlung_fuehrt_nie_hinaus(welt, browser, kora, boese):
    """J7 P0: ?zurueck= of every act leads to a screen of ours and nowhere else, in the form and after it."""
    sitzung = laufende_sitzung(welt)
    weg = f"/sitzungen/{sitzung.nummer}/tops/{sitzung.tops[0].id}/aufrufen"
    b = browser(kora)

    seite = b.get(f"{weg}?zurueck={quote(boese, safe='')}", status=200)
    ziel = b.post(weg, {"zurueck": boese}, status=303)

    assert not [a for a in seite.alle("a", href=None) if boese in a.attrs["href"]]
    assert ziel.ziel.startswith(f"/sitzungen/{sitzung.nummer}/")
    assert "Set-Cookie: a" not in str(ziel.headers)


def test_der_link_zum_protokoll_oeffnet_nur_diese_fassung(welt, browser, mats):
    """D8 P0: neither another version nor the meeting, and nothing once the person has left the body."""
    fassung = vorgelegtes_protokoll(welt)
    with transaction():
        token = workflow.einzellinks.ausstellen(mats, Linkzweck.PROTOKOLL_KOMMENTIEREN, fassung.id, timedelta(days=14))
    b = browser()
    b.get(f"/link/{token}/protokoll", status=200)
    b.get(f"/link/{token}/sitzung", status=410)
    verlieren(welt, "ohne Sitz")

    b.get(f"/link/{token}/protokoll", status=410)
    b.post(f"/link/{token}/protokoll/erheben", {"absatz": 1, "text": "X"}, status=410)


def test_ein_besetzter_sitz_gibt_seinen_gast_nicht_preis(welt, browser):
    """D9 P0: whoever scans a card of a taken seat learns no name."""
    sitzung = laufende_sitzung(welt)
    da(welt, sitzung, JOBCENTER, "Mats")

    seite = browser().post(karte(welt, sitzung), GAST, status=409)

    assert "Mats" not in seite.html
    assert all(name not in seite.html for name in ("Vera", "Kora"))


def test_alle_seiten_dieses_hefts_gibt_es(app):
    """An empty walk would prove nothing."""
    assert len(list(linkwege(app, "x"))) >= 9
    assert len(list(_seiten(app, "POST"))) > 100
