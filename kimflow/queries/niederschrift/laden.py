"""What the generated minutes are made of: the meeting with all that hangs on it, and its lines of the trail."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from kimflow.db import session
from kimflow.models import (
    Anwesenheit,
    Auftrag,
    Berichtigung,
    Beschluss,
    Beschlusswirkung,
    Besetzung,
    Ereignis,
    Gremium,
    Mitgliedschaft,
    Sitz,
    Sitzung,
    Top,
    Topgegenstand,
    Votum,
)
from kimflow.permissions import Permission


def sitzung(id: int) -> Sitzung:
    """The meeting, loaded far enough to be written down without another statement for each row."""
    tops, body = selectinload(Sitzung.tops), joinedload(Sitzung.gremium)
    decisions = tops.selectinload(Top.beschluesse)
    effects = decisions.selectinload(Beschluss.wirkungen)
    statement = select(Sitzung).where(Sitzung.id == id)
    options = (
        joinedload(Sitzung.vorsitz),
        joinedload(Sitzung.protokollfuehrung),
        body.selectinload(Gremium.sitze).selectinload(Sitz.besetzungen).joinedload(Besetzung.person),
        body.selectinload(Gremium.mitgliedschaften).joinedload(Mitgliedschaft.person),
        selectinload(Sitzung.antworten),
        selectinload(Sitzung.anwesenheiten).options(joinedload(Anwesenheit.sitz), joinedload(Anwesenheit.person)),
        tops.joinedload(Top.sitzung),
        tops.joinedload(Top.vorgaenger).joinedload(Top.sitzung),
        tops.joinedload(Top.protokoll_von),
        tops.selectinload(Top.gegenstaende).options(
            joinedload(Topgegenstand.thema),
            joinedload(Topgegenstand.zielvereinbarung),
            joinedload(Topgegenstand.massnahme),
        ),
        tops.selectinload(Top.unterlagen),
        tops.selectinload(Top.notizen),
        tops.selectinload(Top.abstimmungen),
        tops.selectinload(Top.auftraege).joinedload(Auftrag.verantwortlich),
        decisions.options(joinedload(Beschluss.abstimmung), joinedload(Beschluss.ersetzt)),
        decisions.selectinload(Beschluss.berichtigungen).joinedload(Berichtigung.person),
        effects.joinedload(Beschlusswirkung.thema),
        effects.joinedload(Beschlusswirkung.zielvereinbarung),
        effects.joinedload(Beschlusswirkung.massnahme),
    )
    return session().scalars(statement.options(*options)).unique().one()


def vota(meeting: Sitzung) -> dict[int, list[tuple[str, str]]]:
    """Sitz and text of each Votum vorab, by agenda item."""
    rows = session().execute(
        select(Votum.top_id, Sitz.bezeichnung, Votum.text)
        .join(Top, Top.id == Votum.top_id)
        .join(Sitz, Sitz.id == Votum.sitz_id)
        .where(Top.sitzung_id == meeting.id)
        .order_by(Sitz.reihenfolge, Sitz.id)
    )
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for top_id, sitz, text in rows:
        found[top_id].append((sitz, text))
    return found


@dataclass(frozen=True)
class Spur:
    """What only the trail knows: when a Beschluss was recorded, with what it triggered an act, why an item waits."""

    gefasst: dict[int, datetime] = field(default_factory=dict)
    wirkungen: dict[tuple[str, str, int, int], dict[str, Any]] = field(default_factory=dict)
    vertagt: dict[int, str] = field(default_factory=dict)

    def angaben(self, wirkung: Beschlusswirkung) -> dict[str, Any]:
        """The arguments of the act this Beschluss triggered on that thing."""
        thing: Any = wirkung.gegenstand
        return self.wirkungen.get((wirkung.akt, thing.__tablename__, thing.id, wirkung.beschluss_id), {})


def spur(meeting: Sitzung) -> Spur:
    """The lines of the trail the minutes need, in the order they were written: the last one counts."""
    return spur_von([beschluss for top in meeting.tops for beschluss in top.beschluesse], meeting.tops)


def spur_von(decisions: Sequence[Beschluss], tops: Sequence[Top] = ()) -> Spur:
    """The same for these Beschlüsse and these agenda items, one statement for all of them."""
    things: dict[str, set[int]] = {"beschluss": {b.id for b in decisions}, "top": {t.id for t in tops}}
    for beschluss in decisions:
        for wirkung in beschluss.wirkungen:
            thing: Any = wirkung.gegenstand
            things.setdefault(thing.__tablename__, set()).add(thing.id)
    acts = {Permission.BESCHLUSS_FESTHALTEN, Permission.TOP_VERTAGEN, *(w.akt for b in decisions for w in b.wirkungen)}
    about = [and_(Ereignis.art == kind, Ereignis.gegenstand_id.in_(ids)) for kind, ids in things.items()]
    found = Spur()
    for line in session().scalars(
        select(Ereignis)
        .where(or_(*about), Ereignis.akt.in_([str(akt) for akt in acts]))
        .options(selectinload(Ereignis.texte))
        .order_by(Ereignis.lfd)
    ):
        _merken(found, line)
    return found


def _merken(found: Spur, line: Ereignis) -> None:
    texts = {text.name: text.text for text in line.texte}
    if line.akt == Permission.BESCHLUSS_FESTHALTEN:
        found.gefasst[line.gegenstand_id] = line.zeit
    elif line.akt == Permission.TOP_VERTAGEN:
        found.vertagt[line.gegenstand_id] = texts.get("begruendung", "")
    else:
        decided: Any = line.angaben.get("beschluss")
        if isinstance(decided, dict):
            key = (line.akt, line.art, line.gegenstand_id, int(decided["beschluss"]))
            found.wirkungen[key] = {**line.angaben, **texts}
