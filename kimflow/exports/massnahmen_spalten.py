"""The columns in which Maßnahmen leave and come in."""

from kimflow.exports.spalten import PRUEFWORT, Spalte

SPALTEN = (
    Spalte("nummer", "Nummer", "Steht in der Ausgabe. Leer: eine neue Maßnahme.", 16),
    Spalte("titel", "Titel", "Pflicht.", 160),
    Spalte("beschreibung", "Beschreibung", "Was getan wird.", 4000),
    Spalte("thema", "Thema", "Nummer oder Titel; nur bei neuen zu setzen. Leer: eines mit ihrem Titel.", 160),
    Spalte("institution", "Institution", "Wer verantwortlich ist: Name oder Kurzname. Pflicht."),
    Spalte("unterstuetzende", "Unterstützt von", "Institutionen, mehrere durch Semikolon getrennt.", 1200),
    Spalte("massnahmeart", "Maßnahmeart", "Ein Wort aus der Liste."),
    Spalte("verantwortlich", "Verantwortlich", "E-Mail-Adresse einer Person in kimflow; nur bei neuen zu setzen."),
    Spalte("frist", "Frist", "Bis wann.", 40),
    Spalte("beschlossen_am", "Beschlossen am", "Nur bei neuen, dort Pflicht: Tag des Beschlusses.", 40),
    Spalte("gremium", "Gremium", "Nur bei neuen, dort Pflicht: wer beschlossen hat.", 120),
    Spalte("beschluss", "Beschlussdokument", "Nur bei neuen, dort Pflicht: Fundstelle, etwa Protokoll vom …", 300),
    Spalte("handlungsfeld", "Handlungsfeld", "Nur bei neuen ohne Thema: für das Thema, das dabei entsteht."),
    Spalte("rechtskreise", "Rechtskreise", "Nur bei neuen ohne Thema; mehrere durch Semikolon getrennt.", 600),
    Spalte("kommunen", "Kommunen", "Nur bei neuen ohne Thema; mehrere durch Semikolon getrennt.", 1200),
    Spalte("beteiligte", "Beteiligte", "Nur bei neuen: freier Text; er wird an die Beschreibung angehängt.", 900),
    Spalte("quelle", "Quelle", "Nur bei neuen, dort Pflicht: woher die Angabe stammt.", 300),
    Spalte("datum", "Datum der Quelle", "Nur bei neuen. Leer: heute.", 40),
    Spalte("stand", "Stand", "Nur Ausgabe: Der Stand ändert sich durch Handlungen.", 40, nur_ausgabe=True),
    Spalte(
        "beschlussnummer", "Beschlussnummer", "Nur Ausgabe: der Beschluss, auf dem sie beruht.", 40, nur_ausgabe=True
    ),
    PRUEFWORT,
)
