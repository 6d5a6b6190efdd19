"""What the tables read, on both databases: visible rows, orders, filters, columns."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import transaction
from kimflow.models import Lage, Stand, ZielvereinbarungStatus
from kimflow.queries.massnahmen import SORTIERUNGEN, Massnahmenfilter
from kimflow.queries.zielvereinbarungen import Vereinbarungsfilter
from tests.bauen.massnahmen import in_tagen, laufende_massnahme, neue_massnahme, neuer_meilenstein
from tests.bauen.sitzungen import neue_sitzung
from tests.bauen.zielvereinbarungen import einreichbare_zielvereinbarung, zeichnen, zugestimmte_zielvereinbarung

pytestmark = pytest.mark.beide


def titel(person, **kw):
    return [zeile.titel for zeile in queries.massnahmen.liste(person, Massnahmenfilter(**kw)).zeilen]


def drei(welt):
    """Three with dates, Rückmeldungen and names in three different orders."""
    a = laufende_massnahme(welt, titel="Alpha", frist=in_tagen(90))
    b = laufende_massnahme(welt, titel="Beta", frist=None)
    c = laufende_massnahme(welt, titel="Gamma", frist=in_tagen(60))
    neuer_meilenstein(welt, a, in_=10)
    for massnahme, tage in ((a, 3), (c, 1)):
        with clock.turned_to(clock.now() + timedelta(days=tage)), transaction():
            workflow.massnahmen.rueckmeldung_geben(massnahme, welt.person("Paul"), lage=Lage.PLAN, satz="Läuft.")
    return a, b, c


@pytest.mark.parametrize(
    ("sortierung", "folge"),
    [
        ("termin", ["Alpha", "Gamma", "Beta"]),
        ("", ["Alpha", "Gamma", "Beta"]),
        ("titel", ["Alpha", "Beta", "Gamma"]),
        ("rueckmeldung", ["Beta", "Gamma", "Alpha"]),
        ("nummer", ["Alpha", "Beta", "Gamma"]),
        ("neueste", ["Gamma", "Beta", "Alpha"]),
        ("institution", ["Alpha", "Beta", "Gamma"]),
    ],
)
@pytest.mark.parametrize("gruppe", ["", "institution"])
def test_jede_sortierung_stellt_was_kein_datum_hat_an_ihr_ende(welt, kora, sortierung, folge, gruppe):
    drei(welt)

    assert titel(kora, sortierung=sortierung, gruppe=gruppe) == folge
    assert sortierung in SORTIERUNGEN or not sortierung


def test_eine_zeile_traegt_den_naechsten_schritt_und_die_letzte_rueckmeldung(welt, kora, paul):
    massnahme = laufende_massnahme(welt)
    neuer_meilenstein(welt, massnahme, in_=40, titel="Später")
    bald = neuer_meilenstein(welt, massnahme, in_=10, titel="Bald")
    for tage, lage in ((0, Lage.PLAN), (1, Lage.HILFE)):
        with clock.turned_to(clock.now() + timedelta(days=tage)), transaction():
            workflow.massnahmen.rueckmeldung_geben(massnahme, paul, lage=lage, satz="So steht es.")
    with transaction():
        workflow.massnahmen.meilenstein_verschieben(
            massnahme, paul, meilenstein=bald, geplant_am=in_tagen(12), begruendung="Krankheit"
        )

    zeile = queries.massnahmen.liste(kora, Massnahmenfilter()).zeilen[0]

    assert (zeile.meilenstein, zeile.naechster_termin, zeile.verschiebungen) == ("Bald", in_tagen(12), 1)
    assert (zeile.lage, clock.local(zeile.rueckmeldung_am).date()) == (Lage.HILFE, in_tagen(1))
    assert (zeile.beschluss, zeile.institution_kurz) == (massnahme.beschluss.nummer, "Jobcenter")


def test_die_suche_nimmt_zeichen_woertlich(welt, kora):
    """I6 P0: what was typed is text, not a pattern."""
    laufende_massnahme(welt, titel="Zu 100% digital")
    laufende_massnahme(welt, titel="Öffentliche Übersicht")

    assert titel(kora, suche="100%") == ["Zu 100% digital"]
    assert titel(kora, suche="ÜBERSICHT") == ["Öffentliche Übersicht"]
    assert titel(kora, suche="' OR 1=1 --") == []


def test_wer_nur_liest_liest_nur_beschlossenes(welt, kora, lena, ada):
    """D5 P0: one road to each row."""
    neue_massnahme(welt, titel="Vorschlag")
    laufende_massnahme(welt, titel="Beschlossen")

    assert set(titel(kora)) == {"Vorschlag", "Beschlossen"}
    assert titel(lena) == ["Beschlossen"]
    assert titel(ada) == []


def test_die_liste_der_zielvereinbarungen_zaehlt_gueltige_zeichnungen(welt, kora, lena):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung, "Jobcenter")
    einreichbare_zielvereinbarung(welt)

    zeilen = queries.zielvereinbarungen.liste(kora, Vereinbarungsfilter()).zeilen
    assert [(z.noetig, z.gezeichnet) for z in zeilen] == [(3, 0), (3, 1)]
    nur_entwurf = Vereinbarungsfilter(status=ZielvereinbarungStatus.ENTWURF.value, suche="lücke")
    assert len(queries.zielvereinbarungen.liste(kora, nur_entwurf).zeilen) == 1
    assert len(queries.zielvereinbarungen.liste(lena, Vereinbarungsfilter()).zeilen) == 1


# --- what stands beside the rows ----------------------------------------------------------------------------------


def test_die_worte_der_filter_kommen_aus_den_massnahmen_und_die_sitzungen_aus_den_sichtbaren(welt, kora, paul):
    massnahme = laufende_massnahme(welt)
    with transaction():
        workflow.massnahmen.stand_melden(massnahme, kora, kommune=welt.kommune(), stand=Stand.LAEUFT)
    sitzung = neue_sitzung(welt)

    worte = queries.massnahmen.filterworte(kora)

    assert [text for _, text in worte.optionen["institution"]] == ["Jobcenter"]
    assert [text for _, text in worte.optionen["kommune"]] == [welt.kommune().name]
    assert "zielvereinbarung" not in worte.optionen
    assert (worte.naechste_sitzung, worte.letzte_sitzung) == (sitzung.beginn, None)
    assert queries.massnahmen.filterworte(paul).naechste_sitzung is None


def test_gezaehlt_wird_je_tag_und_was_nicht_laeuft_fuer_sich(welt, kora):
    for frist in (5, 5, -3, None):
        laufende_massnahme(welt, frist=None if frist is None else in_tagen(frist))
    neue_massnahme(welt, frist=in_tagen(5))

    zahlen = queries.massnahmen.termine(kora, Massnahmenfilter())

    assert set(zahlen) == {
        (True, in_tagen(5), 2), (True, in_tagen(-3), 1), (True, None, 1), (False, in_tagen(5), 1),
    }  # fmt: skip


def test_beiwerk_gehoert_zu_den_gefilterten_und_nur_zu_ihnen(welt, kora, paul):
    massnahme, andere = laufende_massnahme(welt, titel="Gesucht"), laufende_massnahme(welt, titel="Anderes")
    for one in (massnahme, andere):
        neuer_meilenstein(welt, one, in_=10)
        with transaction():
            workflow.massnahmen.rueckmeldung_geben(one, paul, lage=Lage.PLAN, satz=f"Zu {one.titel}.")
            workflow.massnahmen.stand_melden(one, kora, kommune=welt.kommune(), stand=Stand.LAEUFT)
    filter = Massnahmenfilter(suche="Gesucht")

    assert list(queries.massnahmen.schritte(kora, filter)) == [massnahme.id]
    assert queries.massnahmen.letzte_saetze(kora, filter) == {massnahme.id: "Zu Gesucht."}
    assert queries.massnahmen.merkmale(kora, replace(filter, gruppe="kommune")) == {massnahme.id: ["Seestadt"]}
    assert set(queries.massnahmen.merkmale(kora, replace(filter, gruppe="schnittstelle"))) <= {massnahme.id}
    assert queries.massnahmen.merkmale(kora, replace(filter, gruppe="foerdertopf")) == {}
    assert queries.massnahmen.verlaeufe(kora, filter) == [(clock.today(), None)]


def test_seit_einem_zeitpunkt_geaendert_und_fuer_die_sitzung(welt, kora):
    with clock.turned_to(clock.now() - timedelta(days=60)):
        laufende_massnahme(welt, titel="Alt")
        spaeter = laufende_massnahme(welt, titel="Später umgesetzt")
    seit = clock.now() - timedelta(days=30)
    with transaction():
        workflow.massnahmen.umsetzen(spaeter, kora, nachweis="Bogen", wirkungspruefung_am=in_tagen(90))

    assert titel(kora, sicht="geaendert", seit=seit) == ["Später umgesetzt"]
    assert set(titel(kora, sicht="sitzung", seit=seit)) == {"Alt", "Später umgesetzt"}
    assert titel(kora, sicht="sitzung", seit=clock.now() + timedelta(days=2)) == ["Alt"]
