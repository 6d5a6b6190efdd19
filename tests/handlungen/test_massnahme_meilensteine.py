"""meilenstein_setzen, meilenstein_verschieben, meilenstein_erreichen, stand_melden: dates move only with a reason."""

import pytest
from sqlalchemy.exc import IntegrityError

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Ereignistext, Stand, Umsetzungsstand
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.massnahmen import (
    in_tagen,
    laufende_massnahme,
    neu_gelesen,
    neue_massnahme,
    neuer_meilenstein,
    zugesagte_massnahme,
)
from tests.bauen.zielvereinbarungen import eingereichte_zielvereinbarung, einreichbare_zielvereinbarung

pytestmark = pytest.mark.beide


def verschieben(massnahme, person, meilenstein, tage=60, begruendung="Die Software kommt später."):
    with transaction():
        workflow.massnahmen.meilenstein_verschieben(
            massnahme, person, meilenstein=meilenstein, geplant_am=in_tagen(tage), begruendung=begruendung
        )


def erreichen(massnahme, person, meilenstein, tage=0):
    with transaction():
        workflow.massnahmen.meilenstein_erreichen(
            massnahme, person, meilenstein=meilenstein, erreicht_am=in_tagen(tage)
        )


def stand_melden(massnahme, person, kommune, stand=Stand.LAEUFT, begruendung=""):
    with transaction():
        workflow.massnahmen.stand_melden(massnahme, person, kommune=kommune, stand=stand, begruendung=begruendung)


def test_jede_verschiebung_bleibt_mit_grund_und_der_erste_termin_bleibt_sichtbar(welt, paul):
    massnahme = laufende_massnahme(welt)
    meilenstein = neuer_meilenstein(welt, massnahme, in_=10)

    verschieben(massnahme, paul, meilenstein, 30)
    verschieben(massnahme, paul, meilenstein, 60)

    assert (meilenstein.geplant_am, meilenstein.urspruenglich_am) == (in_tagen(60), in_tagen(10))
    assert [(v.vorher, v.nachher) for v in meilenstein.verschiebungen] == [
        (in_tagen(10), in_tagen(30)),
        (in_tagen(30), in_tagen(60)),
    ]
    assert session().query(Ereignis).filter_by(akt="massnahme.meilenstein_verschieben").count() == 2


@pytest.mark.parametrize(
    ("tage", "begruendung", "grund"),
    [(60, "", "Grund"), (-1, "Weil.", "Vergangenheit"), (10, "Weil.", "der bisherige")],
)
def test_ein_termin_wandert_nicht_ohne_grund_und_nicht_zurueck_in_die_vergangenheit(
    welt, paul, tage, begruendung, grund
):
    massnahme = laufende_massnahme(welt)
    meilenstein = neuer_meilenstein(welt, massnahme, in_=10)

    with pytest.raises(Obstructed, match=grund):
        verschieben(massnahme, paul, meilenstein, tage, begruendung)

    neu_gelesen(massnahme)
    assert meilenstein.geplant_am == in_tagen(10)


@pytest.mark.parametrize("wer", ["Paula", "Petra", "Zoe", "Bibi", "Lena"])
def test_nur_das_haus_und_die_koordination_bewegen_termine(welt, wer):
    massnahme = laufende_massnahme(welt)
    meilenstein = neuer_meilenstein(welt, massnahme)

    with pytest.raises(Forbidden):
        verschieben(massnahme, welt.person(wer), meilenstein)


def test_der_meilenstein_einer_anderen_massnahme_laesst_sich_so_nicht_bewegen(welt, paul):
    """D3 P0: a foreign id in the form."""
    massnahme, andere = laufende_massnahme(welt), laufende_massnahme(welt)
    neuer_meilenstein(welt, massnahme)
    fremder = neuer_meilenstein(welt, andere)

    with pytest.raises(Obstructed, match="anderen Maßnahme"):
        verschieben(massnahme, paul, fremder)
    with pytest.raises(Obstructed, match="anderen Maßnahme"):
        erreichen(massnahme, paul, fremder)


def test_ein_erreichter_meilenstein_ist_erledigt(welt, paul):
    massnahme = laufende_massnahme(welt)
    erster, zweiter = neuer_meilenstein(welt, massnahme, in_=5), neuer_meilenstein(welt, massnahme, in_=20)

    erreichen(massnahme, paul, erster, -2)

    assert (erster.erreicht_am, massnahme.naechster_meilenstein) == (in_tagen(-2), zweiter)
    with pytest.raises(Obstructed, match="schon erreicht"):
        verschieben(massnahme, paul, erster)
    with pytest.raises(Obstructed, match="schon erreicht"):
        erreichen(massnahme, paul, erster)


def test_erreicht_ist_nichts_in_der_zukunft(welt, paul):
    massnahme = laufende_massnahme(welt)
    meilenstein = neuer_meilenstein(welt, massnahme)

    with pytest.raises(Obstructed, match="Zukunft"):
        erreichen(massnahme, paul, meilenstein, 1)


def test_ohne_offenen_meilenstein_sagt_der_knopf_was_fehlt(welt):
    massnahme = laufende_massnahme(welt)

    assert workflow.massnahmen.meilenstein_verschieben.obstacles(massnahme) == ["Es gibt keinen offenen Meilenstein."]


def test_auch_der_zeitplan_eines_eingereichten_pakets_steht_fest(welt, paula):
    """C6 P0: what was handed in does not change before the decision."""
    vereinbarung = eingereichte_zielvereinbarung(welt)

    with pytest.raises(Obstructed, match="eingereicht"):
        neuer_meilenstein(welt, vereinbarung.massnahmen[0])


def test_schon_der_vorschlag_hat_einen_zeitplan(welt, paula):
    massnahme = zugesagte_massnahme(welt)

    assert neuer_meilenstein(welt, massnahme) in massnahme.offene_meilensteine


def test_jede_kommune_hat_genau_einen_stand(welt, paul):
    massnahme, kommune = laufende_massnahme(welt), welt.kommune()

    stand_melden(massnahme, paul, kommune, Stand.GEPLANT)
    stand_melden(massnahme, paul, kommune, Stand.EINGEFUEHRT)
    stand_melden(massnahme, paul, welt.kommune("Waldau"), Stand.NICHT_BETEILIGT, "Eigenes Verfahren.")

    found = {s.kommune.name: s.stand for s in neu_gelesen(massnahme).umsetzungsstaende}
    assert found == {"Seestadt": Stand.EINGEFUEHRT, "Waldau": Stand.NICHT_BETEILIGT}


def test_wer_nicht_beteiligt_ist_wird_mit_grund_genannt(welt, paul):
    massnahme = laufende_massnahme(welt)

    with pytest.raises(Obstructed, match="begründen"):
        stand_melden(massnahme, paul, welt.kommune(), Stand.NICHT_BETEILIGT)


def test_auch_die_datenbank_verlangt_den_grund(welt):
    massnahme, kommune = laufende_massnahme(welt), welt.kommune()

    with pytest.raises(IntegrityError), transaction() as s:
        s.add(Umsetzungsstand(massnahme_id=massnahme.id, kommune_id=kommune.id, stand=Stand.NICHT_BETEILIGT))


# --- changed before the Beschluss, taken back while it runs -------------------------------------------------------


def test_vor_dem_beschluss_wird_ein_meilenstein_einfach_geaendert(welt, paula):
    massnahme = neue_massnahme(welt)
    schritt = neuer_meilenstein(welt, massnahme, in_=30)

    with transaction():
        workflow.massnahmen.meilenstein_bearbeiten(
            massnahme, paula, meilenstein=schritt, titel="Bogen gedruckt", geplant_am=in_tagen(50)
        )

    schritt = neu_gelesen(massnahme).meilensteine[0]
    assert (schritt.titel, schritt.geplant_am, schritt.urspruenglich_am) == (
        "Bogen gedruckt",
        in_tagen(50),
        in_tagen(50),
    )
    assert schritt.verschiebungen == [], "vor dem Beschluss ist nichts versprochen, also auch nichts verschoben"


def test_was_der_lenkungsgruppe_vorliegt_aendert_sich_nicht(welt, paula):
    vereinbarung = einreichbare_zielvereinbarung(welt)
    massnahme = vereinbarung.massnahmen[0]
    schritt = neuer_meilenstein(welt, massnahme)
    with transaction():
        workflow.zielvereinbarungen.einreichen(vereinbarung, paula)

    with pytest.raises(Obstructed, match="eingereicht"), transaction():
        workflow.massnahmen.meilenstein_bearbeiten(
            massnahme, paula, meilenstein=schritt, titel="Anders", geplant_am=in_tagen(50)
        )


def test_ein_irrtuemlich_erreichter_meilenstein_ist_wieder_offen(welt, paul):
    massnahme = laufende_massnahme(welt)
    schritt = neuer_meilenstein(welt, massnahme)
    with transaction():
        workflow.massnahmen.meilenstein_erreichen(massnahme, paul, meilenstein=schritt, erreicht_am=in_tagen(0))
    with transaction():
        workflow.massnahmen.meilenstein_zuruecknehmen(
            massnahme, paul, meilenstein=schritt, begruendung="Es war der falsche."
        )

    massnahme = neu_gelesen(massnahme)
    assert massnahme.naechster_meilenstein.id == schritt.id
    texte = [one.text for one in session().query(Ereignistext)]
    assert "Es war der falsche." in str(texte)


@pytest.mark.parametrize(
    ("begruendung", "erreicht", "grund"),
    [("", True, "Bitte begründen"), ("Irrtum.", False, "noch kein Meilenstein erreicht")],
)
def test_zurueckgenommen_wird_nur_erreichtes_mit_grund(welt, paul, begruendung, erreicht, grund):
    massnahme = laufende_massnahme(welt)
    schritt = neuer_meilenstein(welt, massnahme)
    if erreicht:
        with transaction():
            workflow.massnahmen.meilenstein_erreichen(massnahme, paul, meilenstein=schritt, erreicht_am=in_tagen(0))

    with pytest.raises(Obstructed, match=grund), transaction():
        workflow.massnahmen.meilenstein_zuruecknehmen(massnahme, paul, meilenstein=schritt, begruendung=begruendung)


def test_ein_fremder_oder_noch_offener_meilenstein_wird_nicht_zurueckgenommen(welt, paul):
    massnahme, andere = laufende_massnahme(welt), laufende_massnahme(welt, titel="Andere")
    erreicht, offen, fremd = (
        neuer_meilenstein(welt, massnahme, titel="Erreicht"),
        neuer_meilenstein(welt, massnahme, in_=40, titel="Offen"),
        neuer_meilenstein(welt, andere, titel="Fremd"),
    )
    with transaction():
        workflow.massnahmen.meilenstein_erreichen(massnahme, paul, meilenstein=erreicht, erreicht_am=in_tagen(0))

    for schritt, grund in ((offen, "noch offen"), (fremd, "anderen Maßnahme")):
        with pytest.raises(Obstructed, match=grund), transaction():
            workflow.massnahmen.meilenstein_zuruecknehmen(massnahme, paul, meilenstein=schritt, begruendung="Irrtum.")
    assert neu_gelesen(massnahme).erreichte_meilensteine == [erreicht]


def test_die_seite_fuehrt_an_jedem_meilenstein_zu_dem_was_mit_ihm_geht(browser, paul, welt):
    massnahme = laufende_massnahme(welt)
    erreicht = neuer_meilenstein(welt, massnahme, titel="Entwurf")
    offen = neuer_meilenstein(welt, massnahme, in_=60, titel="Druck")
    with transaction():
        workflow.massnahmen.meilenstein_erreichen(massnahme, paul, meilenstein=erreicht, erreicht_am=in_tagen(0))
    url = f"/massnahmen/{massnahme.nummer}"

    seite = browser(paul).get(url, status=200)
    hrefs = {a.attrs["href"] for a in seite.alle("a", aria_label=None)}
    assert f"{url}/meilenstein_zuruecknehmen?meilenstein={erreicht.id}" in hrefs
    assert f"{url}/meilenstein_verschieben?meilenstein={offen.id}" in hrefs
    assert f"{url}/meilenstein_verschieben?meilenstein={erreicht.id}" not in hrefs

    browser(paul).absenden(
        f"{url}/meilenstein_zuruecknehmen?meilenstein={erreicht.id}",
        meilenstein=str(erreicht.id),
        begruendung="Noch nicht abgestimmt.",
    )
    assert len(neu_gelesen(massnahme).offene_meilensteine) == 2
    assert browser(paul).get(f"{url}/meilenstein_zuruecknehmen").status == 200


def test_das_formular_zum_aendern_beginnt_mit_dem_was_da_steht(browser, paula, welt):
    massnahme = neue_massnahme(welt)
    schritt = neuer_meilenstein(welt, massnahme, in_=30)
    url = f"/massnahmen/{massnahme.nummer}/meilenstein_bearbeiten"

    seite = browser(paula).get(url, status=200)
    assert (seite.feld("titel"), seite.feld("geplant_am")) == ("Bogen abgestimmt", in_tagen(30).isoformat())
    browser(paula).absenden(
        url, meilenstein=str(schritt.id), titel="Bogen gedruckt", geplant_am=in_tagen(30).isoformat()
    )
    assert "Bogen gedruckt" in browser(paula).get(f"/massnahmen/{massnahme.nummer}").text
