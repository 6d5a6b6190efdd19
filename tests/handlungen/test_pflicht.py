"""Pflichten: with a day, with proof, carried on into the next year once."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Dateiinhalt, Ereignis, Pflicht, Pflichtart, PflichtStatus
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.dateien import Upload
from kimflow.workflow.pflichten import ein_jahr_spaeter
from tests.bauen.dateien import PDF
from tests.bauen.foerderung import neue_pflicht
from tests.bauen.massnahmen import in_tagen

S = PflichtStatus


def handeln(verb: str, pflicht: Pflicht, person: Any, **kw: Any) -> Any:
    with transaction():
        return getattr(workflow.pflichten, verb)(pflicht, person, **kw)


def aufgaben(person: Any) -> list[str]:
    return [a.text for g in queries.start.gruppen(person) for a in g.aufgaben if a.gruppe.startswith("Pflicht")]


def test_eine_pflicht_wird_mit_datei_oder_ablageort_erledigt_und_das_steht_im_verlauf(welt, kora):
    eine, andere = neue_pflicht(welt), neue_pflicht(welt, was="Testat", art=Pflichtart.VERWENDUNGSNACHWEIS)

    handeln("erledigen", eine, kora, erledigt_am=clock.today(), nachweis="Akte 12, Blatt 3")
    handeln("erledigen", andere, kora, erledigt_am=clock.today(), datei=Upload("Testat.pdf", PDF))

    assert (eine.status, eine.nachweis, eine.datei) == (S.ERLEDIGT, "Akte 12, Blatt 3", None)
    assert andere.datei.name == "Testat.pdf"
    assert session().query(Dateiinhalt).one().inhalt == PDF
    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert (zeile.akt, zeile.status_nachher) == ("pflicht.erledigen", "erledigt")


def test_ohne_nachweis_und_in_der_zukunft_ist_nichts_erledigt(welt, kora):
    pflicht = neue_pflicht(welt)

    with pytest.raises(Obstructed, match="wo der Nachweis liegt"):
        handeln("erledigen", pflicht, kora, erledigt_am=clock.today())
    with pytest.raises(Obstructed, match="nicht in der Zukunft"):
        handeln("erledigen", pflicht, kora, erledigt_am=in_tagen(1), nachweis="x")
    assert pflicht.status is S.OFFEN


def test_erledigtes_und_verworfenes_laesst_sich_wieder_oeffnen(welt, kora):
    pflicht = neue_pflicht(welt)
    handeln("erledigen", pflicht, kora, erledigt_am=clock.today(), nachweis="Akte")
    with pytest.raises(Obstructed):
        handeln("bearbeiten", pflicht, kora, art=pflicht.art, was="x", bis=pflicht.bis, wiedervorlage=None,
                institution=None, notiz="")  # fmt: skip

    handeln("wieder_oeffnen", pflicht, kora, begruendung="Unterschrift fehlt")
    assert (pflicht.status, pflicht.erledigt_am) == (S.OFFEN, None)
    handeln("verwerfen", pflicht, kora, begruendung="Entfällt in diesem Jahr")
    assert pflicht.status is S.VERWORFEN
    handeln("wieder_oeffnen", pflicht, kora, begruendung="Doch nicht")


def test_fuer_das_naechste_jahr_wird_sie_genau_einmal_angelegt(welt, kora):
    pflicht = neue_pflicht(welt, institution=welt.institution("Caritas"))
    spaeter = ein_jahr_spaeter(pflicht.bis)

    with pytest.raises(Obstructed, match=f"einen Tag nach dem {pflicht.bis:%d.%m.%Y}"):
        handeln("weiterfuehren", pflicht, kora, bis=pflicht.bis)
    neu = handeln("weiterfuehren", pflicht, kora, bis=spaeter)

    assert (neu.was, neu.art, neu.bis, neu.institution, neu.status) == (
        pflicht.was, pflicht.art, spaeter, pflicht.institution, S.OFFEN,
    )  # fmt: skip
    with pytest.raises(Obstructed, match="schon angelegt"):
        handeln("weiterfuehren", pflicht, kora, bis=spaeter)


@pytest.mark.parametrize(
    ("tag", "danach"),
    [
        (date(2025, 10, 31), date(2026, 10, 31)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
    ],
)
def test_der_vorschlag_fuer_das_naechste_jahr_ist_derselbe_tag(tag, danach):
    assert ein_jahr_spaeter(tag) == danach


@pytest.mark.parametrize("wer", ["Mats", "Zoe", "Paula", "Lena", "Ada", "Bibi"])
def test_die_pflichten_fuehrt_und_sieht_nur_die_koordination(welt, wer):
    pflicht, person = neue_pflicht(welt, bis=in_tagen(-1)), welt.person(wer)

    for verb, kw in (
        ("erledigen", {"erledigt_am": clock.today(), "nachweis": "x"}),
        ("verwerfen", {"begruendung": "x"}),
        ("wieder_oeffnen", {"begruendung": "x"}),
        ("weiterfuehren", {"bis": in_tagen(500)}),
    ):
        with pytest.raises(Forbidden):
            handeln(verb, pflicht, person, **kw)
    with pytest.raises(Forbidden), transaction():
        workflow.pflichten.anlegen(person, art=Pflichtart.BERICHT, was="x", bis=in_tagen(3))
    assert queries.pflichten.liste(person).zeilen == []
    assert aufgaben(person) == []


def test_ueberfaelliges_steht_oben_und_erledigtes_nicht_dabei(welt, kora):
    bald, lange_her = neue_pflicht(welt, was="bald"), neue_pflicht(welt, was="lange her", bis=in_tagen(-40))
    fertig = neue_pflicht(welt, was="fertig")
    handeln("erledigen", fertig, kora, erledigt_am=clock.today(), nachweis="Akte")

    assert [p.id for p in queries.pflichten.liste(kora).zeilen] == [lange_her.id, bald.id]
    assert [p.id for p in queries.pflichten.liste(kora, stand="erledigt").zeilen] == [fertig.id]
    assert len(queries.pflichten.liste(kora, stand="alle").zeilen) == 3
    assert queries.pflichten.liste(kora, art=Pflichtart.FACHAUFSICHT).zeilen == []
    assert (lange_her.ist_ueberfaellig, bald.ist_ueberfaellig, fertig.ist_ueberfaellig) == (True, False, False)


@pytest.mark.beide
def test_die_startseite_erinnert_ab_der_wiedervorlage_oder_dreissig_tage_vorher(welt, kora):
    ohne = neue_pflicht(welt, was="ohne", bis=in_tagen(60))
    mit = neue_pflicht(welt, was="mit", bis=in_tagen(60), wiedervorlage=in_tagen(10))
    heute = clock.today()

    for tage, stehen_da in ((9, []), (10, ["mit"]), (29, ["mit"]), (30, ["mit", "ohne"]), (70, ["mit", "ohne"])):
        with clock.turned_to(heute + timedelta(days=tage)):
            assert sorted(aufgaben(kora)) == stehen_da
    handeln("erledigen", mit, kora, erledigt_am=heute, nachweis="Akte")
    with clock.turned_to(heute + timedelta(days=40)):
        assert aufgaben(kora) == ["ohne"]
    assert ohne.ist_offen


def test_die_wiedervorlage_liegt_nicht_nach_dem_tag(welt):
    with pytest.raises(Obstructed, match=f"Wiedervorlage muss spätestens am {in_tagen(60):%d.%m.%Y} liegen"):
        neue_pflicht(welt, wiedervorlage=in_tagen(61))


def test_auch_die_datenbank_kennt_die_regeln(welt):
    pflicht = neue_pflicht(welt)

    for change in (
        "status = 'erledigt'",
        "status = 'erledigt', erledigt_am = '2026-01-01'",
        "status = 'verworfen'",
        "wiedervorlage = '2999-01-01'",
        "art = 'sonstiges'",
    ):
        with pytest.raises(IntegrityError), transaction() as s:
            s.execute(text(f"UPDATE pflicht SET {change} WHERE id = {pflicht.id}"))
