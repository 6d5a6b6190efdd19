"""The cards of the board in its five columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kimflow.blueprints.massnahmen.kopf import Kopf
from kimflow.blueprints.massnahmen.tafel import Tafelzeile
from kimflow.models import Massnahme, Person
from kimflow.permissions import can
from kimflow.queries.massnahmen import BRETT, Schritt
from kimflow.web.listen import adresse
from kimflow.workflow.acts import ACTS, Act, lesbar

JE_SPALTE = 50
TITEL = {"wartet": "wartet auf Dritte"}


@dataclass(frozen=True)
class Karte:
    """`ziele` are the acts that move it on: the word on the button and the address of the act's form."""

    zeile: Tafelzeile
    schritte: Sequence[Schritt]
    satz: str
    ziele: Sequence[tuple[str, str]]

    @property
    def punkte(self) -> str:
        """The milestones as dots, the reached ones filled."""
        return "".join("●" if one.erreicht_am else "○" for one in self.schritte)

    @property
    def erreicht(self) -> int:
        return sum(one.erreicht_am is not None for one in self.schritte)


@dataclass(frozen=True)
class Spalte:
    """A status with its cards, of `anzahl` the first JE_SPALTE; `url` is the table with all of them."""

    status: str
    titel: str
    karten: Sequence[Karte]
    anzahl: int
    url: str


def spalten(
    kopf: Kopf, schritte: Mapping[int, Sequence[Schritt]], saetze: Mapping[int, str], person: Person
) -> list[Spalte]:
    """Every column of the board, the empty ones too."""
    moving = [a for a in ACTS.values() if a.of is Massnahme and a.then is not None and not (a.follows or a.creates)]
    found = []
    for status in BRETT:
        rows = [row for row in kopf.zeilen if row.zeile.status is status]
        cards = [
            Karte(
                row,
                schritte.get(row.zeile.id, ()),
                saetze.get(row.zeile.id, ""),
                _ziele(row, moving, person) if kopf.verfolgt else [],
            )
            for row in rows[:JE_SPALTE]
        ]
        url = adresse("massnahmen.index", status=status.value)
        found.append(Spalte(status.value, TITEL.get(status, lesbar(status)), cards, len(rows), url))
    return found


def _ziele(row: Tafelzeile, moving: Sequence[Act[..., object]], person: Person) -> list[tuple[str, str]]:
    """The row itself is asked for the right: it names the house and the person who are responsible."""
    return [
        (act.label, f"/massnahmen/{row.zeile.nummer}/{act.verb}")
        for act in moving
        if act.fits(row.zeile) and can(person, act.permission, row.zeile)
    ]
