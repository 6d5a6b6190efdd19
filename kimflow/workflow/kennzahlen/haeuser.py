"""What each institution has on its table: for the Koordination, and for a house its own row. Never a ranking."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kimflow.models import MassnahmeStatus
from kimflow.queries.kennzahlen import Massnahmenzeile, Offenes
from kimflow.workflow.ampel import WORTE
from kimflow.workflow.kennzahlen.massnahmen import mit_termin, stufe
from kimflow.workflow.kennzahlen.tafeln import Ding, Zahlentafel, Zeile, gezaehlt, massnahme

ZUSAGEN, ZEICHNUNGEN, STELLUNGNAHMEN = "zusagen", "zeichnungen", "stellungnahmen"


def haeuser(
    namen: Mapping[int, str],
    massnahmen: Sequence[Massnahmenzeile],
    zeichnungen: Sequence[Offenes],
    stellungnahmen: Sequence[Offenes],
    heute: date,
) -> Zahlentafel:
    """One row for each of `namen` (id → name, in the order they are to stand)."""
    rows = []
    for id, name in namen.items():
        own = [row for row in massnahmen if row.institution_id == id]
        asked = (massnahme(row) for row in own if row.status is MassnahmeStatus.VORGESCHLAGEN and not row.abgesagt)
        lights = [gezaehlt(mit_termin(row for row in own if stufe(row, heute) is one)) for one in WORTE]
        rows.append(
            Zeile(
                str(id),
                name,
                [
                    gezaehlt(asked),
                    *lights,
                    gezaehlt(_dinge("zielvereinbarung", id, zeichnungen)),
                    gezaehlt(_dinge("thema", id, stellungnahmen)),
                ],
            )
        )
    return Zahlentafel(
        "institutionen",
        "Institutionen",
        "Stand heute. Maßnahmen, für die das Haus verantwortlich ist, nach Ampel; Zusagen, um die es gebeten ist; "
        "Zeichnungen und Stellungnahmen, die fehlen. Alphabetisch: Häuser sind verschieden groß und verschieden "
        "betroffen, darum gibt es keine Rangfolge und keine Summe.",
        "Institution",
        {
            ZUSAGEN: "Zusagen offen",
            **{one.value: f"Maßnahmen: {word}" for one, word in WORTE.items()},
            ZEICHNUNGEN: "Zeichnungen fehlen",
            STELLUNGNAHMEN: "Stellungnahmen offen",
        },
        rows,
        leer="Nichts ist offen, und keine Maßnahme läuft.",
    )


def _dinge(sorte: str, institution_id: int, rows: Iterable[Offenes]) -> Iterable[Ding]:
    for row in rows:
        if row.institution_id == institution_id:
            yield Ding(sorte, row.nummer, row.titel, f"bis {row.frist:%d.%m.%Y}" if row.frist else "")
