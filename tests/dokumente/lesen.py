"""What stands in a page, a DOCX and an ODT, line by line, so that they can be compared."""

import re
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import html5lib
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
