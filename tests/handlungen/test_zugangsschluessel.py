"""Personal keys: made, shown once, changed, renewed, revoked; and what they open afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Kalenderinhalt, SchluesselStatus, Schluesselzweck, Zugangsschluessel
from kimflow.permissions import Permission
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.zugangsschluessel import (
    Programm,
    adresse_von,
    neu_gelesen,
    neuer_kalender,
    neuer_zugang,
    schnittstelle_ein,
)

pytestmark = pytest.mark.beide
K, S = Kalenderinhalt, SchluesselStatus
SEITE = "/konto/schluessel/"


def gilt(klartext, zweck=Schluesselzweck.KALENDER):
    return queries.zugangsschluessel.gueltiger(klartext, zweck) is not None


def zeilen(schluessel):
    """The acts in the trail of this key, in their order."""
    lines = select(Ereignis.akt).where(Ereignis.art == "zugangsschluessel", Ereignis.gegenstand_id == schluessel.id)
    return list(session().scalars(lines.order_by(Ereignis.lfd)))


def test_ein_neuer_schluessel_oeffnet_und_steht_im_verlauf(welt, mats):
    schluessel = neuer_kalender(welt, inhalte=[K.FRISTEN, K.SITZUNGEN])

    assert gilt(schluessel.klartext)
    assert schluessel.inhalte == ["sitzungen", "fristen"]
    assert schluessel.person_id == mats.id
    assert zeilen(schluessel) == [Permission.ZUGANGSSCHLUESSEL_KALENDER_ANLEGEN.value]


def test_vom_schluessel_selbst_bleibt_nur_der_fingerabdruck(welt):
    """J5, D8 P0: 256 bit, stored hashed; the row that is read again knows nothing of the key."""
    schluessel, zugang = neuer_kalender(welt), neuer_zugang(welt)
    everything = str(session().execute(text("SELECT * FROM zugangsschluessel")).all())
    everything += str(session().execute(text("SELECT * FROM ereignis")).all())
    session().expunge_all()

    assert len(schluessel.klartext) == 43
    assert zugang.klartext.startswith("kf_")
    assert schluessel.klartext not in everything
    assert zugang.klartext not in everything
    assert session().get_one(Zugangsschluessel, schluessel.id).klartext == ""


def test_ein_kalender_oeffnet_nicht_die_schnittstelle_und_umgekehrt(welt):
    """D8 P0: a key opens one thing."""
    kalender, zugang = neuer_kalender(welt), neuer_zugang(welt)

    assert not gilt(kalender.klartext, Schluesselzweck.SCHNITTSTELLE)
    assert not gilt(zugang.klartext, Schluesselzweck.KALENDER)
    assert gilt(zugang.klartext, Schluesselzweck.SCHNITTSTELLE)


def test_ein_zugang_braucht_die_eingeschaltete_schnittstelle(welt, mats):
    with pytest.raises(Obstructed, match="ausgeschaltet"), transaction():
        workflow.zugangsschluessel.schnittstelle_anlegen(mats, name="Bericht", gueltig_bis=clock.today())


@pytest.mark.parametrize("tage", [-1, 367])
def test_ein_zugang_gilt_ab_heute_und_hoechstens_ein_jahr(welt, tage):
    with pytest.raises(Obstructed, match="höchstens ein Jahr"):
        neuer_zugang(welt, tage=tage)


def test_ein_zugang_endet_mit_seinem_letzten_tag(welt):
    zugang = neuer_zugang(welt, tage=1)
    for tage, offen in ((0, True), (1, True), (2, False)):
        with clock.turned_to(clock.today() + timedelta(days=tage)):
            assert gilt(zugang.klartext, Schluesselzweck.SCHNITTSTELLE) is offen


def test_wer_nichts_vom_fach_sieht_bekommt_keinen_zugang(welt):
    schnittstelle_ein()
    for wer in ("Ada", "Emil", "Nora"):
        with pytest.raises(Forbidden), transaction():
            workflow.zugangsschluessel.schnittstelle_anlegen(
                welt.person(wer), name="Bericht", gueltig_bis=clock.today()
            )


@pytest.mark.parametrize("akt", ["bearbeiten", "erneuern", "widerrufen"])
def test_fremde_schluessel_fasst_niemand_an(welt, kora, ada, akt):
    schluessel = neuer_kalender(welt)
    angaben = {"name": "Meiner"} if akt == "bearbeiten" else {}
    for wer in (kora, ada):
        with pytest.raises(Forbidden), transaction():
            getattr(workflow.zugangsschluessel, akt)(schluessel, wer, **angaben)


def test_erneuern_macht_den_alten_schluessel_wertlos(welt, mats):
    schluessel = neuer_kalender(welt)
    alt = schluessel.klartext
    with transaction():
        workflow.zugangsschluessel.erneuern(schluessel, mats)

    assert not gilt(alt)
    assert gilt(schluessel.klartext)
    assert zeilen(schluessel)[-1] == Permission.ZUGANGSSCHLUESSEL_ERNEUERN.value


def test_ein_abgelaufener_zugang_laesst_sich_erneuern(welt, mats):
    zugang = neuer_zugang(welt, tage=1)
    with clock.turned_to(clock.today() + timedelta(days=9)), transaction():
        workflow.zugangsschluessel.erneuern(zugang, mats, gueltig_bis=clock.today() + timedelta(days=30))
        assert zugang.gilt


def test_widerrufen_ist_endgueltig(welt, mats):
    schluessel = neuer_kalender(welt)
    with transaction():
        workflow.zugangsschluessel.widerrufen(schluessel, mats)

    assert not gilt(schluessel.klartext)
    assert zeilen(schluessel)[-1] == Permission.ZUGANGSSCHLUESSEL_WIDERRUFEN.value
    for akt in ("widerrufen", "erneuern"):
        with pytest.raises(Obstructed, match="widerrufen"), transaction():
            getattr(workflow.zugangsschluessel, akt)(schluessel, mats)


def test_bearbeiten_laesst_die_adresse(welt, mats):
    schluessel = neuer_kalender(welt)
    with transaction():
        workflow.zugangsschluessel.bearbeiten(schluessel, mats, name="Telefon", inhalte=[K.AUFTRAEGE], mit_titel=True)

    assert gilt(schluessel.klartext)
    assert (schluessel.name, schluessel.inhalte, schluessel.mit_titel) == ("Telefon", ["auftraege"], True)


def test_ein_name_nur_einmal_und_zehn_schluessel_sind_genug(welt, mats):
    neuer_kalender(welt, name="Outlook")
    with pytest.raises(Obstructed, match="diesem Namen"):
        neuer_kalender(welt, name="outlook ")
    for nummer in range(9):
        neuer_kalender(welt, name=f"Gerät {nummer}")
    with pytest.raises(Obstructed, match="schon 10"):
        neuer_kalender(welt, name="Noch eins")
    neuer_kalender(welt, "Mia", name="Outlook")


def test_wer_deaktiviert_wird_verliert_alle_schluessel_fuer_immer(welt, mats, ada):
    """D7 P0: dead with the next request, and still dead when the account is opened again."""
    schluessel, zugang = neuer_kalender(welt), neuer_zugang(welt)
    with transaction():
        workflow.personen.deaktivieren(mats, ada)
    assert not gilt(schluessel.klartext)
    with transaction():
        workflow.personen.reaktivieren(mats, ada)

    assert not gilt(schluessel.klartext)
    assert not gilt(zugang.klartext, Schluesselzweck.SCHNITTSTELLE)
    assert neu_gelesen(schluessel).status is S.WIDERRUFEN
    assert zeilen(schluessel)[-1] == Permission.ZUGANGSSCHLUESSEL_WIDERRUFEN.value


def test_aufraeumen_vergisst_was_lange_nichts_mehr_oeffnet(welt, mats):
    lebt, tot, zugang = neuer_kalender(welt), neuer_kalender(welt, name="Alt"), neuer_zugang(welt, tage=1)
    with transaction():
        workflow.zugangsschluessel.widerrufen(tot, mats)
    for tage, bleiben in ((29, {lebt.id, tot.id, zugang.id}), (40, {lebt.id})):
        with clock.turned_to(clock.now() + timedelta(days=tage)), transaction():
            workflow.zugangsschluessel.aufraeumen()
        assert set(session().scalars(select(Zugangsschluessel.id))) == bleiben


# --- pages ------------------------------------------------------------------------------------------------------


def test_die_adresse_steht_einmal_auf_der_seite_und_dann_nie_wieder(app, browser, welt, mats):
    mein = browser(mats)
    assert "Noch kein Kalender" in mein.get(SEITE).text

    weiter = mein.absenden(
        "/konto/schluessel/kalender_anlegen", name="Outlook", inhalte=["sitzungen", "fristen"], mit_titel="y"
    )
    einmal, danach = mein.folgen(weiter), mein.get(SEITE)

    assert weiter.ziel == f"{SEITE}#neu"
    adresse = next(e.attrs["value"] for e in einmal.alle("input", id="frisch"))
    assert adresse.startswith("http://127.0.0.1:5000/kalender/")
    assert Programm(app).fragen(adresse.removeprefix("http://127.0.0.1:5000")).status_code == 200
    assert not danach.alle("input", id="frisch")
    assert adresse not in danach.html
    assert "Outlook" in danach.text
    assert "mit Titeln" in danach.text


def test_der_schluessel_reist_versiegelt_im_cookie(browser, mats):
    """K3 P0: nothing readable in the cookie, and nobody else's page shows it."""
    mein = browser(mats)
    mein.absenden("/konto/schluessel/kalender_anlegen", name="Outlook", inhalte=["sitzungen"])
    with mein.client.session_transaction() as cookie:
        sealed = cookie["einmal"]

    fremd = browser(mats)
    with fremd.client.session_transaction() as cookie:
        cookie["einmal"] = sealed[:-6] + "AAAA=="
    assert not fremd.get(SEITE).alle("input", id="frisch")
    with fremd.client.session_transaction() as cookie:
        cookie["einmal"] = sealed
    with clock.turned_to(clock.now() + timedelta(minutes=11)):
        assert not fremd.get(SEITE).alle("input", id="frisch")
    shown = mein.get(SEITE).eins("input", id="frisch").attrs["value"]
    assert shown.rpartition("/")[2].removesuffix(".ics") not in sealed


def test_ohne_auswahl_sagt_das_formular_was_fehlt(browser, mats):
    seite = browser(mats).absenden("/konto/schluessel/kalender_anlegen", status=422, name="Outlook")

    assert "Bitte wählen Sie, was im Kalender stehen soll." in seite.text


def test_erneuern_und_widerrufen_auf_der_seite(browser, welt, mats):
    schluessel = neuer_kalender(welt)
    mein = browser(mats)

    neu = mein.folgen(mein.absenden(f"/konto/schluessel/{schluessel.id}/erneuern"))
    mein.absenden(f"/konto/schluessel/{schluessel.id}/widerrufen")
    seite = mein.get(SEITE)

    assert schluessel.klartext not in neu.eins("input", id="frisch").attrs["value"]
    assert "Widerrufen am" in seite.text
    assert "Noch kein Kalender" in seite.text


def test_die_seite_sagt_an_welchem_tag_zuletzt_gefragt_wurde_und_nie_wann(app, browser, welt, mats):
    schluessel = neuer_kalender(welt)
    assert "noch nie" in browser(mats).get(SEITE).text
    Programm(app).fragen(adresse_von(schluessel))

    assert neu_gelesen(schluessel).zuletzt_am == clock.today()
    assert f"Zuletzt benutzt {clock.today():%d.%m.%Y}" in browser(mats).get(SEITE).text


def test_solange_die_schnittstelle_aus_ist_sagt_es_die_seite(browser, mats, ada):
    assert "Die Schnittstelle ist ausgeschaltet." in browser(mats).get(SEITE).text
    assert "Schnittstelle ist" not in browser(ada).get(SEITE).text

    gescheitert = browser(mats).absenden(
        "/konto/schluessel/schnittstelle_anlegen", status=409, name="Bericht", gueltig_bis=str(clock.today())
    )
    assert "ausgeschaltet" in gescheitert.text


def test_zweimal_gesendet_ist_einmal_angelegt(browser, mats):
    """A10 P0: a retry is harmless; the key is not shown a second time."""
    mein = browser(mats)
    seite = mein.get("/konto/schluessel/kalender_anlegen")
    form = {"name": "Outlook", "inhalte": ["sitzungen"], "marke": seite.feld("marke")}
    for _ in range(2):
        mein.post("/konto/schluessel/kalender_anlegen", form, status=303)

    assert len(queries.zugangsschluessel.eigene(mats)) == 1
