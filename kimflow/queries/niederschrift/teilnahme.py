"""Who was there, as minutes say it: by Sitz, from or until which item, never to the minute."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kimflow import clock
from kimflow.models import Anwesenheit, Besetzung, Sitz, Sitzung, Stimmrecht, Top, Zusage
from kimflow.queries import einstellungen
from kimflow.queries.niederschrift.worte import liste, person, zeile
from kimflow.queries.saal import noetig


def teilnahme(sitzung: Sitzung) -> Iterator[str]:
    """The paragraphs about who was there and who was not."""
    if not sitzung.anwesenheiten:
        yield "Die Anwesenheit wurde nicht erfasst."
        return
    for title, rows in _gruppen(sitzung).items():
        if rows:
            yield f"### {title}\n\n{liste(rows)}"
    yield from _beschlussfaehigkeit(sitzung)


def _gruppen(sitzung: Sitzung) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {
        title: []
        for title in (
            "Anwesend", "Vertreten", "Entschuldigt", "Nicht vertreten, trotz Zusage", "Nicht vertreten, ohne Antwort",
            "Mitglieder ohne Sitz", "Nicht anwesende Mitglieder", "Außerdem anwesend",
        )
    }  # fmt: skip
    for sitz in _sitze(sitzung):
        title, row = _zum_sitz(sitzung, sitz)
        groups[title].append(row)
    members = {m.person_id: m.person for m in sitzung.gremium.mitgliedschaften if m.gilt_am(_tag(sitzung))}
    without = _aufenthalte(sitzung, [a for a in sitzung.anwesenheiten if a.sitz_id is None])
    for stay in without:
        groups["Mitglieder ohne Sitz" if stay.person_id in members else "Außerdem anwesend"].append(stay.text)
    if not sitzung.gremium.sitze:
        here = {stay.person_id for stay in without}
        groups["Nicht anwesende Mitglieder"] = [person(who) for id, who in members.items() if id not in here]
    return groups


def _zum_sitz(sitzung: Sitzung, sitz: Sitz) -> tuple[str, str]:
    """Under which heading a Sitz stands, and what is said there."""
    name = zeile(sitz.bezeichnung)
    if sitz.stimmrecht is not Stimmrecht.STIMMBERECHTIGT:
        name += " (beratend)" if sitz.stimmrecht is Stimmrecht.BERATEND else " (Gast)"
    stays = _aufenthalte(sitzung, [a for a in sitzung.anwesenheiten if a.sitz_id == sitz.id])
    if not stays:
        return _abwesend(sitzung, sitz), name
    main = _hauptmitglied(sitzung, sitz)
    mine = [stay for stay in stays if main is None or stay.person_id == main.person_id]
    said = [stay.text if stay in mine else f"{stay.text}, in Vertretung" for stay in stays]
    if mine or main is None:
        return "Anwesend", f"{name}: {'; '.join(said)}"
    return "Vertreten", f"{name}: {'; '.join(stay.text for stay in stays)}, für {zeile(main.person.name)}"


def _abwesend(sitzung: Sitzung, sitz: Sitz) -> str:
    answer = next((a.antwort for a in sitzung.antworten if a.sitz_id == sitz.id), None)
    if answer is Zusage.ENTSCHULDIGT:
        return "Entschuldigt"
    return "Nicht vertreten, trotz Zusage" if answer else "Nicht vertreten, ohne Antwort"


def _hauptmitglied(sitzung: Sitzung, sitz: Sitz) -> Besetzung | None:
    day = _tag(sitzung)
    return next((b for b in sitz.besetzungen if b.rang == 0 and b.gilt_am(day)), None)


def _tag(sitzung: Sitzung) -> date:
    return clock.local(sitzung.eroeffnet_am or sitzung.beginn).date()


def _sitze(sitzung: Sitzung) -> list[Sitz]:
    """The Sitze of the body on the day of the meeting, in their order."""
    return [sitz for sitz in sitzung.gremium.sitze if sitz.gilt_am(_tag(sitzung))]


@dataclass(frozen=True)
class _Aufenthalt:
    person_id: int | None
    text: str


def _aufenthalte(sitzung: Sitzung, rows: Sequence[Anwesenheit]) -> list[_Aufenthalt]:
    """Each person among the rows once, in the order they came, with the items they were there for."""
    called = sorted((top for top in sitzung.tops if top.begonnen_am), key=_beginn)
    stays: dict[tuple[int | None, str], list[tuple[int, int]]] = {}
    names: dict[tuple[int | None, str], str] = {}
    for row in sorted(rows, key=lambda row: (row.von, row.id)):
        who = (row.person_id, row.name)
        names[who] = person(row.person) if row.person else zeile(row.name or "ohne Namen")
        _anfuegen(stays.setdefault(who, []), _spanne(called, row))
    return [_Aufenthalt(who[0], f"{names[who]}{_zeitraum(called, spans)}") for who, spans in stays.items()]


def _beginn(top: Top) -> tuple[datetime, int]:
    return (top.begonnen_am or datetime.max.replace(tzinfo=clock.ZONE), top.position)


def _spanne(called: Sequence[Top], row: Anwesenheit) -> tuple[int, int]:
    """The first and the last item somebody was there for, by their place in the order they were called."""
    first = next((i for i, t in enumerate(called) if t.beendet_am is None or t.beendet_am > row.von), len(called))
    begun = [i for i, t in enumerate(called) if row.bis is None or (t.begonnen_am and t.begonnen_am < row.bis)]
    return first, max(begun, default=-1)


def _anfuegen(spans: list[tuple[int, int]], span: tuple[int, int]) -> None:
    """Whoever went out and came back during the same item was there all the time."""
    if spans and span[0] <= spans[-1][1]:
        spans[-1] = (spans[-1][0], max(span[1], spans[-1][1]))
    else:
        spans.append(span)


def _zeitraum(called: Sequence[Top], spans: Sequence[tuple[int, int]]) -> str:
    said = [_worte(called, *span) for span in spans]
    return f" ({', '.join(filter(None, said))})" if any(said) else ""


def _worte(called: Sequence[Top], first: int, last: int) -> str:
    if not called:
        return ""
    if last < 0:
        return f"nur vor TOP {called[0].position}"
    if first >= len(called):
        return f"erst nach TOP {called[-1].position}"
    if first > last:
        return f"nur nach TOP {called[last].position}"
    since = f"ab TOP {called[first].position}" if first > 0 else ""
    until = f"bis TOP {called[last].position}" if last < len(called) - 1 else ""
    return " ".join(filter(None, (since, until)))


def fehlende(sitzung: Sitzung, moment: datetime) -> list[str]:
    """The Sitze that could vote and had nobody there at that moment."""
    here = {a.sitz_id for a in sitzung.anwesenheiten if a.von <= moment and (a.bis is None or moment < a.bis)}
    return [sitz.bezeichnung for sitz in _stimmberechtigte(sitzung) if sitz.id not in here]


def war_beschlussfaehig(sitzung: Sitzung, moment: datetime) -> bool:
    """Whether enough of the Sitze that may vote were there at that moment."""
    entitled = len(_stimmberechtigte(sitzung))
    return entitled - len(fehlende(sitzung, moment)) >= noetig(entitled)


def wird_verlangt() -> bool:
    """Whether the local rules ask for a quorum at all."""
    return einstellungen.ist_an("abstimmung.beschlussfaehigkeit")


def _stimmberechtigte(sitzung: Sitzung) -> list[Sitz]:
    return [sitz for sitz in _sitze(sitzung) if sitz.stimmrecht is Stimmrecht.STIMMBERECHTIGT]


def _beschlussfaehigkeit(sitzung: Sitzung) -> Iterator[str]:
    begun = [top.begonnen_am for top in sitzung.tops if top.begonnen_am]
    moment = min(begun, default=sitzung.geschlossen_am)
    if moment is None or not wird_verlangt():
        return
    entitled = len(_stimmberechtigte(sitzung))
    here = entitled - len(fehlende(sitzung, moment))
    verdict = "beschlussfähig" if war_beschlussfaehig(sitzung, moment) else "nicht beschlussfähig"
    yield (
        f"Zu Beginn waren {here} von {entitled} stimmberechtigten Sitzen vertreten, nötig sind {noetig(entitled)}: "
        f"Das Gremium war {verdict}."
    )
