"""The visible reports. Drafts are the Koordination's; closed ones those who decide, freed ones who reads along."""

from sqlalchemy import Select, false, select
from sqlalchemy.orm import joinedload, selectinload

from kimflow.db import session
from kimflow.models import Bericht, Berichtsabschnitt, BerichtStatus, Berichtszahl, Person
from kimflow.permissions import Permission, can, ist_koordination, ist_mitglied_der_lenkungsgruppe

S = BerichtStatus


def sichtbar_fuer(person: Person) -> Select[Bericht]:
    """What was thrown away nobody sees."""
    if not can(person, Permission.BERICHT_ANSEHEN):
        return select(Bericht).where(false())
    if ist_koordination(person, None):
        return select(Bericht).where(Bericht.status != S.VERWORFEN)
    closed = select(Bericht).where(Bericht.status == S.ABGESCHLOSSEN)
    return closed if ist_mitglied_der_lenkungsgruppe(person, None) else closed.where(Bericht.freigegeben)


def ganz(person: Person) -> Select[Bericht]:
    """With everything its page, its files and its acts read; the things behind the figures are not among it."""
    parts = selectinload(Bericht.abschnitte).selectinload(Berichtsabschnitt.zahlen)
    return sichtbar_fuer(person).options(parts, joinedload(Bericht.ersetzt))


def mit_zeilen(person: Person) -> Select[Bericht]:
    """The same with the things behind the figures, for closing and for the proof."""
    rows = selectinload(Bericht.abschnitte).selectinload(Berichtsabschnitt.zahlen).selectinload(Berichtszahl.zeilen)
    return sichtbar_fuer(person).options(rows, joinedload(Bericht.ersetzt))


def zeilen_lesen(bericht: Bericht) -> None:
    """Load all that stands behind its figures at once. For the acts."""
    rows = selectinload(Bericht.abschnitte).selectinload(Berichtsabschnitt.zahlen).selectinload(Berichtszahl.zeilen)
    session().scalars(select(Bericht).where(Bericht.id == bericht.id).options(rows)).one()


def liste(person: Person) -> list[Bericht]:
    """The newest period first."""
    rows = sichtbar_fuer(person).options(joinedload(Bericht.ersetzt), joinedload(Bericht.nachfolger))
    return list(session().scalars(rows.order_by(Bericht.stichtag.desc(), Bericht.id.desc())))


def nachfolger(bericht: Bericht, person: Person) -> Bericht | None:
    """The report that replaces this one, as far as `person` may know of it."""
    return session().scalars(sichtbar_fuer(person).where(Bericht.ersetzt_id == bericht.id)).one_or_none()


def abschnitt(person: Person) -> Select[Berichtsabschnitt]:
    """The sections of visible reports with their figures."""
    ids = sichtbar_fuer(person).with_only_columns(Bericht.id)
    return (
        select(Berichtsabschnitt)
        .where(Berichtsabschnitt.bericht_id.in_(ids))
        .options(joinedload(Berichtsabschnitt.bericht), selectinload(Berichtsabschnitt.zahlen))
    )


def die_zahl(bericht: Bericht, schluessel: str) -> Berichtszahl | None:
    """The figure of this visible report with the things it counts and the other figures of its section."""
    found = select(Berichtszahl).join(Berichtszahl.abschnitt)
    found = found.where(Berichtsabschnitt.bericht_id == bericht.id, Berichtszahl.schluessel == schluessel)
    section = joinedload(Berichtszahl.abschnitt).selectinload(Berichtsabschnitt.zahlen)
    return session().scalars(found.options(selectinload(Berichtszahl.zeilen), section)).unique().one_or_none()


def ist_ersetzt(bericht: Bericht) -> bool:
    """Whether another report replaces this one already, be it a draft. For the acts."""
    return session().scalar(select(Bericht.id).where(Bericht.ersetzt_id == bericht.id)) is not None
