"""massnahme.rueckmeldung_geben, massnahme.erinnern: one sentence, from the house or on its behalf."""

import pytest
from sqlalchemy import select

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Einzellink, Ereignis, Ereignistext, Lage, Linkzweck, Mitgliedschaft, Nachricht
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.massnahmen import (
    in_tagen,
    laufende_massnahme,
    neu_gelesen,
    neuer_meilenstein,
    vereinbarte_massnahme,
)

pytestmark = pytest.mark.beide


def melden(massnahme, person, **kw):
    with transaction():
        workflow.massnahmen.rueckmeldung_geben(massnahme, person, **({"lage": Lage.PLAN, "satz": "Läuft."} | kw))


def erinnern(massnahme, person):
    with transaction():
        workflow.massnahmen.erinnern(massnahme, person)


@pytest.mark.parametrize("wer", ["Paul", "Mats"])
def test_das_haus_meldet_selbst(welt, wer):
    massnahme = laufende_massnahme(welt)

    melden(massnahme, welt.person(wer))

    rueckmeldung = neu_gelesen(massnahme).letzte_rueckmeldung
    assert (rueckmeldung.lage, rueckmeldung.satz, rueckmeldung.im_auftrag_von) == (Lage.PLAN, "Läuft.", "")


@pytest.mark.parametrize("wer", ["Kora", "Bibi"])
def test_koordination_und_buero_melden_nur_im_auftrag_und_so_gekennzeichnet(welt, wer):
    massnahme = laufende_massnahme(welt)

    with pytest.raises(Obstructed, match="Auftrag"):
        melden(massnahme, welt.person(wer))
    melden(massnahme, welt.person(wer), im_auftrag_von="Paul, telefonisch")

    assert neu_gelesen(massnahme).letzte_rueckmeldung.im_auftrag_von == "Paul, telefonisch"


def test_wer_selbst_meldet_schmueckt_sich_nicht_mit_einem_auftrag(welt, paul):
    massnahme = laufende_massnahme(welt)

    melden(massnahme, paul, im_auftrag_von="der Landrat")

    assert neu_gelesen(massnahme).letzte_rueckmeldung.im_auftrag_von == ""


@pytest.mark.parametrize("wer", ["Paula", "Petra", "Zoe", "Mia", "Finn", "Lena", "Ada", "Emil"])
def test_andere_melden_nicht(welt, wer):
    """D3 P0: neither the lead of the group nor any other house."""
    massnahme = laufende_massnahme(welt)

    with pytest.raises(Forbidden):
        melden(massnahme, welt.person(wer), im_auftrag_von="Paul")


def test_das_buero_eines_anderen_hauses_meldet_nicht(welt, bibi):
    massnahme = laufende_massnahme(welt)
    with transaction():
        bibi.institution = welt.institution("Caritas")

    with pytest.raises(Forbidden):
        melden(massnahme, bibi, im_auftrag_von="Paul")


def test_ein_neuer_termin_verschiebt_den_naechsten_meilenstein(welt, bibi):
    massnahme = laufende_massnahme(welt)
    spaeter, bald = neuer_meilenstein(welt, massnahme, in_=40), neuer_meilenstein(welt, massnahme, in_=10)

    melden(
        massnahme,
        bibi,
        lage=Lage.VERZOEGERT,
        neues_datum=in_tagen(20),
        begruendung="Krankheit",
        im_auftrag_von="Paul, telefonisch",
    )

    assert (bald.geplant_am, spaeter.geplant_am) == (in_tagen(20), in_tagen(40))
    assert bald.verschiebungen[0].begruendung == "Krankheit"


def test_ein_bestimmter_meilenstein_laesst_sich_waehlen(welt, paul):
    massnahme = laufende_massnahme(welt)
    spaeter, bald = neuer_meilenstein(welt, massnahme, in_=40), neuer_meilenstein(welt, massnahme, in_=10)

    melden(massnahme, paul, meilenstein=spaeter, neues_datum=in_tagen(50), begruendung="Lieferung")

    assert (bald.geplant_am, spaeter.geplant_am) == (in_tagen(10), in_tagen(50))


def test_ein_neuer_termin_ohne_grund_meldet_gar_nichts(welt, paul):
    """C4 P0: all or nothing."""
    massnahme = laufende_massnahme(welt)
    neuer_meilenstein(welt, massnahme)
    lines = session().query(Ereignis).count()

    with pytest.raises(Obstructed, match="Grund"):
        melden(massnahme, paul, neues_datum=in_tagen(90))

    assert neu_gelesen(massnahme).rueckmeldungen == []
    assert session().query(Ereignis).count() == lines


def test_ohne_meilenstein_gibt_es_keinen_neuen_termin(welt, paul):
    massnahme = laufende_massnahme(welt)

    with pytest.raises(Obstructed, match="keinen offenen Meilenstein"):
        melden(massnahme, paul, neues_datum=in_tagen(90), begruendung="Grund")


def test_die_rueckmeldung_steht_mit_ihrem_satz_im_verlauf(welt, paul):
    melden(laufende_massnahme(welt), paul, satz="Der Bogen ist abgestimmt.")

    zeile = session().query(Ereignis).filter_by(akt="massnahme.rueckmeldung_geben").one()
    texte = {t.name: t.text for t in session().query(Ereignistext).filter_by(ereignis_lfd=zeile.lfd)}
    assert zeile.angaben["lage"] == "plan"
    assert texte["satz"] == "Der Bogen ist abgestimmt."


def test_hilfe_noetig_erfaehrt_die_koordination_jedes_mal(welt, paul, kora):
    massnahme = laufende_massnahme(welt)

    melden(massnahme, paul)
    melden(massnahme, paul, lage=Lage.HILFE, satz="Uns fehlt eine Zusage.")
    melden(massnahme, paul, lage=Lage.HILFE, satz="Immer noch.")

    briefe = session().query(Nachricht).filter_by(anlass="massnahme.rueckmeldung_geben").all()
    assert [brief.person_id for brief in briefe] == [kora.id, kora.id]
    assert all("fehlt eine Zusage" not in brief.text for brief in briefe)


def test_wer_verantwortlich_ist_bekommt_einen_link_nur_fuer_die_rueckmeldung(welt, kora, paul):
    """D8 P0: single-purpose; stored hashed."""
    massnahme = laufende_massnahme(welt)

    erinnern(massnahme, kora)

    link, brief = (
        session().query(Einzellink).one(),
        session().query(Nachricht).filter_by(anlass="massnahme.erinnern").one(),
    )
    assert (link.zweck, link.gegenstand_id, link.person_id) == (Linkzweck.RUECKMELDUNG_GEBEN, massnahme.id, paul.id)
    assert brief.person_id == paul.id
    assert link.hash not in brief.text
    assert "/rueckmeldung" in brief.text


def test_am_selben_tag_wird_dieselbe_person_nur_einmal_gebeten(welt, kora, paul, mats):
    massnahme, andere = laufende_massnahme(welt), laufende_massnahme(welt)
    erinnern(massnahme, kora)

    with pytest.raises(Obstructed, match=f"{paul.name} wurde heute um .* schon um Rückmeldung gebeten"):
        erinnern(massnahme, kora)

    assert session().query(Nachricht).filter_by(anlass="massnahme.erinnern").count() == 1
    erinnern(andere, kora)
    with transaction():
        workflow.massnahmen.uebergeben(massnahme, kora, verantwortlich=mats, begruendung="Mehr Zeit.")
    erinnern(massnahme, kora)
    with clock.turned_to(in_tagen(1)):
        erinnern(massnahme, kora)
    assert session().query(Nachricht).filter_by(anlass="massnahme.erinnern").count() == 4


def test_wer_eingeladen_aber_nicht_aktiv_ist_wird_nicht_erinnert(welt, kora, paul, ada):
    massnahme = laufende_massnahme(welt)
    with transaction():
        workflow.personen.deaktivieren(paul, ada)

    with pytest.raises(Obstructed, match="Nachfolge"):
        erinnern(massnahme, kora)


def wechseln(person, institution):
    with transaction():
        person.institution = institution


@pytest.mark.parametrize("wer", ["Paul", "Emil"])
def test_wer_das_haus_wechselt_verliert_mit_der_naechsten_anfrage_die_massnahme_des_alten(welt, wer):
    """D7 P0, FACH §2: whether Paul goes on in a Projektgruppe, or Emil has nothing but the Maßnahme."""
    massnahme, person = laufende_massnahme(welt), welt.person(wer)
    with transaction():
        person.institution = massnahme.institution
        massnahme.verantwortlich = person
    assert queries.massnahmen.eine(person, massnahme.nummer) is massnahme

    wechseln(person, welt.institution("Caritas"))

    with pytest.raises(Forbidden):
        melden(massnahme, person)
    assert (queries.massnahmen.eine(person, massnahme.nummer) is None) == (wer == "Emil")


def test_wer_das_haus_wechselt_hat_die_massnahme_nicht_mehr_unter_den_eigenen(welt, paul):
    massnahme = laufende_massnahme(welt, frist=in_tagen(5))
    meine = queries.massnahmen.Massnahmenfilter(wer="meine")
    assert [zeile.id for zeile in queries.massnahmen.liste(paul, meine).zeilen] == [massnahme.id]
    assert [task.gruppe for task in queries.massnahmen.aufgaben(paul)] == ["Maßnahme fällig"]

    wechseln(paul, welt.institution("Caritas"))

    assert list(queries.massnahmen.liste(paul, meine).zeilen) == []
    assert queries.massnahmen.aufgaben(paul) == []


@pytest.mark.parametrize("wohin", ["haus", "gruppe"])
def test_wer_gegangen_ist_bekommt_keinen_link_mehr(welt, kora, paul, wohin):
    massnahme = laufende_massnahme(welt)
    if wohin == "haus":
        wechseln(paul, welt.institution("Caritas"))
    else:
        mitgliedschaft = session().scalars(select(Mitgliedschaft).where(Mitgliedschaft.person_id == paul.id)).one()
        with transaction():
            massnahme.verantwortlich_seit = mitgliedschaft.von
            mitgliedschaft.bis = in_tagen(-1)

    with pytest.raises(Obstructed, match="Nachfolge"):
        erinnern(massnahme, kora)

    assert session().query(Einzellink).count() == 0


def test_ohne_verantwortliche_person_sagt_der_knopf_was_fehlt(welt, kora):
    massnahme = vereinbarte_massnahme(welt)
    with transaction():
        massnahme.verantwortlich = None

    with pytest.raises(Obstructed, match="keine verantwortliche Person"):
        erinnern(massnahme, kora)


@pytest.mark.parametrize("wer", ["Paula", "Mats", "Paul", "Bibi"])
def test_nur_die_koordination_erinnert(welt, wer):
    massnahme = laufende_massnahme(welt)

    with pytest.raises(Forbidden):
        erinnern(massnahme, welt.person(wer))
