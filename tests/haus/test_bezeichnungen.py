"""No page and no letter names a body by kimflow's own word alone: each place says its case."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kimflow import config
from kimflow.queries import bezeichnungen

KIMFLOW = config.ROOT / "kimflow"
_GRUPPEN = r"Lenkungsgruppen?|Projektgruppen?|Arbeitsgruppen?|Fallwerkst(?:att|ätten)"
_WORT = rf"(?:{_GRUPPEN}|Koordinierenden? Stellen?|Koordination)"
_BLOSS = re.compile(rf"(?<![\w‹])(?<!‹\w )\b{_WORT}\b(?![\w/])")
_STELLE = re.compile(r"‹[^‹›]*›")
_KOMMENTAR = re.compile(r"\{#.*?#\}|\{%.*?%\}", re.DOTALL)
VORLAGEN = sorted([*(KIMFLOW / "templates").rglob("*.html"), *(KIMFLOW / "templates").rglob("*.txt"),
                   *(KIMFLOW / "templates" / "hilfe").glob("*.md")])  # fmt: skip
MODULE = [
    path
    for room in ("blueprints", "exports", "mail", "web", "workflow")
    for path in sorted((KIMFLOW / room).rglob("*.py"))
]
# Where the words are kimflow's own: the settings by which an office chooses others, what a file is read by, statuses.
EIGENE_WORTE = {"einstellungen.py", "personen_spalten.py", "acts.py"}


def _bloss(text: str) -> list[str]:
    return _BLOSS.findall(_STELLE.sub("", text))


@pytest.mark.parametrize("vorlage", VORLAGEN, ids=lambda path: str(path.relative_to(KIMFLOW)))
def test_jede_vorlage_nennt_gremien_mit_ihrem_fall(vorlage: Path) -> None:
    assert _bloss(_KOMMENTAR.sub("", vorlage.read_text(encoding="utf-8"))) == []


def test_auch_was_python_sagt_nennt_den_fall() -> None:
    wrong = [
        f"{path.relative_to(KIMFLOW)}:{line}: {text[:80]}"
        for path in MODULE
        if path.name not in EIGENE_WORTE
        for line, text in _gesagtes(path)
        if _bloss(text)
    ]
    assert not wrong, "\n".join(wrong)


def _gesagtes(path: Path) -> Iterator[tuple[int, str]]:
    """Sentences for users: strings with German words in them, docstrings of acts among them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if _ist_doku(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def _ist_doku(node: ast.AST) -> bool:
    """A text below a name, for developers."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def test_jede_stelle_ist_ein_bekanntes_wort_in_einem_fall() -> None:
    for path in [*VORLAGEN, *sorted(KIMFLOW.rglob("*.py"))]:
        if path.name in ("wortformen.py", "bezeichnungen.py", "tabellen.py"):  # they fill the places in
            continue
        for place in _STELLE.findall(path.read_text(encoding="utf-8")):
            assert "‹" not in bezeichnungen.als(place, {}), f"{path.name}: {place}"
