"""fortschreiben, abloesen: the next version beside the one in force, which is lost by nothing that befalls the next."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Beitrag,
    Ereignis,
    Erfuellung,
    Erinnerung,
    MassnahmeStatus,
    Nachricht,
    Person,
    ThemaStatus,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.messreihe import in_monaten
from tests.bauen.massnahmen import in_tagen
from tests.bauen.themen import neuer_beschluss
from tests.bauen.zielvereinbarungen import (
    beitrag,
    fortgeschriebene_zielvereinbarung,
    geltende_zielvereinbarung,
    mit_code,
    neu_gelesen,
    neue_ueberpruefung,
    neue_zielvereinbarung,
    zeichnen,
    zugestimmte_zielvereinbarung,
)
from tests.handlungen.test_abstimmung_gleichzeitig import zugleich

pytestmark = pytest.mark.beide

S = ZielvereinbarungStatus


def eingereicht(welt, folge):
    with transaction():
        workflow.zielvereinbarungen.einreichen(folge, welt.person("Paula"))
    return folge


def zugestimmt(welt, folge):
    eingereicht(welt, folge)
    beschluss = neuer_beschluss(welt)
    with transaction():
        workflow.zielvereinbarungen.zustimmen(folge, welt.person("Kora"), beschluss=beschluss)
    return folge


def test_die_naechste_fassung_beginnt_als_entwurf_mit_text_und_parteien(welt):
    alt = geltende_zielvereinbarung(welt)

    folge = fortgeschriebene_zielvereinbarung(welt, alt)

    assert (folge.nummer, folge.fassung, folge.status) == (f"{alt.nummer}.2", 2, S.ENTWURF)
    assert (folge.vorgaenger, folge.thema, folge.projektgruppe) == (alt, alt.thema, alt.projektgruppe)
    assert (folge.zielzustand, folge.zielwert, folge.frist) == (alt.zielzustand, alt.zielwert, alt.frist)
    parteien = [[(b.institution, b.beteiligung, b.text) for b in v.beitraege] for v in (alt, folge)]
    assert parteien[0] == parteien[1]


def test_warum_fortgeschrieben_wird_steht_im_verlauf_und_an_der_fassung(welt, paula):
    folge = fortgeschriebene_zielvereinbarung(welt)

    zeile = session().query(Ereignis).filter_by(akt="zielvereinbarung.fortschreiben").one()
    assert (zeile.person_id, zeile.gegenstand_id, zeile.status_nachher) == (paula.id, folge.id, "entwurf")
    assert folge.fortschreibung == "Die Stichprobe reicht nicht."


def test_die_geltende_gilt_weiter_samt_zeichnungen_und_massnahmen(welt):
    alt = geltende_zielvereinbarung(welt)
    (massnahme,) = alt.massnahmen

    folge = zugestimmt(welt, fortgeschriebene_zielvereinbarung(welt, alt))

    alt = neu_gelesen(alt)
    assert (alt.status, alt.ausstehende) == (S.IN_KRAFT, [])
    assert (massnahme.status, massnahme.zielvereinbarung) == (MassnahmeStatus.VEREINBART, alt)
    assert list(queries.fassungen.weiterlaufende(folge)) == [massnahme]
    assert massnahme.titel in folge.fassungen[-1].text


def test_jede_partei_zeichnet_die_neue_fassung_und_erst_die_letzte_loest_die_alte_ab(welt):
    alt = geltende_zielvereinbarung(welt)
    folge = zugestimmt(welt, fortgeschriebene_zielvereinbarung(welt, alt))
    assert len(folge.ausstehende) == 3

    zeichnen(welt, folge, "Jobcenter", "Sozialamt")
    assert (neu_gelesen(alt).status, neu_gelesen(folge).status) == (S.IN_KRAFT, S.ZUR_ZEICHNUNG)

    zeichnen(welt, folge, "Caritas")

    assert (neu_gelesen(alt).status, neu_gelesen(folge).status) == (S.ABGELOEST, S.IN_KRAFT)
    zeile = session().query(Ereignis).filter_by(akt="zielvereinbarung.abloesen").one()
    assert (zeile.gegenstand_id, zeile.person_id) == (alt.id, None)
    # The signatures of the old version stay with it.
    assert [len(queries.fassungen.zeichnungen(v.fassungen[-1])) for v in (alt, folge)] == [3, 3]


def test_wird_der_neuen_nicht_zugestimmt_gilt_die_alte_weiter_und_kann_wieder_fortgeschrieben_werden(welt, kora):
    alt = geltende_zielvereinbarung(welt)
    folge = eingereicht(welt, fortgeschriebene_zielvereinbarung(welt, alt))
    beschluss = neuer_beschluss(welt)

    with transaction():
        workflow.zielvereinbarungen.nicht_zustimmen(
            folge, kora, beschluss=beschluss, begruendung="Zu weit.", zurueck_in_den_speicher=True
        )

    alt = neu_gelesen(alt)
    assert (alt.status, alt.ausstehende, alt.thema.status) == (S.IN_KRAFT, [], ThemaStatus.VEREINBART)
    assert neu_gelesen(folge).status is S.ABGELEHNT
    dritte = fortgeschriebene_zielvereinbarung(welt, alt)
    assert (dritte.nummer, dritte.fassung, dritte.vorgaenger) == (f"{alt.nummer}.3", 3, alt)


def test_eine_dritte_fassung_folgt_der_zweiten_und_kennt_die_massnahmen_der_ersten(welt):
    alt = geltende_zielvereinbarung(welt)
    zweite = zugestimmt(welt, fortgeschriebene_zielvereinbarung(welt, alt))
    zeichnen(welt, zweite)

    dritte = fortgeschriebene_zielvereinbarung(welt, neu_gelesen(zweite))

    assert (dritte.nummer, dritte.vorgaenger) == (f"{alt.nummer}.3", zweite)
    assert list(queries.fassungen.weiterlaufende(dritte)) == alt.massnahmen


def test_zwei_naechste_fassungen_zugleich_gibt_es_nicht(welt):
    alt = geltende_zielvereinbarung(welt)
    folge = fortgeschriebene_zielvereinbarung(welt, alt)

    with pytest.raises(Obstructed, match=f"schon in Arbeit: {folge.nummer}"):
        fortgeschriebene_zielvereinbarung(welt, neu_gelesen(alt))


def test_zwei_naechste_fassungen_verhindert_auch_die_datenbank(welt):
    alt = geltende_zielvereinbarung(welt)
    fortgeschriebene_zielvereinbarung(welt, alt)

    with pytest.raises(IntegrityError), transaction() as s:
        s.add(
            Zielvereinbarung(
                nummer=f"{alt.nummer}.3",
                fassung=3,
                vorgaenger_id=alt.id,
                fortschreibung="Daneben.",
                thema_id=alt.thema_id,
                projektgruppe_id=alt.projektgruppe_id,
                titel="Zweite",
                status=S.ENTWURF,
            )
        )


def test_zu_einem_thema_das_ruht_wird_nicht_fortgeschrieben(welt, kora):
    alt = geltende_zielvereinbarung(welt)
    with transaction():
        workflow.themen.ruhen_lassen(alt.thema, kora, begruendung="Rechtslage offen.", wiedervorlage=in_tagen(90))

    with pytest.raises(Obstructed, match="nicht beauftragt"):
        fortgeschriebene_zielvereinbarung(welt, neu_gelesen(alt))


def messen(welt, indikator, naechste):
    with transaction():
        workflow.indikatoren.messwert_erfassen(
            indikator,
            welt.person("Paula"),
            wert=Decimal(30),
            gemessen_am=in_tagen(0),
            naechste_messung_am=in_tagen(naechste),
        )


@pytest.mark.parametrize(("im_entwurf", "gilt"), [(10, 40), (60, 60)])
def test_was_unter_der_alten_gemessen_wurde_ist_unter_der_neuen_nicht_mehr_faellig(welt, im_entwurf, gilt):
    """A later day, agreed in the draft, stays."""
    alt = geltende_zielvereinbarung(welt)
    messen(welt, alt.indikatoren[0], im_entwurf)
    folge = zugestimmt(welt, fortgeschriebene_zielvereinbarung(welt, alt))
    assert folge.indikatoren[0].naechste_messung_am == in_tagen(im_entwurf)
    messen(welt, alt.indikatoren[0], 40)

    zeichnen(welt, folge)

    assert neu_gelesen(folge).indikatoren[0].naechste_messung_am == in_tagen(gilt)


def test_vereinbarte_tage_der_ueberpruefung_gehen_auf_die_neue_fassung_ueber(welt, paula):
    alt = geltende_zielvereinbarung(welt)
    geprueft = neue_ueberpruefung(welt, alt, 1)
    for tage in (20, 30):
        neue_ueberpruefung(welt, alt, tage)
    with transaction():
        workflow.ueberpruefungen.festhalten(geprueft, paula, ergebnis="Läuft.")
    folge = fortgeschriebene_zielvereinbarung(welt, alt)
    neue_ueberpruefung(welt, folge, 30)
    zugestimmt(welt, folge)

    zeichnen(welt, folge)

    tage = [[u.am for u in neu_gelesen(v).ueberpruefungen] for v in (alt, folge)]
    assert tage == [[in_tagen(1)], [in_tagen(20), in_tagen(30)]]


def test_eine_inzwischen_abgeschlossene_bleibt_abgeschlossen(welt, kora):
    alt = geltende_zielvereinbarung(welt)
    folge = zugestimmt(welt, fortgeschriebene_zielvereinbarung(welt, alt))
    with transaction():
        workflow.zielvereinbarungen.abschliessen(alt, kora, erfuellung=Erfuellung.ERFUELLT)

    zeichnen(welt, folge)

    assert (neu_gelesen(alt).status, neu_gelesen(folge).status) == (S.ABGESCHLOSSEN, S.IN_KRAFT)


def test_fortgeschrieben_wird_nur_mit_begruendung(welt, paula):
    alt = geltende_zielvereinbarung(welt)

    with pytest.raises(Obstructed, match="begründen"), transaction():
        workflow.zielvereinbarungen.fortschreiben(alt, paula, begruendung="")

    assert session().query(Zielvereinbarung).count() == 1


@pytest.mark.parametrize("wer", ["Paul", "Petra", "Mats", "Zoe", "Lena"])
def test_wer_nicht_leitet_schreibt_nicht_fort(welt, wer):
    alt = geltende_zielvereinbarung(welt)

    with pytest.raises(Forbidden), transaction():
        workflow.zielvereinbarungen.fortschreiben(alt, welt.person(wer), begruendung="Weil.")


def test_eine_fassung_verbraucht_keine_nummer(welt):
    alt = geltende_zielvereinbarung(welt)
    fortgeschriebene_zielvereinbarung(welt, alt)

    neue = neue_zielvereinbarung(welt)

    assert neue.nummer == f"{alt.nummer[:-3]}{int(alt.nummer[-3:]) + 1:03d}"


# --- coming into force ----------------------------------------------------------------------------------------------


def ohne_caritas(welt, folge):
    """The other way into force: the time to sign is over, and the Lenkungsgruppe goes on without one party."""
    zeichnen(welt, folge, "Jobcenter", "Sozialamt")
    beschluss = neuer_beschluss(welt)
    with clock.turned_to(clock.today() + timedelta(days=60)), transaction():
        workflow.zielvereinbarungen.ohne_partei_in_kraft_setzen(
            folge,
            welt.person("Kora"),
            beschluss=beschluss,
            parteien=[beitrag(folge, "Caritas")],
            begruendung="Das Haus zeichnet nicht.",
        )


@pytest.mark.parametrize("weg", [zeichnen, ohne_caritas])
def test_jeder_weg_in_kraft_loest_die_vorige_genau_einmal_ab(welt, weg):
    alt = geltende_zielvereinbarung(welt)
    folge = zugestimmt(welt, fortgeschriebene_zielvereinbarung(welt, alt))

    weg(welt, folge)

    assert (neu_gelesen(alt).status, neu_gelesen(folge).status) == (S.ABGELOEST, S.IN_KRAFT)
    zeile = session().query(Ereignis).filter_by(akt="zielvereinbarung.abloesen").one()
    assert (zeile.gegenstand_id, zeile.person_id) == (alt.id, None)


def test_zwei_letzte_zeichnungen_der_neuen_zugleich_loesen_genau_einmal_ab(app, welt, mats, zoe):
    alt = geltende_zielvereinbarung(welt)
    folge = zugestimmt(welt, fortgeschriebene_zielvereinbarung(welt, alt))
    zeichnen(welt, folge, "Sozialamt")

    def zeichnet(partei, wer):
        partei_id, wer_id = partei.id, wer.id
        with transaction():
            code = workflow.zielvereinbarungen.codes.ausstellen(partei, wer)

        def work():
            with transaction() as s:
                workflow.zielvereinbarungen.zeichnen(
                    s.get_one(Beitrag, partei_id), s.get_one(Person, wer_id), code=code
                )
                return "gezeichnet"

        return work

    arbeiten = [zeichnet(beitrag(folge, "Jobcenter"), mats), zeichnet(beitrag(folge, "Caritas"), zoe)]
    before = session().query(Ereignis).filter_by(akt="zielvereinbarung.in_kraft_setzen").count()
    numbers = [alt.id, folge.id]
    session().rollback()

    assert zugleich(app, arbeiten) == ["gezeichnet", "gezeichnet"]

    session().expire_all()
    assert [session().get_one(Zielvereinbarung, one).status for one in numbers] == [S.ABGELOEST, S.IN_KRAFT]
    assert session().query(Ereignis).filter_by(akt="zielvereinbarung.abloesen").count() == 1
    assert session().query(Ereignis).filter_by(akt="zielvereinbarung.in_kraft_setzen").count() == before + 1


# --- nothing reminds for a version that was replaced ----------------------------------------------------------------


def mit_allem_offen(welt):
    """In Kraft, and everything that ever reminds is open: a reading, a review, a reservation of a body."""
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    mit_code(beitrag(vereinbarung, "Jobcenter"), welt.person("Mats"), vorbehalt="Kreistag", vorbehalt_bis=in_tagen(5))
    zeichnen(welt, vereinbarung, "Sozialamt", "Caritas")
    neue_ueberpruefung(welt, vereinbarung, 5)
    with transaction():
        vereinbarung.indikatoren[0].naechste_messung_am = in_tagen(5)
    return vereinbarung


def erinnert(welt, vereinbarung):
    """The kinds of task on the start pages, and what the letters of the next days say about this version."""
    with clock.turned_to(clock.today() + timedelta(days=5)):
        tasks = {
            task.gruppe
            for wer in ("Kora", "Paula", "Mats", "Zoe")
            for gruppe in queries.start.gruppen(welt.person(wer))
            for task in gruppe.aufgaben
            if vereinbarung.nummer in re.findall(r"Z-[\d.-]+\d", task.text)
        }
        known = session().query(Nachricht).count()
        with transaction():
            session().query(Erinnerung).delete()  # whatever was told before
            workflow.erinnerungen.wiedervorlagen.schreiben()
        letters = session().query(Nachricht).order_by(Nachricht.id).offset(known).all()
        lines = {re.sub(r" \([^)]*\)$", "", line) for n in letters for line in n.text.splitlines() if "/" not in line}
    return tasks, {line for line in lines if vereinbarung.nummer in re.findall(r"Z-[\d.-]+\d", line)}


def test_fuer_eine_abgeloeste_erinnert_nichts_mehr(welt):
    alt = mit_allem_offen(welt)
    folge = zugestimmt(welt, fortgeschriebene_zielvereinbarung(welt, alt))
    with transaction():
        folge.indikatoren[0].naechste_messung_am = in_tagen(50)
    # Up to the last moment the version in force reminds, and its review is no business of the next one.
    assert erinnert(welt, alt) == (
        {"Messung fällig", "Zielvereinbarung überprüfen", "Gremienvorbehalt offen"},
        {
            f"Messung zu {alt.nummer} eintragen",
            f"Zielvereinbarung {alt.nummer} überprüfen",
            f"Zielvereinbarung {alt.nummer} (Jobcenter): Gremienvorbehalt klären",
        },
    )
    # Its time to sign ended months ago: too late for a letter, never too late for the page.
    assert erinnert(welt, folge) == ({"Zeichnung erbeten", "Zeichnungen fehlen nach Ablauf der Frist"}, set())

    with transaction():
        session().query(Nachricht).delete()
    zeichnen(welt, neu_gelesen(folge))

    assert erinnert(welt, neu_gelesen(alt)) == (set(), set())
    with pytest.raises(Obstructed, match="im Stand"), transaction():
        workflow.zielvereinbarungen.erinnern(alt, welt.person("Kora"))
    assert neu_gelesen(alt).ueberpruefungen == []


def test_was_unter_der_vorigen_gemessen_ist_wird_bei_der_neuen_nicht_noch_einmal_erbeten(welt, paula):
    alt = geltende_zielvereinbarung(welt)
    with transaction():
        alt.indikatoren[0].naechste_messung_am = in_tagen(0)
    folge = zugestimmt(welt, fortgeschriebene_zielvereinbarung(welt, alt))
    assert folge.indikatoren[0].naechste_messung_am == in_tagen(0)
    with transaction():
        workflow.indikatoren.messwert_erfassen(alt.indikatoren[0], paula, wert=Decimal(30), gemessen_am=in_tagen(0))

    zeichnen(welt, folge)

    assert neu_gelesen(folge).indikatoren[0].naechste_messung_am == in_monaten(clock.today(), 6)
    assert erinnert(welt, folge) == (set(), set())
