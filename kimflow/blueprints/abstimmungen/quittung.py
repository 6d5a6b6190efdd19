"""What a Sitz has cast, in the words of its receipt."""

from dataclasses import dataclass

from kimflow.models import Abstimmung, Methode, Stimmabgabe
from kimflow.workflow.acts import lesbar
from kimflow.workflow.stimmzettel import Stimmzettel, zettel_aus


@dataclass(frozen=True)
class Quittungszeile:
    text: str
    wahl: str
    grund: str


def abgegebenes(stimmabgabe: Stimmabgabe) -> list[Quittungszeile]:
    """One line per option in the order of the round; nothing for a Sitz that has not voted."""
    abstimmung, zettel = stimmabgabe.abstimmung, zettel_aus(stimmabgabe)
    if not stimmabgabe.abgegeben:
        return []
    if zettel.wort is not None:
        about = "Alle Themen" if abstimmung.methode.ist_priorisierung else abstimmung.optionen[0].text
        return [Quittungszeile(about, lesbar(zettel.wort), zettel.begruendung)]
    return [
        Quittungszeile(option.text, _wahl(abstimmung, zettel, option.id), zettel.gruende.get(option.id, ""))
        for option in abstimmung.optionen
    ]


def _wahl(abstimmung: Abstimmung, zettel: Stimmzettel, option_id: int) -> str:
    if option_id in zettel.enthaltungen:
        return "Enthaltung"
    value = zettel.werte.get(option_id)
    if abstimmung.methode is Methode.PUNKTE:
        return "1 Punkt" if value == 1 else f"{value or 0} Punkte"
    if value is None:
        return "kein Platz" if abstimmung.methode is Methode.RANG else "nicht bewertet"
    return f"Platz {value}" if abstimmung.methode is Methode.RANG else f"Widerstand {value} von 10"
