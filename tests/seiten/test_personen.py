"""Pages of persons, and the own account."""

import pytest
from sqlalchemy import event

from kimflow import workflow
from kimflow.db import extension, session, transaction
from kimflow.models import Person, PersonStatus
from tests.bauen.personen import neue_person
from tests.bauen.post import link


@pytest.fixture
def ada_browser(browser, ada):
    return browser(ada)


def angaben(welt, **kw):
    haus = welt.institution("Sozialamt")
    eigene = {"name": "Ines Neu", "mail": "ines@kreis.example", "funktion": "Sachbearbeitung"}
    return eigene | {"institution": str(haus.id)} | kw


def test_anlegen_einladen_einrichten(ada_browser, welt):
    seite = ada_browser.folgen(ada_browser.absenden("/personen/anlegen", **angaben(welt)))
    assert "eingeladen" in seite.text

    wen = session().query(Person).filter_by(mail="ines@kreis.example").one()
    ada_browser.post(f"/personen/{wen.id}/einladen", status=303)
    assert link(wen, "konto_einrichten")


@pytest.mark.parametrize("mail", ["", "keine", "a@b", "zwei@a.example;b@c.example", "a b@c.example"])
def test_eine_unvollstaendige_adresse_wird_am_feld_gesagt(ada_browser, welt, mail):
    seite = ada_browser.absenden("/personen/anlegen", status=422, **angaben(welt, mail=mail))

    assert seite.feld("name") == "Ines Neu"


def test_eine_vergebene_adresse_bekommt_einen_grund(ada_browser, welt):
    seite = ada_browser.absenden("/personen/anlegen", status=409, **angaben(welt, mail="kora@musterkreis.example"))

    assert "schon ein Konto" in seite.text


def test_nur_was_das_formular_nennt_wird_geschrieben(ada_browser, welt):
    """D6 P0: status, password, roles and version cannot be smuggled in."""
    fremd = {"passwort": "x", "rollen": "administration", "version": "99", "id": "1", "status": "aktiv"}
    ada_browser.post("/personen/anlegen", angaben(welt) | fremd)

    wen = session().query(Person).filter_by(mail="ines@kreis.example").one()
    assert (wen.status, wen.passwort, wen.rollen, wen.version) == (PersonStatus.EINGELADEN, None, [], 1)


@pytest.mark.parametrize(
    ("filter", "namen"),
    [
        ("suche=Geschäftsführung", {"Mats", "Vera"}),
        ("suche=VORZIMMER", {"Bibi"}),
        ("suche=%25", set()),
        ("status=deaktiviert", {"Nora"}),
        ("rolle=koordination", {"Kora", "Nora"}),
        ("rolle=administration&status=aktiv", {"Ada"}),
        ("status=gibtesnicht&rolle=x&institution=abc&nach=kaputt", None),
    ],
)
def test_die_liste_laesst_sich_filtern(ada_browser, filter, namen):
    seite = ada_browser.get(f"/personen/?{filter}", status=200)

    if namen is not None:
        assert {e.text for e in seite.alle("bdi")[1:]} == namen


def test_die_seite_zeigt_sitze_mitgliedschaften_rollen_und_verlauf(ada_browser, welt):
    paula = welt.person("Paula")
    with transaction():
        workflow.personen.bearbeiten(
            paula, welt.person("Ada"), name="Paula", mail=paula.mail, funktion="Neu", institution=paula.institution
        )

    seite = ada_browser.get(f"/personen/{paula.id}", status=200)

    for wort in ("Projektgruppe Übergänge", "Zeichnet für Sozialamt Musterkreis", "hat die Angaben zur Person"):
        assert wort in seite.text


def test_die_rolle_geben_und_wieder_nehmen(ada_browser, welt):
    paul = welt.person("Paul")
    ada_browser.absenden(f"/personen/{paul.id}/rolle_geben", art="lesend", von="2026-01-01")
    seite = ada_browser.get(f"/personen/{paul.id}")
    assert "Lesend" in seite.text

    beenden = next(e.attrs["href"] for e in seite.alle("a") if "rolle_beenden" in e.attrs.get("href", ""))
    ada_browser.absenden(beenden, bis=ada_browser.get(beenden).feld("bis"))

    assert "gilt heute nicht" in ada_browser.get(f"/personen/{paul.id}").text


def test_die_rolle_einer_anderen_person_gibt_es_unter_dieser_nicht(ada_browser, welt):
    """D3 P0: ids swapped in the path."""
    rolle = welt.person("Kora").rollen[0]

    assert ada_browser.get(f"/personen/{welt.person('Paul').id}/rollen/{rolle.id}/rolle_beenden").status == 404


def test_am_eigenen_konto_gibt_es_keine_knoepfe_fuer_rechte(ada_browser, ada):
    """D10 P0: never to the own account."""
    seite = ada_browser.get(f"/personen/{ada.id}", status=200)

    assert not [e for e in seite.alle("a") if "rolle" in e.attrs.get("href", "")]
    for verb in ("rolle_geben", "zeichnung_erlauben", "deaktivieren"):
        assert ada_browser.get(f"/personen/{ada.id}/{verb}").status == 403


@pytest.mark.parametrize(("wer", "status"), [("Ada", 200), ("Kora", 200), ("Mats", 403), ("Lena", 403), ("Finn", 403)])
def test_wer_die_personen_sieht(browser, welt, wer, status):
    assert browser(welt.person(wer)).get("/personen/").status == status


def _statements(app, do):
    counted = []

    def count(*args):
        counted.append(args[2])

    event.listen(extension.engine, "before_cursor_execute", count)
    try:
        do()
    finally:
        event.remove(extension.engine, "before_cursor_execute", count)
    return len(counted)


def test_die_liste_kostet_immer_gleich_viel(app, ada_browser, welt):
    """A constant number of statements, whatever the length."""
    ada_browser.get("/personen/")
    wenige = _statements(app, lambda: ada_browser.get("/personen/", pruefen=False))
    for n in range(60):
        neue_person(welt, name=f"Person {n}", mail=f"p{n}@kreis.example")

    viele = _statements(app, lambda: ada_browser.get("/personen/", pruefen=False))

    assert wenige == viele <= 6
    assert _statements(app, lambda: ada_browser.get(f"/personen/{welt.person('Paula').id}")) <= 15


def test_mein_konto_zeigt_nur_eigenes(browser, welt, mats):
    seite = browser(mats).get("/konto", status=200)

    for wort in ("mats@musterkreis.example", "Jobcenter Musterkreis", "Zeichnungsberechtigt für Jobcenter Musterkreis"):
        assert wort in seite.text


def test_auf_mein_konto_fuehrt_der_eigene_name(browser, mats):
    assert browser(mats).get("/").eins("a", class_="kf-konto__name").attrs["href"] == "/konto"
