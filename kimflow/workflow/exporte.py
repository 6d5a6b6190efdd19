"""What leaves the house as a file: every list taken along is written down."""

import logging

from kimflow.exports.tabellen import Ausgabe
from kimflow.models import Person
from kimflow.permissions import Permission
from kimflow.workflow.acts import act

log = logging.getLogger("kimflow")


@act(
    Permission.EXPORT_VERMERKEN,
    label="Export vermerken",
    sentence="hat eine Liste als Datei mitgenommen",
    records=("liste", "format", "zeilen"),
    follows=True,
)
def vermerken(wer: Person, person: Person, *, liste: str, format: Ausgabe, zeilen: int) -> None:
    """Wer eine Liste als Datei holt, steht mit Tag, Liste und Zahl der Zeilen unter Verwaltung, Exporte."""
    log.info("Export, Person %s, %s, Zeilen %s", person.id, format, zeilen)
