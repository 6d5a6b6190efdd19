"""Section: Themen raised, prioritised and solved, where they stood, and what was handed on."""

from kimflow.models import ThemaStatus
from kimflow.permissions import Permission
from kimflow.queries.berichte import Bestand
from kimflow.queries.niederschrift.worte import datum
from kimflow.workflow.acts import lesbar
from kimflow.workflow.berichte import dinge
from kimflow.workflow.berichte.dinge import titel
from kimflow.workflow.berichte.teile import Blatt, Ding, Erzeugt, Zahl

P = Permission
S = ThemaStatus
GELOEST = (S.UMGESETZT, S.ABGESCHLOSSEN, S.ERLEDIGT)
# What the Lenkungsgruppe decided, by the acts its Beschlüsse triggered.
_ENTSCHEIDUNGEN = {
    "priorisiert": ("priorisiert", (P.THEMA_PRIORISIEREN,)),
    "beauftragt": ("an ‹eine Projektgruppe:akk› gegeben", (P.THEMA_BEAUFTRAGEN,)),
    "zurueckgestellt": ("zurückgestellt", (P.THEMA_ZURUECKSTELLEN,)),
    "nicht_weiterverfolgt": ("nicht weiterverfolgt", (P.THEMA_NICHT_WEITERVERFOLGEN,)),
    "beendet": ("vorzeitig beendet", (P.THEMA_BEENDEN,)),
}


def themen(b: Bestand) -> Erzeugt:
    blatt = Blatt()
    solved = b.erreicht("thema", GELOEST)
    new = (dinge.thema(t, f"am {datum(t.aufgenommen_am)}") for t in b.themen if t.aufgenommen_am in b.rahmen)
    blatt.zwischentitel("Im Zeitraum")
    blatt.posten(
        blatt.zahl("meldungen.eingegangen", "Meldungen von Hürden", map(dinge.meldung, b.meldungen), klein=True),
        blatt.zahl("themen.aufgenommen", "Themen aufgenommen", new),
        blatt.zahl("themen.vorgelegt", "Themen vorgelegt", dinge.themen(b, b.geschehen("thema", P.THEMA_VORLEGEN))),
        *(_entschieden(b, blatt, key) for key in _ENTSCHEIDUNGEN),
        blatt.zahl("themen.vereinbart", "Themen mit vereinbarten Maßnahmen", _vereinbarte(b)),
        blatt.zahl("themen.geloest", "Themen gelöst", dinge.themen(b, solved)),
    )
    if solved:
        blatt.satz("Gelöst wurden:")
        blatt.liste(f"{row.nummer} {titel(b, row.titel)}" for row in b.themen if row.id in solved)
    blatt.zwischentitel("Stand am Stichtag")
    blatt.tabelle(["Stand", "Themen"], _staende(b, blatt), 1)
    _weitergaben(b, blatt)
    blatt.satz(
        "Gelöst heißt: erledigt, umgesetzt oder abgeschlossen, und am Stichtag noch so. Der Stand ist der, der am "
        "Stichtag "
        "im Verlauf stand; was erst danach eingetragen wurde, zählt beim Stand nicht mit."
    )
    return blatt.fertig()


def _entschieden(b: Bestand, blatt: Blatt, key: str) -> Zahl:
    name, acts = _ENTSCHEIDUNGEN[key]
    found = b.entschieden(*acts)
    rows = (
        dinge.thema(row, f"{found[row.id].beschluss} vom {datum(found[row.id].gefasst_am)}")
        for row in b.themen
        if row.id in found
    )
    return blatt.zahl(f"themen.{key}", f"Themen {name}", rows)


def _vereinbarte(b: Bestand) -> list[Ding]:
    """By a Beschluss of the Lenkungsgruppe on the Thema itself, or by its consent to a Zielvereinbarung."""
    decided = {id: row.gefasst_am for id, row in b.entschieden(P.THEMA_VEREINBAREN).items()}
    agreed = {id: line.tag for id, line in b.geschehen("thema", P.THEMA_ZUSTIMMEN).items()}
    days = agreed | decided
    return [dinge.thema(row, dinge.am(days[row.id])) for row in b.themen if row.id in days]


def _staende(b: Bestand, blatt: Blatt) -> list[list[object]]:
    now = b.staende("thema")
    return [
        [
            lesbar(status),
            blatt.zahl(
                f"themen.stand.{status.value}",
                f"Themen am Stichtag: {lesbar(status)}",
                (dinge.thema(row) for row in b.themen if now.get(row.id) == status),
            ),
        ]
        for status in S
    ]


def _weitergaben(b: Bestand, blatt: Blatt) -> None:
    waiting = (row for row in b.weitergaben if not b.rahmen.kennt(row.abgeschlossen_am))
    blatt.zwischentitel("Was vor Ort nicht zu lösen ist")
    blatt.posten(
        blatt.zahl(
            "weitergaben.gemeldet",
            "Weitergaben an Land, Bund oder Politik",
            (dinge.weitergabe(row) for row in b.weitergaben if row.am in b.rahmen),
        ),
        blatt.zahl("weitergaben.offen", "Weitergaben, die am Stichtag offen sind", map(dinge.weitergabe, waiting)),
    )
