"""Fördertöpfe and their years: entered, released, carried over as drafts, closed for good."""

import json
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Deckungsfaehig, Ereignis, Foerderjahr, Foerdertopf, FoerdertopfStatus
from kimflow.workflow.acts import Forbidden, Obstructed, Stale
from seeds.grunddaten import FOERDERUNG, grunddaten
from tests import datenbanken
from tests.bauen.foerderung import AUSNAHME, abgeschlossen, neue_buchung, neuer_topf, topfentwurf
from tests.bauen.massnahmen import laufende_massnahme

S = FoerdertopfStatus
LETZTES, DIESES = clock.today().year - 1, clock.today().year


def handeln(verb: str, thing: Any, person: Any, **kw: Any) -> None:
    with transaction():
        getattr(workflow.foerdertoepfe, verb)(thing, person, **kw)


def angaben(topf: Foerdertopf, **kw: Any) -> dict[str, Any]:
    names = ("baustein", "name", "deckel", "einheit", "deckungsfaehig", "quelle", "notiz")
    return {name: getattr(topf, name) for name in names} | kw


def test_ein_topf_wird_als_entwurf_angelegt_und_freigegeben(welt, kora):
    topf = topfentwurf(welt)
    assert topf.status is S.ENTWURF

    handeln("freigeben", topf, kora)

    assert topf.status is S.FREIGEGEBEN
    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert (zeile.akt, zeile.status_vorher, zeile.status_nachher) == ("foerdertopf.freigeben", "entwurf", "freigegeben")
    with pytest.raises(Obstructed):
        handeln("freigeben", topf, kora)


@pytest.mark.parametrize("wer", ["Mats", "Zoe", "Paula", "Fatma", "Bibi", "Lena", "Ada"])
def test_nur_die_koordination_schreibt(welt, wer):
    topf, person = topfentwurf(welt, jahr=LETZTES), welt.person(wer)

    for verb, thing, kw in (
        ("bearbeiten", topf, angaben(topf)),
        ("freigeben", topf, {}),
        ("loeschen", topf, {}),
        ("uebernehmen", topf.foerderjahr, {}),
        ("abschliessen", topf.foerderjahr, {}),
    ):
        with pytest.raises(Forbidden):
            handeln(verb, thing, person, **kw)
    with pytest.raises(Forbidden), transaction():
        workflow.foerdertoepfe.anlegen(person, jahr=DIESES, baustein=1, name="x", deckel=1)


def test_einen_namen_gibt_es_je_jahr_und_baustein_einmal(welt, kora):
    topf, andere = topfentwurf(welt), topfentwurf(welt, name="Anderer")

    with pytest.raises(Obstructed, match="gibt es"):
        topfentwurf(welt)
    with pytest.raises(Obstructed, match="gibt es"):
        handeln("bearbeiten", andere, kora, **angaben(topf))
    assert topfentwurf(welt, baustein=2).baustein == 2
    assert topfentwurf(welt, jahr=LETZTES).jahr == LETZTES
    handeln("bearbeiten", topf, kora, **angaben(topf, notiz="Wie besprochen"))


def test_der_deckel_faellt_nie_unter_das_was_gebucht_ist(welt, kora):
    topf = neuer_topf(welt)
    neue_buchung(welt, topf, euro=600)

    with pytest.raises(Obstructed, match="Gebucht sind schon 600,00"):
        handeln("bearbeiten", topf, kora, **angaben(topf, deckel=59_999))
    handeln("bearbeiten", topf, kora, **angaben(topf, deckel=60_000))
    assert topf.deckel == 60_000


def test_wer_mit_ausnahme_darueber_ist_darf_den_deckel_anheben(welt, kora):
    """A new Bescheid gives more, if not yet enough: what helps is never refused, what harms still is."""
    topf = neuer_topf(welt, deckel=10_000)
    neue_buchung(welt, topf, euro=110, **AUSNAHME)

    handeln("bearbeiten", topf, kora, **angaben(topf, deckel=10_500))

    assert topf.deckel == 10_500
    with pytest.raises(Obstructed, match="Gebucht sind schon 110,00"):
        handeln("bearbeiten", topf, kora, **angaben(topf, deckel=10_499))
    handeln("bearbeiten", topf, kora, **angaben(topf, deckel=None))
    with pytest.raises(Obstructed, match="Gebucht sind schon 110,00"):
        handeln("bearbeiten", topf, kora, **angaben(topf, deckel=10_999))
    handeln("bearbeiten", topf, kora, **angaben(topf, deckel=11_000))


def test_wer_zu_spaet_speichert_ueberschreibt_nichts(welt, kora):
    topf = topfentwurf(welt)
    handeln("bearbeiten", topf, kora, **angaben(topf, deckel=5))

    with pytest.raises(Stale):
        handeln("bearbeiten", topf, kora, **angaben(topf, deckel=6), version=topf.version - 1)


def test_geloescht_wird_nur_ein_entwurf(welt, kora):
    topf, frei = topfentwurf(welt), neuer_topf(welt, name="Freigegeben")

    handeln("loeschen", topf, kora)

    assert session().get(Foerdertopf, topf.id) is None
    with pytest.raises(Obstructed):
        handeln("loeschen", frei, kora)


def test_uebernommen_werden_die_freigegebenen_als_entwuerfe_ohne_geld(welt, kora):
    topf, _ = neuer_topf(welt, deckungsfaehig=Deckungsfaehig.JA), topfentwurf(welt, name="Nur Entwurf")
    neue_buchung(welt, topf)

    handeln("uebernehmen", topf.foerderjahr, kora)

    neu = queries.foerdertoepfe.alle(DIESES + 1)
    assert [(t.name, t.status, t.deckel, t.deckungsfaehig, t.quelle) for t in neu] == [
        (topf.name, S.ENTWURF, topf.deckel, Deckungsfaehig.JA, "")
    ]
    assert queries.buchungen.belegt(neu[0]) == 0
    with pytest.raises(Obstructed, match="schon alle"):
        handeln("uebernehmen", topf.foerderjahr, kora)


def test_abgeschlossen_wird_ein_jahr_wenn_es_vorbei_ist_und_dann_bleibt_es_so(welt, kora):
    jetzt, alt = neuer_topf(welt), neuer_topf(welt, jahr=LETZTES)

    with pytest.raises(Obstructed, match="noch nicht vorbei"):
        handeln("abschliessen", jetzt.foerderjahr, kora)
    abgeschlossen(alt, welt)

    assert alt.foerderjahr.abgeschlossen_am == clock.today()
    for verb, thing, kw in (("bearbeiten", alt, angaben(alt)), ("abschliessen", alt.foerderjahr, {})):
        with pytest.raises(Obstructed):
            handeln(verb, thing, kora, **kw)
    with pytest.raises(Obstructed, match="ist abgeschlossen"):
        topfentwurf(welt, jahr=LETZTES, name="Nachträglich")


def test_auch_die_datenbank_kennt_die_grenzen(welt):
    topf = topfentwurf(welt)

    for change in ("baustein = 4", "deckel = 0", "name = ''", "deckungsfaehig = 'vielleicht'", "jahr = 1999"):
        with pytest.raises(IntegrityError), transaction() as s:
            s.execute(text(f"UPDATE foerdertopf SET {change} WHERE id = {topf.id}"))
    with pytest.raises(IntegrityError), transaction() as s:
        s.execute(text("UPDATE foerderjahr SET status = 'abgeschlossen'"))


@pytest.mark.beide
@pytest.mark.skipif(not datenbanken.ist_postgres(), reason="TRUNCATE gibt es nur in PostgreSQL.")
@pytest.mark.parametrize("tabelle", ["foerderjahr", "foerdertopf", "buchung"])
def test_was_abgeschlossen_ist_leert_auch_niemand_auf_einmal(welt, tabelle):
    abgeschlossen(topfentwurf(welt, jahr=LETZTES), welt)

    with pytest.raises(DBAPIError, match="aendert sich nicht"), transaction() as s:
        s.execute(text(f"TRUNCATE {tabelle} CASCADE"))


# --- who knows what -------------------------------------------------------------------------------------------------


def test_wer_nur_mitliest_liest_ausgaben_beschlossener_massnahmen_und_sonst_kein_geld(welt, kora, mats):
    topf = neuer_topf(welt)
    beschlossen = neue_buchung(welt, topf, euro=10, art="ausgegeben").massnahme
    neue_buchung(welt, topf, beschlossen, 20, art="gebunden")
    (alles,) = queries.foerdertoepfe.mit_summen(mats, [topf])
    assert (alles.summen.geplant, alles.summen.gebunden, alles.summen.ausgegeben) == (0, 2_000, 1_000)
    assert alles.summen.frei == 97_000

    lena = welt.person("Lena")
    (wenig,) = queries.foerdertoepfe.mit_summen(lena, [topf])
    assert (wenig.summen.deckel, wenig.summen.geplant, wenig.summen.gebunden) == (100_000, None, None)
    assert (wenig.summen.ausgegeben, wenig.summen.frei) == (1_000, None)
    with transaction():
        session().execute(text("UPDATE massnahme SET status = 'zugesagt', beschluss_id = NULL"))
    session().expire_all()
    (nichts,) = queries.foerdertoepfe.mit_summen(lena, [topf])
    assert nichts.summen.ausgegeben == 0
    assert queries.buchungen.anteile(beschlossen, lena) == []


@pytest.mark.parametrize(
    ("wer", "toepfe", "buchungen"),
    [("Kora", 2, 1), ("Mats", 1, 0), ("Zoe", 1, 0), ("Paul", 1, 0), ("Lena", 1, 0), ("Fatma", 0, 0), ("Ada", 0, 0)],
)
def test_entwuerfe_und_einzelne_buchungen_sieht_nur_die_koordination(welt, wer, toepfe, buchungen):
    person, topf = welt.person(wer), neuer_topf(welt)
    topfentwurf(welt, name="Entwurf")
    buchung = neue_buchung(welt, topf)

    assert len(session().scalars(queries.foerdertoepfe.sichtbar_fuer(person)).all()) == toepfe
    assert len(queries.buchungen.der_massnahme(buchung.massnahme, person)) == buchungen


def test_ab_achtzig_prozent_wird_gewarnt(welt, kora):
    topf, massnahme = neuer_topf(welt), laufende_massnahme(welt)
    for euro, eng, prozent in ((799, False, 79), (1, True, 80), (200, True, 100)):
        neue_buchung(welt, topf, massnahme, euro)
        (zeile,) = queries.foerdertoepfe.mit_summen(kora, [topf])
        assert (zeile.summen.ist_eng, zeile.summen.prozent) == (eng, prozent)
        assert not zeile.summen.ist_ueberschritten


# --- what comes with an installation --------------------------------------------------------------------------------


def test_die_bekannten_werte_kommen_als_entwuerfe_und_nur_einmal(welt, kora):
    """FACH §5: the conflict about the advice day keeps both notes."""
    grunddaten()
    toepfe = session().query(Foerdertopf).all()
    assert len(toepfe) == sum(len(one["jahre"]) for one in json.loads(FOERDERUNG.read_text())["toepfe"])
    assert {t.status for t in toepfe} == {S.ENTWURF}
    begleitung = [t for t in toepfe if t.name.startswith("Externe Begleitung")]
    assert all("1.000" in t.notiz and "1.012" in t.notiz and "001" in t.notiz for t in begleitung)
    assert {t.deckel for t in toepfe if t.jahr == 2025 and t.baustein == 3} == {None}

    handeln("loeschen", begleitung[0], kora)
    grunddaten()
    assert session().query(Foerdertopf).count() == len(toepfe) - 1
    assert session().query(Foerderjahr).count() == 4
