"""indikator: anlegen, bearbeiten, entfernen, messwert_erfassen, messwert_berichtigen; and what readings say."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.dezimalzahlen import gelesen, geschrieben
from kimflow.models import Messwert, Nachricht, Rhythmus, Richtung
from kimflow.queries import aufgaben
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.messreihe import Lage, in_monaten, luecken, urteil
from tests.bauen.massnahmen import in_tagen
from tests.bauen.zielvereinbarungen import (
    INDIKATOR,
    beschriebene_zielvereinbarung,
    eingereichte_zielvereinbarung,
    geltende_zielvereinbarung,
    neu_gelesen,
    neue_ueberpruefung,
    neuer_indikator,
)

pytestmark = pytest.mark.beide


def messen(welt, indikator, wert, tage=0, wer="Paula", **kw):
    with transaction():
        workflow.indikatoren.messwert_erfassen(
            indikator, welt.person(wer), wert=Decimal(wert), gemessen_am=in_tagen(tage), **kw
        )


def berichtigen(welt, indikator, messwert, wert, begruendung="Vertippt."):
    with transaction():
        workflow.indikatoren.messwert_berichtigen(
            indikator, welt.person("Kora"), messwert=messwert, wert=Decimal(wert), begruendung=begruendung
        )


def test_ein_indikator_steht_auch_in_worten_an_der_vereinbarung(welt, paula):
    vereinbarung = beschriebene_zielvereinbarung(welt)
    neuer_indikator(welt, vereinbarung, name="Anteil", einheit="Prozent", ausgangswert=Decimal("12.5"))

    assert vereinbarung.indikator == "Tage zwischen letztem und erstem Bescheid; Anteil"
    assert vereinbarung.ausgangswert == "56 Tage; 12,5 Prozent"

    with transaction():
        workflow.indikatoren.entfernen(vereinbarung, paula, indikator=vereinbarung.indikatoren[0])

    assert (neu_gelesen(vereinbarung).indikator, vereinbarung.ausgangswert) == ("Anteil", "12,5 Prozent")


def test_bearbeitet_wird_er_nur_im_entwurf(welt, paula):
    vereinbarung = beschriebene_zielvereinbarung(welt)
    indikator = vereinbarung.indikatoren[0]
    changed = INDIKATOR | {"zielwert": Decimal("3.5"), "naechste_messung_am": in_tagen(90)}
    with transaction():
        workflow.indikatoren.bearbeiten(indikator, paula, **changed)
    assert (vereinbarung.zielwert, indikator.richtung) == ("3,5 Tage", Richtung.FALLEND)

    eingereicht = eingereichte_zielvereinbarung(welt)
    with pytest.raises(Obstructed, match="im Stand"), transaction():
        workflow.indikatoren.bearbeiten(eingereicht.indikatoren[0], paula, **changed)
    with pytest.raises(Obstructed, match="im Stand"), transaction():
        workflow.indikatoren.anlegen(eingereicht, paula, **INDIKATOR)
    with pytest.raises(Obstructed, match="im Stand"):
        messen(welt, eingereicht.indikatoren[0], 5)


def test_ohne_weg_ist_es_kein_ziel(welt, paula):
    vereinbarung = beschriebene_zielvereinbarung(welt)

    with pytest.raises(Obstructed, match="anderer"), transaction():
        workflow.indikatoren.anlegen(vereinbarung, paula, **(INDIKATOR | {"zielwert": Decimal(56)}))
    with pytest.raises(IntegrityError), transaction():
        vereinbarung.indikatoren[0].zielwert = Decimal(56)


@pytest.mark.parametrize("wer", ["Petra", "Mats", "Lena"])
def test_wer_nicht_zur_gruppe_gehoert_misst_nicht(welt, wer):
    indikator = geltende_zielvereinbarung(welt).indikatoren[0]

    with pytest.raises(Forbidden):
        messen(welt, indikator, 30, wer=wer)


def test_die_naechste_messung_folgt_aus_dem_rhythmus(welt):
    indikator = geltende_zielvereinbarung(welt).indikatoren[0]

    messen(welt, indikator, "30.5")
    assert indikator.naechste_messung_am == in_monaten(clock.today(), 6)
    messen(welt, indikator, 40, tage=-20)
    assert indikator.naechste_messung_am == in_monaten(clock.today(), 6)
    messen(welt, indikator, 20, naechste_messung_am=in_tagen(10))
    assert indikator.naechste_messung_am == in_tagen(10)


def test_gemessen_wird_nicht_in_der_zukunft(welt):
    indikator = geltende_zielvereinbarung(welt).indikatoren[0]

    with pytest.raises(Obstructed, match="Zukunft"):
        messen(welt, indikator, 30, tage=1)
    with pytest.raises(Obstructed, match="einen späteren Tag"):
        messen(welt, indikator, 30, naechste_messung_am=in_tagen(0))


def test_eine_berichtigung_laesst_den_alten_wert_stehen(welt):
    indikator = geltende_zielvereinbarung(welt).indikatoren[0]
    messen(welt, indikator, 300)
    (falsch,) = indikator.messwerte

    berichtigen(welt, indikator, falsch, 30)

    assert [m.wert for m in indikator.geltende] == [Decimal(30)]
    assert {m.wert for m in session().query(Messwert)} == {Decimal(300), Decimal(30)}
    with pytest.raises(Obstructed, match="schon berichtigt"):
        berichtigen(welt, indikator, falsch, 31)
    with pytest.raises(Obstructed, match="begründen"):
        berichtigen(welt, indikator, indikator.geltende[-1], 31, begruendung="")


def test_zwei_berichtigungen_desselben_wertes_kann_es_nicht_geben(welt, kora):
    indikator = geltende_zielvereinbarung(welt).indikatoren[0]
    messen(welt, indikator, 300)
    (falsch,) = indikator.messwerte
    berichtigen(welt, indikator, falsch, 30)

    with pytest.raises(IntegrityError), transaction() as s:
        s.add(
            Messwert(
                indikator_id=indikator.id, wert=Decimal(1), gemessen_am=clock.today(), person_id=kora.id,
                erfasst_am=clock.now(), ersetzt_id=falsch.id, begruendung="x",
            )
        )  # fmt: skip


def test_die_faellige_messung_steht_auf_der_startseite_und_kommt_einmal_per_mail(welt, paula, kora, mats):
    indikator = geltende_zielvereinbarung(welt).indikatoren[0]
    messen(welt, indikator, 30, naechste_messung_am=in_tagen(10))

    def tasks(person):
        return {task.gruppe for task in aufgaben.gelesen(queries.indikatoren.auswahl(person))}

    assert tasks(paula) == tasks(kora) == {"Messung fällig"}
    assert tasks(mats) == set()
    with clock.turned_to(clock.today() + timedelta(days=10)):
        for _ in range(2):
            with transaction():
                workflow.erinnerungen.wiedervorlagen.schreiben()
    letters = session().query(Nachricht).filter_by(anlass="wiedervorlagen").all()
    assert [one.person_id for one in letters] == [paula.id]


def test_hat_die_gruppe_geendet_misst_die_koordination(welt, paula, kora):
    indikator = geltende_zielvereinbarung(welt).indikatoren[0]
    messen(welt, indikator, 30, naechste_messung_am=in_tagen(10))
    with transaction():
        workflow.gremien.beenden(welt.projektgruppe, kora, bis=clock.today(), verbleib="Das Sozialamt misst weiter.")

    with clock.turned_to(clock.today() + timedelta(days=10)):
        session().expire_all()
        assert aufgaben.gelesen(queries.indikatoren.auswahl(paula)) == []
        assert {task.gruppe for task in aufgaben.gelesen(queries.indikatoren.auswahl(kora))} == {"Messung fällig"}
        with transaction():
            workflow.erinnerungen.wiedervorlagen.schreiben()
    letters = session().query(Nachricht).filter_by(anlass="wiedervorlagen").all()
    assert [one.person_id for one in letters] == [kora.id]


def test_eine_ueberpruefung_steht_zwei_wochen_vorher_zur_wiedervorlage(welt, paula):
    vereinbarung = geltende_zielvereinbarung(welt)
    ueberpruefung = neue_ueberpruefung(welt, vereinbarung, 14)

    found = aufgaben.gelesen(queries.indikatoren.auswahl(paula))
    assert [(task.gruppe, task.frist) for task in found] == [("Zielvereinbarung überprüfen", in_tagen(14))]

    with pytest.raises(Obstructed, match="Satz"), transaction():
        workflow.ueberpruefungen.festhalten(ueberpruefung, paula, ergebnis="")
    with transaction():
        workflow.ueberpruefungen.festhalten(ueberpruefung, paula, ergebnis="Wir sind im Plan.")
    assert aufgaben.gelesen(queries.indikatoren.auswahl(paula)) == []
    with pytest.raises(Obstructed, match="steht schon fest"), transaction():
        workflow.ueberpruefungen.festhalten(ueberpruefung, paula, ergebnis="Noch einmal.")


@pytest.mark.parametrize("tage", [0, 30])
def test_ansetzen_laesst_sich_nur_ein_kuenftiger_tag_und_jeder_einmal(welt, paula, tage):
    vereinbarung = geltende_zielvereinbarung(welt)
    neue_ueberpruefung(welt, vereinbarung, 30)

    with pytest.raises(Obstructed), transaction():
        workflow.ueberpruefungen.ansetzen(vereinbarung, paula, am=in_tagen(tage))
    with pytest.raises(Forbidden), transaction():
        workflow.ueberpruefungen.ansetzen(vereinbarung, welt.person("Mats"), am=in_tagen(60))


# --- pure arithmetic ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("von", "auf", "wert", "lage", "satz"),
    [
        (56, 7, None, Lage.OHNE, "Noch nicht gemessen"),
        (56, 7, 7, Lage.ERREICHT, "Ziel erreicht"),
        (56, 7, 5, Lage.ERREICHT, "Ziel erreicht"),
        (56, 7, 56, Lage.UNVERAENDERT, "Unverändert seit dem Anfang"),
        (56, 7, 57, Lage.WEITER_WEG, "Weiter weg als am Anfang"),
        (56, 7, 8, Lage.UNTERWEGS, "Auf dem Weg: 97 % der Strecke"),
        (10, 20, 15, Lage.UNTERWEGS, "Auf dem Weg: 50 % der Strecke"),
        (10, 20, 9, Lage.WEITER_WEG, "Weiter weg als am Anfang"),
        (10, 20, 25, Lage.ERREICHT, "Ziel erreicht"),
        (-5, 5, 0, Lage.UNTERWEGS, "Auf dem Weg: 50 % der Strecke"),
    ],
)
def test_das_urteil_folgt_aus_drei_zahlen(von, auf, wert, lage, satz):
    found = urteil(Decimal(von), Decimal(auf), None if wert is None else Decimal(wert))

    assert (found.lage, found.satz) == (lage, satz)


T = date


@pytest.mark.parametrize(
    ("tage", "monate", "heute", "fehlt"),
    [
        ([], 3, T(2026, 6, 1), []),
        ([T(2026, 1, 15)], None, T(2028, 6, 1), []),
        ([T(2026, 1, 15)], 3, T(2026, 5, 29), []),
        ([T(2026, 1, 15)], 3, T(2026, 6, 1), [T(2026, 4, 15)]),
        ([T(2026, 1, 15), T(2026, 4, 20)], 3, T(2026, 5, 1), []),
        ([T(2026, 1, 15), T(2026, 7, 20)], 3, T(2026, 8, 1), [T(2026, 4, 15)]),
        ([T(2026, 1, 31)], 1, T(2026, 4, 20), [T(2026, 2, 28), T(2026, 3, 31)]),
    ],
)
def test_fehlende_messungen_sind_luecken(tage, monate, heute, fehlt):
    assert luecken(tage, monate, heute) == fehlt


@pytest.mark.parametrize(
    ("text", "zahl"),
    [
        ("12,5", "12.5"), ("1.250,25", "1250.25"), ("-3", "-3"), ("0", "0"), (" 7 ", "7"), ("12.5", None),
        ("1,23456", None), ("5 von 6", None), ("", None), ("1e3", None), ("١٢", None), ("123456789012", None),
    ],
)  # fmt: skip
def test_zahlen_werden_mit_komma_geschrieben(text, zahl):
    assert gelesen(text) == (Decimal(zahl) if zahl else None)


@pytest.mark.parametrize(("zahl", "text"), [("12.5000", "12,5"), ("-0.0", "0"), ("1000", "1000"), ("0.0001", "0,0001")])
def test_und_ohne_leere_stellen_gelesen(zahl, text):
    assert geschrieben(Decimal(zahl)) == text


def test_der_rhythmus_kennt_seine_monate():
    assert [one.monate for one in Rhythmus] == [1, 3, 6, 12]
