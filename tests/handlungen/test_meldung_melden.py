"""meldung.melden: with an account, without one, and what is told of it."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import select

from kimflow import clock, queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Ereignistext, Meldeweg, Meldung, MeldungStatus, Nachricht
from kimflow.workflow.acts import Forbidden
from tests.bauen.meldungen import angaben, die_des_links, neue_meldung, ohne_konto
from tests.bauen.post import briefe

pytestmark = pytest.mark.beide


@pytest.mark.parametrize("wer", ["Kora", "Mats", "Vera", "Bert", "Paula", "Paul", "Fatma", "Zoe"])
def test_wer_mitarbeitet_meldet_eine_huerde(welt, wer):
    meldung = neue_meldung(welt, welt.person(wer))

    assert (meldung.status, meldung.weg, meldung.person.name) == (MeldungStatus.EINGEGANGEN, Meldeweg.KONTO, wer)
    assert meldung.nummer == f"H-{clock.today().year}-001"
    assert meldung.loeschen_am == clock.today() + timedelta(days=365)


@pytest.mark.parametrize("wer", ["Bibi", "Lena", "Ada", "Emil", "Nora"])
def test_wer_nicht_mitarbeitet_meldet_nicht_mit_konto(welt, wer):
    with pytest.raises(Forbidden):
        neue_meldung(welt, welt.person(wer))


def test_der_verlauf_haelt_die_meldung_aber_keinen_text(welt):
    neue_meldung(welt)

    zeile = session().scalars(select(Ereignis).where(Ereignis.akt == "meldung.melden")).one()
    assert (zeile.status_nachher, zeile.angaben) == ("eingegangen", {})
    assert session().scalars(select(Ereignistext)).all() == []


def test_die_koordination_bekommt_hoechstens_einen_brief_am_tag(welt, kora, fatma):
    erste, zweite = neue_meldung(welt), neue_meldung(welt, titel="Noch eine")

    (brief,) = briefe(kora)
    assert erste.titel not in brief.text
    assert zweite.titel not in brief.text
    assert "/meldungen/" in brief.text
    with clock.turned_to(clock.now() + timedelta(days=1)):
        neue_meldung(welt, titel="Am nächsten Tag")
    assert len(briefe(kora)) == 2
    assert briefe(fatma) == []


def test_ohne_konto_kennt_der_verlauf_niemanden(welt):
    meldung = die_des_links(ohne_konto(welt))

    assert (meldung.weg, meldung.person_id, meldung.mail) == (Meldeweg.OEFFENTLICH, None, None)
    assert session().scalars(select(Ereignis.person_id).where(Ereignis.akt == "meldung.melden")).one() is None


def test_vom_link_steht_nur_der_hash_in_der_datenbank(welt):
    token = ohne_konto(welt)

    row = session().execute(select(Meldung.__table__)).mappings().one()
    assert token not in " ".join(str(value) for value in row.values())
    assert row["zeichen"] == hashlib.sha256(token.encode()).hexdigest()


def test_zweimal_dasselbe_formular_ist_eine_meldung(welt):
    with transaction():
        eins, neu = workflow.meldungen.ohne_konto_melden("dieselbe", **angaben(welt))
    with transaction():
        zwei, wieder_neu = workflow.meldungen.ohne_konto_melden("dieselbe", **angaben(welt))

    assert (eins, neu, wieder_neu) == (zwei, True, False)
    assert len(session().scalars(select(Meldung)).all()) == 1


def test_wer_eine_adresse_hinterlaesst_bekommt_den_link(welt):
    token = ohne_konto(welt, mail="Jemand@Anderswo.example")

    brief = session().scalars(select(Nachricht).where(Nachricht.adresse.is_not(None))).one()
    assert (brief.adresse, brief.person_id) == ("jemand@anderswo.example", None)
    assert f"/link/{token}/meldung" in brief.text
    assert die_des_links(token).titel not in brief.betreff + brief.text


def test_an_eine_adresse_gehen_hoechstens_drei_bestaetigungen_in_der_stunde(welt):
    for nummer in range(5):
        ohne_konto(welt, mail="jemand@anderswo.example", titel=f"Nummer {nummer}")

    assert len(session().scalars(select(Nachricht).where(Nachricht.adresse.is_not(None))).all()) == 3


def test_die_administration_sieht_die_adresse_nicht_in_der_post(welt, ada):
    ohne_konto(welt, mail="jemand@anderswo.example")

    zeilen = queries.post.liste(ada, {}).zeilen
    assert "ohne Konto" in {zeile.an for zeile in zeilen}
    assert "jemand@anderswo.example" not in repr(zeilen)
