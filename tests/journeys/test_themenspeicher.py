"""The Themenspeicher by clicking: two Themen become one and two again; the Tischvorlage is one sheet of paper."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kimflow import workflow
from kimflow.db import transaction
from kimflow.models import Stufe, Thema
from tests.bauen.themen import neue_bruchstellen, neue_weitergabe, neues_thema, steckbrief
from tests.besetzung import Welt
from tests.journeys.conftest import Anmelden

SATZ = "Die Bescheide kommen nacheinander statt zugleich, und niemand fühlt sich für den Übergang zuständig. "


@pytest.fixture
def paar(welt: Welt) -> tuple[Thema, Thema]:
    """Two Themen about the same interface, with one case in common."""
    eine, gemeinsame, andere = neue_bruchstellen(welt, 3)
    return (
        neues_thema(welt, titel="Lücke nach der Anerkennung", bruchstellen=[eine, gemeinsame]),
        neues_thema(welt, titel="Übergang ins SGB II", bruchstellen=[gemeinsame, andere]),
    )


@pytest.mark.parametrize(("breite", "javascript"), [(1280, True), (360, True), (360, False)])
def test_zwei_themen_werden_eines_und_wieder_zwei(
    reise: Anmelden, paar: tuple[Thema, Thema], breite: int, javascript: bool
) -> None:
    """K5 P0: with and without JavaScript, on a phone too."""
    thema, ziel = paar
    kora = reise("Kora", breite=breite, javascript=javascript)

    kora.geht(f"/themen/{thema.nummer}/zusammenfuehren").liest("gleiche Schnittstelle")
    kora.fuellt(ziel=ziel.nummer).klickt("Zusammenführen", rolle="button")
    kora.liest(f"{thema.nummer} wurde am").liest("Zusammengeführte Themen")
    assert kora.pfad == f"/themen/{ziel.nummer}"
    assert kora.page.locator("section[aria-labelledby=grundlagen] li").count() == 3

    kora.geht("/themen/?status=zusammengefuehrt").liest(thema.titel)
    kora.geht(f"/themen/{ziel.nummer}").klickt("Trennen", rolle="link").klickt("Trennen", rolle="button")
    assert kora.pfad == f"/themen/{thema.nummer}"
    assert kora.page.locator("section[aria-labelledby=grundlagen] li").count() == 2
    kora.geht(f"/themen/{ziel.nummer}")
    assert kora.page.locator("section[aria-labelledby=grundlagen] li").count() == 2


def test_nur_mit_der_tastatur_wird_eingeschaetzt_und_geprueft(reise: Anmelden, paar: tuple[Thema, Thema]) -> None:
    """K2 P0: every step by keyboard alone."""
    thema, nachbar = paar
    kora = reise("Kora")
    kora.geht(f"/themen/{thema.nummer}/einschaetzen")
    keys = kora.page.keyboard
    for stufe in ("hoch", "gering", "mittel"):
        while kora.page.evaluate("document.activeElement.type") != "radio":
            keys.press("Tab")
        keys.press("Space")
        for _ in range(("hoch", "mittel", "gering").index(stufe)):
            keys.press("ArrowDown")
        keys.press("Tab")
    kora.page.locator("[name=einschaetzung]").focus()
    keys.type("Zwei Häuser können es allein.")
    keys.press("Tab")
    keys.press("Enter")
    kora.page.wait_for_url(f"**/themen/{thema.nummer}")
    kora.schaut().liest("Dringlichkeit: hoch · Einfluss vor Ort: gering · Aufwand: mittel")

    kora.geht(f"/themen/{thema.nummer}/doppelstruktur_pruefen").liest(nachbar.titel)
    kora.fuellt(doppelstruktur="Abgegrenzt.").klickt("Auf Doppelstrukturen prüfen", rolle="button").liest("Abgegrenzt.")
    kora.geht("/themen/?status=speicher&sortierung=dringlichkeit").liest("hoch")
    expect(kora.page.locator("tbody tr").first).to_contain_text(thema.titel)


def test_weitergegeben_beantwortet_abgeschlossen(reise: Anmelden, welt: Welt, paar: tuple[Thema, Thema]) -> None:
    thema = paar[0]
    weitergabe = neue_weitergabe(welt, thema)
    kora = reise("Kora", breite=360)
    kora.geht("/themen/").klickt("Weitergaben", rolle="link").liest(weitergabe.an)

    kora.geht(f"/themen/{thema.nummer}").klickt("Antwort festhalten", rolle="link")
    kora.fuellt(antwort="Eine Änderung ist in Vorbereitung.").klickt("Antwort festhalten", rolle="button")
    kora.liest("Eine Änderung ist in Vorbereitung.").klickt("Weitergabe abschließen", rolle="link")
    kora.klickt("Weitergabe abschließen", rolle="button").liest("erledigt")
    kora.geht("/weitergaben/").liest("Keine offene Weitergabe")


def test_die_tischvorlage_passt_auf_eine_seite(reise: Anmelden, welt: Welt, tmp_path: Path) -> None:
    """FACH §6: Themensteckbrief, one page – with texts of the usual length and the views of three houses."""
    thema = neues_thema(welt, bruchstellen=6)
    lang = dict.fromkeys(("wirkung_menschen", "wirkung_stellen", "warum_jetzt", "gefragt"), SATZ * 3)
    options = "\n".join(f"- {SATZ}" for _ in range(3))
    steckbrief(thema, welt, problem=SATZ * 2, doppelstruktur=SATZ * 2, moeglichkeiten=options, **lang)
    kora = welt.person("Kora")
    with transaction():
        workflow.themen.einschaetzen(
            thema, kora, dringlichkeit=Stufe.HOCH, einfluss=Stufe.MITTEL, aufwand=Stufe.GERING, einschaetzung=SATZ
        )
        houses = {"Jobcenter": "Mats", "ABH": "Mia", "Sozialamt": "Paula"}
        workflow.themen.stellungnahmen_erbitten(thema, kora, institutionen=[welt.institution(name) for name in houses])
        for s in thema.stellungnahmen:
            workflow.stellungnahmen.abgeben(s, welt.person(houses[s.institution.kurzname]), text=SATZ * 3)

    mats = reise("Mats").geht(f"/themen/{thema.nummer}/steckbrief")
    file = tmp_path / "steckbrief.pdf"
    mats.page.pdf(path=str(file), prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", file.read_bytes())) == 1
    mats.page.emulate_media(media="print")
    for word in ("Sicht der beteiligten Stellen", "Sozialamt Musterkreis", "Doppelstrukturen", "Aufwand: gering"):
        mats.liest(word)
    assert "Als DOCX" not in mats.text
