"""A page's form as a program sees it: fields with kind and present value, good values, bad values, raw sending."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_from_bytes
from zlib import crc32

from tests.browser import Browser, Element, Seite

FORMULAR = "application/x-www-form-urlencoded"
NIE = {"csrf_token"}

RIESIG = "Wort " * 210_000
EIN_BYTE_ZU_FREMD = "\ud800"
ZAHLEN = [
    "-1", "1" + "0" * 40, "9" * 5000, "2147483648", "9223372036854775808", "NaN", "1e3", "--5", "1,5", "\x00", "²",
]  # fmt: skip
TAGE = [
    "30.02.2026", "2026-02-30", "10000-01-01", "01.01." + "9" * 30, "NaN", "-1", "0000-00-00", "\x00", "2026-W01-1",
    "<script>", "1" + "0" * 40, "2026-13-01T25:61",
]  # fmt: skip
AUSWAHL = ["999999999", "-1", "1" + "0" * 40, "NaN", "\x00", EIN_BYTE_ZU_FREMD, "{{1337*7331}}", "9" * 5000, "on"]
FALSCH: dict[str, list[str]] = {
    "text": ["", "Wort " * 6000, "\x00", EIN_BYTE_ZU_FREMD * 30_000, "\u202e\u2066\ufeff", " \t\r\n "],
    "tag": TAGE,
    "moment": TAGE,
    "zahl": ZAHLEN,
    "auswahl": AUSWAHL,
    "haken": ["\x00", "false", "9" * 5000, EIN_BYTE_ZU_FREMD],
    "version": [*ZAHLEN, ""],
    "verborgen": ["", "\x00", "M" * 5000, EIN_BYTE_ZU_FREMD, "<script>alert(1)</script>"],
}
"""Per kind of field what nobody means. Whether it is refused or cleaned is the field's business."""

ERLAUBT = [
    "{{1337*7331}} {% raise %}", '"><script>alert(1)</script>', "=1+1", "a\x00b\x1bc", "\u202egnp.exe\u2066",
    f"kein {EIN_BYTE_ZU_FREMD} Zeichen", "W" * 60, "' OR 1=1; --", "%_\\", "-1", "NaN", "👩‍👧 äöüß ﬁ e\u0301",
]  # fmt: skip
"""Text somebody may mean: it is kept, cleaned of what is invisible, and never does anything."""


@dataclass
class Feld:
    """One field of a form. `werte` stand in it now, `angebot` can be chosen."""

    name: str
    art: str
    werte: list[str] = field(default_factory=list)
    angebot: list[str] = field(default_factory=list)
    typ: str = ""

    def gut(self) -> list[str]:
        """What stands there, else something a person could fill in."""
        if any(self.werte) or self.art in ("version", "verborgen"):
            return self.werte
        fresh = {
            "text": "jemand.neues@musterkreis.example" if self.typ == "email" else "Ein Satz dazu.",
            "tag": "2027-01-15",
            "moment": "2027-01-15T10:00",
            "zahl": next(iter(self.angebot), "1"),
        }
        return [fresh[self.art]] if self.art in fresh else [value for value in self.angebot if value][:1]

    def stichprobe(self, seite: str, anzahl: int) -> list[str]:
        """Some of the bad values, others on every form, so that together all are tried everywhere."""
        bad = FALSCH[self.art]
        start = crc32(f"{seite}.{self.name}".encode()) % len(bad)
        return [bad[(start + i) % len(bad)] for i in range(min(anzahl, len(bad)))]


@dataclass
class Formularbild:
    """The form of a page: where it goes and its fields by name."""

    felder: dict[str, Feld] = field(default_factory=dict)

    def gut(self) -> dict[str, list[str]]:
        return {name: one.gut() for name, one in self.felder.items()}

    def zu_pruefen(self) -> Iterator[Feld]:
        """Every field once; of rows that repeat, those of the first row."""
        for name, one in self.felder.items():
            row = name.split("-")
            if name not in NIE and (len(row) < 3 or row[1] == "0"):
                yield one


_ARTEN = {"date": "tag", "datetime-local": "moment", "number": "zahl", "checkbox": "haken", "radio": "auswahl"}


def lesen(seite: Seite, ziel: str | None = None) -> Formularbild:
    """The form that is sent to `ziel`, or the one that carries a mark."""
    bild = Formularbild()
    for element in _elemente(seite, ziel):
        if element.name == "option":
            select = list(bild.felder.values())[-1]
            select.angebot.append(value := element.attrs.get("value", ""))
            if "selected" in element.attrs:
                select.werte.append(value)
        elif (name := element.attrs.get("name")) and element.attrs.get("type") not in ("submit", "button", "file"):
            _aufnehmen(bild, name, element)
    return bild


def _elemente(seite: Seite, ziel: str | None) -> list[Element]:
    inside: list[Element] = []
    for start, element in enumerate(seite.elemente):
        if element.name == "form" and element.attrs.get("method", "").lower() == "post":
            rest = seite.elemente[start + 1 :]
            end = next((i for i, e in enumerate(rest) if e.name == "form"), len(rest))
            if ziel is not None and element.attrs.get("action") == ziel:
                return rest[:end]
            if ziel is None and any(e.attrs.get("name") == "marke" for e in rest[:end]):
                inside = rest[:end]
    return inside


def _aufnehmen(bild: Formularbild, name: str, element: Element) -> None:
    typ = element.attrs.get("type", "text")
    art = _ARTEN.get(typ, "text")
    if element.name == "select":
        art = "auswahl"
    elif typ == "hidden":
        art = "version" if name == "version" else "verborgen"
    one = bild.felder.setdefault(name, Feld(name, art, typ=typ))
    value = element.attrs.get("value", "")
    if element.name == "textarea":
        value = element.text.removeprefix("\r").removeprefix("\n")
    if typ in ("checkbox", "radio"):
        one.angebot.append(value)
        if "checked" in element.attrs:
            one.werte.append(value)
    elif element.name != "select":
        one.werte = [value] if value else []
        if element.attrs.get("min", "").isdigit() and art == "zahl":
            one.angebot = [element.attrs["min"]]


def kodiert(daten: dict[str, list[str]]) -> str:
    """As a browser sends it, but able to say what no browser says: a lone surrogate."""
    pairs = [(name, value) for name, values in daten.items() for value in values]
    return "&".join(f"{_quote(name)}={_quote(value)}" for name, value in pairs)


def _quote(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe="")


class Sender:
    """Sends raw forms in the name of one browser, without looking at the answer more than asked."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url

    def senden(self, daten: dict[str, list[str]], **kw: Any) -> Any:
        with self.browser._own_context():
            return self.browser.client.post(self.url, data=kodiert(daten), content_type=FORMULAR, **kw)
