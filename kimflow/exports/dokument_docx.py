"""A document as DOCX: real headings, lists and tables, German, A4, the same bytes for the same content."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt, RGBColor

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
from kimflow.exports.papiere import Papier, logo_masse

TYP = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SCHRIFT = "Arial"
# A document says nothing about when it was made but what stands in it.
_IMMER = datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no time zone
_SEITEN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER}
_PUNKTE, _ZAHLEN = 90, 91
# Size of the letters, space before and after, in points.
_WEIT: dict[str, tuple[float, float, float]] = {
    "Normal": (11, 0, 6), "Title": (18, 18, 6), "Heading 1": (14, 12, 6), "Heading 2": (12, 12, 6),
    "Heading 3": (11, 12, 6),
}  # fmt: skip
_ENG: dict[str, tuple[float, float, float]] = {
    "Normal": (9, 0, 2),
    "Title": (14, 6, 3),
    "Heading 1": (10.5, 5, 1),
    "Heading 2": (9, 3, 1),
    "Heading 3": (9, 3, 1),
}
_KLEIN = Pt(8.5)


def dokument(papier: Papier) -> bytes:
    """The file."""
    document = Document()
    _angaben(document, papier.titel, papier.briefkopf)
    _formate(document, eng=papier.eng)
    _nummerierungen(document)
    _seite(document, papier)
    _briefkopf(document, papier)
    document.add_paragraph(fuer_xml(papier.titel), style="Title")
    _Schreiber(document, papier.breite).bloecke(papier.bloecke)
    return _immer_gleich(document)


def _briefkopf(document: Any, papier: Papier) -> None:
    lines = fuer_xml(papier.briefkopf).splitlines()
    if papier.logo:
        paragraph = document.add_paragraph(style="Header")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        width, height = logo_masse(papier.logo)
        picture = paragraph.add_run().add_picture(BytesIO(papier.logo), width=Cm(width), height=Cm(height))
        picture._inline.docPr.set("descr", f"Logo: {lines[0] if lines else ''}")
    for line in lines:
        document.add_paragraph(line, style="Header")


def _angaben(document: Any, titel: str, briefkopf: str) -> None:
    author = fuer_xml(briefkopf).partition("\n")[0][:255]
    properties = document.core_properties
    properties.title, properties.language = fuer_xml(titel)[:255], "de-DE"
    properties.author = properties.last_modified_by = author
    properties.created = properties.modified = _IMMER
    properties.comments, properties.revision = "", 1
    # The template brings a picture of an empty page along.
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]


def _formate(document: Any, *, eng: bool) -> None:
    styles = document.styles
    language = styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    for name in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{name}"), "de-DE")
    for name in ("Normal", "Title", *(f"Heading {level}" for level in range(1, 7))):
        font, properties = styles[name].font, styles[name].element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        fonts.attrib.clear()
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{kind}"), SCHRIFT)
        font.color.rgb = RGBColor(0, 0, 0)
    for name, (size, before, after) in (_ENG if eng else _WEIT).items():
        form = styles[name].paragraph_format
        styles[name].font.size, form.space_before, form.space_after = Pt(size), Pt(before), Pt(after)
    if eng:
        styles["Normal"].paragraph_format.line_spacing = 1
    styles["Title"].font.bold = True
    styles["Quote"].paragraph_format.left_indent = Cm(1)
    border = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        styles["Title"].element.pPr.remove(border)


def _nummerierungen(document: Any) -> None:
    """One pattern for points and one for numbers, nine levels each; every list is a copy that starts at 1."""
    numbering = document.part.numbering_part.element
    for id, form, words in ((_PUNKTE, "bullet", ("•", "–")), (_ZAHLEN, "decimal", ())):
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{words[level % 2] if words else f"%{level + 1}."}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{_einzug(level + 1)}" w:hanging="{_einzug(1)}"/></w:pPr></w:lvl>'
            for level in range(9)
        )
        pattern = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{id}"><w:multiLevelType w:val="multilevel"/>'
            f"{levels}</w:abstractNum>"
        )
        numbering.insert(0, pattern)


def _einzug(level: int) -> int:
    """In twentieths of a point."""
    return 360 * level


def _seite(document: Any, papier: Papier) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if papier.quer else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if papier.quer else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Cm(papier.rand)
    section.top_margin = section.bottom_margin = Cm(2.5)
    section.header.paragraphs[0].text = fuer_xml(papier.kopf)
    if papier.vermerk:
        mark = section.header.add_paragraph(style="Header")
        mark.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        mark.add_run(fuer_xml(papier.vermerk)).bold = True
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if papier.fuss:
        footer.add_run(f"{fuer_xml(papier.fuss)} · ")
    for word, code in (("Seite ", "PAGE"), (" von ", "NUMPAGES")):
        footer.add_run(word)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        run = footer.add_run("1")._r
        field.append(run)
        footer._p.append(field)


class _Schreiber:
    """Writes blocks at the end of the document."""

    def __init__(self, document: Any, breite: float) -> None:
        self.document, self.breite = document, breite
        self.ebene, self.nummer = -1, 0

    def bloecke(self, bloecke: Sequence[Block], stil: str = "Normal") -> None:
        for block in bloecke:
            self._block(block, stil)

    def _block(self, block: Block, stil: str) -> None:
        if isinstance(block, Ueberschrift):
            self._absatz(block.stuecke, f"Heading {min(block.ebene, 6)}")
        elif isinstance(block, Absatz):
            paragraph = self._absatz(block.stuecke, stil)
            if self.ebene >= 0:
                paragraph.paragraph_format.left_indent = Pt(_einzug(self.ebene + 1) / 20)
        elif isinstance(block, Liste):
            self._liste(block)
        elif isinstance(block, Tabelle):
            self._tabelle(block)
        elif isinstance(block, Zitat):
            self.bloecke(block.bloecke, "Quote")
        elif isinstance(block, Linie):
            self._linie()
        elif isinstance(block, Seitenumbruch):
            self.document.add_page_break()
        elif isinstance(block, Unterschrift):
            self._unterschrift(block)
        elif isinstance(block, Bild):
            run = self.document.add_paragraph().add_run()
            picture = run.add_picture(BytesIO(block.inhalt), height=Cm(block.hoehe))
            picture._inline.docPr.set("descr", fuer_xml(block.text))

    def _absatz(self, stuecke: Sequence[Stueck], stil: str) -> Any:
        paragraph = self.document.add_paragraph(style=stil)
        self._schreiben(paragraph, stuecke)
        return paragraph

    def _schreiben(self, paragraph: Any, stuecke: Sequence[Stueck], *, fett: bool = False, klein: bool = False) -> None:
        for stueck in stuecke:
            run = paragraph.add_run(stueck.text)
            run.bold, run.italic = stueck.fett or fett or None, stueck.kursiv or None
            if klein:
                run.font.size = _KLEIN
            if stueck.code:
                run.font.name = "Courier New"
            if stueck.adresse:
                run.font.underline = True
                self._verweis(paragraph, run, stueck.adresse)

    def _verweis(self, paragraph: Any, run: Any, adresse: str) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(adresse, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(run._r)
        paragraph._p.append(link)

    def _liste(self, liste: Liste) -> None:
        before, self.nummer, self.ebene = self.nummer, self._zaehler(liste.nummeriert), self.ebene + 1
        for punkt in liste.punkte:
            first, rest = (punkt[0], punkt[1:]) if punkt and isinstance(punkt[0], Absatz) else (Absatz([]), punkt)
            paragraph = self._absatz(first.stuecke, "List Number" if liste.nummeriert else "List Bullet")
            numbered = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            numbered.get_or_add_ilvl().val, numbered.get_or_add_numId().val = min(self.ebene, 8), self.nummer
            self.bloecke(rest)
        self.nummer, self.ebene = before, self.ebene - 1

    def _zaehler(self, nummeriert: bool) -> int:
        numbering = self.document.part.numbering_part.element
        num = numbering.add_num(_ZAHLEN if nummeriert else _PUNKTE)
        for level in range(9):
            num.add_lvlOverride(ilvl=level).add_startOverride(1)
        return int(num.numId)

    def _tabelle(self, tabelle: Tabelle) -> None:
        shares = tabelle.anteile
        table = self.document.add_table(rows=len(tabelle.zeilen), cols=len(shares), style="Table Grid")
        table.autofit = False
        for share, column in zip(shares, table.columns, strict=True):
            column.width = Cm(self.breite * share / 100)
        for number, (zeile, row) in enumerate(zip(tabelle.zeilen, table.rows, strict=True)):
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if number == 0:
                properties.append(OxmlElement("w:tblHeader"))
            elif tabelle.hoehe:
                row.height, row.height_rule = Cm(tabelle.hoehe), WD_ROW_HEIGHT_RULE.AT_LEAST
            for zelle, cell, share in zip(zeile, row.cells, shares, strict=False):
                cell.width = Cm(self.breite * share / 100)
                paragraph = cell.paragraphs[0]
                paragraph.alignment = _SEITEN.get(zelle.ausrichtung)
                paragraph.paragraph_format.space_after = Pt(2)
                paragraph.paragraph_format.keep_with_next = tabelle.ist_untrennbar or None
                self._schreiben(paragraph, zelle.stuecke, fett=number == 0, klein=tabelle.klein)
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def _unterschrift(self, unterschrift: Unterschrift) -> None:
        self.document.add_paragraph().paragraph_format.space_before = Pt(24)
        count = len(unterschrift.worte)
        table = self.document.add_table(rows=1, cols=2 * count - 1)
        table.autofit = False
        gap = 0.6
        width = (self.breite - gap * (count - 1)) / count
        for number, cell in enumerate(table.rows[0].cells):
            cell.width = Cm(gap if number % 2 else width)
            if number % 2 == 0:
                line = '<w:top w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
                cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{line}</w:tcBorders>"))
                cell.paragraphs[0].add_run(unterschrift.worte[number // 2]).font.size = Pt(9)
        self.document.add_paragraph()

    def _linie(self) -> None:
        bottom = '<w:bottom w:val="single" w:sz="6" w:space="1" w:color="808080"/>'
        border = parse_xml(f"<w:pBdr {nsdecls('w')}>{bottom}</w:pBdr>")
        self.document.add_paragraph()._p.get_or_add_pPr().append(border)


def _immer_gleich(document: Any) -> bytes:
    """The file without the times at which its parts were packed."""
    packed, clean = BytesIO(), BytesIO()
    document.save(packed)
    with ZipFile(packed) as source, ZipFile(clean, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return clean.getvalue()
