"""An import from its upload to its end, in portions that a request can carry.

One writer at a time: while an import writes, nobody can vote. So up to SOFORT rows are written at once, all or
nothing; more of them PORTION by PORTION, each of them all or nothing, and only once every row of the file has been
judged. Each portion is judged anew under the lock and refused if it would do anything else than was shown.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update

from kimflow import clock, queries
from kimflow.db import session
from kimflow.models import Importlauf, Importphase, Importzeile, Person
from kimflow.workflow.acts import Obstructed
from kimflow.workflow.importe.art import Art
from kimflow.workflow.importe.arten import ARTEN, familie
from kimflow.workflow.importe.befunde import HINDERT, SCHREIBT, Befund, Stand, Zuordnung
from kimflow.workflow.importe.pruefung import art_der_zeile, pruefen
from kimflow.workflow.importe.uebernahme import HOECHSTENS_GRUENDE, Ergebnis, duerfen, schreiben
from kimflow.workflow.importe.zeilen import Blatt, Dateizeile

SOFORT = 500
"""Rows that are written in one transaction: some five seconds."""
PORTION = 200
PRUEFPORTION = 1_000
"""Rows judged by one request; judging writes nothing of theirs and takes a tenth of the time."""
OFFENE = 5
"""Imports a person can have on the way."""


def beginnen(art: Art, person: Person, dateiname: str, blatt: Blatt) -> Importlauf:
    """Keep the rows of a file until they are written or discarded."""
    duerfen(art, person)
    waiting = [lauf for lauf in queries.importlaeufe.offene(person) if lauf.phase is not Importphase.UEBERNAHME]
    for old in waiting[OFFENE - 1 :]:
        session().delete(old)
    lauf = Importlauf(
        art=art.name,
        person_id=person.id,
        dateiname=dateiname[:120],
        phase=Importphase.SPALTEN if blatt.unbekannte else Importphase.PRUEFUNG,
        koepfe=dict(blatt.unbekannte),
        antworten={},
        ergebnis={},
        geaendert_am=clock.now(),
    )
    session().add(lauf)
    session().flush()
    order = {kind.name: rank for rank, kind in enumerate(familie(art))}
    rows = sorted(blatt.zeilen, key=lambda row: order.get(getattr(art_der_zeile(art, row), "name", ""), len(order)))
    values = [
        {"importlauf_id": lauf.id, "nummer": row.nummer, "werte": dict(row.werte), "befund": {}, "geschrieben": False}
        for row in rows
    ]
    session().execute(insert(Importzeile), values)
    if lauf.phase is Importphase.PRUEFUNG:
        _pruefen(lauf, person)
    return lauf


def zuordnung(lauf: Importlauf) -> Zuordnung:
    """What was answered so far."""
    given = lauf.antworten
    words = {(kind, word): meant for kind, word, meant in given.get("worte", ())}
    return Zuordnung(words, given.get("vorgaben", {}), given.get("spalten", {}), bool(given.get("einladen")))


def spalten_zuordnen(lauf: Importlauf, person: Person, spalten: Mapping[str, str | None]) -> None:
    """Say what the headings mean that nobody knows, and judge the rows."""
    _in_phase(lauf, Importphase.SPALTEN)
    _antworten(lauf, spalten=dict(spalten))
    lauf.phase = Importphase.PRUEFUNG
    _pruefen(lauf, person)


def beantworten(lauf: Importlauf, person: Person, antworten: Zuordnung, auslassen: bool) -> None:
    """Keep the answers; if they are others than before, judge the rows anew."""
    _in_phase(lauf, Importphase.VORSCHAU)
    before = zuordnung(lauf)
    words = {**before.worte, **antworten.worte}
    given = {
        "worte": [[kind, word, meant] for (kind, word), meant in words.items()],
        "vorgaben": {key: text for key, text in antworten.vorgaben.items() if text},
        "einladen": antworten.einladen,
        "auslassen": auslassen,
    }
    _antworten(lauf, **given)
    after = zuordnung(lauf)
    if (after.worte, after.vorgaben, after.einladen) != (before.worte, before.vorgaben, before.einladen):
        neu_pruefen(lauf, person)


def neu_pruefen(lauf: Importlauf, person: Person) -> None:
    """Judge every row anew that is not written yet."""
    _in_phase(lauf, Importphase.VORSCHAU, Importphase.UEBERNAHME)
    lauf.phase = Importphase.PRUEFUNG
    unwritten = (Importzeile.importlauf_id == lauf.id, Importzeile.geschrieben.is_(False))
    session().execute(update(Importzeile).where(*unwritten).values(stand=None, befund={}))
    _pruefen(lauf, person)


def weiter(lauf: Importlauf, person: Person) -> None:
    """The next portion, of judging or of writing."""
    _in_phase(lauf, Importphase.PRUEFUNG, Importphase.UEBERNAHME)
    if lauf.phase is Importphase.PRUEFUNG:
        _pruefen(lauf, person)
    else:
        _schreiben(lauf, person)


def uebernehmen(lauf: Importlauf, person: Person) -> None:
    """Begin to write. Raises Obstructed unless hindered rows may be left out."""
    _in_phase(lauf, Importphase.VORSCHAU)
    counts = queries.importlaeufe.anzahlen(lauf)
    if any(counts.get(stand) for stand in HINDERT) and not lauf.antworten.get("auslassen"):
        hindered = _zeilen(lauf, HOECHSTENS_GRUENDE, Importzeile.stand.in_(HINDERT))
        raise Obstructed(*(f"Zeile {row.nummer}: {' '.join(row.befund['meldungen'])}" for row in hindered))
    lauf.phase = Importphase.UEBERNAHME
    _schreiben(lauf, person)


def verwerfen(lauf: Importlauf) -> None:
    """Forget the file; what was written from it stays."""
    session().delete(lauf)


def abgelaufene_loeschen() -> int:
    """Delete imports that nobody touched for a week, finished or not, and say how many. Inside transaction()."""
    old = Importlauf.geaendert_am < clock.now() - queries.importlaeufe.BLEIBT
    gone = list(session().scalars(select(Importlauf).where(old)))
    for lauf in gone:
        session().delete(lauf)
    return len(gone)


def _pruefen(lauf: Importlauf, person: Person) -> None:
    art = ARTEN[lauf.art]
    duerfen(art, person)
    rows = _zeilen(lauf, PRUEFPORTION, Importzeile.stand.is_(None))
    everything = select(Importzeile.nummer, Importzeile.werte).where(Importzeile.importlauf_id == lauf.id)
    alle = [Dateizeile(*row) for row in session().execute(everything.order_by(Importzeile.id))]
    vorschau = pruefen(art, map(_dateizeile, rows), zuordnung(lauf), person, alle)
    _merken(rows, vorschau.befunde)
    lauf.geaendert_am = clock.now()
    if len(rows) < PRUEFPORTION or not _zeilen(lauf, 1, Importzeile.stand.is_(None)):
        lauf.phase = Importphase.VORSCHAU


def _schreiben(lauf: Importlauf, person: Person) -> None:
    art = ARTEN[lauf.art]
    duerfen(art, person)
    to_write = (Importzeile.stand.in_(SCHREIBT), Importzeile.geschrieben.is_(False))
    size = SOFORT if sum(queries.importlaeufe.anzahlen(lauf).values()) <= SOFORT else PORTION
    rows = _zeilen(lauf, size, *to_write)
    befunde = pruefen(art, map(_dateizeile, rows), zuordnung(lauf), person).befunde
    others = [befund for row, befund in zip(rows, befunde, strict=True) if not _wie_gezeigt(row, befund)]
    if others:
        reason = "Hier hat sich seit der Vorschau etwas geändert."
        raise Obstructed(*(f"Zeile {b.zeile.nummer}: {reason}" for b in others[:HOECHSTENS_GRUENDE]))
    schreiben(art, befunde, person, zuordnung(lauf))
    ids = [row.id for row in rows]
    session().execute(update(Importzeile).where(Importzeile.id.in_(ids)).values(geschrieben=True))
    lauf.geaendert_am = clock.now()
    if not _zeilen(lauf, 1, *to_write):
        _abschliessen(lauf)


def _abschliessen(lauf: Importlauf) -> None:
    """Of the file only those rows stay for a week that were left out."""
    counts = queries.importlaeufe.anzahlen(lauf)
    new, changed, same = (counts.get(stand, 0) for stand in (Stand.NEU, Stand.AENDERUNG, Stand.VORHANDEN))
    lauf.ergebnis = vars(Ergebnis(new, changed, same, sum(counts.values()) - new - changed - same))
    lauf.phase = Importphase.FERTIG
    done = (Stand.NEU, Stand.AENDERUNG, Stand.VORHANDEN)
    session().execute(delete(Importzeile).where(Importzeile.importlauf_id == lauf.id, Importzeile.stand.in_(done)))


def _wie_gezeigt(row: Importzeile, befund: Befund) -> bool:
    return row.stand == befund.stand and row.befund["aenderungen"] == _als_liste(befund)


def _merken(rows: Sequence[Importzeile], befunde: Sequence[Befund]) -> None:
    values = [
        {
            "id": row.id,
            "stand": befund.stand.value,
            "befund": {
                "titel": befund.titel[:200],
                "art": befund.art.einzahl if befund.art else "",
                "meldungen": befund.meldungen,
                "aenderungen": _als_liste(befund),
                "fragen": [list(frage) for frage in befund.fragen],
            },
        }
        for row, befund in zip(rows, befunde, strict=True)
    ]
    if values:
        session().execute(update(Importzeile), values)


def _als_liste(befund: Befund) -> list[list[str]]:
    return [[change.titel, change.alt, change.neu] for change in befund.aenderungen]


def _dateizeile(row: Importzeile) -> Dateizeile:
    return Dateizeile(row.nummer, row.werte)


def _zeilen(lauf: Importlauf, anzahl: int, *which: Any) -> list[Importzeile]:
    statement = select(Importzeile).where(Importzeile.importlauf_id == lauf.id, *which)
    return list(session().scalars(statement.order_by(Importzeile.id).limit(anzahl)))


def _antworten(lauf: Importlauf, **given: Any) -> None:
    lauf.antworten = {**lauf.antworten, **given}
    lauf.geaendert_am = clock.now()


def _in_phase(lauf: Importlauf, *phases: Importphase) -> None:
    if lauf.phase not in phases:
        raise Obstructed("Diese Übernahme ist inzwischen weiter. Bitte laden Sie die Seite neu.")
