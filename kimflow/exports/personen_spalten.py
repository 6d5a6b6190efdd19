"""The columns in which persons leave and come in."""

from kimflow.exports.spalten import PRUEFWORT, Spalte

SPALTEN = (
    Spalte("mail", "E-Mail", "Die dienstliche Adresse. Daran wird die Person erkannt. Pflicht."),
    Spalte("name", "Name", "Vor- und Nachname. Pflicht.", 120),
    Spalte("funktion", "Funktion", "Zum Beispiel: Geschäftsführung.", 120),
    Spalte("institution", "Institution", "Name oder Kurzname. Pflicht."),
    Spalte(
        "zeichnet",
        "Zeichnet für",
        "Institutionen, für die sie zeichnen darf; mehrere durch Semikolon getrennt. Gilt ab dem Tag der Übernahme.",
        600,
    ),
    Spalte(
        "rollen",
        "Rollen",
        "Koordination, Administration, Lesend, Büro; mehrere durch Semikolon getrennt. Gilt ab dem Tag der Übernahme.",
        100,
    ),
    Spalte("stand", "Stand", "Nur Ausgabe: eingeladen, aktiv oder deaktiviert.", 40, nur_ausgabe=True),
    PRUEFWORT,
)
