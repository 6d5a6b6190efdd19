"""Act on settings that an office changes in the browser, and which settings there are."""

from dataclasses import dataclass

from kimflow import queries
from kimflow.exports.papiere import logo_masse
from kimflow.models import Dateiart, Einstellung, Person
from kimflow.permissions import Permission
from kimflow.queries.einstellungen import LOGO
from kimflow.workflow import dateibilder, dateien
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.dateicontainer import Unzulaessig
from kimflow.workflow.dateien import Upload
from kimflow.wortformen import NOM

LOGO_BYTES = 500 * 1000
LOGO_PIXEL = 4_000_000
"""Two by six centimetres at 1,200 dpi have less than three million; each paper unpacks all of them."""


@dataclass(frozen=True)
class Einstellungsart:
    """What a setting means to the person who changes it."""

    gruppe: str
    titel: str
    hilfe: str
    mehrzeilig: bool = False
    schalter: bool = False
    zahl: tuple[int, int] | None = None
    wort: bool = False
    bild: bool = False


def _wort(wort: str) -> tuple[str, Einstellungsart]:
    setting, default = queries.bezeichnungen.WORTE[wort]
    said = f"{default.form(NOM, artikel='die')}, {default.form(NOM, artikel='die', mehrzahl=True)}"
    hilfe = f"Mit Artikel, Einzahl und Mehrzahl, der Lenkungskreis, die Lenkungskreise. Leer heißt: {said}."
    return f"bezeichnung.{setting}", Einstellungsart("Bezeichnungen", wort, hilfe, wort=True)


def _text(name: str, titel: str) -> tuple[str, Einstellungsart]:
    hilfe = "Text mit Markdown (Überschrift: ##, Liste: -). Leer heißt: der mitgelieferte Text."
    return f"text.{name}", Einstellungsart("Texte", titel, hilfe, mehrzeilig=True)


def _schalter(schluessel: str, titel: str, hilfe: str) -> tuple[str, Einstellungsart]:
    return schluessel, Einstellungsart("Abstimmungen", titel, hilfe, schalter=True)


EINSTELLUNGEN: dict[str, Einstellungsart] = dict(
    [
        *map(_wort, ("Lenkungsgruppe", "Projektgruppe", "Arbeitsgruppe", "Fallwerkstatt", "Koordination")),
        ("kontakt", Einstellungsart("Texte", "Kontakt", "E-Mail-Adresse oder Telefon, für Fragen und Barrieren.")),
        (
            "briefkopf",
            Einstellungsart(
                "Briefkopf", "Text des Briefkopfs", "Steht über allen Papieren. Leer heißt: der Name des Kreises.", True
            ),
        ),
        (LOGO, Einstellungsart("Briefkopf", "Logo", "Steht neben dem Text des Briefkopfs.", bild=True)),
        (
            "zielvereinbarung.klausel",
            Einstellungsart("Texte", "Klausel der Zielvereinbarungen", "Leer heißt: der mitgelieferte Satz.", True),
        ),
        (
            "zeichnung.tage",
            Einstellungsart(
                "Zielvereinbarungen",
                "Frist zum Zeichnen in Tagen",
                "Zählt ab dem Beschluss. Danach schlägt kimflow die Vereinbarung für die nächste Sitzung vor.",
                zahl=(1, 365),
            ),
        ),
        _text("impressum", "Impressum"),
        _text("datenschutz", "Datenschutz"),
        _text("barrierefreiheit", "Erklärung zur Barrierefreiheit"),
        _schalter("methode.punkte", "Punkte", "Priorisierung: Jeder Sitz verteilt Punkte auf mehrere Themen."),
        _schalter("methode.rang", "Rang", "Priorisierung: Jeder Sitz setzt seine wichtigsten Themen auf Plätze."),
        _schalter(
            "methode.widerstand", "Widerstand", "Priorisierung: Jeder Sitz sagt von 0 bis 10, wie viel dagegen spricht."
        ),
        _schalter("methode.konsens", "Konsens", "Zustimmung: gilt, solange kein schwerer Einwand steht."),
        _schalter("methode.mehrheit", "Mehrheit", "Zustimmung: Ja oder Nein, mit der Mehrheit, die Sie wählen."),
        _schalter("abstimmung.geheim", "Geheime Abstimmungen", "Verschlossene Urne; endgültig, sobald abgegeben ist."),
        (
            "geheim.mindestens",
            Einstellungsart("Abstimmungen", "Geheim ab wie vielen Sitzen", "Mindestens 3.", zahl=(3, 99)),
        ),
        _schalter("abstimmung.beschlussfaehigkeit", "Beschlussfähigkeit", "Abstimmungen können ein Quorum verlangen."),
        (
            "umlauf.werktage",
            Einstellungsart("Abstimmungen", "Frist eines Umlaufs in Werktagen", "Vorschlag beim Öffnen.", zahl=(1, 60)),
        ),
        (
            "meldung.oeffentlich",
            Einstellungsart(
                "Meldungen",
                "Öffentlicher Meldebogen",
                "Unter /melden kann jeder Mensch ohne Konto eine Hürde melden.",
                schalter=True,
            ),
        ),
        (
            "schnittstelle.an",
            Einstellungsart(
                "Schnittstelle",
                "Schnittstelle zum Lesen",
                "Programme lesen unter /api/v1 Themen, Beschlüsse, Maßnahmen und Kennzahlen, mit dem Schlüssel einer "
                "Person und deren Rechten.",
                schalter=True,
            ),
        ),
        (
            "protokoll.tage",
            Einstellungsart(
                "Sitzungen",
                "Frist für Einwendungen gegen ein Protokoll in Tagen",
                "Zählt ab dem Tag, an dem das Protokoll vorgelegt wird.",
                zahl=(1, 90),
            ),
        ),
        (
            "datenschutz.keine_personen",
            Einstellungsart(
                "Datenschutz",
                "Keine Personen",
                "Ein Wort je Zeile: Orte, Projekte, Einrichtungen, die nie als Namen angestrichen werden.",
                mehrzeilig=True,
            ),
        ),
        (
            "sitzung.einladung_tage",
            Einstellungsart("Sitzungen", "Einladen wie viele Tage vorher", "Erinnert beim Planen.", zahl=(1, 90)),
        ),
        (
            "sitzung.vorschlaege_tage",
            Einstellungsart(
                "Sitzungen", "Punkte vorschlagen bis wie viele Tage vorher", "Für Mitglieder.", zahl=(0, 90)
            ),
        ),
    ]
)


def logo_ist_gewaehlt(einstellung: Einstellung) -> str | None:
    return None if einstellung.datei_id else "Es ist kein Logo gewählt."


@act(
    Permission.EINSTELLUNG_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat die Einstellung geändert",
)
def bearbeiten(einstellung: Einstellung, person: Person, *, wert: str) -> None:
    """Gilt sofort und für alle. Die Namen in Adressen und Befehlen ändern sich nicht."""
    einstellung.wert = wert


@act(
    Permission.EINSTELLUNG_LOGO_SETZEN,
    label="Logo wählen",
    sentence="hat das Logo des Briefkopfs gewählt",
)
def logo_setzen(einstellung: Einstellung, person: Person, *, logo: Upload) -> None:
    """Steht ab sofort neben dem Briefkopf der Papiere, außer auf Berichten, in PDF, DOCX und ODT."""
    try:
        logo_pruefen(logo)
    except Unzulaessig as reason:
        raise Obstructed(str(reason)) from reason
    _bisheriges_wegwerfen(einstellung)
    einstellung.datei = dateien.ablegen(logo, person)


@act(
    Permission.EINSTELLUNG_LOGO_ENTFERNEN,
    label="Logo entfernen",
    sentence="hat das Logo des Briefkopfs entfernt",
    requires=(logo_ist_gewaehlt,),
)
def logo_entfernen(einstellung: Einstellung, person: Person) -> None:
    """Neue Papiere tragen kein Logo mehr. Was schon ausgegeben ist, bleibt, wie es ist."""
    _bisheriges_wegwerfen(einstellung)
    einstellung.datei = None


def logo_pruefen(logo: Upload) -> None:
    """Raises Unzulaessig with the German reason, unless every writer of papers can use it."""
    art, _ = logo.geprueft
    if art not in (Dateiart.PNG, Dateiart.JPG):
        raise Unzulaessig("Ein Logo ist ein Bild: PNG oder JPG.")
    if len(logo.inhalt) > LOGO_BYTES:
        raise Unzulaessig("Das Logo ist größer als 500 kB.")
    {Dateiart.PNG: dateibilder.png, Dateiart.JPG: dateibilder.jpg}[art](logo.inhalt, LOGO_PIXEL)
    try:
        logo_masse(logo.inhalt)
    except ValueError as error:
        raise Unzulaessig("Dieses Bild lässt sich nicht in DOCX einsetzen. Bitte speichern Sie es als PNG.") from error


def _bisheriges_wegwerfen(einstellung: Einstellung) -> None:
    if einstellung.datei is not None:
        dateien.inhalt_loeschen(einstellung.datei)
