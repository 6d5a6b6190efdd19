"""The list everybody in the room signs."""

from collections.abc import Iterator

from kimflow import queries
from kimflow.exports.bloecke import Block
from kimflow.exports.papierteile import absatz, angaben, kasten
from kimflow.models import Person, Sitzung
from kimflow.web.dokumente import Datei, abgerufen, papier_datei
from kimflow.web.filters import datum, zeitpunkt
from kimflow.web.tabellen import mitgenommen

HOEHE = 1.1
"""Of a line to sign on, in centimetres."""
GAESTE = 5
"""Lines for whoever is on no list."""


def teilnahmeliste_datei(sitzung: Sitzung, person: Person, format: str) -> Datei:
    """Of a meeting loaded by queries.teilnahmelisten.ganz(); format is one of FORMATE."""
    title = f"Teilnahmeliste {sitzung.nummer}"
    head, name = f"{sitzung.gremium.name}, {title}", title.replace(" ", "-")
    found = papier_datei(title, list(_bloecke(sitzung)), format, name, head, fuss=abgerufen(person), quer=True)
    mitgenommen(title, format, len(sitzung.antworten))
    return found


def _bloecke(sitzung: Sitzung) -> Iterator[Block]:
    yield angaben(
        [
            ("Gremium", sitzung.gremium.name),
            ("Zeit", zeitpunkt(sitzung.beginn)),
            ("Ort", sitzung.ort),
        ]
    )
    rows = [
        [row.platz, row.recht, row.mitglied, row.vertretung, row.antwort, "", ""]
        for row in queries.teilnahmelisten.zeilen(sitzung)
    ]
    yield kasten(
        ["Sitz", "Als", "Mitglied", "Vertretung", "Antwort", "Heute da (Name, wenn Vertretung)", "Unterschrift"],
        [*rows, *([[f"Gast {number}", "", "", "", "", "", ""] for number in range(1, GAESTE + 1)])],
        HOEHE,
        breiten=(18, 13, 13, 13, 11, 14, 18),
    )
    yield absatz(f"Die Liste nennt, wer den Sitz am {datum(sitzung.beginn)} besetzt.")
