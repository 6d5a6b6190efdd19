"""The invented Kreis: its Kommunen, institutions, persons, bodies. All of it is fictitious."""

# Kommunen of the Musterkreis
KOMMUNEN = (
    "Altenbrück", "Birkenfelde", "Eichhorst", "Grünau", "Heidewald", "Lindenhain", "Neumühle", "Rotbach", "Seestadt",
    "Steinfurt-Süd", "Talheim", "Waldau",
)  # fmt: skip

# short name: (name, type, Kommune)
INSTITUTIONEN: dict[str, tuple[str, str, str | None]] = {
    "KI": ("Kommunales Integrationszentrum Musterkreis", "Kommunales Integrationszentrum", None),
    "Kreis": ("Kreisverwaltung Musterkreis", "Kreisverwaltung", None),
    "ABH": ("Ausländerbehörde Musterkreis", "Ausländerbehörde", None),
    "EBH": ("Einbürgerungsbehörde Musterkreis", "Einbürgerungsbehörde", None),
    "Kreissozialamt": ("Sozialamt des Musterkreises", "Sozialamt", None),
    "Kreisjugendamt": ("Jugendamt des Musterkreises", "Jugendamt", None),
    "Gesundheitsamt": ("Gesundheitsamt Musterkreis", "Gesundheitsamt", None),
    "Schulamt": ("Schulamt für den Musterkreis", "Schulamt", None),
    "Berufskolleg": ("Berufskolleg Seestadt", "Schule oder Berufskolleg", "Seestadt"),
    "Jobcenter": ("Jobcenter Musterkreis", "Jobcenter", None),
    "Arbeitsagentur": ("Agentur für Arbeit Seestadt", "Agentur für Arbeit", None),
    "BAMF": ("BAMF, Regionalkoordination", "BAMF", None),
    "VHS": ("Volkshochschule Musterkreis", "Sprachkursträger oder VHS", None),
    "Caritas": ("Caritasverband Musterkreis", "Wohlfahrtsverband", None),
    "Diakonie": ("Diakonie im Musterkreis", "Wohlfahrtsverband", None),
    "DRK": ("DRK Kreisverband Musterkreis", "Wohlfahrtsverband", None),
    "AWO": ("AWO Musterkreis", "Wohlfahrtsverband", None),
    "JMD": ("Jugendmigrationsdienst Musterkreis", "Jugendmigrationsdienst", None),
    "MBE": ("Migrationsberatung Musterkreis", "Migrationsberatung", None),
    "Seestadt": ("Stadt Seestadt", "Stadt oder Gemeinde", "Seestadt"),
    "Waldau": ("Gemeinde Waldau", "Stadt oder Gemeinde", "Waldau"),
    "Grünau": ("Stadt Grünau", "Stadt oder Gemeinde", "Grünau"),
    "Integrationsrat": ("Integrationsrat der Stadt Seestadt", "Integrationsrat", "Seestadt"),
    "Brücken e. V.": ("Brücken bauen e. V.", "Migrantenselbstorganisation", "Seestadt"),
    "Handwerk": ("Kreishandwerkerschaft Musterkreis", "Kammer oder Wirtschaft", None),
    "Wohnbau": ("Wohnbau Seestadt", "Wohnungswirtschaft", "Seestadt"),
}

# first name: (name, function, institution); the first seventeen are the cast the tests know too
PERSONEN: dict[str, tuple[str, str, str]] = {
    "Ada": ("Ada Albers", "Administration", "Kreis"),
    "Kora": ("Kora Kellermann", "Koordinierende Stelle KIM", "KI"),
    "Mats": ("Mats Meinders", "Geschäftsführung", "Jobcenter"),
    "Mia": ("Mia Matthes", "Leitung", "ABH"),
    "Vera": ("Vera Vogt", "Stellvertretende Geschäftsführung", "Jobcenter"),
    "Bert": ("Bert Bulut", "Vorsitz", "Integrationsrat"),
    "Paula": ("Paula Petersen", "Fachbereichsleitung", "Kreissozialamt"),
    "Paul": ("Paul Peters", "Teamleitung Leistung", "Jobcenter"),
    "Petra": ("Petra Pohl", "Leitung Bildungsbüro", "Schulamt"),
    "Fatma": ("Fatma Demir", "Case Management", "KI"),
    "Finn": ("Finn Franke", "Migrationsberatung", "Caritas"),
    "Frida": ("Frida Fuchs", "Case Management", "Seestadt"),
    "Zoe": ("Zoe Zimmer", "Vorstand", "Caritas"),
    "Bibi": ("Bibi Blum", "Vorzimmer der Geschäftsführung", "Jobcenter"),
    "Lena": ("Lena Lindemann", "Kreisdirektorin", "Kreis"),
    "Emil": ("Emil Ehlers", "bis Jahresende Stellvertretung", "ABH"),
    "Nora": ("Nora Neumann", "ausgeschieden", "Kreissozialamt"),
    "Anke": ("Anke Ahrens", "Leitung Kommunales Integrationszentrum", "KI"),
    "Arne": ("Arne Asmus", "Geschäftsführung operativ", "Arbeitsagentur"),
    "Britta": ("Britta Behrens", "Regionalkoordination", "BAMF"),
    "Carl": ("Carl Claasen", "Beigeordneter", "Seestadt"),
    "Clara": ("Clara Conrads", "Leitung Soziales", "Seestadt"),
    "Dirk": ("Dirk Drews", "Bürgermeister", "Waldau"),
    "Eva": ("Eva Evers", "Leitung", "EBH"),
    "Georg": ("Georg Grote", "Amtsleitung", "Kreisjugendamt"),
    "Heike": ("Heike Hansen", "Geschäftsführung", "Diakonie"),
    "Ines": ("Ines Iwersen", "Amtsleitung", "Gesundheitsamt"),
    "Jan": ("Jan Jessen", "Fachbereich Migration", "DRK"),
    "Karin": ("Karin Kruse", "Leitung Fachdienst", "Grünau"),
    "Lars": ("Lars Lorenz", "Schulleitung", "Berufskolleg"),
    "Maja": ("Maja Marković", "Geschäftsführung", "Brücken e. V."),
    "Olaf": ("Olaf Otten", "Leitung Sprache", "VHS"),
    "Rita": ("Rita Roth", "Beratung", "JMD"),
    "Sven": ("Sven Siebert", "Geschäftsführung", "Handwerk"),
    "Tomas": ("Tomas Thomsen", "Fachdienst Migration", "AWO"),
    "Ulla": ("Ulla Uhl", "Amtsleitung", "Schulamt"),
}

ROLLEN = {"Kora": "koordination", "Lena": "lesend", "Bibi": "buero"}

# who signs for which house
ZEICHNEN = {
    "Mats": "Jobcenter", "Mia": "ABH", "Paula": "Kreissozialamt", "Zoe": "Caritas", "Arne": "Arbeitsagentur",
    "Clara": "Seestadt", "Eva": "EBH", "Georg": "Kreisjugendamt", "Heike": "Diakonie", "Ulla": "Schulamt",
    "Olaf": "VHS", "Anke": "KI", "Ines": "Gesundheitsamt", "Dirk": "Waldau", "Karin": "Grünau",
}  # fmt: skip

# Sitze of the Lenkungsgruppe: (label, institutions, right, holders by rank)
SITZE: tuple[tuple[str, tuple[str, ...], str, tuple[str, ...]], ...] = (
    ("Kreisverwaltung, KI-Leitung", ("KI", "Kreis"), "stimmberechtigt", ("Anke",)),
    ("Jobcenter Musterkreis", ("Jobcenter",), "stimmberechtigt", ("Mats", "Vera")),
    ("Agentur für Arbeit", ("Arbeitsagentur",), "stimmberechtigt", ("Arne",)),
    ("Ausländerbehörde", ("ABH",), "stimmberechtigt", ("Mia", "Emil")),
    ("Einbürgerungsbehörde", ("EBH",), "stimmberechtigt", ("Eva",)),
    ("BAMF", ("BAMF",), "stimmberechtigt", ("Britta",)),
    ("Kreissozialamt", ("Kreissozialamt",), "stimmberechtigt", ("Paula",)),
    ("Kreisjugendamt", ("Kreisjugendamt",), "stimmberechtigt", ("Georg",)),
    ("Gesundheitsamt", ("Gesundheitsamt",), "stimmberechtigt", ("Ines",)),
    ("Schulamt", ("Schulamt",), "stimmberechtigt", ("Ulla", "Petra")),
    ("Stadt Seestadt", ("Seestadt",), "stimmberechtigt", ("Carl", "Clara")),
    ("Gemeinde Waldau", ("Waldau",), "stimmberechtigt", ("Dirk",)),
    ("Stadt Grünau", ("Grünau",), "stimmberechtigt", ("Karin",)),
    ("AG Wohlfahrt", ("Caritas", "Diakonie", "DRK", "AWO"), "stimmberechtigt", ("Heike", "Jan")),
    ("Volkshochschule", ("VHS",), "stimmberechtigt", ("Olaf",)),
    ("Integrationsrat", ("Integrationsrat",), "beratend", ("Bert",)),
    ("Brücken bauen e. V.", ("Brücken e. V.",), "gast", ("Maja",)),
)

# name: (kind, question, members with what they are)
GREMIEN: dict[str, tuple[str, str, tuple[tuple[str, str], ...]]] = {
    "Lenkungsgruppe KIM": ("lenkungsgruppe", "", (("Lena", "vorsitz"),)),
    "Fallwerkstatt Kreis": (
        "fallwerkstatt",
        "Wo brechen Wege zwischen den Stellen ab?",
        (("Fatma", "leitung"), ("Finn", "mitglied"), ("Rita", "mitglied")),
    ),
    "Fallwerkstatt Seestadt": (
        "fallwerkstatt",
        "Wo brechen Wege in der Stadt ab?",
        (("Frida", "leitung"), ("Tomas", "mitglied")),
    ),
    "Projektgruppe Übergänge": (
        "projektgruppe",
        "Wie gelingt der Wechsel des Rechtskreises ohne Lücke?",
        (("Paula", "leitung"), ("Paul", "mitglied"), ("Clara", "mitglied"), ("Heike", "mitglied")),
    ),
    "Projektgruppe Sprache und Bildung": (
        "projektgruppe",
        "Wie kommen Menschen schneller in den passenden Kurs?",
        (("Petra", "leitung"), ("Olaf", "mitglied"), ("Lars", "mitglied"), ("Jan", "mitglied")),
    ),
    "Projektgruppe Aufenthalt und Arbeit": (
        "projektgruppe",
        "Was hindert Menschen mit Bleibeperspektive an der Arbeit?",
        (("Arne", "leitung"), ("Mia", "mitglied"), ("Sven", "mitglied")),
    ),
}

# One group is small; all others take three Themen at a time.
HOECHSTLAST: dict[str, int] = {"Projektgruppe Sprache und Bildung": 2}
