"""What each thing says to the search. One select per noun, for one thing as for all of them.

Only what everybody reads who may open the thing stands here: no drafts of cases, no notes, no Rückmeldungen.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import aliased

from kimflow import clock
from kimflow.columns import canonical
from kimflow.db import session
from kimflow.models import (
    Beitrag,
    Beschluss,
    Mandat,
    Massnahme,
    Protokollfassung,
    Sitzung,
    Stand,
    Suchart,
    Thema,
    Umsetzungsstand,
    Zielvereinbarung,
)
from kimflow.models.themen import thema_kommune
from kimflow.wortstaemme import staemme

_ZEICHEN = re.compile(r"[#*`>|~]+|(?<!\w)_+|_+(?!\w)")
_ZAHL = re.compile(r"[a-z]?\d+")
_STUECK = 1_000
"""Things read at once while the whole index is built."""


@dataclass(frozen=True)
class Eintrag:
    """One thing as the search sees it."""

    art: Suchart
    gegenstand_id: int
    nummer: str
    titel: str
    text: str
    status: str
    handlungsfeld_id: int | None
    jahr: int
    kommunen: Sequence[int]

    def zeile(self) -> dict[str, Any]:
        """The columns of its Suchtext. The stems are sorted, so that the same text is the same row."""
        titel = canonical(self.titel)[:200]
        marks = {
            f"_art_{self.art}",
            f"_jahr_{self.jahr}",
            *([f"_status_{self.status}"] if self.status else []),
            *([f"_feld_{self.handlungsfeld_id}"] if self.handlungsfeld_id else []),
            *(f"_kommune_{id}" for id in self.kommunen),
        }
        return {
            "art": self.art,
            "gegenstand_id": self.gegenstand_id,
            "nummer": self.nummer,
            "titel": titel,
            "text": canonical(self.text, lines=True),
            "staemme": " ".join(sorted(self.woerter() | marks)),
            "titelstaemme": " ".join(sorted(staemme(titel)))[:800],
            "status": self.status,
            "handlungsfeld_id": self.handlungsfeld_id,
            "jahr": self.jahr,
            "kommunen": " ".join(map(str, self.kommunen))[:800],
        }

    def woerter(self) -> set[str]:
        return staemme(f"{self.nummer} {self.titel}\n{self.text}")

    def vokabular(self) -> set[str]:
        """The words in which others may stand; numbers would make it grow with every thing."""
        return {word for word in self.woerter() if not _ZAHL.fullmatch(word)}


def eintraege(art: Suchart, ids: Collection[int]) -> list[Eintrag]:
    """What these things say; a thing that is gone, or minutes that were replaced, say nothing."""
    return _LESEN[art](ids) if ids else []


def chronologisch() -> Iterator[Eintrag]:
    """What everything says, the oldest first: the newest things have the greatest ids in the index."""
    return merge(*(alle(art) for art in Suchart), key=lambda one: (one.jahr, one.nummer[2:]))


def alle(art: Suchart) -> Iterator[Eintrag]:
    """What every thing of this kind says, in the order in which they came."""
    key = _SCHLUESSEL[art]
    last = 0
    while ids := list(session().scalars(select(key).where(key > last).order_by(key).limit(_STUECK))):
        yield from eintraege(art, ids)
        last = ids[-1]


def abhaengige(themen: Collection[int]) -> set[tuple[Suchart, int]]:
    """What takes Handlungsfeld and Kommunen from these Themen."""
    agreements = select(Zielvereinbarung.id).where(Zielvereinbarung.thema_id.in_(themen))
    measures = select(Massnahme.id).where(Massnahme.thema_id.in_(themen))
    return {
        *((Suchart.ZIELVEREINBARUNG, id) for id in session().scalars(agreements)),
        *((Suchart.MASSNAHME, id) for id in session().scalars(measures)),
    }


def fassungen(sitzungen: Collection[int]) -> set[tuple[Suchart, int]]:
    """All versions of the minutes of these meetings: a new one takes the place of the one before."""
    versions = select(Protokollfassung.id).where(Protokollfassung.sitzung_id.in_(sitzungen))
    return {(Suchart.PROTOKOLL, id) for id in session().scalars(versions)}


def glatt(*texte: str | None) -> str:
    """Texts one below the other, without the signs of Markdown."""
    return "\n".join(_ZEICHEN.sub(" ", text) for text in texte if text)


def _themen(ids: Collection[int]) -> list[Eintrag]:
    columns = (
        Thema.titel, Thema.problem, Thema.wirkung_menschen, Thema.wirkung_stellen, Thema.warum_jetzt, Thema.gefragt,
        Thema.moeglichkeiten, Thema.doppelstruktur, Thema.mandat, _begruendung(), Thema.wirkung,
    )  # fmt: skip
    towns = _kommunen(ids)
    rows = session().execute(
        select(Thema.id, Thema.nummer, Thema.status, Thema.handlungsfeld_id, Thema.aufgenommen_am, *columns)
        .where(Thema.id.in_(ids))
        .order_by(Thema.id)
    )
    return [
        Eintrag(Suchart.THEMA, id, nummer, titel, glatt(*text), status, feld, am.year, sorted(towns.get(id, ())))
        for id, nummer, status, feld, am, titel, *text in rows
    ]


def _begruendung() -> ColumnElement[str]:
    """The index is for all who see the Thema; why a Mandat was given back is not."""
    given_back = select(Mandat.id).where(Mandat.thema_id == Thema.id, Mandat.rueckgabe == Thema.begruendung)
    return case((given_back.exists(), ""), else_=Thema.begruendung)


def _beschluesse(ids: Collection[int]) -> list[Eintrag]:
    rows = session().execute(
        select(
            Beschluss.id,
            Beschluss.nummer,
            Beschluss.gefasst_am,
            Beschluss.wortlaut,
            Beschluss.bedenken,
            Beschluss.vorbehalt,
            Beschluss.abweichung,
        )
        .where(Beschluss.id.in_(ids))
        .order_by(Beschluss.id)
    )
    return [
        Eintrag(Suchart.BESCHLUSS, id, nummer, _anfang(wortlaut), glatt(wortlaut, *text), "", None, am.year, ())
        for id, nummer, am, wortlaut, *text in rows
    ]


def _zielvereinbarungen(ids: Collection[int]) -> list[Eintrag]:
    parts: dict[int, list[str]] = {}
    for id, text in session().execute(
        select(Beitrag.zielvereinbarung_id, Beitrag.text)
        .where(Beitrag.zielvereinbarung_id.in_(ids))
        .order_by(Beitrag.id)
    ):
        parts.setdefault(id, []).append(text)
    columns = (
        Zielvereinbarung.id, Zielvereinbarung.nummer, Zielvereinbarung.status, Zielvereinbarung.thema_id,
        Thema.handlungsfeld_id, Zielvereinbarung.titel, Zielvereinbarung.zielzustand, Zielvereinbarung.indikator,
        Zielvereinbarung.messung, Zielvereinbarung.gruende,
    )  # fmt: skip
    statement = select(*columns).join(Thema, Thema.id == Zielvereinbarung.thema_id)
    rows = list(session().execute(statement.where(Zielvereinbarung.id.in_(ids)).order_by(Zielvereinbarung.id)))
    towns = _kommunen({row.thema_id for row in rows})
    return [
        Eintrag(
            Suchart.ZIELVEREINBARUNG,
            id,
            nummer,
            titel,
            glatt(*text, *parts.get(id, ())),
            status,
            feld,
            _jahr(nummer),
            sorted(towns.get(thema, ())),
        )
        for id, nummer, status, thema, feld, titel, *text in rows
    ]


def _massnahmen(ids: Collection[int]) -> list[Eintrag]:
    columns = (
        Massnahme.id, Massnahme.nummer, Massnahme.status, Massnahme.thema_id, Thema.handlungsfeld_id, Massnahme.titel,
        Massnahme.beschreibung, Massnahme.nachweis, Massnahme.wirkung,
    )  # fmt: skip
    statement = select(*columns).join(Thema, Thema.id == Massnahme.thema_id)
    rows = list(session().execute(statement.where(Massnahme.id.in_(ids)).order_by(Massnahme.id)))
    towns = _kommunen({row.thema_id for row in rows})
    own = _gruppiert(
        select(Umsetzungsstand.massnahme_id, Umsetzungsstand.kommune_id).where(
            Umsetzungsstand.massnahme_id.in_(ids), Umsetzungsstand.stand != Stand.NICHT_BETEILIGT
        )
    )
    return [
        Eintrag(
            Suchart.MASSNAHME,
            id,
            nummer,
            titel,
            glatt(*text),
            status,
            feld,
            _jahr(nummer),
            sorted(towns.get(thema, set()) | own.get(id, set())),
        )
        for id, nummer, status, thema, feld, titel, *text in rows
    ]


def _protokolle(ids: Collection[int]) -> list[Eintrag]:
    """The latest version, and the latest approved one: who sees only approved minutes finds that."""
    other = aliased(Protokollfassung)
    latest = select(func.max(other.fassung)).where(other.sitzung_id == Protokollfassung.sitzung_id)
    approved = latest.where(other.genehmigt_am.is_not(None))
    columns = (
        Protokollfassung.id, Sitzung.nummer, Sitzung.beginn, Protokollfassung.fassung, Protokollfassung.genehmigt_am,
        Protokollfassung.text,
    )  # fmt: skip
    rows = session().execute(
        select(*columns)
        .join(Sitzung, Sitzung.id == Protokollfassung.sitzung_id)
        .where(
            Protokollfassung.id.in_(ids),
            Protokollfassung.fassung.in_((latest.scalar_subquery(), approved.scalar_subquery())),
        )
        .order_by(Protokollfassung.id)
    )
    return [
        Eintrag(
            Suchart.PROTOKOLL,
            id,
            nummer,
            f"Protokoll der Sitzung am {clock.local(beginn):%d.%m.%Y}, Fassung {fassung}",
            glatt(text),
            "genehmigt" if genehmigt_am else "protokoll_in_abstimmung",
            None,
            clock.local(beginn).year,
            (),
        )
        for id, nummer, beginn, fassung, genehmigt_am, text in rows
    ]


_LESEN = {
    Suchart.THEMA: _themen,
    Suchart.BESCHLUSS: _beschluesse,
    Suchart.ZIELVEREINBARUNG: _zielvereinbarungen,
    Suchart.MASSNAHME: _massnahmen,
    Suchart.PROTOKOLL: _protokolle,
}
_SCHLUESSEL: dict[Suchart, Any] = {
    Suchart.THEMA: Thema.id,
    Suchart.BESCHLUSS: Beschluss.id,
    Suchart.ZIELVEREINBARUNG: Zielvereinbarung.id,
    Suchart.MASSNAHME: Massnahme.id,
    Suchart.PROTOKOLL: Protokollfassung.id,
}


def _kommunen(themen: Iterable[int]) -> dict[int, set[int]]:
    links = thema_kommune.c
    return _gruppiert(select(links.thema_id, links.kommune_id).where(links.thema_id.in_(list(themen))))


def _gruppiert(pairs: Any) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for key, value in session().execute(pairs):
        found.setdefault(key, set()).add(value)
    return found


def _jahr(nummer: str) -> int:
    return int(nummer[2:6])


def _anfang(text: str) -> str:
    """The first words of a text, as a title."""
    flat = " ".join(glatt(text).split())
    return flat if len(flat) <= 160 else flat[: flat.rfind(" ", 0, 158) + 1].rstrip() + " …"
