"""A filter gets a name and is shared; somebody else opens it on a phone without JavaScript."""

from tests.bauen.themen import neues_thema
from tests.besetzung import Welt
from tests.journeys.conftest import Anmelden


def test_eine_ansicht_wird_gespeichert_geteilt_und_geloescht_und_kommt_zurueck(reise: Anmelden, welt: Welt) -> None:
    thema = neues_thema(welt, titel="Kein Sprachmittlerpool")
    kora, mats = reise("Kora"), reise("Mats", javascript=False, breite=360)

    kora.geht("/themen/").fuellt(suche="Sprachmittler").klickt("Anwenden").liest(thema.nummer)
    kora.page.get_by_role("link", name="Ansicht speichern").press("Enter")
    kora.page.wait_for_url("**/ansichten/speichern?**")
    kora.schaut().fuellt(name="Rund ums Dolmetschen").klickt("Ansicht speichern", rolle="button")
    kora.liest("Sie haben eine Ansicht gespeichert.").liest(thema.nummer)
    kora.klickt("Ansichten verwalten").klickt("Mit allen teilen: Rund ums Dolmetschen")
    kora.liest("nichts über Ratsuchende").klickt("Mit allen teilen", rolle="button").liest("Nicht mehr teilen")

    mats.geht("/themen/").page.get_by_text("Ansichten (1)").click()
    mats.schaut().klickt("Rund ums Dolmetschen").liest(thema.nummer)

    kora.klickt("Umbenennen: Rund ums Dolmetschen").fuellt(name="Dolmetschen")
    kora.klickt("Umbenennen", rolle="button").liest("Dolmetschen")
    kora.klickt("Löschen: Dolmetschen").liest("Noch keine Ansicht")
    kora.klickt("Wiederherstellen: Dolmetschen").liest("Mit allen teilen")
    assert "Dolmetschen" not in mats.geht("/themen/").text


def test_verwalten_geht_auf_dem_telefon_ohne_javascript(reise: Anmelden, welt: Welt) -> None:
    mats = reise("Mats", javascript=False, breite=360)

    mats.geht("/massnahmen/?wer=haus").klickt("Ansicht speichern", rolle="link").fuellt(name="Mein Haus")
    mats.klickt("Ansicht speichern", rolle="button").liest("Sie haben eine Ansicht gespeichert.")
    mats.page.get_by_text("Ansichten (1)").click()
    mats.schaut().klickt("Ansichten verwalten").klickt("Umbenennen: Mein Haus")
    mats.fuellt(name="Unser Haus").klickt("Umbenennen", rolle="button").liest("Unser Haus")
    mats.klickt("Löschen: Unser Haus").liest("Gelöscht").klickt("Wiederherstellen: Unser Haus").liest(
        "Mit allen teilen"
    )
