"""What stands in a page, a PDF, a DOCX and an ODT, so that they can be compared."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import html5lib
import pikepdf
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

_LEER = re.compile("[ \t\n\r\f]+")
_BLOECKE = {
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "blockquote",
    "pre",
    "tr",
    "td",
    "th",
    "dt",
    "dd",
    "hr",
}
# The margins of a page, in points.
_OBEN, _UNTEN = 68, 60
_BILD = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}frame"
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def zeilen(text: str) -> list[str]:
    """Lines with something in them, each with single spaces."""
    return [line for line in (_LEER.sub(" ", part).strip(" ") for part in text.split("\n")) if line]


def woerter(text: str) -> list[str]:
    """Everything between white space."""
    return [word for word in _LEER.split(text) if word]


def aus_html(markup: str) -> str:
    """What a browser shows, a line per block."""
    return _html(html5lib.parseFragment(markup, treebuilder="etree", namespaceHTMLElements=False))


def _html(node: Element, verbatim: bool = False) -> str:
    if node.tag == "br":
        return "\n"
    verbatim = verbatim or node.tag == "pre"
    inside = _im_fluss(node.text, verbatim)
    for child in node:
        inside += _html(child, verbatim) + _im_fluss(child.tail, verbatim)
    return f"\n{inside}\n" if node.tag in _BLOECKE else inside


def _im_fluss(text: str | None, verbatim: bool) -> str:
    return text or "" if verbatim else _LEER.sub(" ", text or "")


def aus_docx(content: bytes) -> str:
    """The text of the body, a line per paragraph."""
    lines = []
    for paragraph in Document(BytesIO(content)).element.body.iter(qn("w:p")):
        words = {qn("w:t"): lambda e: e.text or "", qn("w:br"): lambda e: "\n", qn("w:tab"): lambda e: "\t"}
        lines.append("".join(words[e.tag](e) for e in paragraph.iter() if e.tag in words and not _in_angaben(e)))
    return "\n".join(lines)


def _in_angaben(element: etree._Element) -> bool:
    """Tab stops are called like tabs."""
    return any(parent.tag == qn("w:pPr") for parent in element.iterancestors())


def aus_odt(content: bytes) -> str:
    """The text of the body, a line per paragraph."""
    root = teil(content, "content.xml")
    return "\n".join(_odt(paragraph) for paragraph in root.iter(f"{_ODF}p", f"{_ODF}h"))


def _odt(node: etree._Element) -> str:
    if node.tag == _BILD:
        return ""  # what a picture says to those who do not see it stands in it as text
    special = {f"{_ODF}line-break": "\n", f"{_ODF}tab": "\t", f"{_ODF}s": " " * int(node.get(f"{_ODF}c", "1"))}
    inside = special.get(node.tag, node.text or "")
    return inside + "".join(_odt(child) + (child.tail or "") for child in node)


def teil(content: bytes, name: str) -> etree._Element:
    """One XML file of a package; raises if it is not well-formed."""
    with ZipFile(BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def xml_teile(content: bytes) -> list[str]:
    """The names of all XML files in a package."""
    with ZipFile(BytesIO(content)) as package:
        return [name for name in package.namelist() if name.endswith((".xml", ".rels"))]


def aus_pdf(content: bytes) -> str:
    """The text by an independent reader, without what stands in the margins of every page.

    Lines end where the page ends them, not where a paragraph does. Signs of list items are nobody's words.
    """
    with pikepdf.open(BytesIO(content)) as pdf:
        width, height = (int(pdf.pages[0].mediabox[i]) for i in (2, 3))
    inside = ["-x", "0", "-y", f"{_OBEN}", "-W", f"{width}", "-H", f"{height - _OBEN - _UNTEN}"]
    found = subprocess.run(["pdftotext", "-raw", *inside, "-", "-"], input=content, capture_output=True, check=True)
    return "\n".join(re.sub(r"(\n(\d+\.|[•◦▪]))+\n*$|[•◦▪] ", "", page) for page in found.stdout.decode().split("\f"))


def ohne_luecken(text: str) -> str:
    """The letters alone: a page may break a word that is longer than its line, with a hyphen (U+2010) at its end."""
    return re.sub(r"\u2010\n|\s", "", text)


@dataclass(frozen=True)
class Merkmale:
    """What a program finds in a PDF that reads it to somebody who does not see it."""

    sprache: str
    titel: str
    zeigt_titel: bool
    ausgezeichnet: bool
    ua: str
    marken: Counter[str]
    gliederung: list[str]
    ohne_alternativtext: int
    seiten: int
    seitenformat: tuple[int, int]
    schriften: dict[str, bool]
    """Each font with whether it lies in the file."""


def merkmale(content: bytes) -> Merkmale:
    """Read by pikepdf, another hand than the one that wrote it."""
    with pikepdf.open(BytesIO(content)) as pdf:
        root = pdf.Root
        elements = list(_elemente(root.StructTreeRoot.K))
        width, height = (round(float(pdf.pages[0].mediabox[i]) * 25.4 / 72) for i in (2, 3))
        with pdf.open_metadata() as meta, pdf.open_outline() as outline:
            return Merkmale(
                sprache=str(root.Lang),
                titel=str(meta["dc:title"]),
                zeigt_titel=bool(root.ViewerPreferences.DisplayDocTitle),
                ausgezeichnet=bool(root.MarkInfo.Marked),
                ua=str(meta["pdfuaid:part"]),
                marken=Counter(str(e.S) for e in elements),
                gliederung=[item.title for item in _gliederung(outline.root)],
                ohne_alternativtext=sum(str(e.S) == "/Figure" and not e.get("/Alt") for e in elements),
                seiten=len(pdf.pages),
                seitenformat=(width, height),
                schriften=dict(_schriften(pdf)),
            )


def _elemente(kids: object) -> Iterator[pikepdf.Object]:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elemente(kid.get("/K", pikepdf.Array()))


def _gliederung(items: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _gliederung(list(item.children))


def _schriften(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bool]]:
    for page in pdf.pages:
        for font in page.obj.Resources.get("/Font", pikepdf.Dictionary()).values():
            inner = font.get("/DescendantFonts", [font])[0]
            described = inner.get("/FontDescriptor", pikepdf.Dictionary())
            yield str(font.BaseFont), any(f"/FontFile{n}" in described for n in ("", "2", "3"))
