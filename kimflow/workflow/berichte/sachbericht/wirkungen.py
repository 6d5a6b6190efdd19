"""Section: effects, as the Wirkungscheck says to somebody who may not read cases, and as Indikatoren show."""

from kimflow.dezimalzahlen import geschrieben
from kimflow.queries import verdeckung
from kimflow.queries.berichte import Bestand
from kimflow.queries.berichte.zeilen import Indikatorzeile
from kimflow.queries.niederschrift.worte import datum
from kimflow.queries.wirkungscheck.urteile import MINDESTENS, Urteil, Zahlen, urteil
from kimflow.workflow.berichte import dinge
from kimflow.workflow.berichte.dinge import titel
from kimflow.workflow.berichte.teile import Blatt, Erzeugt


def wirkungen(b: Bestand) -> Erzeugt:
    blatt = Blatt()
    _wirkungscheck(b, blatt)
    _indikatoren(b, blatt)
    return blatt.fertig()


def _wirkungscheck(b: Bestand, blatt: Blatt) -> None:
    """Read by nobody in particular: a verdict must not tell of fewer cases than the threshold."""
    enough = max(MINDESTENS, verdeckung.schwelle())
    said = {
        id: urteil(Zahlen(0, before, broken), Zahlen(0, after, still), enough)
        for id, (before, broken, after, still) in b.wirkungszahlen.items()
    }
    blatt.zwischentitel("Bricht es noch?")
    blatt.posten(
        *(
            blatt.zahl(
                f"wirkungscheck.{one.value}",
                f"Themen mit dem Urteil „{one.wort}“",
                (dinge.thema(row) for row in b.themen if said.get(row.id) is one),
            )
            for one in Urteil
        )
    )
    blatt.satz(
        "Verglichen wird, wie oft Fälle vor und nach der Umsetzung an den Schnittstellen eines Themas brachen, in den "
        "Quartalen bis zum Stichtag. Themen, deren Umsetzung am Stichtag noch nicht abgeschlossen war, haben kein "
        "Urteil. "
        "Gerechnet ist mit den Fällen, die heute freigegeben sind: Welche davon am Stichtag noch fehlten, wird nicht "
        "zurückgerechnet."
    )


def _indikatoren(b: Bestand, blatt: Blatt) -> None:
    now = b.staende("zielvereinbarung")
    rows = [row for row in b.indikatoren if now.get(row.vereinbarung_id) in ("in_kraft", "abgeschlossen")]
    blatt.zwischentitel("Indikatoren der Zielvereinbarungen")
    blatt.posten(
        blatt.zahl("indikatoren.anzahl", "Indikatoren geltender Zielvereinbarungen", map(dinge.indikator, rows)),
        blatt.zahl(
            "indikatoren.gemessen",
            "Indikatoren, davon gemessen",
            (dinge.indikator(r) for r in rows if r.wert is not None),
        ),
        blatt.zahl(
            "indikatoren.erreicht", "Indikatoren, davon am Ziel", (dinge.indikator(r) for r in rows if r.ist_erreicht)
        ),
    )
    blatt.tabelle(["Indikator", "Ausgang", "Ziel", "zuletzt gemessen", "am"], [_indikator(b, row) for row in rows])


def _indikator(b: Bestand, row: Indikatorzeile) -> list[object]:
    unit = f" {titel(b, row.einheit)}" if row.einheit else ""
    start, goal = geschrieben(row.ausgangswert) + unit, geschrieben(row.zielwert) + unit
    reading = geschrieben(row.wert) + unit if row.wert is not None else "noch nicht"
    return [titel(b, row.name), start, goal, reading, datum(row.gemessen_am) if row.gemessen_am else ""]
