"""The invitation as a letter in Markdown: what an office prints, edits and files."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Select
from sqlalchemy.orm import joinedload, selectinload

from kimflow import clock, config
from kimflow.db import session
from kimflow.models import Person, Sitzung, SitzungStatus, Top, Topgegenstand
from kimflow.queries import sitzungen, topgegenstaende
from kimflow.queries.niederschrift.worte import ARTEN, absatz, datum, liste, person, uhrzeit, verweis, zeile

WOCHENTAGE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def ganz(person: Person) -> Select[Sitzung]:
    """Visible meetings with everything the letter names."""
    tops = selectinload(Sitzung.tops)
    return sitzungen.sichtbar_fuer(person).options(
        joinedload(Sitzung.gremium),
        joinedload(Sitzung.vorsitz),
        joinedload(Sitzung.protokollfuehrung),
        tops.joinedload(Top.sitzung),
        tops.joinedload(Top.protokoll_von),
        tops.selectinload(Top.unterlagen),
        tops.selectinload(Top.gegenstaende).options(
            joinedload(Topgegenstand.thema),
            joinedload(Topgegenstand.zielvereinbarung),
            joinedload(Topgegenstand.massnahme),
        ),
    )


def nach_id(id: int, person: Person) -> Sitzung:
    """The same of a meeting that was just seen."""
    return session().scalars(ganz(person).where(Sitzung.id == id)).unique().one()


def einladung(sitzung: Sitzung, person: Person) -> str:
    """The letter as `person` may read it: preparation notes never, internal papers for the body alone."""
    return "\n\n".join(_teile(sitzung, person))


def oeffentlich(sitzung: Sitzung) -> str:
    """The agenda for the press and the public: released papers only, no way into the video conference."""
    return "\n\n".join(_oeffentliche_teile(sitzung))


def _oeffentliche_teile(sitzung: Sitzung) -> Iterator[str]:
    yield f"# Tagesordnung der Sitzung {sitzung.nummer}"
    if sitzung.status is SitzungStatus.ABGESAGT:
        yield "**Diese Sitzung ist abgesagt.**"
    yield liste([f"**Gremium:** {zeile(sitzung.gremium.name)}", *_zeit_und_ort(sitzung)])
    yield from _punkte_und_unterlagen(sitzung, None)


def _teile(sitzung: Sitzung, leser: Person) -> Iterator[str]:
    yield f"# Einladung zur Sitzung {sitzung.nummer}"
    if sitzung.status is SitzungStatus.ABGESAGT:
        yield f"**Diese Sitzung ist abgesagt.** {absatz(sitzung.absage or '')}".strip()
    yield "Sehr geehrte Damen und Herren,"
    yield f"zur Sitzung des Gremiums „{zeile(sitzung.gremium.name)}“ lade ich Sie herzlich ein."
    yield liste(_eckdaten(sitzung))
    yield from _punkte_und_unterlagen(sitzung, leser)
    yield "Können Sie nicht kommen? Bitte sagen Sie ab, oder nennen Sie eine Vertretung: mit dem Link in Ihrer Mail."
    yield f"Mit freundlichen Grüßen\n{_gruss(sitzung)}"


def _punkte_und_unterlagen(sitzung: Sitzung, leser: Person | None) -> Iterator[str]:
    yield "## Tagesordnung"
    yield _tagesordnung(sitzung.tops) if sitzung.tops else "Die Tagesordnung folgt."
    papers = [line for top in sitzung.tops for line in _unterlagen(top, leser)]
    if papers:
        yield f"## Unterlagen\n\n{liste(papers)}"


def _zeit_und_ort(sitzung: Sitzung) -> Iterator[str]:
    day = clock.local(sitzung.beginn)
    yield f"**Tag:** {WOCHENTAGE[day.weekday()]}, {datum(sitzung.beginn)}"
    yield f"**Zeit:** {uhrzeit(sitzung.beginn)} bis etwa {uhrzeit(sitzung.ende)} Uhr"
    if sitzung.ort:
        yield f"**Ort:** {zeile(sitzung.ort)}"


def _eckdaten(sitzung: Sitzung) -> Iterator[str]:
    yield from _zeit_und_ort(sitzung)
    if sitzung.online:
        yield f"**Online:** {_adresse(sitzung.online)}"
    yield f"**Vorsitz:** {person(sitzung.vorsitz) if sitzung.vorsitz else 'noch nicht benannt'}"
    if sitzung.protokollfuehrung:
        yield f"**Protokoll:** {person(sitzung.protokollfuehrung)}"


def _adresse(text: str) -> str:
    """An address that can be read on paper and opened on a screen; anything else as typed."""
    return verweis(text, text) if text.startswith(("https://", "http://")) and " " not in text else zeile(text)


def _tagesordnung(tops: Sequence[Top]) -> str:
    rows = [
        "| TOP | Worum es geht | Art | Berichterstattung | Min. |",
        "|--:|---|---|---|--:|",
        *(
            f"| {top.position} | {_zelle(top.titel)} | {ARTEN[top.art]} | {_zelle(top.berichterstattung)} "
            f"| {top.minuten or ''} |"
            for top in tops
        ),
    ]
    return "\n".join(rows)


def _zelle(text: str) -> str:
    return zeile(text).replace("|", "&#124;")


def _unterlagen(top: Top, leser: Person | None) -> Iterator[str]:
    """Each paper with its address, so that a printed letter still tells it; nobody outside can open ours."""
    where = f"TOP {top.position}"
    for thing in topgegenstaende.sichtbare(top, leser):
        yield f"{where}: {zeile(str(thing.gegenstand))}{f', {_adresse(_seite(thing))}' if leser else ''}"
    for paper in sitzungen.unterlagen(top, leser):
        note = "" if paper.freigegeben else " (nur für das Gremium)"
        yield f"{where}: {zeile(paper.titel)}{note}, {_adresse(paper.adresse)}"


def _seite(thing: Topgegenstand) -> str:
    folder = "themen" if thing.thema else "zielvereinbarungen" if thing.zielvereinbarung else "massnahmen"
    subject = thing.thema or thing.zielvereinbarung or thing.massnahme
    return f"{config.current().basis_url.rstrip('/')}/{folder}/{subject.nummer if subject else ''}"


def _gruss(sitzung: Sitzung) -> str:
    if sitzung.vorsitz is None:
        return zeile(f"‹Koordinierende Stelle:nom›, {config.current().kreis}")
    return person(sitzung.vorsitz)
