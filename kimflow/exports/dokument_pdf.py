"""A document as PDF/UA-1: tagged, German, its fonts in it, the same bytes for the same content."""

import base64
import importlib
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from markupsafe import Markup

from kimflow.exports.bloecke import fuer_xml as xml
from kimflow.exports.bloecke_html import html
from kimflow.exports.papiere import Mappe, Papier, Teil, logo_masse

TYP = "application/pdf"
_SCHRIFTEN = Path(__file__).resolve().parent.parent / "static/vendor/kern-ux-native-2.7.2/fonts/fira-sans"
_FORMATE = Path(__file__).resolve().with_name("dokument_pdf.css")
# A paper costs most of a second of one processor and some 60 MB: never two of them at once in one process.
_EINES_NACH_DEM_ANDEREN = Lock()


class PdfFehlt(RuntimeError):
    """The libraries that set PDF (Pango) are not installed on this machine."""


def dokument(papier: Papier) -> bytes:
    """The file. Raises PdfFehlt where Pango is missing."""
    return _gesetzt(papier, html(papier.bloecke, 2, breiten=True))


def mappe(mappe: Mappe) -> bytes:
    """The file of several papers, with a table of contents. Raises PdfFehlt as above."""
    return _gesetzt(mappe.deckblatt, html(mappe.deckblatt.bloecke, 2, breiten=True) + _teile(mappe.teile))


def _gesetzt(papier: Papier, inhalt: Markup) -> bytes:
    library, formats, fonts = _satz(papier.quer)
    source = str(_html(papier, inhalt))
    with _EINES_NACH_DEM_ANDEREN:
        page = library.HTML(string=source, url_fetcher=_nur_mitgegebenes())
        pdf = page.write_pdf(
            stylesheets=[formats],
            font_config=fonts,
            pdf_variant="pdf/ua-1",
            pdf_identifier=sha256(source.encode()).digest()[:16],
        )
    return bytes(pdf)


@cache
def _bibliothek() -> Any:
    """Loaded with the first paper: half a second and 50 MB that no page needs."""
    try:
        return importlib.import_module("weasyprint")
    except OSError as error:
        raise PdfFehlt("Für PDF fehlt auf diesem Rechner die Bibliothek Pango.") from error


@cache
def _satz(quer: bool) -> tuple[Any, Any, Any]:
    """The library, the formats of a page that way round, and the fonts they bring."""
    library = _bibliothek()
    fonts = importlib.import_module("weasyprint.text.fonts").FontConfiguration()
    size = "@page { size: A4 landscape }" if quer else ""
    css = _FORMATE.read_text(encoding="utf-8") + size + "".join(map(_schrift, ((400, "Regular"), (700, "SemiBold"))))
    return library, library.CSS(string=css, font_config=fonts, url_fetcher=_nur_mitgegebenes()), fonts


def _schrift(gewicht_name: tuple[int, str]) -> str:
    weight, name = gewicht_name
    content = base64.b64encode((_SCHRIFTEN / f"FiraSans-{name}.woff2").read_bytes()).decode()
    return f"@font-face {{ font-family: Fira; font-weight: {weight}; src: url(data:font/woff2;base64,{content}) }}\n"


def _nur_mitgegebenes() -> Any:
    """What is not in the document itself is never fetched, files of this machine least of all."""
    _bibliothek()
    return importlib.import_module("weasyprint.urls").URLFetcher(allowed_protocols={"data"})


def _html(papier: Papier, inhalt: Markup) -> Markup:
    author = papier.briefkopf.partition("\n")[0]
    head = Markup("<title>{}</title><meta name=author content='{}'>").format(xml(papier.titel), xml(author))
    logo = _logo(papier.logo, author) if papier.logo else Markup()
    letterhead = Markup("<br>").join(xml(line) for line in papier.briefkopf.splitlines())
    body = Markup("<header>{}<p>{}</p></header><h1>{}</h1>{}").format(logo, letterhead, xml(papier.titel), inhalt)
    margins = Markup("class='{}' data-kopf='{}' data-vermerk='{}' data-fuss='{}'").format(
        "eng" if papier.eng else "", xml(papier.kopf), xml(papier.vermerk), xml(papier.fuss)
    )
    return Markup("<!doctype html><html lang=de><head>{}</head><body {}>{}</body></html>").format(head, margins, body)


def _logo(content: bytes, whose: str) -> Markup:
    kind = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    width, height = logo_masse(content)
    return Markup('<img alt="Logo: {}" style="width: {:.2f}cm; height: {:.2f}cm" src="data:{};base64,{}">').format(
        xml(whose), width, height, kind, base64.b64encode(content).decode()
    )


def _teile(teile: Sequence[Teil]) -> Markup:
    entries = Markup().join(
        Markup("<li><a href='#teil-{}'>{}</a></li>").format(number, xml(teil.titel))
        for number, teil in enumerate(teile, 1)
    )
    papers = Markup().join(
        Markup("<section class='teil{}{}'><h2 id='teil-{}'>{}</h2>{}</section>").format(
            " quer" if teil.quer else "",
            " eng" if teil.eng else "",
            number,
            xml(teil.titel),
            html(teil.bloecke, 3, breiten=True),
        )
        for number, teil in enumerate(teile, 1)
    )
    return Markup("<h2>Inhalt</h2><ul class=inhalt>{}</ul>{}").format(entries, papers) if teile else papers
