"""A rule: a pattern whose group `x` is the place, and what else must hold.

Every repetition in a pattern is bounded, so that the work per character is bounded too.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kimflow.workflow.datenschutz.befunde import Art, Befund

Probe = Callable[[re.Match[str]], bool]


@dataclass(frozen=True)
class Regel:
    """Hard findings of one kind. `probe` judges a match by more than its shape."""

    art: Art
    muster: re.Pattern[str]
    probe: Probe | None = None

    def finden(self, text: str) -> Iterator[Befund]:
        for match in self.muster.finditer(text):
            if self.probe is None or self.probe(match):
                yield Befund(self.art, *match.span("x"), hart=True)


def muster(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Written with blanks and line breaks for reading."""
    return re.compile(pattern, re.VERBOSE | flags)


def davor(match: re.Match[str], zeichen: int) -> str:
    """What stands before the place, at most so many characters, in lower case."""
    start = match.start("x")
    return match.string[max(start - zeichen, 0) : start].lower()


def danach(match: re.Match[str], zeichen: int) -> str:
    """What stands behind the place."""
    end = match.end("x")
    return match.string[end : end + zeichen]
