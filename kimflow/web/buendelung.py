"""The report that bundles open Weitergaben: page and paper say the same, and neither a text the guard has flagged.

A reason once given for a finding was given for this house. What leaves it is checked anew and left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kimflow import clock, queries
from kimflow.models import Ebene, Person
from kimflow.queries.buendelung import Eintrag
from kimflow.queries.niederschrift.worte import absatz, aufzaehlung, datum, liste, zeile
from kimflow.web.datenschutz import harte_arten
from kimflow.web.filters import in_tagen

UEBERSCHRIFTEN = {Ebene.LAND: "An das Land", Ebene.BUND: "An den Bund", Ebene.POLITIK: "An die Politik"}


@dataclass(frozen=True)
class Text:
    """A typed text, or why it is not here."""

    wert: str
    fehlt: str = ""


def _geprueft(wert: str) -> Text:
    kinds = harte_arten(wert)
    if not kinds:
        return Text(wert)
    names = aufzaehlung([kind.titel for kind in kinds])
    return Text("", f"Dieser Text ist weggelassen: Der Datenschutz-Wächter findet darin {names}.")


@dataclass(frozen=True)
class Gebuendelt:
    """An open Weitergabe as the report shows it."""

    eintrag: Eintrag
    titel: Text
    problem: Text
    an: Text
    anliegen: Text
    antwort: Text

    @property
    def weggelassen(self) -> bool:
        return any(text.fehlt for text in (self.titel, self.problem, self.an, self.anliegen, self.antwort))

    @property
    def stuetzen(self) -> list[tuple[str, str]]:
        """What it rests on, in words, with the counts as the reader may know them."""
        e = self.eintrag
        counts = {"Bruchstellen": e.bruchstellen, "Meldungen": e.meldungen}
        rows = [(word, str(count)) for word, count in counts.items() if count.wert != 0]
        return [*rows, ("andere Quellen", str(e.quellen))] if e.quellen else rows


@dataclass(frozen=True)
class Abschnitt:
    titel: str
    weitergaben: Sequence[Gebuendelt]


def abschnitte(eintraege: Sequence[Eintrag]) -> list[Abschnitt]:
    """By level; a level without an open Weitergabe has none."""
    found = [Abschnitt(UEBERSCHRIFTEN[one], [_gebuendelt(e) for e in eintraege if e.ebene is one]) for one in Ebene]
    return [one for one in found if one.weitergaben]


def _gebuendelt(e: Eintrag) -> Gebuendelt:
    return Gebuendelt(e, *map(_geprueft, (e.titel, e.problem, e.an, e.anliegen, e.antwort)))


def buendelungstext(person: Person, ebene: Ebene | None) -> str:
    """The paper in Markdown. It is handed around, so small numbers are hidden, whoever saves it."""
    return "\n\n".join(_absaetze(abschnitte(queries.buendelung.offene(person, ebene, papier=True))))


def _absaetze(found: Sequence[Abschnitt]) -> Iterator[str]:
    yield "# Was vor Ort nicht zu lösen ist"
    yield f"Offene Weitergaben am {datum(clock.today())}. Zahlen unter {queries.verdeckung.schwelle()} sind verdeckt."
    if not found:
        yield "Zurzeit ist nichts offen."
    for abschnitt in found:
        yield f"## {abschnitt.titel}"
        for one in abschnitt.weitergaben:
            yield from _absatz(one)


def _absatz(one: Gebuendelt) -> Iterator[str]:
    e = one.eintrag
    yield f"### {zeile(f'{e.thema} {one.titel.wert}')}"
    if one.titel.fehlt:
        yield one.titel.fehlt
    yield liste(
        [
            f"**An:** {zeile(one.an.wert) or one.an.fehlt}",
            f"**Weitergegeben am:** {datum(e.am)} ({in_tagen(e.am)})",
            f"**Worauf es sich stützt:** {_stuetzen(one)}",
            f"**Betroffene Kommunen:** {zeile(', '.join(e.kommunen)) or 'nicht benannt'}",
        ]
    )
    yield "**Problem**"
    yield _oder(one.problem, "Noch nicht beschrieben.")
    yield "**Anliegen**"
    yield _oder(one.anliegen, "")
    if e.antwort_am:
        yield f"**Antwort vom {datum(e.antwort_am)}**"
        yield _oder(one.antwort, "")
    else:
        yield "Noch keine Antwort."


def _stuetzen(one: Gebuendelt) -> str:
    return zeile(", ".join(f"{word}: {count}" for word, count in one.stuetzen)) or "noch keine Grundlage"


def _oder(text: Text, leer: str) -> str:
    return absatz(text.wert) or text.fehlt or leer
