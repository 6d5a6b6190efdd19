"""„Meine Sitzung“: before, during and after, signed in and by the link of the mail or of a table card."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from kimflow import clock, queries, workflow
from kimflow.db import extension, session, transaction
from kimflow.models import (
    Einzellink,
    Ereignis,
    Geheimhaltung,
    Linkzweck,
    Mehrheitsregel,
    Methode,
    Nachricht,
    Sitzung,
    SitzungStatus,
    Stimmwort,
    Topart,
    Topvorschlag,
    Votum,
    Wandbild,
    Wortmeldung,
    Zusage,
)
from tests.bauen.abstimmungen import (
    geschlossene_abstimmung,
    mehr_sitze,
    offene_abstimmung,
    stimmabgabe,
    stimmen,
    zustimmung,
)
from tests.bauen.beschluesse import neuer_beschluss
from tests.bauen.protokolle import vorgelegtes_protokoll
from tests.bauen.saal import aufgerufener_top, laufende_sitzung
from tests.bauen.sitzungen import antwort_von, eingeladene_sitzung, laufender_top, neue_sitzung, neuer_top
from tests.bauen.themen import vorlegbares_thema
from tests.bauen.wand import zeigen

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


def meine(sitzung: Sitzung) -> str:
    return f"/sitzungen/{sitzung.nummer}/meine"


def link_an(wer: str) -> str:
    """The way out of the invitation this person got."""
    briefe = session().query(Nachricht).filter_by(anlass="sitzung.einladen").all()
    brief = next(n for n in briefe if n.person.name == wer)
    return re.search(r"/link/\S+/sitzung", brief.text)[0]


def tischlink(welt, sitzung: Sitzung, sitz: str = JOBCENTER) -> str:
    """The way of somebody who came in with the card of this Sitz."""
    angaben = {"name": "Gunnar Gast", "funktion": "Teamleitung", "mail": "gunnar@musterkreis.example"}
    with transaction():
        token = workflow.tischkarten.am_tisch_anmelden(sitzung, welt.person("Kora"), sitz=welt.sitz(sitz), **angaben)
    return f"/link/{token}/sitzung"


# --- who finds it -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wer", "status"),
    [("Kora", 200), ("Mats", 200), ("Vera", 200), ("Bert", 200), ("Bibi", 200), ("Lena", 403), ("Paula", 404)],
)
def test_wer_teilnimmt_hat_eine_seite(welt, browser, wer, status):
    """D3 P0."""
    browser(welt.person(wer)).get(meine(eingeladene_sitzung(welt)), status=status)


def test_die_startseite_fuehrt_dorthin_und_sagt_wenn_es_laeuft(welt, browser, mats, kora):
    sitzung = eingeladene_sitzung(welt)
    b = browser(mats)
    ziele = {a.attrs["href"] for a in b.get("/").alle("a", href=None)}
    assert meine(sitzung) in ziele

    with transaction():
        workflow.sitzungen.eroeffnen(sitzung, kora)

    seite = b.get("/")
    assert "läuft" in seite.text
    assert meine(sitzung) in {a.attrs["href"] for a in seite.alle("a", href=None)}


# --- before -----------------------------------------------------------------------------------------------------


def test_antworten_ist_ein_druck_und_laesst_sich_aendern(welt, browser, mats):
    """OBERFLAECHE §1.4: one click."""
    sitzung = eingeladene_sitzung(welt)
    antwort, b = antwort_von(sitzung, JOBCENTER), browser(mats)
    worte = [k.attrs["value"] for k in b.get(meine(sitzung)).alle("button", name_="antwort")]
    assert worte == ["kommt", "vertretung", "entschuldigt"]

    for wort in ("entschuldigt", "kommt"):
        seite = b.folgen(b.post(f"{meine(sitzung)}/antworten/{antwort.id}", {"antwort": wort}, status=303))

    session().refresh(antwort)
    assert antwort.antwort is Zusage.KOMMT
    assert seite.eins("button", aria_pressed="true").attrs["value"] == "kommt"


def test_das_buero_antwortet_fuer_sein_haus_und_sonst_nichts(welt, browser, bibi):
    """FACH §2: the Büro answers for its institution; no vote, no Votum, no raised hand."""
    sitzung = eingeladene_sitzung(welt)
    b, eigene, fremde = browser(bibi), antwort_von(sitzung, JOBCENTER), antwort_von(sitzung, ABH)
    seite = b.get(meine(sitzung))

    assert [f.attrs["action"] for f in seite.alle("form") if "/meine/" in f.attrs.get("action", "")] == [
        f"{meine(sitzung)}/antworten/{eigene.id}"
    ]
    assert "Das Mitglied kommt" in seite.text
    assert "Ich komme" not in seite.text
    b.post(f"{meine(sitzung)}/antworten/{fremde.id}", {"antwort": "kommt"}, status=403)
    b.post(f"{meine(sitzung)}/vota/{sitzung.tops[0].id}", {}, status=403)
    b.post(f"{meine(sitzung)}/vorschlag", {"titel": "x"}, status=403)


def test_interne_unterlagen_sieht_nur_das_gremium(welt, browser, kora, mats, bibi):
    sitzung = eingeladene_sitzung(welt)
    top = sitzung.tops[0]
    for titel, frei in (("Internes Papier", False), ("Freies Papier", True)):
        with transaction():
            workflow.tops.unterlage_anhaengen(
                top, kora, titel=titel, adresse="https://ablage.example/1", freigegeben=frei
            )

    innen, aussen = browser(mats).get(meine(sitzung)).text, browser(bibi).get(meine(sitzung)).text

    assert ("Internes Papier" in innen, "Freies Papier" in innen) == (True, True)
    assert ("Internes Papier" in aussen, "Freies Papier" in aussen) == (False, True)


def test_ein_votum_vorab_gibt_man_gleich_hier(welt, browser, mats):
    sitzung = eingeladene_sitzung(welt)
    top, b = sitzung.tops[0], browser(mats)
    sitz = welt.sitz(JOBCENTER).id

    b.post(f"{meine(sitzung)}/vota/{top.id}", {"sitz": sitz, "text": "Dafür."}, status=303)

    assert session().query(Votum).one().text == "Dafür."
    seite = b.get(meine(sitzung))
    assert seite.feld("text") == "Dafür."
    assert b.post(f"{meine(sitzung)}/vota/{top.id}", {"sitz": sitz, "text": ""}).status == 422


def test_zu_blosser_information_fragt_niemand_nach_einem_votum(welt, browser, mats):
    sitzung = neue_sitzung(welt)
    neuer_top(welt, sitzung, titel="Begrüßung", art=Topart.INFORMATION)
    neuer_top(welt, sitzung, titel="Haushalt", art=Topart.BESCHLUSS)
    eingeladene_sitzung(welt, sitzung)

    formulare = [f.attrs.get("action", "") for f in browser(mats).get(meine(sitzung)).alle("form")]

    assert [a for a in formulare if "/vota/" in a] == [f"{meine(sitzung)}/vota/{sitzung.tops[1].id}"]


def test_wer_inzwischen_schrieb_wird_nicht_ueberschrieben(welt, browser, mats, vera):
    """E1 P0."""
    sitzung = eingeladene_sitzung(welt)
    top, sitz = sitzung.tops[0], welt.sitz(JOBCENTER)
    with transaction():
        workflow.vota.abgeben(top, vera, sitz=sitz, text="Von Vera")

    seite = browser(mats).post(f"{meine(sitzung)}/vota/{top.id}", {"sitz": sitz.id, "text": "Von Mats"}, status=409)

    assert "Von Vera" in seite.text
    assert session().query(Votum).one().text == "Von Vera"


def test_einen_punkt_schlaegt_man_hier_vor(welt, browser, bert):
    sitzung = eingeladene_sitzung(welt)

    browser(bert).post(f"{meine(sitzung)}/vorschlag", {"titel": "Wartezeiten", "begruendung": ""}, status=303)

    assert session().query(Topvorschlag).one().person_id == bert.id
    assert "Wartezeiten" in browser(bert).get(meine(sitzung)).text
    assert "Wartezeiten" not in browser(welt.person("Mats")).get(meine(sitzung)).text


def test_was_seit_der_letzten_sitzung_geschah_steht_da(welt, browser, mats, kora):
    vor_vier_wochen = clock.now() - timedelta(days=28)
    with clock.turned_to(vor_vier_wochen - timedelta(days=10)):
        neu = neue_sitzung(welt, beginn=vor_vier_wochen)
    top = neuer_top(welt, neu)
    thema = vorlegbares_thema(welt, titel="Seither bewegt")
    with clock.turned_to(vor_vier_wochen - timedelta(days=10)):
        eingeladene_sitzung(welt, neu)
    with clock.turned_to(vor_vier_wochen), transaction():
        workflow.sitzungen.eroeffnen(neu, kora)
    beschluss = neuer_beschluss(welt, top)
    with transaction():
        workflow.sitzungen.schliessen(neu, kora)
    naechste = eingeladene_sitzung(welt)
    with transaction():
        workflow.themen.vorlegen(thema, kora, top=naechste.tops[0])

    text = browser(mats).get(meine(naechste)).text

    assert "Seit der letzten Sitzung am" in text
    assert beschluss.nummer in text
    assert thema.nummer in text
    assert "Seither bewegt" in text


# --- by the link ------------------------------------------------------------------------------------------------


def test_der_link_der_mail_oeffnet_dieselbe_seite_ohne_konto(welt, browser, mats):
    """J5 P0: every click changes something, looking changes nothing, and the link is not used up."""
    sitzung = eingeladene_sitzung(welt)
    weg, b, antwort = link_an("Mats"), browser(), antwort_von(sitzung, JOBCENTER)
    vorher = session().query(Ereignis).count()
    for _ in range(2):
        assert JOBCENTER in b.get(weg, status=200).text
    assert session().query(Ereignis).count() == vorher

    b.post(f"{weg}/antworten/{antwort.id}", {"antwort": "entschuldigt"}, status=303)
    b.folgen(b.post(f"{weg}/antworten/{antwort.id}", {"antwort": "kommt"}, status=303))

    session().refresh(antwort)
    assert (antwort.antwort, antwort.person_id) == (Zusage.KOMMT, mats.id)
    assert {e.person_id for e in session().query(Ereignis).filter_by(akt="sitzung.beantworten")} == {mats.id}
    assert session().query(Einzellink).filter(Einzellink.benutzt_am.is_not(None)).count() == 0


def test_ein_brief_der_vorigen_fassung_fuehrt_noch_ans_ziel(welt, browser):
    """H1: what release 1 has sent stays true until the meeting is over."""
    sitzung = eingeladene_sitzung(welt)
    token = _token(welt, "Mats", sitzung)

    answer = browser().client.get(f"/link/{token}/einladung")

    assert (answer.status_code, answer.location) == (303, f"/link/{token}/sitzung")
    assert browser().client.get("/link/gibtesnicht/einladung").status_code == 410


def test_mit_dem_link_gibt_man_votum_und_vorschlag_ab(welt, browser, mats):
    sitzung = eingeladene_sitzung(welt)
    weg, b, top = link_an("Mats"), browser(), sitzung.tops[0]

    b.post(f"{weg}/vota/{top.id}", {"sitz": welt.sitz(JOBCENTER).id, "text": "Dafür."}, status=303)
    b.post(f"{weg}/vorschlag", {"titel": "Wartezeiten"}, status=303)

    assert session().query(Votum).one().person_id == mats.id
    assert session().query(Topvorschlag).one().person_id == mats.id


def test_der_link_oeffnet_keinen_fremden_sitz_und_keine_andere_sitzung(welt, browser):
    """D2 P0, D8 P0."""
    sitzung, andere = eingeladene_sitzung(welt), eingeladene_sitzung(welt)
    fremd, b = antwort_von(sitzung, ABH), browser()
    weg = f"/link/{_token(welt, 'Mats', sitzung)}/sitzung"

    b.post(f"{weg}/antworten/{fremd.id}", {"antwort": "kommt"}, status=410)
    b.post(f"{weg}/antworten/{antwort_von(andere, JOBCENTER).id}", {"antwort": "kommt"}, status=410)
    b.post(f"{weg}/vota/{andere.tops[0].id}", {}, status=410)
    b.get(f"/sitzungen/{sitzung.nummer}/meine", status=303)
    assert fremd.antwort is None


def _token(welt, wer: str, sitzung: Sitzung) -> str:
    with transaction():
        return workflow.einzellinks.ausstellen(
            welt.person(wer), Linkzweck.EINLADUNG_BEANTWORTEN, antwort_von(sitzung, JOBCENTER).id, timedelta(days=40)
        )


def test_eine_abgelaufene_vertretung_kommt_mit_dem_link_nicht_mehr_hinein(welt, browser, vera):
    """D7 P0, A5 P0."""
    eingeladene_sitzung(welt)
    weg = link_an("Vera")
    with transaction():
        vera.besetzungen[0].bis = clock.today() - timedelta(days=1)

    for teil in ("", "/teil", "/live"):
        browser().get(weg + teil, status=410)


def test_der_link_lebt_bis_zum_ende_des_sitzungstags(welt, browser):
    sitzung = eingeladene_sitzung(welt)
    weg = link_an("Mats")
    abend = clock.local(sitzung.beginn).replace(hour=23, minute=59)

    with clock.turned_to(abend):
        browser().get(weg, status=200)
    with clock.turned_to(abend + timedelta(minutes=2)):
        browser().get(weg, status=410)


def test_laeuft_die_sitzung_schon_sagt_die_seite_es(welt, browser, kora):
    sitzung = eingeladene_sitzung(welt)
    weg, antwort = link_an("Mats"), antwort_von(sitzung, JOBCENTER)
    with transaction():
        workflow.sitzungen.eroeffnen(sitzung, kora)

    seite = browser().post(f"{weg}/antworten/{antwort.id}", {"antwort": "kommt"}, status=409)

    assert "nicht möglich" in seite.text


def test_der_termin_laesst_sich_auch_ohne_konto_in_den_kalender_nehmen(welt, browser):
    eingeladene_sitzung(welt)

    antwort = browser().get(f"{link_an('Mats')}/termin.ics", status=200)

    assert antwort.headers["Content-Type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in antwort.html


# --- during -----------------------------------------------------------------------------------------------------


def test_waehrend_der_sitzung_steht_oben_was_dran_ist(welt, browser, mats):
    top = aufgerufener_top(welt)

    seite = browser(mats).get(meine(top.sitzung))

    assert "Gerade dran: TOP 1" in seite.text
    assert seite.eins("div", id="saal").attrs["data-live"] == f"{meine(top.sitzung)}/live"


def test_angemeldete_heben_und_senken_die_hand(welt, browser, mats):
    sitzung, b = laufende_sitzung(welt), browser(mats)

    seite = b.folgen(b.absenden(f"/sitzungen/{sitzung.nummer}/melden"))
    hand = session().query(Wortmeldung).one()
    assert "Sie sind gemeldet" in seite.text
    b.absenden(f"/sitzungen/{sitzung.nummer}/wortmeldungen/{hand.id}/zuruecknehmen")

    assert session().query(Wortmeldung).count() == 0


def test_wer_am_tisch_sitzt_hebt_die_hand_mit_dem_link(welt, browser):
    sitzung = laufende_sitzung(welt)
    weg, b = tischlink(welt, sitzung), browser()

    seite = b.folgen(b.post(f"{weg}/melden", status=303))
    assert "Sie sind gemeldet" in seite.text
    b.post(f"{weg}/zuruecknehmen", status=303)
    b.post(f"{weg}/zuruecknehmen", status=303)

    assert session().query(Wortmeldung).count() == 0


def test_wer_am_tisch_sitzt_stimmt_ab_und_findet_zurueck(welt, browser):
    """The link of the page opens no ballot; each round gets one of its own."""
    abstimmung = zustimmung(welt)
    sitzung = abstimmung.top.sitzung
    weg, b = tischlink(welt, sitzung), browser()
    offene_abstimmung(welt, abstimmung)
    zettel = stimmabgabe(abstimmung, JOBCENTER)
    assert "Zur Abstimmung" in b.get(weg).text

    ziel = b.post(f"{weg}/abstimmen/{zettel.id}", status=303).ziel
    b.get(ziel.partition("?")[0], status=200)
    seite = b.folgen(b.absenden(ziel, wort="zustimmung"))

    session().refresh(zettel)
    assert (zettel.abgegeben, zettel.person.name) == (True, "Gunnar Gast")
    assert weg in {a.attrs["href"] for a in seite.alle("a", href=None)}
    assert "hat abgestimmt" in b.get(weg).text
    b.get(weg.replace("/sitzung", "/stimme"), status=410)


def test_ein_fremder_stimmzettel_oeffnet_sich_mit_keinem_link(welt, browser):
    """A5 P0, D2 P0."""
    abstimmung = zustimmung(welt)
    weg = tischlink(welt, abstimmung.top.sitzung)
    offene_abstimmung(welt, abstimmung)
    andere = offene_abstimmung(welt, zustimmung(welt))

    for zettel in (stimmabgabe(abstimmung, ABH), stimmabgabe(andere, JOBCENTER)):
        browser().post(f"{weg}/abstimmen/{zettel.id}", status=410)


def test_geheim_geht_nicht_mit_dem_link(welt, browser):
    """B P0: geheim asks for a sign-in."""
    mehr_sitze(welt, 4)
    regeln = {"methode": Methode.MEHRHEIT, "mehrheit": Mehrheitsregel.EINFACH}
    abstimmung = zustimmung(welt, geheimhaltung=Geheimhaltung.GEHEIM, **regeln)
    weg = tischlink(welt, abstimmung.top.sitzung)
    offene_abstimmung(welt, abstimmung)

    assert "mit Anmeldung oder auf Papier" in browser().get(weg).text
    browser().post(f"{weg}/abstimmen/{stimmabgabe(abstimmung, JOBCENTER).id}", status=410)


def test_das_urteil_steht_erst_da_wenn_es_gezeigt_wird(welt, browser, mats):
    """A9 P0."""
    abstimmung = zustimmung(welt)
    aufgerufener_top(welt, abstimmung.top)
    offene_abstimmung(welt, abstimmung)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=Stimmwort.ZUSTIMMUNG)
    geschlossene_abstimmung(welt, abstimmung)
    b, url = browser(mats), meine(abstimmung.top.sitzung)
    assert "Es steht kein schwerer Einwand" not in b.get(url).text

    zeigen(welt, abstimmung.top.sitzung, Wandbild.ERGEBNIS)

    assert "Es steht kein schwerer Einwand" in b.get(url).text


# --- after ------------------------------------------------------------------------------------------------------


def test_danach_stehen_beschluesse_auftraege_und_das_protokoll_da(welt, browser, mats, kora):
    top = laufender_top(welt)
    sitzung = top.sitzung
    beschluss = neuer_beschluss(welt, top)
    with transaction():
        workflow.auftraege.erteilen(top, kora, text="Zahlen liefern", verantwortlich=mats)
    with transaction():
        workflow.sitzungen.schliessen(sitzung, kora)
    b = browser(mats)
    vorher = b.get(meine(sitzung)).text
    assert beschluss.nummer in vorher
    assert "Zahlen liefern" in vorher
    assert "liegt noch nicht vor" in vorher

    vorgelegtes_protokoll(welt, sitzung)

    assert "Einwendungen sind bis zum" in b.get(meine(sitzung)).text


# --- what it costs ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stand", [SitzungStatus.EINGELADEN, SitzungStatus.LAUFEND, SitzungStatus.NACHBEREITUNG])
@pytest.mark.parametrize("wer", ["Mats", "Bibi", "Kora"])
def test_die_seite_kostet_wenig(welt, browser, kora, stand, wer):
    """A page of its own and, before the meeting, the tasks of the start page with it."""
    sitzung = laufende_sitzung(welt) if stand is not SitzungStatus.EINGELADEN else eingeladene_sitzung(welt)
    if stand is SitzungStatus.NACHBEREITUNG:
        with transaction():
            workflow.sitzungen.schliessen(sitzung, kora)
    b, url = browser(welt.person(wer)), meine(sitzung)
    seen: list[str] = []

    def listen(*args: object) -> None:
        seen.extend([str(args[2])] if args[2] != "BEGIN" else [])

    event.listen(extension.engine, "before_cursor_execute", listen)
    try:
        b.get(url, status=200)
    finally:
        event.remove(extension.engine, "before_cursor_execute", listen)
    assert len(seen) <= (21 if stand is SitzungStatus.EINGELADEN else 15), "\n".join(one[:100] for one in seen)


def test_die_sicht_einer_offenen_seite_gehoert_genau_einer_person(welt, mats, vera):
    """What the thread shares between pages must not be shared between persons."""
    from kimflow.blueprints.meine_sitzung import jetzt  # noqa: PLC0415 - a part without a page

    sitzung = laufende_sitzung(welt)

    assert jetzt.quelle.sicht(mats, sitzung.id) != jetzt.quelle.sicht(vera, sitzung.id)
    assert jetzt.quelle.sicht(welt.person("Lena"), sitzung.id) is None
    assert queries.meine_sitzung.zettel(sitzung.id, mats) == []
