"""The report in thirty seconds: from the reminder mail to the moved date on the table, by thumb on a small phone."""

import re
import sys
import time
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from kimflow import clock
from kimflow.db import session, transaction
from kimflow.models import Einzellink, Massnahme, Nachricht
from tests.bauen.massnahmen import laufende_massnahme, neu_gelesen, neuer_meilenstein
from tests.bauen.sitzungen import neue_sitzung
from tests.besetzung import Welt
from tests.journeys.conftest import Anmelden, Reisende


class Daumen:
    """One person's touches on a phone, counted: taps on the page, and fields typed into."""

    def __init__(self, wer: Reisende) -> None:
        self.wer, self.getippt, self.geschrieben = wer, 0, 0

    def tippt(self, text: str, rolle: str) -> None:
        found = self.wer.page.get_by_role(rolle, name=text, exact=True)  # type: ignore[arg-type]
        if self.wer.javascript:
            found.tap()
        else:
            found.click()
        self.getippt += 1

    def schreibt(self, feld: str, text: str) -> None:
        self.wer.page.locator(f'[name="{feld}"]').fill(text)
        self.geschrieben += 1


def um_rueckmeldung_gebeten(kora: Reisende, massnahme: Massnahme) -> str:
    """Kora presses the button; the path of the link in the mail that this wrote."""
    known = set(session().scalars(select(Nachricht.id)))
    kora.geht(f"/massnahmen/{massnahme.nummer}")
    with kora.page.expect_response(lambda response: response.url.endswith("/erinnern")):
        kora.klickt("Um Rückmeldung bitten", rolle="button")
    session().rollback()  # what this test read before is older
    letters = select(Nachricht.text).where(Nachricht.anlass == "massnahme.erinnern", Nachricht.id.not_in(known))
    text = session().scalars(letters).one()
    found = re.search(r"/link/[^/\s]+/rueckmeldung", text)
    assert found
    return found.group()


@pytest.mark.parametrize("javascript", [True, False], ids=["mit", "ohne"])
def test_von_der_mail_zum_verschobenen_termin_in_dreissig_sekunden(
    reise: Anmelden, welt: Welt, javascript: bool
) -> None:
    massnahme = laufende_massnahme(welt)
    neuer_meilenstein(welt, massnahme, in_=10)
    sitzung = neue_sitzung(welt)
    neu = clock.today() + timedelta(days=45)
    kora = reise("Kora", javascript=javascript)
    link = um_rueckmeldung_gebeten(kora, massnahme)

    # --- the phone: nobody is signed in, and there is the form and nothing else ---
    paul = reise(javascript=javascript, breite=360, finger=javascript)
    begun = time.monotonic()
    paul.geht(link).liest("Übergabebogen einführen")
    daumen = Daumen(paul)
    daumen.getippt += 1  # the link in the mail
    assert paul.page.locator("header nav, main nav, main a, input[type=password]").count() == 0
    assert paul.page.locator("form").count() == 1
    assert paul.page.get_by_role("button").count() == 1
    daumen.tippt("verzögert", "radio")
    daumen.schreibt("satz", "Die Software kommt später.")
    daumen.schreibt("neues_datum", neu.isoformat())
    daumen.schreibt("begruendung", "Der Anbieter liefert im neuen Jahr.")
    daumen.tippt("Rückmeldung senden", "button")
    paul.page.wait_for_url("**/gesendet")
    paul.liest("Danke, Ihre Rückmeldung ist angekommen.").schaut()
    seconds = time.monotonic() - begun
    sys.stdout.write(f"\nVom Klick bis „gesendet“: {seconds:.1f} s\n")
    assert (daumen.getippt, daumen.geschrieben) == (3, 3)

    # --- the table and the page say it, with the reason ---
    kora.geht("/massnahmen/").liest(f"{neu:%d.%m.%Y}").liest("1× verschoben").liest("verzögert")
    kora.klickt("Übergabebogen einführen").liest(f"{neu:%d.%m.%Y}").liest("1× verschoben")
    kora.liest("Der Anbieter liefert im neuen Jahr.").liest("Die Software kommt später.")

    # --- "Hilfe nötig", asked for another day, proposes itself and becomes an item ---
    with transaction() as s:
        s.execute(update(Einzellink).values(erstellt_am=clock.now() - timedelta(days=1)))
    paul.geht(um_rueckmeldung_gebeten(kora, massnahme))
    daumen = Daumen(paul)
    daumen.tippt("Hilfe nötig", "radio")
    daumen.schreibt("satz", "Ohne Zusage der Haushaltsmittel geht es nicht weiter.")
    daumen.tippt("Rückmeldung senden", "button")
    paul.page.wait_for_url("**/gesendet")
    assert (daumen.getippt, daumen.geschrieben) == (2, 1)

    kora.geht("/").liest("Hilfe nötig").geht(f"/sitzungen/{sitzung.nummer}")
    kora.liest("In der letzten Rückmeldung steht: Hilfe nötig.")
    kora.klickt("Aufnehmen: Übergabebogen einführen", rolle="button").liest("TOP 1")
    assert "In der letzten Rückmeldung steht: Hilfe nötig." not in kora.text
    kora.geht(f"/sitzungen/{sitzung.nummer}").liest("Übergabebogen einführen")
    session().rollback()
    assert len(neu_gelesen(massnahme).rueckmeldungen) == 2
