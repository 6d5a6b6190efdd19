"""Invented case reconstructions of the Musterkreis: where it broke, never who it was."""

from typing import NamedTuple


class Fall(NamedTuple):
    """days: when it was written, before today; the rest as on the form. bruch: tuples of
    (from Rechtskreis, to Rechtskreis, from type, to type, cause, field, sentence).
    weg: Stationen as (type, Rechtskreis, phase, weeks, what happened, well), if told at length; then nach says after
    which Station each break lies, and beteiligt whose people told it."""

    kennung: str
    tage: int
    werkstatt: str
    autor: str
    titel: str
    kommune: str
    altersband: str
    aufenthalt: str
    bruch: tuple[tuple[str, str, str, str, str, str, str], ...]
    weg: tuple[tuple[str, str, str, int, str, bool], ...] = ()
    nach: tuple[int, ...] = (1, 2)
    beteiligt: tuple[str, ...] = ()


_K, _S = "Fallwerkstatt Kreis", "Fallwerkstatt Seestadt"
_LR = "Leistungen und Rechtskreiswechsel"
_AE = "Aufenthalt und Einbürgerung"
_AB = "Arbeit und Ausbildung"
_AN = "Anerkennung von Abschlüssen"
_KB = "Kita, Schule, Bildung"

WECHSEL = ("AsylbLG", "SGB II", "Sozialamt", "Jobcenter", "Rechtskreiswechsel", _LR)
_TITEL = ("AufenthG", "SGB II", "Ausländerbehörde", "Jobcenter", "Wartezeit", _AE)
KURS = ("AufenthG", "IntV", "BAMF", "Sprachkursträger oder VHS", "Wartezeit", "Sprache")
ANERKENNUNG = ("SGB II", "SGB III", "Jobcenter", "Agentur für Arbeit", "Zuständigkeit unklar", _AN)
KITA = ("SGB II", "KiBiz", "Jobcenter", "Jugendamt", "fehlendes Angebot", _KB)
_KV = ("AsylbLG", "SGB V", "Sozialamt", "Krankenkasse oder Klinik", "Datenaustausch", "Gesundheit")
EINBUERGERUNG = ("AufenthG", "StAG", "Ausländerbehörde", "Einbürgerungsbehörde", "Formular und Nachweis", _AE)
SCHULE = ("AufenthG", "SchulG NRW", "Stadt oder Gemeinde", "Schulamt", "Information und Sprache", _KB)
WOHNEN = ("AsylbLG", "SGB II", "Stadt oder Gemeinde", "Wohnungswirtschaft", "fehlendes Angebot", "Wohnen")
ACHTZEHN = ("SGB VIII", "SGB II", "Jugendamt", "Jobcenter", "Rechtskreiswechsel", _LR)
_BAFOEG = ("SGB II", "BAföG", "Jobcenter", "Kreisverwaltung", "Rechtslage", _AB)

FAELLE: tuple[Fall, ...] = (
    Fall("luecke1", 720, _K, "Fatma", "Sechs Wochen ohne Leistung nach der Anerkennung", "Seestadt", "27 bis 39", "anerkannt",
         ((*WECHSEL, "Die eine Stelle stellte ein, bevor die andere beginnen konnte."),)),
    Fall("luecke2", 712, _K, "Finn", "Zwei Anträge, zwei Fristen, keine Zahlung", "Waldau", "40 bis 59", "anerkannt",
         ((*WECHSEL, "Niemand sagte, dass der Antrag vor dem Stichtag liegen muss."),)),
    Fall("luecke3", 705, _S, "Frida", "Familie wartet auf den ersten Bescheid", "Seestadt", "Familie mit Kindern", "anerkannt",
         ((*WECHSEL, "Unterlagen lagen vor, wurden aber ein zweites Mal verlangt."),
          (*_KV, "Mit dem Wechsel endete der Schutz, bevor die Kasse gewählt war.")),
         (("Stadt oder Gemeinde", "AsylbLG", "Zugang", 2, "Die Familie kam an und wurde untergebracht.", True),
          ("Sozialamt", "AsylbLG", "Assessment", 5, "Leistungen liefen, bis die Anerkennung kam.", True),
          ("Jobcenter", "SGB II", "Linking", 6, "Der Antrag lag ohne Bescheid, Unterlagen wurden zweimal verlangt.", False),
          ("Sozialamt", "AsylbLG", "Monitoring", 1, "Zurück zur ersten Stelle; sie war nicht mehr zuständig.", False),
          ("Krankenkasse oder Klinik", "SGB V", "Re-Assessment", 4, "Die Anmeldung gelang erst mit dem Bescheid.", True)),
         (2, 4), ("Kreissozialamt", "Jobcenter")),
    Fall("luecke4", 690, _K, "Fatma", "Umzug am Tag des Wechsels", "Grünau", "18 bis 26", "anerkannt",
         ((*WECHSEL, "Durch den Umzug war für vier Wochen keine Stelle zuständig."),)),
    Fall("luecke5", 560, _S, "Tomas", "Nachzahlung erst nach drei Monaten", "Seestadt", "27 bis 39", "Bleiberecht §§ 25a, 25b",
         ((*WECHSEL, "Der Bescheid der ersten Stelle kam nicht bei der zweiten an."),)),
    Fall("titel1", 650, _K, "Finn", "Arbeit verloren, weil der Titel abgelaufen war", "Seestadt", "27 bis 39", "Arbeit, Ausbildung, Studium",
         ((*_TITEL, "Der Termin lag nach dem Ablauf, eine Bescheinigung gab es nicht."),)),
    Fall("titel2", 640, _S, "Frida", "Fiktionsbescheinigung wird nicht anerkannt", "Seestadt", "40 bis 59", "Fiktionsbescheinigung",
         ((*_TITEL, "Die Bescheinigung war an der anderen Stelle nicht bekannt."),)),
    Fall("titel3", 540, _K, "Rita", "Ausbildungsbeginn scheitert am Termin", "Altenbrück", "18 bis 26", "gestattet",
         ((*_TITEL, "Die Erlaubnis kam eine Woche nach dem Ausbildungsbeginn."),)),
    Fall("sprache1", 620, _K, "Fatma", "Drei Erstgespräche ohne Verständigung", "Rotbach", "40 bis 59", "vorübergehender Schutz § 24",
         (("AufenthG", "SGB II", "Migrationsberatung", "Jobcenter", "Information und Sprache", "Verwaltung und Prozesse",
           "Jede Stelle suchte für denselben Termin eine eigene Sprachmittlung."),)),
    Fall("sprache2", 500, _S, "Frida", "Kind übersetzt im Amt", "Seestadt", "Familie mit Kindern", "Familiennachzug",
         (("AufenthG", "SGB VIII", "Stadt oder Gemeinde", "Jugendamt", "Information und Sprache", "Verwaltung und Prozesse",
           "Sprachmittlung hätte drei Wochen gedauert."),)),
    Fall("kurs1", 480, _K, "Finn", "Neun Monate bis zum Kursbeginn", "Heidewald", "27 bis 39", "anerkannt",
         ((*KURS, "Die Zusage verfiel, bevor ein Platz frei wurde."),)),
    Fall("kurs2", 460, _S, "Tomas", "Kursplatz im Nachbarort ohne Bus", "Talheim", "40 bis 59", "vorübergehender Schutz § 24",
         ((*KURS, "Der Platz war frei, der Weg nicht zu schaffen."),)),
    Fall("kurs3", 300, _K, "Rita", "Abbruch nach dem zweiten Modul", "Seestadt", "18 bis 26", "anerkannt",
         ((*KURS, "Zwischen zwei Modulen lagen vier Monate."),)),
    Fall("kita1", 470, _S, "Frida", "Kurs abgesagt, weil die Betreuung fehlt", "Seestadt", "Familie mit Kindern", "anerkannt",
         ((*KITA, "Ohne Betreuung kein Kurs, ohne Kurs kein Anspruch auf Betreuung."),)),
    Fall("kita2", 320, _K, "Fatma", "Betreuung endet mittags, Kurs am Nachmittag", "Birkenfelde", "Familie mit Kindern", "Familiennachzug",
         ((*KITA, "Die Zeiten passten in keinem Ort zusammen."),)),
    Fall("anerkennung1", 450, _K, "Finn", "Pflegekraft arbeitet als Hilfskraft", "Seestadt", "27 bis 39", "Arbeit, Ausbildung, Studium",
         ((*ANERKENNUNG, "Beide Stellen verwiesen aufeinander."),)),
    Fall("anerkennung2", 360, _S, "Tomas", "Meister ohne Papiere im Beruf", "Lindenhain", "40 bis 59", "anerkannt",
         ((*ANERKENNUNG, "Die Beratung kam erst nach der Vermittlung in eine Helfertätigkeit."),)),
    Fall("einbuergerung1", 400, _K, "Rita", "Viermal Unterlagen nachgereicht", "Neumühle", "27 bis 39", "Niederlassungserlaubnis",
         ((*EINBUERGERUNG, "Bei jedem Schreiben fehlte etwas anderes."),)),
    Fall("schule1", 280, _S, "Frida", "Zehn Wochen ohne Schule", "Seestadt", "6 bis 17", "Familiennachzug",
         ((*SCHULE, "Die Meldung an das Schulamt blieb liegen."),)),
    Fall("schule2", 200, _K, "Fatma", "Jugendlicher zwischen zwei Schulformen", "Waldau", "6 bis 17", "vorübergehender Schutz § 24",
         ((*SCHULE, "Keine Stelle fühlte sich für die Beratung zuständig."),)),
    Fall("wohnen1", 260, _K, "Finn", "Auszug aus der Unterkunft ohne Wohnung", "Grünau", "Familie mit Kindern", "anerkannt",
         ((*WOHNEN, "Die Mietübernahme kam nach der Absage des Vermieters."),)),
    Fall("achtzehn1", 700, _K, "Rita", "Der Geburtstag beendet die Hilfe", "Seestadt", "18 bis 26", "geduldet",
         ((*ACHTZEHN, "Am Tag danach war niemand mehr zuständig."),)),
    Fall("bafoeg1", 180, _K, "Rita", "Ausbildungsbeginn ohne Geld", "Steinfurt-Süd", "18 bis 26", "anerkannt",
         ((*_BAFOEG, "Der eine Anspruch endet sofort, der andere wird erst in Monaten beschieden."),)),
    Fall("kv1", 240, _S, "Tomas", "Operation verschoben, weil die Karte fehlt", "Seestadt", "40 bis 59", "anerkannt",
         ((*_KV, "Abmeldung und Anmeldung liefen nacheinander statt zugleich."),)),
)  # fmt: skip

# Two more stay where a Fallwerkstatt has them on its table today.
OFFENE: tuple[Fall, ...] = (
    Fall("entwurf1", 9, _K, "Fatma", "Bescheid in drei Sprachen, keiner verständlich", "Rotbach", "27 bis 39", "gestattet",
         (("AsylbLG", "AufenthG", "Sozialamt", "Ausländerbehörde", "Information und Sprache", "Verwaltung und Prozesse",
           "Die Rechtsbehelfsfrist verstrich, weil niemand den Bescheid erklären konnte."),)),
    Fall("pruefung1", 6, _K, "Finn", "Arbeitgeber wartet auf die Zustimmung", "Eichhorst", "18 bis 26", "geduldet",
         (("AufenthG", "SGB III", "Ausländerbehörde", "Agentur für Arbeit", "Wartezeit", _AB,
           "Zwei Stellen prüften nacheinander dieselben Angaben."),)),
)  # fmt: skip
