"""Stored files: what is let in and under which name, keeping one, and throwing its bytes away."""

import re
import secrets
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from sqlalchemy import delete

from kimflow import clock
from kimflow.columns import canonical
from kimflow.db import session
from kimflow.models import Datei, Dateiart, Dateiinhalt, Person
from kimflow.models.dateien import HOECHSTENS_BYTES
from kimflow.workflow import dateibilder, dateicontainer
from kimflow.workflow.acts import Obstructed
from kimflow.workflow.dateicontainer import Unzulaessig

ARTEN = "PDF, DOCX, XLSX, ODT, ODS, PNG oder JPG"
_LAENGE = 120
_ENDUNGEN = {art.value: art for art in Dateiart} | {"jpeg": Dateiart.JPG}
# Names a Windows machine takes for a device.
_GERAETE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.I)
# What a browser or a server would run, hidden at the beginning of a file of another kind.
_VERSTECKT = re.compile(rb"<(?:script|html|iframe|svg|body|!doctype html|\?php)", re.I)


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: the name the browser told, and the bytes. It is checked once, wherever that is asked."""

    name: str
    inhalt: bytes

    @cached_property
    def geprueft(self) -> tuple[Dateiart, str]:
        """Kind and cleaned name; raises Unzulaessig."""
        return pruefen(self.name, self.inhalt)

    def pruefen(self) -> None:
        """Raises Unzulaessig; what passed once is not unpacked a second time under the lock of an act."""
        _ = self.geprueft

    @cached_property
    def pruefsumme(self) -> str:
        return sha256(self.inhalt).hexdigest()

    def __str__(self) -> str:
        return bereinigt(self.name)


def pruefen(name: str, inhalt: bytes) -> tuple[Dateiart, str]:
    """Kind and cleaned name of a file that may be kept; raises Unzulaessig with the German reason (ZUSAGEN I9).

    The kind is claimed by the ending and proved by the content; what the browser says about it counts nothing.
    """
    clean = bereinigt(name)
    if not inhalt:
        raise Unzulaessig("Die Datei ist leer.")
    if len(inhalt) > HOECHSTENS_BYTES:
        raise Unzulaessig("Die Datei ist größer als 10 MB.")
    art = _ENDUNGEN.get(clean.rpartition(".")[2])
    if art is None:
        raise Unzulaessig(f"Erlaubt sind nur Dateien der Art {ARTEN}.")
    _KENNER[art](inhalt)
    return art, clean


def bereinigt(name: str) -> str:
    """The last part of `name` as any system can save it, its ending in small letters; never empty."""
    last = re.split(r"[/\\]", canonical(name))[-1]
    stem, dot, ending = last.rpartition(".")
    stem, ending = (stem, ending.lower()) if dot else (last, "")
    ending = re.sub(r"[^a-z0-9]", "", "jpg" if ending == "jpeg" else ending)[:10]
    stem = re.sub(r'[<>:"|?*]', "_", stem).strip(" .")[: _LAENGE - 1 - len(ending)].rstrip(" .") or "Datei"
    if _GERAETE.fullmatch(stem.partition(".")[0].strip()):
        stem = f"_{stem}"[: _LAENGE - 1 - len(ending)]
    return f"{stem}.{ending}" if ending else stem


def _pdf(inhalt: bytes) -> None:
    if not re.match(rb"%PDF-[12]\.\d", inhalt):
        raise Unzulaessig("Der Inhalt ist keine PDF-Datei, auch wenn der Name so endet.")
    if b"%%EOF" not in inhalt[-2048:] or b"startxref" not in inhalt[-2048:]:
        raise Unzulaessig("Die PDF-Datei ist unvollständig. Bitte speichern Sie sie neu.")
    if _VERSTECKT.search(inhalt[:1024]) or dateicontainer.ist_archiv(inhalt):
        raise Unzulaessig("Die Datei ist zugleich etwas anderes als ein PDF und wird deshalb nicht angenommen.")


def _bild(art: Dateiart, inhalt: bytes) -> None:
    {Dateiart.PNG: dateibilder.png, Dateiart.JPG: dateibilder.jpg}[art](inhalt)
    head = inhalt[:1024]
    if _VERSTECKT.search(head) or b"%PDF-" in head or dateicontainer.ist_archiv(inhalt):
        raise Unzulaessig("Die Datei ist zugleich etwas anderes als ein Bild und wird deshalb nicht angenommen.")


_KENNER = {
    Dateiart.PDF: _pdf,
    Dateiart.DOCX: lambda inhalt: dateicontainer.pruefen(Dateiart.DOCX, inhalt),
    Dateiart.XLSX: lambda inhalt: dateicontainer.pruefen(Dateiart.XLSX, inhalt),
    Dateiart.ODT: lambda inhalt: dateicontainer.pruefen(Dateiart.ODT, inhalt),
    Dateiart.ODS: lambda inhalt: dateicontainer.pruefen(Dateiart.ODS, inhalt),
    Dateiart.PNG: lambda inhalt: _bild(Dateiart.PNG, inhalt),
    Dateiart.JPG: lambda inhalt: _bild(Dateiart.JPG, inhalt),
}


def ablegen(upload: Upload, person: Person) -> Datei:
    """Keep a file; it is saved with the thing it is given to. Inside an act; raises Obstructed with the reason."""
    try:
        art, name = upload.geprueft
    except Unzulaessig as reason:
        raise Obstructed(str(reason)) from reason
    return Datei(
        # 192 bits: whoever may not see the thing cannot guess the address either.
        schluessel=secrets.token_urlsafe(24),
        name=name,
        art=art,
        groesse=len(upload.inhalt),
        pruefsumme=upload.pruefsumme,
        person=person,
        hochgeladen_am=clock.now(),
        inhalt=Dateiinhalt(inhalt=upload.inhalt),
    )


def inhalt_loeschen(datei: Datei) -> None:
    """Throw the bytes away; name, size and checksum stay, so that one can tell what was there. Inside an act."""
    session().execute(delete(Dateiinhalt).where(Dateiinhalt.datei_id == datei.id))
