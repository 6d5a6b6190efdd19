"""The story of two years: cases are told, Themen rise, the Lenkungsgruppe meets, groups work, measures run."""

from kimflow.models import Ebene, Stufe
from seeds.faelle import FAELLE, OFFENE
from seeds.faelle_der_wirkung import DAVOR_UND_DANACH
from seeds.fallarbeit import erzaehlen_lassen, fristen
from seeds.lenkung import Lenkung
from seeds.meldungen import melden_lassen
from seeds.umsetzung import Umsetzung
from seeds.weitere_faelle import WEITERE
from seeds.zeitplan import Zeitplan

LETZTE = -40


def erzaehlen(plan: Zeitplan) -> None:
    """Plan all of it, in the order of the days."""
    for fall in (*FAELLE, *WEITERE, *DAVOR_UND_DANACH, *OFFENE):
        erzaehlen_lassen(plan, fall)
    fristen(plan)
    lenkung, arbeit = Lenkung(plan), Umsetzung(plan)
    _erstes_jahr(lenkung, arbeit)
    _zweites_jahr(lenkung, arbeit)
    _heute(lenkung, arbeit)
    melden_lassen(plan)


def _erstes_jahr(lenkung: Lenkung, arbeit: Umsetzung) -> None:
    lenkung.altbestand(-700)
    for tage, name in (
        (-668, "luecke"),
        (-662, "achtzehn"),
        (-658, "termine"),
        (-600, "aufenthalt"),
        (-590, "sprachmittlung"),
    ):
        lenkung.aufnehmen(name, tage)

    erste = lenkung.sitzung(-615, {"Rechtskreiswechsel": ("luecke", "achtzehn"), "Ausländerbehörde": ("termine",)})
    erste.beschluss("Rechtskreiswechsel", luecke=("beauftragen", "Projektgruppe Übergänge"),
                    achtzehn=("beauftragen", "Projektgruppe Übergänge"))  # fmt: skip
    erste.auftrag("Ausländerbehörde", "Das Verfahren des Landes in der nächsten Sitzung vorstellen", "Mia", -520,
                  "Vorgestellt; die Folien liegen beim Protokoll.")  # fmt: skip
    lenkung.angenommen(-608, "Paula", "luecke", "achtzehn", satz="Wir beginnen mit dem Jobcenter und dem Sozialamt.")
    erste.protokoll(6)
    erste.beschluss("Ausländerbehörde", termine=("nicht_weiterverfolgen", "Das Land stellt ein Verfahren bereit."))

    arbeit.vereinbarung("luecke", -560, "Paula", "Wechsel ohne Lücke", parteien=("Jobcenter", "Kreissozialamt"),
                        massnahmen=(("Gemeinsame Checkliste zum Rechtskreiswechsel", "Formular oder Arbeitshilfe", "Jobcenter", "Paul"),
                                    ("Fester Übergabetag zwischen Sozialämtern und Jobcenter", "Verfahren und Abläufe", "Kreissozialamt", "Paula")))  # fmt: skip

    zweite = lenkung.sitzung(-500, {"Zielvereinbarung": ("luecke",), "Neue Themen": ("aufenthalt", "sprachmittlung")},
                             punkte="Neue Themen")  # fmt: skip
    zweite.zustimmen("Zielvereinbarung", "luecke")
    zweite.rangfolge("Neue Themen")
    zweite.protokoll(9)
    arbeit.zeichnen("luecke", -490)

    for tage, name in (
        (-445, "kurs"),
        (-442, "anerkennung"),
        (-440, "kita"),
        (-438, "lotsen"),
        (-436, "fuehrerschein"),
    ):
        lenkung.aufnehmen(name, tage)
    lenkung.erledigt("fuehrerschein", -400, "Ansprechperson benannt und Hinweisblatt verteilt.")

    dritte = lenkung.sitzung(-385, {"Priorisierte Themen": ("aufenthalt", "sprachmittlung"),
                                    "Neue Themen": ("kurs", "anerkennung", "kita", "lotsen"),
                                    "Jugendliche": ("achtzehn",)})  # fmt: skip
    dritte.beschluss("Priorisierte Themen", aufenthalt=("beauftragen", "Projektgruppe Aufenthalt und Arbeit"),
                     sprachmittlung=("beauftragen", "Projektgruppe Übergänge"))  # fmt: skip
    dritte.beschluss("Neue Themen", kurs=("beauftragen", "Projektgruppe Sprache und Bildung"),
                     anerkennung=("beauftragen", "Projektgruppe Aufenthalt und Arbeit"), kita=("priorisieren", 1),
                     lotsen=("beauftragen", "Projektgruppe Übergänge"))  # fmt: skip
    dritte.beschluss("Jugendliche", achtzehn=("beenden", "Das Landesprogramm regelt den Übergang seit diesem Jahr."))
    lenkung.angenommen(-378, "Arne", "aufenthalt", "anerkennung")
    lenkung.angenommen(-376, "Paula", "sprachmittlung", "lotsen")
    lenkung.angenommen(-375, "Petra", "kurs", satz="Zuerst fragen wir die Kursträger nach ihrem Bedarf.")
    dritte.protokoll(8)
    lenkung.ruht("lotsen", -340, "Die Projektgruppe wartet auf die Zusage der Landesförderung.", 60)


def _zweites_jahr(lenkung: Lenkung, arbeit: Umsetzung) -> None:
    arbeit.laufen(
        "luecke", -480, fertig=-330, wirkung="Keine Lücke in den letzten zwölf Wechseln, zuvor in fünf von sechs."
    )
    lenkung.abgeschlossen("luecke", -120, "Wechsel gelingen ohne Lücke; die Checkliste ist Standard in allen Kommunen.")

    arbeit.vereinbarung("aufenthalt", -312, "Arne", "Kein Arbeitsplatz geht am Termin verloren", parteien=("ABH", "Jobcenter"),
                        massnahmen=(("Zeitkorridor für Arbeit und Ausbildung", "Verfahren und Abläufe", "ABH", "Mia"),
                                    ("Merkblatt zu Bescheinigungen für Betriebe", "Information und Publikation", "Jobcenter", "Paul")))  # fmt: skip
    arbeit.vereinbarung("sprachmittlung", -310, "Paula", "Ein Sprachmittlerpool für alle", parteien=("KI", "Kreisjugendamt"),
                        massnahmen=(("Buchungsstelle für den Sprachmittlerpool", "Angebot oder Projekt", "KI", "Fatma"),
                                    ("Rahmenvereinbarung zu den Einsätzen", "Kooperationsvereinbarung", "Kreisjugendamt", "Georg"),
                                    ("Schulung der Sprachmittelnden", "Veranstaltung oder Fortbildung", "KI", "Fatma")))  # fmt: skip
    for tage, name in ((-332, "einbuergerung"), (-330, "kv"), (-328, "bescheide")):
        lenkung.aufnehmen(name, tage)

    vierte = lenkung.sitzung(-270, {"Zielvereinbarung zum Aufenthalt": ("aufenthalt",), "Zielvereinbarung zur Sprachmittlung": ("sprachmittlung",),
                                    "Neue Themen": ("einbuergerung", "kv", "bescheide"), "Kinderbetreuung": ("kita",)},
                             punkte="Neue Themen", konsens="Zielvereinbarung zur Sprachmittlung")  # fmt: skip
    vierte.zustimmen("Zielvereinbarung zum Aufenthalt", "aufenthalt")
    vierte.zustimmen("Zielvereinbarung zur Sprachmittlung", "sprachmittlung")
    vierte.rangfolge("Neue Themen")
    vierte.auftrag("Neue Themen", "Zahlen zur Bearbeitungsdauer der Anträge zusammenstellen", "Mats", -200,
                   "Tabelle an alle Sitze verschickt.")  # fmt: skip
    vierte.protokoll(7)
    vierte.beschluss("Kinderbetreuung", kita=("beauftragen", "Projektgruppe Sprache und Bildung"))
    lenkung.angenommen(-263, "Petra", "kita")
    arbeit.zeichnen("aufenthalt", -262)
    arbeit.zeichnen("sprachmittlung", -258)
    arbeit.laufen("aufenthalt", -250, fertig=-70, wirkung=None)
    lenkung.umgesetzt("aufenthalt", -55)
    arbeit.unterwegs("sprachmittlung", -245)

    arbeit.vereinbarung("anerkennung", -190, "Arne", "Erstberatung zu Abschlüssen", parteien=("Jobcenter", "Arbeitsagentur"),
                        massnahmen=(("Abfrage der Abschlüsse im Erstgespräch", "Verfahren und Abläufe", "Jobcenter", "Paul"),
                                    ("Wöchentliche Fachberatung im Jobcenter", "Angebot oder Projekt", "Arbeitsagentur", "Arne")),
                        erster_schritt=200)  # fmt: skip
    fuenfte = lenkung.sitzung(-150, {"Zielvereinbarung zur Anerkennung": ("anerkennung",), "Bescheide": ("bescheide",)})
    fuenfte.ueberarbeiten(
        "Zielvereinbarung zur Anerkennung", "anerkennung", "Zahl der Beratungen je Monat ergänzen.", -100
    )
    fuenfte.beschluss("Bescheide", bescheide=("zurueckstellen", "Die Entwürfe des Sozialamts werden abgewartet.", 20))
    fuenfte.protokoll(10)
    arbeit.erneut_einreichen("anerkennung", -110)


def _heute(lenkung: Lenkung, arbeit: Umsetzung) -> None:
    for tage, name in (
        (-100, "schule"),
        (-95, "wohnen"),
        (-60, "ausbildung"),
        (-35, "nachzug"),
        (-25, "gesundheit"),
        (-12, "ehrenamt"),
        (-10, "angebote"),
    ):
        lenkung.aufnehmen(name, tage)
    lenkung.zusammengefuehrt("angebote", -6, "ehrenamt")
    _eingeschaetzt_und_weitergegeben(lenkung)
    sechste = lenkung.sitzung(
        LETZTE,
        {"Zielvereinbarung zur Anerkennung": ("anerkennung",), "Themen der Projektgruppen": ("einbuergerung", "kv")},
    )
    sechste.zustimmen(
        "Zielvereinbarung zur Anerkennung", "anerkennung", ("Die Zahl der Beratungen je Monat vorlegen.", 40, "Paul")
    )
    # The Mandat for "kv" has waited for its acceptance since then.
    sechste.beschluss("Themen der Projektgruppen", einbuergerung=("beauftragen", "Projektgruppe Aufenthalt und Arbeit"),
                      kv=("beauftragen", "Projektgruppe Übergänge"))  # fmt: skip
    sechste.auftrag(
        "Themen der Projektgruppen", "Freie Kapazitäten der Projektgruppen für das neue Jahr abfragen", "Mats", -5
    )
    sechste.auftrag(
        "Zielvereinbarung zur Anerkennung", "Einen Termin für die erste Fachberatung vorschlagen", "Mia", 12
    )
    sechste.protokoll(32, genehmigt=False)
    arbeit.zeichnen("anerkennung", LETZTE + 8, nur=("Jobcenter",), vorbehalt=("Trägerversammlung", 60))
    lenkung.zurueckgegeben("einbuergerung", -15, "Die Gruppe ist ausgelastet; das Thema passt im neuen Jahr besser.")
    arbeit.vereinbarung("kita", -30, "Petra", "Kurse mit gesicherter Betreuung", parteien=("Kreisjugendamt", "VHS"),
                        massnahmen=(("Vormittagskurse an zwei Orten mit Betreuung", "Angebot oder Projekt", "VHS", "Olaf"),))  # fmt: skip
    arbeit.fortschreiben(
        "sprachmittlung", -28, "Paula", "Die Nachfrage ist höher als erwartet; der Zielwert passt nicht mehr."
    )
    arbeit.kommentar("sprachmittlung neu", -22, "Mats", "Bitte auch Termine im Jobcenter mitzählen.",
                     ("Paula", "Aufgenommen: Gezählt wird in allen beteiligten Häusern."))  # fmt: skip
    arbeit.kommentar("sprachmittlung neu", -9, "Mia", "Wer trägt die Kosten der zusätzlichen Einsätze?")
    arbeit.entwurf("kurs", -20, "Petra", "Bedarfsplanung der Kursträger")
    lenkung.einladung(18, {"Zielvereinbarung zur Kinderbetreuung": ("kita",), "Priorisierung": ("schule", "wohnen")},
                      konsens="Zielvereinbarung zur Kinderbetreuung")  # fmt: skip
    lenkung.umlauf(-3, "schule", "wohnen", bis=9, ab=6)


def _eingeschaetzt_und_weitergegeben(lenkung: Lenkung) -> None:
    """What stands in the Themenspeicher is weighed; what nobody here can change is reported further."""
    hoch, mittel, gering = Stufe.HOCH, Stufe.MITTEL, Stufe.GERING
    lenkung.eingeschaetzt(
        "ausbildung", -50, (hoch, gering, hoch), "Ohne eine Änderung der Fristen lässt sich hier nur überbrücken."
    )
    lenkung.eingeschaetzt("nachzug", -30, (mittel, hoch, gering), "Drei Häuser können es unter sich verabreden.")
    lenkung.eingeschaetzt("gesundheit", -20, (hoch, mittel, hoch), "")
    lenkung.weitergegeben(
        "ausbildung", -48, Ebene.LAND, "das zuständige Ministerium",
        "Zwischen dem Ende der einen und dem Bescheid über die andere Leistung vergehen Monate. Gebraucht wird eine Vorschussregelung.",
        wieder=-2,
    )  # fmt: skip
    lenkung.weitergegeben(
        "kurs", -130, Ebene.BUND, "das Bundesamt, Regionalstelle",
        "Im ländlichen Raum kommen Kurse wegen der Mindestzahl nicht zustande. Gebraucht wird eine Ausnahme für kleine Gruppen.",
        wieder=40, antwort=(-85, "Kleinere Gruppen sind in begründeten Fällen möglich; die Träger sollen sie einzeln beantragen."),
    )  # fmt: skip
