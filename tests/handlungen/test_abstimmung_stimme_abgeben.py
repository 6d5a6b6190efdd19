"""abstimmung.stimme_abgeben: whose vote, until when, and what is a valid ballot."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Besetzung,
    Ereignis,
    Kanal,
    Mehrheitsregel,
    Methode,
    Nachricht,
    PersonStatus,
    Stimmabgabe,
    Stimme,
    Stimmwort,
)
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.stimmzettel import Stimmzettel, zettel_aus
from tests.bauen.abstimmungen import (
    geschlossene_abstimmung,
    neue_abstimmung,
    offene_abstimmung,
    stimmabgabe,
    stimmen,
    umlauf,
    zettel,
    zustimmung,
)
from tests.bauen.sitzungen import neue_sitzung

pytestmark = pytest.mark.beide

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
W = Stimmwort


def gestern():
    return clock.today() - timedelta(days=1)


def morgen():
    return clock.today() + timedelta(days=1)


def werte_von(abstimmung, sitz=JOBCENTER):
    """What counts for this Sitz, in the order of the options."""
    ballot = stimmabgabe(abstimmung, sitz)
    session().refresh(ballot)
    given = zettel_aus(ballot)
    return [given.werte.get(option.id) for option in abstimmung.optionen]


def widerstand(welt):
    return offene_abstimmung(welt, neue_abstimmung(welt, methode=Methode.WIDERSTAND))


# --- whose vote ---------------------------------------------------------------------------------------------------


def test_das_mitglied_stimmt_fuer_seinen_sitz(welt, mats):
    abstimmung = offene_abstimmung(welt)

    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])

    ballot = stimmabgabe(abstimmung, JOBCENTER)
    assert werte_von(abstimmung) == [6, 4]
    assert (ballot.person, ballot.abgegeben, ballot.kanal) == (mats, True, Kanal.GERAET)


@pytest.mark.parametrize(
    ("von", "bis", "sitz_bis", "darf"),
    [
        (-1, None, None, True),
        (-1, 0, None, True),
        (0, 0, None, True),
        (-1, -1, None, False),
        (1, None, None, False),
        (-1, None, -1, False),
    ],
    ids=["seit gestern", "bis heute", "nur heute", "bis gestern", "ab morgen", "Sitz beendet"],
)
def test_eine_vertretung_stimmt_nur_in_ihrer_zeit(welt, lena, von, bis, sitz_bis, darf):
    """A5 P0, D7 P0: validity is asked when the ballot comes, not when the round opened."""

    def tag(offset):
        return None if offset is None else clock.today() + timedelta(days=offset)

    abstimmung = offene_abstimmung(welt)
    with transaction() as s:
        s.add(Besetzung(sitz=welt.sitz(ABH), person=lena, rang=2, von=tag(von), bis=tag(bis)))
        welt.sitz(ABH).bis = tag(sitz_bis)

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


# --- which ballot counts: twelve situations -----------------------------------------------------------------------


def _vertretung_vor_mitglied(welt, a):
    stimmen(welt, a, "Vera", JOBCENTER, [1, 1])
    stimmen(welt, a, "Mats", JOBCENTER, [6, 0])
    return [6, None]


def _mitglied_vor_vertretung(welt, a):
    stimmen(welt, a, "Mats", JOBCENTER, [6, 0])
    stimmen(welt, a, "Vera", JOBCENTER, [0, 3])
    return [None, 3]


def _vertretung_laeuft_danach_ab(welt, a):
    stimmen(welt, a, "Vera", JOBCENTER, [2, 2])
    with transaction():
        _besetzung(welt, "Vera").bis = gestern()
    return [2, 2]


def _abgelaufene_vertretung(welt, a):
    stimmen(welt, a, "Mats", JOBCENTER, [6, 4])
    with transaction():
        _besetzung(welt, "Vera").bis = gestern()
    with pytest.raises(Forbidden):
        stimmen(welt, a, "Vera", JOBCENTER, [1, 1])
    return [6, 4]


def _kuenftige_vertretung(welt, a):
    stimmen(welt, a, "Mats", JOBCENTER, [6, 4])
    with transaction() as s:
        s.add(Besetzung(sitz=welt.sitz(JOBCENTER), person=welt.person("Lena"), rang=2, von=morgen()))
    with pytest.raises(Forbidden):
        stimmen(welt, a, "Lena", JOBCENTER, [1, 1])
    return [6, 4]


def _deaktiviertes_mitglied(welt, a):
    stimmen(welt, a, "Mats", JOBCENTER, [6, 4])
    with transaction():
        welt.person("Mats").status = PersonStatus.DEAKTIVIERT
    with pytest.raises(Forbidden):
        stimmen(welt, a, "Mats", JOBCENTER, [1, 1])
    return [6, 4]


def _sitz_wechselt_den_menschen(welt, a):
    stimmen(welt, a, "Mats", JOBCENTER, [6, 4])
    with transaction() as s:
        _besetzung(welt, "Mats").bis = gestern()
        s.add(Besetzung(sitz=welt.sitz(JOBCENTER), person=welt.person("Lena"), rang=0, von=clock.today()))
    with pytest.raises(Forbidden):
        stimmen(welt, a, "Mats", JOBCENTER, [1, 1])
    stimmen(welt, a, "Lena", JOBCENTER, [0, 5])
    return [None, 5]


def _vertretung_eines_anderen_sitzes(welt, a):
    with transaction() as s:
        s.add(Besetzung(sitz=welt.sitz(ABH), person=welt.person("Vera"), rang=3, von=clock.today()))
    stimmen(welt, a, "Vera", ABH, [1, 1])
    assert werte_von(a, ABH) == [1, 1]
    return [None, None]


def _telefon_dann_eigenes_geraet(welt, a):
    _am_telefon(welt, a, [1, 1])
    stimmen(welt, a, "Mats", JOBCENTER, [6, 4])
    ballot = stimmabgabe(a, JOBCENTER)
    assert (ballot.kanal, ballot.erfasst_von, ballot.zaehlt) == (Kanal.GERAET, None, True)
    return [6, 4]


def _eigenes_geraet_dann_telefon(welt, a):
    stimmen(welt, a, "Mats", JOBCENTER, [6, 4])
    with pytest.raises(Obstructed, match="schon selbst"):
        _am_telefon(welt, a, [1, 1])
    return [6, 4]


def _neuer_sitz_nach_dem_oeffnen(welt, a):
    with transaction():
        welt.sitz("Integrationsrat Musterkreis").stimmrecht = "stimmberechtigt"
    stimmen(welt, a, "Mats", JOBCENTER, [6, 4])
    assert {s.sitz.bezeichnung for s in a.stimmabgaben} == {JOBCENTER, ABH}
    return [6, 4]


def _ueber_den_link_und_dann_am_geraet(welt, a):
    with transaction():
        workflow.stimmen.stimme_abgeben(
            stimmabgabe(a, JOBCENTER), welt.person("Mats"), zettel=zettel(a, [1, 1]), kanal=Kanal.LINK
        )
    assert stimmabgabe(a, JOBCENTER).kanal is Kanal.LINK
    stimmen(welt, a, "Mats", JOBCENTER, [5, 5])
    return [5, 5]


def _besetzung(welt, name):
    return next(b for b in welt.sitz(JOBCENTER).besetzungen if b.person.name == name)


def _am_telefon(welt, a, werte):
    with transaction():
        workflow.stimmen.erfassen(
            stimmabgabe(a, JOBCENTER), welt.person("Kora"), zettel=zettel(a, werte), kanal=Kanal.TELEFON
        )


SITUATIONEN = [
    _vertretung_vor_mitglied, _mitglied_vor_vertretung, _vertretung_laeuft_danach_ab, _abgelaufene_vertretung,
    _kuenftige_vertretung, _deaktiviertes_mitglied, _sitz_wechselt_den_menschen, _vertretung_eines_anderen_sitzes,
    _telefon_dann_eigenes_geraet, _eigenes_geraet_dann_telefon, _neuer_sitz_nach_dem_oeffnen,
    _ueber_den_link_und_dann_am_geraet,
]  # fmt: skip


@pytest.mark.parametrize("situation", SITUATIONEN, ids=[s.__name__.strip("_") for s in SITUATIONEN])
def test_es_zaehlt_was_der_sitz_zuletzt_gueltig_abgegeben_hat(welt, situation):
    """A5 P0: in each of twelve situations the expected ballot counts, and never more than one per Sitz."""
    abstimmung = offene_abstimmung(welt)

    expected = situation(welt, abstimmung)

    assert werte_von(abstimmung) == expected
    assert len(abstimmung.stimmabgaben) == 2
    assert session().query(Stimme).filter_by(stimmabgabe_id=stimmabgabe(abstimmung, JOBCENTER).id).count() == sum(
        value is not None for value in expected
    )


def test_eine_vertretung_fuer_eine_sitzung_stimmt_nur_dort(welt, lena):
    """A5 P0: a Vertretung for one Sitzung counts in its rounds, not in those of another, nor in an Umlauf."""
    hier, dort, brief = offene_abstimmung(welt), offene_abstimmung(welt), offene_abstimmung(welt, umlauf(welt))
    with transaction() as s:
        s.add(
            Besetzung(
                sitz=welt.sitz(ABH),
                person=lena,
                rang=2,
                von=clock.today(),
                bis=clock.today(),
                sitzung_id=hier.top.sitzung_id,
            )
        )

    stimmen(welt, hier, "Lena", ABH, [1, 0])
    for other, what in ((dort, {"werte": [1, 0]}), (brief, {"wort": W.ZUSTIMMUNG})):
        with pytest.raises(Forbidden):
            stimmen(welt, other, "Lena", ABH, **what)


def test_abwesende_vertretungen_aendern_nicht_wie_viele_stimmen_erwartet_werden(welt, kora):
    """A5 P0: the base of turnout is the frozen roll, whoever may vote for how many Sitze."""
    abstimmung = offene_abstimmung(welt)
    with transaction() as s:
        s.add(Besetzung(sitz=welt.sitz(ABH), person=welt.person("Mats"), rang=3, von=clock.today()))
        welt.sitz(ABH).bis = gestern()

    stimmen(welt, abstimmung, "Vera", JOBCENTER, [1, 0])

    turnout = queries.abstimmungen.beteiligung(abstimmung, kora)
    assert (turnout.abgegeben, turnout.berechtigt) == (1, 2)


# --- what is a valid ballot ---------------------------------------------------------------------------------------


def _ein_zettel(abstimmung, werte=(), *, enthaelt=(), gruende=(), **kw):
    ids = [option.id for option in abstimmung.optionen]
    return zettel(
        abstimmung,
        werte,
        enthaltungen=frozenset(ids[place] for place in enthaelt),
        gruende=dict(zip(ids, gruende, strict=False)),
        **kw,
    )


RUNDEN = {
    "punkte": lambda welt: offene_abstimmung(welt),
    "rang": lambda welt: offene_abstimmung(welt, neue_abstimmung(welt, methode=Methode.RANG, plaetze=2)),
    "widerstand": widerstand,
    "konsens": lambda welt: offene_abstimmung(welt, zustimmung(welt)),
    "mehrheit": lambda welt: offene_abstimmung(
        welt, zustimmung(welt, methode=Methode.MEHRHEIT, mehrheit=Mehrheitsregel.EINFACH)
    ),
}
UNGUELTIG = [
    ("punkte", "zu viele insgesamt", {"werte": [6, 5]}, "11 Punkte"),
    ("punkte", "zu viele für eines", {"werte": [7, 0]}, "Höchstens 6"),
    ("punkte", "negativ", {"werte": [-1, 2]}, "ganze Zahl"),
    ("punkte", "kein ganzer Punkt", {"werte": [1.5, 0]}, "ganze Zahl"),
    ("punkte", "ein Haken ist kein Punkt", {"werte": [True, 0]}, "ganze Zahl"),
    ("punkte", "leer", {}, "vergeben Sie Punkte"),
    ("punkte", "lauter Nullen", {"werte": [0, 0]}, "vergeben Sie Punkte"),
    ("punkte", "Punkte und Enthaltung", {"werte": [1, 0], "wort": W.ENTHALTUNG}, "Entweder"),
    ("punkte", "Wort statt Punkten", {"wort": W.ZUSTIMMUNG}, "gibt es in dieser Abstimmung nicht"),
    ("punkte", "Begründung", {"werte": [1], "begruendung": "Weil"}, "keine Begründung"),
    ("rang", "kein Platz", {}, "mindestens Platz 1"),
    ("rang", "Platz 0", {"werte": [0, 1]}, "Plätze 1 bis 2"),
    ("rang", "Platz 3", {"werte": [3]}, "Plätze 1 bis 2"),
    ("rang", "zweimal Platz 1", {"werte": [1, 1]}, "mehrfach"),
    ("rang", "Lücke", {"werte": [2]}, "Platz 1 fehlt"),
    ("widerstand", "ohne Null-Lösung", {"werte": [1, 2]}, "bewerten Sie auch"),
    ("widerstand", "elf", {"werte": [11, 0, 0]}, "0 bis 10"),
    ("widerstand", "acht ohne Grund", {"werte": [8, 0, 0]}, "Ab 8"),
    ("widerstand", "acht mit Leerzeichen", {"werte": [8, 0, 0], "gruende": [" \u200b "]}, "Ab 8"),
    ("widerstand", "Wertung und Enthaltung", {"werte": [1, 0, 0], "enthaelt": [0]}, "Entweder"),
    ("widerstand", "Grund ohne Wertung", {"gruende": ["Weil"]}, "gehört zu"),
    ("konsens", "ohne Wahl", {}, "wählen"),
    ("konsens", "erfundenes Wort", {"wort": "egal"}, "gibt es in dieser Abstimmung nicht"),
    ("konsens", "Wort der Mehrheit", {"wort": W.JA}, "gibt es in dieser Abstimmung nicht"),
    ("konsens", "Einwand ohne Begründung", {"wort": W.EINWAND}, "Begründung"),
    ("konsens", "Einwand mit Leerzeichen", {"wort": W.EINWAND, "begruendung": " \u200b "}, "Begründung"),
    ("konsens", "Punkte", {"werte": [1], "wort": W.ZUSTIMMUNG}, "keine Zahlen"),
    ("mehrheit", "Wort des Konsens", {"wort": W.ZUSTIMMUNG}, "gibt es in dieser Abstimmung nicht"),
    ("mehrheit", "ohne Wahl", {}, "wählen"),
]


@pytest.mark.parametrize(("art", "was", "angaben", "grund"), UNGUELTIG, ids=[f"{z[0]}: {z[1]}" for z in UNGUELTIG])
def test_ein_stimmzettel_haelt_die_regeln_ein(welt, mats, art, was, angaben, grund):
    """A8 P0."""
    abstimmung = RUNDEN[art](welt)

    with pytest.raises(Obstructed, match=grund), transaction():
        workflow.stimmen.stimme_abgeben(
            stimmabgabe(abstimmung, JOBCENTER), mats, zettel=_ein_zettel(abstimmung, **angaben)
        )

    session().rollback()
    assert session().query(Stimme).count() == 0
    assert not stimmabgabe(abstimmung, JOBCENTER).abgegeben


@pytest.mark.parametrize("art", ["punkte", "rang", "widerstand", "konsens", "mehrheit"])
def test_ein_thema_einer_anderen_abstimmung_bekommt_hier_nichts(welt, mats, art):
    """A8 P0."""
    abstimmung = RUNDEN[art](welt)
    fremd = neue_abstimmung(welt).optionen[0].id

    with pytest.raises(Obstructed, match="gehört nicht"), transaction():
        workflow.stimmen.stimme_abgeben(stimmabgabe(abstimmung, JOBCENTER), mats, zettel=Stimmzettel({fremd: 1}))


GUELTIG = [
    ("punkte", {"werte": [6, 4]}),
    ("punkte", {"werte": [0, 1]}),
    ("punkte", {"wort": W.ENTHALTUNG}),
    ("rang", {"werte": [2, 1]}),
    ("rang", {"werte": [1]}),
    ("rang", {"wort": W.ENTHALTUNG}),
    ("widerstand", {"werte": [7, 10, 0], "gruende": ["", "Kein Personal"]}),
    ("widerstand", {"werte": [0, 0, 0]}),
    ("widerstand", {"wort": W.ENTHALTUNG}),
    *(("konsens", {"wort": wort, "begruendung": "Uns fehlt Personal."}) for wort in Methode.KONSENS.worte),
    *(("mehrheit", {"wort": wort}) for wort in Methode.MEHRHEIT.worte),
]


@pytest.mark.parametrize(("art", "angaben"), GUELTIG, ids=str)
def test_ein_gueltiger_stimmzettel_steht_danach_so_da_wie_er_abgegeben_wurde(welt, mats, art, angaben):
    abstimmung = RUNDEN[art](welt)
    given = _ein_zettel(abstimmung, **angaben)

    with transaction():
        workflow.stimmen.stimme_abgeben(stimmabgabe(abstimmung, JOBCENTER), mats, zettel=given)

    session().expire_all()
    kept = zettel_aus(stimmabgabe(abstimmung, JOBCENTER)).als_angaben()
    wanted = given.als_angaben()
    if art == "punkte":
        wanted["werte"] = {option: value for option, value in wanted["werte"].items() if value}
    assert kept == wanted


def test_enthaltung_und_nicht_bewertet_sind_zweierlei(welt, mats):
    """OBERFLAECHE test 11: an abstention is a row of its own, not rated is none."""
    abstimmung = widerstand(welt)
    eins, zwei, null = abstimmung.optionen
    with transaction():
        workflow.stimmen.stimme_abgeben(
            stimmabgabe(abstimmung, JOBCENTER),
            mats,
            zettel=Stimmzettel(werte={null.id: 5}, enthaltungen=frozenset({eins.id})),
        )

    rows = {stimme.option_id: (stimme.wert, stimme.wort) for stimme in session().query(Stimme)}
    assert rows == {null.id: (5, None), eins.id: (None, W.ENTHALTUNG)}
    assert zwei.id not in rows


ROH = [
    ("zweimal dasselbe Thema", "(:runde, :zettel, :option, 1, NULL, ''), (:runde, :zettel, :option, 2, NULL, '')"),
    ("Thema einer anderen Abstimmung", "(:runde, :zettel, :fremd, 1, NULL, '')"),
    ("Zettel einer anderen Abstimmung", "(:andere, :zettel, :fremd, 1, NULL, '')"),
    ("negativ", "(:runde, :zettel, :option, -1, NULL, '')"),
    ("über hundert", "(:runde, :zettel, :option, 101, NULL, '')"),
    ("Wert und Wort", "(:runde, :zettel, :option, 1, 'zustimmung', '')"),
    ("weder Wert noch Wort", "(:runde, :zettel, :option, NULL, NULL, '')"),
    ("erfundenes Wort", "(:runde, :zettel, :option, NULL, 'egal', '')"),
    ("Einwand ohne Begründung", "(:runde, :zettel, :option, NULL, 'einwand', '')"),
]


@pytest.mark.parametrize(("was", "werte"), ROH, ids=[z[0] for z in ROH])
def test_auch_an_der_anwendung_vorbei_bleibt_ein_stimmzettel_regelgerecht(welt, was, werte):
    """A8 P0: what SQL can say, SQL says."""
    abstimmung, andere = offene_abstimmung(welt), offene_abstimmung(welt)
    rows = {
        "runde": abstimmung.id,
        "andere": andere.id,
        "zettel": stimmabgabe(abstimmung, JOBCENTER).id,
        "option": abstimmung.optionen[0].id,
        "fremd": andere.optionen[0].id,
    }
    insert = "INSERT INTO stimme (abstimmung_id, stimmabgabe_id, option_id, wert, wort, begruendung) VALUES "

    with pytest.raises(IntegrityError), transaction() as s:
        s.execute(text(insert + werte), rows)


def test_ein_sitz_steht_auch_an_der_anwendung_vorbei_nur_einmal_im_verzeichnis(welt):
    """A1 P0."""
    ballot = stimmabgabe(offene_abstimmung(welt), JOBCENTER)
    insert = "INSERT INTO stimmabgabe (abstimmung_id, sitz_id, abgegeben, befangen, befangenheit) "
    rows = {"runde": ballot.abstimmung_id, "sitz": ballot.sitz_id}

    with pytest.raises(Exception, match=r"(?i)unique|geoeffnete"), transaction() as s:
        s.execute(text(insert + "VALUES (:runde, :sitz, false, false, '')"), rows)


# --- until when ---------------------------------------------------------------------------------------------------

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
    assert not stimmabgabe(abstimmung, ABH).abgegeben


def test_nach_dem_schliessen_zaehlt_nichts_mehr(welt):
    """A3 P0, A12 P0."""
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])
    geschlossene_abstimmung(welt, abstimmung)

    with pytest.raises(Obstructed, match="geschlossen"):
        stimmen(welt, abstimmung, "Mats", JOBCENTER, [1, 1])

    assert werte_von(abstimmung) == [6, 4]


def test_wer_befangen_ist_stimmt_nicht(welt, mats):
    abstimmung = offene_abstimmung(welt)
    with transaction():
        workflow.stimmen.befangenheit_erklaeren(stimmabgabe(abstimmung, JOBCENTER), mats, befangenheit="Eigenes Haus")

    with pytest.raises(Obstructed, match="befangen"):
        stimmen(welt, abstimmung, "Vera", JOBCENTER, [1, 0])


# --- what is told -------------------------------------------------------------------------------------------------


def test_im_verlauf_steht_dass_aber_nicht_wie_abgestimmt_wurde(welt, mats):
    """F6 P0."""
    abstimmung = offene_abstimmung(welt, zustimmung(welt))

    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=W.EINWAND, begruendung="Kein Personal")

    zeile = session().query(Ereignis).filter_by(akt="abstimmung.stimme_abgeben").one()
    assert (zeile.person_id, zeile.angaben, zeile.texte) == (mats.id, {}, [])


def test_mitglied_und_vertretung_erfahren_von_der_stimme_aber_nicht_ihren_inhalt(welt):
    """Whoever did not cast is told; who did has the receipt."""
    abstimmung = offene_abstimmung(welt, zustimmung(welt))

    stimmen(welt, abstimmung, "Vera", JOBCENTER, wort=W.EINWAND, begruendung="Kein Personal")
    stimmen(welt, abstimmung, "Vera", JOBCENTER, wort=W.ZUSTIMMUNG)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=W.ZUSTIMMUNG)

    briefe = session().query(Nachricht).filter_by(anlass="abstimmung.stimme_abgeben").order_by(Nachricht.id).all()
    assert [n.person.name for n in briefe] == ["Mats", "Mats", "Vera"]
    assert not any("inwand" in n.text or "ustimmung" in n.text or "Personal" in n.text for n in briefe)


def test_zur_eroeffnung_bekommt_jede_und_jeder_einen_eigenen_link(welt):
    """D8 P0: one link per person and Sitz, which opens nothing else; a Vertretung of another Sitzung gets none."""
    sitzung = neue_sitzung(welt)
    with transaction() as s:
        s.add(
            Besetzung(
                sitz=welt.sitz(ABH),
                person=welt.person("Lena"),
                rang=2,
                von=clock.today(),
                bis=clock.today(),
                sitzung_id=sitzung.id,
            )
        )
    offene_abstimmung(welt)

    briefe = session().query(Nachricht).filter_by(anlass="abstimmung.oeffnen").order_by(Nachricht.id).all()
    links = [re.findall(r"/link/(\S+)/stimme", n.text) for n in briefe]
    assert [n.person.name for n in briefe] == ["Mats", "Vera", "Mia"]
    assert [len(found) for found in links] == [1, 1, 1]
    assert len({found[0] for found in links}) == 3


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


def test_niemand_steht_zweimal_im_verzeichnis(welt):
    """A1 P0: however often a Sitz votes, it stays one line."""
    abstimmung = offene_abstimmung(welt)
    for wer in ("Vera", "Mats", "Vera"):
        stimmen(welt, abstimmung, wer, JOBCENTER, [1, 1])

    assert session().query(Stimmabgabe).filter(Stimmabgabe.abgegeben).count() == 1
