"""Montagsbrief: the tasks of the start page and what happened, once a week and person, nothing confidential."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import literal_column, select, update

from kimflow import clock, queries, workflow
from kimflow.columns import AKTE, FALL, SACHE, STIMME, Absatz, Zeile
from kimflow.db import Base, extension, session, transaction
from kimflow.mail.montagsbrief import Abschnitt, Punkt, wochenbrief
from kimflow.mail.montagsbrief import Nachricht as Neues
from kimflow.models import Abstimmung, Lage, Nachricht, PersonStatus, Stimmwort, ThemaStatus
from kimflow.web.pfade import pfad
from kimflow.workflow.erinnerungen import montagsbrief
from tests.bauen.abstimmungen import offene_abstimmung, stimmen, umlauf
from tests.bauen.auftraege import neuer_auftrag
from tests.bauen.fallrekonstruktionen import eingereichter_fall
from tests.bauen.massnahmen import laufende_massnahme
from tests.bauen.meldungen import neue_meldung
from tests.bauen.sitzungen import eingeladene_sitzung, neue_sitzung
from tests.bauen.themen import neuer_beschluss, neues_thema, thema_im_stand
from tests.bauen.zielvereinbarungen import zugestimmte_zielvereinbarung
from tests.datenbanken import ohne_ausloeser

MONTAG = date(2026, 9, 14)
TAG = timedelta(days=1)


@pytest.fixture
def am(app):
    """Run the command on the morning of a day and say who got a Montagsbrief by it."""

    def run(tag):
        known = session().query(Nachricht).count()
        with clock.turned_to(datetime(tag.year, tag.month, tag.day, 4, tzinfo=UTC)), app.app_context():
            answer = app.test_cli_runner().invoke(args=["erinnern"])
        assert answer.exit_code == 0, answer.output
        session().rollback()
        letters = session().query(Nachricht).order_by(Nachricht.id).offset(known)
        return sorted(n.person.name for n in letters if n.anlass == "montagsbrief")

    with clock.turned_to(MONTAG - 5 * TAG):
        yield run


def brief(wer):
    letters = select(Nachricht).where(Nachricht.anlass == "montagsbrief", Nachricht.person_id == wer.id)
    return session().scalars(letters.order_by(Nachricht.id.desc())).first()


@pytest.fixture
def massnahme(welt, am):
    """Paul's, due on the Thursday after the Monday."""
    return laufende_massnahme(welt, frist=MONTAG + 3 * TAG)


def test_ohne_aufgabe_und_neues_gibt_es_keinen_brief(am):
    """OBERFLAECHE test 17: not sent when empty."""
    assert am(MONTAG) == []


@pytest.mark.beide
def test_montags_einmal_in_der_woche(am, massnahme):
    assert "Paul" in am(MONTAG)
    assert am(MONTAG) == am(MONTAG + 2 * TAG) == []
    assert "Paul" in am(MONTAG + 7 * TAG)


def test_nach_einem_ausfall_kommt_er_am_ersten_werktag_an_dem_wieder_jemand_laeuft(am, massnahme):
    assert "Paul" in am(MONTAG + 3 * TAG)
    assert am(MONTAG + 4 * TAG) == []
    assert "Paul" in am(MONTAG + 7 * TAG)


def test_am_wochenende_kommt_keiner_mehr(am, massnahme):
    assert am(MONTAG + 5 * TAG) == am(MONTAG + 6 * TAG) == []


def test_was_nach_dem_montag_anfaellt_wartet_auf_den_naechsten(welt, am):
    """Empty on Monday: nothing on Tuesday either."""
    assert am(MONTAG) == []
    with clock.turned_to(MONTAG):
        laufende_massnahme(welt, frist=MONTAG + 3 * TAG)

    assert am(MONTAG + TAG) == []


def test_deaktivierte_und_eingeladene_bekommen_keinen(welt, am, massnahme, paul):
    with transaction():
        paul.status = PersonStatus.DEAKTIVIERT

    assert "Paul" not in am(MONTAG)


def test_er_sagt_was_ueberfaellig_ist_und_was_diese_woche_ansteht(welt, am, massnahme, paul):
    laufende = laufende_massnahme(welt, frist=MONTAG + 13 * TAG)
    am(MONTAG + 7 * TAG)

    ueber, woche = brief(paul).text.split("Diese Woche\n-----------\n")
    assert f"Überfällig\n----------\n- Maßnahme fällig: {massnahme.nummer}, bis 17.09.2026" in ueber
    assert f"- Maßnahme fällig: {laufende.nummer}, bis 27.09.2026\n  http://" in woche
    assert brief(paul).betreff == "Ihre Woche ab 21.09.2026: 2 Aufgaben"


# --- page and letter agree ------------------------------------------------------------------------------------------


@pytest.fixture
def volle_welt(welt, am, kora, massnahme):
    """Something of nearly everything that waits."""
    thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    ruhendes = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    with transaction():
        workflow.themen.ruhen_lassen(ruhendes, kora, begruendung="Umbau.", wiedervorlage=MONTAG)
    neues_thema(welt)
    zugestimmte_zielvereinbarung(welt, beschluss=neuer_beschluss(welt, gefasst_am=clock.today()))
    eingeladene_sitzung(welt, neue_sitzung(welt, beginn=clock.now() + timedelta(days=20)))
    offene_abstimmung(welt, umlauf(welt))
    neuer_auftrag(welt, verantwortlich=welt.person("Mats"), faellig_am=MONTAG + TAG)
    neuer_auftrag(welt, verantwortlich=None)
    eingereichter_fall(welt)
    neue_meldung(welt)
    return welt


@pytest.mark.beide
def test_seite_und_brief_zeigen_dieselben_aufgaben(volle_welt, browser, am):
    """OBERFLAECHE test 7: for everybody, each task exactly once, with the same address as on the page."""
    am(MONTAG)
    seen = 0
    for wer in queries.personen.waehlbare():
        with clock.turned_to(datetime(2026, 9, 14, 4, tzinfo=UTC)):
            tasks = [t for g in queries.start.gruppen(wer) for t in g.aufgaben]
            seite = [a.attrs.get("href") for a in browser(wer).get("/", status=200).alle("a")]
        in_letter = brief(wer).text.split("Was geschehen ist")[0] if tasks else ""
        links = re.findall(r"^  http://127\.0\.0\.1:5000(/\S+)$", in_letter, re.MULTILINE)

        assert sorted(links) == sorted(pfad(t.endpoint, t.werte) for t in tasks), wer.name
        assert set(links) <= set(seite)
        seen += len(links)
    assert seen > 25


def test_eine_aufgabe_steht_in_genau_einem_abschnitt(volle_welt, kora):
    with clock.turned_to(MONTAG):
        parts = montagsbrief.abschnitte(kora, pfad)
        tasks = [t for g in queries.start.gruppen(kora) for t in g.aufgaben]

    assert [part.titel for part in parts] == ["Überfällig", "Diese Woche", "Außerdem"]
    assert sum(len(part.punkte) for part in parts) == len(tasks)


def test_ein_langer_brief_wird_gekuerzt_und_sagt_es(kora):
    """A letter holds 8,000 characters; what it leaves out it counts."""
    viele = [
        Punkt("Maßnahme fällig", f"M-2026-{n:03d}", "bis 01.10.2026", f"/massnahmen/M-2026-{n:03d}") for n in range(200)
    ]
    neues = [
        Neues(f"T-2026-{n:03d}", f"/themen/T-2026-{n:03d}", [(clock.now(), "Kora hat vorgelegt")]) for n in range(9)
    ]

    brief = wochenbrief(kora, MONTAG, [Abschnitt("Überfällig", viele)], neues)

    shown = brief.text.count("- Maßnahme fällig")
    assert 50 < shown < 200
    assert f"… und {200 - shown} weitere auf Ihrer Startseite." in brief.text
    assert "… und Neues zu 9 weiteren Nummern." in brief.text
    assert len(brief.text) < 8000
    assert brief.betreff.endswith("200 Aufgaben")


# --- what happened --------------------------------------------------------------------------------------------------


@pytest.mark.beide
def test_geschehenes_steht_je_sache_das_neueste_zuerst(welt, am, massnahme, paul, paula):
    """OBERFLAECHE test 17: grouped by object, newest first. Own acts are no news."""
    for tage, satz in ((4, "Eins."), (2, "Zwei.")):
        with clock.turned_to(MONTAG - tage * TAG), transaction():
            workflow.massnahmen.rueckmeldung_geben(massnahme, paul, lage=Lage.PLAN, satz=satz)
    am(MONTAG)

    news = brief(paula).text.split("Was geschehen ist\n-----------------\n")[1]
    assert f"{massnahme.nummer}\n  http://127.0.0.1:5000/massnahmen/{massnahme.nummer}\n" in news
    days = re.findall(r"- (\d\d\.\d\d)\.2026: Paul hat eine Rückmeldung gegeben", news)
    assert days == ["12.09", "10.09"]
    assert "Rückmeldung gegeben" not in brief(paul).text


def test_geschehenes_kommt_nur_einmal_und_nach_einem_ausfall_ganz(welt, am, massnahme, paul, paula):
    am(MONTAG)
    with clock.turned_to(MONTAG + TAG), transaction():
        workflow.massnahmen.rueckmeldung_geben(massnahme, paul, lage=Lage.PLAN, satz="Läuft.")

    am(MONTAG + 10 * TAG)
    assert "15.09.2026: Paul hat eine Rückmeldung gegeben" in brief(paula).text
    am(MONTAG + 14 * TAG)
    assert "Rückmeldung gegeben" not in brief(paula).text


def test_wen_eine_sache_nichts_angeht_der_liest_nichts_von_ihr(welt, am, massnahme, petra, paul):
    with clock.turned_to(MONTAG - TAG), transaction():
        workflow.massnahmen.rueckmeldung_geben(massnahme, paul, lage=Lage.PLAN, satz="Läuft.")
    am(MONTAG)

    assert brief(petra) is None


def test_was_nicht_mehr_sichtbar_oder_geloescht_ist_steht_in_keinem_brief(welt, am, massnahme, paul, paula):
    """OBERFLAECHE test 17, D7: the right of the moment of writing, not of the moment it happened."""
    with clock.turned_to(MONTAG - TAG), transaction():
        workflow.massnahmen.rueckmeldung_geben(massnahme, paul, lage=Lage.PLAN, satz="Läuft.")
    with transaction():
        for one in paula.mitgliedschaften:
            one.bis = MONTAG - 2 * TAG
        for one in paula.zeichnungsberechtigungen:
            one.bis = MONTAG - 2 * TAG
    am(MONTAG)

    assert brief(paula) is None or massnahme.nummer not in brief(paula).text


# --- nothing confidential -------------------------------------------------------------------------------------------

KEIN_TEXT = {"nummer", "name", "kurzname", "bezeichnung", "mail", "funktion", "ort"}
"""Numbers, names of bodies, houses and persons, and where a Sitzung is; everything else somebody wrote."""


def alles_verraten():
    """Let every text anybody wrote, of whatever table, end with a word that must not be read in a letter."""
    with extension.engine.begin() as connection:
        ohne_ausloeser(connection)
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                written = isinstance(column.type, Zeile | Absatz) and column.info["daten"] in (
                    SACHE,
                    AKTE,
                    FALL,
                    STIMME,
                )
                if written and column.name not in KEIN_TEXT and table.name != "vokabel":
                    connection.execute(
                        update(table).where(column != "").values({column.name: literal_column(column.name) + "geheim"})
                    )


def test_kein_wort_das_jemand_geschrieben_hat_steht_in_einer_erinnerung(volle_welt, am, app):
    """B6, D5, A14: titles, questions, cases, tasks and ballots stay behind the link, in every kind of reminder."""
    with clock.turned_to(MONTAG - TAG):
        runde = session().scalars(select(Abstimmung)).one()
        stimmen(volle_welt, runde, "Mats", "Jobcenter Musterkreis", wort=Stimmwort.VORBEHALT, begruendung="Kreistag")
    alles_verraten()
    session().expire_all()
    known = session().query(Nachricht).count()
    assert session().query(Nachricht).filter(Nachricht.text.contains("geheim")).count() == 0

    for tage in (0, 2, 4, 9, 16):
        am(MONTAG + tage * TAG)

    texts = [(n.betreff, n.text) for n in session().query(Nachricht).order_by(Nachricht.id).offset(known)]
    assert {n.anlass for n in session().query(Nachricht).order_by(Nachricht.id).offset(known)} >= {
        "montagsbrief",
        "wiedervorlagen",
        "auftraege",
        "massnahme.erinnern",
        "abstimmung.erinnern",
        "zielvereinbarung.erinnern",
        "sitzung.erinnern",
    }
    assert not [text for text in texts if "geheim" in "".join(text).lower()]
