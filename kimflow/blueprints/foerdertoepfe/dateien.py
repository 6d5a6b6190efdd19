"""The tables of pots and Buchungen that people take along: the figures of the page, nothing that changes later."""

from collections.abc import Sequence
from decimal import Decimal

from kimflow.exports.tabellen import Spalte, Tabelle, Zelle
from kimflow.models import Buchung
from kimflow.queries.foerdertoepfe import Zeile
from kimflow.web.filters import datum
from kimflow.workflow.acts import lesbar

_TOEPFE = (
    Spalte("Jahr", zahl=True),
    Spalte("Baustein", zahl=True),
    Spalte("Fördertopf", name=True),
    Spalte("Stand"),
    Spalte("Deckel in Euro", zahl=True),
    Spalte("geplant", zahl=True),
    Spalte("gebunden", zahl=True),
    Spalte("ausgegeben", zahl=True),
    Spalte("frei", zahl=True),
    Spalte("Bemessung"),
    Spalte("Deckungsfähig"),
    Spalte("Quelle"),
)
_BUCHUNGEN = (
    Spalte("Nr.", zahl=True),
    Spalte("Gebucht am", eng=True),
    Spalte("Maßnahme", name=True),
    Spalte("Wofür"),
    Spalte("Art"),
    Spalte("Betrag in Euro", zahl=True),
    Spalte("Stand"),
    Spalte("Ausnahme erlaubt von"),
    Spalte("Begründung der Ausnahme"),
    Spalte("Storniert am", eng=True),
    Spalte("Grund des Stornos"),
    Spalte("Ersetzt Nr.", zahl=True),
)


def topftabelle(zeilen: Sequence[Zeile]) -> Tabelle:
    """The pots of a year; a cell is empty where an amount is not known to whoever asks."""
    return Tabelle("Fördertöpfe", _TOEPFE, [_topf(zeile) for zeile in zeilen])


def buchungstabelle(buchungen: Sequence[Buchung]) -> Tabelle:
    """Every Buchung of a pot, cancelled ones included."""
    return Tabelle("Buchungen", _BUCHUNGEN, [_buchung(buchung) for buchung in buchungen])


def _euro(cents: int | None) -> Zelle:
    return "" if cents is None else Decimal(cents) / 100


def _topf(zeile: Zeile) -> list[Zelle]:
    topf, summen = zeile.topf, zeile.summen
    return [
        topf.jahr,
        topf.baustein,
        topf.name,
        lesbar(topf.status),
        *(_euro(one) for one in (topf.deckel, summen.geplant, summen.gebunden, summen.ausgegeben, summen.frei)),
        topf.einheit,
        lesbar(topf.deckungsfaehig),
        topf.quelle,
    ]


def _buchung(buchung: Buchung) -> list[Zelle]:
    return [
        buchung.id,
        datum(buchung.gebucht_am),
        buchung.massnahme.nummer,
        buchung.zweck,
        lesbar(buchung.art),
        _euro(buchung.betrag),
        lesbar(buchung.status),
        buchung.ausnahme_von,
        buchung.ausnahme_grund,
        datum(buchung.storniert_am) if buchung.storniert_am else "",
        buchung.storno_grund,
        buchung.ersetzt_id or "",
    ]
