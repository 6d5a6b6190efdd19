"""Table cards: printing them, and coming in with one – or not."""

from datetime import timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Besetzung, Person, Sitzung
from kimflow.web import wandzeichen
from tests.bauen.gremien import neuer_sitz
from tests.bauen.saal import da, laufende_sitzung
from tests.bauen.sitzungen import eingeladene_sitzung
from tests.besetzung import Welt

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
GAST = {"name": "Gunnar Gast", "funktion": "Teamleitung", "mail": "gunnar@musterkreis.example"}


def karte(welt: Welt, sitzung: Sitzung, sitz: str = JOBCENTER) -> str:
    seat = welt.sitz(sitz)
    return f"/tisch/{sitzung.nummer}/{seat.id}/{wandzeichen.tisch(sitzung, seat)}"


def gaeste() -> int:
    return session().query(Person).filter_by(mail=GAST["mail"]).count()


def test_jeder_heutige_sitz_bekommt_eine_karte(welt, browser, kora):
    alt = neuer_sitz(welt, bezeichnung="Alter Sitz", bis=clock.today() - timedelta(days=1))
    sitzung = eingeladene_sitzung(welt)

    seite = browser(kora).get(f"/sitzungen/{sitzung.nummer}/tischkarten", status=200)

    assert [k.attrs["aria-label"] for k in seite.alle("section", class_="kf-tischkarte")] == [
        f"Tischkarte {s}" for s in (JOBCENTER, ABH, "Integrationsrat Musterkreis")
    ]
    assert alt.bezeichnung not in seite.text
    assert karte(welt, sitzung) in seite.text
    assert len(seite.alle("svg", class_="kf-qr")) == 3


@pytest.mark.parametrize(("wer", "status"), [("Mats", 403), ("Bibi", 403), ("Paula", 404)])
def test_karten_druckt_wer_die_sitzung_leitet(welt, browser, wer, status):
    browser(welt.person(wer)).get(f"/sitzungen/{eingeladene_sitzung(welt).nummer}/tischkarten", status=status)


def test_mit_der_karte_nimmt_man_ohne_konto_teil(welt, browser):
    sitzung = laufende_sitzung(welt)
    b = browser()

    seite = b.folgen(b.absenden(karte(welt, sitzung), **GAST))

    assert "Gunnar Gast" in seite.text
    assert "Hand heben" in seite.text
    assert session().query(Besetzung).filter_by(sitzung_id=sitzung.id).one().person.mail == GAST["mail"]


def test_wer_angemeldet_ist_landet_auf_der_eigenen_seite(welt, browser, mats):
    sitzung = laufende_sitzung(welt)

    assert browser(mats).get(karte(welt, sitzung), status=303).ziel == f"/sitzungen/{sitzung.nummer}/meine"


def test_eine_falsche_oder_alte_karte_oeffnet_nichts(welt, browser):
    sitzung, andere = laufende_sitzung(welt), laufende_sitzung(welt)
    fremd = karte(welt, andere).rpartition("/")[2]
    sitz, zweiter = welt.sitz(JOBCENTER).id, welt.sitz(ABH).id
    eigen = karte(welt, sitzung).rpartition("/")[2]

    for weg in (
        f"/tisch/{sitzung.nummer}/{sitz}/{fremd}",
        f"/tisch/{sitzung.nummer}/{zweiter}/{eigen}",
        f"/tisch/{sitzung.nummer}/999999/{eigen}",
        f"/tisch/S-1999-001/{sitz}/{eigen}",
        f"/tisch/{sitzung.nummer}/{sitz}/x",
    ):
        assert "Diese Karte gilt nicht" in browser().get(weg, status=410).text
        browser().post(weg, GAST, status=410)
    assert gaeste() == 0


def test_die_karte_eines_abgeschafften_sitzes_gilt_nicht_mehr(welt, browser):
    sitzung = laufende_sitzung(welt)
    weg = karte(welt, sitzung)
    with transaction():
        welt.sitz(JOBCENTER).bis = clock.today() - timedelta(days=1)

    browser().get(weg, status=410)


def test_vor_und_nach_der_sitzung_steht_da_was_ist(welt, browser, kora):
    sitzung = eingeladene_sitzung(welt)
    weg = karte(welt, sitzung)
    assert "noch nicht begonnen" in browser().get(weg, status=200).text
    browser().post(weg, GAST, status=200)
    with transaction():
        workflow.sitzungen.eroeffnen(sitzung, kora)
        workflow.sitzungen.schliessen(sitzung, kora)

    assert "Die Sitzung ist beendet." in browser().get(weg, status=410).text
    browser().post(weg, GAST, status=410)
    assert gaeste() == 0


def test_wer_ein_konto_hat_wird_nicht_mit_der_karte_angemeldet(welt, browser, vera):
    """D8 P0: a card lies open on a table."""
    sitzung = laufende_sitzung(welt)
    b = browser()

    seite = b.absenden(karte(welt, sitzung), status=409, **(GAST | {"mail": vera.mail}))

    assert "Bitte melden Sie sich an" in seite.text
    assert seite.feld("name") == "Gunnar Gast"
    b.get("/", status=303)


def test_auf_einem_besetzten_stuhl_nimmt_niemand_platz(welt, browser):
    sitzung = laufende_sitzung(welt)
    da(welt, sitzung, JOBCENTER, "Mats")

    browser().absenden(karte(welt, sitzung), status=409, **GAST)

    assert gaeste() == 0


def test_wer_nichts_ausfuellt_bekommt_das_formular_zurueck(welt, browser):
    browser().absenden(karte(welt, laufende_sitzung(welt)), status=422, name="", funktion="", mail="keine")


def test_durchprobieren_wird_gebremst(welt, browser, vera):
    """J4 P0: nobody finds out by a card who has an account."""
    sitzung = laufende_sitzung(welt)
    b, weg = browser(), karte(welt, sitzung)
    for _ in range(5):
        b.post(weg, GAST | {"mail": vera.mail}, status=409)

    seite = b.post(weg, GAST, status=409)

    assert "zu viele Versuche" in seite.text
    assert gaeste() == 0


def test_die_moderation_nimmt_eine_anmeldung_zurueck(welt, browser, kora):
    sitzung = laufende_sitzung(welt)
    gast = browser()
    meine = gast.absenden(karte(welt, sitzung), **GAST).ziel
    person = session().query(Person).filter_by(mail=GAST["mail"]).one()
    b = browser(kora)
    assert "Gunnar Gast" in b.get(f"/sitzungen/{sitzung.nummer}/tischkarten").text

    b.absenden(f"/sitzungen/{sitzung.nummer}/am_tisch_abmelden", wen=person.id)

    gast.get(meine, status=410)
