"""LibreOffice without a window: turns files into others, and says what its spreadsheet shows in every cell.

One start takes seconds, so a test hands over all its files at once. The folder of its settings lives as long as the
process, and so does what it wrote.
"""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from lxml import etree

ABBRUCH = 240
"""Seconds; several starts at once on a busy machine take their time."""
CSV = "Text - txt - csv (StarCalc):59,34,76,1,,1031,false,true,false,false,0,true"
"""`lesen=` for German CSV, as trusting as can be: quoted fields are guessed at and formulas are evaluated."""

_NS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
_OFFICE, _TABLE, _TEXT = (f"{{{uri}}}" for uri in _NS.values())


@cache
def _ordner() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="kimflow-soffice-")


def umwandeln(paths: Sequence[Path], nach: str, *, lesen: str = "") -> Mapping[Path, Path]:
    """The files in another format, by the one each was made from; in one start.

    nach: as in `soffice --convert-to`, the new ending first ("pdf", "docx", "csv:…"); lesen: its `--infilter`.
    The names of the files must differ without their endings. Raises AssertionError for a file it cannot convert.
    """
    if not paths:
        return {}
    assert len({path.stem for path in paths}) == len(paths), "Zwei Dateien mit demselben Namen."
    out = Path(mkdtemp(dir=_ordner().name))
    command = [
        "soffice", "--headless", "--norestore", f"-env:UserInstallation={Path(_ordner().name, 'profil').as_uri()}",
        *([f"--infilter={lesen}"] if lesen else []),
        "--convert-to", nach, "--outdir", str(out), *map(str, paths),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=ABBRUCH, check=False)
    made = {path: out / f"{path.stem}.{nach.partition(':')[0]}" for path in paths}
    missing = [path.name for path, one in made.items() if not one.exists()]
    assert not missing, f"LibreOffice wandelt nicht um: {missing}\n{done.stdout}{done.stderr}"
    return made


@dataclass(frozen=True)
class Zelle:
    """A cell as LibreOffice has it: what it shows, its kind (string, float, date, boolean or empty), its formula."""

    text: str
    art: str = ""
    formel: str = ""
    wert: str = ""


def tabellen(paths: Sequence[Path], *, lesen: str = "") -> Mapping[Path, Mapping[str, list[list[Zelle]]]]:
    """The sheets of spreadsheets by file and name, each with its rows up to the last cell that holds something."""
    return {path: _blaetter(made) for path, made in umwandeln(paths, "fods", lesen=lesen).items()}


def _blaetter(path: Path) -> dict[str, list[list[Zelle]]]:
    root = etree.parse(path, etree.XMLParser(huge_tree=True)).getroot()
    return {sheet.get(f"{_TABLE}name"): _zeilen(sheet) for sheet in root.iter(f"{_TABLE}table")}


def _zeilen(sheet: etree._Element) -> list[list[Zelle]]:
    rows: list[list[Zelle]] = []
    for row in sheet.iter(f"{_TABLE}table-row"):
        cells: list[Zelle] = []
        for cell in row.iterfind("table:table-cell", _NS):
            cells += [_zelle(cell)] * min(int(cell.get(f"{_TABLE}number-columns-repeated", "1")), 200)
        while cells and cells[-1] == Zelle(""):
            cells.pop()
        rows += [cells] * (int(row.get(f"{_TABLE}number-rows-repeated", "1")) if cells else 1)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _zelle(cell: etree._Element) -> Zelle:
    art = cell.get(f"{_OFFICE}value-type", "")
    value = cell.get(f"{_OFFICE}date-value") or cell.get(f"{_OFFICE}value") or ""
    text = "\n".join(_text(line) for line in cell.iterfind("text:p", _NS))
    return Zelle(text, art, cell.get(f"{_TABLE}formula", ""), value)


def _text(node: etree._Element) -> str:
    special = {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": "\t", f"{_TEXT}s": " " * int(node.get(f"{_TEXT}c", "1"))}
    inside = special.get(node.tag, node.text or "")
    return inside + "".join(_text(child) + (child.tail or "") for child in node)
