"""What the minutes say about earlier meetings: the last minutes, and tasks that were still open when it ended."""

from datetime import timedelta

import pytest

from kimflow import clock, queries, workflow
from kimflow.db import transaction
from kimflow.models import Topart
from tests.bauen.auftraege import angenommener_auftrag
from tests.bauen.protokolle import genehmigtes_protokoll, sitzung_in_nachbereitung, vorgelegtes_protokoll
from tests.bauen.sitzungen import laufender_top, neue_sitzung, neuer_top


def in_tagen(welt, tage):
    """A later meeting of the same body with one item."""
    meeting = neue_sitzung(welt, beginn=clock.now() + timedelta(days=28 + tage))
    neuer_top(welt, meeting, titel="Danach", art=Topart.INFORMATION)
    return meeting


def test_die_erste_sitzung_blickt_auf_nichts_zurueck(welt):
    text = queries.niederschrift.niederschrift(sitzung_in_nachbereitung(welt))

    assert "## Tagesordnung\n\n- TOP 1: Bericht" in text
    assert "letzten Sitzung" not in text
    assert "Offene Aufträge" not in text


@pytest.mark.parametrize("genehmigt", [False, True])
def test_das_letzte_protokoll_ist_genehmigt_oder_nicht(welt, genehmigt):
    before = (genehmigtes_protokoll if genehmigt else vorgelegtes_protokoll)(welt)
    approved = "ist seit dem" if genehmigt else "war noch nicht genehmigt."

    text = queries.niederschrift.niederschrift(in_tagen(welt, 1))

    assert "## Protokoll der letzten Sitzung\n\nDas Protokoll der Sitzung" in text
    assert f"{before.sitzung.nummer} vom" in text
    assert approved in text


def test_was_spaeter_genehmigt_oder_erledigt_wird_aendert_ein_frueheres_protokoll_nicht(welt, kora, finn):
    """A correction writes the minutes anew: they still say how it was when the meeting ended."""
    top = laufender_top(welt, titel="Schulen", art=Topart.BERATUNG)
    task = angenommener_auftrag(welt, top)
    with transaction():
        workflow.sitzungen.schliessen(top.sitzung, kora)
    vorgelegtes_protokoll(welt, top.sitzung)
    later = sitzung_in_nachbereitung(welt, in_tagen(welt, 1))
    text = queries.niederschrift.niederschrift(later)
    assert "war noch nicht genehmigt." in text
    line = f"- {top.sitzung.nummer}, TOP 1: Die Schulen fragen. (verantwortlich: Finn; ohne Termin)"
    assert f"## Offene Aufträge aus früheren Sitzungen\n\n{line}" in text

    with clock.turned_to(clock.now() + timedelta(days=20)), transaction():
        workflow.protokolle.genehmigen(top.sitzung, kora)
        workflow.auftraege.erledigen(task, finn, ergebnis="Alle haben geantwortet.")

    assert queries.niederschrift.niederschrift(later) == text
    assert "Offene Aufträge" not in queries.niederschrift.niederschrift(in_tagen(welt, 30))


def test_das_protokoll_verweist_auf_den_punkt_der_das_letzte_genehmigt(welt, kora):
    before = vorgelegtes_protokoll(welt).sitzung
    meeting = in_tagen(welt, 1)
    with transaction():
        meeting.tops[0].protokoll_von = before

    assert f"Protokoll der Sitzung {before.nummer} vom" in (text := queries.niederschrift.niederschrift(meeting))
    assert ": siehe TOP 1." in text
