"""Two people press the same button of a meeting at once: one wins, the others hear why, nobody sees an error."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from kimflow import clock, db, workflow
from kimflow.db import session, transaction
from kimflow.models import (
    Anwesenheit,
    Besetzung,
    Ereignis,
    Notiz,
    Person,
    Protokollfassung,
    Sitz,
    Sitzung,
    SitzungStatus,
    Top,
    TopStatus,
)
from kimflow.web import wandzeichen
from kimflow.workflow.acts import Obstructed
from tests.bauen.protokolle import sitzung_in_nachbereitung, vorgelegtes_protokoll
from tests.bauen.saal import aufgerufener_top, laufende_sitzung, neue_notiz
from tests.bauen.sitzungen import eingeladene_sitzung
from tests.browser import Browser

pytestmark = pytest.mark.beide

JOBCENTER = "Jobcenter Musterkreis"
S, T = SitzungStatus, TopStatus


def zugleich(app, arbeiten):
    """All of it in the same moment, each in a thread and a session of its own; results or refusals."""
    start = Barrier(len(arbeiten))

    def one(work):
        with app.app_context(), db.lazy_loading():
            start.wait()
            try:
                with transaction() as s:
                    return work(s)
            except Obstructed as refused:
                return refused

    session().rollback()
    with ThreadPoolExecutor(len(arbeiten)) as pool:
        found = list(pool.map(one, arbeiten))
    session().rollback()
    session().expire_all()
    return found


def angenommen(answers):
    return sum(not isinstance(answer, Obstructed) for answer in answers)


def im_verlauf(akt):
    return session().query(Ereignis).filter_by(akt=akt).count()


def test_von_acht_die_die_sitzung_eroeffnen_gewinnt_eine(app, welt, kora):
    """C2 P0: exactly one applied, one entry in the trail."""
    kennung, wer = eingeladene_sitzung(welt).id, kora.id

    answers = zugleich(
        app, [lambda s: workflow.sitzungen.eroeffnen(s.get_one(Sitzung, kennung), s.get_one(Person, wer))] * 8
    )

    assert (angenommen(answers), im_verlauf("sitzung.eroeffnen")) == (1, 1)
    assert session().get_one(Sitzung, kennung).status is S.LAUFEND


def test_von_acht_die_denselben_punkt_aufrufen_gewinnt_eine(app, welt, kora):
    """C2 P0."""
    kennung, wer = laufende_sitzung(welt).tops[0].id, kora.id

    answers = zugleich(
        app, [lambda s: workflow.moderation.aufrufen(s.get_one(Top, kennung), s.get_one(Person, wer))] * 8
    )

    assert (angenommen(answers), im_verlauf("top.aufrufen")) == (1, 1)


def test_werden_zwei_punkte_zugleich_aufgerufen_laeuft_genau_einer(app, welt, kora):
    """C2 P0: two devices of the one who moderates; there is never more than one running item."""
    sitzung = laufende_sitzung(welt, tops=4)
    kennung, tops, wer = sitzung.id, [top.id for top in sitzung.tops], kora.id

    zugleich(
        app,
        [lambda s, t=t: workflow.moderation.aufrufen(s.get_one(Top, t), s.get_one(Person, wer)) for t in tops],
    )

    staende = [top.status for top in session().get_one(Sitzung, kennung).tops]
    assert sorted(staende) == sorted([T.AUFGERUFEN, *[T.ABGESCHLOSSEN] * 3])


def test_von_zweien_die_fuehren_wollen_fuehrt_am_ende_eine(app, welt, kora, mia):
    """C2 P0: whoever lost the remote is told who has it."""
    sitzung = laufende_sitzung(welt)
    kennung, top, leute = sitzung.id, sitzung.tops[0].id, (kora.id, mia.id)
    with transaction():
        sitzung.protokollfuehrung = mia

    def ruft_auf(who):
        return lambda s: workflow.moderation.aufrufen(s.get_one(Top, top), s.get_one(Person, who))

    def uebernimmt(s):
        workflow.moderation.moderation_uebernehmen(s.get_one(Sitzung, kennung), s.get_one(Person, leute[1]))

    answers = zugleich(app, [ruft_auf(leute[0]), ruft_auf(leute[0]), uebernimmt, uebernimmt])

    assert angenommen(answers[2:]) == 1
    assert session().get_one(Sitzung, kennung).moderation_id == leute[1]
    assert angenommen(answers[:2]) <= 1


def test_zweimal_vorgelegt_ist_eine_fassung(app, welt, kora):
    """C2 P0."""
    kennung, wer = sitzung_in_nachbereitung(welt).id, kora.id

    answers = zugleich(
        app, [lambda s: workflow.protokolle.vorlegen(s.get_one(Sitzung, kennung), s.get_one(Person, wer))] * 6
    )

    assert (angenommen(answers), session().query(Protokollfassung).count()) == (1, 1)


def test_zweimal_genehmigt_ist_einmal_genehmigt_auch_neben_der_uhr(app, welt, kora):
    """C2 P0, C7 P1: the Vorsitz, the Koordination and the timed command at once."""
    fassung = vorgelegtes_protokoll(welt)
    kennung, wer = fassung.sitzung_id, kora.id

    def genehmigen(s):
        workflow.protokolle.genehmigen(s.get_one(Sitzung, kennung), s.get_one(Person, wer))
        return 1

    with clock.turned_to(clock.now().replace(year=clock.now().year + 1)):
        answers = zugleich(app, [genehmigen, lambda s: workflow.protokolle.faellige_genehmigen()] * 3)

    assert sum(a for a in answers if not isinstance(a, Obstructed)) == 1
    assert im_verlauf("sitzung.genehmigen") == 1


def test_im_wettlauf_mit_dem_genehmigen_kommt_keine_einwendung_zu_spaet(app, welt, kora, mats):
    """C3 P0: an objection that was accepted is never approved over."""
    fassung = vorgelegtes_protokoll(welt)
    kennung, version, vorsitz, wer = fassung.sitzung_id, fassung.id, kora.id, mats.id
    with transaction():
        session().get_one(Sitzung, kennung).vorsitz_id = vorsitz

    def genehmigen(s):
        workflow.protokolle.genehmigen(s.get_one(Sitzung, kennung), s.get_one(Person, vorsitz))

    def erheben(s):
        workflow.einwendungen.erheben(s.get_one(Protokollfassung, version), s.get_one(Person, wer), absatz=1, text="X")

    answers = zugleich(app, [genehmigen, erheben])

    assert angenommen(answers) == 1


def test_auf_einen_stuhl_setzt_sich_genau_eine_person(app, welt, kora):
    """C2 P0: two people scan the same card."""
    kennung, sitz, wer = laufende_sitzung(welt).id, welt.sitz(JOBCENTER).id, kora.id

    def setzen(n):
        def work(s):
            return workflow.tischkarten.am_tisch_anmelden(
                s.get_one(Sitzung, kennung),
                s.get_one(Person, wer),
                sitz=s.get_one(Sitz, sitz),
                name=f"Gast {n}",
                funktion="Leitung",
                mail=f"gast{n}@musterkreis.example",
            )

        return work

    answers = zugleich(app, [setzen(n) for n in range(6)])

    assert angenommen(answers) == 1
    assert session().query(Anwesenheit).count() == 1
    assert session().query(Besetzung).filter_by(sitzung_id=kennung).count() == 1
    assert session().query(Person).filter(Person.name.like("Gast %")).count() == 1


def _browser_zugleich(app, requests):
    """Raw requests at once; their status."""
    start = Barrier(len(requests))

    def one(request):
        start.wait()
        return request()

    session().rollback()
    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(one, requests))


def test_eine_notiz_die_eben_jemand_loeschte_ist_kein_absturz(app, welt, kora):
    """I2 P0, C2 P0: eight times the same button on two screens; one is done, the rest hear that it is gone."""
    notiz = neue_notiz(welt, aufgerufener_top(welt))
    weg = f"/sitzungen/{notiz.sitzung.nummer}/notizen/{notiz.id}/loeschen"
    offen = [Browser(app, kora) for _ in range(8)]
    daten = [(b, {"csrf_token": b._token(), "marke": f"m{n}"}) for n, b in enumerate(offen)]

    staende = _browser_zugleich(app, [lambda b=b, d=d: b.client.post(weg, data=d).status_code for b, d in daten])

    assert staende.count(303) == 1
    assert set(staende) <= {303, 404, 409}
    assert session().query(Notiz).count() == 0


def test_dieselbe_zeile_zweimal_gesendet_ist_eine_zeile(app, welt, kora):
    """A10 P0: the queue of a page that lost its network sends what the server may have heard already."""
    top = aufgerufener_top(welt)
    weg = f"/sitzungen/{top.sitzung.nummer}/moderation/zeile"
    b = Browser(app, kora)
    daten = {"csrf_token": b._token(), "marke": "einmal", "top": top.id, "art": "information", "text": "Nur einmal."}

    staende = _browser_zugleich(app, [lambda: b.client.post(weg, data=daten).status_code] * 6)

    assert set(staende) == {303}
    assert session().query(Notiz).count() == 1


def test_die_karte_die_zwei_zugleich_absenden_ist_kein_absturz(app, welt):
    """I2 P0, C2 P0: the same over the page, the same address from two cards included."""
    sitzung = laufende_sitzung(welt)
    wege = [
        f"/tisch/{sitzung.nummer}/{sitz.id}/{wandzeichen.tisch(sitzung, sitz)}"
        for sitz in (welt.sitz(JOBCENTER), welt.sitz("Ausländerbehörde Musterkreis"))
    ]
    daten = []
    for n in range(6):
        b = Browser(app, None)
        gast = {"name": f"Gast {n}", "funktion": "Leitung", "mail": "gast@musterkreis.example"}
        daten.append((b, wege[n % 2], gast | {"csrf_token": b._token()}))

    staende = _browser_zugleich(app, [lambda b=b, w=w, d=d: b.client.post(w, data=d).status_code for b, w, d in daten])

    assert sorted(staende) == [303, *[409] * 5]
    assert session().query(Person).filter_by(mail="gast@musterkreis.example").count() == 1
