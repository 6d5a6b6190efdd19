"""flask erinnern: every kind in a transaction of its own, again without harm; which ladder says what to whom."""

import logging
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, text

from kimflow import clock, workflow
from kimflow.db import extension, session, transaction
from kimflow.models import (
    Ebene,
    Erinnerung,
    Lage,
    Nachricht,
    PersonStatus,
    Pflicht,
    Pflichtart,
    PflichtStatus,
    ThemaStatus,
    Zusage,
)
from kimflow.workflow.acts import Obstructed
from tests.bauen.auftraege import neuer_auftrag
from tests.bauen.massnahmen import laufende_massnahme, neu_gelesen, neuer_meilenstein, vermehrt, wartende_massnahme
from tests.bauen.protokolle import vorgelegtes_protokoll
from tests.bauen.sitzungen import antwort_von, eingeladene_sitzung, neue_sitzung
from tests.bauen.themen import neuer_beschluss, thema_im_stand
from tests.bauen.zielvereinbarungen import beitrag, geltende_zielvereinbarung, neue_ueberpruefung, zeichnen
from tests.bauen.zielvereinbarungen import zugestimmte_zielvereinbarung as zugestimmte

BEGINN = date(2026, 9, 8)
"""A Tuesday."""
TAG = timedelta(days=1)


def erinnern(app):
    with app.app_context():
        answer = app.test_cli_runner().invoke(args=["erinnern"])
    session().rollback()
    return answer


@pytest.fixture
def lauf(app):
    """Do at noon of a day what the command does, without Montagsbriefe, and say (who, subject) of every new letter."""

    def run(tag):
        known = session().query(Nachricht).count()
        with clock.turned_to(tag):
            for _, step in workflow.erinnerungen.SCHRITTE:
                with transaction():
                    step()
        session().rollback()
        letters = session().query(Nachricht).order_by(Nachricht.id).offset(known)
        return sorted((n.person.name, n.betreff) for n in letters)

    with clock.turned_to(BEGINN):
        yield run


def alle(lauf, von, bis):
    """Everything of these days, run once a day: (day, who, subject)."""
    days = [von + TAG * n for n in range((bis - von).days + 1)]
    return [(tag, *letter) for tag in days for letter in lauf(tag)]


# --- Maßnahmen ------------------------------------------------------------------------------------------------------

FRIST = date(2026, 11, 10)


@pytest.fixture
def massnahme(welt, lauf):
    """Paul's, of the group that Paula leads, due on a Tuesday in November."""
    return laufende_massnahme(welt, frist=FRIST)


@pytest.mark.beide
def test_eine_massnahme_erinnert_erst_wer_sie_tut_dann_die_leitung_dann_die_koordination(lauf, massnahme):
    gefragt, faellig = f"Ihre Rückmeldung ist gefragt: Maßnahme {massnahme.nummer}", massnahme.nummer
    ueber = f"Maßnahme {faellig} ist überfällig"

    assert alle(lauf, FRIST - 20 * TAG, FRIST + 40 * TAG) == [
        (date(2026, 10, 27), "Paul", gefragt),
        (date(2026, 11, 10), "Paul", gefragt),
        (date(2026, 11, 17), "Paul", gefragt),
        (date(2026, 11, 24), "Paula", ueber),
        (date(2026, 12, 1), "Kora", ueber),
    ]


def test_zehn_faellige_massnahmen_sind_ein_brief(welt, lauf):
    zehn = [laufende_massnahme(welt, frist=FRIST) for _ in range(10)]

    assert lauf(FRIST) == [("Paul", "Ihre Rückmeldung ist gefragt: 10 Maßnahmen")]
    brief = session().query(Nachricht).filter_by(anlass="massnahme.erinnern").one()
    assert all(f"{one.nummer}: heute fällig" in brief.text for one in zehn)
    assert brief.text.count("/rueckmeldung") == 10
    assert session().query(Erinnerung).filter_by(anlass="massnahme.erinnern").count() == 10


def test_was_nicht_in_den_brief_passt_wird_gezaehlt_und_kommt_nicht_noch_einmal(welt, lauf):
    for _ in range(22):
        laufende_massnahme(welt, frist=FRIST)

    assert lauf(FRIST) == [("Paul", "Ihre Rückmeldung ist gefragt: 22 Maßnahmen")]
    brief = session().query(Nachricht).filter_by(anlass="massnahme.erinnern").one()
    assert "2 weitere stehen auf Ihrer Startseite" in brief.text
    assert lauf(FRIST + TAG) == []


def test_was_am_selben_tag_dazukommt_wartet_auf_morgen(welt, lauf, massnahme):
    assert len(lauf(FRIST)) == 1
    weitere = laufende_massnahme(welt, frist=FRIST)

    assert lauf(FRIST) == []
    assert lauf(FRIST + TAG) == [("Paul", f"Ihre Rückmeldung ist gefragt: Maßnahme {weitere.nummer}")]


def test_ein_neuer_termin_beginnt_die_leiter_neu(welt, paul, lauf, massnahme):
    with clock.turned_to(BEGINN):
        neuer_meilenstein(welt, massnahme, (FRIST - BEGINN).days - 1)
    with transaction():
        massnahme.frist = None
    assert len(lauf(FRIST - TAG)) == 1
    with clock.turned_to(FRIST + TAG), transaction():
        workflow.massnahmen.rueckmeldung_geben(
            massnahme,
            paul,
            lage=Lage.VERZOEGERT,
            satz="Es dauert.",
            neues_datum=FRIST + 30 * TAG,
            begruendung="Der Bogen liegt beim Personalrat.",
        )

    letters = alle(lauf, FRIST + TAG, FRIST + 38 * TAG)

    assert [(tag, wer) for tag, wer, _ in letters] == [
        (FRIST + 16 * TAG, "Paul"),
        (FRIST + 30 * TAG, "Paul"),
        (FRIST + 37 * TAG, "Paul"),
    ]


def test_wer_in_der_woche_davor_geantwortet_hat_wird_nicht_gefragt(paul, lauf, massnahme):
    with clock.turned_to(FRIST - 6 * TAG), transaction():
        workflow.massnahmen.rueckmeldung_geben(massnahme, paul, lage=Lage.PLAN, satz="Läuft.")

    assert alle(lauf, FRIST, FRIST + 6 * TAG) == []
    assert len(lauf(FRIST + 7 * TAG)) == 1


@pytest.mark.parametrize("akt", ["ruhen_lassen", "abbrechen"])
def test_was_ruht_oder_abgebrochen_ist_wird_nicht_erinnert(paul, kora, lauf, massnahme, akt):
    with clock.turned_to(FRIST - 20 * TAG), transaction():
        if akt == "ruhen_lassen":
            workflow.massnahmen.ruhen_lassen(massnahme, paul, begruendung="Umbau.", wiedervorlage=FRIST + 60 * TAG)
        else:
            workflow.massnahmen.abbrechen(massnahme, kora, begruendung="Anders gelöst.")

    assert [lauf(FRIST + tage * TAG) for tage in (-14, 0, 7, 14, 21)] == [[]] * 5


@pytest.mark.beide
def test_wartet_sie_auf_andere_kommt_bis_zu_deren_tag_nichts(welt, lauf):
    massnahme = wartende_massnahme(welt, 10)

    letters = alle(lauf, BEGINN, BEGINN + 24 * TAG)

    assert [(tag, wer) for tag, wer, _ in letters] == [
        (BEGINN + 10 * TAG, "Paul"),
        (BEGINN + 17 * TAG, "Paul"),
        (BEGINN + 24 * TAG, "Paula"),
    ]
    assert massnahme.nummer in letters[0][2]


def test_der_naechste_meilenstein_zaehlt_wie_bei_der_ampel(welt, kora, lauf, massnahme):
    with clock.turned_to(BEGINN), transaction():
        workflow.massnahmen.meilenstein_setzen(massnahme, kora, titel="Bogen abgestimmt", geplant_am=BEGINN + 30 * TAG)

    assert [tag for tag, *_ in alle(lauf, BEGINN, BEGINN + 30 * TAG)] == [BEGINN + 16 * TAG, BEGINN + 30 * TAG]


def test_ist_die_verantwortliche_person_fort_geht_kein_brief_an_sie(welt, lauf, massnahme):
    with transaction():
        welt.person("Paul").status = PersonStatus.DEAKTIVIERT

    letters = [letter for tage in (-14, 0, 7, 14, 21) for letter in lauf(FRIST + tage * TAG)]
    assert [wer for wer, _ in letters] == ["Paula", "Kora"]


def test_der_link_im_brief_oeffnet_die_rueckmeldung(browser, lauf, massnahme):
    lauf(FRIST)
    text = session().query(Nachricht).filter_by(anlass="massnahme.erinnern").one().text
    pfad = "/link/" + text.partition("/link/")[2].split()[0]

    with clock.turned_to(FRIST):
        browser().get(pfad, status=200)
        seite = browser()
        seite.get(pfad)
        seite.post(pfad, {"lage": "plan", "satz": "Läuft."}, status=303)
    assert neu_gelesen(massnahme).letzte_rueckmeldung.satz == "Läuft."


# --- Zeichnungen ----------------------------------------------------------------------------------------------------


@pytest.mark.beide
def test_zeichnungen_mitte_drei_tage_vorher_und_am_tag_danach(welt, lauf):
    """28 days from the Beschluss: the middle is the 14th day, three days before the end the 25th."""
    vereinbarung = zugestimmte(welt, beschluss=neuer_beschluss(welt, gefasst_am=BEGINN))
    zeichnen(welt, vereinbarung, "Sozialamt")
    bitte = f"Erinnerung: Bitte zeichnen: Zielvereinbarung {vereinbarung.nummer}"

    with clock.turned_to(BEGINN + 20 * TAG):
        zeichnen(welt, vereinbarung, "Caritas")
    erste = alle(lauf, BEGINN, BEGINN + 19 * TAG)
    spaetere = alle(lauf, BEGINN + 20 * TAG, BEGINN + 40 * TAG)

    assert erste == [(BEGINN + 14 * TAG, "Mats", bitte)]
    assert spaetere == [
        (BEGINN + 25 * TAG, "Mats", bitte),
        (BEGINN + 29 * TAG, "Kora", f"Zielvereinbarung {vereinbarung.nummer}: Zeichnungen fehlen"),
        (BEGINN + 29 * TAG, "Mats", bitte),
    ]


def test_wer_die_zeichnung_verweigert_hat_wird_nicht_erinnert(welt, mats, lauf):
    vereinbarung = zugestimmte(welt, beschluss=neuer_beschluss(welt, gefasst_am=BEGINN))
    with transaction():
        workflow.zielvereinbarungen.zeichnung_verweigern(
            beitrag(vereinbarung, "Jobcenter"), mats, begruendung="Nicht ohne Stelle."
        )

    assert [wer for wer, _ in lauf(BEGINN + 14 * TAG)] == ["Paula", "Zoe"]


# --- Sitzungen, Protokolle, Aufträge --------------------------------------------------------------------------------

SITZUNG = datetime(2026, 10, 8, 12, tzinfo=UTC)


@pytest.mark.beide
def test_auf_eine_einladung_ohne_antwort_sieben_und_zwei_tage_vorher(welt, mats, lauf):
    sitzung = eingeladene_sitzung(welt, neue_sitzung(welt, beginn=SITZUNG))
    bitte = f"Bitte antworten: Lenkungsgruppe, Sitzung {sitzung.nummer}"

    letters = alle(lauf, BEGINN, date(2026, 10, 4))
    assert letters == [(date(2026, 10, 1), wer, bitte) for wer in ("Bert", "Mats", "Mia", "Vera")]
    with clock.turned_to(date(2026, 10, 5)), transaction():
        workflow.sitzungen.beantworten(antwort_von(sitzung, "Jobcenter Musterkreis"), mats, antwort=Zusage.KOMMT)

    letters = alle(lauf, date(2026, 10, 5), date(2026, 10, 9))
    assert letters == [(date(2026, 10, 6), wer, bitte) for wer in ("Bert", "Mia")]


@pytest.mark.beide
def test_drei_tage_vor_dem_ende_der_einwendungsfrist(welt, lauf, mats):
    """Fourteen days from today; who has objected needs no reminder, nor does who laid it before them."""
    fassung = vorgelegtes_protokoll(welt)
    sitzung = fassung.sitzung
    with transaction():
        workflow.einwendungen.erheben(fassung, mats, absatz=1, text="Ich war da.")

    letters = alle(lauf, BEGINN, BEGINN + 14 * TAG)

    betreff = f"Einwendungen noch möglich: Lenkungsgruppe, Sitzung {sitzung.nummer}"
    assert letters == [(BEGINN + 11 * TAG, wer, betreff) for wer in ("Bert", "Mia", "Vera")]


@pytest.mark.beide
def test_an_einen_auftrag_drei_tage_vorher_und_am_tag_danach(welt, lauf, mats):
    auftrag = neuer_auftrag(welt, verantwortlich=mats, faellig_am=BEGINN + 10 * TAG, text="Geheimer Wortlaut")
    lauf(BEGINN)

    letters = alle(lauf, BEGINN + TAG, BEGINN + 30 * TAG)

    assert [(tag, wer, betreff) for tag, wer, betreff in letters if "Auftrag" in betreff] == [
        (BEGINN + 7 * TAG, "Mats", f"Ihr Auftrag: {auftrag.aus}"),
        (BEGINN + 11 * TAG, "Mats", f"Ihr Auftrag: {auftrag.aus}"),
    ]
    assert session().query(Nachricht).filter(Nachricht.text.contains("Geheimer Wortlaut")).count() == 0


# --- Wiedervorlagen -------------------------------------------------------------------------------------------------


@pytest.mark.beide
def test_wiedervorlagen_eines_tages_sind_ein_brief_an_die_koordination(welt, kora, lauf):
    tag = BEGINN + 20 * TAG
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    with transaction() as s:
        workflow.themen.ruhen_lassen(thema, kora, begruendung="Es fehlt Geld.", wiedervorlage=tag)
        workflow.weitergaben.weitergeben(
            thema, kora, ebene=Ebene.LAND, an="das Ministerium", anliegen="Bitte regeln.", am=BEGINN, wiedervorlage=tag
        )
        s.add(
            Pflicht(
                art=Pflichtart.ANTRAG, was="Antrag", status=PflichtStatus.OFFEN, bis=tag + 30 * TAG, wiedervorlage=tag
            )
        )
    beschluss = neuer_beschluss(welt, vorbehalt="Kreistag", vorbehalt_bis=tag, gefasst_am=BEGINN)
    pflicht = f"Pflicht gegenüber dem Land: Förderantrag, Frist {tag + 30 * TAG:%d.%m.%Y}"

    assert alle(lauf, BEGINN, tag - TAG) == []
    assert lauf(tag) == [("Kora", "Wiedervorlagen: 4 Punkte")]
    text = session().query(Nachricht).filter_by(anlass="wiedervorlagen").one().text
    for line in (
        f"Thema {thema.nummer}: Wiedervorlage (heute)",
        f"Weitergabe zu {thema.nummer} nachfassen (heute)",
        f"{pflicht} (heute)",
        f"Beschluss {beschluss.nummer}: Gremienvorbehalt klären (heute)",
    ):
        assert line in text
    assert alle(lauf, tag + TAG, tag + 29 * TAG) == []
    assert lauf(tag + 30 * TAG) == [("Kora", pflicht)]


@pytest.mark.beide
def test_eine_ueberpruefung_zwei_wochen_vorher_und_am_tag_an_koordination_und_leitung(welt, lauf):
    vereinbarung = geltende_zielvereinbarung(welt, beschluss=neuer_beschluss(welt, gefasst_am=BEGINN))
    neue_ueberpruefung(welt, vereinbarung, 30)
    was = f"Zielvereinbarung {vereinbarung.nummer} überprüfen"

    letters = [one for one in alle(lauf, BEGINN, BEGINN + 40 * TAG) if "überprüfen" in one[2]]

    assert letters == [(BEGINN + n * TAG, wer, was) for n in (16, 30) for wer in ("Kora", "Paula")]


def stirbt_nach(schreiben):
    assert schreiben() == 1
    raise Obstructed("mittendrin")


# --- the command ----------------------------------------------------------------------------------------------------


def test_nach_einem_ausfall_kommt_nur_die_letzte_stufe(lauf, massnahme):
    """C7, OBERFLAECHE test 3: catches up; what was overtaken stays away."""
    assert lauf(FRIST - 15 * TAG) == []

    assert [wer for wer, _ in lauf(FRIST + 8 * TAG)] == ["Paul"]
    assert lauf(FRIST + 8 * TAG) == []
    assert [wer for wer, _ in lauf(FRIST + 22 * TAG)] == ["Kora"]


@pytest.mark.beide
def test_ein_fehler_einer_art_haelt_die_anderen_nicht_auf(app, lauf, massnahme, caplog):
    """The log says where, not what (L1)."""
    with transaction() as s:
        s.execute(text("ALTER TABLE pflicht RENAME TO anderswo"))
    try:
        with clock.turned_to(FRIST), caplog.at_level(logging.ERROR, "kimflow"):
            answer = erinnern(app)
    finally:
        with transaction() as s:
            s.execute(text("ALTER TABLE anderswo RENAME TO pflicht"))

    assert answer.exit_code != 0
    assert "Nicht alles gelang" in answer.output
    assert "Wiedervorlagen" in answer.output
    assert "Maßnahmen: 1" in answer.output
    assert next(record.getMessage() for record in caplog.records) == "Erinnern, Wiedervorlagen"
    assert lauf(FRIST + 14 * TAG) == [("Paula", f"Maßnahme {massnahme.nummer} ist überfällig")]


@pytest.mark.beide
def test_was_beim_schreiben_scheitert_ist_nicht_gesagt(app, lauf, massnahme):
    """C4, C7: a crash in the middle leaves neither letter nor mark; the next run does all of it."""
    with clock.turned_to(FRIST), pytest.raises(Obstructed), transaction():
        stirbt_nach(workflow.erinnerungen.massnahmen.schreiben)

    assert session().query(Erinnerung).filter_by(anlass="massnahme.erinnern").count() == 0
    assert [wer for wer, _ in lauf(FRIST)] == ["Paul"]


def test_marken_gehen_wenn_ihre_stufe_nicht_mehr_kaeme(app, lauf, massnahme):
    lauf(FRIST)
    marken = session().query(Erinnerung).filter_by(anlass="massnahme.erinnern")

    for tage, bleiben in ((89, 1), (91, 0)):
        with clock.turned_to(FRIST + tage * TAG), app.app_context():
            assert app.test_cli_runner().invoke(args=["aufraeumen"]).exit_code == 0
        session().rollback()
        assert marken.count() == bleiben


def test_hundert_massnahmen_kosten_so_viele_anweisungen_wie_eine(lauf, massnahme):
    """No statement per row that is not told: the command runs every hour."""

    def anweisungen():
        counted = []

        def note(*_):
            counted.append(1)

        event.listen(extension.engine, "before_cursor_execute", note)
        try:
            assert lauf(FRIST - 30 * TAG) == []
        finally:
            event.remove(extension.engine, "before_cursor_execute", note)
        return len(counted)

    eine = anweisungen()
    vermehrt(massnahme, 100)
    assert anweisungen() == eine
