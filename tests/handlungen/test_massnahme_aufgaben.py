"""What waits for somebody: Zusagen, Zeichnungen, Rückmeldungen, drafts, effects to check."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import transaction
from kimflow.models import Lage, MassnahmeStatus, ZielvereinbarungStatus
from tests.bauen.massnahmen import (
    in_tagen,
    laufende_massnahme,
    massnahme_im_stand,
    neue_massnahme,
    neuer_meilenstein,
)
from tests.bauen.zielvereinbarungen import (
    einreichbare_zielvereinbarung,
    zeichnen,
    zielvereinbarung_im_stand,
    zugestimmte_zielvereinbarung,
)

pytestmark = pytest.mark.beide


def gruppen(noun, person):
    return [aufgabe.gruppe for aufgabe in getattr(queries, noun).aufgaben(person)]


def test_um_eine_zusage_wird_gebeten_wer_fuer_das_haus_zeichnet(welt, mats, paul, zoe):
    massnahme = neue_massnahme(welt)

    assert [a.werte for a in queries.massnahmen.aufgaben(mats)] == [{"nummer": massnahme.nummer}]
    assert gruppen("massnahmen", paul) == gruppen("massnahmen", zoe) == []


def test_nach_einer_absage_wartet_niemand_auf_das_haus(welt, mats):
    massnahme = neue_massnahme(welt)
    with transaction():
        workflow.massnahmen.absagen(massnahme, mats, begruendung="Kein Personal.")

    assert gruppen("massnahmen", mats) == []


@pytest.mark.parametrize(("tage", "gruppe"), [(15, []), (14, ["Maßnahme fällig"]), (-3, ["Maßnahme fällig"])])
def test_faellige_meilensteine_stehen_auf_der_startseite(welt, paul, tage, gruppe):
    neuer_meilenstein(welt, laufende_massnahme(welt), in_=tage)

    assert gruppen("massnahmen", paul) == gruppe


@pytest.mark.parametrize(("tage", "gruppe"), [(60, []), (61, ["Rückmeldung geben"])])
def test_nach_sechzig_stillen_tagen_wird_um_eine_rueckmeldung_gebeten(welt, paul, tage, gruppe):
    laufende_massnahme(welt, frist=in_tagen(300))

    with clock.turned_to(clock.now() + timedelta(days=tage)):
        assert gruppen("massnahmen", paul) == gruppe


def test_die_koordination_sieht_was_zu_pruefen_ist_und_wer_hilfe_braucht(welt, kora, paul):
    hilfe = laufende_massnahme(welt)
    with transaction():
        workflow.massnahmen.rueckmeldung_geben(hilfe, paul, lage=Lage.HILFE, satz="Uns fehlt eine Zusage.")
    massnahme_im_stand(welt, MassnahmeStatus.UMGESETZT)
    massnahme_im_stand(welt, MassnahmeStatus.RUHT)

    assert gruppen("massnahmen", kora) == ["Hilfe nötig"]
    with clock.turned_to(clock.now() + timedelta(days=31)):
        assert gruppen("massnahmen", kora) == ["Hilfe nötig", "Wirkung prüfen", "Maßnahme wieder aufnehmen"]


def test_wer_wieder_nach_plan_meldet_braucht_keine_hilfe_mehr(welt, kora, paul):
    massnahme = laufende_massnahme(welt)
    for lage in (Lage.HILFE, Lage.PLAN):
        with transaction():
            workflow.massnahmen.rueckmeldung_geben(massnahme, paul, lage=lage, satz="So steht es.")

    assert gruppen("massnahmen", kora) == []


def test_um_die_zeichnung_wird_gebeten_wer_noch_nicht_gezeichnet_hat(welt, mats, zoe):
    vereinbarung = zugestimmte_zielvereinbarung(welt)
    zeichnen(welt, vereinbarung, "Jobcenter")

    assert gruppen("zielvereinbarungen", mats) == []
    assert gruppen("zielvereinbarungen", zoe) == ["Zeichnung erbeten"]


def test_die_leitung_hat_ihre_entwuerfe_vor_sich_und_keine_fremden(welt, paula, petra, paul):
    einreichbare_zielvereinbarung(welt)
    zielvereinbarung_im_stand(welt, ZielvereinbarungStatus.UEBERARBEITUNG)

    found = [(a.gruppe, a.frist) for a in queries.zielvereinbarungen.aufgaben(paula)]
    assert ("Zielvereinbarung einreichen", None) in found
    assert ("Zielvereinbarung überarbeiten", in_tagen(30)) in found
    assert gruppen("zielvereinbarungen", petra) == gruppen("zielvereinbarungen", paul) == []
