"""What a Beschluss sets off, and where that is something else than the round said it rests on."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from kimflow.models import Abstimmung, Gleichstand, Thema, Zielvereinbarung
from kimflow.permissions import Permission
from kimflow.workflow import ergebnisse

P = Permission


@dataclass(frozen=True)
class Wirkung:
    """An act the Beschluss triggers on one thing, with that act's own arguments."""

    permission: Permission
    gegenstand: Thema | Zielvereinbarung
    angaben: dict[str, Any] = field(default_factory=dict)

    @property
    def statt(self) -> Thema | None:
        """The Thema that rests in exchange, where a full Projektgruppe takes on another."""
        thema: Thema | None = self.angaben.get("statt")
        return thema


# What agreeing to a thing leads to, and what not agreeing leads to.
BEJAHT = frozenset(
    {P.ZIELVEREINBARUNG_ZUSTIMMEN, P.THEMA_BEAUFTRAGEN, P.THEMA_VEREINBAREN, P.THEMA_PRIORISIEREN, P.THEMA_ERLEDIGEN}
)
VERNEINT = frozenset(
    {
        P.ZIELVEREINBARUNG_NICHT_ZUSTIMMEN,
        P.ZIELVEREINBARUNG_UEBERARBEITEN,
        P.THEMA_ZURUECKSTELLEN,
        P.THEMA_NICHT_WEITERVERFOLGEN,
        P.THEMA_BEENDEN,
    }
)


def abweichungen(abstimmung: Abstimmung, wirkungen: Sequence[Wirkung]) -> list[str]:
    """Where the Wirkungen are not what the round proposes, a German sentence each; empty if they follow it.

    Looked at are the things the round was about: what else stands on the agenda item was not voted on.
    """
    asked = {option.gegenstand for option in abstimmung.optionen if option.gegenstand}
    own = [wirkung for wirkung in wirkungen if wirkung.gegenstand in asked]
    return list(_andere_plaetze(abstimmung, own) if abstimmung.methode.ist_priorisierung else _anders(abstimmung, own))


def _andere_plaetze(abstimmung: Abstimmung, wirkungen: Sequence[Wirkung]) -> Iterator[str]:
    places = plaetze(abstimmung)
    for wirkung in wirkungen:
        if wirkung.permission is not P.THEMA_PRIORISIEREN:
            continue
        place, given = places.get(wirkung.gegenstand), wirkung.angaben.get("rang")
        if place is None:
            yield f"{wirkung.gegenstand}: Die Abstimmung hat keinen Rang ergeben, beschlossen wird Rang {given}."
        elif given not in place:
            yield f"{wirkung.gegenstand}: Die Abstimmung hat Rang {place[0]} ergeben, beschlossen wird Rang {given}."


def plaetze(abstimmung: Abstimmung) -> dict[Any, range]:
    """The ranks the result leaves open for each thing: one, or those that sharing things divide among themselves."""
    ranked = ergebnisse.vorschlag(abstimmung).raenge
    sharing = Counter(rang for _, rang in ranked)
    is_decided = abstimmung.gleichstand is not Gleichstand.GETEILT

    return {option.gegenstand: range(rang, rang + (sharing[rang] if is_decided else 1)) for option, rang in ranked}


def _anders(abstimmung: Abstimmung, wirkungen: Sequence[Wirkung]) -> Iterator[str]:
    if ergebnisse.ist_gleichstand(abstimmung) and abstimmung.gleichstand_entscheidung:
        return
    agreed = bool(ergebnisse.vorschlag(abstimmung).zugestimmt)
    for wirkung in wirkungen:
        if wirkung.permission in BEJAHT and not agreed:
            yield f"{wirkung.gegenstand}: {_kein_ja(abstimmung)}"
        elif wirkung.permission in VERNEINT and agreed:
            yield f"{wirkung.gegenstand}: Die Abstimmung hat Zustimmung ergeben."


def _kein_ja(abstimmung: Abstimmung) -> str:
    if abstimmung.ergebnis and not abstimmung.ergebnis["zustande_gekommen"]:
        return "Die Abstimmung ist nicht zustande gekommen."
    return "Die Abstimmung hat keine Zustimmung ergeben."
