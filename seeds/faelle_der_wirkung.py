"""More invented cases: told since, so that the Wirkungscheck has quarters to compare before and after."""

from seeds.faelle import ACHTZEHN, ANERKENNUNG, EINBUERGERUNG, KITA, KURS, SCHULE, WECHSEL, WOHNEN, Fall

_K, _S = "Fallwerkstatt Kreis", "Fallwerkstatt Seestadt"

# While the change from one law to the other still broke …
_VORHER: tuple[Fall, ...] = (
    Fall("wechsel1", 680, _K, "Finn", "Erste Miete nach dem Wechsel nicht gezahlt", "Rotbach", "27 bis 39", "anerkannt",
         ((*WECHSEL, "Die Zahlung der einen Stelle endete, die der anderen begann sieben Wochen später."),)),
    Fall("wechsel2", 640, _S, "Tomas", "Antrag ging an die falsche Stelle", "Seestadt", "18 bis 26", "anerkannt",
         ((*WECHSEL, "Weitergeleitet wurde er erst nach einer Nachfrage der Beratung."),)),
    Fall("wechsel3", 600, _K, "Rita", "Anerkennung mitten im Monat", "Waldau", "Familie mit Kindern", "anerkannt",
         ((*WECHSEL, "Beide Stellen hielten die andere für zuständig."),)),
    Fall("wechsel4", 575, _S, "Frida", "Krankenkasse, Miete, Strom: alles zugleich", "Seestadt", "40 bis 59", "anerkannt",
         ((*WECHSEL, "Der neue Anspruch wurde erst nach Vorlage aller Kontoauszüge geprüft."),)),
    Fall("wechsel5", 530, _K, "Fatma", "Zwischen zwei Bescheiden", "Lindenhain", "27 bis 39", "anerkannt",
         ((*WECHSEL, "Der Einstellungsbescheid lag dem Antrag nicht bei."),)),
    Fall("wechsel6", 490, _K, "Finn", "Darlehen statt Leistung", "Heidewald", "18 bis 26", "anerkannt",
         ((*WECHSEL, "Die Beratungsstelle streckte zwei Monatsbeträge vor."),)),
    Fall("wechsel7", 440, _S, "Tomas", "Nachweis verlangt, den es noch nicht gab", "Seestadt", "40 bis 59", "anerkannt",
         ((*WECHSEL, "Der Aufenthaltstitel war ausgestellt, aber noch nicht ausgehändigt."),)),
)  # fmt: skip

# … and since the checklist and the fixed day are in place: other things break.
_NACHHER: tuple[Fall, ...] = (
    Fall("kurs4", 232, _S, "Frida", "Einstufung ohne freien Platz", "Seestadt", "27 bis 39", "anerkannt",
         ((*KURS, "Nach der Einstufung vergingen fünf Monate."),)),
    Fall("kurs5", 215, _K, "Fatma", "Schichtarbeit und Abendkurs", "Neumühle", "40 bis 59", "vorübergehender Schutz § 24",
         ((*KURS, "Der einzige Abendkurs begann vor Schichtende."),)),
    Fall("kita3", 208, _K, "Finn", "Zusage für die Betreuung verfallen", "Waldau", "Familie mit Kindern", "anerkannt",
         ((*KITA, "Die Frist lief ab, während die Kursbestätigung fehlte."),)),
    Fall("anerkennung3", 195, _S, "Tomas", "Erzieherin wartet auf die Übersetzung", "Seestadt", "27 bis 39", "Familiennachzug",
         ((*ANERKENNUNG, "Wer die Kosten trägt, wurde zwischen zwei Stellen hin- und hergeschrieben."),)),
    Fall("anerkennung4", 176, _K, "Rita", "Elektriker in der Zeitarbeit", "Eichhorst", "40 bis 59", "anerkannt",
         ((*ANERKENNUNG, "Nach dem Abschluss hatte im Erstgespräch niemand gefragt."),)),
    Fall("einbuergerung2", 160, _S, "Frida", "Nachweise veralten während der Bearbeitung", "Seestadt", "27 bis 39", "Niederlassungserlaubnis",
         ((*EINBUERGERUNG, "Nach elf Monaten wurden alle Bescheinigungen neu verlangt."),)),
    Fall("einbuergerung3", 150, _K, "Fatma", "Zwei Behörden, eine Akte", "Altenbrück", "40 bis 59", "Niederlassungserlaubnis",
         ((*EINBUERGERUNG, "Die Akte wanderte hin und her, der Antrag lag still."),)),
    Fall("schule3", 140, _K, "Finn", "Schulplatz erst im nächsten Halbjahr", "Birkenfelde", "6 bis 17", "Familiennachzug",
         ((*SCHULE, "Die Meldung kam nach dem Stichtag an."),)),
    Fall("kurs6", 170, _K, "Rita", "Alphabetisierung nur in der Kreisstadt", "Grünau", "40 bis 59", "anerkannt",
         ((*KURS, "Zwei Stunden Weg für drei Stunden Unterricht."),)),
    Fall("wohnen2", 128, _S, "Tomas", "Mietvertrag geplatzt", "Seestadt", "Familie mit Kindern", "anerkannt",
         ((*WOHNEN, "Die Zusage brauchte länger, als der Vermieter warten wollte."),)),
    Fall("achtzehn2", 115, _K, "Rita", "Auszug aus der Wohngruppe", "Talheim", "18 bis 26", "geduldet",
         ((*ACHTZEHN, "Für den Übergang gab es keinen gemeinsamen Termin."),)),
    Fall("kita4", 104, _S, "Frida", "Zwei Kinder, zwei Orte", "Seestadt", "Familie mit Kindern", "Familiennachzug",
         ((*KITA, "Die Wege zwischen Kurs und Betreuung waren nicht zu schaffen."),)),
)  # fmt: skip

DAVOR_UND_DANACH: tuple[Fall, ...] = (*_VORHER, *_NACHHER)
