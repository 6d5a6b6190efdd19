"""What waits for institutions: Zeichnungen and Stellungnahmen, by what is to be signed or answered."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import exists, select

from kimflow.db import session
from kimflow.models import Beitrag, Beteiligung, Person, Stellungnahme, Thema, Zeichnung, Zielvereinbarung
from kimflow.models import ZielvereinbarungStatus as Z
from kimflow.permissions import ist_buero
from kimflow.queries import stellungnahmen
from kimflow.queries.kennzahlen.zeilen import Offenes


def eigene(person: Person) -> set[int]:
    """Ids of the institutions whose numbers this person sees: those it speaks for, and that of a Büro."""
    return stellungnahmen.haeuser(person) | ({person.institution_id} if ist_buero(person, None) else set())


def offene_zeichnungen(haeuser: Collection[int] | None = None) -> list[Offenes]:
    """Beiträge to be signed and neither signed nor refused, of these institutions or of all, by Zielvereinbarung."""
    answered = exists().where(Zeichnung.beitrag_id == Beitrag.id, Zeichnung.ungueltig_am.is_(None))
    rows: Any = (
        select(
            Beitrag.institution_id, Beitrag.id, Zielvereinbarung.nummer, Zielvereinbarung.titel, Zielvereinbarung.frist
        )
        .join(Zielvereinbarung, Zielvereinbarung.id == Beitrag.zielvereinbarung_id)
        .where(Zielvereinbarung.status == Z.ZUR_ZEICHNUNG, Beitrag.beteiligung == Beteiligung.ZEICHNET, ~answered)
        .order_by(Zielvereinbarung.nummer, Beitrag.id)
    )
    if haeuser is not None:
        rows = rows.where(Beitrag.institution_id.in_(haeuser))
    return [Offenes(*row) for row in session().execute(rows)]


def offene_stellungnahmen(haeuser: Collection[int] | None = None) -> list[Offenes]:
    """Stellungnahmen asked for and not given while the Thema is prepared, of these institutions or of all."""
    rows: Any = stellungnahmen.noch_offene().with_only_columns(
        Stellungnahme.institution_id, Stellungnahme.id, Thema.nummer, Thema.titel, Stellungnahme.frist
    )
    if haeuser is not None:
        rows = rows.where(Stellungnahme.institution_id.in_(haeuser))
    return [Offenes(*row) for row in session().execute(rows.order_by(Thema.nummer, Stellungnahme.id))]
