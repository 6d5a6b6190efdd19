"""The glossary: one explanation per word, for the list in the Hilfe and for the words that explain themselves."""

BEGRIFFE: dict[str, str] = {
    "Abstimmung, Stimme": (
        "Eine Runde, in der die Sitze eines Gremiums ihre Wahl abgeben. Die Stimme ist, was gewählt wurde."
    ),
    "Ampel": (
        "Rot ist überfällig, grau lange still, gelb bald fällig oder länger ohne Rückmeldung, grün im Plan. "
        "Sie wird aus den Terminen berechnet."
    ),
    "Anmerkung": "Ein Satz des verantwortlichen Hauses neben der Ampel seiner Maßnahme. Die Farbe ändert er nicht.",
    "Ansicht": "Suche, Filter und Sortierung einer Liste unter einem Namen, für Sie allein oder mit allen geteilt.",
    "Auflage": (
        "Unter welcher Bedingung ‹die Lenkungsgruppe:nom› zustimmt. Daraus wird ein Auftrag mit Termin; sie "
        "hält nichts auf."
    ),
    "Auftrag": (
        "Was jemand nach einer Sitzung tun soll, mit Termin. Er steht auf der nächsten Tagesordnung, bis er "
        "erledigt ist."
    ),
    "Ausgangswert": "Der Wert am Anfang, von dem aus gemessen wird.",
    "Auslastung, Höchstlast": (
        "Wie viel ‹eine Projektgruppe:nom› gerade trägt, und wie viele laufende Themen es höchstens zugleich "
        "sein sollen."
    ),
    "Befangenheit": "Ein Sitz erklärt selbst, dass er in einer Frage nicht unbeteiligt ist, und stimmt nicht mit.",
    "Beitrag, Zeichnung": (
        "Was eine Institution zu einer Zielvereinbarung beisteuert, und ihre verbindliche Unterschrift darunter."
    ),
    "Beschluss": "Eine festgehaltene Entscheidung eines Gremiums.",
    "Beschlussfähigkeit": "Wie viele Sitze mitstimmen müssen, damit ein Ergebnis gilt.",
    "Bruchstelle": "Die Stelle in einem Fall, an der es zwischen zwei Stellen nicht weiterging.",
    "Buchung, Storno": (
        "Ein Betrag, den eine Maßnahme aus einem Fördertopf plant, bindet oder ausgegeben hat, und seine "
        "sichtbare Rücknahme."
    ),
    "Bündelung": "Der Bericht aus allen offenen Weitergaben, für Land, Bund oder Politik.",
    "Datei": (
        "Ein PDF, ein Office-Dokument oder ein Bild bis 10 MB. kimflow prüft es beim Hochladen und gibt es "
        "nur zum Speichern heraus."
    ),
    "Datenschutz-Wächter": "Die Prüfung beim Schreiben, ob ein Text auf einen Menschen deutet. Sie findet nicht alles.",
    "Einschätzung": (
        "Was ‹die Koordination:nom› von einem Thema hält: Dringlichkeit, Einfluss vor Ort und Aufwand in je "
        "drei Stufen."
    ),
    "Einwand, Bedenken": (
        "Ein schwerer Einwand verhindert den Konsens und braucht eine Begründung. Leichte Bedenken werden nur "
        "festgehalten."
    ),
    "Einwendung": "Was jemand gegen einen Absatz des Protokolls vorbringt, und was daraus wurde.",
    "Einzellink": "Ein persönlicher Link aus einer E-Mail für genau eine Handlung, ohne Passwort und mit Ablaufdatum.",
    "Entwurf": (
        "Was Sie in ein Formular getippt und noch nicht abgeschickt haben. Nur Sie sehen ihn; er löscht sich "
        "nach 90 Tagen."
    ),
    "Fallrekonstruktion, Station": (
        "Die gemeinsame Nacherzählung eines Falls ohne erkennbare Personen, Schritt für Schritt."
    ),
    "Fassung": (
        "Der ganze Text einer Zielvereinbarung zu einem Zeitpunkt: beim Einreichen, bei der Zustimmung und "
        "wenn sich danach ein Beitrag ändert. Er ändert sich nie mehr. Fassung 2 löst Fassung 1 ab, sobald "
        "alle gezeichnet haben."
    ),
    "Fördertopf, Deckel": "Was das Land in einem Jahr für einen Zweck gibt, und wie viel höchstens.",
    "Geschichte, Lücke": "Der Weg vom Fall zur Wirkung auf einer Linie. Fehlt ein Glied, wird es als Lücke genannt.",
    "Gremienvorbehalt": "Eine Zustimmung, die erst gilt, wenn ein weiteres Gremium sie bestätigt.",
    "Gremium": "‹Lenkungsgruppe:nom›, ‹Projektgruppe:nom›, ‹Arbeitsgruppe:nom› oder ‹Fallwerkstatt:nom›.",
    "Grundlage": (
        "Worauf sich ein Thema stützt: Bruchstellen aus Fällen, angenommene Meldungen oder eine andere Quelle "
        "mit Datum."
    ),
    "Indikator, Messwert": (
        "Die Zahl, an der Sie Erfolg erkennen, mit Ausgangs- und Zielwert, und was zu einem Tag gemessen wurde."
    ),
    "Kennzahl, Median": (
        "Eine Zahl über Themen, Maßnahmen und Gremien, nie über eine Person. Der Median ist die mittlere "
        "Dauer: Die Hälfte ging schneller, die Hälfte langsamer."
    ),
    "Kommentar": (
        "Was ‹Lenkungsgruppe:nom›, Zeichnungsberechtigte der Parteien oder ‹Projektgruppe:nom› zum Entwurf "
        "einer Zielvereinbarung sagen."
    ),
    "Landkarte, Ausschnitt": (
        "Die Zahl der Bruchstellen an jeder Schnittstelle, für alles oder für ein Handlungsfeld, eine "
        "Ursache, eine Phase, eine Kommune oder ein Jahr."
    ),
    "Mandat": (
        "Was ‹eine Projektgruppe:nom› klären soll, bis wann und in welchem Rahmen. Die Leitung nimmt es an "
        "oder gibt es zurück."
    ),
    "Maßnahme, Meilenstein": (
        "Ein vereinbarter Schritt mit verantwortlicher Institution und seine prüfbaren Zwischenziele."
    ),
    "Mein Haus": "Was bei Ihrer Institution offen ist: Zusagen, Maßnahmen nach Ampel, Zeichnungen und Stellungnahmen.",
    "Meine Sitzung": "Die eine Seite für alle, die eingeladen sind: vor, während und nach der Sitzung.",
    "Meldung, Meldebogen": (
        "Ein kurzer Hinweis, wo es zwischen zwei Stellen hakt, ohne Angaben zu einer Person, und das Formular dafür."
    ),
    "Mitgliedschaft": "Die Zugehörigkeit einer Person zu einer Gruppe, mit Beginn und Ende.",
    "Nachbereitung": "Was nach einer Sitzung noch fehlt, bevor das Protokoll vorgelegt wird.",
    "Nachfolge": (
        "Wer übernimmt, was jemand beim Gehen offen ließ. Bis das geklärt ist, steht es auf der Startseite "
        "dessen, der es klärt."
    ),
    "Nachweis": "Der Beleg, dass etwas getan ist: eine Datei oder eine Adresse im Netz, an der Maßnahme.",
    "Notiz": "Eine Zeile zu einem Tagesordnungspunkt: eine Information oder etwas, das offen blieb.",
    "Pflicht": "Was dem Land oder einem Träger gegenüber bis zu einem Tag zu tun ist, mit Nachweis.",
    "Priorisierung": "Viele Themen in eine gemeinsame Reihenfolge bringen.",
    "Protokoll": (
        "Das Ergebnisprotokoll einer Sitzung. Jede vorgelegte Fassung bleibt, wie sie ist; eine Änderung ist "
        "eine neue Fassung."
    ),
    "Rechtskreis": "Das Gesetz, nach dem eine Stelle handelt, zum Beispiel SGB II oder Aufenthaltsgesetz.",
    "Rückkopplung": "Ein Sitz, der für mehrere Institutionen steht, fragt sie, bevor er abstimmt.",
    "Rückmeldung": "Ein kurzer Stand zur Maßnahme in einem Satz.",
    "Sammelakt": "Ein Schritt für mehrere angekreuzte Maßnahmen. Vorher zeigt eine Vorschau für jede, was geschieht.",
    "Schnittstelle": "Der Übergang von einem Rechtskreis oder einer Institution zur anderen, mit Richtung.",
    "Sitz, Besetzung, Vertretung": (
        "Der Platz einer Institution in einem Gremium, wer ihn einnimmt und wer einspringt. Die Stimme gehört dem Sitz."
    ),
    "Sitzung, Tagesordnungspunkt": "Ein Treffen eines Gremiums und die Punkte, die es behandelt.",
    "Stelle, Stellenanteil": "Eine geförderte Stelle bei einem Träger und wie viel einer vollen Stelle sie ist.",
    "Stellungnahme": "Wie eine namentlich genannte Institution ein Thema sieht.",
    "Tafel, Zeitstrahl, Sitzungsansicht": (
        "Die Maßnahmen nach Stand in Spalten, entlang der Zeit oder einzeln in großer Schrift."
    ),
    "Thema": "Was sich in mehreren Fällen wiederholt und nur gemeinsam zu lösen ist.",
    "Themenspeicher, Wiedervorlage": "Zurückgelegte Themen und der Tag, an dem sie wieder auf den Tisch kommen.",
    "Tischkarte": "Eine Karte mit QR-Code, mit der eine Vertretung ohne Konto in diese eine Sitzung kommt.",
    "Überprüfung": "Ein Tag, an dem die Parteien gemeinsam auf ihre Zielvereinbarung sehen.",
    "Umlauf": "Ein Beschluss ohne Sitzung, schriftlich und mit Frist.",
    "Umsetzungsstand": "Wie weit eine Maßnahme in einer Kommune ist: geplant, läuft, eingeführt oder nicht beteiligt.",
    "Verdeckt": (
        "Eine Zahl, die nicht gezeigt wird, weil sie klein ist oder eine kleine verraten würde. Auch „keine“ "
        "kann dahinter stehen."
    ),
    "Verhältnis": "Wie oft es nachher je rekonstruiertem Fall bricht, verglichen mit vorher. 1 heißt: gleich oft.",
    "Verlauf": "Wer wann was getan hat. Der Verlauf lässt sich nicht ändern.",
    "Verstetigung": "Eine Maßnahme wird zum festen Teil der täglichen Arbeit.",
    "Verzug": "Wie lange der Termin einer Maßnahme vorbei ist: 1 bis 7, 8 bis 30 oder mehr als 30 Tage.",
    "Votum": "Was ein abwesender Sitz zu einem Punkt sagen will. Es wird vorgelesen und ist keine Stimme.",
    "Wand": "Die Seite für den Beamer. Sie folgt der Moderation und zeigt nie Namen zu Stimmen.",
    "Weitergabe": (
        "Was sich vor Ort nicht lösen lässt und an Land, Bund oder Politik gemeldet ist, mit Antwort und Wiedervorlage."
    ),
    "Wirkung": "Ob sich wirklich etwas geändert hat.",
    "Wirkungscheck": "Der Vergleich der Fälle vor und nach der Umsetzung: Bricht es noch an derselben Schnittstelle?",
    "Zeichnungscode": (
        "Sechs Ziffern aus einer Mail, mit denen Sie zeichnen. Sie gelten 15 Minuten, für diesen Text und nur für Sie."
    ),
    "Zielvereinbarung": "Worauf sich Institutionen verbindlich einigen: Ziel, Beiträge und Maßnahmen.",
    "Zustimmung": "Das Ja ‹der Lenkungsgruppe:gen› zu einem Paket aus Zielvereinbarung und Maßnahmen.",
}
"""By the words of the list: several that belong together share an explanation."""

_EINZELN = {word: text for words, text in BEGRIFFE.items() for word in words.split(", ")}


def erklaert(wort: str) -> str:
    """What a word means. Raises KeyError for one that is not in the glossary."""
    return _EINZELN[wort]
