"""When a rung of a ladder has come. Pure functions, tested with tables computed by hand."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

NACHHOLEN_TAGE = 60
"""How long after its day a rung is still caught up; older ones are left to the page and the Montagsbrief."""


def faellige_stufe(stufen: Iterable[int], termin: date, heute: date, *, seit: date | None = None) -> int | None:
    """The last of these days before (negative) or after `termin` that has come; earlier ones are overtaken by it.

    seit: the last day on which the matter was dealt with or asked about; a rung up to that day has nothing to ask.
    """
    reached = [stufe for stufe in stufen if termin + timedelta(days=stufe) <= heute]
    if not reached:
        return None
    stufe = max(reached)
    tag = termin + timedelta(days=stufe)
    if (seit is not None and seit >= tag) or (heute - tag).days > NACHHOLEN_TAGE:
        return None
    return stufe


def faellige_stunde(stunden: Iterable[int], beginn: datetime, ende: datetime, jetzt: datetime) -> int | None:
    """The last of these hours before `ende` that has come since `beginn`; None once it is over."""
    if jetzt >= ende:
        return None
    return min((h for h in stunden if beginn < ende - timedelta(hours=h) <= jetzt), default=None)
