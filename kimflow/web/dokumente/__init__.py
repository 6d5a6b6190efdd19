"""Papers as files to save: PDF to read and sign, DOCX and ODT to edit, all three from the same content."""

from collections.abc import Callable, Sequence
from typing import Any

from kimflow import clock, config, queries
from kimflow.exports import dokument_docx, dokument_odt, dokument_pdf
from kimflow.exports.bloecke import Block, mit_titel
from kimflow.exports.papiere import Papier
from kimflow.models import Ebene, Person, Protokollfassung, Sitzung, Thema
from kimflow.web.buendelung import buendelungstext

Datei = tuple[bytes, str, str]
"""Content, kind and name."""
FORMAT = "<any(pdf, docx, odt):format>"
"""The end of an address under which a paper is to be had in each of them."""
FORMATE: dict[str, tuple[Callable[[Papier], bytes], str]] = {
    "docx": (dokument_docx.dokument, dokument_docx.TYP),
    "odt": (dokument_odt.dokument, dokument_odt.TYP),
    "pdf": (dokument_pdf.dokument, dokument_pdf.TYP),
}


def einladung_datei(sitzung: Sitzung, person: Person, format: str) -> Datei:
    """The invitation as `person` may read it; format is one of FORMATE."""
    text = queries.einladungstext.einladung(sitzung, person)
    return _datei(sitzung, text, format, f"Einladung-{sitzung.nummer}", fuss=abgerufen(person))


def protokoll_datei(fassung: Protokollfassung, format: str) -> Datei:
    """A version of the minutes; format is one of FORMATE. Its meeting and body are loaded."""
    which = f"Fassung {fassung.fassung}"
    name = f"Protokoll-{fassung.sitzung.nummer}-{which}"
    return _datei(fassung.sitzung, fassung.text, format, name.replace(" ", "-"), f", {which}")


def steckbrief_datei(thema: Thema, person: Person, format: str) -> Datei:
    """The Tischvorlage of a Thema loaded by queries.themen.ganz(), as `person` may read it."""
    text = queries.steckbrieftext.steckbrief(thema, queries.themen.sichtbare_teile(thema, person), person)
    kopf = f"Themensteckbrief {thema.nummer}"
    return _schreiben(text, format, f"Steckbrief-{thema.nummer}", kopf, fuss=abgerufen(person), eng=True)


def buendelung_datei(person: Person, ebene: Ebene | None, format: str) -> Datei:
    """What is handed on and open, for the Land; format as above. Whoever saves it, it tells no small number."""
    name = f"Weitergaben-{ebene or 'alle'}-{clock.today()}"
    return _schreiben(buendelungstext(person, ebene), format, name, "Weitergaben")


def _datei(sitzung: Sitzung, text: str, format: str, name: str, zusatz: str = "", **dazu: Any) -> Datei:
    return _schreiben(text, format, name, f"{sitzung.gremium}, Sitzung {sitzung.nummer}{zusatz}", **dazu)


def _schreiben(text: str, format: str, name: str, kopf: str, **dazu: Any) -> Datei:
    """A text in Markdown as a file; dazu is what else a Papier can have."""
    titel, bloecke = mit_titel(text)
    return ausgeben(papier(titel or name, bloecke, kopf, **dazu), format, name)


def papier(titel: str, bloecke: Sequence[Block], kopf: str, **dazu: Any) -> Papier:
    """A paper of this house, with its letterhead and its logo."""
    letterhead = queries.vokabeln.einstellung("briefkopf") or config.current().kreis
    return Papier(titel, bloecke, kopf, letterhead, logo=queries.einstellungen.logo(), **dazu)


def ausgeben(papier: Papier, format: str, name: str) -> Datei:
    """The file; format is one of FORMATE."""
    write, kind = FORMATE[format]
    return write(papier), kind, f"{name}.{format}"


def abgerufen(person: Person) -> str:
    """The mark of what was put together for one person (ZUSAGEN M9)."""
    return f"Abgerufen am {clock.today():%d.%m.%Y} von {person.name}"
