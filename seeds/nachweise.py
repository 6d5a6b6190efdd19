"""Evidence of one Maßnahme of the Musterkreis: a small PDF, made here byte by byte, and an address."""

from kimflow import workflow
from kimflow.models import Massnahme, Person
from kimflow.workflow.dateien import Upload

ZEILEN = (
    "Musterkreis, Kommunales Integrationszentrum",
    "Vereinbarung zur gemeinsamen Buchungsstelle",
    "für Sprachmittlung (fiktiv)",
    "Gezeichnet von allen beteiligten Stellen.",
)


def hinzufuegen(massnahme: Massnahme, person: Person) -> None:
    """The signed paper as a file, the booking page as an address."""
    workflow.massnahmen.nachweis_hinzufuegen(
        massnahme,
        person,
        titel="Gezeichnete Vereinbarung zur Buchungsstelle",
        datei=Upload("Vereinbarung Buchungsstelle.pdf", pdf(ZEILEN)),
    )
    workflow.massnahmen.nachweis_hinzufuegen(
        massnahme, person, titel="Seite der Buchungsstelle", adresse="https://sprachmittlung.musterkreis.example/"
    )


def pdf(zeilen: tuple[str, ...]) -> bytes:
    """One page of A4 with these lines, in a font every reader has."""
    lines = b" T* ".join(b"(" + line.encode("cp1252") + b") Tj" for line in zeilen)
    text = b"BT /F1 14 Tf 22 TL 72 760 Td " + lines + b" ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj" % number + one + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(content))
    return content + head + table + tail
