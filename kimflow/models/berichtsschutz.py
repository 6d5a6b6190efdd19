"""What the database refuses to have done to a closed report, whoever writes. Part of models/ausloeser.py."""

from kimflow.models.abschlussschutz import Abschlussschutz

BERICHT_FEST = Abschlussschutz(
    "bericht",
    {
        "berichtsabschnitt": ("bericht_id", "SELECT status FROM bericht WHERE id = {wert}"),
        "berichtszahl": (
            "abschnitt_id",
            "SELECT b.status FROM bericht b JOIN berichtsabschnitt a ON a.bericht_id = b.id WHERE a.id = {wert}",
        ),
        "berichtszeile": (
            "zahl_id",
            "SELECT b.status FROM bericht b JOIN berichtsabschnitt a ON a.bericht_id = b.id "
            "JOIN berichtszahl z ON z.abschnitt_id = a.id WHERE z.id = {wert}",
        ),
    },
    "Ein abgeschlossener Bericht aendert sich nicht.",
    "berichtsteil_fest",
    "bericht_fest",
).ddl()
