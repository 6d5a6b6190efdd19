"""Decisions in the minutes: wording, how it was taken, what it does, who was missing, what was corrected."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from kimflow.models import Beschluss, Beschlusswirkung, Sitzung
from kimflow.permissions import Permission
from kimflow.queries.niederschrift import teilnahme
from kimflow.queries.niederschrift.laden import Spur
from kimflow.queries.niederschrift.worte import MODI, absatz, aufzaehlung, datum, liste, uhrzeit, zeile, zitat
from kimflow.saetze import als_satz

P = Permission

# What each act of the Lenkungsgruppe does, in the words of minutes; what was given with it follows.
WIRKUNGEN: dict[str, str] = {
    P.THEMA_PRIORISIEREN: "priorisiert",
    P.THEMA_BEAUFTRAGEN: "an ‹eine Projektgruppe:akk› gegeben",
    P.THEMA_VEREINBAREN: "Maßnahmen vereinbart",
    P.THEMA_ZURUECKSTELLEN: "in den Themenspeicher zurückgestellt",
    P.THEMA_NICHT_WEITERVERFOLGEN: "wird nicht weiterverfolgt",
    P.THEMA_ERLEDIGEN: "erledigt",
    P.THEMA_BEENDEN: "beendet",
    # In exchange for what a full Projektgruppe took on.
    P.THEMA_RUHEN_LASSEN: "ruht",
    P.ZIELVEREINBARUNG_ZUSTIMMEN: "zugestimmt",
    P.ZIELVEREINBARUNG_UEBERARBEITEN: "wird überarbeitet",
    P.ZIELVEREINBARUNG_OHNE_PARTEI_IN_KRAFT_SETZEN: "tritt ohne die fehlenden Parteien in Kraft",
    P.ZIELVEREINBARUNG_NICHT_ZUSTIMMEN: "nicht zugestimmt",
}


def beschluss(decision: Beschluss, sitzung: Sitzung, spur: Spur) -> Iterator[str]:
    """The paragraphs about one Beschluss."""
    yield f"**Beschluss {decision.nummer}** ({_modus(decision)}):"
    yield zitat(decision.wortlaut)
    if decision.ersetzt:
        yield f"Er ersetzt den Beschluss {decision.ersetzt.nummer}."
    if decision.bedenken:
        yield f"Bedenken und Einwände: {absatz(decision.bedenken)}"
    if decision.abweichung:
        yield f"Anders beschlossen als abgestimmt: {absatz(decision.abweichung)}"
    if decision.vorbehalt and decision.vorbehalt_bis:
        yield f"Unter Gremienvorbehalt: {zeile(decision.vorbehalt)}, offen bis {datum(decision.vorbehalt_bis)}."
    if decision.wirkungen:
        yield "Damit gilt:"
        yield liste(wirkung(effect, spur) for effect in decision.wirkungen)
    yield from _fehlten(decision, sitzung, spur)
    yield from _berichtigungen(decision)


def _modus(decision: Beschluss) -> str:
    words = MODI[decision.modus]
    return f"{words} {decision.abstimmung.nummer}" if decision.abstimmung else words


def wirkung(effect: Beschlusswirkung, spur: Spur) -> str:
    """What a Beschluss did to one thing, with the particulars it gave."""
    return f"{zeile(str(effect.gegenstand))}: {', '.join([WIRKUNGEN[effect.akt], *_angaben(spur.angaben(effect))])}"


def _angaben(given: dict[str, Any]) -> Iterator[str]:
    if "rang" in given:
        yield f"Rang {given['rang']}"
    for name, word in (("frist", "Frist"), ("wiedervorlage", "Wiedervorlage"), ("bis", "bis")):
        if name in given:
            yield f"{word} {datum(date.fromisoformat(given[name]))}"


def _fehlten(decision: Beschluss, sitzung: Sitzung, spur: Spur) -> Iterator[str]:
    moment = _moment(decision, spur)
    if moment is None or not sitzung.anwesenheiten:
        return
    missing = teilnahme.fehlende(sitzung, moment)
    if missing:
        yield als_satz(f"Nicht vertreten bei diesem Beschluss: {aufzaehlung([zeile(name) for name in missing])}")
    else:
        yield "Bei diesem Beschluss waren alle stimmberechtigten Sitze vertreten."
    if teilnahme.wird_verlangt() and not teilnahme.war_beschlussfaehig(sitzung, moment):
        yield "Das Gremium war bei diesem Beschluss nicht beschlussfähig."


def _moment(decision: Beschluss, spur: Spur) -> datetime | None:
    """When it was decided: as the round was closed, else as it was recorded."""
    closed = decision.abstimmung.geschlossen_am if decision.abstimmung else None
    return closed or spur.gefasst.get(decision.id)


def _berichtigungen(decision: Beschluss) -> Iterator[str]:
    later = [*(b.wortlaut_vorher for b in decision.berichtigungen[1:]), decision.wortlaut]
    for correction, after in zip(decision.berichtigungen, later, strict=False):
        when = f"{datum(correction.berichtigt_am)}, {uhrzeit(correction.berichtigt_am)} Uhr"
        yield f"Berichtigt am {when}, von {zeile(correction.person.name)}: {absatz(correction.begruendung)}"
        yield f"Vorher:\n\n{zitat(correction.wortlaut_vorher)}"
        yield f"Nachher:\n\n{zitat(after)}"
