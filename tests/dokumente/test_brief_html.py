"""The HTML part of a mail: made of the text, says the same, and nothing of it was markup before."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import html5lib
import pytest
from jinja2 import ChainableUndefined, Environment, FileSystemLoader

from kimflow.config import ROOT
from kimflow.mail.brief_html import KNOPFTEXT, Absatz, Knopf, Liste, Zeile, als_html, bloecke
from tests.sicherheit.markup import NUTZLASTEN, boeses

BASIS = "https://kim.kreis.example"
LINK = f"{BASIS}/link/{'x' * 43}/stimme"
VORLAGEN = ROOT / "kimflow" / "templates" / "mail"
HEUTE = date(2026, 11, 23)
# Letters that bundle several things: what their rows hold.
GEBUENDELT: dict[str, dict[str, Any]] = {
    "montagsbrief": {
        "abschnitte": [("Fällig", [(SimpleNamespace(gruppe="Auftrag", text="S-2026-001", frist="bis 24.11."), LINK)])],
        "neues": [(SimpleNamespace(nummer="T-2026-001", zeilen=[(HEUTE, "wurde vorgelegt")]), f"{LINK}2")],
    },
    "massnahmen_faellig": {"zeilen": [("M-2026-001", HEUTE, LINK), ("M-2026-002", date(2026, 12, 1), f"{LINK}2")]},
    "wiedervorlagen": {"zeilen": [("T-2026-001", HEUTE, LINK), ("Pflicht", date(2026, 11, 1), f"{LINK}2")]},
    "auftraege_faellig": {"zeilen": [(SimpleNamespace(aus="S-2026-001", faellig_am=HEUTE), LINK)]},
    "zeichnungen_ausstehend": {"zeilen": [("Z-2026-001", "Jobcenter", HEUTE, LINK)]},
}
OHNE_KNOPF = {"zielvereinbarung_zeichnungscode", "massnahme_ampel", *GEBUENDELT}
"""A code is typed, not opened; a list of equal links has no main one."""
FUSS = f"„Erinnerungen“ abbestellen:\n{BASIS}/link/abc/abbestellen"


def gelesen(html: str) -> str:
    """What a person reads and where links lead, as plain text."""
    body = html5lib.parse(html, namespaceHTMLElements=False).find("body")
    text = _text(body).strip()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()


def _text(element: Any) -> str:
    inner = re.sub(r"\s+", " ", element.text or "") + "".join(_mit_rest(child) for child in element)
    if element.tag == "a" and element.attrib["href"] != inner:
        return f"{inner}\n{element.attrib['href']}"
    own = {"li": "- {}\n", "br": "\n", "hr": "\n\n-- \n"}
    frame = own | dict.fromkeys(("p", "table", "ul"), "\n\n{}\n\n")
    return frame.get(element.tag, "{}").format(inner.strip() if element.tag in ("p", "li") else inner)


def _mit_rest(element: Any) -> str:
    return _text(element) + re.sub(r"\s+", " ", element.tail or "")


def ohne_form(text: str) -> list[str]:
    """Lines without what only one of the two parts has: a colon before an address, empty lines between a list."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    before = zip(lines, [*lines[1:], ""], strict=True)
    return [line.removesuffix(":") if after.startswith("http") else line for line, after in before]


class Wort(ChainableUndefined):
    """Stands for whatever a letter asks about."""

    wahr = True

    def __str__(self) -> str:
        return "Wort & Wert"

    def __bool__(self) -> bool:
        return self.wahr

    def __iter__(self) -> Any:
        return iter([("M-2026-001", "rot", LINK), ("M-2026-002", "gelb", f"{LINK}2")] if self.wahr else [])

    def __gt__(self, other: object) -> bool:
        return self.wahr

    __html__ = None  # type: ignore[assignment]  # plain text


class Falsch(Wort):
    wahr = False


@pytest.mark.parametrize("art", [Wort, Falsch])
@pytest.mark.parametrize("vorlage", sorted(file.stem for file in VORLAGEN.glob("*.txt")))
def test_beide_teile_sagen_dasselbe(vorlage, art):
    """Every letter there is, in both ways its conditions go: the HTML read aloud is the text."""
    env = Environment(loader=FileSystemLoader(VORLAGEN), undefined=art, trim_blocks=True, lstrip_blocks=True)
    env.filters.update(datum=lambda _: "22.11.2026", zeitpunkt=lambda _: "22.11.2026, 14:00 Uhr")
    words: dict[str, Any] = {"heute": HEUTE, "start": f"{BASIS}/", "alle": f"{BASIS}/auftraege/"}
    words |= GEBUENDELT.get(vorlage, {})
    words |= {"link": LINK, "url": LINK, "an": SimpleNamespace(name="Mats"), "tagesordnung": ["TOP 1: Wort"]}
    text = env.get_template(f"{vorlage}.txt").render(**words, unterlagen=["zu TOP 1: Plan\nhttps://ris.example/plan"])

    html = als_html("Betreff", text, FUSS, BASIS)

    assert ohne_form(gelesen(html)) == ohne_form(f"{text}\n\n-- \n{FUSS}")
    buttons = [block for block in bloecke(text, BASIS) if isinstance(block, Knopf)]
    if LINK in text and vorlage not in OHNE_KNOPF:
        assert len(buttons) == 1, "→ über der Adresse eine Zeile, die sie nennt und mit : endet"
        assert len(buttons[0].name) < KNOPFTEXT


def test_jede_faellige_massnahme_hat_ihren_link():
    env = Environment(loader=FileSystemLoader(VORLAGEN), trim_blocks=True, lstrip_blocks=True)
    env.filters["datum"] = lambda day: f"{day:%d.%m.%Y}"
    words = {"an": SimpleNamespace(name="Mats"), "kreis": "Kreis", "heute": HEUTE, **GEBUENDELT["massnahmen_faellig"]}

    links = [
        (zeile.name, zeile.adresse)
        for block in bloecke(env.get_template("massnahmen_faellig.txt").render(**words), BASIS)
        if isinstance(block, Absatz)
        for zeile in block.zeilen
        if zeile.adresse
    ]

    assert links == [("M-2026-001: heute fällig", LINK), ("M-2026-002: fällig am 01.12.2026", f"{LINK}2")]


def test_woraus_ein_brief_besteht():
    text = "\n".join((
        "Guten Tag,", "", "Beginn: morgen", "Online: https://fern.example/raum", "", "- eins", "- zwei", "",
        "Zum Stimmzettel:", LINK, "", "M-1: rot", f"{BASIS}/m/1", "", "Plan", "https://ris.example/plan",
    ))  # fmt: skip

    assert bloecke(text, f"{BASIS}/") == [
        Absatz((Zeile("Guten Tag,"),)),
        Absatz((Zeile("Beginn: morgen"), Zeile("Online: ", "https://fern.example/raum"))),
        Liste((Zeile("eins"), Zeile("zwei"))),
        Knopf("Zum Stimmzettel", LINK),
        Absatz((Zeile(name="M-1: rot", adresse=f"{BASIS}/m/1"),)),
        Absatz((Zeile("Plan"), Zeile(adresse="https://ris.example/plan"))),
    ]


@pytest.mark.parametrize(
    "fremd",
    ["https://kim.kreis.example.boese.example/x", "http://kim.kreis.example/x", "https://boese.example/", "//x"],
)
def test_eine_fremde_adresse_verbirgt_sich_hinter_keinem_wort(fremd):
    """Only what is ours gets a name or a button; others are read as they are."""
    html = als_html("Betreff", f"Guten Tag\n\nZum Stimmzettel:\n{fremd}", "", BASIS)

    assert fremd in gelesen(html)
    assert "Zum Stimmzettel:" in gelesen(html)
    assert "bgcolor" not in html


WEITERE = [
    "javascript:boese()",
    "data:text/html,<script>boese()</script>",
    f'Zum Stimmzettel:\n{BASIS}/"><img src=x onerror=boese()>',
]


@pytest.mark.parametrize("last", [*NUTZLASTEN, *WEITERE])
@pytest.mark.parametrize("wo", ["{}", "Guten Tag {},", "- {}", "{}:\n" + LINK, "Online: {}", "zu TOP 1: {}\n" + LINK])
def test_nutzertext_wird_nie_markup(last, wo):
    """I4 P0, I5 P0: 16 families in every place a text can stand, the subject and the foot included."""
    text = wo.format(last)

    html = als_html(last, text, text, BASIS)

    assert boeses(html.replace("<meta", "<x-meta")) == []
    allowed = {"html", "head", "meta", "title", "body", "div", "p", "br", "ul", "li", "a", "hr", "table", "tbody", "tr",
               "td", "span"}  # fmt: skip
    found = list(html5lib.parse(html, namespaceHTMLElements=False).iter())
    assert {element.tag for element in found} <= allowed
    targets = {element.attrib["href"] for element in found if element.tag == "a"}
    assert all(target.startswith(("https://", "http://")) for target in targets)
    assert {name for element in found for name in element.attrib} <= {
        "lang", "charset", "name", "content", "style", "href", "role", "cellpadding", "cellspacing", "border",
        "bgcolor",
    }  # fmt: skip


def test_eine_mail_laedt_nichts_nach_und_nennt_ihre_sprache():
    html = als_html("Einladung", f"Guten Tag\n\nZum Stimmzettel:\n{LINK}", FUSS, BASIS)

    assert '<html lang="de">' in html
    assert "<title>Einladung</title>" in html
    assert 'content="light dark"' in html
    assert not re.search(r"<(img|link|script|style|iframe|object)\b|url\(|src=|@import", html)
    # Only the button has colours, and both of them: whatever a mail program does to the page, it stays readable.
    coloured = re.findall(r'style="([^"]*color:[^"]*)"', html)
    assert len(coloured) == 3
    assert not re.search(r"<(body|p|div)[^>]*color:", html)


def test_vorlagen_stehen_wo_sie_gesucht_werden():
    assert len(list(Path(VORLAGEN).glob("*.txt"))) > 50
