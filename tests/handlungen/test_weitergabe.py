"""weitergabe.weitergeben, antwort_festhalten, wiedervorlegen, abschliessen: what went further is not forgotten."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ebene, Ereignis, ThemaStatus, Weitergabe, WeitergabeStatus
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.themen import neue_weitergabe, neues_thema, thema_im_stand, zusammengefuehrtes_thema

pytestmark = pytest.mark.beide
W = WeitergabeStatus
MORGEN = timedelta(days=1)


def handeln(weitergabe, person, verb, **kw):
    with transaction():
        getattr(workflow.weitergaben, verb)(weitergabe, person, **(angaben(verb) | kw))


def angaben(verb):
    return {
        "antwort_festhalten": {
            "antwort_am": clock.today(),
            "antwort": "Eine Änderung ist in Vorbereitung.",
            "wiedervorlage": clock.today() + timedelta(days=90),
        },
        "wiedervorlegen": {"wiedervorlage": clock.today() + MORGEN, "begruendung": "Nachgefragt, wird geprüft."},
        "abschliessen": {"abschluss": "Das Land regelt es selbst."},
    }[verb]


def im_stand(welt, status):
    weitergabe = neue_weitergabe(welt)
    if status is not W.GEMELDET:
        verb = "antwort_festhalten" if status is W.BEANTWORTET else "abschliessen"
        handeln(weitergabe, welt.person("Kora"), verb)
    return weitergabe


PFEILE = {
    "antwort_festhalten": {W.GEMELDET: W.BEANTWORTET, W.BEANTWORTET: W.BEANTWORTET},
    "wiedervorlegen": {W.GEMELDET: W.GEMELDET, W.BEANTWORTET: W.BEANTWORTET},
    "abschliessen": {W.GEMELDET: W.ERLEDIGT, W.BEANTWORTET: W.ERLEDIGT},
}


@pytest.mark.parametrize("verb", PFEILE)
@pytest.mark.parametrize("status", W)
def test_nur_die_gezeichneten_pfeile_gibt_es(welt, kora, verb, status):
    """C1 P0."""
    weitergabe = im_stand(welt, status)
    if status in PFEILE[verb]:
        handeln(weitergabe, kora, verb)
        assert weitergabe.status is PFEILE[verb][status]
        return
    lines = session().query(Ereignis).count()

    with pytest.raises(Obstructed, match="nicht möglich"):
        handeln(weitergabe, kora, verb)

    assert (weitergabe.status, session().query(Ereignis).count()) == (status, lines)


@pytest.mark.parametrize("status", ThemaStatus)
def test_weitergeben_laesst_sich_jedes_thema_das_fuer_sich_steht(welt, status):
    thema = thema_im_stand(welt, status)
    if status is ThemaStatus.ZUSAMMENGEFUEHRT:
        with pytest.raises(Obstructed, match="zusammengeführt"):
            neue_weitergabe(welt, thema)
        return

    assert neue_weitergabe(welt, thema).status is W.GEMELDET
    assert thema.status is status


def test_ein_thema_geht_mehrmals_weiter(welt, kora):
    thema = neues_thema(welt)
    land, bund = neue_weitergabe(welt, thema), neue_weitergabe(welt, thema, ebene=Ebene.BUND, an="das Bundesamt")

    assert [w.an for w in queries.weitergaben.der_themen(kora, thema)] == [bund.an, land.an]


def test_das_weitergeben_steht_im_verlauf(welt, kora):
    weitergabe = neue_weitergabe(welt)

    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert (zeile.akt, zeile.art, zeile.gegenstand_id) == ("weitergabe.weitergeben", "weitergabe", weitergabe.id)
    assert {t.name for t in zeile.texte} == {"an", "anliegen"}
    assert (zeile.status_vorher, zeile.status_nachher, zeile.person_id) == (None, "gemeldet", kora.id)


@pytest.mark.parametrize(
    ("feld", "wert", "grund"),
    [
        ("an", " ", "an wen"),
        ("anliegen", "", "worum es geht"),
        ("am", date(2999, 1, 1), "heute oder früher"),
        ("wiedervorlage", date(2020, 1, 1), "in der Zukunft"),
    ],
)
def test_was_beim_weitergeben_fehlt_wird_gesagt(welt, feld, wert, grund):
    with pytest.raises(Obstructed, match=grund):
        neue_weitergabe(welt, **{feld: wert})

    assert session().query(Weitergabe).count() == 0


@pytest.mark.parametrize(
    ("verb", "feld", "wert", "grund"),
    [
        ("antwort_festhalten", "antwort", " ", "was geantwortet wurde"),
        ("antwort_festhalten", "antwort_am", date(2999, 1, 1), "spätestens heute"),
        ("antwort_festhalten", "antwort_am", date(2020, 1, 1), "nach der Weitergabe"),
        ("antwort_festhalten", "wiedervorlage", date(2020, 1, 1), "in der Zukunft"),
        ("wiedervorlegen", "wiedervorlage", date(2020, 1, 1), "in der Zukunft"),
        ("wiedervorlegen", "begruendung", "", "wie es steht"),
    ],
)
def test_was_sonst_fehlt_wird_gesagt(welt, kora, verb, feld, wert, grund):
    with pytest.raises(Obstructed, match=grund):
        handeln(neue_weitergabe(welt), kora, verb, **{feld: wert})


def test_ohne_antwort_schliesst_nur_ab_wer_es_begruendet(welt, kora):
    """OBERFLAECHE 3.13: it cannot be closed without an answer or a stated reason."""
    weitergabe = neue_weitergabe(welt)

    with pytest.raises(Obstructed, match="keine Antwort"):
        handeln(weitergabe, kora, "abschliessen", abschluss=" ")

    handeln(weitergabe, kora, "antwort_festhalten")
    handeln(weitergabe, kora, "abschliessen", abschluss="")
    assert (weitergabe.status, weitergabe.wiedervorlage, weitergabe.abgeschlossen_am) == (
        W.ERLEDIGT,
        None,
        clock.today(),
    )


def test_auch_an_der_datenbank_vorbei_verschwindet_nichts_still(welt):
    neue_weitergabe(welt)

    for change in (
        "status = 'erledigt', abgeschlossen_am = '2026-01-01'",
        "wiedervorlage = NULL",
        "status = 'beantwortet'",
        "antwort = 'ja'",
    ):
        with pytest.raises(IntegrityError), transaction() as s:
            s.execute(text(f"UPDATE weitergabe SET {change}"))


@pytest.mark.parametrize("wer", ["Mats", "Paula", "Fatma", "Lena", "Ada", "Bibi"])
def test_nur_die_koordination_gibt_weiter_und_fuehrt_das_buch(welt, wer):
    weitergabe, person = neue_weitergabe(welt), welt.person(wer)

    for verb in PFEILE:
        with pytest.raises(Forbidden):
            handeln(weitergabe, person, verb)
    with pytest.raises(Forbidden), transaction():
        workflow.weitergaben.weitergeben(
            weitergabe.thema,
            person,
            ebene=Ebene.BUND,
            an="x",
            am=clock.today(),
            anliegen="x",
            wiedervorlage=clock.today(),
        )


@pytest.mark.parametrize(
    ("wer", "sieht"), [("Kora", 1), ("Mats", 1), ("Paula", 1), ("Lena", 0), ("Ada", 0), ("Emil", 0)]
)
def test_die_lenkungsgruppe_sieht_was_weitergegeben_ist(welt, wer, sieht):
    neue_weitergabe(welt, thema_im_stand(welt, ThemaStatus.VEREINBART))

    assert len(queries.weitergaben.liste(welt.person(wer)).zeilen) == sieht


def test_die_liste_beginnt_mit_dem_was_zuerst_wieder_vorliegt(welt, kora):
    spaeter = neue_weitergabe(welt, wiedervorlage=clock.today() + timedelta(days=9))
    bald = neue_weitergabe(welt, wiedervorlage=clock.today() + MORGEN, ebene=Ebene.POLITIK)
    fertig = im_stand(welt, W.ERLEDIGT)

    zeilen = queries.weitergaben.liste(kora).zeilen
    assert [z.id for z in zeilen] == [bald.id, spaeter.id]
    assert (zeilen[0].alter, zeilen[0].ist_faellig) == (0, False)
    assert [z.id for z in queries.weitergaben.liste(kora, ebene=Ebene.POLITIK).zeilen] == [bald.id]
    assert [z.id for z in queries.weitergaben.liste(kora, alle=True).zeilen] == [fertig.id, bald.id, spaeter.id]


def test_am_tag_der_wiedervorlage_steht_sie_auf_der_startseite(welt, kora, mats):
    weitergabe = neue_weitergabe(welt)
    neue_weitergabe(welt, wiedervorlage=clock.today() + timedelta(days=200))

    with clock.turned_to(weitergabe.wiedervorlage - MORGEN):
        assert "Weitergabe nachfassen" not in [a.gruppe for a in queries.themen.aufgaben(kora)]
    with clock.turned_to(weitergabe.wiedervorlage):
        found = [a for a in queries.themen.aufgaben(kora) if a.gruppe == "Weitergabe nachfassen"]
        assert [(a.text, a.frist) for a in found] == [
            (f"{weitergabe.thema.nummer} an das zuständige Ministerium", weitergabe.wiedervorlage)
        ]
        assert queries.themen.aufgaben(mats) == []
        handeln(weitergabe, kora, "abschliessen")
        assert "Weitergabe nachfassen" not in [a.gruppe for a in queries.themen.aufgaben(kora)]


def test_sie_bleibt_beim_thema_auch_wenn_es_in_einem_anderen_aufgeht(welt, kora):
    ziel, thema = neues_thema(welt), neues_thema(welt)
    weitergabe = neue_weitergabe(welt, thema)
    with transaction():
        workflow.themen.zusammenfuehren(thema, kora, ziel=ziel)

    teile = queries.themen.teile(ziel)
    assert [w.id for w in queries.weitergaben.der_themen(kora, ziel, *teile)] == [weitergabe.id]
    handeln(weitergabe, kora, "antwort_festhalten")
    assert zusammengefuehrtes_thema(welt).status is ThemaStatus.ZUSAMMENGEFUEHRT
