"""Section: Maßnahmen of the period, where they stood, and the money of each pot against its cap."""

from collections.abc import Iterable

from kimflow.geld import euro
from kimflow.models import Buchungsart, Einheit, MassnahmeStatus
from kimflow.models.foerdertoepfe import WARNUNG_AB
from kimflow.permissions import Permission
from kimflow.queries.berichte import Bestand
from kimflow.queries.berichte.zeilen import Buchungszeile, Topfzeile
from kimflow.workflow.acts import lesbar
from kimflow.workflow.berichte import dinge
from kimflow.workflow.berichte.dinge import titel
from kimflow.workflow.berichte.teile import Blatt, Ding, Erzeugt, Zahl

P = Permission
S = MassnahmeStatus
LAUFENDE = (S.VEREINBART, S.IN_UMSETZUNG, S.WARTET, S.RUHT)


def massnahmen(b: Bestand) -> Erzeugt:
    blatt = Blatt()
    checked = b.geschehen("massnahme", P.MASSNAHME_WIRKUNG_PRUEFEN)
    blatt.zwischentitel("Im Zeitraum")
    blatt.posten(
        blatt.zahl(
            "massnahmen.vereinbart",
            "Maßnahmen vereinbart",
            (dinge.massnahme(m, dinge.am(m.vereinbart_am)) for m in b.massnahmen if m.vereinbart_am in b.rahmen),
        ),
        blatt.zahl(
            "massnahmen.umgesetzt",
            "Maßnahmen umgesetzt",
            (dinge.massnahme(m, dinge.am(m.umgesetzt_am)) for m in b.massnahmen if m.umgesetzt_am in b.rahmen),
        ),
        blatt.zahl("massnahmen.geprueft", "Maßnahmen mit geprüfter Wirkung", dinge.massnahmen(b, checked)),
        blatt.zahl(
            "massnahmen.verstetigt",
            "Maßnahmen mit geprüfter Wirkung, davon auf Dauer gestellt",
            (dinge.massnahme(m) for m in b.massnahmen if m.id in checked and m.verstetigt),
        ),
    )
    blatt.zwischentitel("Stand am Stichtag")
    blatt.tabelle(["Stand", "Maßnahmen"], _staende(b, blatt), 1)
    blatt.zwischentitel("Mittel je Fördertopf")
    _mittel(b, blatt)
    return blatt.fertig()


def _staende(b: Bestand, blatt: Blatt) -> list[list[object]]:
    now = b.staende("massnahme")
    return [
        [
            lesbar(status),
            blatt.zahl(
                f"massnahmen.stand.{status.value}",
                f"Maßnahmen am Stichtag: {lesbar(status)}",
                (dinge.massnahme(row) for row in b.massnahmen if now.get(row.id) == status),
            ),
        ]
        for status in S
    ]


def _mittel(b: Bestand, blatt: Blatt) -> None:
    booked = {row.massnahme_id for row in b.buchungen}
    now = b.staende("massnahme")
    free = (dinge.massnahme(m) for m in b.massnahmen if now.get(m.id) in LAUFENDE and m.id not in booked)
    blatt.tabelle(
        ["Fördertopf", "Baustein", "Deckel", "geplant", "gebunden", "ausgegeben", "frei"],
        [_topf(b, blatt, pot) for pot in b.toepfe],
        5,
    )
    blatt.posten(
        *(
            blatt.zahl(
                f"mittel.{art.value}",
                f"Über alle Töpfe {art.value}",
                (dinge.buchung(row, row.betrag) for row in b.buchungen if row.art is art),
                Einheit.EURO,
            )
            for art in Buchungsart
        ),
        blatt.zahl("mittel.massnahmen", "Maßnahmen mit Buchung", _bebuchte(b)),
        blatt.zahl("mittel.ohne", "Laufende Maßnahmen am Stichtag, die ohne diese Mittel auskommen", free),
    )
    for pot in b.toepfe:
        if sentence := _enge(b, pot):
            blatt.satz(sentence)
    blatt.satz(
        "Gezählt ist, was bis zum Stichtag gebucht und bis dahin nicht storniert war. Jede Buchung steht in genau "
        "einer "
        "Spalte; alles, was gebucht ist, zählt gegen den Deckel. Deckel und Namen der Töpfe sind die heutigen. "
        "Zwischen "
        "Töpfen wird nichts verrechnet."
    )


def _topf(b: Bestand, blatt: Blatt, pot: Topfzeile) -> list[object]:
    rows, key = _auf(b, pot), f"toepfe.{pot.id}"
    cells: list[object] = [titel(b, pot.name), pot.baustein]
    if pot.deckel is None:
        cells.append("nicht bekannt")
    else:
        cells.append(_euro(blatt, f"{key}.deckel", f"{pot.name}: Deckel", [dinge.topf(pot, pot.deckel)]))
    for art in Buchungsart:
        amounts = (dinge.buchung(row, row.betrag) for row in rows if row.art is art)
        cells.append(_euro(blatt, f"{key}.{art.value}", f"{pot.name}: {art.value}", amounts))
    if pot.deckel is None:
        return [*cells, ""]
    rest = [dinge.topf(pot, pot.deckel), *(dinge.buchung(row, -row.betrag) for row in rows)]
    return [*cells, _euro(blatt, f"{key}.frei", f"{pot.name}: frei", rest)]


def _euro(blatt: Blatt, schluessel: str, name: str, rows: Iterable[Ding]) -> Zahl:
    return blatt.zahl(schluessel, name, rows, Einheit.EURO)


def _auf(b: Bestand, pot: Topfzeile) -> list[Buchungszeile]:
    return [row for row in b.buchungen if row.topf_id == pot.id]


def _bebuchte(b: Bestand) -> list[Ding]:
    booked = {row.massnahme_id for row in b.buchungen}
    return [dinge.massnahme(row) for row in b.massnahmen if row.id in booked]


def _enge(b: Bestand, pot: Topfzeile) -> str:
    """What is to be said where a pot is narrow or above its cap; never who allowed it."""
    rows = _auf(b, pot)
    taken = sum(row.betrag for row in rows)
    if not pot.deckel or taken * 100 < pot.deckel * WARNUNG_AB:
        return ""
    if taken <= pot.deckel:
        return f"{titel(b, pot.name)} ist zu {taken * 100 // pot.deckel} Prozent belegt."
    why = " Dafür gibt es eine begründete Ausnahme." if any(row.ausnahme for row in rows) else ""
    return f"{titel(b, pot.name)} liegt {euro(taken - pot.deckel)} über dem Deckel.{why}"
