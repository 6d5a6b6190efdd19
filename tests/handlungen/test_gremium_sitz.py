"""gremium.sitz_einrichten, .sitz_bearbeiten, .sitz_besetzen, .sitz_uebergeben, .besetzung_beenden.

The vote belongs to the Sitz, rights to the period.
"""

from datetime import date, timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Nachricht, Quorum, Rollenart, Stimmrecht
from kimflow.permissions import ist_mitglied_der_lenkungsgruppe
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.abstimmungen import geschlossene_abstimmung, neue_abstimmung, offene_abstimmung, stimmabgabe, stimmen
from tests.bauen.gremien import AB, neue_besetzung, neuer_sitz

pytestmark = pytest.mark.beide


def beenden(besetzung, person, bis):
    with transaction():
        workflow.gremien.besetzung_beenden(besetzung, person, bis=bis)


def test_ein_sitz_steht_fuer_mehrere_institutionen(welt):
    sitz = neuer_sitz(welt, institutionen=[welt.institution("Caritas"), welt.institution("Integrationsrat")])

    assert len(sitz.institutionen) == 2


def test_ein_sitz_ohne_institution_ist_keiner(welt):
    with pytest.raises(Obstructed, match="mindestens eine Institution"):
        neuer_sitz(welt, institutionen=[])


def test_ein_neuer_sitz_steht_hinter_den_anderen(welt):
    assert neuer_sitz(welt).reihenfolge == 1 + welt.sitz("Integrationsrat Musterkreis").reihenfolge


def test_ein_sitz_endet_nicht_vor_seinem_beginn(welt):
    with pytest.raises(Obstructed, match="vor dem Beginn"):
        neuer_sitz(welt, bis=AB - timedelta(days=1))


@pytest.mark.parametrize("wer", ["Ada", "Mats", "Paula", "Lena"])
def test_nur_die_koordination_besetzt_sitze(welt, zoe, wer):
    sitz = neuer_sitz(welt)

    with pytest.raises(Forbidden), transaction():
        workflow.gremien.sitz_besetzen(sitz, welt.person(wer), wen=zoe, rang=0, von=AB, bis=None)


def test_wer_einen_sitz_besetzt_gehoert_zur_lenkungsgruppe(welt, zoe):
    assert not ist_mitglied_der_lenkungsgruppe(zoe, None)
    session().expire(zoe)

    neue_besetzung(welt)

    assert ist_mitglied_der_lenkungsgruppe(zoe, None)


def test_zwei_mitglieder_zur_gleichen_zeit_hat_kein_sitz(welt, zoe):
    sitz = welt.sitz("Jobcenter Musterkreis")

    with pytest.raises(Obstructed, match="In dieser Zeit ist Mats Mitglied"):
        neue_besetzung(welt, sitz, wen=zoe)


def test_nacheinander_duerfen_mehrere_mitglied_sein(welt, kora, zoe):
    sitz = neuer_sitz(welt)
    erste = neue_besetzung(welt, sitz, wen=welt.person("Paula"))
    beenden(erste, kora, date(2026, 6, 30))

    zweite = neue_besetzung(welt, sitz, wen=zoe, von=date(2026, 7, 1))

    assert sitz.besetzungen == [erste, zweite]


def test_ein_tag_gehoert_nicht_zwei_mitgliedern(welt, kora, zoe):
    sitz = neuer_sitz(welt)
    beenden(neue_besetzung(welt, sitz, wen=welt.person("Paula")), kora, date(2026, 6, 30))

    with pytest.raises(Obstructed, match="Paula"):
        neue_besetzung(welt, sitz, wen=zoe, von=date(2026, 6, 30))


def test_vertretungen_haben_raenge(welt):
    sitz = neuer_sitz(welt)
    for rang, name in enumerate(("Zoe", "Finn", "Petra")):
        neue_besetzung(welt, sitz, wen=welt.person(name), rang=rang)
    session().expire(sitz)

    assert [b.person.name for b in sitz.heutige] == ["Zoe", "Finn", "Petra"]


def test_niemand_vertritt_sich_selbst(welt, zoe):
    sitz = neuer_sitz(welt)
    neue_besetzung(welt, sitz, wen=zoe)

    with pytest.raises(Obstructed, match="schon zu diesem Sitz"):
        neue_besetzung(welt, sitz, wen=zoe, rang=1)


def test_eine_person_darf_auf_mehreren_sitzen_sitzen(welt, mats):
    neue_besetzung(welt, wen=mats)

    assert len(mats.besetzungen) == 2


def test_ein_deaktiviertes_konto_besetzt_keinen_sitz(welt, nora):
    with pytest.raises(Obstructed, match="deaktiviert"):
        neue_besetzung(welt, wen=nora)


def test_mit_dem_letzten_tag_endet_das_recht(welt, kora, zoe):
    """D7 P0: rights hang on the period, not on a job that runs."""
    beenden(neue_besetzung(welt), kora, date(2026, 6, 30))

    with clock.turned_to(date(2026, 6, 30)):
        assert ist_mitglied_der_lenkungsgruppe(zoe, None)
    with clock.turned_to(date(2026, 7, 1)):
        assert not ist_mitglied_der_lenkungsgruppe(zoe, None)


def test_eine_besetzung_endet_nicht_vor_ihrem_beginn(welt, kora):
    with pytest.raises(Obstructed, match="vor dem Beginn"):
        beenden(neue_besetzung(welt), kora, AB - timedelta(days=1))


def test_was_beendet_ist_wird_nicht_noch_einmal_beendet(welt, kora):
    besetzung = next(b for b in welt.sitz("Ausländerbehörde Musterkreis").besetzungen if b.bis)

    with clock.turned_to(date(2026, 6, 1)), pytest.raises(Obstructed, match="schon beendet"):
        beenden(besetzung, kora, date(2026, 6, 1))


def test_das_besetzen_steht_im_verlauf(welt, zoe):
    besetzung = neue_besetzung(welt)

    zeile = session().query(Ereignis).filter_by(akt="gremium.sitz_besetzen").one()
    assert (zeile.art, zeile.gegenstand_id) == ("besetzung", besetzung.id)
    assert zeile.angaben == {"wen": {"person": zoe.id}, "rang": 0, "von": "2026-01-01"}


def test_wer_auf_einen_sitz_kommt_erfaehrt_es(welt, zoe):
    neue_besetzung(welt, rang=1)

    brief = session().query(Nachricht).one()
    assert brief.person_id == zoe.id
    assert "AG Wohlfahrt" in brief.text
    assert "Vertretung" in brief.text


def test_ein_sitz_kann_beraten_ohne_stimme(welt):
    assert not neuer_sitz(welt, stimmrecht=Stimmrecht.BERATEND).ist_stimmberechtigt


# --- editing a Sitz -----------------------------------------------------------------------------------------------


def bearbeiten(welt, sitz, **kw):
    angaben = {
        "bezeichnung": sitz.bezeichnung,
        "institutionen": list(sitz.institutionen),
        "stimmrecht": sitz.stimmrecht,
        "bis": sitz.bis,
    }
    with transaction():
        workflow.gremien.sitz_bearbeiten(sitz, welt.person("Kora"), **(angaben | kw))


def test_ein_sitz_bekommt_eine_zweite_institution(welt):
    sitz = neuer_sitz(welt)

    bearbeiten(welt, sitz, bezeichnung="AG Soziales", institutionen=[*sitz.institutionen, welt.institution("ABH")])
    session().expire_all()

    assert (sitz.bezeichnung, len(sitz.institutionen), sitz.ist_gemeinsam) == ("AG Soziales", 2, True)


def test_auch_nach_dem_bearbeiten_steht_er_fuer_jemanden(welt):
    with pytest.raises(Obstructed, match="mindestens eine Institution"):
        bearbeiten(welt, neuer_sitz(welt), institutionen=[])


def test_ein_beendeter_sitz_bleibt_wie_er_war(welt):
    sitz = neuer_sitz(welt, bis=date(2026, 6, 30))

    with clock.turned_to(date(2026, 7, 1)), pytest.raises(Obstructed, match="ist beendet"):
        bearbeiten(welt, sitz, bis=None)


@pytest.mark.parametrize("wer", ["Ada", "Mats", "Zoe", "Lena"])
def test_nur_die_koordination_bearbeitet_und_uebergibt_sitze(welt, wer, paula):
    sitz, person = neuer_sitz(welt), welt.person(wer)

    with pytest.raises(Forbidden), transaction():
        workflow.gremien.sitz_bearbeiten(
            sitz, person, bezeichnung="X", institutionen=[], stimmrecht=Stimmrecht.GAST, bis=None
        )
    with pytest.raises(Forbidden), transaction():
        workflow.gremien.sitz_uebergeben(sitz, person, wen=paula, ab=clock.today())


# --- a change of persons in one step ------------------------------------------------------------------------------


def uebergeben(welt, sitz, wen, ab):
    with transaction():
        workflow.gremien.sitz_uebergeben(sitz, welt.person("Kora"), wen=welt.person(wen), ab=ab)
    session().expire_all()


def belegung(sitz):
    return [(b.person.name, b.rang, b.von, b.bis) for b in sorted(sitz.besetzungen, key=lambda b: b.id)]


def test_bei_der_uebergabe_bleibt_die_geschichte(welt):
    sitz = neuer_sitz(welt)
    neue_besetzung(welt, sitz)

    uebergeben(welt, sitz, "Petra", date(2026, 7, 1))

    assert belegung(sitz) == [("Zoe", 0, AB, date(2026, 6, 30)), ("Petra", 0, date(2026, 7, 1), None)]
    akte = [zeile.akt for zeile in session().query(Ereignis).order_by(Ereignis.lfd)][-3:]
    assert akte == ["gremium.besetzung_beenden", "gremium.sitz_besetzen", "gremium.sitz_uebergeben"]


def test_eine_vertretung_rueckt_nach_und_vertritt_dann_nicht_mehr(welt):
    sitz = neuer_sitz(welt)
    neue_besetzung(welt, sitz)
    for rang, name in enumerate(("Petra", "Finn"), start=1):
        neue_besetzung(welt, sitz, wen=welt.person(name), rang=rang)

    uebergeben(welt, sitz, "Petra", date(2026, 7, 1))

    assert belegung(sitz) == [
        ("Zoe", 0, AB, date(2026, 6, 30)),
        ("Petra", 1, AB, date(2026, 6, 30)),
        ("Finn", 2, AB, None),
        ("Petra", 0, date(2026, 7, 1), None),
    ]


def test_ein_sitz_ohne_mitglied_laesst_sich_auch_uebergeben(welt):
    sitz = neuer_sitz(welt)

    uebergeben(welt, sitz, "Petra", date(2026, 7, 1))

    assert belegung(sitz) == [("Petra", 0, date(2026, 7, 1), None)]


@pytest.mark.parametrize(
    ("wen", "ab", "grund"),
    [
        ("Zoe", date(2026, 7, 1), "schon Mitglied"),
        ("Petra", AB, "erst seit diesem Tag"),
        ("Nora", date(2026, 7, 1), "deaktiviert"),
    ],
)
def test_was_bei_der_uebergabe_nicht_geht_sagt_warum(welt, wen, ab, grund):
    sitz = neuer_sitz(welt)
    neue_besetzung(welt, sitz)

    with pytest.raises(Obstructed, match=grund):
        uebergeben(welt, sitz, wen, ab)
    assert belegung(sitz) == [("Zoe", 0, AB, None)]


# --- what an open round keeps -------------------------------------------------------------------------------------


def _sitz_beenden(welt, sitz):
    bearbeiten(welt, sitz, bis=clock.today() - timedelta(days=1))


def _ohne_stimmrecht(welt, sitz):
    bearbeiten(welt, sitz, stimmrecht=Stimmrecht.BERATEND)


def _andere_institution(welt, sitz):
    bearbeiten(welt, sitz, institutionen=[welt.institution("Seestadt"), welt.institution("Kreis")])


def _mitglied_wechselt(welt, sitz):
    uebergeben(welt, sitz, "Petra", clock.today())


def _vertretung_endet(welt, sitz):
    beenden(sitz.besetzungen[1], welt.person("Kora"), clock.today() - timedelta(days=1))


def _konto_deaktiviert(welt, sitz):
    with transaction():
        workflow.personen.deaktivieren(welt.person("Mats"), welt.person("Ada"))


def _weiterer_sitz(welt, sitz):
    neue_besetzung(welt)


def _rolle_gegeben(welt, sitz):
    with transaction():
        workflow.personen.rolle_geben(
            welt.person("Mats"), welt.person("Ada"), art=Rollenart.LESEND, von=clock.today(), bis=None
        )


@pytest.mark.parametrize(
    "aendern",
    [
        _sitz_beenden,
        _ohne_stimmrecht,
        _andere_institution,
        _mitglied_wechselt,
        _vertretung_endet,
        _konto_deaktiviert,
        _weiterer_sitz,
        _rolle_gegeben,
    ],
)
def test_eine_laufende_abstimmung_behaelt_verzeichnis_und_grundlage(welt, kora, aendern):
    """A5 P0: change role, institution, deputy, deactivate, end the Sitz while a round is open: nothing moves."""
    sitz = welt.sitz("Jobcenter Musterkreis")
    abstimmung = offene_abstimmung(welt, neue_abstimmung(welt, quorum=Quorum.HAELFTE))
    vorher = [s.sitz_id for s in abstimmung.stimmabgaben], abstimmung.mindestens

    aendern(welt, sitz)
    session().expire_all()

    assert ([s.sitz_id for s in abstimmung.stimmabgaben], abstimmung.mindestens) == vorher
    assert geschlossene_abstimmung(welt, abstimmung).ergebnis["berechtigt"] == len(vorher[0])


@pytest.mark.parametrize("aendern", [_sitz_beenden, _mitglied_wechselt, _konto_deaktiviert])
def test_wer_das_recht_am_sitz_verloren_hat_stimmt_nicht_mehr_fuer_ihn(welt, aendern):
    """A5 P0, D7 P0: the place on the roll stays, the person loses it at once."""
    abstimmung = offene_abstimmung(welt)
    aendern(welt, welt.sitz("Jobcenter Musterkreis"))
    session().expire_all()

    with pytest.raises(Forbidden):
        stimmen(welt, abstimmung, "Mats", "Jobcenter Musterkreis", [5, 5])


def test_ein_nachgerueckter_stimmt_in_der_laufenden_abstimmung(welt, petra):
    """A5 P0: the vote belongs to the Sitz."""
    abstimmung = offene_abstimmung(welt)
    _mitglied_wechselt(welt, welt.sitz("Jobcenter Musterkreis"))

    stimmen(welt, abstimmung, "Petra", "Jobcenter Musterkreis", [5, 5])

    assert stimmabgabe(abstimmung, "Jobcenter Musterkreis").person_id == petra.id


# --- a body that has ended ----------------------------------------------------------------------------------------


def test_wer_in_einem_beendeten_gremium_sass_sieht_von_ihm_nichts_mehr(welt, kora, mats, paula):
    """D7 P0: with the last day of the body Sitze and Mitgliedschaften in it give nothing more."""
    abstimmung = offene_abstimmung(welt)
    for gremium in (welt.lenkungsgruppe, welt.projektgruppe):
        with transaction():
            workflow.gremien.bearbeiten(
                gremium, kora, name=gremium.name, frage="", bis=clock.today() - timedelta(days=1), hoechstlast=3
            )
    session().expire_all()

    for person in (mats, paula):
        assert queries.sitzungen.eigene_gremien(person) == set()
        assert session().scalars(queries.sitzungen.sichtbar_fuer(person)).all() == []
        assert session().scalars(queries.abstimmungen.sichtbar_fuer(person)).all() == []
    with pytest.raises(Forbidden):
        stimmen(welt, abstimmung, "Mats", "Jobcenter Musterkreis", [5, 5])
