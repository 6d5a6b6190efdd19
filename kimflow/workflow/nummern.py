"""Numbers people say aloud: T-2026-014. Given inside the writing transaction, so that none is given twice."""

from typing import Any

from sqlalchemy import Integer, cast, func, select

from kimflow import clock
from kimflow.db import session

KUERZEL = {
    "fallrekonstruktion": "F",
    "thema": "T",
    "sitzung": "S",
    "abstimmung": "A",
    "beschluss": "B",
    "zielvereinbarung": "Z",
    "massnahme": "M",
    "meldung": "H",
    "bericht": "R",
}


def naechste(model: Any, year: int | None = None) -> str:
    """The next free number of this noun in `year` (default: this year), e.g. "T-2026-014"."""
    prefix = f"{KUERZEL[model.__tablename__]}-{year or clock.today().year}-"
    digits = func.max(cast(func.substr(model.nummer, len(prefix) + 1), Integer))
    # "Z-2026-004.2" is a later version of "Z-2026-004", no number of its own.
    own = model.nummer.startswith(prefix), model.nummer.not_like("%.%")
    last = session().scalar(select(digits).where(*own))
    return f"{prefix}{int(last or 0) + 1:03d}"
