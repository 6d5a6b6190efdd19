"""gremium.vertretung_eintragen: a Vertretung for one Sitzung, entered on the spot."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Besetzung, Stimmabgabe, Zusage
from kimflow.permissions import Permission, can
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import (
    neue_abstimmung,
    offene_abstimmung,
    stimmabgabe,
    stimmen,
    umlauf,
    zwei_themen,
)
from tests.bauen.fallrekonstruktionen import freigegebener_fall
from tests.bauen.gremien import neue_mitgliedschaft
from tests.bauen.post import briefe
from tests.bauen.sitzungen import antwort_von, eingeladene_sitzung, laufende_sitzung, neue_sitzung, neuer_top

pytestmark = pytest.mark.beide

JOBCENTER = "Jobcenter Musterkreis"


def eintragen(welt, sitzung, wen="Petra", wer="Kora", sitz=JOBCENTER):
    with transaction():
        made = workflow.vertretungen.vertretung_eintragen(
            antwort_von(sitzung, sitz), welt.person(wer), wen=welt.person(wen)
        )
    session().expire_all()
    return made


def heute(welt):
    """A Sitzung of today that is running."""
    return laufende_sitzung(welt, neue_sitzung(welt, beginn=clock.now() + timedelta(minutes=10)))


def eigene_runden(person):
    session().rollback()
    own = select(Stimmabgabe).where(queries.abstimmungen.eigene_stimmabgaben(person))
    return {s.abstimmung_id for s in session().scalars(own)}


def test_sie_gilt_nur_am_tag_der_sitzung_und_steht_hinter_den_anderen(welt, petra):
    sitzung = eingeladene_sitzung(welt)

    besetzung = eintragen(welt, sitzung)

    day = clock.local(sitzung.beginn).date()
    assert (besetzung.person_id, besetzung.von, besetzung.bis, besetzung.rang) == (petra.id, day, day, 2)
    assert (besetzung.sitzung_id, antwort_von(sitzung, JOBCENTER).antwort) == (sitzung.id, Zusage.VERTRETUNG)


def test_wer_vertritt_erfaehrt_es(welt, petra):
    eintragen(welt, eingeladene_sitzung(welt))

    assert JOBCENTER in briefe(petra)[0].text


@pytest.mark.parametrize("wer", ["Mats", "Vera", "Bibi", "Ada", "Lena", "Paula"])
def test_eintragen_duerfen_nur_koordination_leitung_und_vorsitz(welt, wer):
    sitzung = eingeladene_sitzung(welt)

    with pytest.raises(Forbidden):
        eintragen(welt, sitzung, wer=wer)


def test_der_vorsitz_darf_es(welt, zoe):
    neue_mitgliedschaft(welt, welt.lenkungsgruppe, wen=zoe, amt="vorsitz")
    session().expire(zoe)

    assert eintragen(welt, eingeladene_sitzung(welt), wer="Zoe").rang == 2


@pytest.mark.parametrize(
    ("wen", "grund"), [("Mats", "schon zu diesem Sitz"), ("Vera", "schon zu"), ("Nora", "deaktiviert")]
)
def test_wer_schon_dort_sitzt_oder_kein_konto_hat_vertritt_nicht(welt, wen, grund):
    sitzung = eingeladene_sitzung(welt)

    with pytest.raises(Obstructed, match=grund):
        eintragen(welt, sitzung, wen=wen)


def test_zweimal_dieselbe_geht_nicht(welt):
    sitzung = eingeladene_sitzung(welt)
    eintragen(welt, sitzung)

    with pytest.raises(Obstructed, match="schon zu diesem Sitz"):
        eintragen(welt, sitzung)


def test_vor_der_einladung_und_nach_dem_ende_geht_es_nicht(welt, kora):
    sitzung = heute(welt)
    with transaction():
        workflow.sitzungen.schliessen(sitzung, kora)

    with pytest.raises(Obstructed, match="nicht möglich"):
        eintragen(welt, sitzung)


def test_sie_stimmt_in_dieser_sitzung_fuer_den_sitz(welt, petra):
    """A5 P0: a Vertretung counts for its own Sitz."""
    sitzung = heute(welt)
    top = neuer_top(welt, sitzung)
    zwei_themen(welt, top)
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, top))
    eintragen(welt, sitzung)

    stimmen(welt, abstimmung, "Petra", JOBCENTER, [5, 5])

    assert stimmabgabe(abstimmung, JOBCENTER).person_id == petra.id
    assert eigene_runden(petra) == {abstimmung.id}


def test_aber_fuer_keinen_anderen_sitz(welt):
    """A5 P0: a Vertretung counts only for its own Sitz."""
    sitzung = heute(welt)
    top = neuer_top(welt, sitzung)
    zwei_themen(welt, top)
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, top))
    eintragen(welt, sitzung)

    with pytest.raises(Forbidden):
        stimmen(welt, abstimmung, "Petra", "Ausländerbehörde Musterkreis", [5, 5])


def test_in_keiner_anderen_sitzung_und_in_keinem_umlauf(welt, petra):
    """A5 P0: a Vertretung counts only while valid, and this one only there."""
    eintragen(welt, heute(welt))
    in_einer_anderen = offene_abstimmung(welt)
    im_umlauf = offene_abstimmung(welt, umlauf(welt))

    for abstimmung in (in_einer_anderen, im_umlauf):
        assert not can(petra, Permission.ABSTIMMUNG_STIMME_ABGEBEN, stimmabgabe(abstimmung, JOBCENTER))
    assert eigene_runden(petra) == set()


@pytest.mark.parametrize("tage", [-1, 1])
def test_am_tag_davor_und_danach_ist_sie_niemand(welt, petra, tage):
    """A5 P0, D7 P0: rights hang on the day, not on a job that runs."""
    sitzung = heute(welt)
    top = neuer_top(welt, sitzung)
    zwei_themen(welt, top)
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, top))
    besetzung = eintragen(welt, sitzung)
    assert besetzung.gilt_in(sitzung.id)

    with clock.turned_to(clock.today() + timedelta(days=tage)):
        assert not besetzung.gilt_in(sitzung.id)
        assert eigene_runden(petra) == set()
        assert queries.sitzungen.eigene_gremien(petra) == {welt.andere_projektgruppe.id}
        with pytest.raises(Forbidden):
            stimmen(welt, abstimmung, "Petra", JOBCENTER, [5, 5])


def test_sie_sieht_an_diesem_tag_was_ein_mitglied_sieht_und_keinen_fall(welt, petra, mats):
    """A5: as a member of the Lenkungsgruppe for a day, and not a case more."""
    fall, sitzung = freigegebener_fall(welt), heute(welt)
    eintragen(welt, sitzung)

    assert not can(petra, Permission.FALLREKONSTRUKTION_ANSEHEN, fall)
    body, meeting = welt.lenkungsgruppe, sitzung
    asked = [(p, body) for p in Permission if p.startswith("gremium.") and "vertretung" not in p]
    asked += [(p, meeting) for p in Permission if p.startswith("sitzung.") and p is not Permission.SITZUNG_BEANTWORTEN]
    more = {p for p, thing in asked if can(petra, p, thing) and not can(mats, p, thing)}
    assert more == set()


def test_wird_die_sitzung_verlegt_gilt_sie_am_neuen_tag(welt, kora):
    sitzung = eingeladene_sitzung(welt)
    besetzung = eintragen(welt, sitzung)
    later = sitzung.beginn + timedelta(days=7)

    with transaction():
        workflow.sitzungen.bearbeiten(sitzung, kora, beginn=later, ort="anderswo")
    session().expire_all()

    day = clock.local(later).date()
    assert (besetzung.von, besetzung.bis) == (day, day)


def test_die_datenbank_kennt_keine_solche_vertretung_ohne_ende(welt, petra):
    """A2b P0: what the act promises the table promises too."""
    sitzung = eingeladene_sitzung(welt)

    with pytest.raises(Exception, match="nur_diese_sitzung"), transaction() as s:
        s.add(Besetzung(sitz=welt.sitz(JOBCENTER), person=petra, rang=1, von=clock.today(), sitzung_id=sitzung.id))
