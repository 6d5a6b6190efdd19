"""What the tables read, on both databases: visible rows, orders, filters, columns."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import transaction
from kimflow.models import Lage, ZielvereinbarungStatus
from kimflow.queries.massnahmen import SORTIERUNGEN, Massnahmenfilter
from kimflow.queries.zielvereinbarungen import Vereinbarungsfilter
from tests.bauen.massnahmen import in_tagen, laufende_massnahme, neue_massnahme, neuer_meilenstein
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
