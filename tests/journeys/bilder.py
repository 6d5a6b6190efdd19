"""The pictures of the handbook: which page of the Musterkreis each one shows, to whom, and what stands on it."""

from dataclasses import dataclass

WEIT, SCHMAL = (1180, 760), (390, 780)


@dataclass(frozen=True)
class Aufnahme:
    """weg: a path, then the beginnings of the links to follow from there. zeigt: what must be readable at its end."""

    wer: str
    weg: tuple[str, ...]
    zeigt: str
    groesse: tuple[int, int] = WEIT


AUFNAHMEN = {
    "start": Aufnahme("kora", ("/",), "Was muss ich tun?"),
    "sitzung": Aufnahme("kora", ("/sitzungen/", "S-"), "Tagesordnung"),
    "moderation": Aufnahme("kora", ("/sitzungen/", "S-", "Zur Moderation"), "TOP 1"),
    "thema": Aufnahme("kora", ("/themen/", "Sprachmittlung bei Erstgesprächen"), "Sprachmittlung"),
    "massnahmen": Aufnahme("kora", ("/massnahmen/",), "Ampel"),
    "zielvereinbarung": Aufnahme("kora", ("/zielvereinbarungen/", "Erstberatung zu Abschlüssen"), "Beiträge"),
    "meine_sitzung": Aufnahme("mia", ("/sitzungen/", "S-", "Meine Sitzung"), "kommt", SCHMAL),
    "stimmzettel": Aufnahme("mats", ("/", "Stimme abgeben für"), "Punkte", SCHMAL),
    "rueckmeldung": Aufnahme(
        "paul", ("/massnahmen/", "Abfrage der Abschlüsse", "Rückmeldung geben"), "wie geplant", SCHMAL
    ),
    "einstellungen": Aufnahme("ada", ("/einstellungen/",), "Briefkopf"),
}
