"""Letters about results: the verdict in one sentence, nothing of how anybody voted."""

from collections.abc import Iterable

from kimflow import queries
from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Abstimmung, Person


def festgestellt(abstimmung: Abstimmung, person: Person) -> Iterable[Brief]:
    """An alle, die heute einen Sitz aus dem Verzeichnis der Abstimmung besetzen: das Urteil in einem Satz."""
    result = queries.ergebnisse.ergebnis(abstimmung)
    meeting = abstimmung.top.sitzung_id if abstimmung.top else None
    seats = [s.sitz for s in abstimmung.stimmabgaben]
    if result is None:
        return
    for besetzung in (b for sitz in seats for b in sitz.heutige_in(meeting)):
        yield schreiben(
            besetzung.person,
            f"Ergebnis der Abstimmung {abstimmung.nummer}",
            "abstimmung_feststellen",
            abstimmung.nummer,
            abstimmung=abstimmung,
            satz=result.satz,
            link=adresse(f"/abstimmungen/{abstimmung.nummer}/ergebnis"),
        )
