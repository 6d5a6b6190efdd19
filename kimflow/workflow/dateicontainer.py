"""Whether bytes are the office document they claim to be: the zip opened, counted and measured, nothing of it kept."""

import re
import zipfile
import zlib
from io import BytesIO

from kimflow.models import Dateiart

HOECHSTENS_ENTPACKT = 100 * 1024 * 1024
HOECHSTENS_VERHAELTNIS = 100
HOECHSTENS_TEILE = 5_000
_KLEIN = 1024 * 1024
"""Below this a high ratio harms nobody: a page of empty cells packs well."""
_STUECK = 256 * 1024
_ENDE = b"PK\x05\x06"

_OOXML = "application/vnd.openxmlformats-officedocument."
_HAUPTTEIL = {
    Dateiart.DOCX: ("word/document.xml", f"{_OOXML}wordprocessingml.document.main+xml"),
    Dateiart.XLSX: ("xl/workbook.xml", f"{_OOXML}spreadsheetml.sheet.main+xml"),
}
_MAKROS = re.compile(
    r"(^|/)(vbaproject|vbadata|vbaprojectsignature)[^/]*$|(^|/)(macrosheets|activex|customui)/|^(basic|scripts)/", re.I
)
# Programs, archives and old office files with room for programs, by how they begin.
_EINGEBETTET = (b"PK\x03\x04", b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b\x08", b"#!")
_VORLAGE = re.compile(rb"<Relationship\b[^>]*(?:attachedTemplate|oleObject|/frame\")[^>]*>", re.I)
_FERN = re.compile(rb"\btarget\s*=\s*[\"']\s*(?:https?:|ftp:|//|\\\\)", re.I)
_KENNWORT = "Die Datei ist mit einem Kennwort geschützt. Bitte speichern Sie sie ohne Kennwort."
_MIT_MAKROS = "Die Datei enthält Makros. Bitte speichern Sie sie ohne Makros oder als PDF."


class Unzulaessig(ValueError):
    """The file is not let in; the message says in German why."""


def ist_archiv(inhalt: bytes) -> bool:
    """Whether a reader of zip files would find one here, whatever it looks like from the front."""
    return _ENDE in inhalt[-65_600:]


def pruefen(art: Dateiart, inhalt: bytes) -> None:
    """Raises Unzulaessig unless this is a document of this kind, without macros, password, archives or bombs in it.

    What the list of contents admits is judged before anything is unpacked; then each part is unpacked in pieces,
    never further than it said, and thrown away at once.
    """
    if inhalt.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unzulaessig("Die Datei ist mit einem Kennwort geschützt oder in einem alten Format gespeichert.")
    # From the first byte to the last: what stands before or behind would be a second file in the same one.
    if not inhalt.startswith(b"PK\x03\x04") or inhalt[-22:-18] != _ENDE or inhalt[-2:] != b"\x00\x00":
        raise Unzulaessig(f"Der Inhalt ist keine {art.upper()}-Datei, auch wenn der Name so endet.")
    if inhalt.count(b"PK\x01\x02") > HOECHSTENS_TEILE:
        raise Unzulaessig("Die Datei besteht aus zu vielen Teilen.")
    try:
        with zipfile.ZipFile(BytesIO(inhalt)) as archive:
            parts = archive.infolist()
            _verzeichnis(parts, len(inhalt))
            _teile(archive, parts)
            _art(art, archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, KeyError, RuntimeError) as error:
        raise Unzulaessig(f"Die {art.upper()}-Datei ist beschädigt. Bitte speichern Sie sie neu.") from error


def _verzeichnis(parts: list[zipfile.ZipInfo], size: int) -> None:
    """What the list of contents says: sizes, names, places."""
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unzulaessig(_KENNWORT)
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise Unzulaessig("Die Datei ist so gepackt, wie es Büroprogramme nicht tun.")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > HOECHSTENS_ENTPACKT or unpacked > size * HOECHSTENS_VERHAELTNIS:
        raise Unzulaessig("Die Datei ist entpackt zu groß.")
    if any(p.file_size > max(_KLEIN, p.compress_size * HOECHSTENS_VERHAELTNIS) for p in parts):
        raise Unzulaessig("Die Datei ist entpackt zu groß.")
    names = [part.filename for part in parts]
    if len(set(map(str.lower, names))) < len(names) or not all(map(_ist_name, names)):
        raise Unzulaessig("Die Datei enthält Teile mit unzulässigen Namen.")
    if any(_MAKROS.search(name) for name in names):
        raise Unzulaessig(_MIT_MAKROS)
    ordered = sorted(parts, key=lambda part: part.header_offset)
    ends = [part.header_offset + 30 + part.compress_size for part in ordered]
    starts = [part.header_offset for part in ordered[1:]]
    if not ordered or ordered[0].header_offset or any(e > s for e, s in zip(ends, [*starts, size], strict=True)):
        raise Unzulaessig("Die Teile der Datei überlagern sich.")


def _ist_name(name: str) -> bool:
    return not (
        name.startswith("/")
        or "\\" in name
        or ":" in name
        or "\x00" in name
        or ".." in name.split("/")
        or len(name) > 255
    )


def _teile(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Each part in pieces: that it is as long as it said, and nothing that runs or unpacks further."""
    for part in parts:
        with archive.open(part) as stream:
            first, length, before = True, 0, b""
            while piece := stream.read(_STUECK):
                length += len(piece)
                if first and piece.startswith(_EINGEBETTET):
                    raise Unzulaessig(
                        "In der Datei steckt eine weitere Datei. Bitte speichern Sie sie ohne Einbettung oder als PDF."
                    )
                if b"<!ENTITY" in before + piece:
                    raise Unzulaessig("Die Datei enthält Anweisungen, die in Dokumenten nichts zu suchen haben.")
                first, before = False, piece[-8:]
        if length != part.file_size:
            raise Unzulaessig("Die Datei ist beschädigt. Bitte speichern Sie sie neu.")


def _art(art: Dateiart, archive: zipfile.ZipFile) -> None:
    """That it is what its name claims, and what its own lists say about macros, passwords and templates from afar."""
    wrong = Unzulaessig(f"Der Inhalt ist keine {art.upper()}-Datei, auch wenn der Name so endet.")
    names = set(archive.namelist())
    if art not in _HAUPTTEIL:
        if not {"mimetype", "content.xml"} <= names or _lesen(archive, "mimetype") != art.mime.encode():
            raise wrong
        if b"encryption-data" in _lesen(archive, "META-INF/manifest.xml"):
            raise Unzulaessig(_KENNWORT)
        return
    part, kind = _HAUPTTEIL[art]
    if not {part, "[Content_Types].xml"} <= names:
        raise wrong
    types = _lesen(archive, "[Content_Types].xml").lower()
    if b"macroenabled" in types or b"vbaproject" in types:
        raise Unzulaessig(_MIT_MAKROS)
    if kind.lower().encode() not in types:
        raise wrong
    for name in names:
        if name.endswith(".rels") and any(map(_FERN.search, _VORLAGE.findall(_lesen(archive, name)))):
            raise Unzulaessig("Die Datei lädt beim Öffnen etwas aus dem Netz nach.")


def _lesen(archive: zipfile.ZipFile, name: str) -> bytes:
    """A small part whole. Its true length is known by now."""
    if archive.getinfo(name).file_size > 4 * _KLEIN:
        raise Unzulaessig("Die Datei ist entpackt zu groß.")
    return archive.read(name)
