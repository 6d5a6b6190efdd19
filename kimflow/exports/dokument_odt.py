"""A document as ODT: the same content as the DOCX, in a package written here, the same bytes every time."""

import re
from collections.abc import Sequence
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docx.image.image import Image

from kimflow.exports import odt_formate
from kimflow.exports.bloecke import (
    Absatz,
    Bild,
    Block,
    Linie,
    Liste,
    Seitenumbruch,
    Stueck,
    Tabelle,
    Ueberschrift,
    Unterschrift,
    Zitat,
    fuer_xml,
)
from kimflow.exports.odt_formate import RAEUME, VERSION, name
from kimflow.exports.papiere import Papier, logo_masse

TYP = "application/vnd.oasis.opendocument.text"
_LOGO = "Pictures/logo"
_SEITEN = {"left": "ZelleLinks", "right": "ZelleRechts", "center": "ZelleMitte"}

for _prefix, _uri in RAEUME.items():
    register_namespace(_prefix, _uri)


def dokument(papier: Papier) -> bytes:
    """The file."""
    letterhead = fuer_xml(papier.briefkopf).splitlines()
    author = letterhead[0] if letterhead else ""
    content = Element(name("office:document-content"), {name("office:version"): VERSION})
    shares = SubElement(content, name("office:automatic-styles"))
    text = SubElement(SubElement(content, name("office:body")), name("office:text"))
    if papier.logo:
        _bild(_absatz(text, [], "Logo"), Bild(papier.logo, f"Logo: {author}", logo_masse(papier.logo)[1]), _LOGO)
    for line in letterhead:
        _absatz(text, [Stueck(line)], "Briefkopf")
    _absatz(text, [Stueck(fuer_xml(papier.titel))], "Title")
    writer = _Schreiber()
    writer.bloecke(text, papier.bloecke)
    odt_formate.inhaltsformate(shares, writer.anteile, papier.breite)
    odt_formate.zeilenformate(shares, writer.hoehen)
    return _paket(
        {
            "content.xml": content,
            "styles.xml": odt_formate.formate(papier),
            "meta.xml": _angaben(fuer_xml(papier.titel), author),
        },
        ({_LOGO: papier.logo} if papier.logo else {}) | writer.bilder,
    )


def _bild(paragraph: Element, bild: Bild, path: str) -> None:
    picture = Image.from_blob(bild.inhalt)
    width = bild.hoehe * picture.px_width / picture.px_height
    frame = SubElement(
        paragraph,
        name("draw:frame"),
        {
            name("draw:name"): path.rpartition("/")[2],
            name("text:anchor-type"): "as-char",
            name("svg:width"): f"{width:.2f}cm",
            name("svg:height"): f"{bild.hoehe:.2f}cm",
        },
    )
    SubElement(frame, name("draw:image"), {name("xlink:href"): path})
    SubElement(frame, name("svg:title")).text = fuer_xml(bild.text)


def _angaben(titel: str, author: str) -> Element:
    root = Element(name("office:document-meta"), {name("office:version"): VERSION})
    meta = SubElement(root, name("office:meta"))
    for tag, value in (("dc:title", titel), ("dc:creator", author), ("dc:language", "de-DE")):
        SubElement(meta, name(tag)).text = value
    return root


def _paket(parts: dict[str, Element], bilder: dict[str, bytes]) -> bytes:
    manifest = Element(name("manifest:manifest"), {name("manifest:version"): VERSION})
    kinds = {path: "image/png" if content.startswith(b"\x89PNG") else "image/jpeg" for path, content in bilder.items()}
    for path, kind in {"/": TYP, **dict.fromkeys(parts, "text/xml"), **kinds}.items():
        SubElement(
            manifest,
            name("manifest:file-entry"),
            {name("manifest:full-path"): path, name("manifest:media-type"): kind},
        )
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        # First and unpacked, so that the kind of file can be read without unpacking it.
        package.writestr(ZipInfo("mimetype"), TYP, ZIP_STORED)
        for path, element in {**parts, "META-INF/manifest.xml": manifest}.items():
            entry = ZipInfo(path)
            package.writestr(entry, tostring(element, "utf-8", xml_declaration=True), ZIP_DEFLATED)
        for path, content in bilder.items():
            package.writestr(ZipInfo(path), content, ZIP_STORED)
    return buffer.getvalue()


def _absatz(parent: Element, stuecke: Sequence[Stueck], stil: str, tag: str = "text:p") -> Element:
    paragraph = SubElement(parent, name(tag), {name("text:style-name"): stil})
    for stueck in stuecke:
        holder = paragraph
        if stueck.adresse:
            address = {name("xlink:type"): "simple", name("xlink:href"): stueck.adresse}
            holder = SubElement(paragraph, name("text:a"), address)
        if style := odt_formate.zeichenformat(stueck):
            holder = SubElement(holder, name("text:span"), {name("text:style-name"): style})
        _text(holder, stueck.text)
    return paragraph


def _text(holder: Element, text: str) -> None:
    """Breaks, tabs and spaces in a row are elements in this format; a plain one at the edge would be lost."""
    last: Element | None = holder[-1] if len(holder) else None
    for part in re.findall(r"\n|\t| +|[^\n\t ]+", text):
        if part == "\n":
            last = SubElement(holder, name("text:line-break"))
        elif part == "\t":
            last = SubElement(holder, name("text:tab"))
        elif part == "  ".ljust(len(part)):
            last = SubElement(holder, name("text:s"), {name("text:c"): str(len(part))})
        elif last is None:
            holder.text = (holder.text or "") + part
        else:
            last.tail = (last.tail or "") + part


class _Schreiber:
    """Writes blocks into an element of the text; `anteile`, `hoehen` and `bilder` are what they came to need."""

    def __init__(self) -> None:
        self.anteile: set[int] = set()
        self.hoehen: set[float] = set()
        self.bilder: dict[str, bytes] = {}

    def bloecke(self, parent: Element, bloecke: Sequence[Block], stil: str = "Text_20_body") -> None:
        for block in bloecke:
            self._block(parent, block, stil)

    def _block(self, parent: Element, block: Block, stil: str) -> None:
        if isinstance(block, Ueberschrift):
            level = min(block.ebene, 6)
            heading = _absatz(parent, block.stuecke, f"Heading_20_{level}", "text:h")
            heading.set(name("text:outline-level"), str(level))
        elif isinstance(block, Absatz):
            _absatz(parent, block.stuecke, stil)
        elif isinstance(block, Liste):
            self._liste(parent, block)
        elif isinstance(block, Tabelle):
            self._tabelle(parent, block)
        elif isinstance(block, Zitat):
            self.bloecke(parent, block.bloecke, "Quotations")
        elif isinstance(block, Linie):
            _absatz(parent, [], "Linie")
        elif isinstance(block, Seitenumbruch):
            _absatz(parent, [], "Umbruch")
        elif isinstance(block, Unterschrift):
            self._unterschrift(parent, block)
        elif isinstance(block, Bild):
            path = f"Pictures/bild{len(self.bilder) + 1}"
            self.bilder[path] = block.inhalt
            _bild(_absatz(parent, [], "Standard"), block, path)

    def _liste(self, parent: Element, liste: Liste) -> None:
        style = "Zahlen" if liste.nummeriert else "Punkte"
        element = SubElement(parent, name("text:list"), {name("text:style-name"): style})
        for punkt in liste.punkte:
            item = SubElement(element, name("text:list-item"))
            self.bloecke(item, punkt or [Absatz([])], "Listenabsatz")

    def _tabelle(self, parent: Element, tabelle: Tabelle) -> None:
        kind = "TabelleUntrennbar" if tabelle.ist_untrennbar else "Tabelle"
        table = SubElement(parent, name("table:table"), {name("table:style-name"): kind})
        if tabelle.hoehe:
            self.hoehen.add(tabelle.hoehe)
        for share in tabelle.anteile:
            SubElement(table, name("table:table-column"), {name("table:style-name"): f"Spalte{share}"})
            self.anteile.add(share)
        heading = SubElement(table, name("table:table-header-rows"))
        for number, zeile in enumerate(tabelle.zeilen):
            row = SubElement(table if number else heading, name("table:table-row"))
            if number and tabelle.hoehe:
                row.set(name("table:style-name"), odt_formate.zeilenformat(tabelle.hoehe))
            for zelle in zeile:
                cell = SubElement(
                    row,
                    name("table:table-cell"),
                    {name("table:style-name"): "Zelle", name("office:value-type"): "string"},
                )
                plain = _SEITEN.get(zelle.ausrichtung, "ZelleLinks") + ("" if number else "Kopf")
                _absatz(cell, zelle.stuecke, f"{plain}Klein" if tabelle.klein else plain)
        _absatz(parent, [], "Abstand")

    def _unterschrift(self, parent: Element, unterschrift: Unterschrift) -> None:
        """A row of cells with a line above each and nothing around them."""
        _absatz(parent, [], "Unterschriftsraum")
        table = SubElement(parent, name("table:table"), {name("table:style-name"): "Tabelle"})
        gaps = len(unterschrift.worte) - 1
        wide = (100 - 4 * gaps) // len(unterschrift.worte)
        for number in range(2 * gaps + 1):
            share = 4 if number % 2 else wide
            SubElement(table, name("table:table-column"), {name("table:style-name"): f"Spalte{share}"})
            self.anteile.add(share)
        row = SubElement(table, name("table:table-row"))
        for number in range(2 * gaps + 1):
            style = "Luecke" if number % 2 else "Unterschriftszelle"
            cell = SubElement(row, name("table:table-cell"), {name("table:style-name"): style})
            words = [] if number % 2 else [Stueck(unterschrift.worte[number // 2])]
            _absatz(cell, words, "Unterschrift")
        _absatz(parent, [], "Abstand")
