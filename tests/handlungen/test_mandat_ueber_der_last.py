"""OBERFLAECHE 3.10: a full group takes on more only with a reason or a swap, by the same Beschluss."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kimflow import queries, workflow
from kimflow.db import session, transaction
from kimflow.models import Beschluss, Ereignis, Gremium, Mandat, Modus, Person, Thema, ThemaStatus, Top
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed
from kimflow.workflow.wirkungen import Wirkung
from tests.bauen.sitzungen import laufender_top
from tests.bauen.themen import neu_gelesen, neuer_top, thema_im_stand, vorgelegtes_thema
from tests.handlungen.test_abstimmung_gleichzeitig import zugleich

pytestmark = pytest.mark.beide

S = ThemaStatus
SPAETER = date(2030, 1, 1)


def volle_gruppe(welt):
    """Three Themen run, three are allowed."""
    return [thema_im_stand(welt, S.BEAUFTRAGT, titel=f"Laufendes {nummer}") for nummer in range(3)]


def viertes(welt):
    return vorgelegtes_thema(welt, neuer_top(welt), titel="Das vierte")


def beschliessen(welt, top, *gegeben):
    """Kora records one Beschluss that gives each Thema to Paula's group."""
    angaben = {"projektgruppe": welt.projektgruppe, "mandat": "Vorschlagen.", "frist": SPAETER}
    wirkungen = [Wirkung(Permission.THEMA_BEAUFTRAGEN, thema, angaben | kw) for thema, kw in gegeben]
    with transaction():
        return workflow.beschluesse.festhalten(
            top, welt.person("Kora"), wortlaut="Es wird beauftragt.", modus=Modus.EINVERNEHMLICH, wirkungen=wirkungen
        )


def test_die_volle_gruppe_bietet_nur_begruendung_oder_tausch(welt):
    laufende, thema, top = volle_gruppe(welt), viertes(welt), laufender_top(welt)

    with pytest.raises(Obstructed) as gescheitert:
        beschliessen(welt, top, (thema, {}))

    grund = str(gescheitert.value)
    assert "begründen" in grund
    assert "was dafür ruht" in grund
    assert all(nummer in grund for nummer in [t.nummer for t in laufende])
    assert neu_gelesen(thema).status is S.VORGELEGT
    assert session().query(Beschluss).filter_by(wortlaut="Es wird beauftragt.").count() == 0


def test_mit_begruendung_steht_die_ueberlast_im_mandat_und_im_verlauf(welt):
    volle_gruppe(welt)
    thema = viertes(welt)

    beschliessen(welt, laufender_top(welt), (thema, {"begruendung": "Der Landrat drängt."}))

    mandat = neu_gelesen(thema).laufendes_mandat
    assert (mandat.last, mandat.hoechstlast, mandat.begruendung, mandat.statt) == (3, 3, "Der Landrat drängt.", None)
    zeile = session().query(Ereignis).filter_by(akt="thema.beauftragen", gegenstand_id=thema.id).one()
    assert "Der Landrat drängt." in [t.text for t in zeile.texte]


def test_beim_tausch_ruht_ein_anderes_thema_durch_denselben_beschluss(welt):
    laufende, thema = volle_gruppe(welt), viertes(welt)

    beschluss = beschliessen(welt, laufender_top(welt), (thema, {"statt": laufende[1], "statt_bis": SPAETER}))

    ruhend = neu_gelesen(laufende[1])
    assert (ruhend.status, ruhend.wiedervorlage) == (S.RUHT, SPAETER)
    assert thema.nummer in ruhend.begruendung
    assert neu_gelesen(thema).laufendes_mandat.statt == ruhend
    akte = {(w.akt, w.thema_id) for w in session().get_one(Beschluss, beschluss.id).wirkungen}
    assert akte == {("thema.beauftragen", thema.id), ("thema.ruhen_lassen", ruhend.id)}
    geschehen = {(e.akt, e.gegenstand_id) for e in session().query(Ereignis)}
    assert {("thema.beauftragen", thema.id), ("thema.ruhen_lassen", ruhend.id)} <= geschehen
    assert queries.gremien.last(welt.projektgruppe) == 3


def test_der_tausch_wird_nicht_ohne_ein_wort_rueckgaengig(welt, kora):
    """What rests for another Thema comes back to a full group: with a reason, or when there is room again."""
    laufende, thema = volle_gruppe(welt), viertes(welt)
    beschliessen(welt, laufender_top(welt), (thema, {"statt": laufende[1], "statt_bis": SPAETER}))
    ruhend = neu_gelesen(laufende[1])

    with pytest.raises(Obstructed, match="3 von höchstens 3"), transaction():
        workflow.themen.fortsetzen(ruhend, kora, begruendung=" ")
    with transaction():
        workflow.themen.fortsetzen(neu_gelesen(ruhend), kora, begruendung="Die Frist läuft ab.")

    assert (neu_gelesen(ruhend).status, queries.gremien.last(welt.projektgruppe)) == (S.BEAUFTRAGT, 4)
    zeile = session().query(Ereignis).filter_by(akt="thema.fortsetzen").one()
    assert [t.text for t in zeile.texte] == ["Die Frist läuft ab."]


def test_getauscht_wird_nur_mit_wiedervorlage(welt):
    laufende, thema = volle_gruppe(welt), viertes(welt)

    with pytest.raises(Obstructed, match="wieder vorgelegt wird"):
        beschliessen(welt, laufender_top(welt), (thema, {"statt": laufende[0]}))

    assert neu_gelesen(laufende[0]).status is S.BEAUFTRAGT


def test_getauscht_wird_nur_gegen_ein_thema_derselben_gruppe(welt):
    volle_gruppe(welt)
    thema, fremdes = viertes(welt), thema_im_stand(welt, S.PRIORISIERT)
    with transaction():
        fremdes.projektgruppe = welt.andere_projektgruppe

    with pytest.raises(Obstructed, match="derselben Gruppe"):
        beschliessen(welt, laufender_top(welt), (thema, {"statt": fremdes, "statt_bis": SPAETER}))


def test_wer_platz_hat_laesst_nichts_liegen(welt):
    laufendes, thema = thema_im_stand(welt, S.BEAUFTRAGT), viertes(welt)

    with pytest.raises(Obstructed, match="noch Platz"):
        beschliessen(welt, laufender_top(welt), (thema, {"statt": laufendes, "statt_bis": SPAETER}))


def test_ein_thema_raeumt_nur_einmal_seinen_platz(welt):
    """Two swaps against the same Thema in one Beschluss: the second finds it resting, and nothing is done."""
    laufende = volle_gruppe(welt)
    eines, anderes, tausch = viertes(welt), viertes(welt), {"statt": laufende[0], "statt_bis": SPAETER}

    with pytest.raises(Obstructed):
        beschliessen(welt, laufender_top(welt), (eines, tausch), (anderes, tausch))

    assert {neu_gelesen(t).status for t in (eines, anderes)} == {S.VORGELEGT}
    assert neu_gelesen(laufende[0]).status is S.BEAUFTRAGT


def test_zwei_auftraege_in_einem_beschluss_zaehlen_nacheinander(welt):
    """The second of them would be the fourth."""
    for _ in range(2):
        thema_im_stand(welt, S.BEAUFTRAGT)
    eines, anderes = viertes(welt), viertes(welt)

    with pytest.raises(Obstructed, match="3 von höchstens 3"):
        beschliessen(welt, laufender_top(welt), (eines, {}), (anderes, {}))

    assert {neu_gelesen(t).status for t in (eines, anderes)} == {S.VORGELEGT}


def test_zwei_beschluesse_zugleich_gehen_nicht_beide_unter_der_last_durch(app, welt, kora):
    """Two windows, one place left: one Beschluss is taken, the other is told why not."""
    for _ in range(2):
        thema_im_stand(welt, S.BEAUFTRAGT)
    themen = [viertes(welt), viertes(welt)]
    arbeiten = [_einzeln(thema.id, laufender_top(welt).id, kora.id, welt.projektgruppe.id) for thema in themen]

    antworten = zugleich(app, arbeiten)

    session().rollback()
    session().expire_all()
    assert [type(a) for a in antworten].count(Obstructed) == 1
    assert queries.gremien.last(welt.projektgruppe) == 3
    assert sorted(neu_gelesen(t).status for t in themen) == [S.BEAUFTRAGT, S.VORGELEGT]


def _einzeln(thema_id, top_id, person_id, gruppe_id):
    def work():
        with transaction() as s:
            thema, gruppe = s.get_one(Thema, thema_id), s.get_one(Gremium, gruppe_id)
            angaben = {"projektgruppe": gruppe, "mandat": "Vorschlagen.", "frist": SPAETER}
            return workflow.beschluesse.festhalten(
                s.get_one(Top, top_id),
                s.get_one(Person, person_id),
                wortlaut="Es wird beauftragt.",
                modus=Modus.EINVERNEHMLICH,
                wirkungen=[Wirkung(Permission.THEMA_BEAUFTRAGEN, thema, angaben)],
            ).nummer

    return work


def test_die_liste_nennt_jedes_mandat_ueber_der_last_und_kein_anderes(welt, kora):
    laufende = volle_gruppe(welt)
    mit_grund, getauscht = viertes(welt), viertes(welt)
    beschliessen(welt, laufender_top(welt), (mit_grund, {"begruendung": "Eilt."}))
    beschliessen(welt, laufender_top(welt), (getauscht, {"statt": laufende[2], "statt_bis": SPAETER}))

    zeilen = queries.mandate.ueber_der_last(kora).zeilen

    assert [(m.thema.nummer, m.begruendung, m.statt) for m in zeilen] == [
        (getauscht.nummer, "", laufende[2]),
        (mit_grund.nummer, "Eilt.", None),
    ]


def test_an_der_datenbank_vorbei_geht_niemand_stumm_ueber_die_last(welt):
    thema = thema_im_stand(welt, S.BEAUFTRAGT)

    with pytest.raises(IntegrityError), transaction() as s:
        s.execute(text("UPDATE mandat SET last = 3, hoechstlast = 3 WHERE thema_id = :id"), {"id": thema.id})


def test_an_der_datenbank_vorbei_hat_ein_thema_nur_ein_laufendes_mandat(welt):
    mandat = thema_im_stand(welt, S.BEAUFTRAGT).laufendes_mandat

    with pytest.raises(IntegrityError), transaction() as s:
        s.add(
            Mandat(
                thema_id=mandat.thema_id,
                projektgruppe=welt.andere_projektgruppe,
                beschluss_id=mandat.beschluss_id,
                text="Noch eines.",
                erteilt_am=mandat.erteilt_am,
            )
        )
