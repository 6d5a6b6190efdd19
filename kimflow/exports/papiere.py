"""A paper as plain data: what PDF, DOCX and ODT are written from alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image

from kimflow.exports.bloecke import Block

LOGO_BREITE, LOGO_HOEHE = 6, 2
"""In centimetres, at most."""


@dataclass(frozen=True)
class Papier:
    """kopf stands on every page, briefkopf above the title; its first line is the author.

    logo: a PNG or JPG that stands beside the letterhead, empty for none. quer: A4 landscape. vermerk: what marks every
    page, such as „Entwurf“. fuss: stands beside the number of every page. eng: in small type, for what has to fit one.
    """

    titel: str
    bloecke: Sequence[Block]
    kopf: str
    briefkopf: str
    logo: bytes = b""
    quer: bool = False
    vermerk: str = ""
    fuss: str = ""
    eng: bool = False

    @property
    def breite(self) -> float:
        """Of the text on the page, in centimetres."""
        return (29.7 if self.quer else 21) - 2 * self.rand

    @property
    def rand(self) -> float:
        """At the left and at the right, in centimetres."""
        return 1.8 if self.eng else 2.5


@dataclass(frozen=True)
class Teil:
    """A paper in a Mappe; it begins a page of its own. quer and eng as of a Papier."""

    titel: str
    bloecke: Sequence[Block]
    quer: bool = False
    eng: bool = False


@dataclass(frozen=True)
class Mappe:
    """Several papers as one: a first page, a table of contents with their pages, and each of them."""

    deckblatt: Papier
    teile: Sequence[Teil]


def logo_masse(logo: bytes) -> tuple[float, float]:
    """Width and height in centimetres at which it keeps its shape and fits. Raises ValueError if it is no picture."""
    try:
        picture = Image.from_blob(logo)
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError) as error:
        raise ValueError("Kein lesbares Bild.") from error
    shape = picture.px_width / picture.px_height
    height = min(LOGO_HOEHE, LOGO_BREITE / shape)
    return height * shape, height
