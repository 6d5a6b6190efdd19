"""One paper in its three formats: what must hold for every one, and the text all of them share."""

from typing import Any

from tests.browser import Browser
from tests.dokumente.lesen import aus_docx, aus_odt, aus_pdf, merkmale, ohne_luecken, zeilen

FORMATE = ("pdf", "docx", "odt")
LESEN = {"docx": aus_docx, "odt": aus_odt}


def geholt(besuch: Browser, adresse: str) -> dict[str, bytes]:
    """The files behind an address with {} where the format stands."""
    return {one: besuch.get(adresse.format(one), status=200).response.data for one in FORMATE}


def text(besuch: Browser, adresse: str, format: str = "odt") -> str:
    """What one of them says, which is quicker than asking for all."""
    return LESEN[format](besuch.get(adresse.format(format), status=200).response.data)


def geprueft(
    content: dict[str, bytes], titel: str, *, quer: bool = False, bilder: int = 0, mehrseitig: bool = False
) -> list[str]:
    """The lines all three say alike; the PDF is PDF/UA with its fonts. mehrseitig: its table headings come again."""
    found: Any = merkmale(content["pdf"])
    assert (found.sprache, found.titel, found.ua) == ("de", titel, "1")
    assert found.zeigt_titel
    assert found.ausgezeichnet
    assert all(found.schriften.values()), found.schriften
    assert found.seitenformat == ((297, 210) if quer else (210, 297))
    assert (found.marken["/Figure"], found.ohne_alternativtext) == (bilder, 0)
    assert found.marken["/TH"] > 0
    docx, odt = (zeilen(LESEN[one](content[one])) for one in ("docx", "odt"))
    assert docx == odt
    pdf = ohne_luecken(aus_pdf(content["pdf"]))
    assert [line for line in docx if ohne_luecken(line) not in pdf] == []
    assert mehrseitig or pdf == ohne_luecken("".join(docx))
    return docx
