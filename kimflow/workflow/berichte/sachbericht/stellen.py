"""Sections: funded posts with their occupancy, and how the work of the case managers was accompanied [003, no. 8]."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from kimflow.models import Einheit, Gremienart, Pflichtart, Stelle
from kimflow.permissions import Permission
from kimflow.queries.berichte import Bestand
from kimflow.queries.berichte.zeilen import Falleingang
from kimflow.queries.niederschrift.worte import datum
from kimflow.workflow import stellenanteile
from kimflow.workflow.berichte import dinge
from kimflow.workflow.berichte.dinge import titel
from kimflow.workflow.berichte.teile import Blatt, Erzeugt

P = Permission
_WIE_GEZAEHLT = (
    "Anteile gelten am Stichtag. Besetzte Monate zählen bis zum Stichtag, halbe Besetzung zählt halb; je Stelle ist "
    "auf "
    "eine Nachkommastelle abgerundet. Stellen und Besetzungen stehen mit den Daten da, die heute eingetragen sind: "
    "Wann "
    "jemand sie geändert hat, wird nicht zurückgerechnet. Namen stehen hier nicht."
)


def stellen(b: Bestand) -> Erzeugt:
    blatt = Blatt()
    if not b.stellen:
        blatt.posten(blatt.zahl("stellen.anzahl", "Stellen, die es im Zeitraum gab", []))
        blatt.satz("Für diesen Zeitraum ist keine geförderte Stelle eingetragen.")
        return blatt.fertig()
    there = [one for one in b.stellen if one.gilt_am(b.rahmen.stichtag)]
    blatt.posten(
        blatt.zahl("stellen.anzahl", "Stellen, die es im Zeitraum gab", map(dinge.stelle, b.stellen)),
        blatt.zahl(
            "stellen.anteile",
            "Stellenanteile am Stichtag",
            (dinge.stelle(one, one.anteil) for one in there),
            Einheit.STELLEN,
        ),
        blatt.zahl(
            "stellen.unbesetzt", "Stellenanteile, davon am Stichtag unbesetzt", _unbesetzte(b, there), Einheit.STELLEN
        ),
        blatt.zahl("stellen.luecken", "Stellen, die zeitweise ganz unbesetzt waren", _mit_luecken(b)),
    )
    blatt.tabelle(
        ["Baustein", "Stellen", "Anteile am Stichtag", "Monate", "davon besetzt"],
        [_baustein(b, blatt, number) for number in (1, 2, 3)],
        4,
    )
    blatt.zwischentitel("Die Stellen im Einzelnen")
    blatt.tabelle(
        ["Stelle", "Träger", "Baustein", "Anteil", "Besetzte Monate", "Ganz unbesetzt"],
        [_stelle(b, one) for one in b.stellen],
    )
    _regeln(b, blatt)
    blatt.satz(_WIE_GEZAEHLT)
    return blatt.fertig()


def _baustein(b: Bestand, blatt: Blatt, number: int) -> list[object]:
    mine = [one for one in b.stellen if one.baustein == number]
    key = f"stellen.baustein{number}"
    shares = (dinge.stelle(one, one.anteil) for one in mine if one.gilt_am(b.rahmen.stichtag))
    months = ((one, _zehntel(_monate(b, one.von, one.bis))) for one in mine)
    filled = ((one, _zehntel(_besetzt(b, one))) for one in mine)
    name = f"Baustein {number}"
    return [
        number,
        blatt.zahl(f"{key}.anzahl", f"{name}: Stellen", map(dinge.stelle, mine)),
        blatt.zahl(f"{key}.anteile", f"{name}: Anteile am Stichtag", shares, Einheit.STELLEN),
        blatt.zahl(f"{key}.monate", f"{name}: Monate", (dinge.stelle(*pair) for pair in months), Einheit.MONATE),
        blatt.zahl(
            f"{key}.besetzt", f"{name}: besetzte Monate", (dinge.stelle(*pair) for pair in filled), Einheit.MONATE
        ),
    ]


def _stelle(b: Bestand, one: Stelle) -> list[object]:
    gaps = ", ".join(f"{datum(first)} bis {datum(last)}" for first, last in _luecken(b, one)) or "nie"
    house = titel(b, one.institution.kurzname)
    share, filled = stellenanteile.komma(one.anteil), stellenanteile.in_monaten(_besetzt(b, one))
    return [titel(b, one.bezeichnung), house, one.baustein, share, filled, gaps]


def _regeln(b: Bestand, blatt: Blatt) -> None:
    """The two rules of the Land: half a post, and a third of Baustein 2 at KI or Kommune."""
    day = b.rahmen.stichtag
    small = [
        dinge.stelle(one, angabe=f"besetzt mit {stellenanteile.komma(b_.anteil)}")
        for one in b.stellen
        for b_ in one.besetzungen
        if b_.gilt_am(day) and b_.anteil < stellenanteile.MINDESTENS
    ]
    local = [one for one in b.stellen if one.baustein == 2 and one.kommunal and one.gilt_am(day)]
    blatt.zwischentitel("Empfehlungen des Landes")
    blatt.posten(
        blatt.zahl("stellen.unter_haelfte", "Besetzungen mit weniger als 0,5 Stellenanteilen am Stichtag", small),
        blatt.zahl(
            "stellen.baustein2.kommunal",
            "Stellenanteile in Baustein 2 beim KI oder bei Kommunen",
            (dinge.stelle(one, one.anteil) for one in local),
            Einheit.STELLEN,
        ),
    )
    part = stellenanteile.kommunaler_anteil(b.stellen, day)
    if part is not None:
        met = "Das entspricht" if part >= stellenanteile.EIN_DRITTEL else "Das liegt unter"
        blatt.satz(f"{met} der Empfehlung, mindestens ein Drittel der Stellen in Baustein 2 dort anzusiedeln.")


def _unbesetzte(b: Bestand, there: Iterable[Stelle]) -> Iterable[dinge.Ding]:
    free = ((one, stellenanteile.unbesetzt(one, b.rahmen.stichtag)) for one in there)
    return [dinge.stelle(one, share) for one, share in free if share]


def _mit_luecken(b: Bestand) -> Iterable[dinge.Ding]:
    return [dinge.stelle(one) for one in b.stellen if _luecken(b, one)]


def _luecken(b: Bestand, one: Stelle) -> list[tuple[date, date]]:
    """Within the period; a gap over New Year is two."""
    years = range(b.rahmen.von.year, b.rahmen.ende.year + 1)
    spans = [span for year in years for span in stellenanteile.luecken(one, year, b.rahmen.ende)]
    clipped = [(max(first, b.rahmen.von), last) for first, last in spans]
    return [span for span in clipped if span[0] <= span[1]]


def _monate(b: Bestand, von: date, bis: date | None) -> Fraction:
    return stellenanteile.monate_zwischen(von, bis, b.rahmen.von, b.rahmen.ende)


def _besetzt(b: Bestand, one: Stelle) -> Fraction:
    return sum((Fraction(x.anteil, one.anteil) * _monate(b, x.von, x.bis) for x in one.besetzungen), Fraction(0))


def _zehntel(months: Fraction) -> int:
    return int(months * 10)


def fachaufsicht(b: Bestand) -> Erzeugt:
    blatt = Blatt()
    released = b.geschehen("fallrekonstruktion", P.FALLREKONSTRUKTION_FREIGEBEN)
    stayed = {id for id, status in b.staende("fallrekonstruktion").items() if status in ("freigegeben", "bereinigt")}
    cases = [
        dinge.fall(Falleingang(id, b.faelle[id], line.tag))
        for id, line in sorted(released.items())
        if id in stayed and id in b.faelle
    ]
    rounds = (dinge.sitzung(row) for row in b.sitzungen if row.gremienart is Gremienart.FALLWERKSTATT)
    done = [row for row in b.pflichten if row.erledigt_am in b.rahmen]
    blatt.posten(
        blatt.zahl("faelle.freigegeben", "Gemeinsam rekonstruierte und freigegebene Fälle", cases, klein=True),
        blatt.zahl("fallwerkstaetten.sitzungen", "Sitzungen ‹der Fallwerkstätten:gen›", rounds),
        blatt.zahl(
            "pflichten.fachaufsicht",
            "Nachweise der Fachaufsicht, im Zeitraum erbracht",
            (dinge.pflicht(row) for row in done if row.art is Pflichtart.FACHAUFSICHT),
        ),
        blatt.zahl("pflichten.erledigt", "Pflichten gegenüber Land und Trägern, erledigt", map(dinge.pflicht, done)),
    )
    return blatt.fertig()
