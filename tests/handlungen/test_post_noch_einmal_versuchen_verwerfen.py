"""post.noch_einmal_versuchen, post.verwerfen: what the Administration does about a letter."""

import pytest
from sqlalchemy import select

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.mail.briefe import Brief
from kimflow.models import Ereignis, Poststand
from kimflow.permissions import Permission
from kimflow.workflow import post
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.post import briefe, gescheiterter_brief

pytestmark = pytest.mark.beide


def tun(act, brief, wer):
    with transaction():
        act(brief, wer)


def wartender_brief(an):
    with transaction():
        post.einwerfen(Brief(an, "Für Sie", "Guten Tag", "wartet"), Permission.MASSNAHME_UEBERGEBEN)
    return briefe(an)[0]


def test_was_noch_einmal_versucht_wird_kommt_beim_naechsten_versand_dran(ada, mats):
    tun(workflow.briefe.noch_einmal_versuchen, gescheiterter_brief(mats), ada)

    with transaction():
        naechster = post.beginnen()

    assert (naechster.person_id, naechster.versuche) == (mats.id, 1)


def test_was_verworfen_ist_geht_nie_hinaus_und_verraet_keinen_link(ada, mats):
    with transaction():
        workflow.personen.neues_passwort_erbitten(mats.mail)

    tun(workflow.briefe.verwerfen, briefe(mats)[0], ada)

    brief = briefe(mats)[0]
    assert (brief.stand, brief.fehler) == (Poststand.VERWORFEN, "Von der Administration verworfen")
    assert "/link/…/passwort_neu" in brief.text
    with transaction():
        assert post.beginnen() is None


def test_beides_hinterlaesst_seine_zeile(ada, mats):
    brief = gescheiterter_brief(mats)
    tun(workflow.briefe.noch_einmal_versuchen, brief, ada)
    tun(workflow.briefe.verwerfen, brief, ada)

    zeilen = session().scalars(select(Ereignis).order_by(Ereignis.lfd)).all()
    assert [(z.akt, z.person_id, z.art) for z in zeilen] == [
        ("post.noch_einmal_versuchen", ada.id, "nachricht"), ("post.verwerfen", ada.id, "nachricht")
    ]  # fmt: skip


def test_nur_die_administration_fasst_briefe_an(kora, mats):
    brief = gescheiterter_brief(mats)

    for wer in (kora, mats):
        for akt in (workflow.briefe.noch_einmal_versuchen, workflow.briefe.verwerfen):
            with pytest.raises(Forbidden):
                tun(akt, brief, wer)


def test_noch_einmal_versucht_wird_nur_was_gescheitert_ist(ada, mats):
    with pytest.raises(Obstructed, match="was gescheitert ist"):
        tun(workflow.briefe.noch_einmal_versuchen, wartender_brief(mats), ada)


def test_was_versendet_oder_verworfen_ist_laesst_sich_nicht_verwerfen(ada, mats, mia):
    versendet, verworfen = wartender_brief(mats), wartender_brief(mia)
    with transaction():
        post.versendet(versendet.id)
    tun(workflow.briefe.verwerfen, verworfen, ada)

    with pytest.raises(Obstructed, match="schon versendet"):
        tun(workflow.briefe.verwerfen, briefe(mats)[0], ada)
    with pytest.raises(Obstructed, match="schon verworfen"):
        tun(workflow.briefe.verwerfen, briefe(mia)[0], ada)
    with pytest.raises(Obstructed, match="was gescheitert ist"):
        tun(workflow.briefe.noch_einmal_versuchen, briefe(mia)[0], ada)


def test_wer_verwirft_waehrend_der_brief_unterwegs_ist_aendert_nichts_daran_wie_er_ankam(ada, mats, mia):
    angekommen, abgelehnt = wartender_brief(mats).id, wartender_brief(mia).id
    for _ in range(2):
        with transaction():
            post.beginnen()
    for wer in (mats, mia):
        tun(workflow.briefe.verwerfen, briefe(wer)[0], ada)

    with transaction():
        post.versendet(angekommen)
        post.gescheitert(abgelehnt, "Adresse abgelehnt (451)", endgueltig=False)

    assert briefe(mats)[0].stand is Poststand.VERSENDET
    assert (briefe(mia)[0].stand, briefe(mia)[0].fehler) == (Poststand.VERWORFEN, "Von der Administration verworfen")


def test_im_postausgang_steht_der_grund_und_was_sich_tun_laesst(ada, mats, mia, browser):
    brief, wartet = gescheiterter_brief(mats), wartender_brief(mia)
    mein = browser(ada)

    seite = mein.get("/post/", status=200)
    assert "gescheitert: Adresse abgelehnt (550)" in seite.text
    assert [e.attrs["action"] for e in seite.alle("form", method="post") if "/post/" in e.attrs["action"]] == [
        f"/post/{brief.id}/noch_einmal_versuchen", f"/post/{brief.id}/verwerfen", f"/post/{wartet.id}/verwerfen",
    ]  # fmt: skip
    assert "1 nicht versendet, 1 gescheitert" in mein.get("/verwaltung/").text

    fertig = mein.folgen(mein.absenden(f"/post/{brief.id}/noch_einmal_versuchen"))
    assert "noch einmal zum Versand gegeben" in fertig.text
    assert mein.absenden(f"/post/{brief.id}/verwerfen").ziel == f"/post/#brief-{brief.id}"
    assert [z.id for z in queries.post.liste(ada, {"stand": "verworfen"}).zeilen] == [brief.id]
    assert "verworfen: Von der Administration" in mein.get("/post/?stand=verworfen").text
    mein.post(f"/post/{brief.id}/verwerfen", {"marke": "neu"}, status=409)
