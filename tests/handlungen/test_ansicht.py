"""ansicht.speichern, umbenennen, teilen, nicht_mehr_teilen, loeschen, wiederherstellen."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ansicht, AnsichtStatus, Ereignis, Ereignistext, Nachricht
from kimflow.workflow.acts import Forbidden, Obstructed, Stale
from tests.bauen.ansichten import geteilte_ansicht, neue_ansicht

pytestmark = pytest.mark.beide

A = AnsichtStatus


def tun(act, ansicht, wer, **angaben):
    with transaction():
        act(ansicht, wer, **angaben)


def ueber(person, liste="themen"):
    return [(a.name, a.von) for a in queries.ansichten.ueber_der_liste(person, liste)]


# --- speichern -------------------------------------------------------------------------------------------------------


def test_gespeichert_sieht_die_ansicht_nur_wer_sie_gespeichert_hat(welt, kora, mats):
    ansicht = neue_ansicht(welt)

    assert ansicht.status is A.EIGEN
    assert ueber(mats) == [("Im Speicher", "")]
    assert ueber(kora) == []
    assert ueber(mats, "massnahmen") == []


def test_jede_handlung_hinterlaesst_ihre_zeile_ohne_name_und_suchworte(welt, mats):
    """F1 P0, and no word of what somebody looks for."""
    ansicht = neue_ansicht(welt, name="Zebra", abfrage="suche=Giraffe")
    tun(workflow.ansichten.umbenennen, ansicht, mats, name="Elefant")
    tun(workflow.ansichten.teilen, ansicht, mats)
    tun(workflow.ansichten.nicht_mehr_teilen, ansicht, mats)
    tun(workflow.ansichten.loeschen, ansicht, mats)
    tun(workflow.ansichten.wiederherstellen, ansicht, mats)

    zeilen = session().scalars(select(Ereignis).order_by(Ereignis.lfd)).all()
    assert [z.akt.partition(".")[2] for z in zeilen] == [
        "speichern", "umbenennen", "teilen", "nicht_mehr_teilen", "loeschen", "wiederherstellen",
    ]  # fmt: skip
    assert {z.person_id for z in zeilen} == {mats.id}
    assert [z.angaben for z in zeilen] == [{}] * 6
    assert session().scalars(select(Ereignistext)).all() == []


def test_niemand_bekommt_post_davon(welt):
    geteilte_ansicht(welt)

    assert session().scalars(select(Nachricht)).all() == []


@pytest.mark.parametrize("wer", ["Ada", "Emil", "Nora"])
def test_wer_keine_liste_oeffnen_darf_speichert_keine_ansicht(welt, wer):
    """D3 P0."""
    with pytest.raises(Forbidden):
        neue_ansicht(welt, wer)


def test_eine_liste_die_man_nicht_oeffnen_darf_bekommt_keine_ansicht(welt):
    """Lena reads along; Aufträge are not hers."""
    with pytest.raises(Obstructed, match="keine Ansicht"):
        neue_ansicht(welt, "Lena", liste="auftraege", abfrage="wer=meine")


@pytest.mark.parametrize("liste", ["", "fallrekonstruktionen", "personen", "https://example.org/", "../themen"])
def test_nur_die_vorgesehenen_listen_haben_ansichten(welt, liste):
    with pytest.raises(Obstructed, match="keine Ansicht"):
        neue_ansicht(welt, liste=liste)


@pytest.mark.parametrize(
    "abfrage",
    ["", "nach=5", "status=", "handlungsfeld=x", "status=%3Cscript%3E", "suche=+", "zurueck=/konto", "kommune=-1"],
)
def test_ohne_auswahl_gibt_es_nichts_zu_speichern(welt, abfrage):
    with pytest.raises(Obstructed, match="nichts ausgewählt"):
        neue_ansicht(welt, abfrage=abfrage)


@pytest.mark.parametrize(
    ("abfrage", "gespeichert"),
    [
        ("kommune=007&status=speicher", "status=speicher&kommune=7"),
        ("status=speicher&nach=9&next=https://example.org", "status=speicher"),
        ("status=a&status=b", "status=b"),
        ("suche=%00K%C3%A4lte%0AHilfe&kommune=99999999999", "suche=K%C3%A4lte+Hilfe"),
        ("suche=" + "x" * 500, "suche=" + "x" * 200),
        ("kommune=%D9%A3", None),
    ],
)
def test_gespeichert_wird_nur_was_die_liste_kennt(welt, abfrage, gespeichert):
    if gespeichert is None:
        with pytest.raises(Obstructed):
            neue_ansicht(welt, abfrage=abfrage)
    else:
        assert neue_ansicht(welt, abfrage=abfrage).abfrage == gespeichert


def test_die_laengste_suche_passt_in_die_spalte(welt):
    ansicht = neue_ansicht(welt, abfrage="suche=" + "\U0001f600" * 200)

    session().expire_all()
    assert queries.ansichten.werte("themen", ansicht.abfrage) == {"suche": "\U0001f600" * 200}


def test_ohne_namen_geht_es_nicht(welt):
    with pytest.raises(Obstructed, match="einen Namen"):
        neue_ansicht(welt, name=" \u200b ")


def test_ein_name_steht_ueber_einer_liste_nur_einmal(welt, mats):
    neue_ansicht(welt, name="Meine")

    with pytest.raises(Obstructed, match="schon eine Ansicht"):
        neue_ansicht(welt, name="MEINE ")
    neue_ansicht(welt, name="Meine", liste="massnahmen", abfrage="wer=meine")
    neue_ansicht(welt, "Mia", name="Meine")


def test_mehr_als_fuenfzig_hat_niemand(welt, mats):
    for n in range(workflow.ansichten.HOECHSTENS):
        letzte = neue_ansicht(welt, name=f"Nummer {n}")

    with pytest.raises(Obstructed, match="schon 50"):
        neue_ansicht(welt, name="Eine mehr")
    tun(workflow.ansichten.loeschen, letzte, mats)
    neue_ansicht(welt, name="Eine mehr")
    with pytest.raises(Obstructed, match="schon 50"):
        tun(workflow.ansichten.wiederherstellen, letzte, mats)


# --- umbenennen ------------------------------------------------------------------------------------------------------


def test_umbenennen_darf_nur_wer_sie_gespeichert_hat(welt, kora, mats):
    ansicht = geteilte_ansicht(welt)

    tun(workflow.ansichten.umbenennen, ansicht, mats, name="Geparkt")
    with pytest.raises(Forbidden):
        tun(workflow.ansichten.umbenennen, ansicht, kora, name="Anders")

    assert ueber(kora) == [("Geparkt", "Mats")]


def test_umbenennen_laesst_den_eigenen_namen_gelten_einen_vergebenen_nicht(welt, mats):
    ansicht = neue_ansicht(welt)
    neue_ansicht(welt, name="Andere", abfrage="status=offen")

    tun(workflow.ansichten.umbenennen, ansicht, mats, name="im speicher")
    with pytest.raises(Obstructed, match="schon eine Ansicht"):
        tun(workflow.ansichten.umbenennen, ansicht, mats, name="Andere")


def test_eine_veraltete_fassung_benennt_nichts_um(welt, mats):
    """E1 P0."""
    ansicht = neue_ansicht(welt)
    version = ansicht.version
    tun(workflow.ansichten.umbenennen, ansicht, mats, name="Erste")

    with pytest.raises(Stale):
        tun(workflow.ansichten.umbenennen, ansicht, mats, name="Zweite", version=version)


# --- teilen, nicht_mehr_teilen ---------------------------------------------------------------------------------------


def test_geteilt_sehen_sie_alle_die_die_liste_oeffnen_duerfen(welt):
    geteilte_ansicht(welt, "Kora", liste="auftraege", name="Offene", abfrage="stand=ueberfaellig")

    sehen = [n for n in ("Mats", "Paula", "Bibi", "Fatma", "Lena", "Ada") if ueber(welt.person(n), "auftraege")]

    assert sehen == ["Mats", "Paula", "Bibi", "Fatma"]


def test_eigene_stehen_vor_geteilten(welt, mats):
    geteilte_ansicht(welt, "Kora", name="Aa")
    neue_ansicht(welt, name="Zz")

    assert ueber(mats) == [("Zz", ""), ("Aa", "Kora")]


@pytest.mark.parametrize("wer", ["Kora", "Mia", "Vera"])
def test_teilen_darf_nur_wer_sie_gespeichert_hat(welt, wer):
    with pytest.raises(Forbidden):
        tun(workflow.ansichten.teilen, neue_ansicht(welt), welt.person(wer))


def test_zweimal_teilen_geht_nicht(welt, mats):
    with pytest.raises(Obstructed):
        tun(workflow.ansichten.teilen, geteilte_ansicht(welt), mats)


def test_wer_die_liste_nicht_mehr_oeffnen_darf_teilt_nichts(welt, mats):
    ansicht = neue_ansicht(welt)
    with transaction() as s:
        for besetzung in mats.besetzungen:
            s.delete(besetzung)
        for zeichnung in mats.zeichnungsberechtigungen:
            s.delete(zeichnung)
    session().expire_all()

    with pytest.raises(Obstructed, match="nicht mehr öffnen"):
        tun(workflow.ansichten.teilen, ansicht, mats)


def test_zuruecknehmen_darf_wer_sie_geteilt_hat_und_die_koordination(welt, kora, mats, mia):
    ansicht = geteilte_ansicht(welt)
    with pytest.raises(Forbidden):
        tun(workflow.ansichten.nicht_mehr_teilen, ansicht, mia)

    tun(workflow.ansichten.nicht_mehr_teilen, ansicht, kora)

    assert ansicht.status is A.EIGEN
    assert (ueber(mats), ueber(mia), ueber(kora)) == ([("Im Speicher", "")], [], [])
    with pytest.raises(Obstructed):
        tun(workflow.ansichten.nicht_mehr_teilen, ansicht, mats)


def test_was_geteilt_ist_bleibt_wenn_jemand_geht(welt, ada, kora, mats):
    """Others work with it; the Koordination may take it back."""
    ansicht = geteilte_ansicht(welt)
    tun(workflow.personen.deaktivieren, mats, ada)

    assert ueber(kora) == [("Im Speicher", "Mats")]
    tun(workflow.ansichten.nicht_mehr_teilen, ansicht, kora)
    assert ueber(kora) == []


# --- loeschen, wiederherstellen --------------------------------------------------------------------------------------


def test_geloescht_ist_sie_bei_allen_weg_und_kommt_als_eigene_zurueck(welt, kora, mats):
    ansicht = geteilte_ansicht(welt)

    tun(workflow.ansichten.loeschen, ansicht, mats)
    assert (ueber(mats), ueber(kora)) == ([], [])

    tun(workflow.ansichten.wiederherstellen, ansicht, mats)
    assert ansicht.status is A.EIGEN
    assert ansicht.geloescht_am is None
    assert (ueber(mats), ueber(kora)) == ([("Im Speicher", "")], [])


@pytest.mark.parametrize("wer", ["Kora", "Mia", "Ada"])
def test_loeschen_und_wiederherstellen_darf_nur_wer_sie_gespeichert_hat(welt, mats, wer):
    ansicht = geteilte_ansicht(welt)
    with pytest.raises(Forbidden):
        tun(workflow.ansichten.loeschen, ansicht, welt.person(wer))
    tun(workflow.ansichten.loeschen, ansicht, mats)
    with pytest.raises(Forbidden):
        tun(workflow.ansichten.wiederherstellen, ansicht, welt.person(wer))


def test_zweimal_loeschen_und_an_geloeschtem_etwas_tun_geht_nicht(welt, mats):
    ansicht = neue_ansicht(welt)
    with pytest.raises(Obstructed):
        tun(workflow.ansichten.wiederherstellen, ansicht, mats)
    tun(workflow.ansichten.loeschen, ansicht, mats)

    for act, angaben in (("loeschen", {}), ("teilen", {}), ("umbenennen", {"name": "x"})):
        with pytest.raises(Obstructed):
            tun(getattr(workflow.ansichten, act), ansicht, mats, **angaben)


def test_ein_inzwischen_vergebener_name_steht_dem_wiederherstellen_im_weg(welt, mats):
    ansicht = neue_ansicht(welt)
    tun(workflow.ansichten.loeschen, ansicht, mats)
    neue_ansicht(welt)

    with pytest.raises(Obstructed, match="schon eine Ansicht"):
        tun(workflow.ansichten.wiederherstellen, ansicht, mats)


def test_nach_dreissig_tagen_raeumt_die_nacht_geloeschtes_weg(welt, mats):
    alt, bleibt = neue_ansicht(welt, name="Alt"), neue_ansicht(welt, name="Bleibt")
    tun(workflow.ansichten.loeschen, alt, mats)

    for tage, uebrig in ((29, ["Alt", "Bleibt"]), (31, ["Bleibt"])):
        with clock.turned_to(clock.now() + timedelta(days=tage)), transaction():
            workflow.ansichten.aufraeumen()
        assert session().scalars(select(Ansicht.name).order_by(Ansicht.name)).all() == uebrig
    assert bleibt.status is A.EIGEN
