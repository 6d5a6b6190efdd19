"""PDF/UA-1: what a program that reads aloud needs is in the file, the text is the page's, nothing is fetched."""

import struct
import zlib
from datetime import timedelta

import pytest

from kimflow import clock
from kimflow.exports import dokument_docx, dokument_odt, dokument_pdf
from kimflow.exports.bloecke import Seitenumbruch, bloecke
from kimflow.exports.markdown_html import html
from kimflow.exports.papiere import Papier
from tests.dokumente.lesen import aus_html, aus_pdf, merkmale, ohne_luecken, teil
from tests.dokumente.test_dokument import ALLES


def papier(text=ALLES, **dazu):
    """Everything a text can hold."""
    werte = {"titel": "Protokoll S-2026-003", "kopf": "Lenkungsgruppe", "briefkopf": "Kreis Muster\nAm Markt 1"}
    return Papier(**{**werte, "bloecke": bloecke(text), **dazu})


def png(breite=30, hoehe=10):
    """A blue picture."""

    def part(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\0" + bytes((20, 90, 160)) * breite for _ in range(hoehe))
    head = struct.pack(">IIBBBBB", breite, hoehe, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")


@pytest.fixture(scope="module")
def pdf():
    return dokument_pdf.dokument(papier(logo=png()))


def test_ein_pdf_sagt_sprache_titel_und_dass_es_pdf_ua_ist(pdf):
    found = merkmale(pdf)

    assert (found.sprache, found.titel, found.ua) == ("de", "Protokoll S-2026-003", "1")
    assert found.zeigt_titel
    assert found.ausgezeichnet


def test_ein_pdf_hat_ueberschriften_listen_tabellenkoepfe_und_eine_gliederung(pdf):
    found = merkmale(pdf)

    assert found.gliederung == ["Protokoll S-2026-003", "Ergebnisprotokoll", "Teilnahme"]
    assert [found.marken[f"/H{level}"] for level in (1, 2, 3)] == [1, 1, 1]
    assert (found.marken["/Table"], found.marken["/TH"], found.marken["/TD"]) == (1, 2, 4)
    assert (found.marken["/L"], found.marken["/LI"], found.marken["/Link"]) == (5, 8, 1)


def test_alle_schriften_liegen_im_pdf(pdf):
    fonts = merkmale(pdf).schriften

    assert any("Fira" in name for name in fonts)
    assert all(fonts.values()), fonts


def test_das_logo_hat_einen_alternativtext(pdf):
    found = merkmale(pdf)

    assert found.marken["/Figure"] == 1
    assert found.ohne_alternativtext == 0


def test_im_pdf_steht_was_auf_der_seite_steht(pdf):
    page = aus_html(html(ALLES, 2))

    assert ohne_luecken(aus_pdf(pdf)) == ohne_luecken(f"Kreis Muster Am Markt 1 Protokoll S-2026-003 {page}")


def test_dasselbe_papier_gibt_dieselben_bytes(pdf):
    with clock.turned_to(clock.now() + timedelta(days=400)):
        assert dokument_pdf.dokument(papier(logo=png())) == pdf


def test_ein_pdf_laedt_nichts_und_liest_keine_datei_dieses_rechners(tmp_path):
    """I4 P0, I13 P1: markup in a text, a title or a letterhead is text; no address is ever opened."""
    secret = tmp_path / "geheim.txt"
    secret.write_text("streng geheim")
    attack = f"<link rel=attachment href=file://{secret}><img src=file://{secret}><style>body{{color:red}}</style>"

    content = dokument_pdf.dokument(papier(attack, titel=attack, kopf=attack, briefkopf=f"{attack}'>"))

    assert b"streng geheim" not in content
    assert b"/EmbeddedFile" not in content
    assert ohne_luecken(attack) in ohne_luecken(aus_pdf(content))


@pytest.mark.parametrize(("quer", "format"), [(False, (210, 297)), (True, (297, 210))])
def test_ein_papier_steht_hoch_oder_quer(quer, format):
    assert merkmale(dokument_pdf.dokument(papier("Text", quer=quer))).seitenformat == format

    odt = teil(dokument_odt.dokument(papier("Text", quer=quer)), "styles.xml")
    (width,) = {v for e in odt.iter() for k, v in e.attrib.items() if k.endswith("}page-width")}
    assert float(width.removesuffix("cm")) * 10 == format[0]
    docx = teil(dokument_docx.dokument(papier("Text", quer=quer)), "word/document.xml")
    (twips,) = {v for e in docx.iter() for k, v in e.attrib.items() if e.tag.endswith("}pgSz") and k.endswith("}w")}
    assert round(int(twips) * 25.4 / 1440) == format[0]


def test_ein_umbruch_beginnt_eine_seite():
    parts = [*bloecke("eins"), Seitenumbruch(), *bloecke("zwei")]

    assert merkmale(dokument_pdf.dokument(papier(bloecke=parts))).seiten == 2
