"""Buchungen: booked under the cap, moved on, moved over, cancelled; nothing in silence."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Buchung,
    Buchungsart,
    BuchungStatus,
    Deckungsfaehig,
    Ereignis,
    Foerdertopf,
    Massnahme,
    MassnahmeStatus,
    Person,
)
from kimflow.workflow.acts import Forbidden, Obstructed, offers
from tests.bauen.foerderung import AUSNAHME, abgeschlossen, neue_buchung, neuer_topf, topfentwurf
from tests.bauen.massnahmen import laufende_massnahme, massnahme_im_stand, zugesagte_massnahme
from tests.handlungen.test_abstimmung_gleichzeitig import zugleich

A = Buchungsart
S = BuchungStatus


def handeln(verb: str, buchung: Buchung, person: Person, **kw: Any) -> None:
    with transaction():
        getattr(workflow.buchungen, verb)(buchung, person, **kw)


def gebuchte(topf: Foerdertopf) -> list[tuple[str, int]]:
    rows = session().query(Buchung).filter_by(foerdertopf_id=topf.id, status=S.GEBUCHT).order_by(Buchung.id)
    return [(row.art.value, row.betrag) for row in rows]


def test_gebucht_wird_ein_betrag_auf_einem_topf_und_das_steht_im_verlauf(welt, kora):
    buchung = neue_buchung(welt, euro=250)

    assert (buchung.status, buchung.art, buchung.betrag) == (S.GEBUCHT, A.GEPLANT, 25_000)
    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert (zeile.akt, zeile.art, zeile.gegenstand_id) == ("buchung.buchen", "buchung", buchung.id)
    assert zeile.angaben["betrag"] == 25_000
    assert zeile.person_id == kora.id


@pytest.mark.parametrize("wer", ["Mats", "Zoe", "Paula", "Paul", "Fatma", "Bibi", "Lena", "Ada"])
def test_nur_die_koordination_bucht(welt, wer):
    topf, buchung, person = neuer_topf(welt, name="Anderer"), neue_buchung(welt), welt.person(wer)

    with pytest.raises(Forbidden), transaction():
        workflow.buchungen.buchen(buchung.massnahme, person, foerdertopf=topf, art=A.GEPLANT, betrag=100, zweck="Druck")
    for verb, kw in (
        ("weiterbuchen", {"art": A.GEBUNDEN, "betrag": 100}),
        ("umbuchen", {"foerdertopf": topf, "begruendung": "x"}),
        ("stornieren", {"begruendung": "x"}),
    ):
        with pytest.raises(Forbidden):
            handeln(verb, buchung, person, **kw)


def test_alles_gebuchte_zaehlt_gegen_den_deckel_auch_geplantes(welt):
    topf, massnahme = neuer_topf(welt), laufende_massnahme(welt)
    for art, euro in ((A.GEPLANT, 300), (A.GEBUNDEN, 400), (A.AUSGEGEBEN, 300)):
        neue_buchung(welt, topf, massnahme, euro, art=art)

    with pytest.raises(Obstructed, match="sind noch 0,00\u00a0€ frei, gebraucht werden 0,01\u00a0€"):
        neue_buchung(welt, topf, massnahme, betrag=1)
    assert queries.buchungen.belegt(topf) == topf.deckel


def test_ueber_den_deckel_geht_es_nur_mit_benannter_ausnahme(welt):
    """FACH §5: refused above 100 % without a named override; the trail keeps who allowed it and why."""
    topf, massnahme = neuer_topf(welt), laufende_massnahme(welt)
    neue_buchung(welt, topf, massnahme, 900)

    with pytest.raises(Obstructed, match="nur mit einer Ausnahme"):
        neue_buchung(welt, topf, massnahme, 101)
    for halb in ({"ausnahme_von": "Landrätin"}, {"ausnahme_grund": "Eilt"}):
        with pytest.raises(Obstructed, match="gehören beide Angaben"):
            neue_buchung(welt, topf, massnahme, 101, **halb)
    buchung = neue_buchung(welt, topf, massnahme, 101, **AUSNAHME)

    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert AUSNAHME.items() <= {t.name: t.text for t in zeile.texte}.items()
    assert buchung.hat_ausnahme
    assert queries.buchungen.ueberbuchte() == []


def test_ohne_bekannten_deckel_wird_nichts_abgelehnt(welt):
    topf = neuer_topf(welt, deckel=None)

    assert neue_buchung(welt, topf, euro=999_999).foerdertopf_id == topf.id


@pytest.mark.beide
def test_von_zwei_gleichzeitigen_buchungen_die_zusammen_zu_viel_sind_gewinnt_eine(app, welt, kora):
    topf, massnahme = neuer_topf(welt), laufende_massnahme(welt)
    topf_id, massnahme_id, kora_id = topf.id, massnahme.id, kora.id

    def buchen():
        with transaction() as s:
            return workflow.buchungen.buchen(
                s.get_one(Massnahme, massnahme_id),
                s.get_one(Person, kora_id),
                foerdertopf=s.get_one(Foerdertopf, topf_id),
                art=A.GEBUNDEN,
                betrag=60_000,
                zweck="Druck",
            ).betrag

    answers = zugleich(app, [buchen] * 4)

    session().rollback()
    assert sorted(isinstance(a, Obstructed) for a in answers) == [False, True, True, True]
    assert gebuchte(topf) == [("gebunden", 60_000)]
    assert queries.buchungen.ueberbuchte() == []


@pytest.mark.beide
def test_die_pruefung_findet_einen_topf_der_ohne_ausnahme_ueber_dem_deckel_liegt(welt):
    topf, massnahme = neuer_topf(welt), laufende_massnahme(welt)
    neue_buchung(welt, topf, massnahme, 600)
    neue_buchung(welt, topf, massnahme, 300)
    assert queries.buchungen.ueberbuchte() == []

    with transaction() as s:
        s.execute(text(f"UPDATE buchung SET betrag = 70001 WHERE id = {gebuchte_ids(topf)[1]}"))

    assert [t.id for t in queries.buchungen.ueberbuchte()] == [topf.id]


def gebuchte_ids(topf: Foerdertopf) -> list[int]:
    return [b.id for b in session().query(Buchung).filter_by(foerdertopf_id=topf.id).order_by(Buchung.id)]


def test_auf_entwuerfe_und_abgeschlossene_jahre_wird_nicht_gebucht(welt):
    massnahme = laufende_massnahme(welt)
    alt = abgeschlossen(neuer_topf(welt, jahr=clock.today().year - 1), welt)

    with pytest.raises(Obstructed, match="Auf einen Entwurf"):
        neue_buchung(welt, topfentwurf(welt), massnahme)
    with pytest.raises(Obstructed, match="ist abgeschlossen"):
        neue_buchung(welt, alt, massnahme)


def test_eine_abgebrochene_massnahme_bucht_nichts_mehr(welt, kora):
    massnahme = massnahme_im_stand(welt, MassnahmeStatus.ABGEBROCHEN)

    with pytest.raises(Obstructed, match="abgebrochen"):
        neue_buchung(welt, massnahme=massnahme)
    assert "buchen" in [o.act.verb for o in offers(zugesagte_massnahme(welt), kora)]


# --- moving on ------------------------------------------------------------------------------------------------------


def test_weiterbuchen_storniert_und_bucht_neu_und_doppelt_zaehlt_nichts(welt, kora):
    topf = neuer_topf(welt)
    buchung = neue_buchung(welt, topf, euro=1000)

    handeln("weiterbuchen", buchung, kora, art=A.GEBUNDEN, betrag=90_000)

    assert buchung.status is S.STORNIERT
    assert buchung.storno_grund == "weitergebucht: gebunden"
    assert gebuchte(topf) == [("gebunden", 90_000)]
    assert session().query(Buchung).filter_by(ersetzt_id=buchung.id).one().zweck == buchung.zweck


def test_beim_weiterbuchen_kann_der_rest_stehen_bleiben(welt, kora):
    topf = neuer_topf(welt)
    buchung = neue_buchung(welt, topf, euro=1000, art=A.GEBUNDEN)

    handeln("weiterbuchen", buchung, kora, art=A.AUSGEGEBEN, betrag=40_000, rest_bleibt=True)

    assert gebuchte(topf) == [("ausgegeben", 40_000), ("gebunden", 60_000)]


def test_wird_es_beim_weiterbuchen_teurer_als_frei_ist_braucht_es_eine_ausnahme(welt, kora):
    topf = neuer_topf(welt)
    buchung = neue_buchung(welt, topf, euro=1000)

    with pytest.raises(Obstructed, match="nur mit einer Ausnahme"):
        handeln("weiterbuchen", buchung, kora, art=A.GEBUNDEN, betrag=100_001)
    assert gebuchte(topf) == [("geplant", 100_000)]

    handeln("weiterbuchen", buchung, kora, art=A.GEBUNDEN, betrag=100_001, **AUSNAHME)
    assert queries.buchungen.ueberbuchte() == []


def test_eine_ausnahme_geht_beim_weiterbuchen_mit(welt, kora):
    topf = neuer_topf(welt)
    buchung = neue_buchung(welt, topf, euro=2000, **AUSNAHME)

    handeln("weiterbuchen", buchung, kora, art=A.AUSGEGEBEN, betrag=200_000)

    neu = session().query(Buchung).filter_by(ersetzt_id=buchung.id).one()
    assert neu.ausnahme_von == AUSNAHME["ausnahme_von"]
    assert queries.buchungen.ueberbuchte() == []


def test_zurueck_fuehrt_nur_das_storno(welt, kora):
    gebunden = neue_buchung(welt, art=A.GEBUNDEN)
    fertig = neue_buchung(welt, gebunden.foerdertopf, gebunden.massnahme, art=A.AUSGEGEBEN)

    with pytest.raises(Obstructed, match="führt kein Schritt"):
        handeln("weiterbuchen", gebunden, kora, art=A.GEPLANT, betrag=100)
    with pytest.raises(Obstructed, match="schon ausgegeben"):
        handeln("weiterbuchen", fertig, kora, art=A.AUSGEGEBEN, betrag=100)


# --- moving over ----------------------------------------------------------------------------------------------------


def test_umbuchen_zwischen_nicht_deckungsfaehigen_toepfen_braucht_eine_ausnahme(welt, kora):
    """FACH §5: never shift silently between pots."""
    buchung, ziel = neue_buchung(welt, euro=100), neuer_topf(welt, name="Anderer", deckungsfaehig=Deckungsfaehig.JA)

    with pytest.raises(Obstructed, match="deckungsfähig"):
        handeln("umbuchen", buchung, kora, foerdertopf=ziel, begruendung="Passt besser.")
    handeln("umbuchen", buchung, kora, foerdertopf=ziel, begruendung="Passt besser.", **AUSNAHME)

    assert (buchung.status, buchung.storno_grund) == (S.STORNIERT, "Passt besser.")
    assert gebuchte(ziel) == [("geplant", 10_000)]
    assert gebuchte(buchung.foerdertopf) == []


def test_zwischen_deckungsfaehigen_toepfen_wird_mit_grund_umgebucht(welt, kora):
    ja = Deckungsfaehig.JA
    von, nach = neuer_topf(welt, deckungsfaehig=ja), neuer_topf(welt, name="Anderer", deckungsfaehig=ja, deckel=5_000)
    buchung = neue_buchung(welt, von, euro=100)

    with pytest.raises(Obstructed, match="nur mit einer Ausnahme"):
        handeln("umbuchen", buchung, kora, foerdertopf=nach, begruendung="Reicht nicht.")
    klein = neue_buchung(welt, von, buchung.massnahme, 50)
    handeln("umbuchen", klein, kora, foerdertopf=nach, begruendung="Reicht genau.")
    assert gebuchte(nach) == [("geplant", 5_000)]


def test_umgebucht_wird_nicht_auf_denselben_topf_und_nicht_in_ein_anderes_jahr(welt, kora):
    buchung = neue_buchung(welt)
    naechstes = neuer_topf(welt, jahr=clock.today().year + 1)

    with pytest.raises(Obstructed, match="schon auf diesem Topf"):
        handeln("umbuchen", buchung, kora, foerdertopf=buchung.foerdertopf, begruendung="x", **AUSNAHME)
    with pytest.raises(Obstructed, match="nur innerhalb eines Jahres"):
        handeln("umbuchen", buchung, kora, foerdertopf=naechstes, begruendung="x", **AUSNAHME)


# --- cancelling -----------------------------------------------------------------------------------------------------


def test_ein_storno_bleibt_sichtbar_macht_frei_und_geht_nur_einmal(welt, kora):
    topf = neuer_topf(welt)
    buchung = neue_buchung(welt, topf, euro=1000)

    handeln("stornieren", buchung, kora, begruendung="Angebot zurückgezogen")

    assert queries.buchungen.belegt(topf) == 0
    assert [b.storno_grund for b in queries.buchungen.des_topfes(topf, kora)] == ["Angebot zurückgezogen"]
    with pytest.raises(Obstructed, match="nicht möglich"):
        handeln("stornieren", buchung, kora, begruendung="Noch einmal")


def test_auch_die_datenbank_nimmt_keine_halbe_ausnahme_und_kein_halbes_storno(welt):
    buchung = neue_buchung(welt)

    for change in (
        "betrag = 0",
        "ausnahme_von = 'Landrätin'",
        "status = 'storniert'",
        "storno_grund = 'x'",
        "zweck = ''",
        "art = 'verschenkt'",
    ):
        with pytest.raises(IntegrityError), transaction() as s:
            s.execute(text(f"UPDATE buchung SET {change} WHERE id = {buchung.id}"))


@pytest.mark.beide
def test_buchungen_eines_abgeschlossenen_jahres_aendert_auch_die_datenbank_nicht(welt, kora):
    topf = neuer_topf(welt, jahr=clock.today().year - 1)
    buchung = neue_buchung(welt, topf)
    offen = neuer_topf(welt)
    andere = neue_buchung(welt, offen, buchung.massnahme)
    abgeschlossen(topf, welt)

    with pytest.raises(Obstructed, match="ist abgeschlossen"):
        handeln("stornieren", buchung, kora, begruendung="zu spät")
    columns = "foerdertopf_id, massnahme_id, status, art, betrag, zweck, gebucht_am, ausnahme_von, ausnahme_grund"
    for statement in (
        f"UPDATE buchung SET betrag = 1 WHERE id = {buchung.id}",
        f"UPDATE buchung SET foerdertopf_id = {topf.id} WHERE id = {andere.id}",
        f"UPDATE buchung SET foerdertopf_id = {offen.id} WHERE id = {buchung.id}",
        f"DELETE FROM buchung WHERE id = {buchung.id}",
        f"INSERT INTO buchung ({columns}, storno_grund, version) SELECT {topf.id}, massnahme_id, status, art, betrag,"
        f" zweck, gebucht_am, ausnahme_von, ausnahme_grund, storno_grund, 1 FROM buchung WHERE id = {andere.id}",
        f"UPDATE foerdertopf SET deckel = 1 WHERE id = {topf.id}",
        f"UPDATE foerdertopf SET jahr = {topf.jahr} WHERE id = {offen.id}",
        f"DELETE FROM foerdertopf WHERE id = {topf.id}",
        f"UPDATE foerderjahr SET status = 'offen', abgeschlossen_am = NULL WHERE jahr = {topf.jahr}",
        f"DELETE FROM foerderjahr WHERE jahr = {topf.jahr}",
    ):
        with pytest.raises(DBAPIError, match="aendert sich nicht"), transaction() as s:
            s.execute(text(statement))
