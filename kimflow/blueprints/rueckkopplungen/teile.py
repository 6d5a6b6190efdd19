"""What ballots and pages of rounds show of the Rückkopplung. Their templates ask for it, the rows know who may see."""

from kimflow import queries
from kimflow.blueprints.rueckkopplungen import bp
from kimflow.models import Abstimmung, Person, Stimmabgabe
from kimflow.queries.rueckkopplungen import Zeile


@bp.app_template_global("rueckkopplungen_zum_zettel")
def zum_zettel(stimmabgabe: Stimmabgabe, person: Person) -> list[Zeile]:
    """Above the ballot of a Sitz that stands for several institutions."""
    if not stimmabgabe.sitz.ist_gemeinsam:
        return []
    return queries.rueckkopplungen.des_sitzes(stimmabgabe.abstimmung, stimmabgabe.sitz_id, person)


@bp.app_template_global("rueckkopplungen_zur_abstimmung")
def zur_abstimmung(abstimmung: Abstimmung, person: Person) -> list[Zeile]:
    """On the page of a round."""
    return queries.rueckkopplungen.der_abstimmung(abstimmung, person)
