"""Minutes for tests, made with the acts."""

from datetime import timedelta
from typing import Any

from kimflow import clock, queries, workflow
from kimflow.db import transaction
from kimflow.models import Einwendung, Notizart, Protokollfassung, Sitzung, Topart
from tests.bauen.sitzungen import laufende_sitzung, neuer_top
from tests.besetzung import Welt


def sitzung_in_nachbereitung(
    welt: Welt, sitzung: Sitzung | None = None, notiz: str = "Der Bericht lag vor."
) -> Sitzung:
    """A meeting that is over, with one item about which there is a note."""
    kora = welt.person("Kora")
    sitzung = sitzung or neuer_top(welt, titel="Bericht", art=Topart.INFORMATION).sitzung
    laufende_sitzung(welt, sitzung)
    top = sitzung.tops[0]
    with transaction():
        workflow.moderation.aufrufen(top, kora)
        if notiz:
            workflow.notizen.schreiben(top, kora, art=Notizart.INFORMATION, text=notiz)
    with transaction():
        workflow.sitzungen.schliessen(sitzung, kora)
    return sitzung


def vorgelegtes_protokoll(welt: Welt, sitzung: Sitzung | None = None) -> Protokollfassung:
    """A version that may be objected to."""
    sitzung = sitzung or sitzung_in_nachbereitung(welt)
    with transaction():
        workflow.protokolle.vorlegen(sitzung, welt.person("Kora"))
    return neueste(sitzung)


def zweite_fassung(welt: Welt) -> Protokollfassung:
    """Laid before the body again, after the first version was taken back."""
    sitzung, kora = vorgelegtes_protokoll(welt).sitzung, welt.person("Kora")
    with transaction():
        workflow.protokolle.ueberarbeiten(sitzung, kora, begruendung="Ein Satz fehlte.")
        workflow.protokolle.niederschreiben(sitzung.tops[0], kora, niederschrift="Mats fragt nach den Kosten.")
        workflow.protokolle.vorlegen(sitzung, kora)
    return neueste(sitzung)


def neueste(sitzung: Sitzung) -> Protokollfassung:
    """The latest version of the minutes of this meeting."""
    found = queries.protokolle.neueste(sitzung.id)
    assert found is not None
    return found


def genehmigtes_protokoll(welt: Welt, sitzung: Sitzung | None = None) -> Protokollfassung:
    """Approved because nobody objected in time."""
    return genehmigen(welt, vorgelegtes_protokoll(welt, sitzung))


def genehmigen(welt: Welt, fassung: Protokollfassung) -> Protokollfassung:
    """The period is over and Kora approves."""
    with clock.turned_to(clock.now() + timedelta(days=15)), transaction():
        workflow.protokolle.genehmigen(fassung.sitzung, welt.person("Kora"))
    return fassung


def neue_einwendung(welt: Welt, fassung: Protokollfassung | None = None, wer: str = "Mats", **kw: Any) -> Einwendung:
    """To the first paragraph."""
    fassung = fassung or vorgelegtes_protokoll(welt)
    angaben = {"absatz": 1, "text": "Der Ort stimmt nicht."}
    with transaction():
        return workflow.einwendungen.erheben(fassung, welt.person(wer), **(angaben | kw))
