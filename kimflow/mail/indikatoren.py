"""Letters about Indikatoren."""

from collections.abc import Iterable

from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Amt, Gremium, Indikator, Person, Rollenart
from kimflow.queries import personen


def messung_faellig(indikator: Indikator) -> Iterable[Brief]:
    """An die Leitung der Projektgruppe, ohne sie an die Koordination: Heute ist die nächste Messung fällig."""
    gruppe = indikator.zielvereinbarung.projektgruppe
    for wer in _leitung(gruppe) or personen.mit_rolle(Rollenart.KOORDINATION):
        yield schreiben(
            wer,
            f"Messung fällig: Zielvereinbarung {indikator.zielvereinbarung.nummer}",
            "indikator_messung_faellig",
            f"messung:{indikator.id}:{indikator.naechste_messung_am}",
            indikator=indikator,
            link=adresse(f"/indikatoren/{indikator.id}/messwert_erfassen"),
        )


def _leitung(gruppe: Gremium) -> list[Person]:
    """Who leads it today and can be reached; nobody leads a group that has ended."""
    members = gruppe.mitgliedschaften if gruppe.gilt_heute else []
    return [m.person for m in members if m.gilt_heute and m.amt is Amt.LEITUNG and m.person.ist_erreichbar]
