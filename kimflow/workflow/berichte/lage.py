"""Lage auf einer Seite: what whoever leads the house must know, on one sheet of A4 (FACH §6)."""

from datetime import date
from textwrap import shorten

from kimflow.models import Gremienart, Lage, Pflichtart, Stand
from kimflow.queries.berichte import Bestand
from kimflow.queries.niederschrift.worte import datum, uhrzeit
from kimflow.workflow.berichte import dinge
from kimflow.workflow.berichte.abschnittsarten import Abschnittsart
from kimflow.workflow.berichte.dinge import titel
from kimflow.workflow.berichte.sachbericht.massnahmen import LAUFENDE
from kimflow.workflow.berichte.teile import Blatt, Erzeugt

ZEILEN = 4
"""Of each list; the sheet is full soon, and each figure leads to all of them."""
_KURZ = 90


def _knapp(b: Bestand, text: str) -> str:
    return titel(b, shorten(text, _KURZ, placeholder=" …"))


def beschlossen(b: Bestand) -> Erzeugt:
    blatt = Blatt()
    rows = [row for row in b.beschluesse if row.gremienart is Gremienart.LENKUNGSGRUPPE][::-1]
    blatt.satz(f"**{blatt.zahl('lage.beschlossen', 'Beschlüsse', map(dinge.beschluss, rows))}** Beschlüsse, zuletzt:")
    blatt.liste(f"{datum(row.gefasst_am)}: {_knapp(b, row.wortlaut)}" for row in rows[:ZEILEN])
    return blatt.fertig()


def umgesetzt(b: Bestand) -> Erzeugt:
    blatt = Blatt()
    done = sorted((row for row in b.massnahmen if row.umgesetzt_am in b.rahmen), key=lambda row: str(row.umgesetzt_am))
    status = b.staende("massnahme")
    running = [row for row in b.massnahmen if status.get(row.id) in ("vereinbart", "in_umsetzung", "wartet")]
    count = blatt.zahl("lage.umgesetzt", "Maßnahmen umgesetzt", map(dinge.massnahme, done))
    more = blatt.zahl("lage.laufend", "Maßnahmen, die laufen", map(dinge.massnahme, running))
    blatt.satz(f"**{count}** Maßnahmen umgesetzt, **{more}** laufen.")
    blatt.liste(f"{row.nummer} {_knapp(b, row.titel)}" for row in done[-ZEILEN:])
    return blatt.fertig()


def kommunen(b: Bestand) -> Erzeugt:
    """How far Maßnahmen are in each Kommune that takes part, one short line each."""
    blatt = Blatt()
    named = {town for _, town in b.kommunenstaende}
    words = {Stand.EINGEFUEHRT: "eingeführt", Stand.LAEUFT: "läuft", Stand.GEPLANT: "geplant"}
    rows = [
        [titel(b, name), *(_anzahl(b, blatt, id, name, stand, word) for stand, word in words.items())]
        for id, name in b.kommunen.items()
        if id in named
    ]
    blatt.tabelle(["Kommune", *words.values()], rows, len(words))
    if not rows:
        blatt.satz("Noch hat keine Kommune einen Stand gemeldet.")
    return blatt.fertig()


def _anzahl(b: Bestand, blatt: Blatt, id: int, name: str, stand: Stand, word: str) -> object:
    rows = (dinge.massnahme(row) for row in b.massnahmen if b.kommunenstaende.get((row.id, id)) is stand)
    return blatt.zahl(f"lage.kommunen.{id}.{stand.value}", f"{name}: {word}", rows)


def hausspitze(b: Bestand) -> Erzeugt:
    """What will not move without the head of the house."""
    blatt = Blatt()
    last = {row.massnahme_id: row.lage for row in b.rueckmeldungen}
    status = b.staende("massnahme")
    stuck = [row for row in b.massnahmen if last.get(row.id) is Lage.HILFE and status.get(row.id) in LAUFENDE]
    waiting = [row for row in b.weitergaben if not b.rahmen.kennt(row.antwort_am or row.abgeschlossen_am)]
    blatt.posten(
        blatt.zahl("lage.hilfe", "Maßnahmen, die um Hilfe bitten", map(dinge.massnahme, stuck)),
        blatt.zahl("lage.ohne_antwort", "Weitergaben ohne Antwort", map(dinge.weitergabe, waiting)),
    )
    return blatt.fertig()


def termine(b: Bestand) -> Erzeugt:
    """The next Sitzung and the day by which the next year must be applied for."""
    blatt, day = Blatt(), b.rahmen.stichtag
    coming, due = b.naechste_sitzung, _antrag(b, day)
    when = "noch kein Termin"
    if coming and coming.eroeffnet_am:
        when = f"{datum(coming.eroeffnet_am)}, {uhrzeit(coming.eroeffnet_am)} Uhr ({coming.nummer})"
    blatt.liste([f"Nächste Sitzung: {when}", f"Förderantrag für das Folgejahr: {due}"])
    return blatt.fertig()


def _antrag(b: Bestand, day: date) -> str:
    rows = [row for row in b.pflichten if row.art is Pflichtart.ANTRAG and row.bis > day]
    first = min(rows, key=lambda row: row.bis, default=None)
    return f"bis {datum(first.bis)}" if first else "kein Termin eingetragen"


ABSCHNITTE = (
    Abschnittsart("beschlossen", "Beschlossen", beschlossen),
    Abschnittsart("umgesetzt", "Umgesetzt", umgesetzt),
    Abschnittsart(
        "wirkung", "Eine Wirkung in einem Satz", hilfe="Woran Menschen merken, dass es besser ist.", noetig=True
    ),
    Abschnittsart("kommunen", "Stand je Kommune", kommunen),
    Abschnittsart(
        "hausspitze",
        "Hier brauchen wir die Hausspitze",
        hausspitze,
        "Worum Sie bitten, in einem Satz. Namen gehören nicht hierher.",
    ),
    Abschnittsart("termine", "Termine", termine),
)
