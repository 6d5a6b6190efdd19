"""Papers as files to save: PDF to read and sign, DOCX and ODT to edit, all three from the same content."""

from collections.abc import Callable, Sequence
from typing import Any

from kimflow import clock, config, queries
from kimflow.exports import dokument_docx, dokument_odt, dokument_pdf
from kimflow.exports.bloecke import Block, Tabelle, mit_titel, umgeschrieben
from kimflow.exports.papiere import Papier
from kimflow.models import Ebene, Person, Protokollfassung, Sitzung, Thema
from kimflow.web.bezeichnungen import eingesetzt
from kimflow.web.buendelung import buendelungstext
from kimflow.web.filters import datum
from kimflow.web.listen import adresse
from kimflow.web.tabellen import mitgenommen
from kimflow.workflow.acts import Obstructed

Datei = tuple[bytes, str, str]
"""Content, kind and name."""
FORMAT = "<any(pdf, docx, odt):format>"
"""The end of an address under which a paper is to be had in each of them."""
FORMATE: dict[str, tuple[Callable[[Papier], bytes], str]] = {
    "pdf": (dokument_pdf.dokument, dokument_pdf.TYP),
    "docx": (dokument_docx.dokument, dokument_docx.TYP),
    "odt": (dokument_odt.dokument, dokument_odt.TYP),
}
PDF_ZEILEN = 400
"""More lines of tables take one processor longer than ten seconds."""
ZU_LANG = "Bitte wählen Sie mit dem Filter weniger aus, oder nehmen Sie DOCX oder ODT."


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
    return _schreiben(buendelungstext(person, ebene), format, name, "Weitergaben", fuss=abgerufen(person))


def listenkopf(auswahl: str) -> list[tuple[str, str]]:
    """What a list says of itself once it has left the program; its footer says for whom."""
    return [("Stand vom", datum(clock.today())), ("Auswahl", auswahl)]


def liste_datei(
    titel: str, bloecke: Sequence[Block], format: str, name: str, person: Person, *, quer: bool = True
) -> Datei:
    """A list as `person` takes it along today."""
    found = papier_datei(titel, bloecke, format, f"{name}-{clock.today()}", titel, fuss=abgerufen(person), quer=quer)
    mitgenommen(titel, format, sum(len(block.zeilen) - 1 for block in bloecke if isinstance(block, Tabelle)))
    return found


def papierwege(endpoint: str) -> list[tuple[str, str]]:
    """Words and addresses of the paper of a list under the filter of this page."""
    return [(format.upper(), adresse(endpoint, format=format)) for format in FORMATE]


def _datei(sitzung: Sitzung, text: str, format: str, name: str, zusatz: str = "", **dazu: Any) -> Datei:
    return _schreiben(text, format, name, f"{sitzung.gremium}, Sitzung {sitzung.nummer}{zusatz}", **dazu)


def _schreiben(text: str, format: str, name: str, kopf: str, **dazu: Any) -> Datei:
    """A text in Markdown as a file; dazu is what else a Papier can have."""
    titel, bloecke = mit_titel(text)
    return papier_datei(titel or name, bloecke, format, name, kopf, **dazu)


def papier_datei(titel: str, bloecke: Sequence[Block], format: str, name: str, kopf: str, **dazu: Any) -> Datei:
    """Any paper that is built of blocks; format is one of FORMATE. Obstructed where it is too long for a PDF."""
    write, kind = FORMATE[format]
    rows = sum(len(block.zeilen) for block in bloecke if isinstance(block, Tabelle))
    if format == "pdf" and rows > PDF_ZEILEN:
        raise Obstructed(f"Für ein PDF sind das zu viele Zeilen: {rows}, möglich sind {PDF_ZEILEN}.", ZU_LANG)
    return write(papier(titel, bloecke, kopf, **dazu)), kind, f"{name}.{format}"


def papier(titel: str, bloecke: Sequence[Block], kopf: str, **dazu: Any) -> Papier:
    """A paper of this house, with its letterhead and its logo."""
    letterhead = queries.vokabeln.einstellung("briefkopf") or config.current().kreis
    titel, kopf, bloecke = eingesetzt(titel), eingesetzt(kopf), umgeschrieben(bloecke, eingesetzt)
    return Papier(titel, bloecke, kopf, letterhead, logo=queries.einstellungen.logo(), **dazu)


def abgerufen(person: Person) -> str:
    """The mark of what was put together for one person (ZUSAGEN M9)."""
    return f"Abgerufen am {clock.today():%d.%m.%Y} von {person.name}"
