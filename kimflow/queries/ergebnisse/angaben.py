"""What a result consists of: plain data for pages, mails and papers."""

from collections.abc import Sequence
from dataclasses import dataclass

from kimflow.models import Einwandstand, Kanal, Stimmwort


@dataclass(frozen=True)
class Teilnahme:
    """Turnout by Sitz, in the order of the Sitze. The lists stay empty where names would say too much.

    kanaele: how many of the ballots that count came which way; a geheime round knows one way only and names none.
    """

    abgegeben: int
    berechtigt: int
    enthaltungen: int
    fehlende: Sequence[str]
    befangene: Sequence[str]
    befangene_mit_grund: Sequence[str]
    kanaele: Sequence[tuple[Kanal, int]]


@dataclass(frozen=True)
class Bewertung:
    """How an option of a round of widerstand was rated; Enthaltung and not rated are two things."""

    bewertet: int
    niedrigster: int | None
    hoechster: int | None
    mit_grund: int
    enthaltungen: int
    nicht_bewertet: int
    schlechter_als_null: bool


@dataclass(frozen=True)
class Frueher:
    """Where a Thema stood in the round before."""

    nummer: str
    rang: int


@dataclass(frozen=True)
class Rangzeile:
    """One option in the ranking, in its order.

    rang is None without any value, and for the Null-Lösung. wert: points, or acceptance in tenths, as wert_text has
    it for people. anteil: length of its bar in whole percent. stimmen: what single ballots gave, sorted; never in a
    geheime round.
    """

    option_id: int
    thema_id: int | None
    text: str
    rang: int | None
    geteilt: bool
    wert: int | None
    wert_text: str
    anteil: int
    stimmen: Sequence[int]
    ist_null: bool
    bewertung: Bewertung | None
    frueher: Frueher | None

    @property
    def bewegung(self) -> int | None:
        """Places won (positive) or lost since the round before."""
        return None if self.frueher is None or self.rang is None else self.frueher.rang - self.rang


@dataclass(frozen=True)
class Wortzeile:
    wort: Stimmwort
    anzahl: int


@dataclass(frozen=True)
class Mehrheitsstand:
    """`noetig` Ja of `basis` were needed."""

    ja: int
    nein: int
    enthaltung: int
    basis: int
    noetig: int
    erreicht: bool
    gleichstand: bool


@dataclass(frozen=True)
class Aeusserung:
    """What a Sitz said; `sitz` is empty where names stay with the system (vertraulich)."""

    sitz: str
    was: str
    begruendung: str


@dataclass(frozen=True)
class Einwandzeile:
    """A schwerer Einwand and what became of it; `sitz` is empty where names stay with the system."""

    id: int
    sitz: str
    grund: str
    stand: Einwandstand
    antwort: str


@dataclass(frozen=True)
class Ergebnis:
    """The one result of a round, for every page, mail and paper.

    gleichstand and gleichstand_entscheidung: the declared rule where a tie matters, and how the Vorsitz decided it.
    quorum: empty without one. hinweis: what a unanimous geheime result gives away.
    """

    satz: str
    regel: str
    quorum: str
    zustande_gekommen: bool
    gleichstand: str
    gleichstand_entscheidung: str
    belastbarkeit: str
    hinweis: str
    zustimmung: bool
    beteiligung: Teilnahme
    raenge: Sequence[Rangzeile]
    worte: Sequence[Wortzeile]
    mehrheit: Mehrheitsstand | None
    ausstehend: Sequence[str]
    aeusserungen: Sequence[Aeusserung]
    einwaende: Sequence[Einwandzeile]
