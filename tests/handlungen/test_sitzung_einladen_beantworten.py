"""sitzung.einladen, sitzung.beantworten."""

import re
from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Amt, Besetzung, Ereignis, Linkzweck, Nachricht, SitzungStatus, Zusage
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.gremien import neue_mitgliedschaft
from tests.bauen.sitzungen import antwort_von, eingeladene_sitzung, laufende_sitzung, neue_sitzung, neuer_top

pytestmark = pytest.mark.beide

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


def einladungen():
    return session().query(Nachricht).filter_by(anlass="sitzung.einladen").all()


def test_eingeladen_wird_jeder_sitz_auch_der_beratende(welt):
    sitzung = eingeladene_sitzung(welt)

    assert sitzung.status is SitzungStatus.EINGELADEN
    assert {a.sitz.bezeichnung for a in sitzung.antworten} == {JOBCENTER, ABH, "Integrationsrat Musterkreis"}
    assert all(a.antwort is None for a in sitzung.antworten)


def test_die_einladung_bekommen_mitglied_und_heutige_vertretung(welt):
    """A5 P0: Emil's time as Vertretung is over."""
    eingeladene_sitzung(welt)

    assert {n.person.name for n in einladungen()} == {"Mats", "Vera", "Mia", "Bert"}


def test_wer_sitz_und_amt_hat_bekommt_einen_brief(welt):
    """The one with the link to answer; the Vorsitz often has a Sitz too."""
    neue_mitgliedschaft(welt, welt.lenkungsgruppe, wen=welt.person("Mia"), amt=Amt.VORSITZ)
    neue_mitgliedschaft(welt, welt.lenkungsgruppe, wen=welt.person("Lena"), amt=Amt.VORSITZ)

    eingeladene_sitzung(welt)

    names = [n.person.name for n in einladungen()]
    assert (names.count("Mia"), names.count("Lena")) == (1, 1)
    (mia,) = [n for n in einladungen() if n.person.name == "Mia"]
    assert "/link/" in mia.text


def test_jede_person_bekommt_einen_eigenen_link(welt, mats):
    sitzung = eingeladene_sitzung(welt)
    tokens = {n.person.name: re.search(r"/link/([^/]+)/sitzung", n.text)[1] for n in einladungen()}

    link = queries.einzellinks.gueltiger(tokens["Mats"], Linkzweck.EINLADUNG_BEANTWORTEN)

    assert len(set(tokens.values())) == 4
    assert (link.person, link.gegenstand_id) == (mats, antwort_von(sitzung, JOBCENTER).id)


def test_der_link_gilt_bis_zum_ende_des_sitzungstags(welt):
    """„Meine Sitzung“ stays open while the meeting runs, and not a day longer."""
    sitzung = eingeladene_sitzung(welt)
    token = re.search(r"/link/([^/]+)/sitzung", einladungen()[0].text)[1]

    abends = clock.local(sitzung.beginn).replace(hour=23, minute=59)

    with clock.turned_to(abends):
        assert queries.einzellinks.gueltiger(token, Linkzweck.EINLADUNG_BEANTWORTEN)
    with clock.turned_to(abends + timedelta(minutes=1)):
        assert queries.einzellinks.gueltiger(token, Linkzweck.EINLADUNG_BEANTWORTEN) is None


def test_der_link_wandert_mit_dem_termin(welt, kora):
    sitzung = eingeladene_sitzung(welt)
    token = re.search(r"/link/([^/]+)/sitzung", einladungen()[0].text)[1]
    with transaction():
        workflow.sitzungen.bearbeiten(sitzung, kora, beginn=sitzung.beginn + timedelta(days=10), ort="")

    with clock.turned_to(sitzung.beginn + timedelta(minutes=30)):
        assert queries.einzellinks.gueltiger(token, Linkzweck.EINLADUNG_BEANTWORTEN)


def test_in_der_einladung_stehen_tagesordnung_und_freigegebene_unterlagen(welt, kora):
    """FACH §3: with agenda and papers; what is intern or private stays behind the link."""
    top = neuer_top(welt, titel="Übergänge ordnen")
    with transaction():
        workflow.tops.bearbeiten(top, kora, titel=top.titel, art=top.art, vorbereitung="Nicht vergessen: heikel")
        for titel, frei in (("Vorlage", True), ("Vermerk", False)):
            workflow.tops.unterlage_anhaengen(
                top, kora, titel=titel, adresse=f"https://ablage.example/{titel}", freigegeben=frei
            )
    eingeladene_sitzung(welt, top.sitzung)

    for brief in einladungen():
        assert "TOP 1: Übergänge ordnen" in brief.text
        assert "https://ablage.example/Vorlage" in brief.text
        assert "Vermerk" not in brief.text
        assert "heikel" not in brief.text + brief.kalender


def test_auch_eine_sehr_lange_tagesordnung_passt_in_den_brief(welt, kora):
    sitzung = neue_sitzung(welt)
    for n in range(45):
        neuer_top(welt, sitzung, titel=f"Punkt {n} " + "ü" * 190)
    with transaction():
        for n in range(20):
            workflow.tops.unterlage_anhaengen(
                sitzung.tops[0],
                kora,
                titel="U" * 200,
                adresse=f"https://ablage.example/{n}/" + "x" * 460,
                freigegeben=True,
            )

    eingeladene_sitzung(welt, sitzung)

    assert "weitere" in einladungen()[0].text


def test_wer_zwei_sitze_hat_wird_fuer_beide_eingeladen(welt, mats):
    with transaction() as s:
        s.add(Besetzung(sitz=welt.sitz("Integrationsrat Musterkreis"), person=mats, rang=1, von=clock.today()))

    eingeladene_sitzung(welt)

    assert [n.person.name for n in einladungen()].count("Mats") == 2


def test_die_projektgruppe_wird_ohne_sitze_eingeladen(welt):
    eingeladene_sitzung(welt, neue_sitzung(welt, gremium=welt.projektgruppe))

    assert {n.person.name for n in einladungen()} == {"Paula", "Paul"}


def test_ohne_tagesordnung_wird_nicht_eingeladen(welt, kora):
    sitzung = neue_sitzung(welt)

    with pytest.raises(Obstructed, match="Tagesordnung"), transaction():
        workflow.sitzungen.einladen(sitzung, kora)

    assert einladungen() == []


def test_am_tag_der_sitzung_laesst_sich_noch_einladen(welt, kora):
    sitzung = neuer_top(welt).sitzung

    with clock.turned_to(clock.local(sitzung.beginn).replace(hour=23)), transaction():
        workflow.sitzungen.einladen(sitzung, kora)

    assert sitzung.status is SitzungStatus.EINGELADEN


def test_zu_einer_vergangenen_sitzung_wird_nicht_eingeladen(welt, kora):
    sitzung = neuer_top(welt).sitzung

    with (
        clock.turned_to(sitzung.beginn + timedelta(days=1)),
        pytest.raises(Obstructed, match="Vergangenheit"),
        transaction(),
    ):
        workflow.sitzungen.einladen(sitzung, kora)


def beantworten(antwort, person, wort=Zusage.KOMMT):
    with transaction():
        workflow.sitzungen.beantworten(antwort, person, antwort=wort)


@pytest.mark.parametrize("wer", ["Mats", "Vera", "Bibi", "Kora"])
def test_fuer_den_sitz_antworten_mitglied_vertretung_buero_und_koordination(welt, wer):
    antwort = antwort_von(eingeladene_sitzung(welt), JOBCENTER)

    beantworten(antwort, welt.person(wer), Zusage.VERTRETUNG)

    assert (antwort.antwort, antwort.person.name) == (Zusage.VERTRETUNG, wer)


@pytest.mark.parametrize("wer", ["Mia", "Paul", "Bert", "Lena", "Ada", "Nora"])
def test_andere_antworten_nicht_fuer_diesen_sitz(welt, wer):
    """D3 P0: Paul works at the Jobcenter, but neither sits there nor is its Büro."""
    antwort = antwort_von(eingeladene_sitzung(welt), JOBCENTER)

    with pytest.raises(Forbidden):
        beantworten(antwort, welt.person(wer))

    assert antwort.antwort is None


def test_das_buero_antwortet_nur_fuer_das_eigene_haus(welt, bibi):
    antwort = antwort_von(eingeladene_sitzung(welt), ABH)

    with pytest.raises(Forbidden):
        beantworten(antwort, bibi)


def test_eine_beendete_vertretung_antwortet_nicht_mehr(welt, emil):
    """A5 P0, D7 P0."""
    antwort = antwort_von(eingeladene_sitzung(welt), ABH)

    with pytest.raises(Forbidden):
        beantworten(antwort, emil)


def test_die_antwort_laesst_sich_bis_zum_beginn_aendern(welt, mats, vera):
    antwort = antwort_von(eingeladene_sitzung(welt), JOBCENTER)
    beantworten(antwort, mats)

    beantworten(antwort, vera, Zusage.ENTSCHULDIGT)

    assert (antwort.antwort, antwort.person) == (Zusage.ENTSCHULDIGT, vera)


def test_wenn_die_sitzung_laeuft_ist_es_fuer_eine_antwort_zu_spaet(welt, mats):
    sitzung = laufende_sitzung(welt)

    with pytest.raises(Obstructed):
        beantworten(antwort_von(sitzung, JOBCENTER), mats)


def test_die_antwort_steht_im_verlauf(welt, mats):
    antwort = antwort_von(eingeladene_sitzung(welt), JOBCENTER)

    beantworten(antwort, mats)

    zeile = session().query(Ereignis).filter_by(akt="sitzung.beantworten").one()
    assert (zeile.person_id, zeile.angaben) == (mats.id, {"antwort": "kommt"})


def test_offene_einladungen_stehen_unter_den_aufgaben(welt, mats, bibi, paul, kora):
    sitzung = eingeladene_sitzung(welt)

    assert [a.werte["nummer"] for a in queries.sitzungen.aufgaben(mats)] == [sitzung.nummer]
    assert [a.gruppe for a in queries.sitzungen.aufgaben(bibi)] == ["Einladungen"]
    assert queries.sitzungen.aufgaben(paul) == []
    assert [a.gruppe for a in queries.sitzungen.aufgaben(kora)] == ["Nächste Sitzung"]

    beantworten(antwort_von(sitzung, JOBCENTER), mats)

    assert queries.sitzungen.aufgaben(mats) == []
