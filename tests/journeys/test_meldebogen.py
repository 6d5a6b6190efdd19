"""Reporting a hurdle: on a small phone without script and account, by keyboard with an account, and deciding."""

from tests.bauen.meldungen import angaben, neue_meldung, oeffentlich_ein
from tests.bauen.themen import neues_thema
from tests.besetzung import Welt
from tests.journeys.conftest import Anmelden, Reisende


def ausfuellen(wer: Reisende, titel: str) -> Reisende:
    return wer.fuellt(
        titel=titel, von_institutionstyp="Sozialamt", zu_institutionstyp="Jobcenter", handlungsfeld="Sprache"
    )


def test_auf_dem_telefon_ohne_skript_und_ohne_konto(reise: Anmelden, welt: Welt) -> None:
    oeffentlich_ein()
    jemand, kora = reise(javascript=False, breite=360), reise("Kora")

    jemand.geht("/melden")
    assert jemand.context.cookies() == []
    assert jemand.page.locator("body").bounding_box()["width"] <= 360  # type: ignore[index]  # it is on the page
    jemand.klickt("Meldung senden", rolle="button").liest("Bitte ausfüllen.")
    ausfuellen(jemand, "Zwei Stellen warten aufeinander").klickt("Meldung senden", rolle="button")
    jemand.liest("noch nicht entschieden").liest("Bitte bewahren Sie diesen Link auf")
    assert jemand.context.cookies() == []
    link = jemand.pfad

    kora.geht("/").klickt("1 Meldung entscheiden", genau=False).klickt("Zwei Stellen warten aufeinander")
    kora.klickt("Nachfragen").fuellt(frage="Seit wann?").klickt("Nachfragen", rolle="button")
    jemand.geht(link).liest("Seit wann?").fuellt(antwort="Seit dem Sommer.").klickt("Antwort senden", rolle="button")
    jemand.liest("noch nicht entschieden")
    kora.geht("/meldungen/").klickt("Zwei Stellen warten aufeinander").liest("Seit dem Sommer.")


def test_die_oeffentliche_seite_und_der_link_sind_zugaenglich(reise: Anmelden, welt: Welt) -> None:
    oeffentlich_ein()
    jemand = reise(breite=360)

    jemand.geht("/melden")
    ausfuellen(jemand, "Zwei Stellen warten aufeinander").klickt("Meldung senden", rolle="button").liest("Link")


def test_mit_konto_nur_mit_der_tastatur(reise: Anmelden, welt: Welt) -> None:
    fatma = reise("Fatma")
    fatma.geht("/meldungen/").klickt("Hürde melden")
    page = fatma.page

    page.locator('[name="titel"]').focus()
    page.keyboard.type("Die Übergabe fehlt")
    for taste in ("S", "J", "W"):
        page.keyboard.press("Tab")
        page.keyboard.type({"S": "Sozialamt", "J": "Jobcenter", "W": "Wohnen"}[taste])
    page.keyboard.press("Tab")
    page.keyboard.type("Niemand rief an.")
    page.locator("form.kf-formular button[type=submit]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/meldungen/H-*")

    fatma.liest("Die Übergabe fehlt").liest("Niemand rief an.").liest("Jobcenter").liest(
        "Sie haben die Meldung abgegeben."
    )


def test_die_koordination_entscheidet_eine_nach_der_anderen(reise: Anmelden, welt: Welt) -> None:
    for titel in ("Die erste", "Die zweite", "Die dritte", "Die vierte"):
        neue_meldung(welt, titel=titel)
    thema = neues_thema(welt)
    kora = reise("Kora")

    kora.geht("/meldungen/").klickt("Die erste").klickt("Annehmen")
    kora.fuellt(thema=str(thema)).klickt("Annehmen", rolle="button").liest("Die zweite")
    kora.klickt("Nicht weiterverfolgen").fuellt(begruendung="Schon gelöst.")
    kora.klickt("Nicht weiterverfolgen", rolle="button").liest("Die dritte").liest("Sie haben die Meldung abgelegt.")
    kora.geht("/meldungen/")
    kora.page.get_by_label("wählen").first.check()
    kora.klickt("Thema aus den gewählten aufnehmen").fuellt(titel="Übergänge").klickt("Thema aufnehmen", rolle="button")
    kora.liest("Die dritte").geht("/meldungen/").liest("Die vierte")


def test_einfuegen_zeigt_was_aus_jeder_zeile_wird(reise: Anmelden, welt: Welt) -> None:
    kora = reise("Kora")
    text = f"Kurz gesagt\tHandlungsfeld\n{angaben(welt)['titel']}\tSprache\n\tWohnen"

    kora.geht("/meldungen/").klickt("Aus einer Tabelle einfügen").fuellt(zeilen=text)
    kora.klickt("Vorschau", rolle="button").liest("wird aufgenommen").liest("Die Spalte „Kurz gesagt“ ist leer.")
    kora.waehlt("Zeilen, die so nicht gehen, auslassen").klickt("Übernehmen", rolle="button")
    kora.liest("1 Meldung aufgenommen.").liest(angaben(welt)["titel"])
