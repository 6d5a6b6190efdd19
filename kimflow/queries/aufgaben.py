"""What somebody has to do: one shape for the start page, filled by every noun."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Aufgabe:
    """One thing to do, with where it is done; `gruppe` is the heading it stands under, `wort` stands before `frist`."""

    gruppe: str
    text: str
    endpoint: str
    werte: Mapping[str, object] = field(default_factory=dict)
    frist: date | None = None
    wort: str = "bis"
