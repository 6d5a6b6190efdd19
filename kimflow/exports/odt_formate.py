"""The formats of an ODT: page, language, headings, lists, table, header and footer."""

from collections.abc import Iterable
from itertools import product
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from kimflow.exports.bloecke import Stueck, fuer_xml
from kimflow.exports.papiere import Papier

VERSION = "1.3"
SCHRIFT = "Liberation Sans"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
RAEUME = {
    "office": f"{_OASIS}:office:1.0",
    "style": f"{_OASIS}:style:1.0",
    "text": f"{_OASIS}:text:1.0",
    "table": f"{_OASIS}:table:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "draw": f"{_OASIS}:drawing:1.0",
    "meta": f"{_OASIS}:meta:1.0",
    "manifest": f"{_OASIS}:manifest:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_ABSATZFORMATE: tuple[tuple[str, str, dict[str, str], dict[str, str]], ...] = (
    # name, parent, of the paragraph, of its letters
    ("Text_20_body", "Standard", {"fo:margin-bottom": "6pt"}, {}),
    ("Briefkopf", "Standard", {}, {"fo:font-size": "10pt"}),
    ("Logo", "Standard", {"fo:text-align": "end"}, {}),
    ("Umbruch", "Standard", {"fo:break-before": "page"}, {"fo:font-size": "2pt"}),
    ("Title", "Standard", {"fo:margin-top": "18pt", "fo:margin-bottom": "12pt"},
     {"fo:font-size": "18pt", "fo:font-weight": "bold"}),
    ("Listenabsatz", "Standard", {"fo:margin-bottom": "3pt"}, {}),
    ("Quotations", "Standard", {"fo:margin-left": "1cm", "fo:margin-bottom": "6pt"}, {"fo:font-style": "italic"}),
    ("Linie", "Standard", {"fo:border-bottom": "0.5pt solid #808080", "fo:margin-bottom": "6pt"}, {}),
    ("Abstand", "Standard", {}, {"fo:font-size": "6pt"}),
    ("Header", "Standard", {}, {"fo:font-size": "9pt"}),
    ("Vermerk", "Standard", {"fo:text-align": "end"}, {"fo:font-size": "9pt", "fo:font-weight": "bold"}),
    ("Unterschriftsraum", "Standard", {"fo:margin-top": "1cm", "fo:keep-with-next": "always"}, {}),
    ("Unterschrift", "Standard", {}, {"fo:font-size": "9pt"}),
    ("Footer", "Standard", {"fo:text-align": "center"}, {"fo:font-size": "9pt"}),
    ("ZelleLinks", "Standard", {}, {}),
    ("ZelleRechts", "Standard", {"fo:text-align": "end"}, {}),
    ("ZelleMitte", "Standard", {"fo:text-align": "center"}, {}),
    ("ZelleLinksKopf", "ZelleLinks", {}, {"fo:font-weight": "bold"}),
    ("ZelleRechtsKopf", "ZelleRechts", {}, {"fo:font-weight": "bold"}),
    ("ZelleMitteKopf", "ZelleMitte", {}, {"fo:font-weight": "bold"}),
    *((f"Zelle{kind}Klein", f"Zelle{kind}", {}, {"fo:font-size": "8.5pt"})
      for kind in ("Links", "Rechts", "Mitte", "LinksKopf", "RechtsKopf", "MitteKopf")),
)  # fmt: skip
_GRAD = ("14pt", "12pt", "11pt", "11pt", "11pt", "11pt")
# In small type, for what has to fit one page.
_GRAD_ENG = ("10.5pt", "9pt", "9pt", "9pt", "9pt", "9pt")
_ENG: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "Text_20_body": ({"fo:margin-bottom": "2pt"}, {}),
    "Title": ({"fo:margin-top": "6pt", "fo:margin-bottom": "3pt"}, {"fo:font-size": "14pt", "fo:font-weight": "bold"}),
    "Listenabsatz": ({"fo:margin-bottom": "1pt"}, {}),
}


def name(short: str) -> str:
    """office:text as ElementTree wants it."""
    prefix, _, local = short.partition(":")
    return f"{{{RAEUME[prefix]}}}{local}"


def _mit(parent: Element, tag: str, **attributes: Any) -> Element:
    """A child; attributes are written fo__margin for fo:margin and margin_left for margin-left."""
    named = {name(key.replace("__", ":").replace("_", "-")): value for key, value in attributes.items()}
    return SubElement(parent, name(tag), named)


def zeichenformat(stueck: Stueck) -> str:
    """The format of a run, empty for plain type."""
    parts = (("Fett", stueck.fett), ("Kursiv", stueck.kursiv), ("Code", stueck.code))
    return "".join(word for word, is_on in parts if is_on)


def inhaltsformate(root: Element, anteile: Iterable[int], breite: float) -> None:
    """What only the content uses: letters, table, its cells and its columns by their share of the width.

    breite: of the text on the page, in centimetres.
    """
    for bold, italic, code in product((False, True), repeat=3):
        kind = zeichenformat(Stueck("", bold, italic, code))
        if kind:
            style = _mit(root, "style:style", style__name=kind, style__family="text")
            letters = _mit(style, "style:text-properties")
            for key, value, is_on in (
                ("fo:font-weight", "bold", bold),
                ("fo:font-style", "italic", italic),
                ("fo:font-family", "Liberation Mono", code),
            ):
                if is_on:
                    letters.set(name(key), value)
    for kind, may_break in (("Tabelle", "true"), ("TabelleUntrennbar", "false")):
        table = _mit(root, "style:style", style__name=kind, style__family="table")
        _mit(
            table, "style:table-properties", style__width=f"{breite}cm", table__align="left",
            table__border_model="collapsing", style__may_break_between_rows=may_break,
        )  # fmt: skip
    cell = _mit(root, "style:style", style__name="Zelle", style__family="table-cell")
    _mit(cell, "style:table-cell-properties", fo__padding="0.1cm", fo__border="0.5pt solid #000000")
    for kind, border in (("Unterschriftszelle", "0.5pt solid #000000"), ("Luecke", "none")):
        cell = _mit(root, "style:style", style__name=kind, style__family="table-cell")
        _mit(cell, "style:table-cell-properties", fo__border_top=border, fo__padding_top="0.1cm")
    for share in sorted(anteile):
        column = _mit(root, "style:style", style__name=f"Spalte{share}", style__family="table-column")
        _mit(column, "style:table-column-properties", style__column_width=f"{breite * share / 100:.2f}cm")


def zeilenformat(hoehe: float) -> str:
    """The format of rows at least that high, in centimetres."""
    return f"Zeile{round(hoehe * 100)}"


def zeilenformate(root: Element, hoehen: Iterable[float]) -> None:
    """Those formats."""
    for height in sorted(hoehen):
        row = _mit(root, "style:style", style__name=zeilenformat(height), style__family="table-row")
        _mit(row, "style:table-row-properties", style__min_row_height=f"{height}cm")


def formate(papier: Papier) -> Element:
    """The part styles.xml."""
    root = Element(name("office:document-styles"), {name("office:version"): VERSION})
    styles = _mit(root, "office:styles")
    _grundformat(styles, "9pt" if papier.eng else "11pt")
    for kind, parent, paragraph, letters in _ABSATZFORMATE:
        _absatzformat(styles, kind, parent, *(_ENG.get(kind) if papier.eng else None) or (paragraph, letters))
    _ueberschriften(styles, eng=papier.eng)
    _listenformat(styles, "Punkte")
    _listenformat(styles, "Zahlen")
    _seite(root, papier)
    return root


def _ueberschriften(styles: Element, *, eng: bool) -> None:
    above, below = ("5pt", "1pt") if eng else ("12pt", "6pt")
    for level, size in enumerate(_GRAD_ENG if eng else _GRAD, 1):
        heading = _absatzformat(
            styles,
            f"Heading_20_{level}",
            "Standard",
            {"fo:margin-top": above, "fo:margin-bottom": below, "fo:keep-with-next": "always"},
            {"fo:font-size": size, "fo:font-weight": "bold"},
        )
        heading.set(name("style:default-outline-level"), str(level))
        heading.set(name("style:next-style-name"), "Text_20_body")


def _grundformat(styles: Element, size: str) -> None:
    default = _mit(styles, "style:default-style", style__family="paragraph")
    _mit(
        default, "style:text-properties", fo__language="de", fo__country="DE", fo__font_family=SCHRIFT,
        fo__font_size=size,
    )  # fmt: skip
    _mit(styles, "style:style", style__name="Standard", style__family="paragraph", style__class="text")


def _absatzformat(
    styles: Element, kind: str, parent: str, paragraph: dict[str, str], letters: dict[str, str]
) -> Element:
    shown = kind.replace("_20_", " ")
    style = _mit(
        styles, "style:style", style__name=kind, style__display_name=shown, style__family="paragraph",
        style__parent_style_name=parent,
    )  # fmt: skip
    if paragraph:
        SubElement(style, name("style:paragraph-properties"), {name(k): v for k, v in paragraph.items()})
    if letters:
        SubElement(style, name("style:text-properties"), {name(k): v for k, v in letters.items()})
    return style


def _listenformat(styles: Element, kind: str) -> None:
    form = _mit(styles, "text:list-style", style__name=kind)
    for level in range(1, 11):
        if kind == "Zahlen":
            line = _mit(
                form, "text:list-level-style-number", text__level=str(level), style__num_format="1",
                style__num_suffix=".",
            )  # fmt: skip
        else:
            line = _mit(
                form, "text:list-level-style-bullet", text__level=str(level), text__bullet_char="•–"[(level - 1) % 2]
            )
        where = _mit(line, "style:list-level-properties", text__list_level_position_and_space_mode="label-alignment")
        _mit(
            where, "style:list-level-label-alignment", text__label_followed_by="listtab",
            fo__text_indent="-0.6cm", fo__margin_left=f"{level * 0.6:.1f}cm",
            text__list_tab_stop_position=f"{level * 0.6:.1f}cm",
        )  # fmt: skip


def _seite(root: Element, papier: Papier) -> None:
    width, height = ("29.7cm", "21cm") if papier.quer else ("21cm", "29.7cm")
    layout = _mit(_mit(root, "office:automatic-styles"), "style:page-layout", style__name="A4")
    page = _mit(
        layout, "style:page-layout-properties", fo__page_width=width, fo__page_height=height,
        style__print_orientation="landscape" if papier.quer else "portrait",
    )  # fmt: skip
    for side, gap in (("top", 1.5), ("bottom", 1.5), ("left", papier.rand), ("right", papier.rand)):
        page.set(name(f"fo:margin-{side}"), f"{gap}cm")
    for part, side in (("header", "bottom"), ("footer", "top")):
        style = _mit(layout, f"style:{part}-style")
        SubElement(
            style,
            name("style:header-footer-properties"),
            {name("fo:min-height"): "1cm", name(f"fo:margin-{side}"): "0.5cm"},
        )
    master = _mit(
        _mit(root, "office:master-styles"), "style:master-page", style__name="Standard", style__page_layout_name="A4"
    )
    header = _mit(master, "style:header")
    _mit(header, "text:p", text__style_name="Header").text = fuer_xml(papier.kopf)
    if papier.vermerk:
        _mit(header, "text:p", text__style_name="Vermerk").text = fuer_xml(papier.vermerk)
    footer = _mit(_mit(master, "style:footer"), "text:p", text__style_name="Footer")
    footer.text = f"{fuer_xml(papier.fuss)} · Seite " if papier.fuss else "Seite "
    number = _mit(footer, "text:page-number", text__select_page="current")
    number.text, number.tail = "1", " von "
    _mit(footer, "text:page-count").text = "1"
