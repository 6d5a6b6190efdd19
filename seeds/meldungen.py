"""Invented Meldungen of the Musterkreis, and what became of each: with an account, over the public page, from a table."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from kimflow import workflow
from kimflow.models import Meldung
from seeds import kreis
from seeds.kreis import thema
from seeds.zeitplan import Zeitplan


class Hinweis(NamedTuple):
    """days: before today; von, zu: kinds of institutions; wer: None for somebody without an account."""

    tage: int
    wer: str | None
    titel: str
    von: str
    zu: str
    feld: str
    ursache: str
    kommune: str | None = None
    schilderung: str = ""
    vorschlag: str = ""


_KB = "Kita, Schule, Bildung"

MELDUNGEN: dict[str, Hinweis] = {
    "schulplatz": Hinweis(
        -115, "Fatma", "Die Anmeldung zur Schule lag acht Wochen bei zwei Stellen", "Stadt oder Gemeinde", "Schulamt", _KB,
        "Zuständigkeit unklar", "Waldau", "Jede Stelle wartete auf die Rückmeldung der anderen.",
        "Ein fester Tag, an dem die Gemeinden melden, wer zugezogen ist."),
    "schulweg": Hinweis(
        -92, None, "Für den Schulplatz fehlte monatelang die Fahrkarte", "Schulamt", "Stadt oder Gemeinde", _KB,
        "Formular und Nachweis", "Grünau"),
    "miete": Hinweis(
        -88, "Finn", "Vermieter springen ab, weil die Zusage zu spät kommt", "Jobcenter", "Wohnungswirtschaft", "Wohnen",
        "Wartezeit", "Seestadt", "Zwischen Antrag und Zusage lagen mehrere Wochen.", "Eine vorläufige Zusage binnen drei Tagen."),
    "bescheid": Hinweis(
        -70, None, "Ich verstehe meinen Bescheid nicht", "Sozialamt", "Migrationsberatung", "Verwaltung und Prozesse",
        "Information und Sprache"),
    "parkplatz": Hinweis(
        -64, None, "Vor dem Amt gibt es zu wenige Parkplätze", "Kreisverwaltung", "Stadt oder Gemeinde",
        "Verwaltung und Prozesse", "fehlendes Angebot"),
    "name": Hinweis(
        -41, None, "Eine Meldung mit dem Namen eines Menschen", "Jobcenter", "Ausländerbehörde",
        "Aufenthalt und Einbürgerung", "Datenaustausch"),
    "kurszeit": Hinweis(
        -19, "Mats", "Kurszeiten und Schichtpläne passen nicht zusammen", "Sprachkursträger oder VHS", "Kammer oder Wirtschaft",
        "Sprache", "fehlendes Angebot", None, "Betriebe geben Beschäftigte vormittags nicht frei.", "Kurse am frühen Abend."),
    "konto": Hinweis(
        -12, "Frida", "Ohne Meldebescheinigung kein Konto, ohne Konto keine Auszahlung", "Stadt oder Gemeinde", "Sozialamt",
        "Leistungen und Rechtskreiswechsel", "Formular und Nachweis", "Seestadt",
        "Beide Stellen verlangen ein Papier, das die andere ausstellt."),
    "klinik": Hinweis(
        -6, None, "Im Krankenhaus weiß niemand, wer die Sprachmittlung bezahlt", "Krankenkasse oder Klinik", "Sozialamt",
        "Gesundheit", "Zuständigkeit unklar", None, "Das Gespräch wurde dreimal verschoben."),
    "ausbildung": Hinweis(
        -2, "Fatma", "Die Zusage zur Ausbildung kam vor der Erlaubnis", "Kammer oder Wirtschaft", "Ausländerbehörde",
        "Arbeit und Ausbildung", "Wartezeit", "Altenbrück"),
}  # fmt: skip
NUMMERN: dict[str, str] = {}


def melden_lassen(plan: Zeitplan) -> None:
    """Plan all of them in their order; the last ones still wait for a decision."""
    for name, hinweis in MELDUNGEN.items():
        plan.am(hinweis.tage, partial(_melden, name, hinweis))
    akte = workflow.meldungen
    _entscheiden(plan, -90, "schulplatz", lambda m: akte.annehmen(m, kreis.person("Kora"), thema=thema("schule")))
    _entscheiden(plan, -85, "schulweg", lambda m: akte.annehmen(m, kreis.person("Kora"), thema=thema("schule")))
    _entscheiden(plan, -84, "miete", lambda m: akte.annehmen(m, kreis.person("Kora"), thema=thema("wohnen")))
    _entscheiden(plan, -67, "bescheid", lambda m: akte.auf_beratung_hinweisen(m, kreis.person("Kora")))
    warum = "Das liegt nicht zwischen zwei Stellen, die sich um Integration kümmern. Die Stadt ist informiert."
    _entscheiden(
        plan, -60, "parkplatz", lambda m: akte.nicht_weiterverfolgen(m, kreis.person("Kora"), begruendung=warum)
    )
    _entscheiden(plan, -41, "name", lambda m: akte.loeschen_wegen_personenbezug(m, kreis.person("Kora")))
    frage = "Betrifft das alle Kurse oder nur die des ersten Moduls?"
    _entscheiden(plan, -17, "kurszeit", lambda m: akte.nachfragen(m, kreis.person("Kora"), frage=frage))
    frage = "Wurde die Bescheinigung des Einwohnermeldeamts nicht anerkannt oder nicht ausgestellt?"
    _entscheiden(plan, -11, "konto", lambda m: akte.nachfragen(m, kreis.person("Kora"), frage=frage))
    antwort = "Sie wurde erst mit einem Termin in fünf Wochen ausgestellt."
    _entscheiden(plan, -9, "konto", lambda m: akte.antworten(m, kreis.person("Frida"), antwort=antwort))


def _entscheiden(plan: Zeitplan, tage: int, name: str, tun: Callable[[Meldung], None]) -> None:
    plan.am(tage, lambda: tun(kreis.nach_nummer(Meldung, NUMMERN[name])))


def _melden(name: str, hinweis: Hinweis) -> None:
    angaben = {
        "titel": hinweis.titel,
        "schilderung": hinweis.schilderung,
        "vorschlag": hinweis.vorschlag,
        "von_institutionstyp": kreis.wort("institutionstyp", hinweis.von),
        "zu_institutionstyp": kreis.wort("institutionstyp", hinweis.zu),
        "handlungsfeld": kreis.wort("handlungsfeld", hinweis.feld),
        "ursache": kreis.wort("ursache", hinweis.ursache),
        "kommune": kreis.kommune(hinweis.kommune),
    }
    if hinweis.wer is None:
        meldung, _ = workflow.meldungen.ohne_konto_melden(f"musterkreis-{name}", **angaben)
        NUMMERN[name] = meldung.nummer
    else:
        NUMMERN[name] = workflow.meldungen.melden(kreis.person(hinweis.wer), **angaben).nummer
