"""Acts on institutions."""

from kimflow import queries
from kimflow.models import Institution, Institutionstyp, Kommune, Person
from kimflow.permissions import Permission
from kimflow.workflow.acts import Obstructed, act


@act(
    Permission.INSTITUTION_ANLEGEN,
    label="Institution anlegen",
    sentence="hat die Institution angelegt",
    records=("typ",),
    creates=True,
)
def anlegen(
    person: Person, *, name: str, kurzname: str, typ: Institutionstyp, kommune: Kommune | None = None
) -> Institution:
    """Eine Institution aufnehmen, die in Gremien sitzt, zeichnet oder Maßnahmen umsetzt."""
    _namen_frei(name, kurzname)
    return Institution(name=name, kurzname=kurzname, typ=typ, kommune=kommune, aktiv=True)


@act(
    Permission.INSTITUTION_BEARBEITEN,
    label="Bearbeiten",
    sentence="hat die Institution bearbeitet",
    records=("typ", "aktiv"),
)
def bearbeiten(
    institution: Institution,
    person: Person,
    *,
    name: str,
    kurzname: str,
    typ: Institutionstyp,
    kommune: Kommune | None,
    aktiv: bool,
) -> None:
    """Namen und Art ändern oder die Institution aus der Auswahl nehmen; Vergangenes bleibt, wie es war."""
    _namen_frei(name, kurzname, institution)
    institution.name, institution.kurzname, institution.typ = name, kurzname, typ
    institution.kommune, institution.aktiv = kommune, aktiv


def _namen_frei(name: str, kurzname: str, ausser: Institution | None = None) -> None:
    for other in queries.institutionen.gleichnamige(name, kurzname):
        if other is not ausser:
            raise Obstructed(f"Diesen Namen oder Kurznamen hat schon: {other.name} ({other.kurzname}).")
