"""abstimmung.schliessen, abstimmung.feststellen, abstimmung.annullieren, and every arrow there is."""

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import AbstimmungStatus, Ereignis, Geheimhaltung, Konsensstimme
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import (
    festgestellte_abstimmung,
    geschlossene_abstimmung,
    neue_abstimmung,
    offene_abstimmung,
    stimmabgabe,
    stimmen,
    zustimmung,
)

pytestmark = pytest.mark.beide

A = AbstimmungStatus
JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"
VON = {
    "loeschen": {A.VORBEREITET},
    "oeffnen": {A.VORBEREITET},
    "schliessen": {A.OFFEN},
    "feststellen": {A.GESCHLOSSEN},
    "annullieren": {A.OFFEN, A.GESCHLOSSEN},
}
NACH = {"oeffnen": A.OFFEN, "schliessen": A.GESCHLOSSEN, "feststellen": A.FESTGESTELLT, "annullieren": A.ANNULLIERT}
ANGABEN = {"annullieren": {"begruendung": "Falsche Frage"}}


def im_stand(welt, status):
    """By a raw row, with what the table demands."""
    abstimmung = neue_abstimmung(welt)
    with transaction():
        abstimmung.eroeffnet_am, abstimmung.annullierung = clock.now(), "ungültig"
        abstimmung.ergebnis = {"satz": ""}
        abstimmung.status = status
    return abstimmung


@pytest.mark.parametrize("status", A)
@pytest.mark.parametrize("akt", VON)
def test_es_gibt_nur_die_pfeile_der_tabelle(welt, kora, akt, status):
    """C1 P0: never back."""
    abstimmung = im_stand(welt, status)
    vorher, zeilen = abstimmung.version, session().query(Ereignis).count()

    if status in VON[akt]:
        with transaction():
            getattr(workflow.abstimmungen, akt)(abstimmung, kora, **ANGABEN.get(akt, {}))
        assert abstimmung.status is NACH.get(akt, status)
        assert session().query(Ereignis).count() == zeilen + 1
    else:
        with pytest.raises(Obstructed, match="nicht möglich"), transaction():
            getattr(workflow.abstimmungen, akt)(abstimmung, kora, **ANGABEN.get(akt, {}))
        assert (abstimmung.status, abstimmung.version) == (status, vorher)
        assert session().query(Ereignis).count() == zeilen


@pytest.mark.parametrize("status", [A.VORBEREITET, A.GESCHLOSSEN, A.FESTGESTELLT, A.ANNULLIERT])
def test_nur_eine_offene_abstimmung_nimmt_stimmen_an(welt, status):
    """C1 P0."""
    abstimmung = offene_abstimmung(welt)
    with transaction():
        abstimmung.ergebnis, abstimmung.annullierung, abstimmung.status = {"satz": ""}, "ungültig", status

    with pytest.raises(Obstructed, match="nicht möglich"):
        stimmen(welt, abstimmung, "Mats", JOBCENTER, [1, 0])


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Bert", "Paula", "Bibi", "Lena", "Ada", "Nora"])
@pytest.mark.parametrize("akt", VON)
def test_eine_abstimmung_leitet_nur_die_koordination(welt, akt, wer):
    abstimmung = im_stand(welt, next(iter(VON[akt])))

    with pytest.raises(Forbidden), transaction():
        getattr(workflow.abstimmungen, akt)(abstimmung, welt.person(wer), **ANGABEN.get(akt, {}))


def test_das_schliessen_zaehlt_aus(welt):
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [1, 6])
    stimmen(welt, abstimmung, "Mia", ABH, [3, 4])

    geschlossene_abstimmung(welt, abstimmung)

    ergebnis = queries.abstimmungen.ergebnis(abstimmung)
    assert [(r.text.partition(" ")[2], r.punkte, r.rang) for r in ergebnis.raenge] == [
        ("Sprache", 10, 1),
        ("Wohnen", 4, 2),
    ]
    assert (ergebnis.abgegeben, ergebnis.berechtigt) == (2, 2)
    assert "Auf Platz 1" in ergebnis.satz


def test_gleiche_punkte_teilen_sich_den_rang(welt):
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [5, 5])

    geschlossene_abstimmung(welt, abstimmung)

    assert [(r.rang, r.geteilt) for r in queries.abstimmungen.ergebnis(abstimmung).raenge] == [(1, True), (1, True)]


def test_enthaltungen_werden_gezaehlt_und_aendern_keinen_rang(welt):
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [5, 1])
    stimmen(welt, abstimmung, "Mia", ABH, wort=Konsensstimme.ENTHALTUNG)

    geschlossene_abstimmung(welt, abstimmung)

    ergebnis = queries.abstimmungen.ergebnis(abstimmung)
    assert (ergebnis.enthaltungen, ergebnis.abgegeben, ergebnis.raenge[0].punkte) == (1, 2, 5)


def test_vor_dem_schliessen_gibt_es_fuer_niemanden_ein_ergebnis(welt, kora):
    """A9 P0: also not for the Koordination, also not after the clock has ended the round."""
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [5, 1])

    assert queries.abstimmungen.ergebnis(abstimmung) is None
    assert abstimmung.ergebnis is None


def test_eine_annullierte_abstimmung_hat_kein_ergebnis(welt, kora):
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [5, 1])
    geschlossene_abstimmung(welt, abstimmung)

    with transaction():
        workflow.abstimmungen.annullieren(abstimmung, kora, begruendung="Falsche Frage")

    assert queries.abstimmungen.ergebnis(abstimmung) is None


def test_die_zaehlung_laesst_sich_wiederholen(welt):
    """A7 P0: what was kept is what the stored ballots give."""
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [5, 1])
    geschlossene_abstimmung(welt, abstimmung)

    with transaction():
        assert workflow.abstimmungen.zaehlen(abstimmung) == abstimmung.ergebnis
        stimmabgabe(abstimmung, JOBCENTER).stimmen[0].punkte = 1
        assert workflow.abstimmungen.zaehlen(abstimmung) != abstimmung.ergebnis


def test_offen_heisst_nach_dem_schliessen_steht_da_wie_jeder_sitz_gestimmt_hat(welt):
    abstimmung = offene_abstimmung(welt, zustimmung(welt))
    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=Konsensstimme.EINWAND, begruendung="Kein Personal")
    stimmen(welt, abstimmung, "Mia", ABH, wort=Konsensstimme.ZUSTIMMUNG)

    geschlossene_abstimmung(welt, abstimmung)

    ergebnis = queries.abstimmungen.ergebnis(abstimmung)
    assert [(a.sitz, a.was, a.begruendung) for a in ergebnis.aeusserungen] == [
        (JOBCENTER, "einwand", "Kein Personal"),
        (ABH, "zustimmung", ""),
    ]
    assert (ergebnis.zustimmung, ergebnis.satz.startswith("Keine Zustimmung")) == (False, True)


def test_vertraulich_heisst_begruendungen_ohne_namen(welt):
    abstimmung = offene_abstimmung(welt, zustimmung(welt, geheimhaltung=Geheimhaltung.VERTRAULICH))
    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=Konsensstimme.BEDENKEN, begruendung="Kein Personal")
    stimmen(welt, abstimmung, "Mia", ABH, wort=Konsensstimme.ZUSTIMMUNG)

    geschlossene_abstimmung(welt, abstimmung)

    ergebnis = queries.abstimmungen.ergebnis(abstimmung)
    assert [(a.sitz, a.begruendung) for a in ergebnis.aeusserungen] == [("", "Kein Personal")]
    assert JOBCENTER not in str(ergebnis)


def test_die_fehlenden_sitze_sieht_waehrend_der_abstimmung_nur_die_koordination(welt, kora, mats):
    abstimmung = offene_abstimmung(welt)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, [5, 1])

    beteiligung = queries.abstimmungen.beteiligung(abstimmung, kora)
    assert (beteiligung.abgegeben, beteiligung.berechtigt, beteiligung.fehlende) == (1, 2, [ABH])
    assert queries.abstimmungen.beteiligung(abstimmung, mats) is None
    assert [s.sitz for s in queries.abstimmungen.eigene(abstimmung, mats)] == [JOBCENTER]


def test_nach_dem_feststellen_laesst_sich_nichts_mehr_annullieren(welt, kora):
    abstimmung = festgestellte_abstimmung(welt, offene_abstimmung(welt))

    with pytest.raises(Obstructed), transaction():
        workflow.abstimmungen.annullieren(abstimmung, kora, begruendung="doch nicht")
