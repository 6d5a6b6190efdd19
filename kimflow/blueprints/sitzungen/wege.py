"""From a meeting to its neighbours: which other pages of it somebody may open, and which one is the next step."""

from collections.abc import Set
from dataclasses import dataclass

from flask import url_for

from kimflow.models import Sitzung, SitzungStatus
from kimflow.permissions import Permission, can
from kimflow.web.access import me

S = SitzungStatus
_GEHALTEN = frozenset({S.LAUFEND, S.NACHBEREITUNG, S.PROTOKOLL_IN_ABSTIMMUNG, S.GENEHMIGT})
_ALLE = frozenset(S)


@dataclass(frozen=True)
class Weg:
    """A link; `primaer` where it is the next step."""

    text: str
    url: str
    primaer: bool


# text, endpoint, right, in which statuses, in which of them it is the next step
_WEGE: tuple[tuple[str, str, Permission, Set[S], Set[S]], ...] = (
    ("Zur Moderation", "moderation.show", Permission.SITZUNG_MODERIEREN, {S.EINGELADEN, S.LAUFEND}, {S.LAUFEND}),
    ("Meine Sitzung", "meine_sitzung.show", Permission.SITZUNG_TEILNEHMEN, _ALLE, set()),
    (
        "Nachbereitung",
        "nachbereitung.show",
        Permission.SITZUNG_NACHBEREITEN,
        _GEHALTEN - {S.GENEHMIGT},
        {S.NACHBEREITUNG},
    ),
    (
        "Protokoll",
        "protokolle.show",
        Permission.SITZUNG_PROTOKOLL_ANSEHEN,
        _GEHALTEN,
        {S.PROTOKOLL_IN_ABSTIMMUNG, S.GENEHMIGT},
    ),
    ("Tagesordnung drucken", "sitzungen.tagesordnung", Permission.SITZUNG_ANSEHEN, _ALLE, set()),
    (
        "Tischkarten, Teilnahmeliste",
        "tischkarten.drucken",
        Permission.SITZUNG_TISCHKARTEN_DRUCKEN,
        {S.EINGELADEN, S.LAUFEND},
        set(),
    ),
    ("Termin für den Kalender", "sitzungen.termin_ics", Permission.SITZUNG_ANSEHEN, _ALLE, set()),
)


def wege(sitzung: Sitzung) -> list[Weg]:
    """In the order of their use, the next step first."""
    found = [
        Weg(text, url_for(endpoint, nummer=sitzung.nummer), sitzung.status in next_in)
        for text, endpoint, right, shown_in, next_in in _WEGE
        if sitzung.status in shown_in and can(me(), right, sitzung)
    ]
    return sorted(found, key=lambda weg: not weg.primaer)
