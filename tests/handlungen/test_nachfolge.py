"""Who leaves leaves nothing behind unseen: every way of leaving gives somebody the task to settle it."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Auftrag, Mitgliedschaft, Sitzung, SitzungStatus, ThemaStatus, Zeichnungsberechtigung
from kimflow.queries.aufgaben import gelesen
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.zielvereinbarungen import Auflage
from tests.bauen.auftraege import angenommener_auftrag
from tests.bauen.gremien import neue_mitgliedschaft
from tests.bauen.massnahmen import in_tagen, laufende_massnahme
from tests.bauen.sitzungen import laufender_top, neue_sitzung
from tests.bauen.themen import thema_im_stand
from tests.bauen.zielvereinbarungen import eingereichte_zielvereinbarung
from tests.handlungen.test_zielvereinbarung_auflagen import im_umlauf_beschlossen

pytestmark = pytest.mark.beide
GESTERN = timedelta(days=-1)


def aufgaben(person):
    session().expire_all()
    return sorted(a.endpoint for a in gelesen(queries.nachfolge.auswahl(person)))


def verwaiste():
    session().expire_all()
    return sorted(a.endpoint for a in queries.nachfolge.verwaiste())


def verlassen(welt, name, gremium=None):
    """The Mitgliedschaft ends today; seen from tomorrow it has."""
    gremium = gremium or welt.projektgruppe
    eine = session().query(Mitgliedschaft).filter_by(person_id=welt.person(name).id, gremium_id=gremium.id).one()
    with transaction():
        workflow.gremien.mitgliedschaft_beenden(eine, welt.person("Kora"), bis=clock.today())


def deaktivieren(welt, name):
    with transaction():
        workflow.personen.deaktivieren(welt.person(name), welt.person("Ada"))


def wechseln(welt, name, institution):
    wen = welt.person(name)
    with transaction():
        workflow.personen.bearbeiten(
            wen,
            welt.person("Ada"),
            name=wen.name,
            mail=wen.mail,
            funktion=wen.funktion,
            institution=welt.institution(institution),
        )


def pauls_arbeit(welt):
    """A Maßnahme of the group, an Auftrag out of its Sitzung, the minutes of its next one: all Paul's."""
    massnahme = laufende_massnahme(welt)
    sitzung = neue_sitzung(welt, gremium=welt.projektgruppe)
    auftrag = angenommener_auftrag(welt, laufender_top(welt, sitzung=sitzung), verantwortlich=welt.person("Paul"))
    naechste = neue_sitzung(welt, gremium=welt.projektgruppe)
    with transaction():
        naechste.protokollfuehrung = welt.person("Paul")
    return massnahme, auftrag, naechste


ALLES = ["auftraege.bearbeiten", "massnahmen.uebergeben", "sitzungen.bearbeiten"]


def test_solange_alle_da_sind_ist_nichts_verwaist(welt, paula, kora, mats):
    pauls_arbeit(welt)

    assert verwaiste() == aufgaben(paula) == aufgaben(kora) == aufgaben(mats) == []


def test_wer_die_gruppe_verlaesst_hinterlaesst_der_leitung_die_offene_arbeit(welt, paula, petra, kora, mats):
    pauls_arbeit(welt)
    verlassen(welt, "Paul")
    assert verwaiste() == []  # the last day is still Paul's

    with clock.turned_to(clock.today() + timedelta(days=1)):
        assert verwaiste() == aufgaben(paula) == ALLES
        assert aufgaben(petra) == aufgaben(kora) == aufgaben(mats) == []


def test_wer_in_die_gruppe_zurueckkommt_hat_seine_arbeit_noch(welt, paula):
    pauls_arbeit(welt)
    verlassen(welt, "Paul")

    with clock.turned_to(clock.today() + timedelta(days=1)):
        neue_mitgliedschaft(welt, wen=welt.person("Paul"), von=clock.today())
        assert verwaiste() == aufgaben(paula) == []


def test_wessen_konto_endet_hinterlaesst_der_leitung_alles(welt, paula, kora):
    pauls_arbeit(welt)
    deaktivieren(welt, "Paul")

    assert verwaiste() == aufgaben(paula) == ALLES
    assert aufgaben(kora) == []


def test_wer_das_haus_wechselt_hinterlaesst_die_massnahmen_des_hauses(welt, paula):
    pauls_arbeit(welt)
    wechseln(welt, "Paul", "Schulamt")

    assert verwaiste() == aufgaben(paula) == ["massnahmen.uebergeben"]


def test_ohne_leitung_zeichnet_das_haus_und_ohne_zeichnende_die_koordination(welt, paula, mats, kora):
    pauls_arbeit(welt)
    deaktivieren(welt, "Paul")
    deaktivieren(welt, "Paula")

    assert aufgaben(mats) == ["massnahmen.uebergeben"]
    # What no house answers for, and that the group itself has lost its Leitung, is the Koordination's.
    assert aufgaben(kora) == ["auftraege.bearbeiten", "gremien.show", "sitzungen.bearbeiten"]

    with transaction():
        session().query(Zeichnungsberechtigung).filter_by(person_id=mats.id).delete()
    assert aufgaben(kora) == sorted([*ALLES, "gremien.show"])


def test_massnahmen_ohne_gruppe_gehen_an_die_zeichnungsberechtigte_person(welt, paula, mats, kora):
    massnahme = laufende_massnahme(welt)
    with transaction():
        massnahme.projektgruppe = None
    deaktivieren(welt, "Paul")

    assert aufgaben(mats) == ["massnahmen.uebergeben"]
    assert aufgaben(paula) == aufgaben(kora) == []


def test_geht_die_leitung_selbst_steht_die_gruppe_bei_der_koordination(welt, kora):
    thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    verlassen(welt, "Paula")

    with clock.turned_to(clock.today() + timedelta(days=1)):
        assert verwaiste() == aufgaben(kora) == ["gremien.show"]


def test_endet_die_gruppe_mit_laufenden_themen_steht_sie_bei_der_koordination(welt, kora):
    thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    with transaction():
        workflow.gremien.beenden(welt.projektgruppe, kora, bis=clock.today(), verbleib="Wird geklärt.")

    with clock.turned_to(clock.today() + timedelta(days=1)):
        assert aufgaben(kora) == ["gremien.show"]


def gruppe_beenden(welt, kora):
    with transaction():
        workflow.gremien.beenden(welt.projektgruppe, kora, bis=clock.today(), verbleib="Wird geklärt.")


def test_nach_dem_ende_der_gruppe_geht_nichts_mehr_an_die_wer_sie_leitete(welt, paula, mats, kora):
    """The Mitgliedschaft runs on; the rights of the Leitung ended with the group."""
    pauls_arbeit(welt)
    deaktivieren(welt, "Paul")
    gruppe_beenden(welt, kora)

    with clock.turned_to(clock.today() + timedelta(days=1)):
        assert aufgaben(paula) == []
        assert aufgaben(mats) == ["massnahmen.uebergeben"]
        assert aufgaben(kora) == ["auftraege.bearbeiten", "gremien.show", "sitzungen.bearbeiten"]


def test_nach_dem_ende_der_gruppe_nimmt_niemand_mehr_ihr_mandat_an(welt, paula, kora):
    thema_im_stand(welt, ThemaStatus.BEAUFTRAGT)
    assert [a.endpoint for a in gelesen(queries.mandate.auswahl(paula))] == ["themen.show"]
    gruppe_beenden(welt, kora)

    with clock.turned_to(clock.today() + timedelta(days=1)):
        session().expire_all()
        assert gelesen(queries.mandate.auswahl(paula)) == []


def test_auftraege_der_lenkungsgruppe_gehen_an_die_koordination(welt, kora, paula):
    angenommener_auftrag(welt)
    deaktivieren(welt, "Finn")

    assert aufgaben(kora) == ["auftraege.bearbeiten"]
    assert aufgaben(paula) == []


def auflage_aus_dem_umlauf(welt, name):
    """Its Beschluss belongs to no Sitzung, and so does the Auftrag."""
    auflage = Auflage("Die Schulen fragen.", in_tagen(30), welt.person(name))
    im_umlauf_beschlossen(welt, eingereichte_zielvereinbarung(welt), auflagen=[auflage])
    auftrag = session().query(Auftrag).one()
    assert auftrag.top is None
    return auftrag


def test_auch_eine_auflage_aus_dem_umlauf_wird_nicht_still_niemandes(welt, kora, paula):
    auflage_aus_dem_umlauf(welt, "Finn")
    deaktivieren(welt, "Finn")

    assert verwaiste() == ["auftraege.bearbeiten"]
    assert aufgaben(kora) == ["auftraege.bearbeiten"]
    assert aufgaben(paula) == []


def test_auch_eine_auflage_aus_dem_umlauf_steht_da_bevor_jemand_geht_oder_das_gremium_endet(welt, finn, kora, ada):
    auflage = auflage_aus_dem_umlauf(welt, "Finn")
    zeile = f"Auftrag „{auflage}“"

    assert [o.text for o in queries.offene_arbeit.offenes(finn, kora)] == [zeile]
    assert queries.offene_arbeit.offenes(finn, kora, welt.projektgruppe.id) == []
    assert [o.text for o in queries.offene_arbeit.offenes(finn, kora, welt.lenkungsgruppe.id)] == [zeile]
    assert zeile in [o.text for o in queries.offene_arbeit.des_gremiums(welt.lenkungsgruppe)]
    # The Administration reads numbers: that of the Beschluss, where there is no Sitzung.
    assert [o.text for o in queries.offene_arbeit.offenes(finn, ada)] == [f"Auftrag aus {auflage.beschluss.nummer}"]


def test_was_niemand_je_uebernommen_hat_ist_auch_verwaist(welt):
    massnahme = laufende_massnahme(welt)
    with transaction():
        massnahme.verantwortlich = None

    assert verwaiste() == ["massnahmen.uebergeben"]


def test_mit_der_uebergabe_ist_es_geklaert(welt, paula, mats):
    massnahme, auftrag, sitzung = pauls_arbeit(welt)
    deaktivieren(welt, "Paul")

    with transaction():
        workflow.massnahmen.uebergeben(massnahme, paula, verantwortlich=mats, begruendung="Paul ist ausgeschieden.")
        workflow.auftraege.bearbeiten(auftrag, paula, text=auftrag.text, verantwortlich=paula, faellig_am=in_tagen(9))
        workflow.sitzungen.bearbeiten(sitzung, paula, beginn=sitzung.beginn, ort=sitzung.ort, protokollfuehrung=paula)

    assert verwaiste() == []


def test_wer_die_gruppe_verlaesst_und_im_haus_bleibt_kann_verantwortlich_bleiben(welt, paula, paul, kora):
    """The Leitung asks; naming the same person anew settles it. Without that nobody takes it for settled."""
    massnahme = laufende_massnahme(welt)
    with pytest.raises(Obstructed, match="schon verantwortlich"), transaction():
        workflow.massnahmen.uebergeben(massnahme, kora, verantwortlich=paul, begruendung="Bleibt.")
    verlassen(welt, "Paul")

    with clock.turned_to(clock.today() + timedelta(days=1)):
        assert verwaiste() == ["massnahmen.uebergeben"]
        with transaction():
            workflow.massnahmen.uebergeben(massnahme, paula, verantwortlich=paul, begruendung="Bleibt es.")
        assert verwaiste() == []


@pytest.mark.parametrize("weg", ["Gruppe", "Konto", "Haus"])
def test_die_leitung_uebergibt_nur_was_jemand_zurueckgelassen_hat(welt, paula, mats, weg):
    """D3 P0: the house decides who does it; the rule in Python is the rule in SQL."""
    massnahme = laufende_massnahme(welt)
    with pytest.raises(Forbidden), transaction():
        workflow.massnahmen.uebergeben(massnahme, paula, verantwortlich=mats, begruendung="Er kann das besser.")
    {
        "Gruppe": lambda: verlassen(welt, "Paul"),
        "Konto": lambda: deaktivieren(welt, "Paul"),
        "Haus": lambda: wechseln(welt, "Paul", "Schulamt"),
    }[weg]()

    with clock.turned_to(clock.today() + timedelta(days=1)), transaction():
        workflow.massnahmen.uebergeben(massnahme, paula, verantwortlich=mats, begruendung="Paul ist fort.")
    assert verwaiste() == []


def test_was_zu_ende_ist_braucht_keine_nachfolge(welt, kora, paul):
    massnahme, auftrag, sitzung = pauls_arbeit(welt)
    with transaction():
        workflow.massnahmen.abbrechen(massnahme, kora, begruendung="Überholt.")
        workflow.auftraege.erledigen(auftrag, paul, ergebnis="Gefragt.")
        workflow.sitzungen.absagen(sitzung, kora, begruendung="Fällt aus.")
    deaktivieren(welt, "Paul")

    assert verwaiste() == []


def test_ein_begonnenes_protokoll_steht_bei_der_leitung_bis_es_vorliegt(welt, paula):
    sitzung = neue_sitzung(welt, gremium=welt.projektgruppe)
    laufender_top(welt, sitzung=sitzung)
    with transaction() as s:
        s.get_one(Sitzung, sitzung.id).protokollfuehrung = welt.person("Paul")
    deaktivieren(welt, "Paul")

    assert session().get_one(Sitzung, sitzung.id).status is SitzungStatus.LAUFEND
    assert aufgaben(paula) == ["protokolle.show"]


def test_was_jemand_offen_hat_steht_da_bevor_es_endet(welt, paul, kora, ada):
    massnahme, auftrag, sitzung = pauls_arbeit(welt)

    offen = queries.offene_arbeit.offenes(paul, kora)
    assert [o.text for o in offen] == [f"Maßnahme {massnahme}", f"Auftrag „{auftrag}“", f"Protokoll {sitzung.nummer}"]
    assert queries.offene_arbeit.offenes(paul, kora, welt.projektgruppe.id) == offen
    assert queries.offene_arbeit.offenes(paul, kora, welt.andere_projektgruppe.id) == []
    # The Administration reads no Maßnahmen: numbers without a way there.
    assert next((o.text, o.endpoint) for o in queries.offene_arbeit.offenes(paul, ada)) == (
        f"Maßnahme {massnahme.nummer}",
        "",
    )
