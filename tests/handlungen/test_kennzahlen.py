"""Kennzahlen: waiting days, durations and counts against tables computed by hand, with the clock turned."""

from datetime import date, timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Lage, MassnahmeStatus, Stand, ThemaStatus, ZielvereinbarungStatus
from kimflow.permissions import Permission
from kimflow.workflow.ampel import Stufe, Verzug
from kimflow.workflow.kennzahlen import Ding, Fenster, haeuser, streuung, tafel, tage
from kimflow.workflow.kennzahlen.themen import klasse
from kimflow.workflow.kennzahlen.wege import Weg
from tests.bauen.beschluesse import frueherer_beschluss, neuer_beschluss, rang
from tests.bauen.kennzahlen import entschieden, geprueft, thema_am, vereinbart_am
from tests.bauen.massnahmen import laufende_massnahme, massnahme_im_stand, neue_massnahme, neuer_meilenstein
from tests.bauen.sitzungen import laufender_top
from tests.bauen.themen import (
    beauftragtes_thema,
    neues_thema,
    thema_im_stand,
    vorgelegtes_thema,
    zusammengefuehrtes_thema,
)
from tests.bauen.zielvereinbarungen import beitrag, zeichnen, zielvereinbarung_im_stand, zugestimmte_zielvereinbarung

pytestmark = pytest.mark.beide
BEGINN = date(2026, 1, 5)
ALLES = Fenster()


def nach(tagen: int) -> date:
    return BEGINN + timedelta(days=tagen)


def gezaehlt(person, schluessel, fenster=ALLES, heute=None):
    """Row → column → value of one table."""
    session().expire_all()
    found = tafel(schluessel, queries.kennzahlen.Bestand(person), fenster, heute or clock.today())
    return {z.schluessel: dict(zip(found.spalten, (c.wert for c in z.zellen), strict=True)) for z in found.zeilen}


# --- the arithmetic ---------------------------------------------------------------------------------------------

# days → shortest, lower quartile, median, upper quartile, longest; computed by hand
STREUUNGEN = [
    ([10, 20, 30, 40, 50], (10, 20, 30, 40, 50)),
    ([50, 10, 40, 30, 20], (10, 20, 30, 40, 50)),
    ([1, 2, 3, 4, 5, 6], (1, 2.25, 3.5, 4.75, 6)),
    ([7, 7, 7, 7, 7], (7, 7, 7, 7, 7)),
    ([0, 0, 0, 0, 365], (0, 0, 0, 0, 365)),
]


@pytest.mark.parametrize(("dauern", "erwartet"), STREUUNGEN)
def test_mittel_und_streuung_stimmen_mit_der_handrechnung(dauern, erwartet):
    found = streuung(dauern)

    assert found is not None
    assert (found.kuerzeste, found.unten, found.median, found.oben, found.laengste) == erwartet
    assert found.anzahl == len(dauern)


@pytest.mark.parametrize("anzahl", range(5))
def test_unter_fuenf_gibt_es_keinen_mittelwert(anzahl):
    assert streuung([10] * anzahl) is None


@pytest.mark.parametrize(("wert", "text"), [(12, "12"), (12.0, "12"), (12.5, "12,5"), (2.25, "2,2"), (0, "0")])
def test_tage_stehen_auf_deutsch(wert, text):
    assert tage(wert) == text


@pytest.mark.parametrize(
    ("tagen", "name"),
    [
        (0, "monat"), (30, "monat"), (31, "quartal"), (90, "quartal"),
        (91, "halbjahr"), (180, "halbjahr"), (181, "laenger"), (2000, "laenger"),
    ],
)  # fmt: skip
def test_jede_wartezeit_steht_in_genau_einer_klasse(tagen, name):
    assert klasse(tagen) == name


# spans of rest in days from the beginning of a way of 100 days → days of rest on it
RUHEN = [
    ([], 0),
    ([(10, 30)], 20),
    ([(-20, 5)], 5),
    ([(90, 130)], 10),
    ([(-20, 130)], 100),
    ([(120, 130)], 0),
    ([(-30, -10)], 0),
    ([(10, 20), (40, 45)], 15),
    ([(95, None)], 5),
]


@pytest.mark.parametrize(("ruhen", "tagen"), RUHEN)
def test_ruhezeit_zaehlt_nur_soweit_sie_auf_dem_weg_liegt(ruhen, tagen):
    spans = [(nach(begin), None if end is None else nach(end)) for begin, end in ruhen]

    assert Weg(Ding("thema", "T-1", "x"), BEGINN, nach(100), spans).ruhetage == tagen


@pytest.mark.parametrize(
    ("von", "bis", "tag", "drin"),
    [
        (None, None, 0, True), (0, 10, 0, True), (0, 10, 10, True), (0, 10, 11, False),
        (1, None, 0, False), (None, 5, 6, False), (None, 5, 5, True),
    ],
)  # fmt: skip
def test_der_zeitraum_schliesst_beide_enden_ein(von, bis, tag, drin):
    ends = [None if end is None else nach(end) for end in (von, bis)]

    assert (nach(tag) in Fenster(*ends)) is drin
    assert None not in Fenster(*ends)


# --- what waits -------------------------------------------------------------------------------------------------


def test_ein_thema_wartet_ab_dem_wechsel_in_seinen_stand(welt, kora):
    """Taken up on day 0, laid before the body on day 40, looked at on day 100."""
    thema_am(welt, BEGINN)
    with clock.turned_to(nach(40)):
        vorgelegtes_thema(welt)

    rows = gezaehlt(kora, "warten", heute=nach(100))

    assert rows["gesammelt"] | {"median": ""} == {
        "monat": 0, "quartal": 0, "halbjahr": 1, "laenger": 0, "alle": 1, "median": "",
    }  # fmt: skip
    assert (rows["vorgelegt"]["quartal"], rows["vorgelegt"]["alle"]) == (1, 1)
    assert gezaehlt(kora, "warten", heute=nach(40))["vorgelegt"]["monat"] == 1


def test_wer_nicht_mehr_wartet_steht_nicht_dabei(welt, kora):
    for status in (ThemaStatus.BEAUFTRAGT, ThemaStatus.VEREINBART, ThemaStatus.ERLEDIGT, ThemaStatus.BEENDET):
        thema_im_stand(welt, status)
    zusammengefuehrtes_thema(welt)

    rows = gezaehlt(kora, "warten")

    assert {key: row["alle"] for key, row in rows.items()} == {
        "gesammelt": 1, "zurueckgestellt": 0, "vorgelegt": 0, "priorisiert": 0, "ruht": 0,
    }  # fmt: skip


def test_zurueckgestellte_themen_warten_in_einer_eigenen_zeile(welt, kora):
    thema = vorgelegtes_thema(welt)
    beschluss = neuer_beschluss(welt, laufender_top(welt))
    with transaction():
        workflow.themen.zurueckstellen(
            thema, kora, beschluss=beschluss, begruendung="Später.", wiedervorlage=clock.today() + timedelta(days=90)
        )
    rows = gezaehlt(kora, "warten")
    assert (rows["zurueckgestellt"]["monat"], rows["gesammelt"]["alle"]) == (1, 0)


def test_der_median_der_wartezeit_steht_ab_fuenf(welt, kora):
    """Waiting 10, 20, 30, 40 days: too few; with 100 more the middle is 30."""
    for tagen in (10, 20, 30, 40):
        thema_am(welt, nach(100 - tagen))
    assert gezaehlt(kora, "warten", heute=nach(100))["gesammelt"]["median"] == "zu wenige"

    thema_am(welt, BEGINN)

    row = gezaehlt(kora, "warten", heute=nach(100))["gesammelt"]
    assert row == {"monat": 3, "quartal": 1, "halbjahr": 1, "laenger": 0, "alle": 5, "median": "30"}


# --- how long it takes ------------------------------------------------------------------------------------------


def test_vom_thema_zum_beschluss_zaehlt_der_erste_der_es_weiterbringt(welt, kora):
    """Decided after 10, 20, 30, 40 and 100 days: middle 30, middle half 20 to 40. Later Beschlüsse do not count."""
    for tagen in (10, 20, 30, 40, 100):
        thema = entschieden(welt, thema_am(welt, BEGINN), nach(tagen))
        entschieden(welt, thema, nach(300), Permission.THEMA_BEAUFTRAGEN)
        entschieden(welt, thema, nach(1), Permission.THEMA_ZURUECKSTELLEN)

    row = gezaehlt(kora, "wege")["entscheidung"]

    assert row == {
        "anzahl": 5, "median": "30", "haelfte": "20 bis 40", "spanne": "10 bis 100", "ruhte": 0, "ohne": "30",
    }  # fmt: skip


def test_vier_wege_sind_zu_wenige(welt, kora):
    for tagen in (10, 20, 30, 40):
        entschieden(welt, thema_am(welt, BEGINN), nach(tagen), Permission.THEMA_BEAUFTRAGEN)

    row = gezaehlt(kora, "wege")["entscheidung"]

    assert (row["anzahl"], row["ruhte"]) == (4, 0)
    assert {row[name] for name in ("median", "haelfte", "spanne", "ohne")} == {"zu wenige"}


def test_ein_beschluss_der_aelter_ist_als_das_thema_zaehlt_nicht(welt, kora):
    entschieden(welt, thema_am(welt, BEGINN), nach(-400))

    assert gezaehlt(kora, "wege")["entscheidung"]["anzahl"] == 0


def test_der_echte_beschluss_der_sitzung_zaehlt(welt, kora):
    """From the act to the figure: laid before the body on day 0, given a rank in the meeting on day 12."""
    with clock.turned_to(BEGINN):
        top = laufender_top(welt)
        thema = vorgelegtes_thema(welt, top=top)
    with clock.turned_to(nach(12)):
        neuer_beschluss(welt, top, rang(thema, 1))

    (weg,) = tafel("wege", queries.kennzahlen.Bestand(kora), ALLES, clock.today()).zelle("entscheidung", "anzahl").dinge

    assert (weg.nummer, weg.angabe) == (thema.nummer, "12 Tage")


def test_der_zeitraum_meint_den_tag_an_dem_der_schritt_fertig_war(welt, kora):
    entschieden(welt, thema_am(welt, BEGINN), nach(10))

    for von, bis, anzahl in ((0, 9, 0), (0, 10, 1), (10, 20, 1), (11, 20, 0)):
        assert gezaehlt(kora, "wege", Fenster(nach(von), nach(bis)))["entscheidung"]["anzahl"] == anzahl


def test_vom_beschluss_zur_massnahme_zaehlt_die_erste(welt, kora):
    """Decided on day 10, Maßnahmen agreed on days 60 and 90: 50 days."""
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    with transaction():
        thema.aufgenommen_am = BEGINN
    entschieden(welt, thema, nach(10))
    vereinbart_am(welt, nach(90), thema)
    vereinbart_am(welt, nach(60), thema)

    found = tafel("wege", queries.kennzahlen.Bestand(kora), ALLES, clock.today())

    assert [d.angabe for d in found.zelle("massnahme", "anzahl").dinge] == ["50 Tage"]


def test_von_der_massnahme_zur_wirkung_und_vom_thema_bis_dahin(welt, kora):
    """Taken up on day 0, agreed on day 30, checked on day 130: 100 and 130 days."""
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    with transaction():
        thema.aufgenommen_am = BEGINN
    geprueft(welt, vereinbart_am(welt, nach(30), thema), nach(130))
    vereinbart_am(welt, nach(30), thema)

    found = tafel("wege", queries.kennzahlen.Bestand(kora), ALLES, clock.today())

    assert [d.angabe for d in found.zelle("wirkung", "anzahl").dinge] == ["100 Tage"]
    assert [d.angabe for d in found.zelle("ganz", "anzahl").dinge] == ["130 Tage"]


def test_ruhezeiten_einer_massnahme_sind_mitgezaehlt_und_genannt(welt, kora, paul):
    """Agreed on day 0, resting from day 20 to day 50, checked on day 100."""
    massnahme = vereinbart_am(welt, BEGINN)
    with clock.turned_to(nach(20)), transaction():
        workflow.massnahmen.ruhen_lassen(massnahme, paul, begruendung="Warten.", wiedervorlage=nach(60))
    with clock.turned_to(nach(50)), transaction():
        workflow.massnahmen.fortsetzen(massnahme, paul)
    geprueft(welt, massnahme, nach(100))

    found = tafel("wege", queries.kennzahlen.Bestand(kora), ALLES, clock.today())

    assert [d.angabe for d in found.zelle("wirkung", "anzahl").dinge] == ["100 Tage"]
    assert [d.angabe for d in found.zelle("wirkung", "ruhte").dinge] == ["30 Tage Ruhezeit"]


def test_der_median_ohne_ruhezeit_zieht_sie_ab(welt, kora):
    """Five Themen decided after 100 days, three of them resting for 40: middle 100, without rest 60."""
    for number in range(5):
        thema = entschieden(welt, thema_am(welt, BEGINN), nach(100))
        if number < 3:
            beschluss = neuer_beschluss(welt)
            with transaction():
                thema.projektgruppe, thema.beschluss = welt.projektgruppe, beschluss
                thema.status = ThemaStatus.BEAUFTRAGT
            with clock.turned_to(nach(20)), transaction():
                workflow.themen.ruhen_lassen(thema, kora, begruendung="Warten.", wiedervorlage=nach(70))
            with clock.turned_to(nach(60)), transaction():
                workflow.themen.fortsetzen(thema, kora)

    row = gezaehlt(kora, "wege")["entscheidung"]

    assert (row["median"], row["ruhte"], row["ohne"]) == ("100", 3, "60")


def test_was_geschehen_ist_zaehlt_jedes_an_seinem_tag(welt, kora):
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    with transaction():
        thema.aufgenommen_am = BEGINN
    entschieden(welt, thema, nach(10))
    geprueft(welt, vereinbart_am(welt, nach(30), thema), nach(130))

    for tag, steps in {
        0: {"aufgenommen"}, 10: {"entschieden"}, 30: {"vereinbart"}, 130: {"umgesetzt", "geprueft"}, 131: set(),
    }.items():  # fmt: skip
        rows = gezaehlt(kora, "zeitraum", Fenster(nach(tag), nach(tag)))
        assert {key for key, row in rows.items() if row["anzahl"] == 1} == steps, tag
        assert sum(row["anzahl"] for row in rows.values()) == len(steps)


# --- Maßnahmen, Kommunen, Projektgruppen ------------------------------------------------------------------------


def test_jede_massnahme_steht_unter_genau_einer_ampel(welt, kora, paul):
    heute = clock.today()
    rot, gelb = laufende_massnahme(welt), laufende_massnahme(welt)
    neuer_meilenstein(welt, gelb, 10)
    laufende_massnahme(welt)  # green
    neuer_meilenstein(welt, rot, 5)
    ohne = laufende_massnahme(welt)
    still, gehoert = laufende_massnahme(welt), laufende_massnahme(welt)
    massnahme_im_stand(welt, MassnahmeStatus.RUHT)
    neue_massnahme(welt)  # only proposed: no light
    frueher = frueherer_beschluss(welt, gefasst_am=heute - timedelta(days=121))
    with transaction():
        rot.meilensteine[0].geplant_am = heute - timedelta(days=8)
        ohne.frist = None
        still.beschluss = gehoert.beschluss = frueher
    for massnahme in (gelb, gehoert):
        with transaction():
            workflow.massnahmen.rueckmeldung_geben(massnahme, paul, lage=Lage.PLAN, satz="Läuft.")

    rows = gezaehlt(kora, "ampel")

    assert {key: row["anzahl"] for key, row in rows.items()} == dict.fromkeys(Stufe, 1) | {Stufe.GRUEN: 2}
    late = gezaehlt(kora, "verzug")
    assert {key: row["anzahl"] for key, row in late.items()} == {Verzug.WOCHE: 0, Verzug.MONAT: 1, Verzug.LAENGER: 0}


def test_eine_kommune_ohne_eintrag_steht_als_ohne_angabe_da(welt, kora, paul):
    massnahme = laufende_massnahme(welt)
    laufende_massnahme(welt)
    neue_massnahme(welt)
    massnahme_im_stand(welt, MassnahmeStatus.ABGEBROCHEN)
    with transaction():
        workflow.massnahmen.stand_melden(massnahme, paul, kommune=welt.kommune("Waldau"), stand=Stand.LAEUFT)
    with transaction():
        workflow.massnahmen.stand_melden(
            massnahme,
            paul,
            kommune=welt.kommune("Seestadt"),
            stand=Stand.NICHT_BETEILIGT,
            begruendung="Hat ein eigenes Verfahren.",
        )

    rows = gezaehlt(kora, "kommunen")

    leer = {"geplant": 0, "laeuft": 0, "eingefuehrt": 0, "nicht_beteiligt": 0, "ohne": 1}
    assert rows[str(welt.kommune("Seestadt").id)] == leer | {"nicht_beteiligt": 1}
    assert rows[str(welt.kommune("Waldau").id)] == leer | {"laeuft": 1}


def test_zielvereinbarungen_zaehlen_nach_stand(welt, kora):
    for status in (ZielvereinbarungStatus.ENTWURF, ZielvereinbarungStatus.IN_KRAFT, ZielvereinbarungStatus.IN_KRAFT):
        zielvereinbarung_im_stand(welt, status)

    rows = {key: row["anzahl"] for key, row in gezaehlt(kora, "zielvereinbarungen").items()}

    assert rows == dict.fromkeys(ZielvereinbarungStatus, 0) | {"entwurf": 1, "in_kraft": 2}


def test_die_last_einer_projektgruppe_steht_gegen_ihre_grenze(welt, kora):
    gruppe = str(welt.projektgruppe.id)
    for lauf, erwartet in ((1, "hat Platz"), (2, "hat Platz"), (3, "ausgelastet"), (4, "überlastet")):
        thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
        row = gezaehlt(kora, "projektgruppen")[gruppe]
        assert (row["themen"], row["grenze"], row["last"]) == (lauf, 3, erwartet)
        assert queries.gremien.last(welt.projektgruppe) == lauf


def test_die_last_hat_das_wort_das_auch_bei_der_gruppe_steht(welt, kora):
    """One rule: an overdue Meilenstein and a Frist that has passed weigh as they do on the page of the group."""
    gruppe = str(welt.projektgruppe.id)
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    assert gezaehlt(kora, "projektgruppen")[gruppe]["last"] == "hat Platz"

    neuer_meilenstein(welt, laufende_massnahme(welt, thema), in_=1)
    with clock.turned_to(clock.today() + timedelta(days=5)):
        assert gezaehlt(kora, "projektgruppen")[gruppe]["last"] == "ausgelastet"
    with transaction():
        thema.frist = clock.today() - timedelta(days=1)

    assert gezaehlt(kora, "projektgruppen")[gruppe]["last"] == "überlastet"


# --- institutions -----------------------------------------------------------------------------------------------


def hauszeile(welt, kurzname, person):
    """Column → value of one institution."""
    session().expire_all()
    haus = welt.institution(kurzname)
    found = haeuser(
        {haus.id: haus.name},
        queries.kennzahlen.Bestand(person).massnahmen,
        queries.kennzahlen.offene_zeichnungen(),
        queries.kennzahlen.offene_stellungnahmen(),
        clock.today(),
    )
    return {key: cell.wert for key, cell in zip(found.spalten, found.zeilen[0].zellen, strict=True) if cell.wert}


def test_ein_haus_zaehlt_was_bei_ihm_offen_ist(welt, kora, mats):
    laufende_massnahme(welt)
    offen, abgesagt = neue_massnahme(welt), neue_massnahme(welt)
    with transaction():
        workflow.massnahmen.absagen(abgesagt, mats, begruendung="Kein Personal.")
    assert hauszeile(welt, "Jobcenter", kora) == {"zusagen": 1, "gruen": 1}
    assert hauszeile(welt, "Sozialamt", kora) == {}

    with transaction():
        workflow.massnahmen.zusagen(offen, mats, verantwortlich=welt.person("Paul"))
    assert hauszeile(welt, "Jobcenter", kora) == {"gruen": 1}


def test_eine_zeichnung_fehlt_bis_sie_gegeben_oder_verweigert_ist(welt, kora, zoe):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    for kurzname in ("Jobcenter", "Sozialamt", "Caritas"):
        assert hauszeile(welt, kurzname, kora)["zeichnungen"] == 1

    zeichnen(welt, vereinbarung, "Jobcenter")
    with transaction():
        workflow.zielvereinbarungen.zeichnung_verweigern(
            beitrag(vereinbarung, "Caritas"), zoe, begruendung="Der Vorstand will nicht."
        )

    assert [row.institution_id for row in queries.kennzahlen.offene_zeichnungen()] == [welt.institution("Sozialamt").id]


def test_eine_stellungnahme_ist_offen_bis_sie_kommt_oder_das_thema_vorliegt(welt, kora, mats):
    thema = neues_thema(welt)
    with transaction():
        workflow.themen.stellungnahmen_erbitten(thema, kora, institutionen=[welt.institution("Jobcenter")])
    assert hauszeile(welt, "Jobcenter", kora) == {"stellungnahmen": 1}
    assert queries.kennzahlen.offene_stellungnahmen([welt.institution("ABH").id]) == []

    with transaction():
        workflow.stellungnahmen.abgeben(thema.stellungnahmen[0], mats, text="So ist es.")
    assert hauszeile(welt, "Jobcenter", kora) == {}
    beauftragtes_thema(welt)
    assert queries.kennzahlen.offene_stellungnahmen() == []


def test_wer_nichts_sieht_zaehlt_nichts(welt, ada, emil):
    laufende_massnahme(welt)
    neues_thema(welt)

    for person in (ada, emil):
        bestand = queries.kennzahlen.Bestand(person)
        assert (bestand.themen, bestand.massnahmen, bestand.vereinbarungen) == ([], [], [])
