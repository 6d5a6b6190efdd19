"""Letters about Indikatoren."""

from collections.abc import Iterable

from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Amt, Indikator


def messung_faellig(indikator: Indikator) -> Iterable[Brief]:
    """An die Leitung der Projektgruppe: Heute ist die nächste Messung fällig."""
    gruppe = indikator.zielvereinbarung.projektgruppe
    for mitglied in gruppe.mitgliedschaften:
        if mitglied.gilt_heute and mitglied.amt is Amt.LEITUNG:
            yield schreiben(
                mitglied.person,
                f"Messung fällig: Zielvereinbarung {indikator.zielvereinbarung.nummer}",
                "indikator_messung_faellig",
                f"messung:{indikator.id}:{indikator.naechste_messung_am}",
                indikator=indikator,
                link=adresse(f"/indikatoren/{indikator.id}/messwert_erfassen"),
            )
