"""Casting from the mail: the link opens one ballot for one person until the round ends, and is not used up."""

import re
from datetime import timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Besetzung,
    Einzellink,
    Formularmarke,
    Geheimhaltung,
    Kanal,
    Linkzweck,
    Nachricht,
    PersonStatus,
    Stimme,
    Stimmentwurf,
)
from tests.bauen.abstimmungen import (
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmabgabe,
    stimmen,
    zustimmung,
)

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
TOT = "/link/erfunden/stimme"


def offene(welt, **kw):
    return offene_abstimmung(welt, **({"endet_am": clock.now() + timedelta(hours=1)} | kw))


def link_von(wer):
    """The address in the letter about the round opened last."""
    letters = session().query(Nachricht).filter_by(anlass="abstimmung.oeffnen", person_id=wer.id)
    return re.search(r"/link/\S+/stimme", letters.order_by(Nachricht.id.desc()).first().text)[0]


def felder(abstimmung, *punkte):
    return {f"option-{o.id}": str(p) for o, p in zip(abstimmung.optionen, punkte, strict=True)}


def gleich_wie_unbekannt(browser, url, daten=()):
    seiten = [browser().get(url), browser().post(url, dict(daten))]
    fremd = [browser().get(TOT), browser().post(TOT, dict(daten))]
    return [(s.status, s.text) for s in seiten] == [(s.status, s.text) for s in fremd] and seiten[0].status == 410


def test_mit_dem_link_stimmt_man_ohne_anmeldung_ab_und_aendert_bis_zum_ende(welt, browser, vera):
    """A10 P0: the link stays valid, because a ballot may be changed; each new form is a new cast."""
    abstimmung = offene(welt)
    url, b = link_von(vera), browser()

    seite = b.get(url, status=200)
    quittung = b.folgen(b.absenden(url, **felder(abstimmung, 6, 4)))

    assert f"{JOBCENTER}, als Stellvertretung" in seite.text
    assert "Steckbrief" not in seite.text
    assert "Stimme angekommen" in quittung.text
    assert [e.text for e in quittung.alle("dd")] == ["6 Punkte", "4 Punkte"]
    assert quittung.eins("a", href=url)
    ballot = stimmabgabe(abstimmung, JOBCENTER)
    assert (ballot.person, ballot.kanal) == (vera, Kanal.LINK)
    b.absenden(url, **felder(abstimmung, 1, 1))
    assert sorted(s.wert for s in session().query(Stimme)) == [1, 1]
    assert b.get("/").status == 303


def test_ansehen_aendert_nichts(welt, browser, mats):
    """D8 P0, I11 P0: mail scanners open links."""
    offene(welt)
    url = link_von(mats)
    for address in (url, f"{url}/abgegeben", f"{url}/entwurf"):
        browser().get(address, status=200)
        browser().client.head(address)

    assert session().query(Stimme).count() == 0
    assert session().query(Stimmentwurf).count() == 0
    assert {one.benutzt_am for one in session().query(Einzellink)} == {None}


def test_derselbe_zettel_zweimal_gesendet_zaehlt_einmal(welt, browser, mats):
    """A10 P0: same form, same acknowledgement; same form with another choice is refused."""
    abstimmung = offene(welt)
    url, b = link_von(mats), browser()
    angaben = {"marke": b.get(url).feld("marke"), **felder(abstimmung, 6, 4)}
    erste = b.post(url, angaben, status=303)
    wann = stimmabgabe(abstimmung, JOBCENTER).abgegeben_am

    assert b.post(url, angaben, status=303).ziel == erste.ziel
    assert stimmabgabe(abstimmung, JOBCENTER).abgegeben_am == wann
    assert "schon mit anderem Inhalt" in b.post(url, angaben | felder(abstimmung, 1, 1), status=409).text
    assert sorted(s.wert for s in session().query(Stimme)) == [4, 6]


def test_der_token_steht_nach_dem_abstimmen_in_keiner_tabelle(welt, browser, mats):
    """D8 P0: only the hash is stored; the remembered form does not hold it either."""
    abstimmung = offene(welt)
    url = link_von(mats)
    token = url.split("/")[2]

    browser().absenden(url, **felder(abstimmung, 6, 4))

    assert session().query(Formularmarke).count() > 0
    assert not any(token in str(vars(one)) for kind in (Formularmarke, Einzellink) for one in session().query(kind))


@pytest.mark.parametrize("angaben", [{"option-99999": "1"}, {"wort": "ja"}, {"enthaltung": "y"}], ids=str)
def test_auch_ueber_den_link_wird_ein_falscher_zettel_mit_grund_abgelehnt(welt, browser, mats, angaben):
    """A8 P0: one validator on every road."""
    abstimmung = offene(welt)

    seite = browser().absenden(link_von(mats), status=422, **felder(abstimmung, 6, 0), **angaben)

    assert "Bitte prüfen Sie Ihre Angaben" in seite.text
    assert session().query(Stimme).count() == 0


def test_auch_ueber_den_link_bleibt_ein_entwurf_und_gilt_fuer_dieselbe_person(welt, browser, mats):
    abstimmung = offene(welt)
    url = link_von(mats)

    browser().post(f"{url}/entwurf", felder(abstimmung, 5, 2), status=303)

    angemeldet = f"/abstimmungen/{abstimmung.nummer}/stimme/{stimmabgabe(abstimmung, JOBCENTER).id}"
    for seite in (browser().get(url, status=200), browser(mats).get(angemeldet, status=200)):
        assert [seite.feld(name) for name in felder(abstimmung, 0, 0)] == ["5", "2"]
        assert "noch nicht abgegeben" in seite.text


def test_wer_den_sitz_verloren_hat_hat_einen_toten_link(welt, browser, mats):
    """D7 P0, A5 P0: on the next request, and like any unknown link."""
    abstimmung = offene(welt)
    url = link_von(mats)
    browser().get(url, status=200)
    with transaction():
        next(b for b in welt.sitz(JOBCENTER).besetzungen if b.person.name == "Mats").bis = clock.today() - timedelta(1)

    assert gleich_wie_unbekannt(browser, url, felder(abstimmung, 1, 1))
    assert gleich_wie_unbekannt(browser, f"{url}/entwurf", felder(abstimmung, 1, 1))
    assert session().query(Stimme).count() == session().query(Stimmentwurf).count() == 0


def test_wer_deaktiviert_ist_hat_einen_toten_link(welt, browser, mats):
    """D7 P0."""
    offene(welt)
    url = link_von(mats)
    with transaction():
        mats.status = PersonStatus.DEAKTIVIERT

    assert gleich_wie_unbekannt(browser, url)


def test_der_link_oeffnet_nur_den_einen_stimmzettel(welt, browser, mats):
    """D8 P0: not the round, not another ballot, nothing that needs a sign-in."""
    with transaction() as s:
        s.add(Besetzung(sitz=welt.sitz(ABH), person=mats, rang=3, von=clock.today()))
    abstimmung = offene(welt)
    url, b = link_von(mats), browser()

    b.absenden(url, **felder(abstimmung, 6, 4))

    assert [stimmabgabe(abstimmung, sitz).abgegeben for sitz in (JOBCENTER, ABH)].count(True) == 1
    for address in (f"/abstimmungen/{abstimmung.nummer}", f"/abstimmungen/{abstimmung.nummer}/stimmzettel"):
        assert b.get(address).status == 303


def test_mit_dem_ende_endet_der_link(welt, browser, mats):
    """A4 P0: the clock ends it; no job ran."""
    abstimmung = offene(welt)
    url = link_von(mats)

    with clock.turned_to(abstimmung.endet_am - timedelta(milliseconds=1)):
        browser().get(url, status=200)
    with clock.turned_to(abstimmung.endet_am):
        assert gleich_wie_unbekannt(browser, url, felder(abstimmung, 1, 1))


def test_wird_verlaengert_gilt_auch_der_link_laenger(welt, browser, mats, kora):
    abstimmung = offene(welt)
    url, frueher = link_von(mats), abstimmung.endet_am
    with transaction():
        workflow.abstimmungen.verlaengern(abstimmung, kora, endet_am=frueher + timedelta(hours=2))

    with clock.turned_to(frueher + timedelta(hours=1)):
        browser().absenden(url, **felder(abstimmung, 6, 4))
    with clock.turned_to(frueher + timedelta(hours=2)):
        browser().get(url, status=410)


def test_ohne_ende_gilt_der_link_dreissig_tage(welt, browser, mats):
    offene_abstimmung(welt)
    url, now = link_von(mats), clock.now()

    with clock.turned_to(now + timedelta(days=29)):
        browser().get(url, status=200)
    with clock.turned_to(now + timedelta(days=31)):
        browser().get(url, status=410)


def test_nach_dem_schliessen_sagt_die_seite_dass_es_zu_ist(welt, browser, mats):
    """A3 P0, A9 P0: no form, no result; who sends all the same reads that it was not counted."""
    abstimmung = offene(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])
    url, b = link_von(mats), browser()
    marke = b.get(url).feld("marke")
    geschlossene_abstimmung(welt, abstimmung)

    seite = b.get(url, status=200)
    spaet = b.post(url, {"marke": marke, **felder(abstimmung, 1, 1)}, status=409)

    assert "Geschlossen" in seite.text
    assert seite.alle("form", class_="kf-stimmzettel") == []
    assert seite.eins("a", href=f"/abstimmungen/{abstimmung.nummer}")
    assert "Platz 1" not in seite.text
    assert "wurde nicht gezählt" in spaet.text


def test_in_einer_geheimen_abstimmung_gibt_es_keinen_link(welt, browser, mats):
    """B6 P0, D8 P0: neither in the mail nor forged by hand."""
    mehr_sitze(welt, 4)
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, geheimhaltung=Geheimhaltung.GEHEIM))
    with transaction():
        token = workflow.einzellinks.ausstellen(
            mats, Linkzweck.STIMME_ABGEBEN, stimmabgabe(abstimmung, JOBCENTER).id, timedelta(hours=1)
        )

    briefe = session().query(Nachricht).filter_by(anlass="abstimmung.oeffnen").all()
    assert briefe
    assert not any("/link/" in n.text for n in briefe)
    assert all("endgültig" in n.text for n in briefe)
    assert gleich_wie_unbekannt(browser, f"/link/{token}/stimme")


def test_ein_einwand_geht_auch_ueber_den_link(welt, browser, mats):
    offene_abstimmung(welt, zustimmung(welt))
    url, b = link_von(mats), browser()

    assert "braucht eine Begründung" in b.absenden(url, status=422, wort="einwand").text
    quittung = b.folgen(b.absenden(url, wort="einwand", begruendung="Kein Personal"))

    assert "schwerer Einwand" in quittung.text
    assert "Kein Personal" in quittung.text
