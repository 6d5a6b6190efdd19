"""gremium.einrichten, .bearbeiten: bodies come and end, their history stays."""

from datetime import date

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Gremienart
from kimflow.permissions import Permission, can, ist_fachkraft
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.fallrekonstruktionen import eingereichter_fall
from tests.bauen.gremien import AB, neuer_sitz, neues_gremium

pytestmark = pytest.mark.beide


def bearbeiten(gremium, person, **kw):
    angaben = {"name": gremium.name, "frage": gremium.frage, "bis": gremium.bis, "hoechstlast": gremium.hoechstlast}
    with transaction():
        workflow.gremien.bearbeiten(gremium, person, **(angaben | kw))


def test_die_koordination_richtet_ein_gremium_ein(welt):
    gremium = neues_gremium(welt)

    assert welt.gremium("Projektgruppe Wohnen") is gremium


@pytest.mark.parametrize("wer", ["Ada", "Mats", "Paula", "Fatma", "Lena", "Nora"])
def test_andere_richten_kein_gremium_ein(welt, wer):
    with pytest.raises(Forbidden), transaction():
        workflow.gremien.einrichten(
            welt.person(wer),
            art=Gremienart.ARBEITSGRUPPE,
            name="Neu",
            frage="",
            von=AB,
            bis=None,
            kommune=None,
            hoechstlast=3,
        )


def test_zwei_gremien_heissen_nicht_gleich(welt):
    with pytest.raises(Obstructed, match="gibt es schon"):
        neues_gremium(welt, name="Lenkungsgruppe")


def test_ein_gremium_endet_nicht_vor_seinem_beginn(welt):
    with pytest.raises(Obstructed, match="vor dem Beginn"):
        neues_gremium(welt, bis=date(2025, 12, 31))


def test_das_einrichten_steht_im_verlauf(welt, kora):
    gremium = neues_gremium(welt)

    zeile = session().query(Ereignis).one()
    assert (zeile.akt, zeile.gegenstand_id, zeile.person_id) == ("gremium.einrichten", gremium.id, kora.id)
    assert zeile.angaben == {"art": "projektgruppe", "von": "2026-01-01"}


def test_name_frage_und_hoechstlast_lassen_sich_aendern(welt, kora):
    gremium = neues_gremium(welt)

    bearbeiten(gremium, kora, name="Projektgruppe Zuhause", hoechstlast=5)

    assert (gremium.name, gremium.hoechstlast) == ("Projektgruppe Zuhause", 5)


def test_den_eigenen_namen_zu_behalten_ist_kein_hindernis(welt, kora):
    bearbeiten(neues_gremium(welt), kora, frage="Eine andere Frage")

    assert welt.gremium("Projektgruppe Wohnen").frage == "Eine andere Frage"


def test_ein_beendetes_gremium_nimmt_niemanden_mehr_auf(welt, kora):
    gremium = neues_gremium(welt)
    with clock.turned_to(date(2026, 6, 1)):
        bearbeiten(gremium, kora, bis=date(2026, 5, 31))

        with pytest.raises(Obstructed, match="beendet"):
            neuer_sitz(welt, gremium)


def test_ein_beendetes_gremium_steht_nicht_mehr_zur_wahl(welt, kora):
    gremium = neues_gremium(welt)
    with clock.turned_to(date(2026, 6, 1)):
        assert gremium in queries.gremien.aktive(Gremienart.PROJEKTGRUPPE)
        bearbeiten(gremium, kora, bis=date(2026, 5, 31))

        assert gremium not in queries.gremien.aktive(Gremienart.PROJEKTGRUPPE)
        assert [zeile.name for zeile in queries.gremien.liste(kora, beendete=True)] == ["Projektgruppe Wohnen"]


def test_mit_dem_gremium_endet_was_aus_ihm_folgt(welt, kora, fatma):
    """D7 P0: nobody has to end every Mitgliedschaft one by one."""
    fall = eingereichter_fall(welt)
    bearbeiten(welt.fallwerkstatt, kora, bis=date(2026, 6, 30))

    with clock.turned_to(date(2026, 7, 1)):
        assert not ist_fachkraft(fatma, None)
        assert not can(welt.person("Finn"), Permission.FALLREKONSTRUKTION_ANSEHEN, fall)
        assert session().scalars(queries.fallrekonstruktionen.sichtbar_fuer(welt.person("Finn"))).all() == []
