"""All papers of a meeting as one PDF: for one person what that person may read, or without confidential parts."""

from collections.abc import Iterator

from kimflow import clock, queries
from kimflow.exports import dokument_pdf
from kimflow.exports.bloecke import Block, bloecke, mit_titel
from kimflow.exports.papiere import Mappe, Teil
from kimflow.models import Person, Sitzung, Top
from kimflow.queries.niederschrift.worte import datum, liste, uhrzeit, zeile
from kimflow.web.dokumente import Datei, abgerufen, papier

OHNE = (
    "Nicht enthalten sind interne Unterlagen, Entwürfe und Themen, über die noch nicht beschlossen ist, "
    "Stellungnahmen und Einschätzungen."
)


def mappe_datei(sitzung: Sitzung, person: Person | None) -> Datei:
    """Loaded by queries.einladungstext.ganz(). None leaves out every confidential part."""
    kind = "" if person else "-ohne-vertrauliche-Teile"
    title = f"Unterlagen zur Sitzung {sitzung.nummer}"
    first = papier(
        title,
        _deckblatt(sitzung, person),
        f"{sitzung.gremium.name}, {title}",
        vermerk="" if person else "Ohne vertrauliche Teile",
        fuss=abgerufen(person) if person else f"Stand {clock.today():%d.%m.%Y}",
    )
    content = dokument_pdf.mappe(Mappe(first, list(_teile(sitzung, person))))
    return content, dokument_pdf.TYP, f"Mappe-{sitzung.nummer}{kind}.pdf"


def _deckblatt(sitzung: Sitzung, person: Person | None) -> list[Block]:
    when = f"{datum(sitzung.beginn)}, {uhrzeit(sitzung.beginn)} Uhr"
    place = [f"**Ort:** {zeile(sitzung.ort)}"] if sitzung.ort else []
    facts = liste([f"**Gremium:** {zeile(sitzung.gremium.name)}", f"**Beginn:** {when}", *place])
    return bloecke(facts if person else f"{facts}\n\n{OHNE}")


def _teile(sitzung: Sitzung, person: Person | None) -> Iterator[Teil]:
    letter = queries.einladungstext
    title, body = mit_titel(letter.einladung(sitzung, person) if person else letter.oeffentlich(sitzung))
    yield Teil(title, body)
    papers = [*_tischvorlagen(sitzung, person), *_vereinbarungen(sitzung, person)]
    yield from (teil for _, teil in sorted(papers, key=lambda paper: paper[0]))


def _tops(sitzung: Sitzung, person: Person | None, was: str) -> dict[int, Top]:
    """The item at which a visible Thema or Zielvereinbarung stands first, by its id, in the order of the agenda."""
    found: dict[int, Top] = {}
    for top in sitzung.tops:
        for thing in queries.topgegenstaende.sichtbare(top, person):
            if (id := getattr(thing, f"{was}_id")) is not None:
                found.setdefault(id, top)
    return found


def _tischvorlagen(sitzung: Sitzung, person: Person | None) -> Iterator[tuple[int, Teil]]:
    """Of a merged Thema the paper of the one that is worked on instead."""
    tops = _tops(sitzung, person, "thema")
    instead = queries.themen.heutige(tops)
    order = {instead.get(id, id): top for id, top in reversed(tops.items())}
    visible = queries.themen.mit_ids(order, person)
    parts = queries.themen.teile_der(order, person) if person else {}
    for thema in sorted(visible, key=lambda one: one.nummer):
        title, body = mit_titel(queries.steckbrieftext.steckbrief(thema, parts.get(thema.id, []), person))
        position = order[thema.id].position
        yield position, Teil(f"TOP {position}: {thema.nummer} {title}", body, eng=True)


def _vereinbarungen(sitzung: Sitzung, person: Person | None) -> Iterator[tuple[int, Teil]]:
    """What is laid before the body, or was agreed to: the text that was laid down last, never one being written."""
    tops = _tops(sitzung, person, "zielvereinbarung")
    texts = queries.fassungen.neueste(tops, person)
    for id, top in tops.items():
        if text := texts.get(id):
            title, body = mit_titel(text.text)
            number = text.zielvereinbarung.nummer
            yield top.position, Teil(f"TOP {top.position}: {number} {title}, {text.bezeichnung}", body)
