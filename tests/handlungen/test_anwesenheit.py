"""sitzung.anwesenheit_eintragen, sitzung.anwesenheit_austragen, and when a body is beschlussfähig."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Anwesenheit, Ereignis, Zusage
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import einschalten, mehr_sitze
from tests.bauen.gremien import neuer_sitz
from tests.bauen.saal import da, laufende_sitzung
from tests.bauen.sitzungen import antwort_von, eingeladene_sitzung

pytestmark = pytest.mark.beide

JOBCENTER, ABH = "Jobcenter Musterkreis", "Ausländerbehörde Musterkreis"


def eintragen(sitzung, moderation, **kw):
    with transaction():
        workflow.anwesenheiten.anwesenheit_eintragen(sitzung, moderation, **kw)


def austragen(sitzung, wer, anwesenheit):
    with transaction():
        workflow.anwesenheiten.anwesenheit_austragen(sitzung, wer, anwesenheit=anwesenheit)


@pytest.fixture
def sitzung(welt):
    return laufende_sitzung(welt)


def in_einer_stunde():
    return clock.turned_to(clock.now() + timedelta(hours=1))


def test_ein_sitz_ist_da_bis_er_ausgetragen_wird(welt, sitzung, kora):
    mats = da(welt, sitzung, JOBCENTER)
    assert (mats.person.name, mats.ist_da) == ("Mats", True)

    with in_einer_stunde():
        austragen(sitzung, kora, mats)

    assert mats.bis is not None


def test_fuer_einen_sitz_kommt_nur_wer_zu_ihm_gehoert(welt, sitzung, kora):
    with pytest.raises(Obstructed, match="Mia gehört am Tag der Sitzung nicht"):
        eintragen(sitzung, kora, sitz=welt.sitz(JOBCENTER), wer=welt.person("Mia"))


def test_ein_sitz_eines_anderen_gremiums_ist_hier_nicht_da(welt, sitzung, kora):
    sitz = neuer_sitz(welt, welt.projektgruppe)

    with pytest.raises(Obstructed, match="diesem Gremium"):
        eintragen(sitzung, kora, sitz=sitz)


def test_die_vertretung_loest_das_mitglied_ab(welt, sitzung):
    with clock.turned_to(clock.now()):
        mats = da(welt, sitzung, JOBCENTER)
    with in_einer_stunde():
        vera = da(welt, sitzung, JOBCENTER, "Vera")

    assert not mats.ist_da
    assert vera.ist_da
    assert queries.saal.anwesende(sitzung).da == 1


def test_zweimal_dieselbe_person_ist_einmal_da(welt, sitzung):
    da(welt, sitzung, JOBCENTER)

    with pytest.raises(Obstructed, match="schon eingetragen"):
        da(welt, sitzung, JOBCENTER)


def test_wer_kein_konto_hat_vertritt_den_sitz_mit_namen(welt, sitzung, kora):
    eintragen(sitzung, kora, sitz=welt.sitz(JOBCENTER), name="Ina Neu")

    assert [(a.sitz.bezeichnung, a.name) for a in sitzung.anwesenheiten] == [(JOBCENTER, "Ina Neu")]
    assert queries.saal.anwesende(sitzung).da == 1


def test_mitglieder_ohne_sitz_und_gaeste_zaehlen_nicht_zur_beschlussfaehigkeit(welt, sitzung, kora):
    eintragen(sitzung, kora, wer=welt.person("Paula"))
    eintragen(sitzung, kora, name="Dr. Gast (Hochschule)")

    assert {str(a) for a in sitzung.anwesenheiten} == {"Paula", "Dr. Gast (Hochschule)"}
    assert queries.saal.anwesende(sitzung).da == 0


@pytest.mark.parametrize("angaben", [{"wer": "Paula"}, {"name": "Dr. Gast"}])
def test_auch_gaeste_stehen_nur_einmal_auf_der_liste(welt, sitzung, kora, angaben):
    angaben = angaben | ({"wer": welt.person("Paula")} if "wer" in angaben else {})
    eintragen(sitzung, kora, **angaben)

    with pytest.raises(Obstructed, match="schon eingetragen"):
        eintragen(sitzung, kora, **angaben)


def test_niemand_ist_niemand(sitzung, kora):
    with pytest.raises(Obstructed, match="Name"):
        eintragen(sitzung, kora)


def test_alle_mit_zusage_sind_mit_einem_klick_da(welt, sitzung, kora):
    einladung = eingeladene_sitzung(welt)
    for sitz, zusage, wer in ((JOBCENTER, Zusage.VERTRETUNG, "Vera"), (ABH, Zusage.KOMMT, "Mia")):
        with transaction():
            workflow.sitzungen.beantworten(antwort_von(einladung, sitz), welt.person(wer), antwort=zusage)
    with transaction():
        workflow.sitzungen.eroeffnen(einladung, kora)

    eintragen(einladung, kora, zusagen=True)
    eintragen(einladung, kora, zusagen=True)

    assert sorted(str(a.person) for a in einladung.anwesenheiten) == ["Mia", "Vera"]


@pytest.mark.parametrize("wer", ["Mats", "Bert", "Paula", "Bibi", "Lena", "Ada"])
def test_die_anwesenheit_fuehrt_nur_die_moderation(welt, sitzung, kora, wer):
    """D3 P0."""
    mats = da(welt, sitzung, JOBCENTER)

    with pytest.raises(Forbidden):
        eintragen(sitzung, welt.person(wer), sitz=welt.sitz(ABH))
    with pytest.raises(Forbidden):
        austragen(sitzung, welt.person(wer), mats)


def test_vor_der_sitzung_ist_niemand_da(welt, kora):
    with pytest.raises(Obstructed, match="nicht möglich"):
        eintragen(eingeladene_sitzung(welt), kora, sitz=welt.sitz(JOBCENTER))


def test_ein_fehlgriff_ist_kein_kommen_und_gehen(welt, sitzung, kora):
    mats = da(welt, sitzung, JOBCENTER)
    austragen(sitzung, kora, mats)

    assert session().query(Anwesenheit).count() == 0


def test_wer_versehentlich_ausgetragen_wurde_war_nie_weg(welt, sitzung, kora):
    mats = da(welt, sitzung, JOBCENTER)
    with in_einer_stunde():
        austragen(sitzung, kora, mats)
        wieder = da(welt, sitzung, JOBCENTER)

    assert wieder is mats
    assert mats.bis is None


def test_in_der_nachbereitung_heisst_austragen_nie_da_gewesen(welt, sitzung, kora):
    mats = da(welt, sitzung, JOBCENTER)
    with in_einer_stunde():
        with transaction():
            workflow.sitzungen.schliessen(sitzung, kora)
        austragen(sitzung, kora, mats)
        mia = da(welt, sitzung, ABH)

    assert [a.sitz.bezeichnung for a in sitzung.anwesenheiten] == [ABH]
    assert mia.von == sitzung.eroeffnet_am


def test_zweimal_ausgetragen_ist_einmal_gegangen(welt, sitzung, kora):
    mats = da(welt, sitzung, JOBCENTER)
    with in_einer_stunde():
        austragen(sitzung, kora, mats)
        with pytest.raises(Obstructed, match="schon ausgetragen"):
            austragen(sitzung, kora, mats)


def test_der_verlauf_weiss_nicht_wer_wann_da_war(welt, sitzung):
    """G5: presence is not kept to the minute for ever."""
    da(welt, sitzung, JOBCENTER)

    zeile = session().query(Ereignis).filter_by(akt="sitzung.anwesenheit_eintragen").one()
    assert zeile.angaben == {}
    assert not zeile.texte


def test_mehr_als_die_haelfte_macht_beschlussfaehig(welt, sitzung):
    """C8: of four Sitze that may vote three are needed, two are not enough."""
    einschalten("abstimmung.beschlussfaehigkeit")
    mehr_sitze(welt, 2)
    for sitz in (JOBCENTER, ABH):
        da(welt, sitzung, sitz)
    zwei = queries.saal.anwesende(sitzung)

    da(welt, sitzung, "Sitz 1")
    drei = queries.saal.anwesende(sitzung)

    assert (zwei.da, zwei.stimmberechtigt, zwei.noetig, zwei.beschlussfaehig) == (2, 4, 3, False)
    assert (drei.da, drei.beschlussfaehig) == (3, True)


def test_beratende_sitze_machen_nicht_beschlussfaehig(welt, sitzung):
    da(welt, sitzung, "Integrationsrat Musterkreis")

    assert queries.saal.anwesende(sitzung).da == 0


def test_ohne_die_einstellung_ist_von_beschlussfaehigkeit_keine_rede(sitzung):
    assert queries.saal.anwesende(sitzung).beschlussfaehig is None
