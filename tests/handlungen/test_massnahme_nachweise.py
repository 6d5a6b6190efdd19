"""Nachweise of a Maßnahme: nachweis_hinzufuegen, nachweis_entfernen, and the file that comes with umsetzen."""

import pytest
from sqlalchemy import func, select

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Datei, Dateiinhalt, Ereignis, MassnahmeStatus, Nachricht
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.dateien import Upload
from kimflow.workflow.massnahmen.nachweise import DER_UMSETZUNG
from tests.bauen.dateien import PDF
from tests.bauen.massnahmen import in_tagen, laufende_massnahme, massnahme_im_stand, neu_gelesen, neuer_nachweis
from tests.besetzung import CAST

pytestmark = pytest.mark.beide

S = MassnahmeStatus
DARF = {"Paul", "Mats", "Kora"}
LINK = "https://www.musterkreis.example/beratung"


def entfernen(welt, massnahme, nachweis, wer="Paul", begruendung="Falsche Fassung."):
    with transaction():
        workflow.massnahmen.nachweis_entfernen(massnahme, welt.person(wer), nachweis=nachweis, begruendung=begruendung)


def inhalte():
    return session().scalar(select(func.count()).select_from(Dateiinhalt))


def test_eine_datei_liegt_byte_fuer_byte_in_der_datenbank(welt):
    """I9 P0: what comes out is what went in; nobody has to load it to show a list."""
    nachweis = neuer_nachweis(welt, laufende_massnahme(welt), name="../Bögen 2026.PDF")

    assert nachweis.datei.name == "Bögen 2026.pdf"
    assert nachweis.datei.groesse == len(PDF)
    assert nachweis.datei.pruefsumme == Upload("x", PDF).pruefsumme
    assert len(nachweis.datei.schluessel) == 32
    session().expire_all()
    assert queries.dateien.inhalt(nachweis.datei) == PDF


def test_ein_verweis_ist_auch_ein_nachweis(welt):
    nachweis = neuer_nachweis(welt, laufende_massnahme(welt), adresse=LINK)
    assert (nachweis.adresse, nachweis.datei) == (LINK, None)


@pytest.mark.parametrize("wer", CAST)
def test_wer_einen_nachweis_hinzufuegen_und_entfernen_darf(welt, wer):
    """D3 P0: responsible, who signs for the house, the Koordination; its Büro only enters Rückmeldungen (FACH §2)."""
    massnahme = laufende_massnahme(welt)
    alt = neuer_nachweis(welt, massnahme)
    if wer in DARF:
        neuer_nachweis(welt, massnahme, wer)
        entfernen(welt, massnahme, alt, wer)
        return
    with pytest.raises(Forbidden):
        neuer_nachweis(welt, massnahme, wer)
    with pytest.raises(Forbidden):
        entfernen(welt, massnahme, alt, wer)
    assert inhalte() == 1


@pytest.mark.parametrize("stand", S)
def test_in_welchem_stand_was_geht(welt, stand):
    """C2 P0: added once agreed, even after the check of the effect; removed only before it."""
    massnahme = massnahme_im_stand(welt, S.VEREINBART)
    alt = neuer_nachweis(welt, massnahme)
    with transaction():
        massnahme.status = stand
    laufend = stand in (S.VEREINBART, S.IN_UMSETZUNG, S.WARTET, S.RUHT, S.UMGESETZT)
    if laufend or stand is S.GEPRUEFT:
        neuer_nachweis(welt, massnahme)
    else:
        with pytest.raises(Obstructed):
            neuer_nachweis(welt, massnahme)
    if laufend:
        entfernen(welt, massnahme, alt)
    else:
        with pytest.raises(Obstructed):
            entfernen(welt, massnahme, alt)
    assert massnahme.status is stand


def test_entfernt_bleibt_die_zeile_und_die_bytes_sind_weg(welt):
    """I9 P0, F1 P0: the line says who, when and why; the file cannot come back."""
    massnahme = laufende_massnahme(welt)
    nachweis = neuer_nachweis(welt, massnahme)
    verweis = neuer_nachweis(welt, massnahme, adresse=LINK)

    entfernen(welt, massnahme, nachweis, "Mats", "Enthält einen Namen.")
    entfernen(welt, massnahme, verweis)

    massnahme = neu_gelesen(massnahme)
    alt, alter_verweis = massnahme.nachweise
    assert massnahme.geltende_nachweise == []
    assert (alt.entfernt_von.name, alt.entfernt_weil, alt.titel) == (
        "Mats",
        "Enthält einen Namen.",
        "Unterschriebener Bogen",
    )
    assert alt.datei.pruefsumme == Upload("x", PDF).pruefsumme
    assert alter_verweis.adresse == ""
    assert inhalte() == 0
    assert queries.dateien.inhalt(alt.datei) is None


def test_entfernt_wird_nur_einmal_mit_grund_und_an_seiner_massnahme(welt):
    massnahme, andere = laufende_massnahme(welt), laufende_massnahme(welt)
    nachweis = neuer_nachweis(welt, massnahme)
    zweiter = neuer_nachweis(welt, andere)
    for wrong in ({"nachweis": zweiter}, {"nachweis": nachweis, "begruendung": ""}):
        with pytest.raises(Obstructed):
            entfernen(welt, massnahme, **wrong)
    neuer_nachweis(welt, massnahme)
    entfernen(welt, massnahme, nachweis)
    with pytest.raises(Obstructed, match="schon entfernt"):
        entfernen(welt, massnahme, nachweis)


def test_ohne_nachweis_gibt_es_nichts_zu_entfernen(welt):
    assert workflow.massnahmen.nachweis_entfernen.obstacles(laufende_massnahme(welt)) == [
        "Es liegt noch kein Nachweis vor."
    ]


@pytest.mark.parametrize(
    ("angaben", "grund"),
    [
        ({"adresse": ""}, "entweder"),
        ({"adresse": LINK, "datei": Upload("x.pdf", PDF)}, "entweder"),
        ({"adresse": "javascript:alert(1)"}, "https://"),
        ({"adresse": "https://jobcenter.example@evil.example/"}, "@"),
        ({"datei": Upload("x.pdf", b"MZ")}, "keine PDF"),
        ({"datei": Upload("x.exe", PDF)}, "Erlaubt sind nur"),
    ],
)
def test_was_kein_nachweis_ist_wird_abgelehnt(welt, angaben, grund):
    """I9 P0: on every road, the one past the form included; nothing is saved."""
    massnahme = laufende_massnahme(welt)
    with pytest.raises(Obstructed, match=grund), transaction():
        workflow.massnahmen.nachweis_hinzufuegen(massnahme, welt.person("Paul"), titel="x", **angaben)
    assert inhalte() == 0
    assert neu_gelesen(massnahme).nachweise == []
    assert session().scalars(select(Datei)).all() == []


def test_der_verlauf_nennt_titel_und_pruefsumme(welt):
    """F1 P0: which file it was can be proved later; neither its content nor an address stands in the trail."""
    massnahme = laufende_massnahme(welt)
    nachweis = neuer_nachweis(welt, massnahme)
    entfernen(welt, massnahme, nachweis)

    dazu, weg = session().scalars(select(Ereignis).order_by(Ereignis.lfd.desc()).limit(2)).all()[::-1]
    assert dazu.angaben["datei"] == {"pruefsumme": nachweis.datei.pruefsumme}
    assert {text.name: text.text for text in dazu.texte} == {"titel": "Unterschriebener Bogen"}
    assert weg.angaben["nachweis"] == {"nachweis": nachweis.id}
    assert workflow.ereignisse.pruefen() == []
    assert "nachweis" not in " ".join(session().scalars(select(Nachricht.anlass)))


def test_umsetzen_bringt_seine_datei_mit(welt):
    """The text stays the text; the file stands in the list of Nachweise."""
    massnahme = laufende_massnahme(welt)
    with transaction():
        workflow.massnahmen.umsetzen(
            massnahme,
            welt.person("Paul"),
            nachweis="Der Bogen liegt vor.",
            wirkungspruefung_am=in_tagen(180),
            datei=Upload("Bogen.pdf", PDF),
        )
    massnahme = neu_gelesen(massnahme)
    assert massnahme.nachweis == "Der Bogen liegt vor."
    assert [(n.titel, n.datei.name) for n in massnahme.nachweise] == [(DER_UMSETZUNG, "Bogen.pdf")]


def test_die_tabelle_zaehlt_was_gilt(welt):
    massnahme = laufende_massnahme(welt)
    neuer_nachweis(welt, massnahme, adresse=LINK)
    entfernen(welt, massnahme, neuer_nachweis(welt, massnahme))

    (zeile,) = queries.massnahmen.liste(welt.person("Kora"), queries.massnahmen.Massnahmenfilter()).zeilen
    assert zeile.nachweise == 1


def test_wer_nur_mitliest_sieht_nur_was_beschlossen_ist(welt):
    """D3 P0: Lena finds the Nachweise of a decided Maßnahme with it, and a proposal not at all."""
    massnahme = laufende_massnahme(welt)
    neuer_nachweis(welt, massnahme)
    lena = welt.person("Lena")
    assert len(session().scalars(queries.massnahmen.ganz(lena)).unique().one().geltende_nachweise) == 1
    with transaction():
        massnahme.status, massnahme.beschluss = S.VORGESCHLAGEN, None
    assert session().scalars(queries.massnahmen.ganz(lena)).unique().all() == []
