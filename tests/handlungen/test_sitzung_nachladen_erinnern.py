"""sitzung.nachladen, sitzung.erinnern, and how many are expected."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Amt, Besetzung, Nachricht, Sitz, Stimmrecht, Zusage
from kimflow.workflow.acts import Forbidden, Obstructed
from tests import ics
from tests.bauen.gremien import neue_mitgliedschaft
from tests.bauen.post import briefe, link
from tests.bauen.sitzungen import antwort_von, eingeladene_sitzung, laufende_sitzung, neue_sitzung

pytestmark = pytest.mark.beide

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


def an(anlass):
    return sorted(n.person.name for n in session().query(Nachricht).filter_by(anlass=anlass))


def neuer_sitz(welt, wer, name="Schulamt Musterkreis"):
    with transaction() as s:
        sitz = Sitz(
            gremium=welt.lenkungsgruppe, bezeichnung=name, stimmrecht=Stimmrecht.STIMMBERECHTIGT, von=clock.today()
        )
        s.add(sitz)
        s.add(Besetzung(sitz=sitz, person=welt.person(wer), rang=0, von=clock.today()))
    session().expire_all()
    return sitz


def nachladen(sitzung, person):
    with transaction():
        workflow.sitzungen.nachladen(sitzung, person)


def test_ein_sitz_der_spaeter_kam_bekommt_zeile_und_brief_die_anderen_hoeren_nichts(welt, kora):
    sitzung = eingeladene_sitzung(welt)
    neuer_sitz(welt, "Zoe")

    nachladen(sitzung, kora)

    assert an("sitzung.nachladen") == ["Zoe"]
    assert antwort_von(sitzung, "Schulamt Musterkreis").antwort is None
    assert link(welt.person("Zoe"), "sitzung")


def test_wer_einen_eingeladenen_sitz_spaeter_besetzt_wird_nachgeladen(welt, kora, petra):
    sitzung = eingeladene_sitzung(welt)
    with transaction() as s:
        s.add(Besetzung(sitz=welt.sitz(ABH), person=petra, rang=3, von=clock.today()))
    session().expire_all()

    assert queries.einladungen.nachzuladende(sitzung) == {petra.id}
    nachladen(sitzung, kora)

    assert an("sitzung.nachladen") == ["Petra"]
    assert queries.einladungen.nachzuladende(sitzung) == set()


def test_ein_spaeteres_mitglied_einer_gruppe_wird_nachgeladen(welt, kora):
    sitzung = eingeladene_sitzung(welt, neue_sitzung(welt, gremium=welt.projektgruppe))
    with clock.turned_to(clock.now() + timedelta(days=2)):
        neue_mitgliedschaft(welt, welt.projektgruppe, wen=welt.person("Finn"), amt=Amt.MITGLIED, von=clock.today())
        session().expire_all()

        nachladen(sitzung, kora)

        assert an("sitzung.nachladen") == ["Finn"]
        with pytest.raises(Obstructed, match="eingeladen"):
            nachladen(sitzung, kora)


def test_wenn_alle_eingeladen_sind_gibt_es_nichts_nachzuladen(welt, kora):
    sitzung = eingeladene_sitzung(welt)

    with pytest.raises(Obstructed, match="eingeladen"):
        nachladen(sitzung, kora)


def test_ein_sitz_der_nie_eingeladen_war_hat_beim_eroeffnen_trotzdem_seine_zeile(welt, kora):
    sitzung = eingeladene_sitzung(welt)
    neuer_sitz(welt, "Zoe")

    with transaction():
        workflow.sitzungen.eroeffnen(sitzung, kora)

    assert antwort_von(sitzung, "Schulamt Musterkreis").antwort is None


def test_nachladen_nennt_den_termin_wie_er_jetzt_gilt(welt, kora):
    sitzung = eingeladene_sitzung(welt)
    with transaction():
        workflow.sitzungen.bearbeiten(sitzung, kora, beginn=sitzung.beginn, ort="Raum 7")
    neuer_sitz(welt, "Zoe")

    nachladen(sitzung, kora)

    eintrag = ics.termin((briefe(welt.person("Zoe"))[0].kalender.replace("\n", "\r\n") + "\r\n").encode())
    assert (eintrag["folge"], eintrag["ort"]) == (1, "Raum 7")


# --- reminding --------------------------------------------------------------------------------------------------


def erinnern(sitzung, person):
    with transaction():
        workflow.sitzungen.erinnern(sitzung, person)


def test_erinnert_wird_nur_wer_noch_nicht_geantwortet_hat(welt, kora, mats):
    sitzung = eingeladene_sitzung(welt)
    with transaction():
        workflow.sitzungen.beantworten(antwort_von(sitzung, JOBCENTER), mats, antwort=Zusage.KOMMT)

    with clock.turned_to(clock.now() + timedelta(days=1)):
        erinnern(sitzung, kora)

    assert an("sitzung.erinnern") == ["Bert", "Mia"]


def test_niemand_wird_am_selben_tag_zweimal_erinnert_und_nicht_am_tag_der_einladung(welt, kora):
    sitzung = eingeladene_sitzung(welt)
    with pytest.raises(Obstructed, match="heute schon"):
        erinnern(sitzung, kora)

    with clock.turned_to(clock.now() + timedelta(days=1)):
        erinnern(sitzung, kora)
        with pytest.raises(Obstructed, match="heute schon"):
            erinnern(sitzung, kora)
    assert an("sitzung.erinnern") == ["Bert", "Mats", "Mia", "Vera"]

    with clock.turned_to(clock.now() + timedelta(days=2)):
        erinnern(sitzung, kora)
    assert an("sitzung.erinnern").count("Mats") == 2


def test_der_link_der_einladung_gilt_neben_dem_der_erinnerung_weiter(welt, kora, mats):
    sitzung = eingeladene_sitzung(welt)
    erster = link(mats, "sitzung")
    with clock.turned_to(clock.now() + timedelta(days=1)):
        erinnern(sitzung, kora)

    gueltig = queries.einzellinks.noch_gueltige([erster.split("/")[2], link(mats, "sitzung").split("/")[2]])
    assert len(gueltig) == 2


def test_wenn_alle_geantwortet_haben_wird_niemand_erinnert(welt, kora):
    sitzung = eingeladene_sitzung(welt)
    with transaction():
        for antwort in sitzung.antworten:
            workflow.sitzungen.beantworten(antwort, kora, antwort=Zusage.KOMMT)

    with clock.turned_to(clock.now() + timedelta(days=1)), pytest.raises(Obstructed, match="geantwortet"):
        erinnern(sitzung, kora)


@pytest.mark.parametrize("wer", ["Mats", "Bert", "Bibi", "Lena", "Paula"])
@pytest.mark.parametrize("akt", ["nachladen", "erinnern"])
def test_wer_nicht_einlaedt_schreibt_auch_niemandem(welt, akt, wer):
    sitzung = eingeladene_sitzung(welt)
    neuer_sitz(welt, "Zoe")

    with pytest.raises(Forbidden), transaction():
        getattr(workflow.sitzungen, akt)(sitzung, welt.person(wer))


@pytest.mark.parametrize("akt", ["nachladen", "erinnern"])
def test_wenn_die_sitzung_laeuft_ist_es_dafuer_zu_spaet(welt, kora, akt):
    sitzung = laufende_sitzung(welt)

    with pytest.raises(Obstructed, match="nicht möglich"), transaction():
        getattr(workflow.sitzungen, akt)(sitzung, kora)


# --- how many come ----------------------------------------------------------------------------------------------


def test_erwartet_werden_zusagen_und_vertretungen_der_stimmberechtigten_sitze(welt, kora, mats, mia, bert):
    sitzung = eingeladene_sitzung(welt)
    for sitz, wer, wort in (
        (JOBCENTER, mats, Zusage.VERTRETUNG),
        (ABH, mia, Zusage.ENTSCHULDIGT),
        ("Integrationsrat Musterkreis", bert, Zusage.KOMMT),
    ):
        with transaction():
            workflow.sitzungen.beantworten(antwort_von(sitzung, sitz), wer, antwort=wort)

    e = queries.einladungen.erwartung(sitzung)

    assert (e.kommt, e.vertretung, e.entschuldigt, e.offen) == (1, 1, 1, 0)
    assert (e.erwartet, e.stimmberechtigt, e.noetig) == (1, 2, 2)
