"""After a geheime Stimme is cast, Back shows nothing of it (ZUSAGEN B8)."""

import pytest

from kimflow.db import session
from tests.bauen.abstimmungen import geheime_abstimmung, stimmabgabe

JOBCENTER = "Jobcenter Musterkreis"


@pytest.mark.parametrize("mit_javascript", [True, False], ids=["mit JavaScript", "ohne JavaScript"])
def test_zurueck_nach_der_abgabe_zeigt_keine_wahl(welt, reise, mit_javascript):
    """B8 P0: a browser keeps filled-in pages to go back to; this one is fetched anew, and has no form left."""
    runde = geheime_abstimmung(welt)
    url = f"/abstimmungen/{runde.nummer}/geheim/{stimmabgabe(runde, JOBCENTER).id}"
    name = f"option-{runde.optionen[0].id}"
    session().rollback()
    mats = reise("Mats", javascript=mit_javascript)
    mats.geht(url)
    page = mats.page
    page.fill(f"[name={name}]", "6")
    page.check("[name=endgueltig]")
    page.click("main button[type=submit]")
    page.wait_for_url(f"**{url}/abgegeben")
    mats.schaut()

    page.go_back()

    mats.schaut()
    assert page.locator(f"[name={name}]").count() == 0
    assert "Geheime Stimmen sind endgültig" in page.inner_text("main")
