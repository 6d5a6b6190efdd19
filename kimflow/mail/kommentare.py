"""Letters about comments to a draft. What was said stands behind the link, not in the mail."""

from collections.abc import Iterable

from kimflow.mail.briefe import Brief, adresse, schreiben
from kimflow.models import Amt, Kommentar, Person


def geschrieben(kommentar: Kommentar, person: Person) -> Iterable[Brief]:
    """An die Leitung der Projektgruppe: Jemand hat den Entwurf kommentiert."""
    for m in kommentar.zielvereinbarung.projektgruppe.mitgliedschaften:
        if m.gilt_heute and m.amt is Amt.LEITUNG:
            yield _brief(m.person, kommentar, "Kommentar", "zielvereinbarung_kommentieren")


def beantwortet(kommentar: Kommentar, person: Person) -> Iterable[Brief]:
    """An die Person, die kommentiert hat: Die Projektgruppe hat geantwortet."""
    yield _brief(kommentar.person, kommentar, "Antwort auf Ihren Kommentar", "kommentar_beantworten")


def _brief(wer: Person, kommentar: Kommentar, betreff: str, vorlage: str) -> Brief:
    vereinbarung = kommentar.zielvereinbarung
    return schreiben(
        wer,
        f"{betreff}: Zielvereinbarung {vereinbarung.nummer}",
        vorlage,
        f"kommentar-{kommentar.id}",
        vereinbarung=vereinbarung,
        link=adresse(f"/zielvereinbarungen/{vereinbarung.nummer}#kommentare"),
    )
