"""What is still missing after a meeting, each with where it is mended. One rule for its page and the start page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import CompoundSelect, Select, String, and_, case, cast, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased, selectinload

from kimflow.db import session
from kimflow.models import (
    Abstimmung,
    AbstimmungStatus,
    Auftrag,
    Beschluss,
    Einwand,
    Einwandstand,
    Einwendung,
    EinwendungStatus,
    Notiz,
    Person,
    Protokollfassung,
    Sitzung,
    SitzungStatus,
    Top,
    Topart,
    TopStatus,
)
from kimflow.permissions import ist_koordination
from kimflow.queries import sitzungen
from kimflow.queries.aufgaben import Aufgabe, Auswahl, Fund, gelesen
from kimflow.queries.auftraege import OFFEN, kurz

ENTSCHEIDEND = (Topart.PRIORISIERUNG, Topart.BESCHLUSS)


class Lueckenart(StrEnum):
    """In the order of the page."""

    BESCHLUSS = "beschluss"
    NOTIZ = "notiz"
    AUFTRAG = "auftrag"
    RUNDE = "runde"
    EINWAND = "einwand"
    EINWENDUNG = "einwendung"
    TERMIN = "termin"


A = Lueckenart


@dataclass(frozen=True)
class Luecke:
    """One thing that is missing, as a sentence, and the page that mends it."""

    art: Lueckenart
    text: str
    endpoint: str
    werte: Mapping[str, Any] = field(default_factory=dict)
    wort: str = "Öffnen"


def ganz(person: Person) -> Select[Sitzung]:
    """Visible meetings with what the page shows beside the gaps and its acts ask for."""
    return sitzungen.ganz(person).options(selectinload(Sitzung.fassungen).selectinload(Protokollfassung.einwendungen))


def _spalten(art: Lueckenart, text: Any, worin: Any, nummer: Any = None, position: Any = None) -> Any:
    """meeting, kind, position of the item, its text, where exactly, and the number of a round."""
    return select(
        Sitzung.id.label("sitzung_id"),
        literal(art.value).label("art"),
        (literal(0) if position is None else position).label("position"),
        cast(text, String).label("text"),
        worin.label("worin"),
        (literal("") if nummer is None else nummer).label("nummer"),
    )


def _am_top(art: Lueckenart, text: Any, worin: Any, nummer: Any = None) -> Any:
    return _spalten(art, text, worin, nummer, Top.position).join(Top, Top.sitzung_id == Sitzung.id)


def _fehlt() -> CompoundSelect[Any]:
    """Every gap of every meeting."""
    decided = exists().where(Beschluss.top_id == Top.id)
    noted = or_(decided, exists().where(Notiz.top_id == Top.id), exists().where(Auftrag.top_id == Top.id))
    done = and_(Top.status == TopStatus.ABGESCHLOSSEN, Top.niederschrift == "")
    without = case(
        (and_(Auftrag.verantwortlich_id.is_(None), Auftrag.faellig_am.is_(None)), "ohne Verantwortliche und Termin"),
        (Auftrag.verantwortlich_id.is_(None), "ohne Verantwortliche"),
        else_="ohne Termin",
    )
    incomplete = or_(Auftrag.verantwortlich_id.is_(None), Auftrag.faellig_am.is_(None))
    later = aliased(Sitzung)
    planned = exists().where(
        later.gremium_id == Sitzung.gremium_id, later.beginn > Sitzung.beginn, later.status.in_(sitzungen.KOMMENDE)
    )
    return union_all(
        _am_top(A.BESCHLUSS, Top.titel, Top.id).where(done, Top.art.in_(ENTSCHEIDEND), ~decided),
        _am_top(A.NOTIZ, Top.titel, Top.id).where(done, Top.art.not_in(ENTSCHEIDEND), ~noted),
        _am_top(A.AUFTRAG, Auftrag.text, Auftrag.id, without)
        .join(Auftrag, Auftrag.top_id == Top.id)
        .where(Auftrag.status.in_(OFFEN), incomplete),
        _am_top(A.RUNDE, Abstimmung.status, Abstimmung.id, Abstimmung.nummer)
        .join(Abstimmung, Abstimmung.top_id == Top.id)
        .where(Abstimmung.status.in_((AbstimmungStatus.OFFEN, AbstimmungStatus.GESCHLOSSEN))),
        _am_top(A.EINWAND, literal(""), Einwand.id, Abstimmung.nummer)
        .join(Abstimmung, Abstimmung.top_id == Top.id)
        .join(Einwand, Einwand.abstimmung_id == Abstimmung.id)
        .where(Einwand.stand == Einwandstand.BESTEHT),
        _spalten(A.EINWENDUNG, Einwendung.text, Einwendung.id, position=Einwendung.absatz)
        .join(Protokollfassung, Protokollfassung.sitzung_id == Sitzung.id)
        .join(Einwendung, Einwendung.fassung_id == Protokollfassung.id)
        .where(Einwendung.status == EinwendungStatus.OFFEN),
        _spalten(A.TERMIN, literal(""), Sitzung.gremium_id).where(~planned),
    )


def luecken(sitzung: Sitzung) -> list[Luecke]:
    """What is missing in this meeting, by kind and item; empty before it has begun."""
    if sitzung.eroeffnet_am is None:
        return []
    found = _fehlt().subquery()
    rows = session().execute(select(found).where(found.c.sitzung_id == sitzung.id)).all()
    order = list(Lueckenart)
    rows = sorted(rows, key=lambda row: (order.index(Lueckenart(row.art)), row.position, row.worin))
    return [_luecke(sitzung, row) for row in rows]


_WORTE: dict[Lueckenart, tuple[str, str, str]] = {
    # the sentence, the page, the word on its link
    A.BESCHLUSS: (
        "TOP {position} {text}: ohne Beschluss. Ein Satz im Protokoll sagt, warum.",
        "protokolle.niederschreiben",
        "Satz schreiben",
    ),
    A.NOTIZ: ("TOP {position} {text}: weder Notiz noch Beschluss.", "protokolle.niederschreiben", "Satz schreiben"),
    A.AUFTRAG: ("TOP {position}, Auftrag „{text}“: {nummer}.", "auftraege.bearbeiten", "Ergänzen"),
    A.RUNDE: ("TOP {position}, Abstimmung {nummer}: {text}, noch nicht festgestellt.", "abstimmungen.show", "Öffnen"),
    A.EINWAND: ("TOP {position}, Einwand in {nummer}: noch nicht beantwortet.", "abstimmungen.show", "Beantworten"),
    A.EINWENDUNG: ("Einwendung zu Absatz {position} des Protokolls: „{text}“", "protokolle.show", "Behandeln"),
    A.TERMIN: ("Es gibt noch keinen nächsten Termin.", "sitzungen.planen", "Nächste Sitzung planen"),
}


def _luecke(sitzung: Sitzung, row: Any) -> Luecke:
    art = Lueckenart(row.art)
    sentence, endpoint, word = _WORTE[art]
    text = sentence.format(position=row.position, text=kurz(row.text), nummer=row.nummer)
    if art in (A.BESCHLUSS, A.NOTIZ):
        return Luecke(art, text, endpoint, {"nummer": sitzung.nummer, "id": row.worin}, word)
    if art in (A.AUFTRAG, A.TERMIN):
        return Luecke(art, text, endpoint, {"id": row.worin}, word)
    return Luecke(art, text, endpoint, {"nummer": row.nummer or sitzung.nummer}, word)


def aufgaben(person: Person) -> list[Aufgabe]:
    """The tasks of `auswahl`, read by themselves."""
    return gelesen(auswahl(person))


def auswahl(person: Person) -> list[Auswahl]:
    """For the Koordination: every meeting whose minutes are being written, with how much is missing."""
    if not ist_koordination(person, None):
        return []
    found = _fehlt().subquery()
    missing = select(func.count()).select_from(found).where(found.c.sitzung_id == Sitzung.id).scalar_subquery()
    written = select(Sitzung).where(Sitzung.status == SitzungStatus.NACHBEREITUNG)
    return [Auswahl(written, {"nummer": Sitzung.nummer, "zahl": missing}, _nachbereitung)]


def _nachbereitung(fund: Fund) -> Aufgabe:
    text = f"Nachbereitung {fund.nummer}: {_offen(fund.zahl or 0)}"
    return Aufgabe("Nachbereitung", text, "nachbereitung.show", {"nummer": fund.nummer}, im_brief=text)


def _offen(count: int) -> str:
    if not count:
        return "Protokoll vorlegen"
    return f"{count} {'Punkt' if count == 1 else 'Punkte'} offen"
