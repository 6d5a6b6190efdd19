"""More invented cases at the same Schnittstellen, so that the Landkarte has numbers large enough to be shown."""

from itertools import cycle

from seeds.faelle import FAELLE, Fall

# Where it broke, as in a case told already.
_BRUCH = {fall.kennung: fall.bruch[0][:6] for fall in FAELLE}

# (a case that broke at the same place, days before today, Kommune, title, sentence)
_KURZ: tuple[tuple[str, int, str, str, str], ...] = (
    ("luecke1", 610, "Seestadt", "Neuer Bescheid, aber noch kein Konto", "Die Zahlung brauchte ein Konto, das Konto einen Titel."),
    ("luecke1", 430, "Seestadt", "Krank am Tag des Wechsels", "Die Abmeldung galt sofort, die Anmeldung erst nach dem Termin."),
    ("luecke1", 700, "Seestadt", "Drei Kinder, drei Stichtage", "Für jedes Familienmitglied endete die Leistung an einem anderen Tag."),
    ("luecke1", 555, "Altenbrück", "Die Akte ist unterwegs", "Vier Wochen lang hatte keine Stelle die Unterlagen."),
    ("luecke1", 470, "Rotbach", "Vorschuss nur auf Nachfrage", "Von der Möglichkeit eines Vorschusses erfuhr niemand."),
    ("titel1", 390, "Seestadt", "Arbeitsvertrag wartet auf den Titel", "Der Arbeitgeber zog das Angebot nach sechs Wochen zurück."),
    ("kurs1", 250, "Waldau", "Einladung in den Ferien", "Der Platz verfiel, bevor der Brief ankam."),
    ("anerkennung1", 90, "Seestadt", "Übersetzung zweimal verlangt", "Jede Stelle verlangte eine eigene beglaubigte Fassung."),
    ("sprache1", 410, "Seestadt", "Der Brief mit der Frist", "Die Frist war verstrichen, bevor der Brief übersetzt war."),
    ("sprache1", 350, "Grünau", "Anhörung ohne Dolmetschen", "Zum Termin kam niemand, der übersetzen konnte."),
    ("sprache1", 210, "Seestadt", "Formular nur auf Deutsch", "Die Beratung füllte in einer Woche zwölfmal dasselbe Formular aus."),
    ("sprache1", 110, "Heidewald", "Zwei Auskünfte zu einem Antrag", "Was die eine Stelle am Telefon sagte, galt bei der anderen nicht."),
    ("kurs1", 520, "Seestadt", "Kurs voll, Warteliste geschlossen", "Ein Platz im Nachbarort durfte nicht angeboten werden."),
    ("kurs1", 230, "Neumühle", "Einstufung zweimal", "Der zweite Test kostete drei Monate."),
    ("kurs1", 130, "Seestadt", "Abendkurs ohne Bus", "Der letzte Bus fährt vor dem Ende des Unterrichts."),
    ("anerkennung1", 290, "Seestadt", "Zeugnis liegt bei der falschen Stelle", "Nach einem halben Jahr kam es ungeöffnet zurück."),
    ("anerkennung1", 160, "Birkenfelde", "Anpassungsmaßnahme ohne Träger", "Bewilligt war sie, angeboten hat sie niemand."),
    ("anerkennung1", 60, "Talheim", "Helferjob statt Anerkennung", "Die Vermittlung war schneller als die Beratung."),
    ("kv1", 580, "Waldau", "Rezept ohne Karte", "Die Apotheke wollte eine Versichertennummer, die es noch nicht gab."),
    ("kv1", 330, "Seestadt", "Doppelte Abmeldung", "Beide Stellen hatten abgemeldet, keine angemeldet."),
    ("kv1", 100, "Lindenhain", "Schwanger zwischen zwei Kassen", "Die Vorsorge fiel in die Lücke."),
    ("kita1", 140, "Seestadt", "Platz erst nach dem Kurs", "Der Bescheid kam eine Woche nach Kursbeginn."),
)  # fmt: skip

_WERKSTAETTEN = (
    ("Fallwerkstatt Kreis", "Fatma"),
    ("Fallwerkstatt Seestadt", "Frida"),
    ("Fallwerkstatt Kreis", "Finn"),
)
_GRUPPEN = (("27 bis 39", "anerkannt"), ("Familie mit Kindern", "Familiennachzug"), ("18 bis 26", "gestattet"))

WEITERE: tuple[Fall, ...] = tuple(
    Fall(f"weitere{nummer}", tage, werkstatt, autor, titel, kommune, alter, aufenthalt, ((*_BRUCH[wie], satz),))
    for nummer, ((wie, tage, kommune, titel, satz), (werkstatt, autor), (alter, aufenthalt)) in enumerate(
        zip(_KURZ, cycle(_WERKSTAETTEN), cycle(_GRUPPEN), strict=False), 1
    )
)
