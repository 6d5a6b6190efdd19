"""Whether bytes are one whole picture: PNG and JPEG walked piece by piece, nothing decoded."""

import re
import zlib

from kimflow.workflow.dateicontainer import Unzulaessig

HOECHSTENS_PIXEL = 100_000_000
"""A page of A4 at 600 dpi has 35 million; far more is a bomb for whoever opens it."""
HOECHSTENS_STUECKE = 20_000
"""Pieces of one picture; ten megabytes in the smallest pieces that programs write have some two thousand."""
_ZU_GROSS = "Das Bild hat zu viele Bildpunkte. Bitte verkleinern Sie es."
_KEIN_PNG = "Der Inhalt ist kein vollständiges PNG-Bild."
_KEIN_JPG = "Der Inhalt ist kein vollständiges JPG-Bild."
# In the data of a scan FF is followed by 00, by a restart or by more FF; anything else is the next segment.
_NAECHSTES = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_MARKE = re.compile(rb"\xff+([^\x00\xff])")
_SOF = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SOS, _EOI = 0xDA, 0xD9


def png(inhalt: bytes, pixel: int = HOECHSTENS_PIXEL) -> None:
    """Raises Unzulaessig unless every piece is whole, the first is the head, the last the end, and nothing follows."""
    if not inhalt.startswith(b"\x89PNG\r\n\x1a\n"):
        raise Unzulaessig("Der Inhalt ist kein PNG-Bild, auch wenn der Name so endet.")
    at = 8
    kinds: list[bytes] = []
    while at < len(inhalt) and len(kinds) < HOECHSTENS_STUECKE:
        length, kind = int.from_bytes(inhalt[at : at + 4], "big"), inhalt[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(inhalt) or zlib.crc32(inhalt[at + 4 : end - 4]) != int.from_bytes(inhalt[end - 4 : end], "big"):
            raise Unzulaessig(_KEIN_PNG)
        kinds.append(kind)
        if kind == b"IHDR":
            _klein_genug(
                int.from_bytes(inhalt[at + 8 : at + 12], "big"), int.from_bytes(inhalt[at + 12 : at + 16], "big"), pixel
            )
        at = end
        if kind == b"IEND":
            break
    if at != len(inhalt) or kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds:
        raise Unzulaessig(_KEIN_PNG)


def jpg(inhalt: bytes, pixel: int = HOECHSTENS_PIXEL) -> None:
    """Raises Unzulaessig unless the segments lead from the start over a picture to the end.

    Behind the end cameras keep a second, smaller picture: what follows is let be.
    """
    if not inhalt.startswith(b"\xff\xd8\xff"):
        raise Unzulaessig("Der Inhalt ist kein JPG-Bild, auch wenn der Name so endet.")
    at, seen, framed, scanned = 2, 0, False, False
    while (found := _MARKE.match(inhalt, at)) and (seen := seen + 1) <= HOECHSTENS_STUECKE:
        kind = found[1][0]
        if kind == _EOI and framed and scanned:
            return
        start = found.end()
        length = int.from_bytes(inhalt[start : start + 2], "big")
        at = start + length
        if length < 2 or at > len(inhalt):
            break
        if kind in _SOF:
            _klein_genug(
                int.from_bytes(inhalt[start + 5 : start + 7], "big"),
                int.from_bytes(inhalt[start + 3 : start + 5], "big"),
                pixel,
            )
            framed = True
        if kind == _SOS:
            scanned = True
            after = _NAECHSTES.search(inhalt, at)
            at = after.start() if after else len(inhalt)
    raise Unzulaessig(_KEIN_JPG)


def _klein_genug(breite: int, hoehe: int, pixel: int) -> None:
    if breite * hoehe > pixel:
        raise Unzulaessig(_ZU_GROSS)
    if not breite or not hoehe:
        raise Unzulaessig("Das Bild hat keine Bildpunkte.")
