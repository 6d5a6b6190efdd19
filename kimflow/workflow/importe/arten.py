"""The nouns that can be imported, and which of them may stand in one table."""

from collections.abc import Mapping, Sequence

from kimflow.workflow.importe.art import ART, Art
from kimflow.workflow.importe.institutionen import Institutionen
from kimflow.workflow.importe.koepfe import normal
from kimflow.workflow.importe.massnahmen import Massnahmen
from kimflow.workflow.importe.personen import Personen
from kimflow.workflow.importe.sitze import Sitze
from kimflow.workflow.importe.themen import Themen

ARTEN: Mapping[str, Art] = {art.name: art for art in (Institutionen(), Personen(), Sitze(), Themen(), Massnahmen())}
"""By name, in the order of a first day: who is there before what they do."""


def familie(art: Art) -> Sequence[Art]:
    """Nouns whose rows may stand in a table of this one, told apart by the column „Art“; in the order of writing."""
    return [one for one in ARTEN.values() if one is art or (one.zeilenwort and art.zeilenwort)]


def namen(art: Art) -> Mapping[str, str]:
    """Every heading a table of this noun may have, normalised, with the key it means."""
    return {normal(ART): ART, **art.namen()} if art.zeilenwort else art.namen()


def familiennamen(art: Art) -> Mapping[str, str]:
    """The same for a table with rows of several nouns: a key means itself before it is another word for something."""
    found = dict(namen(art))
    for other in familie(art):
        found = {**other.namen(), **found}
    return found | {normal(key): key for other in familie(art) for key in other.je_key}
