"""All papers of a meeting as one PDF: what is in it and in which order, where it is offered, what it costs."""

import pytest

from kimflow import workflow
from kimflow.db import transaction
from kimflow.models import Linkzweck, ThemaStatus, Topart
from tests.bauen.sitzungen import antwort_von, eingeladene_sitzung, neue_sitzung, neuer_top
from tests.bauen.themen import thema_im_stand, vorgelegtes_thema, zusammengefuehrtes_thema
from tests.bauen.zielvereinbarungen import eingereichte_zielvereinbarung
from tests.dokumente.lesen import aus_pdf, merkmale, ohne_luecken

OHNE = "mappe-ohne-vertrauliche-teile"


@pytest.fixture
def sitzung(welt):
    """First a Zielvereinbarung, then two Themen, of which one went into another."""
    meeting = neue_sitzung(welt)
    draft = eingereichte_zielvereinbarung(welt)
    neuer_top(welt, meeting, titel="Leistungen", art=Topart.BESCHLUSS, zielvereinbarungen=[draft])
    themen = [vorgelegtes_thema(welt, titel="Wohnen & Miete"), zusammengefuehrtes_thema(welt, titel="Kinder")]
    neuer_top(welt, meeting, titel="Neues", art=Topart.BERATUNG, themen=themen)
    return eingeladene_sitzung(welt, meeting)


def mappe(browser, wer, sitzung, art="mappe"):
    antwort = browser(wer).get(f"/sitzungen/{sitzung.nummer}/{art}.pdf", status=200)
    return antwort, antwort.response.data


def test_die_mappe_hat_einladung_und_papiere_in_der_reihenfolge_der_tagesordnung(browser, mats, sitzung):
    answer, content = mappe(browser, mats, sitzung)
    found, text = merkmale(content), aus_pdf(content)
    draft, (wohnen, kinder) = sitzung.tops[0].gegenstaende[0].zielvereinbarung, sitzung.tops[1].gegenstaende
    heute = kinder.thema.zusammengefuehrt_in

    parts = [
        f"Einladung zur Sitzung {sitzung.nummer}",
        f"TOP 1: {draft.nummer} {draft.titel}, Fassung 1.1",
        *sorted(f"TOP 2: {thema}" for thema in (wohnen.thema, heute)),
    ]
    assert [title for title in found.gliederung if title in parts] == parts
    assert found.gliederung[:2] == [f"Unterlagen zur Sitzung {sitzung.nummer}", "Inhalt"]
    assert found.seiten == 1 + len(parts)
    first = ohne_luecken(text.partition(draft.zielzustand.split("*")[0])[0])
    assert all(ohne_luecken(part) in first for part in parts)
    assert (found.sprache, found.ua, found.ohne_alternativtext) == ("de", "1", 0)
    assert found.marken["/Link"] >= len(parts)
    assert all(found.schriften.values())
    assert answer.headers["Content-Disposition"] == f'attachment; filename="Mappe-{sitzung.nummer}.pdf"'


def test_ohne_vertrauliche_teile_bleibt_was_beschlossen_ist(browser, welt, mats, sitzung):
    thema = thema_im_stand(welt, ThemaStatus.PRIORISIERT)
    neuer_top(welt, sitzung, titel="Stand", art=Topart.INFORMATION, themen=[thema])

    _, content = mappe(browser, mats, sitzung, OHNE)

    assert [t for t in merkmale(content).gliederung if t.startswith(("TOP", "Tages"))] == [
        f"Tagesordnung der Sitzung {sitzung.nummer}", "Tagesordnung", f"TOP 3: {thema}",
    ]  # fmt: skip
    text = ohne_luecken(aus_pdf(content))
    assert ohne_luecken("Nicht enthalten sind interne Unterlagen, Entwürfe") in text
    assert "SichtderbeteiligtenStellen" not in text


def test_eine_sitzung_ohne_tagesordnung_hat_auch_eine_mappe(browser, welt, mats):
    meeting = neue_sitzung(welt)

    for art in ("mappe", OHNE):
        assert ohne_luecken("Die Tagesordnung folgt.") in ohne_luecken(aus_pdf(mappe(browser, mats, meeting, art)[1]))


def test_eine_abgesagte_sagt_es_der_oeffentlichkeit_ohne_grund(browser, mats, kora, sitzung):
    with transaction():
        workflow.sitzungen.absagen(sitzung, kora, begruendung="Der Vorsitz ist krank.")

    inside, outside = (aus_pdf(mappe(browser, mats, sitzung, art)[1]) for art in ("mappe", OHNE))
    assert "Diese Sitzung ist abgesagt." in inside
    assert "Diese Sitzung ist abgesagt." in outside
    assert ("krank" in inside, "krank" in outside) == (True, False)


def test_mehr_punkte_kosten_keine_anweisung_mehr(browser, welt, mats, sitzung):
    url = f"/sitzungen/{sitzung.nummer}/mappe.pdf"
    before = browser(mats).anweisungen(url)
    for _ in range(3):
        themen = [vorgelegtes_thema(welt), zusammengefuehrtes_thema(welt)]
        neuer_top(welt, sitzung, themen=themen, zielvereinbarungen=[eingereichte_zielvereinbarung(welt)])

    assert browser(mats).anweisungen(url) <= before <= 50


def test_die_mappe_liegt_an_der_sitzung_und_an_der_eigenen_seite(browser, mats, sitzung):
    page = browser(mats).get(f"/sitzungen/{sitzung.nummer}", status=200)
    assert page.eins("a", href=f"/sitzungen/{sitzung.nummer}/mappe.pdf")
    assert page.eins("a", href=f"/sitzungen/{sitzung.nummer}/{OHNE}.pdf")
    assert (
        browser(mats).get(f"/sitzungen/{sitzung.nummer}/meine").eins("a", href=f"/sitzungen/{sitzung.nummer}/mappe.pdf")
    )


def test_der_link_aus_der_mail_fuehrt_zur_mappe_dieser_person_und_endet_mit_ihr(browser, welt, mats, sitzung):
    """D7 P0, D8 P0: the same file as signed in, the same day; nothing once the Sitz is somebody else's."""
    answer = antwort_von(sitzung, "Jobcenter Musterkreis")
    with transaction():
        token = workflow.einzellinks.ausstellen(
            mats, Linkzweck.EINLADUNG_BEANTWORTEN, answer.id, workflow.einzellinks.bis_heute_nacht()
        )
    url = f"/link/{token}/sitzung/mappe.pdf"
    assert browser().get(f"/link/{token}/sitzung").eins("a", href=url)
    assert browser().get(url, status=200).response.data == mappe(browser, mats, sitzung)[1]

    with transaction():
        workflow.personen.deaktivieren(welt.person("Mats"), welt.person("Ada"))
    browser().get(url, status=410)
