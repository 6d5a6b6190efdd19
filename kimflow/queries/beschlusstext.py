"""The certified copy of one Beschluss in Markdown: what was decided, by whom, and what became of it."""

from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import select

from kimflow.db import session
from kimflow.models import Beschluss, Protokollfassung
from kimflow.queries import ergebnisse
from kimflow.queries.beschluesse import ersetzt_durch
from kimflow.queries.niederschrift.beschluesse import wirkung
from kimflow.queries.niederschrift.laden import spur_von
from kimflow.queries.niederschrift.worte import (
    MODI,
    absatz,
    aufzaehlung,
    datum,
    freitext,
    liste,
    uhrzeit,
    zeile,
    zitat,
)


def ausfertigung(beschluss: Beschluss) -> str:
    """Of a Beschluss loaded by beschluesse.ganz(): it says the same to everybody who sees the Beschluss."""
    return "\n\n".join(_absaetze(beschluss))


def _absaetze(beschluss: Beschluss) -> Iterator[str]:
    yield f"# Beschluss {beschluss.nummer}"
    yield liste(_eckdaten(beschluss))
    yield "## Wortlaut"
    yield freitext(beschluss.wortlaut)
    if later := ersetzt_durch(beschluss):
        yield f"**Dieser Beschluss wurde ersetzt durch {aufzaehlung(later)}.**"
    yield "## Wie er zustande kam"
    yield from _zustandegekommen(beschluss)
    yield "## Was daraus folgt"
    spur = spur_von([beschluss])
    effects = [wirkung(effect, spur) for effect in beschluss.wirkungen]
    yield liste(effects) if effects else "Er ändert keinen Stand eines Themas oder einer Zielvereinbarung."
    if beschluss.berichtigungen:
        yield "## Berichtigungen"
        yield from _berichtigungen(beschluss)
    yield "## Beglaubigung"
    yield _protokoll(beschluss)
    yield f"Prüfsumme des Wortlauts (SHA-256): {sha256(beschluss.wortlaut.encode()).hexdigest()}"
    yield "Für die Richtigkeit der Ausfertigung"


def _eckdaten(beschluss: Beschluss) -> Iterator[str]:
    yield f"**Gremium:** {zeile(beschluss.gremium.name)}"
    yield f"**Gefasst am:** {datum(beschluss.gefasst_am)}"
    if beschluss.top:
        top = beschluss.top
        meeting = f"{top.sitzung.nummer} vom {datum(top.sitzung.beginn)}"
        yield f"**Sitzung:** {meeting}, TOP {top.position}: {zeile(top.titel)}"
    elif beschluss.abstimmung and beschluss.abstimmung.ist_umlauf:
        yield f"**Umlauf:** {beschluss.abstimmung.nummer}"
    if beschluss.nacherfasst:
        yield f"**Nacherfasst aus:** {zeile(beschluss.quelle)}"
    if beschluss.ersetzt:
        yield f"**Ersetzt:** Beschluss {beschluss.ersetzt.nummer} vom {datum(beschluss.ersetzt.gefasst_am)}"


def _zustandegekommen(beschluss: Beschluss) -> Iterator[str]:
    number = f" {beschluss.abstimmung.nummer}" if beschluss.abstimmung else ""
    yield f"Gefasst wurde er {MODI[beschluss.modus]}{number}."
    result = ergebnisse.ergebnis(beschluss.abstimmung) if beschluss.abstimmung else None
    if result:
        yield f"**Ergebnis:** {zeile(result.satz)}"
        if result.gleichstand_entscheidung:
            yield f"Entscheidung des Vorsitzes: {zeile(result.gleichstand_entscheidung)}"
    if beschluss.abweichung:
        yield f"Anders beschlossen als abgestimmt: {absatz(beschluss.abweichung)}"
    if beschluss.bedenken:
        yield f"Bedenken und Einwände: {absatz(beschluss.bedenken)}"
    if beschluss.vorbehalt and beschluss.vorbehalt_bis:
        yield f"Unter Gremienvorbehalt: {zeile(beschluss.vorbehalt)}, offen bis {datum(beschluss.vorbehalt_bis)}."


def _berichtigungen(beschluss: Beschluss) -> Iterator[str]:
    for correction in beschluss.berichtigungen:
        when = f"{datum(correction.berichtigt_am)}, {uhrzeit(correction.berichtigt_am)} Uhr"
        yield f"Berichtigt am {when}: {absatz(correction.begruendung)} Vorher lautete er:"
        yield zitat(correction.wortlaut_vorher)


def _protokoll(beschluss: Beschluss) -> str:
    """Whether the minutes that hold it are final; they are what counts."""
    if beschluss.top is None:
        return "Er steht in keinem Protokoll einer Sitzung."
    approved = session().scalars(
        select(Protokollfassung)
        .where(Protokollfassung.sitzung_id == beschluss.top.sitzung_id, Protokollfassung.genehmigt_am.is_not(None))
        .order_by(Protokollfassung.fassung.desc())
        .limit(1)
    )
    version = approved.first()
    which = f"Das Protokoll der Sitzung {beschluss.top.sitzung.nummer}"
    if version is None or version.genehmigt_am is None:
        return f"{which} ist noch nicht genehmigt."
    return f"{which} ist genehmigt: Fassung {version.fassung}, am {datum(version.genehmigt_am)}."
