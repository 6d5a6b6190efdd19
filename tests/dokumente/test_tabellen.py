"""A spreadsheet shows exactly the stored text, never a formula, and dates as dates (ZUSAGEN I7)."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from kimflow import clock
from kimflow.exports import tabelle_csv, tabelle_xlsx
from kimflow.exports.tabellen import Spalte, Tabelle, aus_zeilen, ohne_schutz, sauber, ungefaehrlich
from tests import libreoffice

FORMELN = [
    "=1+1",
    '=HYPERLINK("http://boese.example";"Klick")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "\u00a0=1",
    "\n=1",
    "|cmd",
    "%0A",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "'=1+1",
    "''=1",
    "'",
    "'Hallo",
    "=cmd|' /C calc'!A0",
    "-",
    "+49 221",
]
ZEICHEN = [
    "",
    "  außen  ",
    "a;b",
    'sagt "so"',
    '"',
    '""',
    "a\tb",
    "a\nb\n",
    "a\r\nb",
    "x\ry",
    "äöüß ÄÖÜ €",
    "👩‍👩‍👧 🇩🇪",
    "שלום עולם",
    "مرحبا",
    "a\u202eb",
    "<b>&amp;</b>",
    "]]>",
    "_x000D_",
    "_x0041_",
    "a_x005F_b",
    "_x12_",
    "_x1_x2_",
    "_x123456_",
    "\x00\x07\x1f",
    "\ufffe",
    "\ud800",
    "e\u0301",
]
WIE_ZAHLEN = [
    "001",
    "1.5.2026",
    "22.11.2026",
    "1e5",
    "1,5",
    "TRUE",
    "WAHR",
    "1/2",
    "12:00",
    "0221 123",
    "1.250,50 €",
    "#WERT!",
]
WERTE = [
    date(2026, 11, 22),
    datetime(2026, 11, 22, 23, 30, tzinfo=UTC),
    1250,
    12.5,
    Decimal("1250.5"),
    True,
    False,
    None,
    "",
]
WERTETAFEL = Tabelle("Werte", [Spalte(str(i)) for i in range(len(WERTE))], [WERTE])
TEXTE = st.text(
    alphabet=st.one_of(
        st.sampled_from("=+-@'\t\r\n|%\uff1d\uff0b\uff0d\uff20 ;\"ab0,.:äß\u202e\u05d0\U0001f600_x\u00a0"),
        st.characters(),
    ),
    max_size=40,
)


def geschrieben(texte, titel="Texte"):
    """A table with a text per row and its place before it, as both kinds of files."""
    tabelle = Tabelle(titel, [Spalte("Nr."), Spalte("Text")], [[i, text] for i, text in enumerate(texte)])
    return tabelle_xlsx.schreiben([tabelle]), tabelle_csv.schreiben(tabelle)


def gelesene_csv(content):
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@given(text=TEXTE)
@example(text="''=1")
@settings(max_examples=300, deadline=None)
def test_der_schutz_laesst_sich_zuruecknehmen_und_deckt_jede_formel(text):
    """What is guarded is given back by whoever reads the file, for every text exactly that one."""
    guarded = ungefaehrlich(text)

    assert ohne_schutz(guarded) == text
    assert not guarded.lstrip().startswith(("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠"))
    assert not guarded.startswith(("\t", "\r", "\n"))


@given(texte=st.lists(TEXTE, min_size=1, max_size=8))
@example(texte=FORMELN)
@example(texte=ZEICHEN)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_jeder_text_kommt_aus_beiden_dateien_wieder_heraus(texte):
    xlsx, content = geschrieben(texte)

    cells = [row[1] for row in load_workbook(BytesIO(xlsx)).worksheets[0].iter_rows(min_row=2)]
    expected = [sauber(text) for text in texte]
    assert [unescape(cell.value or "") for cell in cells] == expected
    assert {cell.data_type for cell in cells if cell.value} <= {"s"}
    assert [ohne_schutz(row[1]) for row in gelesene_csv(content)[1:]] == expected


@pytest.fixture(scope="module")
def gesammelt():
    """Some hundred hostile texts: those we know and those Hypothesis thinks of."""
    found = [*FORMELN, *ZEICHEN, *WIE_ZAHLEN]

    @given(text=TEXTE)
    @settings(max_examples=400, deadline=None, derandomize=True, database=None)
    def collect(text):
        found.append(text)

    collect()
    return found


@pytest.fixture(scope="module")
def gezeigt(gesammelt, tmp_path_factory):
    """What LibreOffice shows of both files: XLSX, CSV read trustingly, CSV with quoted fields as text."""
    folder = tmp_path_factory.mktemp("tabellen")
    xlsx, content = geschrieben(gesammelt)
    book, sheet, values = folder / "xlsx.xlsx", folder / "csv.csv", folder / "werte.xlsx"
    book.write_bytes(xlsx)
    values.write_bytes(tabelle_xlsx.schreiben([WERTETAFEL], [("Zeilen", 1)]))
    sheet.write_bytes(content)
    as_text = libreoffice.CSV.replace("1031,false", "1031,true")
    books = libreoffice.tabellen([book, values])
    (table,) = books[book].values()
    (trusting,) = libreoffice.tabellen([sheet], lesen=libreoffice.CSV)[sheet].values()
    (quoted,) = libreoffice.tabellen([sheet], lesen=as_text)[sheet].values()
    return {"xlsx": table, "vertrauend": trusting, "als Text": quoted, **books[values]}


def _texte(rows):
    """By place, since empty cells at the end of a row are not told."""
    return {int(row[0].wert or row[0].text): row[1].text if len(row) > 1 else "" for row in rows[1:]}


def test_libreoffice_zeigt_in_der_xlsx_genau_den_gespeicherten_text(gesammelt, gezeigt):
    """I7 P0: shown text equals the stored text."""
    shown = _texte(gezeigt["xlsx"])

    assert len(gesammelt) > 400
    assert {i: t for i, t in shown.items() if t != sauber(gesammelt[i])} == {}
    assert len(shown) == len(gesammelt)


def test_libreoffice_zeigt_in_der_csv_den_text_und_vor_formeln_den_apostroph(gesammelt, gezeigt):
    """I7 P0: the apostrophe is the price of CSV; Excel would compute even what is quoted."""
    shown = _texte(gezeigt["als Text"])

    assert {i: t for i, t in shown.items() if t != ungefaehrlich(sauber(gesammelt[i]))} == {}
    assert len(shown) == len(gesammelt)


@pytest.mark.parametrize("wie", ["xlsx", "vertrauend", "als Text"])
def test_keine_zelle_wird_zur_formel(gezeigt, wie):
    """I7 P0: 0, even where formulas of a CSV are evaluated."""
    assert [cell for row in gezeigt[wie] for cell in row if cell.formel] == []


def test_nur_was_wie_eine_zahl_aussieht_liest_ein_vertrauender_import_als_zahl(gesammelt, gezeigt):
    """That is why the file says of texts by quotes that they are some."""
    shown = _texte(gezeigt["vertrauend"])

    changed = {gesammelt[i] for i, t in shown.items() if t != ungefaehrlich(sauber(gesammelt[i]))}
    assert [text for text in changed if not any(s.isdigit() for s in text)] == ["WAHR"]


def test_datum_zahl_betrag_und_ja_nein_sind_was_sie_sind(gezeigt):
    cells = gezeigt["Werte"][1]

    assert [(cell.text, cell.art) for cell in cells[:2]] == [("22.11.2026", "date"), ("23.11.2026 00:30", "date")]
    assert [(cell.wert, cell.art) for cell in cells[2:5]] == [(v, "float") for v in ("1250", "12.5", "1250.5")]
    assert [(cell.text, cell.art) for cell in cells[5:]] == [("ja", "string"), ("nein", "string")]
    assert [cell.text for cell in gezeigt["Angaben"][0]] == ["Zeilen", "1"]
    assert gelesene_csv(tabelle_csv.schreiben(WERTETAFEL))[1] == [
        "22.11.2026", "23.11.2026 00:30", "1250", "12,5", "1250,50", "ja", "nein", "", "",
    ]  # fmt: skip


def test_die_datei_traegt_ihren_urheber_und_das_blatt_einen_erlaubten_namen():
    tabelle = Tabelle("[Wer]: darf/was? * so lang wie es eben braucht", [Spalte("a")], [["b"]])

    with clock.turned_to(date(2026, 11, 22)):
        book = load_workbook(BytesIO(tabelle_xlsx.schreiben([tabelle], von="Kora\x00 Kellermann")))

    assert book.sheetnames == [" Wer   darf was    so lang wie es"[1:32]]
    assert book.properties.creator == book.properties.lastModifiedBy == "Kora\ufffd Kellermann"
    assert book.properties.created.date() == date(2026, 11, 22)


def test_die_spalten_lesen_ihre_zellen_selbst():
    tabelle = aus_zeilen(
        "T", [(Spalte("A"), lambda z: z[0]), (Spalte("B"), lambda z: z[1])], [(1, "x"), (2, None)], "alle"
    )

    assert ([s.text for s in tabelle.spalten], tabelle.zeilen, tabelle.auswahl) == (
        ["A", "B"],
        [[1, "x"], [2, None]],
        "alle",
    )
