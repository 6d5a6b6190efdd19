"""What is loaded with a thing whose row stands in a file that leaves and comes back."""

from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import joinedload, selectinload

from kimflow.models import Beschluss, Besetzung, Massnahme, Person, Sitz, Thema

LADEN: dict[type, tuple[Any, ...]] = {
    Person: (selectinload(Person.rollen), selectinload(Person.zeichnungsberechtigungen)),
    Sitz: (
        joinedload(Sitz.gremium),
        selectinload(Sitz.institutionen),
        selectinload(Sitz.besetzungen).joinedload(Besetzung.person),
    ),
    Thema: (
        joinedload(Thema.handlungsfeld),
        joinedload(Thema.beschluss),
        selectinload(Thema.rechtskreise),
        selectinload(Thema.kommunen),
        selectinload(Thema.grundlagen),
    ),
    Massnahme: (
        joinedload(Massnahme.thema),
        joinedload(Massnahme.zielvereinbarung),
        joinedload(Massnahme.institution),
        joinedload(Massnahme.art),
        joinedload(Massnahme.verantwortlich),
        joinedload(Massnahme.beschluss).joinedload(Beschluss.gremium),
        selectinload(Massnahme.unterstuetzende),
    ),
}
"""What a row of a file says about a thing, and what is asked before it is changed."""


def mit_allem(statement: Select[Any], kind: type) -> Select[Any]:
    """The same things with what a row of a file says about them."""
    return statement.options(*LADEN[kind])
