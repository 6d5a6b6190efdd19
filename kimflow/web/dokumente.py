"""Papers as files to save: PDF to read and sign, DOCX and ODT to edit, all three from the same content."""

from collections.abc import Callable

from kimflow import clock, config, queries
from kimflow.exports import dokument_docx, dokument_odt, dokument_pdf
from kimflow.exports.bloecke import mit_titel
from kimflow.exports.papiere import Papier
from kimflow.models import Ebene, Person, Protokollfassung, Sitzung, Thema
from kimflow.web.bezeichnungen import eingesetzt
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
    return _datei(sitzung, text, format, f"Einladung-{sitzung.nummer}")


def protokoll_datei(fassung: Protokollfassung, format: str) -> Datei:
    """A version of the minutes; format is one of FORMATE. Its meeting and body are loaded."""
    which = f"Fassung {fassung.fassung}"
    name = f"Protokoll-{fassung.sitzung.nummer}-{which}"
    return _datei(fassung.sitzung, fassung.text, format, name.replace(" ", "-"), f", {which}")


def steckbrief_datei(thema: Thema, person: Person, format: str) -> Datei:
    """The Tischvorlage of a Thema loaded by queries.themen.ganz(), as `person` may read it."""
    text = queries.steckbrieftext.steckbrief(thema, queries.themen.sichtbare_teile(thema, person), person)
    return _schreiben(text, format, f"Steckbrief-{thema.nummer}", f"Themensteckbrief {thema.nummer}")


def buendelung_datei(person: Person, ebene: Ebene | None, format: str) -> Datei:
    """What is handed on and open, for the Land; format as above. Whoever saves it, it tells no small number."""
    name = f"Weitergaben-{ebene or 'alle'}-{clock.today()}"
    return _schreiben(buendelungstext(person, ebene), format, name, "Weitergaben")


def _datei(sitzung: Sitzung, text: str, format: str, name: str, zusatz: str = "") -> Datei:
    return _schreiben(text, format, name, f"{sitzung.gremium}, Sitzung {sitzung.nummer}{zusatz}")


def _schreiben(text: str, format: str, name: str, kopf: str) -> Datei:
    write, kind = FORMATE[format]
    titel, bloecke = mit_titel(eingesetzt(text))
    letterhead = queries.vokabeln.einstellung("briefkopf") or config.current().kreis
    content = write(Papier(titel or name, bloecke, kopf, letterhead))
    return content, kind, f"{name}.{format}"
