"""Section: how Kommunen, Wohlfahrt and all other kinds of institutions take part; no house by name, no ranking."""

from kimflow.models import Stand
from kimflow.queries.berichte import Bestand
from kimflow.workflow.berichte import dinge
from kimflow.workflow.berichte.dinge import titel
from kimflow.workflow.berichte.teile import Blatt, Erzeugt

_STAENDE = {
    Stand.GEPLANT: "geplant",
    Stand.LAEUFT: "läuft",
    Stand.EINGEFUEHRT: "eingeführt",
    Stand.NICHT_BETEILIGT: "nicht beteiligt",
}
_DABEI = (Stand.LAEUFT, Stand.EINGEFUEHRT)


def beteiligung(b: Bestand) -> Erzeugt:
    blatt = Blatt()
    busy = {town for (_, town), stand in b.kommunenstaende.items() if stand in _DABEI}
    seated = {town for row in b.sitze for town in row.kommunen}
    reached = {measure for (measure, _), stand in b.kommunenstaende.items() if stand is Stand.EINGEFUEHRT}
    blatt.zwischentitel("Kommunen")
    blatt.posten(
        blatt.zahl(
            "kommunen.beteiligt",
            "Kommunen, in denen eine Maßnahme läuft oder eingeführt ist",
            (dinge.kommune(id, name) for id, name in b.kommunen.items() if id in busy),
        ),
        blatt.zahl(
            "kommunen.mit_sitz",
            "Kommunen mit einem Sitz ‹in der Lenkungsgruppe:dat›",
            (dinge.kommune(id, name) for id, name in b.kommunen.items() if id in seated),
        ),
        blatt.zahl(
            "kommunen.massnahmen",
            "Maßnahmen, die in mindestens einer Kommune eingeführt sind",
            (dinge.massnahme(row) for row in b.massnahmen if row.id in reached),
        ),
    )
    named = {town for _, town in b.kommunenstaende}
    blatt.tabelle(
        ["Kommune", *_STAENDE.values()],
        [_kommune(b, blatt, id, name) for id, name in b.kommunen.items() if id in named],
        len(_STAENDE),
    )
    blatt.zwischentitel("Wohlfahrt, Behörden und andere Partner")
    blatt.tabelle(
        ["Art der Institution", "Sitze", "vereinbarte Maßnahmen"],
        [row for id, name in b.institutionstypen.items() if (row := _typ(b, blatt, id, name))],
        2,
    )
    blatt.satz(
        "Der Stand je Kommune ist der, der bis zum Stichtag zuletzt gemeldet war. Ein gemeinsamer Sitz zählt bei "
        "jeder Art "
        "von Institution, für die er steht. Die Reihenfolge ist die des Alphabets und der Wörterliste, keine Rangfolge."
    )
    return blatt.fertig()


def _kommune(b: Bestand, blatt: Blatt, id: int, name: str) -> list[object]:
    cells = [
        blatt.zahl(
            f"kommunen.{id}.{stand.value}",
            f"{name}: {word}",
            (dinge.massnahme(row) for row in b.massnahmen if b.kommunenstaende.get((row.id, id)) is stand),
        )
        for stand, word in _STAENDE.items()
    ]
    return [titel(b, name), *cells]


def _typ(b: Bestand, blatt: Blatt, id: int, name: str) -> list[object]:
    """Empty for a kind of institution that does not take part."""
    seats = [row for row in b.sitze if id in row.typen]
    agreed = [row for row in b.massnahmen if row.typ_id == id and b.rahmen.kennt(row.vereinbart_am)]
    if not seats and not agreed:
        return []
    return [
        titel(b, name),
        blatt.zahl(f"typen.{id}.sitze", f"{name}: Sitze", map(dinge.sitz, seats)),
        blatt.zahl(f"typen.{id}.massnahmen", f"{name}: vereinbarte Maßnahmen", map(dinge.massnahme, agreed)),
    ]
