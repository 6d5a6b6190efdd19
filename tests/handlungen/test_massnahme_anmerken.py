"""What the house says beside its light, and that it is told in time that the light will stand in a paper."""

import re
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Anmerkung, Ereignis, Ereignistext, MassnahmeStatus, Nachricht
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.massnahmen import in_tagen, laufende_massnahme, massnahme_im_stand, neu_gelesen
from tests.bauen.sitzungen import neue_sitzung
from tests.besetzung import Welt

S = MassnahmeStatus
SATZ = "Die Software des Landes fehlt noch."
BEGINN = datetime(2027, 3, 18, 14, 0, tzinfo=clock.ZONE)  # a Thursday; five working days before is the Thursday before


def angemerkt(welt, massnahme, satz=SATZ, wer="Mats"):
    with transaction():
        workflow.massnahmen.anmerken(massnahme, welt.person(wer), text=satz)


# --- the remark ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wer", ["Mats", "Paul"])
def test_das_haus_merkt_zu_seiner_ampel_an(welt, wer):
    massnahme = laufende_massnahme(welt)

    angemerkt(welt, massnahme, wer=wer)

    anmerkung = neu_gelesen(massnahme).anmerkung
    assert (anmerkung.text, anmerkung.person.name) == (SATZ, wer)


@pytest.mark.parametrize("wer", ["Kora", "Mia", "Paula", "Vera", "Bibi", "Zoe", "Lena"])
def test_niemand_merkt_fuer_ein_anderes_haus_an(welt, wer):
    """FACH §3: the responsible house, not even the Koordination in its place."""
    massnahme = laufende_massnahme(welt)

    for akt, gegeben in (
        (workflow.massnahmen.anmerken, {"text": SATZ}),
        (workflow.massnahmen.anmerkung_zuruecknehmen, {}),
    ):
        with pytest.raises(Forbidden), transaction():
            akt(massnahme, welt.person(wer), **gegeben)


@pytest.mark.parametrize("status", [S.VORGESCHLAGEN, S.ZUGESAGT, S.UMGESETZT, S.GEPRUEFT, S.ABGEBROCHEN])
def test_wo_keine_ampel_steht_gibt_es_nichts_anzumerken(welt, status):
    massnahme = massnahme_im_stand(welt, status)

    with pytest.raises(Obstructed, match="ist im Stand"), transaction():
        workflow.massnahmen.anmerken(massnahme, welt.person("Mats"), text=SATZ)


def test_ein_neuer_satz_ersetzt_den_alten(welt):
    massnahme = laufende_massnahme(welt)
    angemerkt(welt, massnahme)
    angemerkt(welt, massnahme, "Sie ist da.", wer="Paul")

    assert [a.text for a in session().query(Anmerkung)] == ["Sie ist da."]


def test_der_verlauf_nennt_das_anmerken_aber_nicht_den_satz(welt):
    massnahme = laufende_massnahme(welt)
    angemerkt(welt, massnahme)
    with transaction():
        workflow.massnahmen.anmerkung_zuruecknehmen(massnahme, welt.person("Mats"))

    akte = session().scalars(select(Ereignis.akt).order_by(Ereignis.lfd.desc()).limit(2)).all()
    assert akte == ["massnahme.anmerkung_zuruecknehmen", "massnahme.anmerken"]
    assert all(SATZ not in str(one.text) for one in session().query(Ereignistext))
    assert neu_gelesen(massnahme).anmerkung is None
    assert session().query(Anmerkung).count() == 0


def test_ohne_anmerkung_ist_nichts_zurueckzunehmen(welt, mats):
    massnahme = laufende_massnahme(welt)

    with pytest.raises(Obstructed, match="keine Anmerkung"), transaction():
        workflow.massnahmen.anmerkung_zuruecknehmen(massnahme, mats)


def test_eine_leere_anmerkung_ist_keine(welt, mats):
    massnahme = laufende_massnahme(welt)

    with pytest.raises(Obstructed, match="Bitte schreiben"), transaction():
        workflow.massnahmen.anmerken(massnahme, mats, text="  ")


@pytest.mark.beide
@pytest.mark.parametrize("zeilen", [("",), ("eine", "zweite")], ids=["leer", "zweite"])
def test_auch_an_der_anwendung_vorbei_gibt_es_je_massnahme_eine_anmerkung_mit_text(welt, zeilen):
    massnahme, mats = laufende_massnahme(welt), welt.person("Mats")
    rows = [
        {"massnahme_id": massnahme.id, "text": zeile, "person_id": mats.id, "angemerkt_am": BEGINN} for zeile in zeilen
    ]

    with pytest.raises(IntegrityError), transaction() as s:
        s.execute(insert(Anmerkung), rows)


def test_sie_steht_in_der_zeile_und_auf_der_seite_und_geht_wieder(browser, kora, mats, lena, welt):
    massnahme = laufende_massnahme(welt, frist=in_tagen(-3))
    url = f"/massnahmen/{massnahme.nummer}"
    browser(mats).post(f"{url}/anmerken", {"text": "x" * 301}, status=422)

    browser(mats).absenden(f"{url}/anmerken", text=SATZ)

    orte = ["", "tafel", "sitzungsansicht", "liste.csv"]
    for seite in (url, *(f"/massnahmen/{ort}" for ort in orte), f"/gremien/{massnahme.projektgruppe_id}"):
        assert SATZ in browser(kora).get(seite, status=200).html, seite
        assert SATZ not in browser(lena).get(seite, status=200).html, "wer nur liest, sieht weder Ampel noch Anmerkung"
    assert "überfällig" in browser(kora).get(url).text
    assert browser(mats).get(f"{url}/anmerken").feld("text") == SATZ
    browser(mats).absenden(f"{url}/anmerkung_zuruecknehmen")
    assert SATZ not in browser(kora).get(url, status=200).text


# --- told five working days before --------------------------------------------------------------------------------


def briefe(welt: Welt, name: str) -> list[str]:
    wer = welt.person(name).id
    letters = select(Nachricht.text).where(Nachricht.anlass == "massnahme.anmerken", Nachricht.person_id == wer)
    return list(session().scalars(letters.order_by(Nachricht.id)))


def erinnern() -> None:
    with transaction():
        workflow.erinnerungen.ampeln.schreiben()


@pytest.fixture
def sitzung(welt):
    """On a Thursday in March, with a Maßnahme of the Jobcenter that is overdue by then."""
    return neue_sitzung(welt, beginn=BEGINN)


@pytest.fixture
def rote(welt):
    return laufende_massnahme(welt, frist=date(2027, 3, 1))


@pytest.mark.parametrize(
    ("heute", "geschrieben"),
    [
        (date(2027, 3, 10), False), (date(2027, 3, 11), True), (date(2027, 3, 13), True), (date(2027, 3, 17), True),
        (date(2027, 3, 19), False),
    ],
)  # fmt: skip
def test_fuenf_werktage_vorher_erfaehrt_es_das_haus(welt, sitzung, rote, heute, geschrieben):
    """Not earlier; and later only as long as there is something to say before the Sitzung."""
    with clock.turned_to(heute):
        erinnern()

    assert bool(briefe(welt, "Mats")) is bool(briefe(welt, "Paul")) is geschrieben
    for name in ("Kora", "Mia", "Vera", "Zoe", "Bibi"):
        assert briefe(welt, name) == []


def test_es_erfaehrt_es_einmal_auch_wenn_der_dienst_ausfiel(welt, sitzung, rote):
    for heute in (date(2027, 3, 12), date(2027, 3, 12), date(2027, 3, 16)):
        with clock.turned_to(heute):
            erinnern()

    assert len(briefe(welt, "Mats")) == 1


def test_zu_jeder_sitzung_einmal(welt, sitzung, rote):
    neue_sitzung(welt, beginn=BEGINN + timedelta(days=28))
    for heute in (date(2027, 3, 11), date(2027, 4, 8)):
        with clock.turned_to(heute):
            erinnern()

    assert len(briefe(welt, "Mats")) == 2


def test_der_brief_nennt_jede_ampel_des_hauses_und_fuehrt_zum_anmerken(welt, sitzung, rote, browser, mats):
    gelb = laufende_massnahme(welt, titel="Bald", frist=date(2027, 3, 20))
    gruen = laufende_massnahme(welt, titel="Fern", frist=date(2028, 3, 20))
    with transaction():
        workflow.massnahmen.rueckmeldung_geben(gruen, welt.person("Paul"), lage="plan", satz="Läuft.")
        gruen.rueckmeldungen[0].gemeldet_am = BEGINN - timedelta(days=17)

    with clock.turned_to(date(2027, 3, 11)):
        erinnern()

    (brief,) = briefe(welt, "Mats")
    assert f"{rote.nummer}: überfällig" in brief
    assert f"{gelb.nummer}: beachten" in brief
    assert gruen.nummer not in brief
    assert "18.03.2027, 14:00 Uhr" in brief
    pfad = re.search(rf"/massnahmen/{rote.nummer}/anmerken", brief)
    assert pfad
    browser(mats).get(pfad.group(), status=200)


def test_jede_person_liest_nur_die_ampeln_zu_denen_sie_etwas_anmerken_darf(welt, sitzung, rote, vera):
    """FACH §2: who signs for the house, all of its; who is responsible, the own ones; who moved on, none."""
    veras, fort = (laufende_massnahme(welt, titel=titel, frist=date(2027, 3, 1)) for titel in ("Veras", "Fort"))
    with transaction():
        veras.verantwortlich, fort.verantwortlich = vera, welt.person("Zoe")

    with clock.turned_to(date(2027, 3, 11)):
        erinnern()

    gelesen = {
        name: [m.nummer for m in (rote, veras, fort) if any(m.nummer in text for text in briefe(welt, name))]
        for name in ("Mats", "Paul", "Vera", "Zoe")
    }
    assert gelesen == {
        "Mats": [rote.nummer, veras.nummer, fort.nummer],
        "Paul": [rote.nummer],
        "Vera": [veras.nummer],
        "Zoe": [],
    }


def test_der_brief_sagt_wo_die_ampel_steht(welt, sitzung, rote):
    """In the list printed for the Sitzung; no other paper has a light."""
    with clock.turned_to(date(2027, 3, 11)):
        erinnern()

    (brief,) = briefe(welt, "Mats")
    assert "Maßnahmenliste" in brief
    assert "Unterlagen" not in brief
    assert "Unterlagen" not in workflow.massnahmen.anmerken.help


@pytest.mark.parametrize("status", [S.VORGESCHLAGEN, S.RUHT, S.UMGESETZT])
def test_wo_keine_rote_graue_oder_gelbe_ampel_steht_gibt_es_keinen_brief(welt, sitzung, status):
    massnahme_im_stand(welt, status, frist=date(2027, 3, 1))

    with clock.turned_to(date(2027, 3, 11)):
        erinnern()

    assert briefe(welt, "Mats") == []


def test_nur_sitzungen_der_lenkungsgruppe_zaehlen(welt, rote):
    neue_sitzung(welt, gremium=welt.projektgruppe, beginn=BEGINN)

    with clock.turned_to(date(2027, 3, 11)):
        erinnern()

    assert briefe(welt, "Mats") == []
