"""Files as the programs of an office save them, the smallest whole ones, and changed ones that nobody means well."""

import zipfile
import zlib
from io import BytesIO
from struct import pack

from kimflow.exports import dokument_docx, dokument_odt
from kimflow.exports.papiere import Papier

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n"
    b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n101\n%%EOF\n"
)
OOXML = "application/vnd.openxmlformats-officedocument."


def _stueck(kind: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))


def png(breite: int = 1, hoehe: int = 1, *, dazu: bytes = b"") -> bytes:
    """A whole picture of one pixel that may claim to have more."""
    head = _stueck(b"IHDR", pack(">IIBBBBB", breite, hoehe, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + dazu + _stueck(b"IDAT", zlib.compress(b"\0\0")) + _stueck(b"IEND", b"")


def png_mit_text(text: bytes) -> bytes:
    return png(dazu=_stueck(b"tEXt", b"Comment\0" + text))


def jpg(*, breite: int = 1, hoehe: int = 1, kommentar: bytes = b"x") -> bytes:
    """The frame of a picture: start, comment, frame, scan with a stuffed byte and a restart, end."""

    def segment(kind: int, content: bytes) -> bytes:
        return bytes((0xFF, kind)) + pack(">H", len(content) + 2) + content

    frame = pack(">BHHB", 8, hoehe, breite, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + segment(0xFE, kommentar) + segment(0xC0, frame)
        + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56" + b"\xff\xd9"
    )  # fmt: skip


def gepackt(teile: dict[str, bytes], *, stufe: int = 9) -> bytes:
    """A zip of these parts in their order; the first is stored as it is."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=stufe) as archive:
        for number, (name, content) in enumerate(teile.items()):
            how = zipfile.ZIP_STORED if number == 0 else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, how)
    return buffer.getvalue()


def ooxml(art: str = "docx", *, haupttyp: str = "", **dazu: bytes) -> bytes:
    """A document of Word or Excel with more parts; `__` in a name stands for the slash, `_x_` for the dot."""
    kind, part = {
        "docx": ("wordprocessingml.document.main+xml", "word/document.xml"),
        "xlsx": ("spreadsheetml.sheet.main+xml", "xl/workbook.xml"),
    }[art]
    types = f'<Types><Override PartName="/{part}" ContentType="{haupttyp or OOXML + kind}"/></Types>'
    more = {name.replace("__", "/").replace("_x_", "."): content for name, content in dazu.items()}
    return gepackt({"[Content_Types].xml": types.encode(), part: b"<x/>", **more})


def docx() -> bytes:
    """As kimflow itself writes it."""
    return dokument_docx.dokument(Papier("Titel", [], "Kopf", "Kreis"))


def odt() -> bytes:
    return dokument_odt.dokument(Papier("Titel", [], "Kopf", "Kreis"))


def ods(manifest: bytes = b"<manifest/>", **dazu: bytes) -> bytes:
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": b"<x/>",
        "META-INF/manifest.xml": manifest,
    }
    return gepackt({**parts, **{name.replace("__", "/"): content for name, content in dazu.items()}})
