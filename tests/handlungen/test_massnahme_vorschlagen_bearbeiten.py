"""massnahme.vorschlagen, massnahme.bearbeiten: who proposes where, and what is not changed any more."""

import pytest

from kimflow import workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, MassnahmeStatus, Nachricht, ThemaStatus
from kimflow.workflow.acts import Forbidden, Obstructed, Stale
from tests.bauen.massnahmen import in_tagen, neu_gelesen, neue_massnahme
from tests.bauen.themen import thema_im_stand
from tests.bauen.zielvereinbarungen import eingereichte_zielvereinbarung, neue_zielvereinbarung

pytestmark = pytest.mark.beide

S = MassnahmeStatus


def vorschlagen(welt, person, thema, **kw):
    angaben = {
        "titel": "Übergabebogen",
        "beschreibung": "",
        "art": None,
        "institution": welt.institution("Jobcenter"),
        "unterstuetzende": [],
        "frist": None,
    }
    with transaction():
        return workflow.massnahmen.vorschlagen(thema, person, **(angaben | kw))


def bearbeiten(massnahme, person, **kw):
    angaben = {
        "titel": "Neuer Titel",
        "beschreibung": massnahme.beschreibung,
        "art": massnahme.art,
        "institution": massnahme.institution,
        "unterstuetzende": [],
        "frist": massnahme.frist,
    }
    with transaction():
        workflow.massnahmen.bearbeiten(massnahme, person, **(angaben | kw))


@pytest.mark.parametrize("wer", ["Paula", "Paul", "Kora"])
def test_die_beauftragte_projektgruppe_schlaegt_vor(welt, wer):
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)

    massnahme = vorschlagen(welt, welt.person(wer), thema)

    assert massnahme.nummer.startswith("M-")
    assert (massnahme.status, massnahme.projektgruppe_id) == (S.VORGESCHLAGEN, welt.projektgruppe.id)


@pytest.mark.parametrize("wer", ["Petra", "Mats", "Zoe", "Fatma", "Bibi", "Lena", "Ada", "Nora"])
def test_andere_schlagen_nicht_vor_auch_nicht_die_leitung_einer_anderen_gruppe(welt, wer):
    """D3 P0: being lead somewhere is not being lead here."""
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)

    with pytest.raises(Forbidden):
        vorschlagen(welt, welt.person(wer), thema)


def test_das_vorschlagen_steht_im_verlauf(welt, paula):
    massnahme = neue_massnahme(welt)

    zeile = session().query(Ereignis).filter_by(akt="massnahme.vorschlagen").one()
    assert (zeile.art, zeile.gegenstand_id, zeile.person_id) == ("massnahme", massnahme.id, paula.id)
    assert zeile.angaben["institution"] == {"institution": massnahme.institution_id}


def test_das_haus_wird_um_seine_zusage_gebeten(welt, mats):
    neue_massnahme(welt)

    brief = session().query(Nachricht).filter_by(anlass="massnahme.vorschlagen").one()
    assert brief.person_id == mats.id


def test_eine_zielvereinbarung_eines_anderen_themas_nimmt_sie_nicht_auf(welt, paula):
    fremde = neue_zielvereinbarung(welt)
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)

    with pytest.raises(Obstructed, match="anderen Thema"):
        vorschlagen(welt, paula, thema, zielvereinbarung=fremde)


def test_was_eingereicht_ist_nimmt_keine_massnahme_mehr_auf(welt, paula):
    """C6 P0: what the Lenkungsgruppe decides on does not grow meanwhile."""
    vereinbarung = eingereichte_zielvereinbarung(welt)

    with pytest.raises(Obstructed, match="eingereicht"):
        vorschlagen(welt, paula, vereinbarung.thema, zielvereinbarung=vereinbarung)


def test_wer_verantwortlich_ist_unterstuetzt_sich_nicht_selbst(welt, paula):
    thema = thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    haeuser = [welt.institution("Jobcenter"), welt.institution("Caritas")]

    massnahme = vorschlagen(welt, paula, thema, unterstuetzende=haeuser)

    assert [haus.kurzname for haus in massnahme.unterstuetzende] == ["Caritas"]


@pytest.mark.parametrize("status", [ThemaStatus.ERLEDIGT, ThemaStatus.RUHT, ThemaStatus.BEENDET, ThemaStatus.UMGESETZT])
def test_zu_einem_thema_das_nicht_laeuft_gibt_es_keine_vorschlaege(welt, kora, status):
    thema = thema_im_stand(welt, status)

    with pytest.raises(Obstructed):
        vorschlagen(welt, kora, thema)


def test_ein_vorschlag_laesst_sich_aendern(welt, paul):
    massnahme = neue_massnahme(welt)

    bearbeiten(massnahme, paul, frist=in_tagen(90))

    assert (neu_gelesen(massnahme).titel, massnahme.frist) == ("Neuer Titel", in_tagen(90))


def test_ein_anderes_haus_beginnt_ohne_die_absage_des_ersten(welt, mats, paula):
    massnahme = neue_massnahme(welt)
    with transaction():
        workflow.massnahmen.absagen(massnahme, mats, begruendung="Kein Personal.")

    bearbeiten(massnahme, paula, institution=welt.institution("Sozialamt"))

    assert neu_gelesen(massnahme).absage == ""


@pytest.mark.parametrize("wer", ["Petra", "Mats", "Zoe", "Lena"])
def test_andere_aendern_den_vorschlag_nicht(welt, wer):
    """D3 P0: Petra leads another group."""
    massnahme = neue_massnahme(welt)

    with pytest.raises(Forbidden):
        bearbeiten(massnahme, welt.person(wer))

    assert neu_gelesen(massnahme).titel != "Neuer Titel"


def test_wer_auf_altem_stand_speichert_verliert_nichts_und_ueberschreibt_nichts(welt, paula, paul):
    """E1 P0: second save with a stale version."""
    massnahme = neue_massnahme(welt)
    version = massnahme.version
    bearbeiten(massnahme, paula, titel="Paulas Titel")

    with pytest.raises(Stale):
        bearbeiten(massnahme, paul, titel="Pauls Titel", version=version)

    assert neu_gelesen(massnahme).titel == "Paulas Titel"


def test_was_dem_thema_nach_schon_vorliegt_aendert_sich_nicht(welt, paula):
    """C6 P0: a solution brought along is frozen while the Lenkungsgruppe has the Thema before it."""
    massnahme = neue_massnahme(welt, thema_im_stand(welt, ThemaStatus.VORGELEGT))

    with pytest.raises(Obstructed, match="liegt der Lenkungsgruppe vor"):
        bearbeiten(massnahme, paula)
