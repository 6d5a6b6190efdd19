"""The rows of a list as its page shows them and as its file holds them, so that they can be compared."""

import csv
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import html5lib
from openpyxl import load_workbook

from kimflow.exports.tabellen import ohne_schutz
from tests.browser import Browser, Seite

LEER = re.compile(r"\s+")


def seitenzeilen(html: str) -> list[dict[str, str]]:
    """Every row of every table of a page by heading; what is only said softly beside a value is left out."""
    root = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return [_zeile(table, row) for table in root.iter("table") for row in table.iterfind(".//tbody/tr")]


def _zeile(table, row) -> dict[str, str]:
    heads = [_text(one) for one in table.iterfind(".//thead//th")]
    cells = [one for one in row if one.tag in ("td", "th")]
    return {one.get("data-kopf") or head: _text(one) for head, one in zip(heads, cells, strict=False)}


def _text(node) -> str:
    return LEER.sub(" ", _worte(node)).strip()


def _worte(node) -> str:
    hidden = {"kf-gedaempft", "kern-sr-only", "kf-pfeil"} & set((node.get("class") or "").split())
    inside = "" if hidden or node.tag == "input" else (node.text or "") + "".join(map(_worte, node))
    return inside + (node.tail or "")


def alle_seiten(browser: Browser, url: str) -> tuple[list[dict[str, str]], Seite]:
    """The rows of all pages of a list, one after the other, and the first page."""
    first = page = browser.get(url, status=200, pruefen=False)
    rows = seitenzeilen(page.html)
    while further := page.alle("a", rel="next"):
        page = browser.get(further[0].attrs["href"], status=200, pruefen=False)
        rows += seitenzeilen(page.html)
    return rows, first


def dateiadressen(seite: Seite) -> dict[str, str]:
    """Where the files of a page stand, by ending."""
    links = [e.attrs["href"] for e in seite.alle("a") if re.search(r"\.(xlsx|csv)(\?|$)", e.attrs.get("href", ""))]
    return {re.search(r"\.(xlsx|csv)", url)[1]: url for url in reversed(links)}


def aus_csv(content: bytes) -> list[dict[str, str]]:
    """The rows of a file by heading, guarding apostrophes taken off."""
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    texts = ([LEER.sub(" ", ohne_schutz(cell)).strip() for cell in row] for row in rows[1:])
    return [dict(zip(rows[0], row, strict=True)) for row in texts]


def aus_xlsx(content: bytes, blatt: int = 0) -> list[dict[str, object]]:
    """The rows of one sheet by heading."""
    rows = list(load_workbook(BytesIO(content)).worksheets[blatt].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def ausgepackt(content: bytes) -> str:
    """Everything written in a file, also in one that is packed (XLSX, DOCX, ODT)."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with ZipFile(BytesIO(content)) as package:
        return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
