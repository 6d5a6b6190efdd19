"""What the Lenkungsgruppe decides about a Thema: priorisieren, zurueckstellen, nicht_weiterverfolgen, beauftragen, …"""

from datetime import date, timedelta

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Massnahme, MassnahmeStatus, Nachricht, ThemaStatus
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.themen import (
    beauftragtes_thema,
    neu_gelesen,
    neuer_beschluss,
    neues_thema,
    thema_im_stand,
    vorgelegtes_thema,
)

pytestmark = pytest.mark.beide

S = ThemaStatus
SPAETER = date(2030, 1, 1)


def beschliessen(welt, thema, verb, person=None, **kw):
    kw.setdefault("beschluss", neuer_beschluss(welt))
    with transaction():
        getattr(workflow.themen, verb)(thema, person or welt.person("Kora"), **kw)
    return neu_gelesen(thema)


def beauftragen(welt, thema, **kw):
    angaben = {"projektgruppe": welt.projektgruppe, "mandat": "Einen Vorschlag machen.", "frist": SPAETER} | kw
    return beschliessen(welt, thema, "beauftragen", **angaben)


def test_priorisiert_wird_mit_rang_und_beschluss(welt):
    beschluss = neuer_beschluss(welt)

    thema = beschliessen(welt, vorgelegtes_thema(welt), "priorisieren", beschluss=beschluss, rang=2)

    assert (thema.status, thema.rang, thema.beschluss_id) == (S.PRIORISIERT, 2, beschluss.id)


def test_der_beschluss_steht_im_verlauf(welt):
    beschluss = neuer_beschluss(welt)
    beschliessen(welt, vorgelegtes_thema(welt), "priorisieren", beschluss=beschluss, rang=1)

    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert (zeile.akt, zeile.angaben["beschluss"]) == ("thema.priorisieren", {"beschluss": beschluss.id})


def test_der_rang_laesst_sich_neu_beschliessen(welt):
    thema = beschliessen(welt, vorgelegtes_thema(welt), "priorisieren", rang=3)

    assert beschliessen(welt, thema, "priorisieren", rang=1).rang == 1


def test_ein_rang_beginnt_bei_eins(welt):
    with pytest.raises(Obstructed, match="Rang"):
        beschliessen(welt, vorgelegtes_thema(welt), "priorisieren", rang=0)


def test_zurueckgestellt_liegt_es_mit_grund_und_wiedervorlage_im_speicher(welt):
    thema = beschliessen(welt, thema_im_stand(welt, S.PRIORISIERT), "zurueckstellen", begruendung="Erst der Haushalt.",
                         wiedervorlage=SPAETER)  # fmt: skip

    assert (thema.status, thema.begruendung, thema.wiedervorlage) == (S.GESAMMELT, "Erst der Haushalt.", SPAETER)
    assert thema.rang is None
    assert thema.beschluss is not None


def test_wer_ein_zurueckgestelltes_thema_wieder_vorlegt_laesst_den_grund_hinter_sich(welt):
    thema = vorgelegtes_thema(welt)
    top = thema.topgegenstaende[0].top
    thema = beschliessen(welt, thema, "zurueckstellen", begruendung="Erst der Haushalt.", wiedervorlage=SPAETER)

    with transaction():
        workflow.themen.vorlegen(thema, welt.person("Kora"), top=top)

    assert (thema.begruendung, thema.wiedervorlage) == ("", None)


@pytest.mark.parametrize("verb", ["zurueckstellen", "nicht_weiterverfolgen", "beenden"])
def test_ohne_begruendung_wird_nichts_aus_der_hand_gegeben(welt, verb):
    thema = thema_im_stand(welt, S.BEAUFTRAGT if verb == "beenden" else S.VORGELEGT)
    wann = {"wiedervorlage": SPAETER} if verb == "zurueckstellen" else {}

    with pytest.raises(Obstructed, match="begründen"):
        beschliessen(welt, thema, verb, begruendung=" ", **wann)


def test_eine_wiedervorlage_liegt_in_der_zukunft(welt):
    with pytest.raises(Obstructed, match="Zukunft"):
        beschliessen(
            welt, vorgelegtes_thema(welt), "zurueckstellen", begruendung="Später.", wiedervorlage=clock.today()
        )


def test_nicht_weiterverfolgt_nennt_grund_und_beschluss(welt):
    thema = beschliessen(welt, vorgelegtes_thema(welt), "nicht_weiterverfolgen", begruendung="Das regelt das Land.")

    assert (thema.status, thema.begruendung) == (S.NICHT_WEITERVERFOLGT, "Das regelt das Land.")


def test_beauftragt_wird_mit_mandat_frist_und_gruppe(welt):
    thema = beauftragen(welt, vorgelegtes_thema(welt))

    assert (thema.status, thema.projektgruppe, thema.frist) == (S.BEAUFTRAGT, welt.projektgruppe, SPAETER)
    assert thema.mandat == "Einen Vorschlag machen."


def test_die_leitung_der_projektgruppe_erfaehrt_vom_auftrag(welt):
    thema = beauftragen(welt, vorgelegtes_thema(welt))

    briefe = session().query(Nachricht).filter_by(anlass="thema.beauftragen").all()
    assert [n.person.name for n in briefe] == ["Paula"]
    assert f"/themen/{thema.nummer}" in briefe[0].text


@pytest.mark.parametrize("gremium", ["Lenkungsgruppe", "Fallwerkstatt Nord"])
def test_beauftragt_wird_nur_eine_projektgruppe(welt, gremium):
    with pytest.raises(Obstructed, match="Projektgruppe"):
        beauftragen(welt, vorgelegtes_thema(welt), projektgruppe=welt.gremium(gremium))


def test_eine_beendete_projektgruppe_bekommt_keinen_auftrag(welt):
    with transaction():
        welt.projektgruppe.bis = date(2025, 12, 31)

    with pytest.raises(Obstructed, match="noch besteht"):
        beauftragen(welt, vorgelegtes_thema(welt))


def test_ueber_der_hoechstlast_braucht_der_auftrag_einen_grund(welt):
    """OBERFLAECHE 3.10: a group with limit 3 and 3 running takes the fourth only with a reason."""
    for _ in range(3):
        beauftragen(welt, vorgelegtes_thema(welt))
    viertes = vorgelegtes_thema(welt)

    with pytest.raises(Obstructed, match="begründen"):
        beauftragen(welt, viertes)

    thema = beauftragen(welt, viertes, begruendung="Der Landrat drängt.")
    assert (thema.status, thema.begruendung) == (S.BEAUFTRAGT, "Der Landrat drängt.")


def test_ein_auftrag_ohne_mandat_ist_keiner(welt):
    with pytest.raises(Obstructed, match="Mandat"):
        beauftragen(welt, vorgelegtes_thema(welt), mandat="")


def test_eine_mitgebrachte_loesung_wird_ohne_zielvereinbarung_vereinbart(welt):
    assert beschliessen(welt, vorgelegtes_thema(welt), "vereinbaren").status is S.VEREINBART


def test_mit_dem_thema_werden_seine_zugesagten_massnahmen_vereinbart(welt):
    thema = vorgelegtes_thema(welt)
    beschluss = neuer_beschluss(welt)
    with transaction() as s:
        for nummer, status in (("M-2026-001", MassnahmeStatus.ZUGESAGT), ("M-2026-002", MassnahmeStatus.VORGESCHLAGEN)):
            s.add(
                Massnahme(
                    nummer=nummer,
                    thema=thema,
                    status=status,
                    titel="Übergabebogen",
                    institution=welt.institution("Jobcenter"),
                    verantwortlich=welt.person("Mats"),
                )
            )

    thema = beschliessen(welt, thema, "vereinbaren", beschluss=beschluss)

    assert {m.nummer: m.status for m in thema.massnahmen} == {
        "M-2026-001": MassnahmeStatus.VEREINBART,
        "M-2026-002": MassnahmeStatus.VORGESCHLAGEN,
    }
    assert next(m for m in thema.massnahmen if m.nummer == "M-2026-001").beschluss_id == beschluss.id


def test_aus_dem_speicher_wird_nur_nach_einem_frueheren_beschluss_vereinbart(welt):
    thema, top = neues_thema(welt), vorgelegtes_thema(welt).topgegenstaende[0].top
    heutiger = neuer_beschluss(welt, nacherfasst=False, quelle="", top=top)

    with pytest.raises(Obstructed, match="nacherfassten"):
        beschliessen(welt, thema, "vereinbaren", beschluss=heutiger)

    assert beschliessen(welt, thema, "vereinbaren").status is S.VEREINBART


def test_beendet_wird_mit_grund(welt):
    thema = beschliessen(welt, beauftragtes_thema(welt), "beenden", begruendung="Gesetz geändert.")

    assert (thema.status, thema.begruendung) == (S.BEENDET, "Gesetz geändert.")


def test_erledigt_wird_im_speicher_ohne_beschluss(welt, kora):
    thema = neues_thema(welt)
    with transaction():
        workflow.themen.erledigen(thema, kora, was="Zwei Ämter haben telefoniert.")

    assert (neu_gelesen(thema).status, thema.begruendung) == (S.ERLEDIGT, "Zwei Ämter haben telefoniert.")


@pytest.mark.parametrize("status", [S.VORGELEGT, S.PRIORISIERT])
def test_was_der_lenkungsgruppe_vorliegt_erledigt_sich_nur_mit_ihrer_kenntnisnahme(welt, kora, status):
    thema = thema_im_stand(welt, status)

    with pytest.raises(Obstructed, match="Beschluss"), transaction():
        workflow.themen.erledigen(thema, kora, was="Still gelöst.")

    assert beschliessen(welt, thema, "erledigen", was="Gelöst.").status is S.ERLEDIGT


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Paula", "Lena", "Fatma", "Ada"])
@pytest.mark.parametrize("verb", ["priorisieren", "vereinbaren", "beauftragen", "nicht_weiterverfolgen"])
def test_allein_entscheidet_niemand(welt, wer, verb):
    angaben = {
        "priorisieren": {"rang": 1},
        "beauftragen": {"projektgruppe": welt.projektgruppe, "mandat": "x", "frist": SPAETER},
        "nicht_weiterverfolgen": {"begruendung": "x"},
    }.get(verb, {})

    with pytest.raises(Forbidden):
        beschliessen(welt, thema_im_stand(welt, S.VORGELEGT), verb, person=welt.person(wer), **angaben)


# --- what follows from the Zielvereinbarung ---------------------------------------------------------------------


def test_die_zustimmung_vereinbart_das_thema(welt):
    beschluss = neuer_beschluss(welt)

    thema = beschliessen(welt, thema_im_stand(welt, S.VORSCHLAG), "zustimmen", beschluss=beschluss)

    assert (thema.status, thema.beschluss_id) == (S.VEREINBART, beschluss.id)


def test_zur_ueberarbeitung_liegt_es_wieder_bei_der_projektgruppe(welt):
    thema = beschliessen(welt, thema_im_stand(welt, S.VORSCHLAG), "ueberarbeiten")

    assert (thema.status, thema.projektgruppe) == (S.BEAUFTRAGT, welt.projektgruppe)


@pytest.mark.parametrize(("zurueck", "status"), [(False, S.BEAUFTRAGT), (True, S.GESAMMELT)])
def test_ohne_zustimmung_geht_es_dahin_wohin_der_beschluss_sagt(welt, zurueck, status):
    thema = beschliessen(welt, thema_im_stand(welt, S.VORSCHLAG), "nicht_zustimmen", zurueck_in_den_speicher=zurueck)

    assert thema.status is status
    assert (thema.projektgruppe is None) is zurueck


def test_der_vorschlag_kommt_von_der_leitung_der_beauftragten_gruppe(welt, paula, petra):
    """D3 P0: being lead somewhere is not being lead here."""
    thema = beauftragtes_thema(welt)
    with pytest.raises(Forbidden), transaction():
        workflow.themen.vorschlagen(thema, petra)

    with transaction():
        workflow.themen.vorschlagen(thema, paula)

    assert thema.status is S.VORSCHLAG


def test_frist_und_auftrag_zaehlen_ab_dem_beschluss(welt):
    assert beauftragtes_thema(welt).frist == clock.today() + timedelta(days=120)
