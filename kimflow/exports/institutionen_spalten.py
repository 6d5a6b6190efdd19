"""The columns in which institutions leave and come in."""

from kimflow.exports.spalten import PRUEFWORT, Spalte

SPALTEN = (
    Spalte("kennung", "Kennung", "Steht in der Ausgabe. Leer: Die Institution wird am Namen erkannt.", 10),
    Spalte("name", "Name", "Der volle Name. Pflicht.", 160),
    Spalte("kurzname", "Kurzname", "So steht die Institution in Tabellen. Pflicht.", 40),
    Spalte("typ", "Art", "Ein Wort aus der Liste der Institutionstypen. Pflicht."),
    Spalte("kommune", "Kommune", "Nur, wenn sie zu genau einer Kommune gehört.", 120),
    Spalte("aktiv", "Aktiv", "ja oder nein: ob sie ausgewählt werden kann. Leer: ja.", 10),
    PRUEFWORT,
)
