"""Which kinds of letters a person wants: chosen among the own settings, or switched off by the link in a letter."""

from collections.abc import Collection

from kimflow import clock, queries
from kimflow.db import session
from kimflow.models import Abbestellung, Briefart, Person
from kimflow.permissions import Permission
from kimflow.workflow import post
from kimflow.workflow.acts import act


@act(
    Permission.ABBESTELLUNG_WAEHLEN,
    label="Auswahl speichern",
    sentence="hat gewählt, welche Mails kommen",
)
def waehlen(wen: Person, person: Person, *, aus: Collection[Briefart], an: Collection[Briefart]) -> None:
    """Wählen Sie, welche Mails Sie bekommen möchten. Was für Sie zu tun ist, steht immer auch in kimflow."""
    off = queries.abbestellungen.arten(wen.id)
    for art in (art for art in aus if art not in off):
        session().add(Abbestellung(person_id=wen.id, art=art, abbestellt_am=clock.now()))
        post.abbestellt(wen, art)
    for row in queries.abbestellungen.zeilen(wen.id, an):
        session().delete(row)


def abbestellen(person: Person, art: Briefart) -> None:
    """Switch off one kind by the link in a letter; once more changes nothing."""
    if art not in queries.abbestellungen.arten(person.id):
        waehlen(person, person, aus=[art], an=[])


def wieder_bestellen(person: Person, art: Briefart) -> None:
    """Take that back; once more changes nothing."""
    if art in queries.abbestellungen.arten(person.id):
        waehlen(person, person, aus=[], an=[art])
