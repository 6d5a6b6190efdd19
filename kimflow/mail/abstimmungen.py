"""Letters about rounds of voting. None of them says what was voted."""

from collections.abc import Iterable

from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Abstimmung, Person, Stimmabgabe


def eroeffnung(abstimmung: Abstimmung, person: Person) -> Iterable[Brief]:
    """To everybody who may vote for a Sitz on the roll."""
    for stimmabgabe in abstimmung.stimmabgaben:
        for besetzung in stimmabgabe.sitz.heutige:
            yield schreiben(
                besetzung.person,
                f"Abstimmung {abstimmung.nummer}: {stimmabgabe.sitz}",
                "abstimmung_oeffnen",
                f"{abstimmung.nummer}-{stimmabgabe.id}",
                abstimmung=abstimmung,
                sitz=stimmabgabe.sitz,
                link=_stimmzettel(stimmabgabe),
            )


def eingang(stimmabgabe: Stimmabgabe, person: Person) -> Iterable[Brief]:
    """To main member and Vertretungen of the Sitz: a ballot has arrived. Its content is nobody's mail."""
    for besetzung in stimmabgabe.sitz.heutige:
        yield schreiben(
            besetzung.person,
            f"Stimme abgegeben: {stimmabgabe.sitz}",
            "abstimmung_stimme_abgeben",
            f"{stimmabgabe.id}-{stimmabgabe.abgegeben_am:%Y%m%d%H%M%S%f}",
            stimmabgabe=stimmabgabe,
            wer=person,
            link=_stimmzettel(stimmabgabe),
        )


def _stimmzettel(stimmabgabe: Stimmabgabe) -> str:
    return adresse(f"/abstimmungen/{stimmabgabe.abstimmung.nummer}/stimme/{stimmabgabe.id}")
