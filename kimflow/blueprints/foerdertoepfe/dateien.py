"""The tables of pots and Buchungen that people take along: the figures of the page, nothing that changes later."""

from collections.abc import Sequence
from decimal import Decimal

from kimflow.exports.tabellen import Feld, Spalte, Tabelle, Zelle, aus_zeilen
from kimflow.models import Buchung
from kimflow.queries.foerdertoepfe import Zeile
from kimflow.workflow.acts import lesbar


def _euro(cents: int | None) -> Zelle:
    return None if cents is None else Decimal(cents) / 100


_TOEPFE: tuple[Feld, ...] = (
    (Spalte("Jahr", zahl=True), lambda z: z.topf.jahr),
    (Spalte("Baustein", zahl=True), lambda z: z.topf.baustein),
    (Spalte("Fördertopf", name=True), lambda z: z.topf.name),
    (Spalte("Stand"), lambda z: lesbar(z.topf.status)),
    (Spalte("Deckel in Euro", zahl=True), lambda z: _euro(z.topf.deckel)),
    (Spalte("geplant", zahl=True), lambda z: _euro(z.summen.geplant)),
    (Spalte("gebunden", zahl=True), lambda z: _euro(z.summen.gebunden)),
    (Spalte("ausgegeben", zahl=True), lambda z: _euro(z.summen.ausgegeben)),
    (Spalte("frei", zahl=True), lambda z: _euro(z.summen.frei)),
    (Spalte("Bemessung"), lambda z: z.topf.einheit),
    (Spalte("Deckungsfähig"), lambda z: lesbar(z.topf.deckungsfaehig)),
    (Spalte("Quelle"), lambda z: z.topf.quelle),
)
_BUCHUNGEN: tuple[Feld, ...] = (
    (Spalte("Nr.", zahl=True), lambda b: b.id),
    (Spalte("Gebucht am", eng=True), lambda b: b.gebucht_am),
    (Spalte("Maßnahme", name=True), lambda b: b.massnahme.nummer),
    (Spalte("Wofür"), lambda b: b.zweck),
    (Spalte("Art"), lambda b: lesbar(b.art)),
    (Spalte("Betrag in Euro", zahl=True), lambda b: _euro(b.betrag)),
    (Spalte("Stand"), lambda b: lesbar(b.status)),
    (Spalte("Ausnahme erlaubt von"), lambda b: b.ausnahme_von),
    (Spalte("Begründung der Ausnahme"), lambda b: b.ausnahme_grund),
    (Spalte("Storniert am", eng=True), lambda b: b.storniert_am),
    (Spalte("Grund des Stornos"), lambda b: b.storno_grund),
    (Spalte("Ersetzt Nr.", zahl=True), lambda b: b.ersetzt_id),
)


def topftabelle(zeilen: Sequence[Zeile], auswahl: str) -> Tabelle:
    """The pots of a year; a cell is empty where an amount is not known to whoever asks."""
    return aus_zeilen("Fördertöpfe", _TOEPFE, zeilen, auswahl)


def buchungstabelle(buchungen: Sequence[Buchung], topf: str) -> Tabelle:
    """Every Buchung of a pot, cancelled ones included."""
    return aus_zeilen("Buchungen", _BUCHUNGEN, buchungen, topf)
