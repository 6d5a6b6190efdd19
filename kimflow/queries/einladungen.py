"""Invitations to a meeting: who got one, who came later, and how many are expected."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, literal, or_, select, union_all

from kimflow import clock
from kimflow.db import session
from kimflow.models import Einzellink, Linkzweck, Mitgliedschaft, Sitzung, Sitzungsantwort, SitzungStatus, Zusage
from kimflow.queries.saal import noetig

_OHNE_SITZ = -1


def ausstehende(bis: datetime) -> list[Sitzung]:
    """Meetings that begin until then and have a Sitz that has not answered, for the reminders."""
    silent = select(Sitzungsantwort.sitzung_id).where(Sitzungsantwort.antwort.is_(None))
    statement = select(Sitzung).where(
        Sitzung.status == SitzungStatus.EINGELADEN,
        Sitzung.beginn > clock.now(),
        Sitzung.beginn < bis,
        Sitzung.id.in_(silent),
    )
    return list(session().scalars(statement.order_by(Sitzung.beginn, Sitzung.id)))


def angeschriebene(sitzung: Sitzung, seit: datetime | None = None) -> set[tuple[int, int]]:
    """Pairs (row of the answer, person) that were sent a link, ever or since that moment."""
    statement = _links(sitzung)
    if seit:
        statement = statement.where(Einzellink.erstellt_am >= seit)
    return {(row, person) for row, person in session().execute(statement)}


def nachzuladende(sitzung: Sitzung) -> set[int]:
    """Ids of persons who may answer for a Sitz, or belong to the group, and came after the invitation."""
    found = session().execute(union_all(_links(sitzung), _spaetere_mitglieder(sitzung))).all()
    rows = {antwort.sitz_id: antwort.id for antwort in sitzung.antworten}
    known = {(row, person) for row, person in found}
    seated = {
        b.person_id
        for sitz in sitzung.gremium.sitze
        for b in sitz.heutige_in(sitzung.id)
        if (rows.get(sitz.id), b.person_id) not in known
    }
    return seated | {person for row, person in found if row == _OHNE_SITZ}


def _links(sitzung: Sitzung) -> Select[int, int]:
    return select(func.coalesce(Einzellink.gegenstand_id, 0), Einzellink.person_id).where(
        Einzellink.zweck == Linkzweck.EINLADUNG_BEANTWORTEN,
        Einzellink.gegenstand_id.in_([antwort.id for antwort in sitzung.antworten]),
    )


def spaetere_mitglieder(sitzung: Sitzung) -> set[int]:
    """Ids of persons who belong to the group since a day after it was invited last."""
    return {person for _, person in session().execute(_spaetere_mitglieder(sitzung))}


def _spaetere_mitglieder(sitzung: Sitzung) -> Select[int, int]:
    since, today = sitzung.eingeladen_am or clock.now(), clock.today()
    return select(literal(_OHNE_SITZ), Mitgliedschaft.person_id).where(
        Mitgliedschaft.gremium_id == sitzung.gremium_id,
        Mitgliedschaft.von > clock.local(since).date(),
        Mitgliedschaft.von <= today,
        or_(Mitgliedschaft.bis.is_(None), Mitgliedschaft.bis >= today),
    )


def vertretungen(sitzung: Sitzung) -> dict[int, list[str]]:
    """Names of whoever was entered as Vertretung for this Sitzung only, by Sitz."""
    return {
        sitz.id: names
        for sitz in sitzung.gremium.sitze
        if (names := [b.person.name for b in sitz.besetzungen if b.sitzung_id == sitzung.id])
    }


@dataclass(frozen=True)
class Erwartung:
    """How many Sitze said what, and whether enough of those that may vote will be there."""

    kommt: int
    vertretung: int
    entschuldigt: int
    offen: int
    erwartet: int
    stimmberechtigt: int
    noetig: int


def erwartung(sitzung: Sitzung) -> Erwartung:
    """Counted over the rows of the invitation."""
    words = Counter(antwort.antwort for antwort in sitzung.antworten)
    entitled = [a for a in sitzung.antworten if a.sitz.ist_stimmberechtigt]
    coming = sum(a.antwort in (Zusage.KOMMT, Zusage.VERTRETUNG) for a in entitled)
    return Erwartung(
        words[Zusage.KOMMT],
        words[Zusage.VERTRETUNG],
        words[Zusage.ENTSCHULDIGT],
        words[None],
        coming,
        len(entitled),
        noetig(len(entitled)),
    )
