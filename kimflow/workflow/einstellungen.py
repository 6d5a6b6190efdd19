"""Act on settings that an office changes in the browser, and which settings there are."""

from dataclasses import dataclass

from kimflow.models import Einstellung, Person
from kimflow.permissions import Permission
from kimflow.workflow.acts import act


@dataclass(frozen=True)
class Einstellungsart:
    """What a setting means to the person who changes it."""

    gruppe: str
    titel: str
    hilfe: str
    mehrzeilig: bool = False
    schalter: bool = False
    zahl: tuple[int, int] | None = None


def _wort(wort: str) -> tuple[str, Einstellungsart]:
    return f"bezeichnung.{wort}", Einstellungsart("Bezeichnungen", wort, f"Leer heißt: {wort}")


def _text(name: str, titel: str) -> tuple[str, Einstellungsart]:
    hilfe = "Text mit Markdown (Überschrift: ##, Liste: -). Leer heißt: der mitgelieferte Text."
    return f"text.{name}", Einstellungsart("Texte", titel, hilfe, mehrzeilig=True)


def _schalter(schluessel: str, titel: str, hilfe: str) -> tuple[str, Einstellungsart]:
    return schluessel, Einstellungsart("Abstimmungen", titel, hilfe, schalter=True)


EINSTELLUNGEN: dict[str, Einstellungsart] = dict(
    [
        *map(_wort, ("Lenkungsgruppe", "Projektgruppe", "Arbeitsgruppe", "Fallwerkstatt", "Koordination", "Thema")),
        ("kontakt", Einstellungsart("Texte", "Kontakt", "E-Mail-Adresse oder Telefon, für Fragen und Barrieren.")),
        (
            "briefkopf",
            Einstellungsart(
                "Texte", "Briefkopf von Einladung und Protokoll", "Leer heißt: der Name des Kreises.", True
            ),
        ),
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


@act(
    Permission.EINSTELLUNG_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat die Einstellung geändert",
)
def bearbeiten(einstellung: Einstellung, person: Person, *, wert: str) -> None:
    """Gilt sofort und für alle. Die Namen in Adressen und Befehlen ändern sich nicht."""
    einstellung.wert = wert
