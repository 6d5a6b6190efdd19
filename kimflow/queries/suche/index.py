"""How the two databases are asked: FTS5 or a tsvector, by the same stems, the newest matches first and never all."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, cast, column, func, literal_column, or_, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from kimflow.db import session
from kimflow.models import Suchtext, Suchwort
from kimflow.models.suche import SUCHINDEX
from kimflow.wortstaemme import TEILWORT

Gruppe = Sequence[str]
"""Stems of which one must be there; several Gruppen must all be met."""

_VERWANDTE = 60
"""Longer words that one stem of the query stands for, the shortest first."""
_fts = table(SUCHINDEX, column("rowid"))


def verwandte(stems: Sequence[str]) -> list[Gruppe]:
    """For each stem itself and the words that contain it: "pool" brings "sprachmittlerpool". One statement."""
    long = [stem for stem in stems if len(stem) >= TEILWORT]
    found = session().scalars(
        select(Suchwort.wort)
        .where(or_(*(Suchwort.wort.contains(stem) for stem in long or ["\x01"])))
        .order_by(func.length(Suchwort.wort), Suchwort.wort)
        .limit(_VERWANDTE * max(len(long), 1))
    )
    words = list(found)
    return [[stem, *[w for w in words if stem in w and w != stem and stem in long][: _VERWANDTE - 1]] for stem in stems]


def neueste(columns: Sequence[Any], groups: Sequence[Gruppe], hoechstens: int) -> Select[Any]:
    """The rows that meet all groups, the newest first, at most `hoechstens` of them."""
    if session().get_bind().dialect.name == "postgresql":
        # A plan for a word that is everywhere is wrong for a rare one: let it be made for this one.
        session().execute(select(func.set_config("plan_cache_mode", "force_custom_plan", True)))
        asked = cast(" & ".join(f"({' | '.join(group)})" for group in groups), TSQUERY)
        statement = select(*columns).where(Suchtext.staemme.bool_op("@@")(asked)).order_by(Suchtext.id.desc())
    else:
        text = " AND ".join("(" + " OR ".join(f'"{stem}"' for stem in group) + ")" for group in groups)
        statement = (
            select(*columns)
            .select_from(_fts)
            .join(Suchtext, Suchtext.id == _fts.c.rowid)
            .where(literal_column(SUCHINDEX).bool_op("MATCH")(text))
            .order_by(_fts.c.rowid.desc())
        )
    return statement.limit(hoechstens)
