"""A paper as plain data: what PDF, DOCX and ODT are written from alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from kimflow.exports.bloecke import Block

LOGO_HOEHE = 2
"""In centimetres."""


@dataclass(frozen=True)
class Papier:
    """kopf stands on every page, briefkopf above the title; its first line is the author.

    logo: a PNG or JPG that stands beside the letterhead, empty for none. quer: A4 landscape.
    """

    titel: str
    bloecke: Sequence[Block]
    kopf: str
    briefkopf: str
    logo: bytes = b""
    quer: bool = False

    @property
    def breite(self) -> float:
        """Of the text on the page, in centimetres."""
        return 24.7 if self.quer else 16
