"""thema.umsetzen, abschliessen, ruhen_lassen, fortsetzen, wiederaufnehmen: the way to the effect, and the pauses."""

from datetime import date

import pytest

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Ereignis, Massnahme, MassnahmeStatus, ThemaStatus
from kimflow.workflow.acts import Forbidden, Obstructed
from tests.bauen.themen import neu_gelesen, thema_im_stand

pytestmark = pytest.mark.beide

S, M = ThemaStatus, MassnahmeStatus
SPAETER = date(2030, 1, 1)


def mit_massnahmen(welt, *staende):
    thema = thema_im_stand(welt, S.VEREINBART)
    with transaction() as s:
        for nummer, status in enumerate(staende, 1):
            s.add(
                Massnahme(
                    nummer=f"M-2026-{nummer:03d}",
                    thema=thema,
                    status=status,
                    status_vorher=M.VEREINBART,
                    titel=f"Maßnahme {nummer}",
                    institution=welt.institution("Jobcenter"),
                    verantwortlich=welt.person("Mats"),
                    beschluss=thema.beschluss,
                    nachweis="Formular im Netz",
                    wirkungspruefung_am=SPAETER,
                    wirkung="Schneller.",
                    wartet_auf="Land",
                    wartet_bis=SPAETER,
                    wiedervorlage=SPAETER,
                )
            )
    return thema


def handeln(welt, thema, verb, person=None, **kw):
    with transaction():
        getattr(workflow.themen, verb)(thema, person or welt.person("Kora"), **kw)
    return neu_gelesen(thema)


@pytest.mark.parametrize("staende", [(M.UMGESETZT,), (M.GEPRUEFT, M.ABGEBROCHEN), (M.UMGESETZT, M.GEPRUEFT)])
def test_umgesetzt_ist_ein_thema_wenn_alle_massnahmen_am_ziel_sind(welt, staende):
    assert handeln(welt, mit_massnahmen(welt, *staende), "umsetzen").status is S.UMGESETZT


@pytest.mark.parametrize("offen", [M.VORGESCHLAGEN, M.ZUGESAGT, M.VEREINBART, M.IN_UMSETZUNG, M.WARTET, M.RUHT])
def test_eine_offene_massnahme_haelt_das_thema_offen(welt, offen):
    thema = mit_massnahmen(welt, M.UMGESETZT, offen)

    with pytest.raises(Obstructed, match="M-2026-002"):
        handeln(welt, thema, "umsetzen")


@pytest.mark.parametrize("staende", [(), (M.ABGEBROCHEN, M.ABGEBROCHEN)])
def test_nur_abgebrochenes_ist_nicht_umgesetzt(welt, staende):
    with pytest.raises(Obstructed, match="abgebrochen"):
        handeln(welt, mit_massnahmen(welt, *staende), "umsetzen")


def test_abgeschlossen_wird_mit_der_wirkung(welt):
    thema = handeln(welt, thema_im_stand(welt, S.UMGESETZT), "abschliessen", wirkung="Zwei Wochen statt acht.")

    assert (thema.status, thema.wirkung) == (S.ABGESCHLOSSEN, "Zwei Wochen statt acht.")


def test_ohne_wirkung_wird_nicht_abgeschlossen(welt):
    with pytest.raises(Obstructed, match="Wirkung"):
        handeln(welt, thema_im_stand(welt, S.UMGESETZT), "abschliessen", wirkung="")


@pytest.mark.parametrize("status", [S.BEAUFTRAGT, S.VORSCHLAG, S.VEREINBART])
def test_nach_der_ruhe_geht_es_weiter_wo_es_war(welt, status):
    thema = thema_im_stand(welt, status)
    thema = handeln(welt, thema, "ruhen_lassen", begruendung="Stelle unbesetzt.", wiedervorlage=SPAETER)
    assert (thema.status, thema.begruendung, thema.wiedervorlage) == (S.RUHT, "Stelle unbesetzt.", SPAETER)

    thema = handeln(welt, thema, "fortsetzen")

    assert (thema.status, thema.begruendung, thema.wiedervorlage) == (status, "", None)


def test_ruhen_braucht_grund_und_einen_kuenftigen_tag(welt):
    thema = thema_im_stand(welt, S.VEREINBART)

    with pytest.raises(Obstructed, match="begründen"):
        handeln(welt, thema, "ruhen_lassen", begruendung="", wiedervorlage=SPAETER)
    with pytest.raises(Obstructed, match="Zukunft"):
        handeln(welt, thema, "ruhen_lassen", begruendung="Pause.", wiedervorlage=clock.today())


@pytest.mark.parametrize("status", [S.ERLEDIGT, S.NICHT_WEITERVERFOLGT, S.BEENDET, S.ABGESCHLOSSEN])
def test_wieder_aufgenommen_faengt_es_von_vorn_an(welt, status):
    thema = handeln(welt, thema_im_stand(welt, status), "wiederaufnehmen", begruendung="Es bricht wieder.")

    assert (thema.status, thema.begruendung) == (S.GESAMMELT, "Es bricht wieder.")
    assert (thema.beschluss, thema.rang, thema.projektgruppe, thema.frist) == (None, None, None, None)
    assert thema.grundlagen


def test_das_wiederaufnehmen_steht_mit_grund_im_verlauf(welt):
    thema = handeln(welt, thema_im_stand(welt, S.BEENDET), "wiederaufnehmen", begruendung="Es bricht wieder.")

    zeile = session().query(Ereignis).order_by(Ereignis.lfd.desc()).first()
    assert (zeile.akt, zeile.status_vorher, zeile.status_nachher) == ("thema.wiederaufnehmen", "beendet", "gesammelt")
    assert (zeile.gegenstand_id, zeile.texte[0].text) == (thema.id, "Es bricht wieder.")


@pytest.mark.parametrize("wer", ["Mats", "Paula", "Fatma", "Lena"])
@pytest.mark.parametrize(
    ("verb", "status", "angaben"),
    [
        ("umsetzen", S.VEREINBART, {}),
        ("abschliessen", S.UMGESETZT, {"wirkung": "x"}),
        ("ruhen_lassen", S.VEREINBART, {"begruendung": "x", "wiedervorlage": SPAETER}),
        ("fortsetzen", S.RUHT, {}),
        ("wiederaufnehmen", S.ERLEDIGT, {"begruendung": "x"}),
        ("erledigen", S.GESAMMELT, {"was": "x"}),
    ],
)
def test_das_fuehrt_nur_die_koordination(welt, wer, verb, status, angaben):
    with pytest.raises(Forbidden):
        handeln(welt, thema_im_stand(welt, status), verb, welt.person(wer), **angaben)
