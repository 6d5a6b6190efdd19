"""Who finds what: the rows of the search that stand for something the person may open."""

from typing import Any

from sqlalchemy import ColumnElement, False_, Select, True_, and_, false, or_

from kimflow.models import Beschluss, Massnahme, Person, Protokollfassung, Suchart, Suchtext, Thema, Zielvereinbarung
from kimflow.queries import beschluesse, massnahmen, protokolle, themen, zielvereinbarungen


def sichtbar(person: Person) -> ColumnElement[bool]:
    """Asks each noun's sichtbar_fuer(person). A noun of which the person sees everything is not asked row by row."""
    nouns: dict[Suchart, tuple[Select[Any], Any]] = {
        Suchart.THEMA: (themen.sichtbar_fuer(person), Thema.id),
        Suchart.BESCHLUSS: (beschluesse.sichtbar_fuer(person), Beschluss.id),
        Suchart.ZIELVEREINBARUNG: (zielvereinbarungen.sichtbar_fuer(person), Zielvereinbarung.id),
        Suchart.MASSNAHME: (massnahmen.sichtbar_fuer(person), Massnahme.id),
        Suchart.PROTOKOLL: (
            protokolle.sichtbar_fuer(person).where(protokolle.oeffnet(person)),
            Protokollfassung.id,
        ),
    }
    return or_(false(), *(_eines(art, visible, key) for art, (visible, key) in nouns.items()))


def _eines(art: Suchart, visible: Select[Any], key: Any) -> ColumnElement[bool]:
    condition = visible.whereclause
    if isinstance(condition, False_):
        return false()
    of_this_kind = Suchtext.art == art
    if condition is None or isinstance(condition, True_):
        return of_this_kind
    row = visible.with_only_columns(key).where(key == Suchtext.gegenstand_id)
    return and_(of_this_kind, row.correlate(Suchtext).exists())
