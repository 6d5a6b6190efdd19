"""Every arrow of a round there is: bearbeiten, oeffnen, verlaengern, erinnern, schliessen, feststellen, annullieren,
wiederholen, loeschen. The result itself: test_abstimmung_ergebnis.py."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import AbstimmungStatus, Einstellung, Ereignis, Gleichstand, Kanal, Stimmentwurf, Stimmwort
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import (
    festgestellte_abstimmung,
    geschlossene_abstimmung,
    neue_abstimmung,
    offene_abstimmung,
    regeln,
    stimmabgabe,
    stimmen,
    zettel,
    zustimmung,
)

A = AbstimmungStatus
JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
STUNDE = timedelta(hours=1)
VON = {
    "bearbeiten": {A.VORBEREITET},
    "loeschen": {A.VORBEREITET},
    "oeffnen": {A.VORBEREITET},
    "verlaengern": {A.OFFEN},
    "erinnern": {A.OFFEN},
    "schliessen": {A.OFFEN},
    "feststellen": {A.GESCHLOSSEN},
    "annullieren": {A.OFFEN, A.GESCHLOSSEN},
    "wiederholen": {A.ANNULLIERT},
}
NACH = {"oeffnen": A.OFFEN, "schliessen": A.GESCHLOSSEN, "feststellen": A.FESTGESTELLT, "annullieren": A.ANNULLIERT}


def angaben(akt):
    return {
        "bearbeiten": {"regeln": regeln(frage="Und nun?")},
        "verlaengern": {"endet_am": clock.now() + 3 * STUNDE},
        "annullieren": {"begruendung": "Falsche Frage"},
    }.get(akt, {})


def im_stand(welt, status):
    """There by the acts: the database lets nobody set it."""
    abstimmung = neue_abstimmung(welt)
    if status is not A.VORBEREITET:
        offene_abstimmung(welt, abstimmung, endet_am=clock.now() + STUNDE)
    if status in (A.GESCHLOSSEN, A.FESTGESTELLT):
        geschlossene_abstimmung(welt, abstimmung)
    with transaction():
        if status is A.FESTGESTELLT:
            workflow.abstimmungen.feststellen(abstimmung, welt.person("Kora"))
        if status is A.ANNULLIERT:
            workflow.abstimmungen.annullieren(abstimmung, welt.person("Kora"), begruendung="ungültig")
    return abstimmung


@pytest.mark.parametrize("status", A)
@pytest.mark.parametrize("akt", VON)
def test_es_gibt_nur_die_pfeile_der_tabelle(welt, kora, akt, status):
    """C1 P0, A12 P0: never back."""
    abstimmung = im_stand(welt, status)
    vorher, zeilen = abstimmung.version, session().query(Ereignis).count()
    vorher_getan = session().query(Ereignis).filter_by(akt=f"abstimmung.{akt}").count()

    if status in VON[akt]:
        with transaction():
            getattr(workflow.abstimmungen, akt)(abstimmung, kora, **angaben(akt))
        assert abstimmung.status is NACH.get(akt, status)
        assert session().query(Ereignis).filter_by(akt=f"abstimmung.{akt}").count() == vorher_getan + 1
    else:
        with pytest.raises(Obstructed, match="nicht möglich"), transaction():
            getattr(workflow.abstimmungen, akt)(abstimmung, kora, **angaben(akt))
        assert (abstimmung.status, abstimmung.version) == (status, vorher)
        assert session().query(Ereignis).count() == zeilen


WEGE = {
    (A.VORBEREITET, A.OFFEN),
    (A.OFFEN, A.GESCHLOSSEN),
    (A.OFFEN, A.ANNULLIERT),
    (A.GESCHLOSSEN, A.FESTGESTELLT),
    (A.GESCHLOSSEN, A.ANNULLIERT),
}


@pytest.mark.parametrize("von", [A.OFFEN, A.GESCHLOSSEN, A.FESTGESTELLT, A.ANNULLIERT])
@pytest.mark.parametrize("zu", A)
def test_auch_an_der_anwendung_vorbei_geht_kein_stand_zurueck(welt, von, zu):
    """A12 P0: closed never opens, a round never vanishes."""
    if von is zu or (von, zu) in WEGE:
        return
    abstimmung = im_stand(welt, von)

    with pytest.raises(DatabaseError, match="geoeffnete Abstimmung"), transaction() as s:
        s.execute(text("UPDATE abstimmung SET status = :zu WHERE id = :id"), {"zu": zu.value, "id": abstimmung.id})
    with pytest.raises(DatabaseError, match="geoeffnete Abstimmung"), transaction() as s:
        s.execute(text("DELETE FROM abstimmung WHERE id = :id"), {"id": abstimmung.id})


@pytest.mark.parametrize("status", [A.VORBEREITET, A.GESCHLOSSEN, A.FESTGESTELLT, A.ANNULLIERT])
def test_nur_eine_offene_abstimmung_nimmt_stimmen_an(welt, status):
    """C1 P0."""
    abstimmung = im_stand(welt, status)
    if status is A.VORBEREITET:
        assert abstimmung.stimmabgaben == []
        return

    with pytest.raises(Obstructed, match="nicht möglich"):
        stimmen(welt, abstimmung, "Mats", JOBCENTER, [1, 0])


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Bert", "Paula", "Bibi", "Lena", "Ada", "Nora"])
@pytest.mark.parametrize("akt", VON)
def test_eine_abstimmung_leitet_nur_die_koordination(welt, akt, wer):
    abstimmung = im_stand(welt, next(iter(VON[akt])))

    with pytest.raises(Forbidden), transaction():
        getattr(workflow.abstimmungen, akt)(abstimmung, welt.person(wer), **angaben(akt))


def test_zweimal_schliessen_gibt_ein_ergebnis_und_eine_zeile(welt, kora):
    """A13 P1: closing twice."""
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [6, 4])
    geschlossene_abstimmung(welt, abstimmung)
    ergebnis, wann = dict(abstimmung.ergebnis), abstimmung.geschlossen_am

    with pytest.raises(Obstructed, match="nicht möglich"):
        geschlossene_abstimmung(welt, abstimmung)

    session().refresh(abstimmung)
    assert (abstimmung.ergebnis, abstimmung.geschlossen_am) == (ergebnis, wann)
    assert session().query(Ereignis).filter_by(akt="abstimmung.schliessen").count() == 1


def test_wer_zuerst_annulliert_hat_beendet_dann_schliesst_niemand_mehr(welt, kora):
    """A13 P1: close and annul; whoever comes second is told, and nothing of it is kept."""
    abstimmung = im_stand(welt, A.ANNULLIERT)

    with pytest.raises(Obstructed, match="nicht möglich"):
        geschlossene_abstimmung(welt, abstimmung)

    session().refresh(abstimmung)
    assert (abstimmung.status, abstimmung.ergebnis) == (A.ANNULLIERT, None)
    assert session().query(Ereignis).filter_by(akt="abstimmung.schliessen").count() == 0


def test_nach_dem_feststellen_laesst_sich_nichts_mehr_annullieren(welt, kora):
    abstimmung = festgestellte_abstimmung(welt, offene_abstimmung(welt))

    with pytest.raises(Obstructed), transaction():
        workflow.abstimmungen.annullieren(abstimmung, kora, begruendung="doch nicht")


def test_die_fehlenden_sitze_sieht_waehrend_der_abstimmung_nur_die_koordination(welt, kora, mats):
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [5, 1])

    for_kora, for_mats = (queries.abstimmungen.beteiligung(abstimmung, who) for who in (kora, mats))
    assert (for_kora.abgegeben, for_kora.berechtigt, list(for_kora.fehlende)) == (1, 2, [ABH])
    assert (for_mats.abgegeben, for_mats.berechtigt, list(for_mats.fehlende)) == (1, 2, [])
    assert [s.sitz for s in queries.abstimmungen.eigene(abstimmung, mats)] == [JOBCENTER]


# --- verlaengern --------------------------------------------------------------------------------------------------


def test_verlaengert_wird_nur_nach_hinten_und_solange_noch_zeit_ist(welt, kora):
    ende = clock.now() + STUNDE
    abstimmung = offene_abstimmung(welt, endet_am=ende)

    with pytest.raises(Obstructed, match="nach dem bisherigen"), transaction():
        workflow.abstimmungen.verlaengern(abstimmung, kora, endet_am=ende - timedelta(minutes=1))
    with clock.turned_to(ende), pytest.raises(Obstructed, match="schon um"), transaction():
        workflow.abstimmungen.verlaengern(abstimmung, kora, endet_am=ende + STUNDE)
    with transaction():
        workflow.abstimmungen.verlaengern(abstimmung, kora, endet_am=ende + STUNDE)

    with clock.turned_to(ende):
        stimmen(welt, abstimmung, "Mats", JOBCENTER, [1, 0])
    assert abstimmung.endet_am == ende + STUNDE


def test_was_kein_ende_hat_wird_nicht_verlaengert(welt, kora):
    abstimmung = offene_abstimmung(welt)

    with pytest.raises(Obstructed, match="kein Ende"), transaction():
        workflow.abstimmungen.verlaengern(abstimmung, kora, endet_am=clock.now() + STUNDE)


# --- annullieren, wiederholen -------------------------------------------------------------------------------------


def test_eine_wiederholung_ist_eine_neue_abstimmung_die_auf_die_alte_zeigt(welt, kora):
    """A12 P0: annulment is a state with its reason; the repeat is a new vote linked to it."""
    alte = im_stand(welt, A.ANNULLIERT)

    with transaction():
        neue = workflow.abstimmungen.wiederholen(alte, kora)

    assert (neue.status, neue.wiederholt, neue.frage, neue.punkte) == (A.VORBEREITET, alte, alte.frage, alte.punkte)
    assert [o.thema_id for o in neue.optionen] == [o.thema_id for o in alte.optionen]
    assert (alte.status, alte.annullierung) == (A.ANNULLIERT, "ungültig")
    assert queries.runden.wiederholungen(alte) == [neue.nummer]


def test_wiederholt_wird_mit_dem_was_jetzt_eingeschaltet_ist(welt, kora):
    alte = im_stand(welt, A.ANNULLIERT)
    with transaction() as s:
        s.query(Einstellung).filter_by(schluessel="methode.punkte").one().wert = "nein"

    with pytest.raises(Obstructed, match="nicht eingeschaltet"), transaction():
        workflow.abstimmungen.wiederholen(alte, kora)


@pytest.mark.parametrize("akt", ["schliessen", "annullieren"])
def test_mit_der_abstimmung_enden_die_entwuerfe(welt, kora, mats, akt):
    abstimmung = offene_abstimmung(welt)
    with transaction():
        workflow.stimmen.entwurf_merken(stimmabgabe(abstimmung, JOBCENTER), mats, inhalt={"option-1": "3"})

    with transaction():
        getattr(workflow.abstimmungen, akt)(abstimmung, kora, **angaben(akt))

    assert session().query(Stimmentwurf).count() == 0


# --- feststellen --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("punkte", "gleichstand", "entscheidung", "geht"),
    [
        ([5, 5], Gleichstand.VORSITZ, "Wohnen zuerst", True),
        ([5, 5], Gleichstand.VORSITZ, "", False),
        ([6, 4], Gleichstand.VORSITZ, "", True),
        ([6, 4], Gleichstand.VORSITZ, "Sprache zuerst", False),
        ([5, 5], Gleichstand.GETEILT, "", True),
        ([5, 5], Gleichstand.GETEILT, "Wohnen zuerst", False),
        ([5, 5], Gleichstand.STICHRUNDE, "Wohnen zuerst", False),
    ],
)
def test_der_vorsitz_entscheidet_nur_bei_gleichstand_und_wenn_die_regel_es_sagt(
    welt, kora, punkte, gleichstand, entscheidung, geht
):
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, gleichstand=gleichstand))
    stimmen(welt, abstimmung, "Mats", JOBCENTER, punkte)
    geschlossene_abstimmung(welt, abstimmung)

    if not geht:
        with pytest.raises(Obstructed, match="Vorsitz"), transaction():
            workflow.abstimmungen.feststellen(abstimmung, kora, gleichstand_entscheidung=entscheidung)
        return
    with transaction():
        workflow.abstimmungen.feststellen(abstimmung, kora, gleichstand_entscheidung=entscheidung)
    assert (abstimmung.status, abstimmung.gleichstand_entscheidung) == (A.FESTGESTELLT, entscheidung)


def test_geschlossen_wird_erst_wenn_alles_erfasste_bestaetigt_ist(welt, kora):
    abstimmung = offene_abstimmung(welt, zustimmung(welt))
    with transaction():
        workflow.stimmen.erfassen(
            stimmabgabe(abstimmung, ABH), kora, zettel=zettel(abstimmung, wort=Stimmwort.BEDENKEN), kanal=Kanal.TELEFON
        )

    with pytest.raises(Obstructed, match=f"Noch zu bestätigen oder zu verwerfen: {ABH}"):
        geschlossene_abstimmung(welt, abstimmung)
    assert abstimmung.status is A.OFFEN
