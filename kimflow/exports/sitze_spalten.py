"""The columns in which Sitze leave and come in: what they stand for, and who fills them today or next."""

from kimflow.exports.spalten import PRUEFWORT, Spalte

RAENGE = ("mitglied", "vertretung1", "vertretung2", "vertretung3")
"""Keys of who fills a Sitz, main member first; each has `…_ab` and `…_bis`."""

_NAMEN = ("Mitglied", "1. Vertretung", "2. Vertretung", "3. Vertretung")


def _besetzung(key: str, name: str) -> tuple[Spalte, Spalte, Spalte]:
    return (
        Spalte(key, name, "E-Mail-Adresse einer Person in kimflow. Leer: niemand."),
        Spalte(f"{key}_ab", f"{name} ab", "Der erste Tag. Leer: ab dem Tag der Übernahme.", 40),
        Spalte(f"{key}_bis", f"{name} bis", "Der letzte Tag, wenn er feststeht.", 40),
    )


SPALTEN = (
    Spalte("gremium", "Gremium", "Name des Gremiums. Pflicht.", 120),
    Spalte("sitz", "Sitz", "Bezeichnung, zum Beispiel „AG Wohlfahrt“. Mit dem Gremium die Kennung. Pflicht.", 160),
    Spalte("institutionen", "Steht für", "Institutionen, mehrere durch Semikolon getrennt. Pflicht.", 1200),
    Spalte("stimmrecht", "Stimmrecht", "stimmberechtigt, beratend oder Gast. Leer: stimmberechtigt.", 40),
    Spalte("von", "Beginn", "Der erste Tag des Sitzes. Leer: der Tag der Übernahme. Danach fest.", 40),
    Spalte("bis", "Ende", "Der letzte Tag, wenn er feststeht.", 40),
    *(spalte for key, name in zip(RAENGE, _NAMEN, strict=True) for spalte in _besetzung(key, name)),
    PRUEFWORT,
)
