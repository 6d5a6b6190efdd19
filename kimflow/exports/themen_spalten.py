"""The columns in which Themen leave and come in."""

from kimflow.exports.spalten import PRUEFWORT, Spalte

SPALTEN = (
    Spalte("nummer", "Nummer", "Steht in der Ausgabe. Leer: ein neues Thema.", 16),
    Spalte("titel", "Titel", "Pflicht.", 160),
    Spalte("beschreibung", "Problem", "Das Problem in einem Satz.", 1000),
    Spalte("wirkung_menschen", "Wirkung auf Menschen", "Was es für Ratsuchende bedeutet.", 2000),
    Spalte("wirkung_stellen", "Wirkung auf Stellen", "Was es für Ämter und Beratungsstellen bedeutet.", 2000),
    Spalte("warum_jetzt", "Warum jetzt", "Was es dringend macht.", 2000),
    Spalte("gefragt", "Was gefragt ist", "Was ‹die Lenkungsgruppe:nom› tun soll.", 2000),
    Spalte("moeglichkeiten", "Möglichkeiten", "Auch: nichts ändern.", 2000),
    Spalte("doppelstruktur", "Doppelstrukturen", "Wer daran schon arbeitet.", 2000),
    Spalte("handlungsfeld", "Handlungsfeld", "Ein Wort aus der Liste der Handlungsfelder."),
    Spalte("rechtskreise", "Rechtskreise", "Mehrere durch Semikolon getrennt.", 600),
    Spalte("kommunen", "Kommunen", "Mehrere durch Semikolon getrennt.", 1200),
    Spalte("beteiligte", "Beteiligte", "Nur bei neuen: freier Text; er wird an das Problem angehängt.", 900),
    Spalte("quelle", "Quelle", "Nur bei neuen, dort Pflicht: woher die Angabe stammt.", 300),
    Spalte(
        "datum",
        "Datum der Quelle",
        "Nur bei neuen: 22.11.2026, 2026-11-22 oder nur das Jahr (zählt als 1. Januar). Leer: heute.",
        40,
    ),
    Spalte("stand", "Stand", "Nur Ausgabe: Der Stand ändert sich durch Handlungen.", 40, nur_ausgabe=True),
    Spalte(
        "beschlussnummer",
        "Beschlussnummer",
        "Nur Ausgabe: der Beschluss, auf dem der Stand beruht.",
        40,
        nur_ausgabe=True,
    ),
    PRUEFWORT,
)
