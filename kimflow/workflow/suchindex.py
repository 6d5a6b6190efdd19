"""Keeps the search in step: whatever a transaction changed is written to its tables before that transaction commits.

It listens to the session instead of being called, so that no act can forget it. Builds the whole index anew, too.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Any

from sqlalchemy import delete, event, func, insert, inspect, select, update
from sqlalchemy.orm import Session

from kimflow.db import session
from kimflow.models import (
    Beitrag,
    Beschluss,
    Massnahme,
    Protokollfassung,
    Sitzung,
    Suchart,
    Suchtext,
    Suchwort,
    Thema,
    Umsetzungsstand,
    Zielvereinbarung,
)
from kimflow.queries.suche import eintraege
from kimflow.queries.suche.eintraege import Eintrag

GEAENDERT = "kimflow_suche"
_SITZUNG, _ABHAENGIGE = "sitzung", "abhaengige"
_AUF_EINMAL = 500

Marke = tuple[Suchart | str, int]


@event.listens_for(Session, "after_flush")
def _merken(current: Session, _context: object) -> None:
    """Note which things this flush touched; what they say is read once, before the commit."""
    for thing in chain(current.new, current.dirty, current.deleted):
        current.info.setdefault(GEAENDERT, set()).update(_betroffen(thing))


def _betroffen(thing: Any) -> Iterator[Marke]:
    match thing:
        case Thema():
            yield Suchart.THEMA, thing.id
            changed = inspect(thing).attrs
            if any(changed[name].history.has_changes() for name in ("handlungsfeld", "handlungsfeld_id", "kommunen")):
                yield _ABHAENGIGE, thing.id
        case Beschluss():
            yield Suchart.BESCHLUSS, thing.id
        case Zielvereinbarung():
            yield Suchart.ZIELVEREINBARUNG, thing.id
        case Beitrag():
            yield Suchart.ZIELVEREINBARUNG, thing.zielvereinbarung_id
        case Massnahme():
            yield Suchart.MASSNAHME, thing.id
        case Umsetzungsstand():
            yield Suchart.MASSNAHME, thing.massnahme_id
        case Protokollfassung():
            yield _SITZUNG, thing.sitzung_id
        case Sitzung():
            yield _SITZUNG, thing.id


@event.listens_for(Session, "before_commit")
def _schreiben(current: Session) -> None:
    current.flush()
    marks: set[Marke] = current.info.pop(GEAENDERT, set())
    if marks:
        nachfuehren(marks)


@event.listens_for(Session, "after_rollback")
def _vergessen(current: Session) -> None:
    current.info.pop(GEAENDERT, None)


def nachfuehren(marks: Collection[Marke]) -> None:
    """Bring the rows of these things in line with what the things say now."""
    things = {(Suchart(art), id) for art, id in marks if art in _ARTEN}
    if themen := [id for art, id in marks if art == _ABHAENGIGE]:
        things |= eintraege.abhaengige(themen)
    if sitzungen := [id for art, id in marks if art == _SITZUNG]:
        things |= eintraege.fassungen(sitzungen)
    for art in sorted({art for art, _ in things}):
        _abgleichen(art, [id for kind, id in things if kind == art])


_ARTEN = frozenset(Suchart)


def _abgleichen(art: Suchart, ids: Collection[int]) -> None:
    stored = {
        row.gegenstand_id: row._mapping
        for row in session().execute(
            select(*Suchtext.__table__.c).where(Suchtext.art == art, Suchtext.gegenstand_id.in_(ids))
        )
    }
    found = {one.gegenstand_id: one for one in eintraege.eintraege(art, ids)}
    if gone := [row["id"] for id, row in stored.items() if id not in found]:
        session().execute(delete(Suchtext).where(Suchtext.id.in_(gone)).execution_options(synchronize_session=False))
    new = []
    for id, one in found.items():
        row = one.zeile()
        if id not in stored:
            new.append(row)
        elif _anders(row, stored[id]):
            session().execute(
                update(Suchtext)
                .where(Suchtext.id == stored[id]["id"])
                .values(**row)
                .execution_options(synchronize_session=False)
            )
    if new:
        session().execute(insert(Suchtext), new)
    _worte_merken(found.values())


def _anders(row: dict[str, Any], stored: Any) -> bool:
    """PostgreSQL keeps stems in an order of its own."""
    return any(
        set(value.split()) != set(stored[name].split()) if name == "staemme" else value != stored[name]
        for name, value in row.items()
    )


def _worte_merken(found: Iterable[Eintrag]) -> None:
    words = sorted(set().union(*(one.vokabular() for one in found)))
    for some in _stuecke(words):
        known = set(session().scalars(select(Suchwort.wort).where(Suchwort.wort.in_(some))))
        if new := [{"wort": word} for word in some if word not in known]:
            session().execute(insert(Suchwort), new)


def worte_vergessen() -> int:
    """Delete the words that stand in no text any more, and say how many. Inside transaction()."""
    there: set[str] = set()
    for stems in session().scalars(select(Suchtext.staemme).execution_options(yield_per=_AUF_EINMAL)):
        there.update(stems.split())
    gone = sorted(set(session().scalars(select(Suchwort.wort))) - there)
    for some in _stuecke(gone):
        session().execute(delete(Suchwort).where(Suchwort.wort.in_(some)).execution_options(synchronize_session=False))
    return len(gone)


def aufbauen() -> int:
    """Throw the whole index away and write it anew; how many things stand in it. Inside a transaction."""
    for table in (Suchtext, Suchwort):
        session().execute(delete(table).execution_options(synchronize_session=False))
    words: set[str] = set()
    for some in _stuecke(eintraege.chronologisch()):
        session().execute(insert(Suchtext), [one.zeile() for one in some])
        words.update(*(one.vokabular() for one in some))
    for part in _stuecke(sorted(words)):
        session().execute(insert(Suchwort), [{"wort": word} for word in part])
    return session().scalar(select(func.count()).select_from(Suchtext)) or 0


def _stuecke(all_of_them: Iterable[Any]) -> Iterator[list[Any]]:
    some: list[Any] = []
    for one in all_of_them:
        some.append(one)
        if len(some) == _AUF_EINMAL:
            yield some
            some = []
    if some:
        yield some


def abweichungen() -> list[str]:
    """Numbers of the things whose row in the search is missing, stale or left over."""
    stored = {(row.art, row.gegenstand_id): row._mapping for row in session().execute(select(*Suchtext.__table__.c))}
    differing = []
    for one in eintraege.chronologisch():
        row = stored.pop((one.art, one.gegenstand_id), None)
        if row is None or _anders(one.zeile(), row):
            differing.append(f"{one.nummer} ({one.art})")
    return sorted(differing + [f"{row['nummer']} ({row['art']})" for row in stored.values()])
