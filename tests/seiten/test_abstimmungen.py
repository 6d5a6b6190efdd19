"""Pages of rounds of voting: preparing, the ballot, the receipt, the result – and what stays hidden until then."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from kimflow import clock
from kimflow.db import extension, session, transaction
from kimflow.models import Abstimmung, AbstimmungStatus, Besetzung, Konsensstimme, Stimmabgabe, Stimme
from tests.bauen.abstimmungen import (
    festgestellte_abstimmung,
    geschlossene_abstimmung,
    neue_abstimmung,
    offene_abstimmung,
    stimmabgabe,
    stimmen,
    zustimmung,
    zwei_themen,
)
from tests.bauen.sitzungen import laufender_top

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


def url_von(abstimmung):
    return f"/abstimmungen/{abstimmung.nummer}"


def zettel_von(abstimmung, sitz=JOBCENTER):
    return f"{url_von(abstimmung)}/stimme/{stimmabgabe(abstimmung, sitz).id}"


def felder(abstimmung, *punkte):
    return {f"option-{o.id}": str(p) for o, p in zip(abstimmung.optionen, punkte, strict=True)}


# --- preparing and leading --------------------------------------------------------------------------------------


def test_die_koordination_fuehrt_eine_abstimmung_ueber_die_seiten(welt, browser, kora, mats):
    top = laufender_top(welt)
    zwei_themen(welt, top)
    b = browser(kora)
    seite = b.absenden(
        f"/sitzungen/{top.sitzung.nummer}/tops/{top.id}/abstimmung",
        methode="punkte",
        frage="Was zuerst?",
        geheimhaltung="vertraulich",
        punkte="10",
        hoechstens="6",
    )
    b.absenden(f"{seite.ziel}/oeffnen", endet_am="")
    abstimmung = session().query(Abstimmung).one()
    browser(mats).absenden(zettel_von(abstimmung), **felder(abstimmung, 6, 4))
    b.post(f"{seite.ziel}/schliessen", status=303)
    b.post(f"{seite.ziel}/feststellen", status=303)

    ende = b.get(seite.ziel, status=200)

    assert "Auf Platz 1 steht" in ende.text
    assert "1 von 2 Sitzen hat abgestimmt. Es fehlen: Ausländerbehörde Musterkreis." in ende.text
    assert [a.attrs["href"] for a in ende.alle("a", class_="kern-btn--primary")] == [
        f"/sitzungen/{top.sitzung.nummer}/tops/{top.id}/beschliessen?abstimmung={abstimmung.nummer}"
    ]


def test_das_formular_zum_vorbereiten_schlaegt_die_passende_art_vor(welt, browser, kora):
    top = laufender_top(welt)

    seite = browser(kora).get(f"/sitzungen/{top.sitzung.nummer}/tops/{top.id}/abstimmung", status=200)

    assert seite.eins("input", value="punkte", checked=None)
    assert seite.eins("input", value="vertraulich", checked=None)


def test_eine_vorbereitete_abstimmung_wird_geloescht_und_man_steht_wieder_in_der_sitzung(welt, browser, kora):
    abstimmung = neue_abstimmung(welt)
    sitzung = abstimmung.top.sitzung.nummer

    seite = browser(kora).post(f"{url_von(abstimmung)}/loeschen", status=303)

    assert seite.ziel.startswith(f"/sitzungen/{sitzung}")
    assert session().query(Abstimmung).count() == 0


def test_eine_annullierte_abstimmung_sagt_warum_und_zeigt_kein_ergebnis(welt, browser, kora):
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])
    geschlossene_abstimmung(welt, abstimmung)
    browser(kora).absenden(f"{url_von(abstimmung)}/annullieren", begruendung="Die Frage war falsch")

    text = browser(kora).get(url_von(abstimmung), status=200).text

    assert "Die Frage war falsch" in text
    assert "Platz 1" not in text


def test_die_abstimmungsseite_kostet_wenige_anweisungen(welt, browser, kora):
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])
    geschlossene_abstimmung(welt, abstimmung)
    b, seen = browser(kora), []
    with b.app.app_context():
        engine = extension.engine
    event.listen(engine, "before_cursor_execute", lambda c, cur, statement, *rest: seen.append(statement))

    b.get(url_von(abstimmung), status=200)

    assert len([s for s in seen if s.startswith("SELECT")]) <= 15


@pytest.mark.parametrize(("wer", "status"), [("Bert", 200), ("Vera", 200), ("Lena", 404), ("Paul", 404), ("Bibi", 404)])
def test_eine_abstimmung_sieht_nur_ihr_gremium(welt, browser, wer, status):
    browser(welt.person(wer)).get(url_von(offene_abstimmung(welt)), status=status)


def test_ein_mitglied_leitet_keine_abstimmung(welt, browser, mats):
    abstimmung = offene_abstimmung(welt)

    for verb in ("schliessen", "annullieren", "feststellen", "oeffnen", "loeschen"):
        browser(mats).post(f"{url_von(abstimmung)}/{verb}", {"begruendung": "x"}, status=403)
    assert session().query(Abstimmung).one().status is AbstimmungStatus.OFFEN


# --- the ballot -------------------------------------------------------------------------------------------------


def test_der_stimmzettel_nennt_sitz_regel_und_jedes_thema_am_feld(welt, browser, mats):
    abstimmung = offene_abstimmung(welt)

    seite = browser(mats).get(zettel_von(abstimmung), status=200)

    assert f"Sie stimmen für: {JOBCENTER}" in seite.text
    assert "bis zu 10 Punkte, höchstens 6 für ein Thema" in seite.text
    assert "Noch nicht abgegeben" in seite.text
    labels = [e.text for e in seite.alle("label") if e.attrs["for"].startswith("option-")]
    assert [option.text in label for option, label in zip(abstimmung.optionen, labels, strict=True)] == [True, True]


def test_nach_dem_abgeben_kommt_die_quittung(welt, browser, mats):
    abstimmung = offene_abstimmung(welt, endet_am=clock.now() + timedelta(hours=1))
    b = browser(mats)

    quittung = b.folgen(b.absenden(zettel_von(abstimmung), **felder(abstimmung, 6, 3)))

    assert "Stimme angekommen" in quittung.text
    assert "Änderbar bis" in quittung.text
    assert [e.text for e in quittung.alle("dd", class_="kern-description-list-item__value")] == ["6", "3"]
    assert quittung.alle("button", type="submit", class_="kern-btn--primary") == []


def test_der_stimmzettel_zeigt_was_der_sitz_schon_abgegeben_hat(welt, browser, mats):
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Vera", JOBCENTER, [6, 3])

    seite = browser(mats).get(zettel_von(abstimmung), status=200)

    assert [seite.feld(name) for name in felder(abstimmung, 0, 0)] == ["6", "3"]
    assert "von Vera" in seite.text
    assert "Noch 1 von 10 Punkten" in seite.text


FALSCH = [
    ((6, 6), {}, "12 Punkte vergeben, 10 sind möglich"),
    ((7, 0), {}, "0 bis 6"),
    (("-1", 0), {}, "0 bis 6"),
    (("viel", 0), {}, "ganze Zahl"),
    (("1e3", 0), {}, "ganze Zahl"),
    ((0, 0), {}, "Enthaltung"),
    ((3, 0), {"enthaltung": "y"}, "Entweder Punkte oder Enthaltung"),
    ((1, 1), {"option-99999": "1"}, "gehört nicht zu dieser Abstimmung"),
]


@pytest.mark.parametrize(("punkte", "mehr", "meldung"), FALSCH)
def test_ein_falscher_stimmzettel_kommt_mit_erklaerung_zurueck_und_zaehlt_nicht(
    welt, browser, mats, punkte, mehr, meldung
):
    """A8 P0: refused by the server, also when the client was manipulated; what was typed stays."""
    abstimmung = offene_abstimmung(welt)

    seite = browser(mats).absenden(zettel_von(abstimmung), status=422, **felder(abstimmung, *punkte), **mehr)

    assert meldung in seite.text
    assert seite.feld(f"option-{abstimmung.optionen[0].id}") == str(punkte[0])
    assert session().query(Stimme).count() == 0


def test_der_rest_kommt_vom_server(welt, browser, mats):
    abstimmung = offene_abstimmung(welt)

    seite = browser(mats).absenden(zettel_von(abstimmung), status=422, **felder(abstimmung, 6, 6))

    assert "2 zu viel von 10 Punkten" in seite.text


def test_ein_einwand_braucht_auf_dem_stimmzettel_eine_begruendung(welt, browser, mats):
    """A8 P0."""
    abstimmung = offene_abstimmung(welt, zustimmung(welt))
    b = browser(mats)

    seite = b.absenden(zettel_von(abstimmung), status=422, wort="einwand")
    assert "Ein schwerer Einwand braucht eine Begründung." in seite.text
    assert seite.eins("textarea", aria_invalid="true")
    b.absenden(zettel_von(abstimmung), status=422, begruendung="ohne Wahl")
    b.absenden(zettel_von(abstimmung), status=422, wort="vielleicht")

    b.absenden(zettel_von(abstimmung), wort="einwand", begruendung="Kein Personal")
    assert session().query(Stimme).one().wort is Konsensstimme.EINWAND


def test_zweimal_gesendet_ist_einmal_abgestimmt(welt, browser, mats):
    """A10 P0: the same form again gets the same answer; with another choice it is refused; a new form is a new cast."""
    abstimmung = offene_abstimmung(welt)
    b, url = browser(mats), zettel_von(abstimmung)
    marke = b.get(url).feld("marke")
    erste = b.post(url, {"marke": marke, **felder(abstimmung, 6, 4)}, status=303)
    wann = session().query(Stimmabgabe).filter(Stimmabgabe.abgegeben_am.is_not(None)).one().abgegeben_am

    zweite = b.post(url, {"marke": marke, **felder(abstimmung, 6, 4)}, status=303)
    assert (zweite.ziel, stimmabgabe(abstimmung, JOBCENTER).abgegeben_am) == (erste.ziel, wann)

    andere = b.post(url, {"marke": marke, **felder(abstimmung, 1, 1)}, status=409)
    assert "schon mit anderem Inhalt" in andere.text

    b.absenden(url, **felder(abstimmung, 2, 2))
    session().rollback()
    assert sorted(s.punkte for s in session().query(Stimme)) == [2, 2]


@pytest.mark.parametrize("wer", ["Mia", "Kora", "Bert", "Bibi", "Lena", "Emil"])
def test_den_stimmzettel_eines_fremden_sitzes_gibt_es_fuer_niemanden(welt, browser, wer):
    """D2 P0, D4 P0: a foreign id answers like one that does not exist."""
    abstimmung = offene_abstimmung(welt)
    b = browser(welt.person(wer))

    for url in (zettel_von(abstimmung), f"{zettel_von(abstimmung)}/abgegeben", f"{url_von(abstimmung)}/stimme/999"):
        b.get(url, status=404)
    b.post(zettel_von(abstimmung), felder(abstimmung, 1, 1), status=404)
    assert session().query(Stimme).count() == 0


def test_wer_zwei_sitze_hat_findet_beide_stimmzettel_auf_der_seite(welt, browser, mats):
    with transaction() as s:
        s.add(Besetzung(sitz=welt.sitz(ABH), person=mats, rang=3, von=clock.today()))
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [1, 1])

    seite = browser(mats).get(url_von(abstimmung), status=200)

    ziele = {a.attrs["href"] for a in seite.alle("a", class_="kern-btn")}
    assert ziele >= {zettel_von(abstimmung, JOBCENTER), zettel_von(abstimmung, ABH)}
    assert "Abgegeben" in seite.text


def test_nach_dem_ende_gibt_es_kein_formular_und_keine_stimme_mehr(welt, browser, mats):
    """A4 P0: closed for casting although no job ran."""
    abstimmung = offene_abstimmung(welt, endet_am=clock.now() + timedelta(minutes=30))
    b, url = browser(mats), zettel_von(abstimmung)
    marke = b.get(url).feld("marke")

    with clock.turned_to(abstimmung.endet_am):
        assert "Geschlossen" in b.get(url, status=200).text
        seite = b.post(url, {"marke": marke, **felder(abstimmung, 1, 1)}, status=409)

    assert "wurde nicht gezählt" in seite.text
    assert session().query(Stimme).count() == 0


# --- hidden until closed ----------------------------------------------------------------------------------------


def _ohne_token(html):
    html = re.sub(r'(name="(csrf_token|marke)"[^>]*value=")[^"]*', r"\1", html)
    return re.sub(r'X-CSRFToken": "[^"]*', "", html)


GEGENSAETZE = [([6, 0], [0, 6]), ([0, 6], [6, 0])]


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Vera", "Mia", "Bert", "Lena", "Bibi", "Paul", "Ada"])
def test_vor_dem_schliessen_verraet_keine_seite_etwas_ueber_die_stimmen(welt, browser, wer):
    """A9 P0: for two ballot boxes with opposite content every answer is byte-equal after removing tokens."""
    jetzt = clock.now()
    with clock.turned_to(jetzt):
        abstimmung = offene_abstimmung(welt)
        sitzung = abstimmung.top.sitzung.nummer
        thema = abstimmung.optionen[0].thema.nummer
        pages = [
            url_von(abstimmung),
            f"/sitzungen/{sitzung}",
            "/sitzungen/",
            "/beschluesse/",
            f"/themen/{thema}",
            "/themen/",
            "/",
        ]
        seen = []
        for box in GEGENSAETZE:
            for (person, sitz), points in zip((("Mats", JOBCENTER), ("Mia", ABH)), box, strict=True):
                stimmen(welt, abstimmung, person, sitz, points)
            b = browser(welt.person(wer))
            answers = [b.get(page, htmx=htmx, pruefen=False) for page in pages for htmx in (False, True)]
            seen.append([(a.status, _ohne_token(a.html), a.headers.get("ETag")) for a in answers])

    assert seen[0] == seen[1]
    assert any(status == 200 for status, _, _ in seen[0])


# --- the result -------------------------------------------------------------------------------------------------


def test_das_ergebnis_ist_eine_tabelle_mit_balken(welt, browser, bert):
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [2, 6])
    stimmen(welt, abstimmung, "Mia", ABH, [3, 4])
    festgestellte_abstimmung(welt, abstimmung)

    seite = browser(bert).get(url_von(abstimmung), status=200)

    assert [e.attrs["value"] for e in seite.alle("progress")] == ["100", "50"]
    assert [e.text for e in seite.alle("td", class_="kf-zahl")] == ["10", "5"]
    assert "2 von 2 Sitzen haben abgestimmt" in seite.text
    assert "Gleiche Punktzahl heißt gleicher Rang" in seite.text


def test_gleiche_punkte_sind_als_geteilter_rang_markiert(welt, browser, mats):
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [5, 5])
    geschlossene_abstimmung(welt, abstimmung)

    seite = browser(mats).get(url_von(abstimmung), status=200)

    assert seite.text.count("geteilt") >= 2
    assert "Platz 1 teilen sich" in seite.text


def test_ein_einwand_mit_auszeichnung_wird_nicht_zu_html(welt, browser, mats):
    """I4 P0."""
    abstimmung = offene_abstimmung(welt, zustimmung(welt))
    boese = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    browser(mats).absenden(zettel_von(abstimmung), wort="einwand", begruendung=boese)
    geschlossene_abstimmung(welt, abstimmung)

    seite = browser(mats).get(url_von(abstimmung), status=200)

    assert "&lt;script&gt;alert(1)" in seite.html
    assert seite.alle("img") == []
