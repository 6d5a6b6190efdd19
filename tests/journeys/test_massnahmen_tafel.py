"""The Maßnahmen by clicking: from the table to the board and on, many moved at once, keys in the room, and on paper."""

import re
from pathlib import Path

import pytest

from kimflow.models import Massnahme
from tests.bauen.massnahmen import in_tagen, laufende_massnahme, neuer_meilenstein
from tests.bauen.saal import aufgerufener_top
from tests.besetzung import Welt
from tests.journeys.conftest import Anmelden


@pytest.fixture
def drei(welt: Welt) -> list[Massnahme]:
    found = [laufende_massnahme(welt, titel=f"Übergabebogen {n}", frist=in_tagen(100 + n)) for n in (1, 2, 3)]
    for massnahme in found:
        neuer_meilenstein(welt, massnahme, in_=20)
    return found


@pytest.mark.parametrize(("breite", "javascript"), [(1280, True), (360, False)])
def test_angekreuzte_werden_nach_der_vorschau_verschoben(
    reise: Anmelden, drei: list[Massnahme], breite: int, javascript: bool
) -> None:
    """K5 P0: with and without JavaScript, on a phone too; no page is wider than the screen."""
    kora = reise("Kora", breite=breite, javascript=javascript)

    for seite in ("/massnahmen/zeitstrahl", "/massnahmen/tafel", "/massnahmen/"):
        kora.geht(seite).liest("Übergabebogen 1")
        assert kora.page.evaluate("document.documentElement.scrollWidth") <= breite
    for massnahme in drei[:2]:
        kora.page.get_by_label(f"{massnahme.nummer} auswählen").check()
    kora.klickt("Meilenstein verschieben …", rolle="button").fuellt(tage="28", begruendung="Die Software kommt später.")
    kora.klickt("Vorschau zeigen", rolle="button").liest(f"auf den {in_tagen(48):%d.%m.%Y}")
    kora.klickt("Meilenstein verschieben: 2 Maßnahmen", rolle="button").liest("Meilenstein verschoben: 2 Maßnahmen.")
    kora.liest("1× verschoben")


def test_in_der_sitzung_blaettern_die_pfeiltasten_und_die_notiz_steht_im_protokoll(
    reise: Anmelden, welt: Welt, drei: list[Massnahme]
) -> None:
    aufgerufener_top(welt)
    kora = reise("Kora")

    kora.geht("/massnahmen/?suche=Übergabebogen").klickt("Sitzungsansicht").liest("1 von 3")
    for taste, stelle in (("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2)):
        kora.page.keyboard.press(taste)
        kora.page.get_by_text(f"{stelle} von 3").wait_for()
    kora.schaut().waehlt("offen").fuellt(text="Das Jobcenter klärt es.").klickt("Notieren", rolle="button")
    kora.liest("Die Notiz steht im Protokoll.").liest("2 von 3")


def test_auf_papier_ist_es_querformat_mit_einer_zeile_je_massnahme(
    reise: Anmelden, drei: list[Massnahme], tmp_path: Path
) -> None:
    kora = reise("Kora").geht("/massnahmen/").klickt("Nach Institution, zum Drucken")
    file = tmp_path / "massnahmen.pdf"

    kora.page.pdf(path=str(file), prefer_css_page_size=True)

    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", file.read_bytes())
    assert len(boxes) == 1
    assert float(boxes[0][0]) > float(boxes[0][1])
    kora.page.emulate_media(media="print")
    kora.page.set_viewport_size({"width": 1050, "height": 740})
    heights = kora.page.evaluate("[...document.querySelectorAll('tbody tr')].map(row => row.offsetHeight)")
    assert len(heights) == 3
    for word in ("angekreuzten", "Suchen und filtern", "Als XLSX"):
        assert word not in kora.text
    kora.liest("Auswahl: Stand: offene")
    dots = kora.page.evaluate(
        "[...document.querySelectorAll('tbody br + span')].map(e => getComputedStyle(e, '::before').content)"
    )
    assert set(dots) == {'" · "'}


def test_auf_papier_ist_der_text_auch_bei_dunklem_schirm_dunkel(reise: Anmelden, drei: list[Massnahme]) -> None:
    kora = reise("Kora").geht("/massnahmen/?gruppe=institution")

    def farben(**schirm: str) -> list[str]:
        kora.page.emulate_media(**schirm)
        return kora.page.evaluate(
            """['h1', 'tbody a', 'tbody .kf-gedaempft', 'caption .kf-gedaempft', '.kf-nur-drucken', '.kf-ampel'].map(
                 wo => getComputedStyle(document.querySelector(wo)).color)"""
        )

    hell = farben(media="print", color_scheme="light")
    assert farben(media="screen", color_scheme="dark") != farben(media="screen", color_scheme="light")
    assert farben(media="print", color_scheme="dark") == hell
