"""abstimmung.stimme_abgeben: whose vote, until when, and what is a valid ballot."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Besetzung, Ereignis, Konsensstimme, Nachricht, PersonStatus, Stimmabgabe, Stimme
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import neue_abstimmung, offene_abstimmung, stimmabgabe, stimmen, zustimmung

pytestmark = pytest.mark.beide

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
GESTERN, MORGEN = clock.today() - timedelta(days=1), clock.today() + timedelta(days=1)


def punkte_von(abstimmung, sitz):
    zettel = stimmabgabe(abstimmung, sitz)
    session().refresh(zettel)
    given = {stimme.option_id: stimme.punkte for stimme in zettel.stimmen}
    return [given.get(option.id, 0) for option in abstimmung.optionen]


def test_das_mitglied_stimmt_fuer_seinen_sitz(welt, mats):
    abstimmung = offene_abstimmung(welt)

    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])

    zettel = stimmabgabe(abstimmung, JOBCENTER)
    assert punkte_von(abstimmung, JOBCENTER) == [6, 4]
    assert (zettel.person, zettel.abgegeben_am is not None) == (mats, True)


def test_es_zaehlt_was_der_sitz_zuletzt_abgegeben_hat(welt):
    """A5 P0: first the Vertretung, then the main member, then the Vertretung again."""
    abstimmung = offene_abstimmung(welt)
    for wer, punkte in (("Vera", [1, 1]), ("Mats", [6, 0]), ("Vera", [0, 3])):
        stimmen(welt, abstimmung, wer, JOBCENTER, punkte)

    assert punkte_von(abstimmung, JOBCENTER) == [0, 3]
    assert session().query(Stimmabgabe).filter(Stimmabgabe.abgegeben_am.is_not(None)).count() == 1


@pytest.mark.parametrize(
    ("von", "bis", "sitz_bis", "darf"),
    [
        (GESTERN, None, None, True),
        (GESTERN, clock.today(), None, True),
        (clock.today(), clock.today(), None, True),
        (GESTERN, GESTERN, None, False),
        (MORGEN, None, None, False),
        (GESTERN, None, GESTERN, False),
    ],
    ids=["seit gestern", "bis heute", "nur heute", "bis gestern", "ab morgen", "Sitz beendet"],
)
def test_eine_vertretung_stimmt_nur_in_ihrer_zeit(welt, lena, von, bis, sitz_bis, darf):
    """A5 P0, D7 P0: validity is asked when the ballot comes, not when the round opened."""
    abstimmung = offene_abstimmung(welt)
    with transaction() as s:
        s.add(Besetzung(sitz=welt.sitz(ABH), person=lena, rang=2, von=von, bis=bis))
        welt.sitz(ABH).bis = sitz_bis

    if darf:
        stimmen(welt, abstimmung, "Lena", ABH, [1, 0])
    else:
        with pytest.raises(Forbidden):
            stimmen(welt, abstimmung, "Lena", ABH, [1, 0])


@pytest.mark.parametrize("wer", ["Kora", "Mia", "Bert", "Emil", "Paul", "Bibi", "Lena", "Ada", "Nora"])
def test_niemand_stimmt_fuer_einen_fremden_sitz(welt, wer):
    """A5 P0, D3 P0: neither another member, nor the Büro of the house, nor the Koordination."""
    abstimmung = offene_abstimmung(welt)

    with pytest.raises(Forbidden):
        stimmen(welt, abstimmung, wer, JOBCENTER, [1, 0])

    assert session().query(Stimme).count() == 0


def test_wer_deaktiviert_ist_stimmt_nicht_mehr(welt, mats):
    """D7 P0."""
    abstimmung = offene_abstimmung(welt)
    with transaction():
        mats.status = PersonStatus.DEAKTIVIERT

    with pytest.raises(Forbidden):
        stimmen(welt, abstimmung, "Mats", JOBCENTER, [1, 0])


UNGUELTIGE_PUNKTE = [
    ("zu viele insgesamt", [6, 5], {}, "11 Punkte"),
    ("zu viele für eines", [7, 0], {}, "Höchstens 6"),
    ("negativ", [-1, 2], {}, "ganze Zahl"),
    ("kein ganzer Punkt", [1.5, 0], {}, "ganze Zahl"),
    ("ein Haken ist kein Punkt", [True, 0], {}, "ganze Zahl"),
    ("leer", [], {}, "vergeben Sie Punkte"),
    ("lauter Nullen", [0, 0], {}, "vergeben Sie Punkte"),
    ("Punkte und Enthaltung", [1, 0], {"wort": Konsensstimme.ENTHALTUNG}, "Entweder"),
    ("Wort statt Punkten", [], {"wort": Konsensstimme.ZUSTIMMUNG}, "werden Punkte vergeben"),
]


@pytest.mark.parametrize(
    ("was", "punkte", "weiteres", "grund"), UNGUELTIGE_PUNKTE, ids=[z[0] for z in UNGUELTIGE_PUNKTE]
)
def test_ein_stimmzettel_haelt_die_regeln_der_rangfolge_ein(welt, was, punkte, weiteres, grund):
    """A8 P0."""
    abstimmung = offene_abstimmung(welt)

    with pytest.raises(Obstructed, match=grund):
        stimmen(welt, abstimmung, "Mats", JOBCENTER, punkte, **weiteres)

    assert session().query(Stimme).count() == 0
    assert stimmabgabe(abstimmung, JOBCENTER).abgegeben_am is None


def test_ein_thema_einer_anderen_abstimmung_bekommt_hier_keine_punkte(welt, mats):
    """A8 P0."""
    abstimmung = offene_abstimmung(welt)
    fremd = neue_abstimmung(welt).optionen[0].id

    with pytest.raises(Obstructed, match="gehört nicht"), transaction():
        workflow.abstimmungen.stimme_abgeben(stimmabgabe(abstimmung, JOBCENTER), mats, punkte={fremd: 1})


UNGUELTIGE_WORTE = [
    ("ohne Wahl", {}, "wählen"),
    ("erfundenes Wort", {"wort": "egal"}, "wählen"),
    ("Einwand ohne Begründung", {"wort": Konsensstimme.EINWAND}, "Begründung"),
    ("Einwand mit Leerzeichen", {"wort": Konsensstimme.EINWAND, "begruendung": " \u200b "}, "Begründung"),
]


@pytest.mark.parametrize(("was", "angaben", "grund"), UNGUELTIGE_WORTE, ids=[z[0] for z in UNGUELTIGE_WORTE])
def test_ein_stimmzettel_haelt_die_regeln_der_zustimmung_ein(welt, was, angaben, grund):
    """A8 P0."""
    abstimmung = offene_abstimmung(welt, zustimmung(welt))

    with pytest.raises(Obstructed, match=grund):
        stimmen(welt, abstimmung, "Mats", JOBCENTER, **angaben)

    assert session().query(Stimme).count() == 0


def test_bei_einer_zustimmung_gibt_es_keine_punkte(welt):
    """A8 P0."""
    abstimmung = offene_abstimmung(welt, zustimmung(welt))

    with pytest.raises(Obstructed, match="keine Punkte"):
        stimmen(welt, abstimmung, "Mats", JOBCENTER, [1])


@pytest.mark.parametrize("wort", Konsensstimme)
def test_jedes_wort_der_zustimmung_wird_angenommen(welt, wort):
    abstimmung = offene_abstimmung(welt, zustimmung(welt))

    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=wort, begruendung="Uns fehlt Personal.")

    assert session().query(Stimme).one().wort is wort


def test_eine_enthaltung_ist_eine_abgegebene_stimme_ohne_punkte(welt):
    abstimmung = offene_abstimmung(welt)

    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=Konsensstimme.ENTHALTUNG)

    assert stimmabgabe(abstimmung, JOBCENTER).abgegeben_am is not None
    assert session().query(Stimme).count() == 0


ROH = [
    (
        "zweimal dasselbe Thema",
        "VALUES (:runde, :zettel, :option, 1, NULL, ''), (:runde, :zettel, :option, 2, NULL, '')",
    ),
    ("Thema einer anderen Abstimmung", "VALUES (:runde, :zettel, :fremd, 1, NULL, '')"),
    ("Zettel einer anderen Abstimmung", "VALUES (:andere, :zettel, :fremd, 1, NULL, '')"),
    ("null Punkte", "VALUES (:runde, :zettel, :option, 0, NULL, '')"),
    ("negative Punkte", "VALUES (:runde, :zettel, :option, -1, NULL, '')"),
    ("Punkte und Wort", "VALUES (:runde, :zettel, :option, 1, 'zustimmung', '')"),
    ("weder Punkte noch Wort", "VALUES (:runde, :zettel, :option, NULL, NULL, '')"),
    ("erfundenes Wort", "VALUES (:runde, :zettel, :option, NULL, 'egal', '')"),
    ("Einwand ohne Begründung", "VALUES (:runde, :zettel, :option, NULL, 'einwand', '')"),
]


@pytest.mark.parametrize(("was", "werte"), ROH, ids=[z[0] for z in ROH])
def test_auch_an_der_anwendung_vorbei_bleibt_ein_stimmzettel_regelgerecht(welt, was, werte):
    """A8 P0: what SQL can say, SQL says."""
    abstimmung, andere = offene_abstimmung(welt), neue_abstimmung(welt)
    rows = {
        "runde": abstimmung.id,
        "andere": andere.id,
        "zettel": stimmabgabe(abstimmung, JOBCENTER).id,
        "option": abstimmung.optionen[0].id,
        "fremd": andere.optionen[0].id,
    }
    insert = "INSERT INTO stimme (abstimmung_id, stimmabgabe_id, option_id, punkte, wort, begruendung) "

    with pytest.raises(IntegrityError), transaction() as s:
        s.execute(text(insert + werte), rows)


def test_ein_sitz_steht_auch_an_der_anwendung_vorbei_nur_einmal_im_verzeichnis(welt):
    """A1 P0."""
    zettel = stimmabgabe(offene_abstimmung(welt), JOBCENTER)
    rows = {"runde": zettel.abstimmung_id, "sitz": zettel.sitz_id}

    with pytest.raises(IntegrityError), transaction() as s:
        s.execute(text("INSERT INTO stimmabgabe (abstimmung_id, sitz_id) VALUES (:runde, :sitz)"), rows)


# The night the clocks go back has 02:30 twice, the night they go forward not at all.
ENDEN = [
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
    datetime(2026, 12, 1, 11, 0, tzinfo=UTC),
]


@pytest.mark.parametrize("ende", ENDEN, ids=str)
def test_die_uhr_beendet_die_abstimmung_auch_wenn_niemand_sie_schliesst(welt, ende):
    """A4 P0: one millisecond before the end a ballot counts, at the end it does not; no job ever ran."""
    with clock.turned_to(ende - timedelta(hours=2)):
        abstimmung = offene_abstimmung(welt, endet_am=ende)
    with clock.turned_to(ende - timedelta(milliseconds=1)):
        stimmen(welt, abstimmung, "Mats", JOBCENTER, [1, 0])

    with clock.turned_to(ende), pytest.raises(Obstructed, match="zu Ende"):
        stimmen(welt, abstimmung, "Mia", ABH, [1, 0])

    session().refresh(abstimmung)
    assert abstimmung.endet_am == ende
    assert stimmabgabe(abstimmung, ABH).abgegeben_am is None


def test_im_verlauf_steht_dass_aber_nicht_wie_abgestimmt_wurde(welt, mats):
    """F6 P0."""
    abstimmung = offene_abstimmung(welt, zustimmung(welt))

    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=Konsensstimme.EINWAND, begruendung="Kein Personal")

    zeile = session().query(Ereignis).filter_by(akt="abstimmung.stimme_abgeben").one()
    assert (zeile.person_id, zeile.angaben, zeile.texte) == (mats.id, {}, [])


def test_mitglied_und_vertretung_erfahren_von_der_stimme_aber_nicht_ihren_inhalt(welt):
    abstimmung = offene_abstimmung(welt, zustimmung(welt))

    stimmen(welt, abstimmung, "Vera", JOBCENTER, wort=Konsensstimme.EINWAND, begruendung="Kein Personal")
    stimmen(welt, abstimmung, "Vera", JOBCENTER, wort=Konsensstimme.ZUSTIMMUNG)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=Konsensstimme.ZUSTIMMUNG)

    briefe = session().query(Nachricht).filter_by(anlass="abstimmung.stimme_abgeben").order_by(Nachricht.id).all()
    assert [n.person.name for n in briefe] == ["Mats", "Mats", "Vera"]
    assert not any("inwand" in n.text or "ustimmung" in n.text or "Personal" in n.text for n in briefe)


def test_offene_stimmzettel_stehen_unter_den_aufgaben_bis_der_sitz_gestimmt_hat(welt, mats, vera, mia, bert):
    abstimmung = offene_abstimmung(welt)
    assert [len(queries.abstimmungen.aufgaben(p)) for p in (mats, vera, mia, bert)] == [1, 1, 1, 0]

    stimmen(welt, abstimmung, "Vera", JOBCENTER, [1, 0])

    assert [len(queries.abstimmungen.aufgaben(p)) for p in (mats, vera, mia, bert)] == [0, 0, 1, 0]


def test_nach_dem_ende_ist_kein_stimmzettel_mehr_zu_erledigen(welt, mats, kora):
    abstimmung = offene_abstimmung(welt, endet_am=clock.now() + timedelta(hours=1))

    with clock.turned_to(abstimmung.endet_am):
        assert queries.abstimmungen.aufgaben(mats) == []
        assert "schließen" in queries.abstimmungen.aufgaben(kora)[0].text
