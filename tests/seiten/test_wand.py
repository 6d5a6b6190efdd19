"""The wall: whom its address opens, what it shows when – and that nobody is ever named on it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event

from kimflow import clock, workflow
from kimflow.db import extension, session, transaction
from kimflow.models import (
    Abstimmung,
    Geheimhaltung,
    Mehrheitsregel,
    Methode,
    Person,
    Sitz,
    Sitzung,
    Stimmwort,
    Topart,
    Wandbild,
)
from kimflow.web import wandzeichen
from tests.bauen.abstimmungen import (
    festgestellte_abstimmung,
    geschlossene_abstimmung,
    mehr_sitze,
    neue_abstimmung,
    offene_abstimmung,
    stimmen,
    zustimmung,
)
from tests.bauen.saal import aufgerufener_top, laufende_sitzung
from tests.bauen.sitzungen import laufender_top
from tests.bauen.wand import offene_wand, zeigen
from tests.bauen.zielvereinbarungen import eingereichte_zielvereinbarung
from tests.besetzung import Welt

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


def ausgezaehlt(welt: Welt, **kw: object) -> tuple[Abstimmung, str]:
    """A counted round of the item that is being talked about, and its wall showing the result."""
    mehr_sitze(welt, 4)
    abstimmung = neue_abstimmung(welt, **kw)
    sitzung = abstimmung.top.sitzung
    aufgerufener_top(welt, abstimmung.top)
    wand = offene_wand(welt, sitzung)
    offene_abstimmung(welt, abstimmung)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])
    stimmen(welt, abstimmung, "Mia", ABH, [5, 5])
    geschlossene_abstimmung(welt, abstimmung)
    zeigen(welt, sitzung, Wandbild.ERGEBNIS)
    return abstimmung, wand


# --- whom it opens ----------------------------------------------------------------------------------------------


def test_die_wand_braucht_kein_konto_und_kein_menue(welt, browser):
    wand = offene_wand(welt, laufende_sitzung(welt))

    seite = browser().get(wand, status=200)

    assert seite.alle("nav") == seite.alle("form") == []
    assert seite.headers["Cache-Control"] == "no-store"
    assert "noindex" in {e.attrs["content"] for e in seite.alle("meta", content=None)}


def test_wer_eine_neue_wand_oeffnet_macht_die_alte_zu(welt, browser):
    sitzung = laufende_sitzung(welt)
    alte = offene_wand(welt, sitzung)
    neue = offene_wand(welt, sitzung)

    assert alte != neue
    for teil in ("", "/teil", "/live"):
        browser().get(alte + teil, status=410)
    browser().get(neue, status=200)


def test_eine_geschlossene_wand_zeigt_nichts_mehr(welt, browser, kora):
    sitzung = laufende_sitzung(welt)
    wand = offene_wand(welt, sitzung)
    with transaction():
        workflow.moderation.wand_schliessen(sitzung, kora)

    for teil in ("", "/teil", "/live"):
        assert "Punkt 1" not in browser().get(wand + teil, status=410).text


def test_erraten_laesst_sich_keine_wand(welt, browser):
    """The answer is the same for a meeting that has no wall, for another token, and for no meeting at all."""
    sitzung, andere = laufende_sitzung(welt), laufende_sitzung(welt)
    offene_wand(welt, sitzung)
    fremd = offene_wand(welt, andere).rpartition("/")[2]

    seiten = [
        browser().get(f"/wand/{nummer}/{zeichen}", status=410)
        for nummer, zeichen in ((sitzung.nummer, "x"), (sitzung.nummer, fremd), ("S-1999-001", fremd))
    ]

    assert len({seite.text for seite in seiten}) == 1


def test_vor_dem_ersten_oeffnen_gilt_kein_zeichen(welt, browser):
    sitzung = laufende_sitzung(welt)

    browser().get(f"/wand/{sitzung.nummer}/{wandzeichen.token(sitzung)}", status=410)


def test_ein_zeichen_hat_128_bit_und_verraet_nichts(welt):
    sitzung = laufende_sitzung(welt)

    assert len(wandzeichen.token(sitzung)) == 22
    assert wandzeichen.token(sitzung) != wandzeichen.tisch(sitzung, welt.sitz(JOBCENTER))


# --- what it shows ----------------------------------------------------------------------------------------------


def test_ohne_aufgerufenen_punkt_steht_die_tagesordnung_da(welt, browser):
    sitzung = laufende_sitzung(welt)

    text = browser().get(offene_wand(welt, sitzung)).text

    assert "Lenkungsgruppe" in text
    assert "Punkt 1 Punkt 2 Punkt 3" in text


def test_der_aufgerufene_punkt_steht_gross_da_mit_der_uhr(welt, browser, kora):
    top = aufgerufener_top(welt)
    with transaction():
        workflow.moderation.uhr_stellen(top.sitzung, kora, minuten=5)

    seite = browser().get(offene_wand(welt, top.sitzung))

    assert seite.eins("h1").text == "Punkt 1"
    assert seite.eins("span", class_="kf-wand__uhr").attrs["data-bis"] == top.sitzung.uhr_bis.isoformat()


def test_der_naechste_punkt_ist_der_nach_dem_laufenden(welt, browser):
    top = aufgerufener_top(welt)
    zeigen(welt, top.sitzung, Wandbild.NAECHSTER)

    assert browser().get(offene_wand(welt, top.sitzung)).eins("h1").text == "Punkt 2"


def test_leer_zeigt_nur_den_namen_des_gremiums(welt, browser):
    top = aufgerufener_top(welt)
    zeigen(welt, top.sitzung, Wandbild.LEER)

    seite = browser().get(offene_wand(welt, top.sitzung))

    assert "Punkt" not in seite.text
    assert seite.eins("h1").text == "Lenkungsgruppe"


def test_eine_offene_runde_zeigt_frage_beteiligung_und_den_weg_dorthin(welt, browser):
    abstimmung = zustimmung(welt)
    aufgerufener_top(welt, abstimmung.top)
    offene_abstimmung(welt, abstimmung)
    wand = offene_wand(welt, abstimmung.top.sitzung)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=Stimmwort.EINWAND, begruendung="Zu teuer")

    seite = browser().get(wand)

    assert "Stimmen wir zu?" in seite.text
    assert "1 von 2 abgegeben" in seite.text
    assert seite.eins("svg", class_="kf-qr").attrs["role"] == "img"


def test_das_ergebnis_steht_nur_da_wenn_es_gezeigt_wird(welt, browser):
    """A9 P0: closed is not shown; showing it is a step of its own."""
    abstimmung, wand = ausgezaehlt(welt)
    zeigen(welt, abstimmung.top.sitzung, Wandbild.PUNKT)
    assert "Wohnen" not in browser().get(wand).text

    zeigen(welt, abstimmung.top.sitzung, Wandbild.ERGEBNIS)

    seite = browser().get(wand)
    assert "Wohnen" in seite.text
    assert "2 von 6 Sitzen haben abgestimmt." in seite.text


def test_ohne_ausgezaehlte_runde_gibt_es_kein_ergebnis(welt, browser):
    """A9 P0."""
    abstimmung = neue_abstimmung(welt)
    aufgerufener_top(welt, abstimmung.top)
    offene_abstimmung(welt, abstimmung)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])
    zeigen(welt, abstimmung.top.sitzung, Wandbild.ERGEBNIS)

    text = browser().get(offene_wand(welt, abstimmung.top.sitzung)).text

    assert "1 von 2 abgegeben" in text
    assert "Wohnen" not in text


def _namen() -> set[str]:
    """Whoever could be named: every person and every Sitz."""
    return {p.name for p in session().query(Person)} | {s.bezeichnung for s in session().query(Sitz)}


G, M = Geheimhaltung, {"methode": Methode.MEHRHEIT, "mehrheit": Mehrheitsregel.EINFACH}


@pytest.mark.parametrize(
    ("regeln", "worte", "urteil"),
    [
        ({"geheimhaltung": G.OFFEN}, ("einwand", "zustimmung"), "Keine Zustimmung"),
        ({"geheimhaltung": G.VERTRAULICH}, ("einwand", "zustimmung"), "Keine Zustimmung"),
        ({"geheimhaltung": G.GEHEIM, **M}, ("ja", "nein"), "Gleichstand"),
    ],
)
def test_an_der_wand_steht_nie_ein_name(welt, browser, regeln, worte, urteil):
    """B3 P0, B4 P0: in no kind of round."""
    mehr_sitze(welt, 4)
    abstimmung = zustimmung(welt, **regeln)
    sitzung: Sitzung = abstimmung.top.sitzung
    aufgerufener_top(welt, abstimmung.top)
    wand = offene_wand(welt, sitzung)
    offene_abstimmung(welt, abstimmung)
    grund = {"begruendung": "Frau Muster war dagegen"} if worte[0] == "einwand" else {}
    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=Stimmwort(worte[0]), **grund)
    stimmen(welt, abstimmung, "Mia", ABH, wort=Stimmwort(worte[1]))
    stand = browser().get(wand).text
    festgestellte_abstimmung(welt, abstimmung)
    zeigen(welt, sitzung, Wandbild.ERGEBNIS)

    text = stand + browser().get(wand).text

    assert urteil in text
    assert [name for name in _namen() if name in text] == []
    assert "Frau Muster" not in text


def test_auch_wer_handeln_muss_und_fehlt_wird_an_der_wand_nicht_genannt(welt, browser):
    """The page of the round names it; the wall says how many."""
    top = laufender_top(welt, art=Topart.BESCHLUSS, zielvereinbarungen=[eingereichte_zielvereinbarung(welt)])
    abstimmung = offene_abstimmung(welt, zustimmung(welt, top))
    stimmen(welt, abstimmung, "Mia", ABH, wort=Stimmwort.ZUSTIMMUNG)
    aufgerufener_top(welt, top)
    geschlossene_abstimmung(welt, abstimmung)
    zeigen(welt, top.sitzung, Wandbild.ERGEBNIS)

    text = browser().get(offene_wand(welt, top.sitzung)).text

    assert "Eine Stelle, die handeln muss, hat noch nicht zugestimmt." in text
    assert [name for name in (JOBCENTER, "Sozialamt", "Caritas") if name in text] == []


def test_nach_dem_ende_sagt_die_wand_danke(welt, browser, kora):
    sitzung = laufende_sitzung(welt)
    wand = offene_wand(welt, sitzung)
    with transaction():
        workflow.sitzungen.schliessen(sitzung, kora)

    assert "Die Sitzung ist beendet." in browser().get(wand, status=410).text


@pytest.fixture
def anweisungen() -> Callable[[Callable[[], object]], int]:
    def cost(do: Callable[[], object]) -> int:
        seen: list[str] = []
        listen = lambda *args: seen.append(args[2])  # noqa: E731 - an event wants a function
        event.listen(extension.engine, "before_cursor_execute", listen)
        try:
            do()
        finally:
            event.remove(extension.engine, "before_cursor_execute", listen)
        return len(seen)

    return cost


def test_die_wand_kostet_wenig(welt, browser, anweisungen):
    _, wand = ausgezaehlt(welt)
    b = browser()

    assert anweisungen(lambda: b.get(wand)) <= 12


def test_die_uhr_schliesst_die_runde_auch_an_der_wand(welt, browser):
    abstimmung = zustimmung(welt)
    aufgerufener_top(welt, abstimmung.top)
    offene_abstimmung(welt, abstimmung, endet_am=clock.now() + timedelta(minutes=10))
    wand = offene_wand(welt, abstimmung.top.sitzung)

    with clock.turned_to(clock.now() + timedelta(minutes=11)):
        seite = browser().get(wand)

    assert "Die Zeit ist um." in seite.text
    assert seite.alle("svg", class_="kf-qr") == []
