"""Agenda items in the minutes: what they were about, what was said, asked, decided and given to do."""

from collections.abc import Iterator, Sequence

from kimflow.models import Auftrag, AuftragStatus, Notizart, Sitzung, Top, TopStatus
from kimflow.queries.niederschrift.beschluesse import beschluss
from kimflow.queries.niederschrift.laden import Spur
from kimflow.queries.niederschrift.runden import runde
from kimflow.queries.niederschrift.worte import ARTEN, absatz, datum, freitext, liste, uhrzeit, verweis, zeile

NOTIZARTEN = {Notizart.INFORMATION: "Information", Notizart.OFFEN: "Offen"}


def punkt(top: Top, sitzung: Sitzung, spur: Spur, vota: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The paragraphs about one agenda item; its preparation notes are nobody's."""
    yield f"## TOP {top.position}: {zeile(top.titel)}\n\n{_eckdaten(top)}"
    yield from _worum(top)
    if top.begonnen_am:
        yield from (f"Votum vorab, verlesen für {zeile(sitz)}: {absatz(text)}" for sitz, text in vota)
    if top.niederschrift:
        yield freitext(top.niederschrift)
    for note in top.notizen:
        yield f"**{NOTIZARTEN[note.art]}:** {absatz(note.text)}"
    for round_ in top.abstimmungen:
        yield from runde(round_)
    for decision in top.beschluesse:
        yield from beschluss(decision, sitzung, spur)
    for task in top.auftraege:
        yield f"**Auftrag:** {auftrag(task)}"
    yield from _ausgang(top, spur)


def _eckdaten(top: Top) -> str:
    said = [ARTEN[top.art]]
    if top.begonnen_am and top.beendet_am:
        said.append(f"{uhrzeit(top.begonnen_am)} bis {uhrzeit(top.beendet_am)} Uhr")
    elif top.begonnen_am:
        said.append(f"ab {uhrzeit(top.begonnen_am)} Uhr")
    if top.berichterstattung:
        said.append(f"Berichterstattung: {zeile(top.berichterstattung)}")
    return ", ".join(said) + "."


def _worum(top: Top) -> Iterator[str]:
    things = [zeile(str(one.gegenstand)) for one in sorted(top.gegenstaende, key=lambda one: one.id)]
    if top.protokoll_von:
        things.append(f"Protokoll der Sitzung {top.protokoll_von.nummer} vom {datum(top.protokoll_von.beginn)}")
    if top.vorgaenger:
        things.append(f"Fortsetzung von TOP {top.vorgaenger.position} der Sitzung {top.vorgaenger.sitzung.nummer}")
    if things:
        yield f"Gegenstand: {'; '.join(things)}."
    # The address of an internal paper is for the body alone; minutes are read by others too.
    papers = [verweis(u.titel, u.adresse) if u.freigegeben else zeile(u.titel) for u in top.unterlagen]
    if papers:
        yield f"Unterlagen: {'; '.join(papers)}."


def auftrag(task: Auftrag) -> str:
    """Who does what by when, in one line."""
    who = zeile(task.verantwortlich.name) if task.verantwortlich else "noch niemand"
    until = f"bis {datum(task.faellig_am)}" if task.faellig_am else "ohne Termin"
    dropped = f"; verworfen: {zeile(task.ergebnis)}" if task.status is AuftragStatus.VERWORFEN else ""
    return f"{zeile(task.text)} (verantwortlich: {who}; {until}{dropped})"


def _ausgang(top: Top, spur: Spur) -> Iterator[str]:
    if top.status is TopStatus.VERTAGT:
        reason = spur.vertagt.get(top.id, "")
        yield f"Dieser Punkt wurde vertagt. {absatz(reason)}".strip()
    elif not top.begonnen_am:
        yield "Dieser Punkt wurde nicht aufgerufen."
    elif top.status is TopStatus.OFFEN:
        yield "Dieser Punkt wurde nicht abgeschlossen."


def uebrige(sitzung: Sitzung) -> list[str]:
    """The items that were put off, not called or not finished, in a word each."""
    rest = {TopStatus.VERTAGT: "vertagt", TopStatus.OFFEN: "nicht abgeschlossen"}
    return [
        f"TOP {top.position}: {zeile(top.titel)} ({_rest(top, rest[top.status])})"
        for top in sitzung.tops
        if top.status in rest
    ]


def _rest(top: Top, word: str) -> str:
    return "nicht aufgerufen" if top.status is TopStatus.OFFEN and not top.begonnen_am else word


def auftraege(sitzung: Sitzung) -> str:
    """All tasks of the meeting as a list; dropped ones stand at their item only."""
    rows = [
        f"TOP {top.position}: {auftrag(task)}"
        for top in sitzung.tops
        for task in top.auftraege
        if task.status is not AuftragStatus.VERWORFEN
    ]
    return liste(rows)
