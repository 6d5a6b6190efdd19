"""What the minutes say about earlier meetings: whether their minutes were approved, and which tasks were still open."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from kimflow.db import session
from kimflow.models import Auftrag, Beschluss, Protokollfassung, Sitzung, SitzungStatus, Top
from kimflow.queries.niederschrift.worte import datum, zeile
from kimflow.queries.sitzungen import GEHALTEN


def letztes_protokoll(sitzung: Sitzung) -> str:
    """One sentence, as it was when this meeting ended; empty for the first meeting of a body."""
    item = next((top for top in sitzung.tops if top.protokoll_von), None)
    if item is not None and item.protokoll_von:
        about = f"Protokoll der Sitzung {item.protokoll_von.nummer} vom {datum(item.protokoll_von.beginn)}"
        return f"{about}: siehe TOP {item.position}."
    last = _vorige(sitzung)
    if last is None:
        return ""
    nummer, beginn, approved = last
    which = f"Das Protokoll der Sitzung {nummer} vom {datum(beginn)}"
    if approved is None or (sitzung.geschlossen_am and approved > sitzung.geschlossen_am):
        return f"{which} war noch nicht genehmigt."
    return f"{which} ist seit dem {datum(approved)} genehmigt."


def _vorige(sitzung: Sitzung) -> tuple[str, datetime, datetime | None] | None:
    statement = (
        select(Sitzung.nummer, Sitzung.beginn, Protokollfassung.genehmigt_am)
        .outerjoin(
            Protokollfassung,
            and_(Protokollfassung.sitzung_id == Sitzung.id, Protokollfassung.genehmigt_am.is_not(None)),
        )
        .where(
            Sitzung.gremium_id == sitzung.gremium_id,
            Sitzung.beginn < sitzung.beginn,
            Sitzung.status.in_((SitzungStatus.LAUFEND, *GEHALTEN)),
        )
        .order_by(Sitzung.beginn.desc(), Sitzung.id.desc(), Protokollfassung.fassung)
        .limit(1)
    )
    row = session().execute(statement).first()
    return (row[0], row[1], row[2]) if row else None


def offene_auftraege(sitzung: Sitzung) -> Iterator[str]:
    """A line for each task of an earlier meeting, or of a Beschluss by circulation, that was not done by its end."""
    end = sitzung.geschlossen_am
    open_then = (
        Auftrag.beendet_am.is_(None) if end is None else or_(Auftrag.beendet_am.is_(None), Auftrag.beendet_am > end)
    )
    earlier = and_(Sitzung.gremium_id == sitzung.gremium_id, Sitzung.beginn < sitzung.beginn)
    by_circulation = and_(Auftrag.top_id.is_(None), Beschluss.gremium_id == sitzung.gremium_id)
    statement = (
        select(Auftrag)
        .outerjoin(Auftrag.top)
        .outerjoin(Top.sitzung)
        .outerjoin(Auftrag.beschluss)
        .where(open_then, or_(earlier, by_circulation))
        .options(
            joinedload(Auftrag.top).joinedload(Top.sitzung),
            joinedload(Auftrag.beschluss),
            joinedload(Auftrag.verantwortlich),
        )
        .order_by(Auftrag.erteilt_am, Auftrag.id)
    )
    if end is not None:
        statement = statement.where(Auftrag.erteilt_am <= end)
    for task in session().scalars(statement).unique():
        yield _zeile(task)


def _zeile(task: Auftrag) -> str:
    source = f"{task.top.sitzung.nummer}, TOP {task.top.position}" if task.top else ""
    source = source or (task.beschluss.nummer if task.beschluss else "")
    who = zeile(task.verantwortlich.name) if task.verantwortlich else "noch niemand"
    until = f"bis {datum(task.faellig_am)}" if task.faellig_am else "ohne Termin"
    return f"{source}: {zeile(task.text)} (verantwortlich: {who}; {until})"
