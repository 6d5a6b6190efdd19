"""Which Themen wait, and since when."""

from datetime import date

from kimflow.models import ThemaStatus
from kimflow.permissions import Permission
from kimflow.queries.kennzahlen import Bestand, Themenzeile, Wechsel
from kimflow.workflow.kennzahlen.streuung import MINDESTENS, ZU_WENIGE, streuung, tage
from kimflow.workflow.kennzahlen.tafeln import Zahlentafel, Zeile, Zelle, gezaehlt, in_tagen, thema

S = ThemaStatus
_ZURUECK = "zurueckgestellt"
WARTENDE = {
    S.GESAMMELT.value: "im Themenspeicher",
    _ZURUECK: "zurückgestellt, bis es wieder vorliegt",
    S.VORGELEGT.value: "vorgelegt, noch nicht entschieden",
    S.PRIORISIERT.value: "priorisiert, noch ohne Auftrag",
    S.RUHT.value: "ruht",
}
# Up to and including so many days; the last class is open.
KLASSEN = {"monat": 30, "quartal": 90, "halbjahr": 180}


def klasse(anzahl: int) -> str:
    """The class of a waiting time in days; each is in exactly one."""
    return next((name for name, most in KLASSEN.items() if anzahl <= most), "laenger")


def warten(bestand: Bestand, heute: date) -> Zahlentafel:
    """Themen nobody works on, by what they wait for and how many days they have waited in this status."""
    last: dict[int, Wechsel] = {row.id: row for row in bestand.wechsel if row.art == "thema"}
    found: dict[str, list[tuple[Themenzeile, int]]] = {key: [] for key in WARTENDE}
    for row in bestand.themen:
        key, since = _stand(row, last.get(row.id))
        if key in found:
            found[key].append((row, (heute - since).days))
    return Zahlentafel(
        "warten",
        "Themen, die warten",
        "Stand heute, nach Tagen in diesem Stand. Gezählt wird ab dem Tag, an dem der Verlauf den Wechsel in diesen "
        "Stand zeigt, ohne Wechsel ab der Aufnahme. Was ‹die Lenkungsgruppe:nom› zurückgestellt hat, wartet mit "
        "Absicht und steht in einer eigenen Zeile. Zusammengeführte Themen zählen im gemeinsamen.",
        "Stand",
        {
            "monat": "Bis 30 Tage",
            "quartal": "31 bis 90",
            "halbjahr": "91 bis 180",
            "laenger": "Mehr als 180",
            "alle": "Zusammen",
            "median": "Median in Tagen",
        },
        [_zeile(key, name, found[key]) for key, name in WARTENDE.items()],
        ("monat", "quartal", "halbjahr", "laenger"),
        "Kein Thema wartet: Alle sind in Arbeit oder fertig.",
    )


def _stand(row: Themenzeile, last: Wechsel | None) -> tuple[str, date]:
    if last is None or last.nachher != row.status.value:
        return row.status.value, row.aufgenommen_am
    put_back = last.akt == Permission.THEMA_ZURUECKSTELLEN.value
    return _ZURUECK if put_back else row.status.value, last.tag


def _zeile(schluessel: str, name: str, rows: list[tuple[Themenzeile, int]]) -> Zeile:
    cells = [
        gezaehlt(thema(row, f"seit {_tagen(days)}") for row, days in rows if klasse(days) == one)
        for one in (*KLASSEN, "laenger")
    ]
    spread = streuung([days for _, days in rows])
    text = tage(spread.median) if spread else ZU_WENIGE if 0 < len(rows) < MINDESTENS else "–"
    return Zeile(
        schluessel, name, [*cells, gezaehlt(thema(row, f"seit {_tagen(days)}") for row, days in rows), Zelle(text)]
    )


def _tagen(anzahl: int) -> str:
    text = in_tagen(anzahl)
    return text if anzahl == 1 else f"{text}n"
