"""Maßnahmen by light, by overdue class, by what happened in a period, and where they have arrived."""

from collections.abc import Iterable, Sequence
from datetime import date

from kimflow.models import Massnahme, MassnahmeStatus, Stand
from kimflow.queries.kennzahlen import Bestand, Massnahmenzeile, Standzeile
from kimflow.workflow.ampel import VERZUG, WORTE, Stufe, Verzug, ampel, termin, verzug
from kimflow.workflow.kennzahlen.tafeln import Ding, Fenster, Zahlentafel, Zeile, gezaehlt, massnahme, thema

STAENDE = {
    Stand.GEPLANT: "Geplant",
    Stand.LAEUFT: "Läuft",
    Stand.EINGEFUEHRT: "Eingeführt",
    Stand.NICHT_BETEILIGT: "Nicht beteiligt",
}
_OHNE = "ohne"


def stufe(row: Massnahmenzeile, heute: date) -> Stufe | None:
    """The light of a row by the one rule there is (workflow.ampel)."""
    light = ampel(
        row.status, row.naechster_termin, row.frist, row.gemeldet_am, row.vereinbart_am, heute, row.wartet_bis
    )
    return light.stufe if light else None


def klasse(row: Massnahmenzeile, heute: date) -> Verzug:
    """The one class a Maßnahme is in (workflow.ampel)."""
    return verzug(row.status in Massnahme.LAUFENDE, _tag(row), heute)


def _tag(row: Massnahmenzeile) -> date | None:
    return termin(row.naechster_termin, row.frist, row.wartet_bis)


def mit_termin(rows: Iterable[Massnahmenzeile]) -> list[Ding]:
    """As things, each with the date that counts."""
    return [massnahme(row, _faellig(row)) for row in rows]


def _faellig(row: Massnahmenzeile) -> str:
    day = _tag(row)
    return f"Termin {day:%d.%m.%Y}" if day else "ohne Termin"


def ampeln(bestand: Bestand, heute: date) -> Zahlentafel:
    rows = bestand.massnahmen
    return Zahlentafel(
        "ampel",
        "Maßnahmen nach Ampel",
        "Stand heute. Vereinbarte, laufende, wartende und ruhende Maßnahmen; jede steht in genau einer Zeile. "
        "Die Ampel wird aus Terminen und Rückmeldungen berechnet, niemand stellt sie ein.",
        "Ampel",
        {"anzahl": "Maßnahmen"},
        [
            Zeile(one.value, _wort(one), [gezaehlt(mit_termin(r for r in rows if stufe(r, heute) is one))])
            for one in WORTE
        ],
        ("anzahl",),
        "Noch läuft keine Maßnahme.",
    )


_FARBEN = {Stufe.ROT: "rot", Stufe.GRAU: "grau", Stufe.GELB: "gelb", Stufe.GRUEN: "grün"}


def _wort(one: Stufe) -> str:
    return f"{WORTE[one]} ({_FARBEN[one]})" if one in _FARBEN else WORTE[one]


def verzuege(bestand: Bestand, heute: date) -> Zahlentafel:
    rows = bestand.massnahmen
    return Zahlentafel(
        "verzug",
        "Überfällige Maßnahmen",
        "Stand heute. Es zählt, was zuerst kommt: der nächste offene Meilenstein, die Frist oder das Ende des "
        "Wartens. Ruhende Maßnahmen sind nicht überfällig.",
        "Verzug",
        {"anzahl": "Maßnahmen"},
        [
            Zeile(one.value, VERZUG[one], [gezaehlt(mit_termin(r for r in rows if klasse(r, heute) is one))])
            for one in Verzug
            if one.ist_ueberfaellig
        ],
        ("anzahl",),
        "Keine Maßnahme ist überfällig.",
    )


def geschehen(bestand: Bestand, fenster: Fenster) -> Zahlentafel:
    """What happened in the period, each on its own date."""
    checked = bestand.geprueft_am()
    dates: list[tuple[str, str, list[tuple[Ding, date | None]]]] = [
        ("aufgenommen", "Themen aufgenommen", [(thema(t), t.aufgenommen_am) for t in bestand.themen]),
        ("entschieden", "Themen priorisiert oder beauftragt", [(thema(t), t.entschieden_am) for t in bestand.themen]),
        ("vereinbart", "Maßnahmen vereinbart", [(massnahme(m), m.vereinbart_am) for m in bestand.massnahmen]),
        ("umgesetzt", "Maßnahmen umgesetzt", [(massnahme(m), m.umgesetzt_am) for m in bestand.massnahmen]),
        ("geprueft", "Wirkung geprüft", [(massnahme(m), checked.get(m.id)) for m in bestand.massnahmen]),
    ]
    return Zahlentafel(
        "zeitraum",
        "Was geschehen ist",
        "Im gewählten Zeitraum, nach dem Tag der Aufnahme, des ersten Beschlusses, des Beschlusses über die Maßnahme, "
        "der Umsetzung und des Eintrags der Prüfung im Verlauf.",
        "Schritt",
        {"anzahl": "Anzahl"},
        [
            Zeile(
                key,
                name,
                [
                    gezaehlt(
                        Ding(one.sorte, one.nummer, one.titel, f"{day:%d.%m.%Y}")
                        for one, day in found
                        if day is not None and day in fenster
                    )
                ],
            )
            for key, name, found in dates
        ],
        ("anzahl",),
        "In diesem Zeitraum ist nichts geschehen.",
        hat_zeitraum=True,
    )


def kommunen(bestand: Bestand) -> Zahlentafel:
    """How far the agreed Maßnahmen are in each Kommune; one without a Stand there stands in a column of its own."""
    agreed = {
        row.id: row for row in bestand.massnahmen if row.vereinbart_am and row.status is not MassnahmeStatus.ABGEBROCHEN
    }
    places: dict[int, list[Standzeile]] = {}
    for row in bestand.staende:
        places.setdefault(row.kommune_id, []).append(row)
    return Zahlentafel(
        "kommunen",
        "Beteiligung der Kommunen",
        "Stand heute. Vereinbarte Maßnahmen, die nicht abgebrochen sind, nach dem Umsetzungsstand, der dort gemeldet "
        "ist. „Ohne Angabe“ heißt: Für diese Kommune ist nichts eingetragen. Alphabetisch, keine Rangfolge.",
        "Kommune",
        {**{one.value: text for one, text in STAENDE.items()}, _OHNE: "Ohne Angabe"},
        [_kommune(id, rows, agreed) for id, rows in places.items()],
        [one.value for one in STAENDE],
        "Noch ist keine Kommune angelegt oder keine Maßnahme vereinbart.",
    )


def _kommune(id: int, rows: Sequence[Standzeile], agreed: dict[int, Massnahmenzeile]) -> Zeile:
    stands = {row.massnahme_id: row.stand for row in rows if row.massnahme_id is not None}
    cells = [
        gezaehlt(massnahme(row) for key, row in agreed.items() if stands.get(key) is one) for one in (*STAENDE, None)
    ]
    return Zeile(str(id), rows[0].kommune, cells)
