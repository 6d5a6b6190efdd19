"""Finding things: what the person may open and all words of the query stand in, ranked, counted and shown in part."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, and_, select

from kimflow.db import session
from kimflow.models import Handlungsfeld, Kommune, Person, Protokollfassung, Suchart, Suchtext
from kimflow.queries.suche import eintraege, index
from kimflow.queries.suche.aehnliche import Aehnliches, aehnliche
from kimflow.queries.suche.index import Gruppe
from kimflow.queries.suche.sichtbarkeit import sichtbar
from kimflow.wortstaemme import Stueck, ausschnitt, hervorgehoben, nummern, suchstaemme

__all__ = ["Aehnliches", "Suchfilter", "Treffer", "aehnliche", "eintraege", "genau", "suchen"]

GRENZE = 100
"""Only the newest matches are ranked and counted; beyond them the page says "über 100"."""
JE_SEITE = 20


@dataclass(frozen=True)
class Suchfilter:
    """What the address of the search says. Words and ids that are none of ours find nothing."""

    text: str = ""
    art: str = ""
    status: str = ""
    handlungsfeld: int | None = None
    kommune: int | None = None
    jahr: int | None = None

    @property
    def ist_leer(self) -> bool:
        return self == Suchfilter()

    @property
    def eingrenzungen(self) -> dict[str, str | int]:
        """Everything but the text that narrows the results."""
        names = ("art", "status", "handlungsfeld", "kommune", "jahr")
        return {name: value for name in names if (value := getattr(self, name))}

    def marken(self) -> list[Gruppe]:
        """The marks in the index that stand for the filters."""
        marks = {"_art_": self.art, "_status_": self.status, "_feld_": self.handlungsfeld}
        marks |= {"_kommune_": self.kommune, "_jahr_": self.jahr}
        return [[f"{name}{value}"] for name, value in marks.items() if value]


@dataclass(frozen=True)
class Treffer:
    """A thing that was found: how it is called, what of it was looked for, and the address of its page."""

    art: Suchart
    nummer: str
    titel: Sequence[Stueck]
    ausschnitt: Sequence[Stueck]
    status: str
    url: str


@dataclass(frozen=True)
class Facette:
    """One value by which the results can be narrowed, and how many of those counted have it."""

    wert: str
    text: str
    anzahl: int


@dataclass(frozen=True)
class Ergebnis:
    """One page. Where `mehr` is set there are more than GRENZE matches, and only the newest were counted."""

    treffer: Sequence[Treffer] = ()
    anzahl: int = 0
    mehr: bool = False
    facetten: dict[str, Sequence[Facette]] = field(default_factory=dict)
    weiter: str | None = None


def suchen(person: Person, filter: Suchfilter, nach: str | None = None) -> Ergebnis:
    """The visible things that have all words and pass all filters: titles first, then the newest."""
    stems = suchstaemme(filter.text)
    if not _fragbar(filter, stems):
        return Ergebnis()
    groups = index.verwandte(stems)
    rows = _kandidaten(person, [*groups, *filter.marken()])
    more = len(rows) > GRENZE
    rows = rows[:GRENZE]
    wanted = set(nummern(filter.text))
    ranked = sorted(((_rang(row, groups, wanted), row.id) for row in rows), reverse=True)
    page, weiter = _seite(ranked, nach)
    words = frozenset(word for group in groups for word in group)
    return Ergebnis(_treffer([id for _, id in page], words.__contains__), len(rows), more, _facetten(rows), weiter)


def genau(person: Person, text: str) -> str | None:
    """The address of the one visible thing whose number was typed, and nothing else."""
    found = nummern(text)
    if len(found) != 1 or not re.fullmatch(r"\s*[\w\s-]+\s*", text) or len(suchstaemme(text)) != 1:
        return None
    rows = session().execute(_mit_adresse().where(Suchtext.nummer == found[0], sichtbar(person)).limit(2)).all()
    return _url(rows[0]) if len(rows) == 1 else None


_MARKE = re.compile(r"\w{1,60}", re.ASCII)


def _fragbar(filter: Suchfilter, stems: Sequence[str]) -> bool:
    """Something must be asked for, by words that can be asked for."""
    narrowed = filter.eingrenzungen
    return bool(stems or (narrowed and not filter.text.strip())) and all(
        _MARKE.fullmatch(str(value)) for value in narrowed.values()
    )


def _kandidaten(person: Person, groups: Sequence[Gruppe]) -> Sequence[Row[Any]]:
    columns = (
        Suchtext.id, Suchtext.art, Suchtext.nummer, Suchtext.status, Suchtext.handlungsfeld_id, Suchtext.jahr,
        Suchtext.kommunen, Suchtext.titelstaemme,
    )  # fmt: skip
    statement = index.neueste(columns, groups, GRENZE + 1).where(sichtbar(person))
    # The connection gives plain rows; the session would take three times as long over a thousand of them.
    return session().connection().execute(statement).all()


def _rang(row: Row[Any], groups: Sequence[Gruppe], wanted: set[str]) -> int:
    """The number typed above all, then words of the title, whole ones before parts."""
    title = set(row.titelstaemme.split())
    words = sum(3 if group[0] in title else not title.isdisjoint(group) for group in groups)
    return words + (100 if row.nummer in wanted else 0)


def _seite(ranked: Sequence[tuple[int, int]], nach: str | None) -> tuple[Sequence[tuple[int, int]], str | None]:
    """Those after the mark; a mark that is not ours starts at the beginning."""
    if mark := re.fullmatch(r"(\d{1,5})-(\d{1,9})", nach or "", re.ASCII):
        ranked = [one for one in ranked if one < (int(mark[1]), int(mark[2]))]
    page = ranked[:JE_SEITE]
    return page, f"{page[-1][0]}-{page[-1][1]}" if len(ranked) > JE_SEITE else None


def _treffer(ids: Sequence[int], trifft: Callable[[str], bool]) -> list[Treffer]:
    statement = _mit_adresse().add_columns(Suchtext.titel, Suchtext.text, Suchtext.status)
    found = {row.id: row for row in session().execute(statement.where(Suchtext.id.in_(ids)))}
    return [
        Treffer(
            row.art,
            row.nummer,
            hervorgehoben(row.titel, trifft),
            ausschnitt(row.text, trifft),
            row.status,
            _url(row),
        )
        for row in (found[id] for id in ids)
    ]


def _mit_adresse() -> Any:
    version = and_(Suchtext.art == Suchart.PROTOKOLL, Protokollfassung.id == Suchtext.gegenstand_id)
    columns = (Suchtext.id, Suchtext.art, Suchtext.nummer, Protokollfassung.fassung)
    return select(*columns).outerjoin(Protokollfassung, version)


_SEITEN = {
    Suchart.THEMA: "/themen/{0}",
    Suchart.BESCHLUSS: "/beschluesse/{0}",
    Suchart.ZIELVEREINBARUNG: "/zielvereinbarungen/{0}",
    Suchart.MASSNAHME: "/massnahmen/{0}",
    Suchart.PROTOKOLL: "/sitzungen/{0}/protokoll/{1}",
}


def _url(row: Row[Any]) -> str:
    return _SEITEN[row.art].format(row.nummer, row.fassung)


def _facetten(rows: Sequence[Row[Any]]) -> dict[str, Sequence[Facette]]:
    """What the results can be narrowed by, counted over the rows the person sees. Two statements for the names."""
    fields = {str(id): name for id, name in session().execute(select(Handlungsfeld.id, Handlungsfeld.kurz))}
    towns = {str(id): name for id, name in session().execute(select(Kommune.id, Kommune.name))}
    return {
        "art": _gezaehlt(row.art for row in rows),
        "status": _gezaehlt(row.status for row in rows if row.status),
        "handlungsfeld": _gezaehlt((str(row.handlungsfeld_id) for row in rows if row.handlungsfeld_id), fields),
        "kommune": _gezaehlt((id for row in rows for id in row.kommunen.split()), towns),
        "jahr": sorted(_gezaehlt(str(row.jahr) for row in rows), key=lambda one: one.wert, reverse=True),
    }


def _gezaehlt(values: Iterable[str], names: dict[str, str] | None = None) -> list[Facette]:
    counted = Counter(values).most_common()
    return [Facette(str(value), (names or {}).get(value, str(value)), count) for value, count in counted]
