"""beschluss.festhalten: what it needs, what it sets off, and that it is all or nothing."""

from datetime import date, timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Beschluss,
    Beschlusswirkung,
    Ereignis,
    Modus,
    Nachricht,
    Stimmwort,
    ThemaStatus,
    Topart,
    ZielvereinbarungStatus,
    Zusage,
)
from kimflow.permissions import Permission
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.wirkungen import Wirkung
from tests.bauen.abstimmungen import (
    festgestellte_abstimmung,
    geschlossene_abstimmung,
    offene_abstimmung,
    stimmen,
    zustimmung,
    zwei_themen,
)
from tests.bauen.beschluesse import neuer_beschluss, rang
from tests.bauen.sitzungen import antwort_von, eingeladene_sitzung, laufender_top, neue_sitzung, neuer_top
from tests.bauen.themen import neues_thema, vorgelegtes_thema
from tests.bauen.zielvereinbarungen import eingereichte_zielvereinbarung

pytestmark = pytest.mark.beide

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


def test_einvernehmlich_beschlossen_wird_ohne_abstimmung(welt):
    beschluss = neuer_beschluss(welt)

    assert (beschluss.nummer, beschluss.modus) == (f"B-{clock.today().year}-001", Modus.EINVERNEHMLICH)
    assert (beschluss.gremium, beschluss.gefasst_am) == (welt.lenkungsgruppe, clock.today())


def test_ein_beschluss_wirkt_sofort_und_auf_mehrere_themen_verschieden(welt):
    top = laufender_top(welt)
    wohnen, sprache = zwei_themen(welt, top)

    beschluss = neuer_beschluss(
        welt,
        top,
        rang(wohnen, 1),
        Wirkung(
            Permission.THEMA_ZURUECKSTELLEN,
            sprache,
            {"begruendung": "Erst im Herbst", "wiedervorlage": clock.today() + timedelta(days=90)},
        ),
    )

    assert (wohnen.status, wohnen.rang, wohnen.beschluss) == (ThemaStatus.PRIORISIERT, 1, beschluss)
    assert sprache.status is ThemaStatus.GESAMMELT
    assert [(w.akt, w.gegenstand) for w in beschluss.wirkungen] == [
        ("thema.priorisieren", wohnen),
        ("thema.zurueckstellen", sprache),
    ]


def test_einer_zielvereinbarung_wird_durch_beschluss_zugestimmt(welt):
    vereinbarung = eingereichte_zielvereinbarung(welt)
    top = laufender_top(welt, art=Topart.BESCHLUSS, zielvereinbarungen=[vereinbarung])

    beschluss = neuer_beschluss(welt, top, Wirkung(Permission.ZIELVEREINBARUNG_ZUSTIMMEN, vereinbarung))

    assert vereinbarung.status is ZielvereinbarungStatus.ZUR_ZEICHNUNG
    assert vereinbarung.thema.status is ThemaStatus.VEREINBART
    assert [w.gegenstand for w in beschluss.wirkungen] == [vereinbarung]


def stand():
    """Everything a refused Beschluss must leave untouched."""
    session().expire_all()
    return (
        session().query(Beschluss).count(),
        session().query(Beschlusswirkung).count(),
        session().query(Ereignis).count(),
        session().query(Nachricht).count(),
    )


def test_scheitert_die_zweite_wirkung_ist_auch_die_erste_nicht_geschehen(welt):
    """C4 P0: and the reason names the Thema it failed on."""
    top = laufender_top(welt)
    wohnen, sprache = zwei_themen(welt, top)
    zuvor = stand()

    with pytest.raises(Obstructed, match=sprache.nummer):
        neuer_beschluss(
            welt, top, rang(wohnen, 1), Wirkung(Permission.THEMA_BEENDEN, sprache, {"begruendung": "überholt"})
        )

    assert stand() == zuvor
    assert wohnen.status is ThemaStatus.VORGELEGT


def test_auch_ein_absturz_in_der_zweiten_wirkung_hinterlaesst_nichts(welt):
    """C4 P0."""
    top = laufender_top(welt)
    wohnen, sprache = zwei_themen(welt, top)
    zuvor = stand()

    with pytest.raises(TypeError):
        neuer_beschluss(welt, top, rang(wohnen, 1), Wirkung(Permission.THEMA_PRIORISIEREN, sprache, {"platz": 2}))

    assert stand() == zuvor


@pytest.mark.parametrize("vorstand", ["geplant", "eingeladen", "nachbereitung"])
def test_beschlossen_wird_nur_in_der_laufenden_sitzung(welt, kora, vorstand):
    top = neuer_top(welt)
    if vorstand != "geplant":
        eingeladene_sitzung(welt, top.sitzung)
    if vorstand == "nachbereitung":
        with transaction():
            workflow.sitzungen.eroeffnen(top.sitzung, kora)
        with transaction():
            workflow.sitzungen.schliessen(top.sitzung, kora)

    with pytest.raises(Obstructed, match="laufenden Sitzung"):
        neuer_beschluss(welt, top)


def test_aus_einer_festgestellten_abstimmung_wird_auch_spaeter_beschlossen(welt, kora):
    abstimmung = festgestellte_abstimmung(welt, offene_abstimmung(welt))
    with transaction():
        workflow.sitzungen.schliessen(abstimmung.top.sitzung, kora)

    beschluss = neuer_beschluss(welt, abstimmung.top, modus=Modus.ABSTIMMUNG, abstimmung=abstimmung)

    assert beschluss.abstimmung is abstimmung
    assert queries.beschluesse.aus(abstimmung) == [beschluss.nummer]


def test_nach_der_sitzung_reicht_eine_abstimmung_nicht_fuer_einen_beschluss_ohne_sie(welt, kora):
    abstimmung = festgestellte_abstimmung(welt, offene_abstimmung(welt))
    with transaction():
        workflow.sitzungen.schliessen(abstimmung.top.sitzung, kora)

    with pytest.raises(Obstructed, match="läuft nicht"):
        neuer_beschluss(welt, abstimmung.top)


def test_ein_nicht_festgestelltes_ergebnis_traegt_keinen_beschluss(welt):
    abstimmung = geschlossene_abstimmung(welt, offene_abstimmung(welt))

    with pytest.raises(Obstructed, match="nicht festgestellt"):
        neuer_beschluss(welt, abstimmung.top, modus=Modus.ABSTIMMUNG, abstimmung=abstimmung)


def test_die_abstimmung_eines_anderen_punkts_traegt_den_beschluss_nicht(welt):
    abstimmung = festgestellte_abstimmung(welt, offene_abstimmung(welt))

    with pytest.raises(Obstructed, match=abstimmung.nummer):
        neuer_beschluss(welt, laufender_top(welt), modus=Modus.ABSTIMMUNG, abstimmung=abstimmung)


def test_wer_abgestimmt_schreibt_muss_die_abstimmung_nennen(welt):
    with pytest.raises(Obstructed, match="Nennen Sie"):
        neuer_beschluss(welt, modus=Modus.ABSTIMMUNG)


def test_ein_gremienvorbehalt_hat_ein_datum(welt):
    with pytest.raises(Obstructed, match="Datum"):
        neuer_beschluss(welt, vorbehalt="Zustimmung des Kreistags")

    beschluss = neuer_beschluss(welt, vorbehalt="Zustimmung des Kreistags", vorbehalt_bis=date(2027, 3, 1))
    assert beschluss.vorbehalt_bis == date(2027, 3, 1)


def test_eine_projektgruppe_beschliesst_nicht_ueber_themen(welt):
    thema = vorgelegtes_thema(welt)
    top = laufender_top(welt, sitzung=neue_sitzung(welt, gremium=welt.projektgruppe))

    with pytest.raises(Obstructed, match="beschließt die Lenkungsgruppe"):
        neuer_beschluss(welt, top, rang(thema, 1))

    assert thema.status is ThemaStatus.VORGELEGT


def test_ein_neuer_beschluss_ersetzt_einen_alten_und_beide_bleiben(welt):
    alt = neuer_beschluss(welt)

    neu = neuer_beschluss(welt, alt.top, ersetzt=alt)

    assert neu.ersetzt is alt
    assert queries.beschluesse.ersetzt_durch(alt) == [neu.nummer]


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Bert", "Paula", "Bibi", "Lena", "Ada", "Nora"])
def test_beschluesse_haelt_nur_die_koordination_fest(welt, wer):
    top = laufender_top(welt)

    with pytest.raises(Forbidden), transaction():
        workflow.beschluesse.festhalten(top, welt.person(wer), wortlaut="Ich", modus=Modus.EINVERNEHMLICH)


def test_der_beschluss_steht_im_verlauf(welt, kora):
    beschluss = neuer_beschluss(welt)

    zeile = session().query(Ereignis).filter_by(akt="beschluss.festhalten").one()
    assert (zeile.person_id, zeile.gegenstand_id, zeile.angaben["modus"]) == (kora.id, beschluss.id, "einvernehmlich")


def test_wer_entschuldigt_war_erfaehrt_vom_beschluss(welt, mia):
    top = neuer_top(welt)
    sitzung = eingeladene_sitzung(welt, top.sitzung)
    with transaction():
        workflow.sitzungen.beantworten(antwort_von(sitzung, ABH), mia, antwort=Zusage.ENTSCHULDIGT)
    with transaction():
        workflow.sitzungen.eroeffnen(sitzung, welt.person("Kora"))

    neuer_beschluss(welt, top)

    assert [n.person for n in session().query(Nachricht).filter_by(anlass="beschluss.festhalten")] == [mia]


OHNE_BESCHLUSS = [
    (Permission.THEMA_PRIORISIEREN, {"rang": 1}),
    (Permission.THEMA_ZURUECKSTELLEN, {"begruendung": "x", "wiedervorlage": date(2030, 1, 1)}),
    (Permission.THEMA_NICHT_WEITERVERFOLGEN, {"begruendung": "x"}),
    (Permission.THEMA_VEREINBAREN, {}),
    (Permission.THEMA_BEENDEN, {"begruendung": "x"}),
]


@pytest.mark.parametrize(("akt", "angaben"), OHNE_BESCHLUSS, ids=[a.value for a, _ in OHNE_BESCHLUSS])
def test_kein_thema_wird_ohne_beschluss_priorisiert_zurueckgestellt_oder_beendet(welt, kora, akt, angaben):
    thema = vorgelegtes_thema(welt)

    with pytest.raises((Obstructed, TypeError)), transaction():
        workflow.acts.ACTS[akt](thema, kora, **angaben)

    assert thema.status is ThemaStatus.VORGELEGT


def test_was_die_zeichnenden_stellen_nicht_mitgetragen_haben_nennt_das_ergebnis(welt):
    """No majority replaces the consent of the institutions that must act; having no Sitz is no consent either."""
    vereinbarung = eingereichte_zielvereinbarung(welt)
    top = laufender_top(welt, art=Topart.BESCHLUSS, zielvereinbarungen=[vereinbarung])
    abstimmung = offene_abstimmung(welt, zustimmung(welt, top))
    stimmen(welt, abstimmung, "Mia", ABH, wort=Stimmwort.ZUSTIMMUNG)

    geschlossene_abstimmung(welt, abstimmung)

    ergebnis = queries.ergebnisse.ergebnis(abstimmung)
    assert JOBCENTER in ergebnis.ausstehend
    assert "wer handeln muss" in ergebnis.satz


def test_wer_fuer_seinen_sitz_zugestimmt_hat_steht_nicht_mehr_aus(welt):
    vereinbarung = eingereichte_zielvereinbarung(welt)
    top = laufender_top(welt, art=Topart.BESCHLUSS, zielvereinbarungen=[vereinbarung])
    abstimmung = offene_abstimmung(welt, zustimmung(welt, top))
    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=Stimmwort.BEDENKEN)

    geschlossene_abstimmung(welt, abstimmung)

    assert JOBCENTER not in queries.ergebnisse.ergebnis(abstimmung).ausstehend


def test_ein_thema_im_speicher_laesst_sich_nicht_auf_einen_rang_setzen(welt):
    thema = neues_thema(welt)

    with pytest.raises(Obstructed, match=thema.nummer):
        neuer_beschluss(welt, None, rang(thema, 1))

    assert thema.status is ThemaStatus.GESAMMELT
