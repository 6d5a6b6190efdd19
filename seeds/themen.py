"""Invented Themen of the Musterkreis, as they stand on their Steckbrief."""

from typing import NamedTuple


class Steckbrief(NamedTuple):
    """faelle: Kennungen of seeds/faelle.py; stellen: institutions asked for their view, with what they answered."""

    titel: str
    feld: str
    rechtskreise: tuple[str, ...]
    faelle: tuple[str, ...]
    problem: str
    menschen: str
    stellen_wirkung: str
    gefragt: str
    stellen: tuple[tuple[str, str | None], ...]
    kommunen: tuple[str, ...] = ()


_LR = "Leistungen und Rechtskreiswechsel"

THEMEN: dict[str, Steckbrief] = {
    "luecke": Steckbrief(
        "Lücke beim Wechsel vom AsylbLG ins SGB II", _LR, ("AsylbLG", "SGB II"),
        ("luecke1", "luecke2", "luecke3", "luecke4", "luecke5"),
        "Nach der Anerkennung endet die eine Leistung, bevor die andere beginnt.",
        "Miete und Lebensunterhalt sind vier bis zwölf Wochen ungesichert; manche verlieren Wohnung oder Konto.",
        "Sozialämter zahlen Vorschüsse ohne Grundlage, das Jobcenter arbeitet Rückstände auf.",
        "Ein gemeinsames Verfahren mit festem Übergabetag und einer Checkliste.",
        (("Jobcenter", "Wir können ab Antragseingang zahlen, wenn die Unterlagen der Sozialämter am selben Tag vorliegen."),
         ("Kreissozialamt", "Die Einstellung zum Monatsende ist möglich, wenn wir den Tag der Antragstellung kennen.")),
        ("Seestadt", "Waldau", "Grünau")),
    "aufenthalt": Steckbrief(
        "Arbeit verloren, weil der Aufenthaltstitel nicht rechtzeitig verlängert ist", "Aufenthalt und Einbürgerung",
        ("AufenthG", "SGB II"), ("titel1", "titel2", "titel3"),
        "Der Termin zur Verlängerung liegt nach dem Ablauf; Nachweise für die Zwischenzeit sind anderswo unbekannt.",
        "Beschäftigungen und Ausbildungen enden oder beginnen nicht.",
        "Jobcenter und Betriebe fragen einzeln nach, die Ausländerbehörde beantwortet dieselbe Frage mehrfach.",
        "Ein gemeinsamer Weg für eilige Fälle und ein Merkblatt zu den Bescheinigungen.",
        (("ABH", "Für Ausbildung und Arbeit können wir einen eigenen Zeitkorridor öffnen."), ("Jobcenter", None))),
    "sprachmittlung": Steckbrief(
        "Sprachmittlung bei Erstgesprächen", "Verwaltung und Prozesse", ("AufenthG", "SGB II", "SGB VIII"),
        ("sprache1", "sprache2"),
        "Jede Stelle sucht für denselben Menschen eine eigene Sprachmittlung, oft zu spät.",
        "Erstgespräche fallen aus oder Kinder übersetzen.",
        "Termine werden doppelt vergeben, Kosten entstehen mehrfach.",
        "Ein gemeinsamer Sprachmittlerpool mit einer Buchungsstelle.",
        (("KI", "Das Kommunale Integrationszentrum kann die Buchung übernehmen."),
         ("Kreisjugendamt", "Wir beteiligen uns anteilig an den Einsätzen."))),
    "anerkennung": Steckbrief(
        "Anerkennung ausländischer Abschlüsse: Wer berät wann?", "Anerkennung von Abschlüssen", ("SGB II", "SGB III"),
        ("anerkennung1", "anerkennung2"),
        "Jobcenter und Agentur verweisen aufeinander; die Beratung kommt nach der Vermittlung.",
        "Qualifizierte Menschen bleiben in Helfertätigkeiten.",
        "Beide Häuser beraten doppelt oder gar nicht.",
        "Eine Verabredung, wer die Erstberatung übernimmt und wann sie stattfindet.",
        (("Jobcenter", "Wir können im Erstgespräch auf Abschlüsse prüfen."), ("Arbeitsagentur", "Die Fachberatung stellen wir."))),
    "kita": Steckbrief(
        "Sprachkurs und Kinderbetreuung passen nicht zusammen", "Kita, Schule, Bildung", ("SGB II", "KiBiz"),
        ("kita1", "kita2"),
        "Kurszeiten und Betreuungszeiten sind nicht aufeinander abgestimmt.",
        "Vor allem Frauen können Kurse nicht beginnen oder beenden.",
        "Kursplätze verfallen, Träger müssen nachbesetzen.",
        "Kurse mit gesicherter Betreuung an zwei Orten.",
        (("Kreisjugendamt", "An zwei Standorten ist eine Randzeitenbetreuung möglich."), ("VHS", "Vormittagskurse lassen sich bündeln."))),
    "kurs": Steckbrief(
        "Lange Wartezeit auf Integrationskurse im ländlichen Raum", "Sprache", ("AufenthG", "IntV"),
        ("kurs1", "kurs2", "kurs3"),
        "Zwischen Zusage und Kursbeginn liegen bis zu neun Monate; Module schließen nicht aneinander an.",
        "Zusagen verfallen, Gelerntes geht verloren.",
        "Träger planen ohne Überblick über den Bedarf der Nachbarorte.",
        "Eine gemeinsame Bedarfsplanung der Träger je Halbjahr.",
        (("BAMF", "Eine Bündelung der Bedarfe unterstützen wir."), ("VHS", None)), ("Heidewald", "Talheim")),
    "achtzehn": Steckbrief(
        "Der achtzehnte Geburtstag als Bruch", _LR, ("SGB VIII", "SGB II"), ("achtzehn1",),
        "Mit der Volljährigkeit endet eine Hilfe, ohne dass die nächste vorbereitet ist.",
        "Junge Menschen verlieren Wohnung und Ansprechperson zugleich.",
        "Jugendamt und Jobcenter erfahren voneinander erst nach dem Wechsel.",
        "Eine gemeinsame Übergabe drei Monate vorher.",
        (("Kreisjugendamt", "Die Übergabe lässt sich in die Hilfeplanung aufnehmen."), ("Jobcenter", "Ein Vorgespräch ist möglich."))),
    "einbuergerung": Steckbrief(
        "Einbürgerung: vollständige Unterlagen beim ersten Mal", "Aufenthalt und Einbürgerung", ("AufenthG", "StAG"),
        ("einbuergerung1",),
        "Anträge werden drei- bis viermal nachgefordert.",
        "Verfahren dauern über zwei Jahre.",
        "Jede Nachforderung bindet zwei Stellen.",
        "Eine gemeinsame Liste und eine Prüfung vor der Abgabe.",
        (("EBH", "Eine Vorprüfung würde uns entlasten."),)),
    "kv": Steckbrief(
        "Krankenversicherung beim Wechsel des Rechtskreises", "Gesundheit", ("AsylbLG", "SGB V"), ("kv1", "luecke3"),
        "Abmeldung und Anmeldung laufen nacheinander statt zugleich.",
        "Behandlungen werden verschoben.",
        "Praxen und Ämter klären Einzelfälle am Telefon.",
        "Ein gemeinsamer Meldebogen an die Kassen.",
        (("Kreissozialamt", "Den Meldebogen könnten wir ausfüllen."), ("Gesundheitsamt", None))),
    "schule": Steckbrief(
        "Schulanmeldung für neu zugewanderte Kinder und Jugendliche", "Kita, Schule, Bildung", ("AufenthG", "SchulG NRW"),
        ("schule1", "schule2"),
        "Zwischen Anmeldung im Ort und Schulplatz vergehen bis zu zehn Wochen.",
        "Kinder bleiben ohne Schule und ohne Kontakt zu Gleichaltrigen.",
        "Meldungen gehen auf drei Wegen ein und werden mehrfach erfasst.",
        "Ein Meldeweg für alle Kommunen und eine Frist für die Zuweisung.",
        (("Schulamt", "Ein einheitlicher Meldeweg ist in unserem Sinn."), ("Seestadt", "Wir melden heute schon digital."))),
    "wohnen": Steckbrief(
        "Ohne Mietübernahme keine Wohnung", "Wohnen", ("AsylbLG", "SGB II"), ("wohnen1",),
        "Die Zusage der Mietübernahme kommt nach der Absage des Vermieters.",
        "Anerkannte Familien bleiben in Unterkünften.",
        "Unterkünfte der Kommunen sind länger belegt als nötig.",
        "Eine vorläufige Zusage innerhalb von drei Werktagen.",
        (("Jobcenter", "Eine vorläufige Zusage prüfen wir rechtlich."), ("Seestadt", "Das würde die Unterkünfte entlasten."))),
    "termine": Steckbrief(
        "Digitale Terminvergabe der Ausländerbehörde", "Verwaltung und Prozesse", ("AufenthG",), ("titel1",),
        "Termine sind nur telefonisch zu bekommen.",
        "Menschen rufen tagelang an.", "Die Leitung ist blockiert, Beratungsstellen rufen für andere an.",
        "Eine Terminvergabe im Netz.", (("ABH", "Das Land stellt ein Verfahren bereit, das wir ohnehin einführen."),)),
    "bescheide": Steckbrief(
        "Bescheide in verständlicher Sprache", "Verwaltung und Prozesse", ("AsylbLG", "AufenthG"), ("sprache1",),
        "Bescheide werden nicht verstanden, Fristen verstreichen.",
        "Ansprüche gehen verloren.", "Widersprüche und Nachfragen nehmen zu.",
        "Ein Beiblatt in einfacher Sprache zu den fünf häufigsten Bescheiden.",
        (("Kreissozialamt", "Für zwei Bescheide gibt es schon Entwürfe."),)),
    "fuehrerschein": Steckbrief(
        "Umschreibung ausländischer Führerscheine", "Arbeit und Ausbildung", ("AufenthG",), (),
        "Die Wartezeit auf die Prüfung der Papiere beträgt vier Monate.",
        "Arbeitsangebote in der Fläche können nicht angenommen werden.", "Betriebe fragen bei mehreren Stellen nach.",
        "Ein Hinweisblatt und ein Ansprechpartner.", (("Kreis", "Eine Ansprechperson ist benannt."),)),
    "lotsen": Steckbrief(
        "Ehrenamtliche Lotsinnen und Lotsen in der Fläche", "Erstorientierung", ("AufenthG",), (),
        "In sieben Kommunen gibt es keine Begleitung zu Ämtern.",
        "Wege und Termine werden versäumt.", "Beratungsstellen übernehmen Fahrdienste.",
        "Ein gemeinsames Netz mit fester Ansprechstelle.", (("Diakonie", "Wir würden die Qualifizierung übernehmen."),),
        ("Altenbrück", "Rotbach")),
    "ausbildung": Steckbrief(
        "Ausbildungsbeginn ohne gesicherten Lebensunterhalt", "Arbeit und Ausbildung", ("SGB II", "BAföG"), ("bafoeg1",),
        "Der eine Anspruch endet sofort, der andere wird erst in Monaten beschieden.",
        "Ausbildungen werden nicht angetreten.", "Vorschüsse müssen einzeln verhandelt werden.",
        "Eine Verabredung zur Überbrückung.", (("Jobcenter", None), ("Kreis", "Die Bearbeitungszeit können wir nicht verkürzen.")),),
    "gesundheit": Steckbrief(
        "Seelische Gesundheit: Wartezeiten auf Beratung", "Gesundheit", ("SGB V",), (), "", "", "", "", ()),
    "nachzug": Steckbrief(
        "Familiennachzug: Ankommen vorbereiten", "Familie", ("AufenthG",), (), "Familien kommen an, ohne dass Wohnung, Schule und Kasse vorbereitet sind.", "", "", "", ()),
    "ehrenamt": Steckbrief(
        "Frauen finden Angebote nicht, die es gibt", "Teilhabe und Schutz vor Diskriminierung", ("AufenthG",), (),
        "", "", "", "", ()),
    "angebote": Steckbrief(
        "Angebote für Frauen sind in der Fläche kaum bekannt", "Teilhabe und Schutz vor Diskriminierung", ("AufenthG",), (),
        "", "", "", "", ()),
    "wegweiser": Steckbrief(
        "Gemeinsamer Wegweiser für Neuzugewanderte", "Erstorientierung", ("AufenthG",), (),
        "Informationen liegen an zwölf Stellen in verschiedenen Fassungen.",
        "Menschen erhalten widersprüchliche Auskünfte.", "Jede Stelle pflegt eine eigene Liste.",
        "Ein Wegweiser, den alle pflegen.", ()),
}  # fmt: skip
