"""What „Meine Sitzung“ reads, on both databases: what happened since, what is open now, whose ballots."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import transaction
from kimflow.models import Beschluss, Sitzung, Stimmwort
from tests.bauen.abstimmungen import offene_abstimmung, stimmen, zustimmung
from tests.bauen.beschluesse import neuer_beschluss
from tests.bauen.saal import laufende_sitzung
from tests.bauen.sitzungen import eingeladene_sitzung, neue_sitzung, neuer_top
from tests.bauen.themen import vorgelegtes_thema
from tests.bauen.wortmeldungen import neue_wortmeldung
from tests.besetzung import Welt

pytestmark = pytest.mark.beide

JOBCENTER = "Jobcenter Musterkreis"


def gehaltene_sitzung(welt: Welt, vor_tagen: int) -> tuple[Sitzung, Beschluss]:
    """A meeting some days ago in which something was decided."""
    damals, kora = clock.now() - timedelta(days=vor_tagen), welt.person("Kora")
    with clock.turned_to(damals - timedelta(days=20)):
        sitzung = neue_sitzung(welt, beginn=damals)
        top = neuer_top(welt, sitzung)
        eingeladene_sitzung(welt, sitzung)
    with clock.turned_to(damals):
        with transaction():
            workflow.sitzungen.eroeffnen(sitzung, kora)
        beschluss = neuer_beschluss(welt, top)
        with transaction():
            workflow.sitzungen.schliessen(sitzung, kora)
    return sitzung, beschluss


def test_seit_der_letzten_sitzung_steht_zuerst_was_beschlossen_wurde(welt, mats):
    gehaltene_sitzung(welt, 90)
    letzte, beschluss = gehaltene_sitzung(welt, 30)
    naechste = eingeladene_sitzung(welt)
    thema = vorgelegtes_thema(welt, top=naechste.tops[0], titel="Wohnen")

    tag, neues = queries.meine_sitzung.seit_der_letzten(naechste, mats)

    assert tag == clock.local(letzte.beginn).date()
    assert [(n.art, n.nummer, n.wie) for n in neues] == [
        ("beschluss", beschluss.nummer, ""),
        ("thema", thema.nummer, "vorgelegt"),
    ]
    assert neues[1].am == clock.now().date()


def test_vor_der_ersten_sitzung_gibt_es_nichts_neues(welt, mats):
    assert queries.meine_sitzung.seit_der_letzten(eingeladene_sitzung(welt), mats) == (None, [])


def test_wer_nichts_mit_themen_zu_tun_hat_erfaehrt_auch_hier_nichts(welt, ada):
    """D3 P0."""
    gehaltene_sitzung(welt, 30)
    naechste = eingeladene_sitzung(welt)
    vorgelegtes_thema(welt, top=naechste.tops[0])

    _, neues = queries.meine_sitzung.seit_der_letzten(naechste, ada)

    assert {n.art for n in neues} == {"beschluss"}


def test_im_saal_stehen_offene_runden_mit_beteiligung_und_die_haende(welt):
    abstimmung = offene_abstimmung(welt, zustimmung(welt))
    sitzung = abstimmung.top.sitzung
    hand = neue_wortmeldung(welt, "Mia", sitzung)
    stimmen(welt, abstimmung, "Mats", JOBCENTER, wort=Stimmwort.ZUSTIMMUNG)

    saal = queries.meine_sitzung.saal_von(sitzung)

    assert [(r.nummer, r.abgegeben, r.berechtigt) for r in saal.runden] == [(abstimmung.nummer, 1, 2)]
    assert list(saal.haende) == [(hand.id, welt.person("Mia").id)]


def test_eigene_zettel_sind_die_der_offenen_runden_dieser_sitzung(welt, mats, bert):
    abstimmung = offene_abstimmung(welt, zustimmung(welt), endet_am=clock.now() + timedelta(minutes=10))
    offene_abstimmung(welt, zustimmung(welt))
    sitzung = abstimmung.top.sitzung

    eigene = queries.meine_sitzung.zettel(sitzung.id, mats)

    assert [(z.runde, z.sitz, z.abgegeben) for z in eigene] == [(abstimmung.nummer, JOBCENTER, False)]
    assert queries.meine_sitzung.zettel(sitzung.id, bert) == []
    with clock.turned_to(clock.now() + timedelta(minutes=11)):
        assert queries.meine_sitzung.zettel(sitzung.id, mats) == []


def test_am_tisch_ist_nur_wer_mit_einer_karte_kam(welt, kora):
    sitzung = laufende_sitzung(welt)
    assert queries.tischkarten.am_tisch(sitzung) == []
    with transaction():
        workflow.tischkarten.am_tisch_anmelden(
            sitzung, kora, sitz=welt.sitz(JOBCENTER), name="Gunnar", funktion="Leitung", mail="g@musterkreis.example"
        )

    assert [b.person.name for b in queries.tischkarten.am_tisch(sitzung)] == ["Gunnar"]
    assert queries.tischkarten.am_tisch(eingeladene_sitzung(welt)) == []
