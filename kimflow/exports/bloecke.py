"""A text in Markdown as plain blocks, read from the very HTML the page shows: what DOCX and ODT are written from."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from html.parser import HTMLParser
from typing import Any

from kimflow.exports.markdown_html import html


@dataclass(frozen=True)
class Stueck:
    """A run of text in one kind of type; "\\n" is a line break, "\\t" a tab."""

    text: str
    fett: bool = False
    kursiv: bool = False
    code: bool = False
    adresse: str = ""


@dataclass(frozen=True)
class Ueberschrift:
    """ebene: 1 is the highest one in the text."""

    ebene: int
    stuecke: Sequence[Stueck]


@dataclass(frozen=True)
class Absatz:
    stuecke: Sequence[Stueck]


@dataclass(frozen=True)
class Liste:
    """Each point is blocks of its own, lists in it included."""

    nummeriert: bool
    punkte: list[list["Block"]] = field(default_factory=list)


@dataclass(frozen=True)
class Zelle:
    stuecke: Sequence[Stueck]
    ausrichtung: str = ""


# About how many letters go into a line, and how many of them one column may ask for.
_ZEICHEN, _BREIT = 88, 60


@dataclass(frozen=True)
class Tabelle:
    """The first row is the heading, which stands again on every page.

    klein: in small type, for lists of many columns. hoehe: of every row below the heading at least, in centimetres,
    where somebody is to write into it. breiten: parts of the width in percent, where they do not follow the text.
    """

    zeilen: list[list[Zelle]] = field(default_factory=list)
    klein: bool = False
    hoehe: float = 0
    breiten: Sequence[int] = ()

    @property
    def ist_untrennbar(self) -> bool:
        """A box to write in stays with its heading."""
        return self.hoehe > 0 and len(self.zeilen) <= 3

    @property
    def anteile(self) -> list[int]:
        """What part of the width each column gets, in percent: first its longest word, then by its longest cell."""
        if self.breiten:
            return list(self.breiten)
        columns = range(max(len(zeile) for zeile in self.zeilen))
        cells = [[_text(zeile[column]) for zeile in self.zeilen if column < len(zeile)] for column in columns]
        unbroken = [self._unteilbar(column) for column in columns]
        words = [longest * 1.2 + 4 for longest in unbroken]
        wishes = [min(max(len(text) for text in texts) + 4, _BREIT) for texts in cells]
        spare = max(0, _ZEICHEN - sum(words))
        missing = [max(0, wish - word) for wish, word in zip(wishes, words, strict=True)]
        weights = [w + spare * m / (sum(missing) or 1) for w, m in zip(words, missing, strict=True)]
        return [max(1, int(100 * weight / sum(weights))) for weight in weights]

    def _unteilbar(self, spalte: int) -> int:
        """The longest thing of a column that stays on one line: a word, or what stands on the right, like an amount."""
        cells = [zeile[spalte] for zeile in self.zeilen if spalte < len(zeile)]
        parts = [word for zelle in cells for word in _text(zelle).split()]
        parts += [_text(zelle) for zelle in cells[1:] if zelle.ausrichtung == "right"]
        return max(map(len, parts), default=0)


def _text(zelle: Zelle) -> str:
    return "".join(stueck.text for stueck in zelle.stuecke)


@dataclass(frozen=True)
class Zitat:
    bloecke: Sequence["Block"]


@dataclass(frozen=True)
class Linie:
    pass


@dataclass(frozen=True)
class Seitenumbruch:
    """What follows begins a page of its own. No text in Markdown makes one; papers of several parts do."""


@dataclass(frozen=True)
class Unterschrift:
    """Lines to write on by hand, side by side, each with its word below. No text in Markdown makes one either."""

    worte: Sequence[str]


@dataclass(frozen=True)
class Bild:
    """A PNG, what it says to those who do not see it, and its height in centimetres. None comes out of Markdown."""

    inhalt: bytes
    text: str
    hoehe: float


Block = Ueberschrift | Absatz | Liste | Tabelle | Zitat | Linie | Seitenumbruch | Unterschrift | Bild


def umgeschrieben(teil: Any, wie: Callable[[str], str]) -> Any:
    """A block, a run, or a list of them, with `wie` done to every text that somebody reads."""
    if isinstance(teil, str):
        return wie(teil)
    if isinstance(teil, list | tuple):
        return [umgeschrieben(one, wie) for one in teil]
    read = [field.name for field in fields(teil) if field.name in _LESBAR] if is_dataclass(teil) else []
    return replace(teil, **{name: umgeschrieben(getattr(teil, name), wie) for name in read}) if read else teil


_LESBAR = frozenset({"text", "stuecke", "punkte", "zeilen", "bloecke"})

# What XML 1.0 cannot hold and the canonical form of a text lets through.
_NICHT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def fuer_xml(text: str) -> str:
    """`text` with what no XML file may hold replaced by the sign for that."""
    return _NICHT_IN_XML.sub("\ufffd", text)


def bloecke(markdown: str) -> list[Block]:
    """The blocks of a text, in their order."""
    reader = _Leser()
    reader.feed(html(markdown, 2))
    reader.close()
    reader.absatz_ende()
    return _gehoben(reader.offen[0])


def mit_titel(markdown: str) -> tuple[str, list[Block]]:
    """The heading a text begins with, "" if it begins otherwise, and the blocks below it."""
    found = bloecke(markdown)
    if not found or not isinstance(found[0], Ueberschrift):
        return "", found
    return "".join(stueck.text for stueck in found[0].stuecke), _gehoben(found[1:])


def _gehoben(found: list[Block]) -> list[Block]:
    """Headings from level 1, however deep the text begins."""
    highest = min((one.ebene for one in found if isinstance(one, Ueberschrift)), default=1)
    return [
        Ueberschrift(one.ebene - highest + 1, one.stuecke) if isinstance(one, Ueberschrift) else one for one in found
    ]


_ZWISCHENRAUM = re.compile("[ \t\n\r\f]+")


class _Leser(HTMLParser):
    """Reads the few tags markdown_html lets through; text outside of them cannot occur."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.offen: list[list[Block]] = [[]]
        self.listen: list[Liste] = []
        self.tabelle: Tabelle | None = None
        self.stuecke: list[Stueck] = []
        self.art = {"strong": 0, "em": 0, "code": 0, "pre": 0}
        self.adresse = ""
        self.ausrichtung = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.art:
            self.art[tag] += 1
        if tag == "a":
            self.adresse = fuer_xml(dict(attrs).get("href") or "")
        elif tag == "br":
            self.stuecke.append(self._stueck("\n"))
        elif tag not in ("strong", "em", "code"):
            self._block(tag, dict(attrs))

    def _block(self, tag: str, attrs: dict[str, str | None]) -> None:
        self.absatz_ende()
        if tag in ("ul", "ol"):
            self.listen.append(Liste(tag == "ol"))
        elif tag in ("li", "blockquote", "dd"):
            self.offen.append([])
        elif tag == "dt":
            self.art["strong"] += 1
        elif tag == "hr":
            self.offen[-1].append(Linie())
        elif tag == "table":
            self.tabelle = Tabelle()
        elif tag == "tr" and self.tabelle:
            self.tabelle.zeilen.append([])
        elif tag in ("th", "td"):
            self.ausrichtung = attrs.get("align") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td") and self.tabelle:
            self.tabelle.zeilen[-1].append(Zelle(self._fertig(), self.ausrichtung))
        elif re.fullmatch("h[2-6]", tag) and (words := self._fertig()):
            self.offen[-1].append(Ueberschrift(int(tag[1]) - 1, words))
        elif tag in ("p", "li", "blockquote", "dd", "dt", "ul", "ol", "pre"):
            self.absatz_ende()
        if tag == "a":
            self.adresse = ""
        elif tag in self.art:
            self.art[tag] -= 1
        else:
            self._block_ende(tag)

    def _block_ende(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.offen[-1].append(self.listen.pop())
        elif tag == "li":
            self.listen[-1].punkte.append(self.offen.pop())
        elif tag in ("blockquote", "dd"):
            inside = self.offen.pop()
            self.offen[-1].append(Zitat(inside))
        elif tag == "dt":
            self.art["strong"] -= 1
        elif tag == "table" and self.tabelle:
            self.offen[-1].extend(self._zeilenweise(self.tabelle) if self.listen else [self.tabelle])
            self.tabelle = None

    def handle_data(self, data: str) -> None:
        text = data.replace("\t", "    ") if self.art["pre"] else _ZWISCHENRAUM.sub(" ", data)
        if text:
            self.stuecke.append(self._stueck(text))

    def _stueck(self, text: str) -> Stueck:
        is_on = {tag: count > 0 for tag, count in self.art.items()}
        return Stueck(fuer_xml(text), is_on["strong"], is_on["em"], is_on["code"], self.adresse)

    def absatz_ende(self) -> None:
        """What was read since the last block is a paragraph, unless it is nothing."""
        if stuecke := self._fertig():
            self.offen[-1].append(Absatz(stuecke))

    def _fertig(self) -> list[Stueck]:
        found, self.stuecke = _getrimmt(self.stuecke, wortgetreu=self.art["pre"] > 0), []
        return found

    @staticmethod
    def _zeilenweise(tabelle: Tabelle) -> list[Block]:
        """A table inside a list, which OpenDocument does not know: a line per row."""
        lines: list[Block] = []
        for zeile in tabelle.zeilen:
            stuecke = [s for zelle in zeile for s in (*zelle.stuecke, Stueck("\t"))]
            lines.append(Absatz(stuecke[:-1]))
        return lines


def _getrimmt(stuecke: list[Stueck], *, wortgetreu: bool) -> list[Stueck]:
    """Runs as a browser shows them: no space at the edges of a line, none twice; neighbours of one kind joined."""
    found: list[Stueck] = []
    for one in stuecke:
        text = one.text
        if not wortgetreu and text != "\n" and (not found or found[-1].text[-1] in " \n"):
            text = text.lstrip(" ")
        if text == "\n" and found and not wortgetreu:
            found[-1] = _mit(found[-1], found[-1].text.rstrip(" "))
            found = [s for s in found if s.text]
        if text and found and _mit(found[-1], "") == _mit(one, ""):
            found[-1] = _mit(one, found[-1].text + text)
        elif text:
            found.append(_mit(one, text))
    return _ohne_rand(found)


def _ohne_rand(stuecke: list[Stueck]) -> list[Stueck]:
    while stuecke and not stuecke[-1].text.rstrip(" \n"):
        stuecke.pop()
    if stuecke:
        stuecke[-1] = _mit(stuecke[-1], stuecke[-1].text.rstrip(" \n"))
    return stuecke


def _mit(stueck: Stueck, text: str) -> Stueck:
    return Stueck(text, stueck.fett, stueck.kursiv, stueck.code, stueck.adresse)
