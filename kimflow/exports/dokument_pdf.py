"""A document as PDF/UA-1: tagged, German, its fonts in it, the same bytes for the same content."""

import base64
import importlib
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from markupsafe import Markup, escape

from kimflow.exports.bloecke import Absatz, Bild, Block, Linie, Liste, Stueck, Tabelle, Ueberschrift, Zitat
from kimflow.exports.bloecke import fuer_xml as xml
from kimflow.exports.papiere import Papier

TYP = "application/pdf"
_SCHRIFTEN = Path(__file__).resolve().parent.parent / "static/vendor/kern-ux-native-2.7.2/fonts/fira-sans"
_FORMATE = Path(__file__).resolve().with_name("dokument_pdf.css")
# A paper costs most of a second of one processor and some 60 MB: never two of them at once in one process.
_EINES_NACH_DEM_ANDEREN = Lock()


class PdfFehlt(RuntimeError):
    """The libraries that set PDF (Pango) are not installed on this machine."""


def dokument(papier: Papier) -> bytes:
    """The file. Raises PdfFehlt where Pango is missing."""
    library, formats, fonts = _satz(papier.quer)
    source = str(_html(papier))
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


def _html(papier: Papier) -> Markup:
    author = papier.briefkopf.partition("\n")[0]
    head = Markup("<title>{}</title><meta name=author content='{}'>").format(xml(papier.titel), xml(author))
    logo = _logo(papier.logo, author) if papier.logo else Markup()
    letterhead = Markup("<br>").join(xml(line) for line in papier.briefkopf.splitlines())
    body = Markup("<header>{}<p>{}</p></header><h1>{}</h1>{}").format(
        logo, letterhead, xml(papier.titel), _bloecke(papier.bloecke)
    )
    return Markup("<!doctype html><html lang=de><head>{}</head><body data-kopf='{}'>{}</body></html>").format(
        head, xml(papier.kopf), body
    )


def _logo(content: bytes, whose: str) -> Markup:
    kind = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    return Markup('<img alt="Logo: {}" src="{}">').format(xml(whose), _daten(content, kind))


def _daten(content: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _bloecke(bloecke: Sequence[Block]) -> Markup:
    return Markup().join(map(_block, bloecke))


def _block(block: Block) -> Markup:
    if isinstance(block, Ueberschrift):
        tag = f"h{min(block.ebene + 1, 6)}"
        return Markup("<{0}>{1}</{0}>").format(tag, _stuecke(block.stuecke))
    if isinstance(block, Absatz):
        return Markup("<p>{}</p>").format(_stuecke(block.stuecke))
    if isinstance(block, Liste):
        items = Markup().join(Markup("<li>{}</li>").format(_bloecke(punkt)) for punkt in block.punkte)
        return Markup("<{0}>{1}</{0}>").format("ol" if block.nummeriert else "ul", items)
    if isinstance(block, Tabelle):
        return _tabelle(block)
    if isinstance(block, Zitat):
        return Markup("<blockquote>{}</blockquote>").format(_bloecke(block.bloecke))
    if isinstance(block, Bild):
        source = _daten(block.inhalt, "image/png")
        return Markup("<p><img alt='{}' src='{}' style='height: {}cm'></p>").format(
            xml(block.text), source, block.hoehe
        )
    return Markup("<hr>") if isinstance(block, Linie) else Markup("<div class=umbruch></div>")


def _tabelle(tabelle: Tabelle) -> Markup:
    heading, *rows = [
        Markup().join(
            Markup("<{0} class=zelle-{1}>{2}</{0}>").format(
                "td" if number else "th", zelle.ausrichtung or "left", _stuecke(zelle.stuecke)
            )
            for zelle in zeile
        )
        for number, zeile in enumerate(tabelle.zeilen)
    ]
    columns = Markup().join(Markup("<col style='width: {}%'>").format(share) for share in tabelle.anteile)
    height = Markup(" style='height: {}cm'").format(tabelle.hoehe) if tabelle.hoehe else ""
    body = Markup().join(Markup("<tr{}>{}</tr>").format(height, row) for row in rows)
    kinds = " ".join(
        word for word, is_on in (("klein", tabelle.klein), ("untrennbar", tabelle.ist_untrennbar)) if is_on
    )
    return Markup(
        "<table class='{}'><colgroup>{}</colgroup><thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(kinds, columns, heading, body)


def _stuecke(stuecke: Sequence[Stueck]) -> Markup:
    return Markup().join(map(_stueck, stuecke))


def _stueck(stueck: Stueck) -> Markup:
    text = Markup("<br>").join(escape(line) for line in stueck.text.split("\n"))
    for tag, is_on in (("strong", stueck.fett), ("em", stueck.kursiv), ("code", stueck.code)):
        text = Markup("<{0}>{1}</{0}>").format(tag, text) if is_on else text
    return Markup("<a href='{}'>{}</a>").format(stueck.adresse, text) if stueck.adresse else text
