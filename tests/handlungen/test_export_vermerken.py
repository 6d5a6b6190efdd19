"""Every list taken along as a file is written down: by whom, when, which, how many rows (ZUSAGEN M9, L2)."""

import logging

import pytest
from sqlalchemy import select

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.exports.tabellen import Format
from kimflow.models import Ereignis, Nachricht
from kimflow.permissions import Permission
from kimflow.queries.exporte import Zeile
from kimflow.workflow.acts import Forbidden
from tests.bauen.berichte import neuer_bericht
from tests.seiten.tabellen import aus_csv, dateiadressen

pytestmark = pytest.mark.beide


def vermerken(wer, person=None, **given):
    with transaction():
        workflow.exporte.vermerken(
            wer, person or wer, **{"liste": "Beschlüsse", "format": Format.CSV, "zeilen": 7} | given
        )


def test_der_vermerk_sagt_wer_wann_welche_liste_und_wie_viele_zeilen(kora, mats):
    with clock.turned_to(clock.now()):
        vermerken(kora)
        vermerken(mats, liste="Gremien", format=Format.XLSX, zeilen=0)

        assert queries.exporte.liste().zeilen == [
            Zeile(clock.now(), "Mats", "Gremien", "xlsx", 0),
            Zeile(clock.now(), "Kora", "Beschlüsse", "csv", 7),
        ]
    assert not workflow.ereignisse.pruefen()


def test_auch_papiere_und_berichte_stehen_lesbar_auf_der_seite(browser, welt, kora):
    bericht = neuer_bericht(welt)
    besuch = browser(kora)
    besuch.get(f"/berichte/{bericht.nummer}/datei/docx", pruefen=False)
    besuch.get("/auftraege/liste.odt", pruefen=False)

    assert [row.format for row in queries.exporte.liste().zeilen] == ["odt", "docx"]
    assert {row["Art"] for row in aus_csv(besuch.get("/exporte/liste.csv", status=200).response.data)} == {
        "ODT",
        "DOCX",
    }


def test_fuer_jemand_anderen_vermerkt_niemand_einen_export(kora, mats):
    with pytest.raises(Forbidden):
        vermerken(kora, mats)

    assert not queries.exporte.liste().zeilen


def test_nichts_vom_inhalt_steht_im_vermerk_und_niemand_bekommt_post(browser, welt, kora, caplog):
    """L1 P0: no search word in the trail or the log; the log names the person by a number."""
    caplog.set_level(logging.INFO, "kimflow")

    browser(kora).get("/gremien/liste.csv?suche=kanarienvogel", status=200)

    line = session().scalars(select(Ereignis).where(Ereignis.akt == Permission.EXPORT_VERMERKEN)).one()
    assert sorted(line.angaben) == ["format", "liste", "zeilen"]
    assert "kanarienvogel" not in repr(line.angaben) + "".join(text.text for text in line.texte) + caplog.text
    assert f"Export, Person {kora.id}, csv, Zeilen" in caplog.text
    assert session().scalars(select(Nachricht)).first() is None


def test_die_seite_zeigt_die_exporte_und_ihre_datei_ist_selbst_einer(browser, kora, ada, mats):
    besuch = browser(ada)
    assert "Noch kein Export" in besuch.get("/exporte/", status=200).text
    browser(mats).get("/gremien/liste.xlsx", status=200)
    browser(kora).get("/beschluesse/liste.csv", status=200)

    seite = besuch.get("/exporte/", status=200)
    written = aus_csv(besuch.get(dateiadressen(seite)["csv"], status=200).response.data)

    assert [(row["Wer"], row["Liste"], row["Art"]) for row in written] == [
        ("Kora", "Beschlüsse", "CSV"), ("Mats", "Gremien", "XLSX"),
    ]  # fmt: skip
    assert [e.text for e in seite.alle("bdi") if e.text in ("Kora", "Mats")] == ["Kora", "Mats"]
    assert "Ada" in besuch.get("/exporte/", status=200).text
    browser(mats).get("/exporte/", status=403)


def test_auf_der_seite_einer_person_steht_nicht_was_sie_mitgenommen_hat(browser, ada, mats):
    browser(mats).get("/gremien/liste.csv", status=200)

    assert "mitgenommen" not in browser(ada).get(f"/personen/{mats.id}", status=200).text


def test_wer_eine_liste_nicht_sehen_darf_bekommt_keine_datei_und_keinen_vermerk(browser, lena, emil):
    browser(lena).get("/weitergaben/liste.csv", status=403)
    browser(emil).get("/beschluesse/liste.xlsx", status=403)
    browser().get("/beschluesse/liste.xlsx", status=303)

    assert not queries.exporte.liste().zeilen
