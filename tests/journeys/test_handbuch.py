"""The handbook in a browser, and its pictures, made from the Musterkreis as it is today.

KIMFLOW_BILDER=1 (make bilder) writes the pictures into the program; without it they are only made and compared.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kimflow.web import handbuch
from seeds.musterkreis import PASSWORT, musterkreis
from tests import datenbanken
from tests.journeys.bilder import AUFNAHMEN, Aufnahme

SCHREIBEN = os.environ.get("KIMFLOW_BILDER") == "1"


@pytest.fixture(scope="module")
def gebaut(tmp_path_factory: pytest.TempPathFactory) -> Iterator[datenbanken.Datenbank]:
    with datenbanken.vorlage(tmp_path_factory.mktemp("musterkreis"), musterkreis) as made:
        yield made


@pytest.fixture(scope="module")
def datenbank(gebaut: datenbanken.Datenbank) -> datenbanken.Datenbank:
    return gebaut


def test_jedes_bild_des_handbuchs_zeigt_was_es_heute_zu_sehen_gibt(
    chromium: Browser, adresse: str, tmp_path: Path
) -> None:
    for name, aufnahme in AUFNAHMEN.items():
        width, height = aufnahme.groesse
        context = chromium.new_context(locale="de-DE", viewport={"width": width, "height": height})
        context.set_default_timeout(8_000)
        page = context.new_page()
        _hingehen(page, adresse, aufnahme)
        assert aufnahme.zeigt in page.inner_text("main"), f"{name}: {page.url}"
        file = handbuch.BILDER / f"{name}.png" if SCHREIBEN else tmp_path / f"{name}.png"
        page.screenshot(path=file, animations="disabled")
        context.close()
        stored = (handbuch.BILDER / f"{name}.png").read_bytes()
        assert stored[:8] == file.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
        assert stored[16:24] == file.read_bytes()[16:24], f"{name}: make bilder"


def _hingehen(page: Page, adresse: str, aufnahme: Aufnahme) -> None:
    page.goto(f"{adresse}/anmelden")
    page.fill("[name=mail]", f"{aufnahme.wer}@musterkreis.example")
    page.fill("[name=passwort]", PASSWORT)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_load_state()
    page.goto(adresse + aufnahme.weg[0])
    for beginn in aufnahme.weg[1:]:
        page.locator("main a", has_text=beginn).first.click()
        page.wait_for_load_state()


def test_jedes_bild_ist_eine_aufnahme_und_jede_aufnahme_steht_im_handbuch() -> None:
    shown = {bild.name for seite in handbuch.alle() for bild in seite.bilder}

    assert shown == set(AUFNAHMEN) == {file.stem for file in handbuch.BILDER.glob("*.png")}


def test_das_handbuch_liest_sich_am_telefon_ohne_konto(reise) -> None:
    gast = reise(breite=360)
    gast.geht("/hilfe")
    for seite in ("Erste Sitzung in 20 Minuten", "Für die Koordinierende Stelle"):
        gast.klickt(seite).liest("Weiter im Handbuch")
        gast.geht("/hilfe")
