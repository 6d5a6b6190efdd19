"""What proposes itself for the agenda of a meeting, with the reason; and what members proposed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, String, and_, cast, func, literal, null, or_, select, union_all

from kimflow import clock
from kimflow.db import session
from kimflow.models import (
    Auftrag,
    Beschluss,
    Ereignis,
    Lage,
    Massnahme,
    MassnahmeStatus,
    Person,
    Rueckmeldung,
    Sitzung,
    SitzungStatus,
    Thema,
    ThemaStatus,
    Top,
    Topart,
    Topgegenstand,
    TopStatus,
    Topvorschlag,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.permissions import Permission, can
from kimflow.queries import einstellungen, weitergaben, zeichnungen
from kimflow.queries.auftraege import OFFEN
from kimflow.queries.sitzungen import GEHALTEN, KOMMENDE
from kimflow.queries.tagesordnungen import AUFTRAEGE, FESTE_TITEL, PROTOKOLL

S = ThemaStatus
_MASSNAHME_ZU_ENDE = (MassnahmeStatus.UMGESETZT, MassnahmeStatus.GEPRUEFT, MassnahmeStatus.ABGEBROCHEN)


@dataclass(frozen=True)
class Vorschlag:
    """Something for the agenda. Where it is not `aufnehmbar`, `endpoint` leads to what has to happen first."""

    schluessel: str
    art: Topart
    titel: str
    grund: str
    minuten: int
    id: int
    endpoint: str
    werte: dict[str, object] = field(default_factory=dict)
    aufnehmbar: bool = True

    @property
    def sorte(self) -> str:
        """thema, weitergabe, zielvereinbarung, massnahme, top, protokoll or auftraege."""
        return self.schluessel.partition("-")[0]


def vorschlaege(sitzung: Sitzung) -> list[Vorschlag]:
    """In the order of an agenda: minutes, Aufträge, what was left over, then what comes up. One statement."""
    parts = [_protokolle(sitzung), _auftraege(sitzung), _uebrige_tops(sitzung)]
    if sitzung.gremium.ist_lenkungsgruppe:
        parts += [_themen(sitzung), _weitergaben(sitzung), _zielvereinbarungen(sitzung), _massnahmen(sitzung)]
    rows = [row for row in session().execute(union_all(*parts)) if not _noch_zu_zeichnen(row, sitzung)]
    order = list(_ALS_VORSCHLAG)
    found = [_ALS_VORSCHLAG[row.sorte](row) for row in sorted(rows, key=lambda r: (order.index(r.sorte), r.nummer))]
    return _ein_punkt_je_thema(found)


def _ein_punkt_je_thema(found: list[Vorschlag]) -> list[Vorschlag]:
    """A Thema that comes up by itself brings its Weitergabe along: one item, both reasons."""
    handed_on = {v.id: v.grund for v in found if v.sorte == "weitergabe"}
    themen = {v.id for v in found if v.sorte == "thema" and v.aufnehmbar}
    return [
        replace(v, grund=f"{v.grund} {handed_on[v.id]}")
        if v.sorte == "thema" and v.id in themen & set(handed_on)
        else v
        for v in found
        if v.sorte != "weitergabe" or v.id not in themen
    ]


def _noch_zu_zeichnen(row: Any, sitzung: Sitzung) -> bool:
    """A Zielvereinbarung that on the day of the meeting may still be signed."""
    if row.sorte != "zielvereinbarung" or not row.wort:
        return False
    last: date = row.tag + timedelta(days=einstellungen.als_zahl(zeichnungen.SCHLUESSEL, row.wort))
    return clock.local(sitzung.beginn).date() <= last


def finden(sitzung: Sitzung, schluessel: str) -> Vorschlag | None:
    """The proposal of this key, if it still proposes itself and can be taken up."""
    return next((v for v in vorschlaege(sitzung) if v.schluessel == schluessel and v.aufnehmbar), None)


def von_mitgliedern(sitzung: Sitzung, person: Person) -> list[Topvorschlag]:
    """What members proposed: all of it for whoever plans, one's own for everybody else."""
    plans = can(person, Permission.SITZUNG_TOP_AUFNEHMEN, sitzung)
    return [v for v in sitzung.topvorschlaege if plans or v.person_id == person.id]


def offene_protokolle(sitzung: Sitzung) -> list[int]:
    """Ids of earlier meetings whose minutes wait for approval and stand on no coming agenda, the last one first."""
    rows = session().execute(_protokolle(sitzung)).all()
    return [row.id for row in sorted(rows, key=lambda r: r.nummer, reverse=True)]


# --- what there is, each as (sorte, id, nummer, titel, wort, tag) ------------------------------------------------


def _spalten(sorte: str, id: Any, nummer: Any, titel: Any, wort: Any = None, tag: Any = None) -> Select[Any]:
    return select(
        literal(sorte).label("sorte"),
        id.label("id"),
        nummer.label("nummer"),
        titel.label("titel"),
        (literal("") if wort is None else cast(wort, String)).label("wort"),
        (cast(null(), Date) if tag is None else tag).label("tag"),
    )


def _auf_kommender(column: Any, sitzung: Sitzung) -> Select[Any]:
    """What stands on a coming agenda of this body already."""
    return (
        select(column)
        .join(Top, Top.id == Topgegenstand.top_id)
        .join(Sitzung, Sitzung.id == Top.sitzung_id)
        .where(Sitzung.gremium_id == sitzung.gremium_id, Sitzung.status.in_(KOMMENDE), column.is_not(None))
    )


def _letzte(sitzung: Sitzung) -> Select[int]:
    """The meeting of this body held last."""
    return (
        select(Sitzung.id)
        .where(Sitzung.gremium_id == sitzung.gremium_id, Sitzung.status.in_(GEHALTEN), Sitzung.id != sitzung.id)
        .order_by(Sitzung.beginn.desc(), Sitzung.id.desc())
        .limit(1)
    )


def _protokolle(sitzung: Sitzung) -> Select[Any]:
    on_agenda = (
        select(Top.protokoll_von_id)
        .join(Sitzung, Sitzung.id == Top.sitzung_id)
        .where(Sitzung.status.in_(KOMMENDE), Top.protokoll_von_id.is_not(None))
    )
    return _spalten("protokoll", Sitzung.id, Sitzung.nummer, literal(PROTOKOLL.titel)).where(
        Sitzung.gremium_id == sitzung.gremium_id,
        Sitzung.status == SitzungStatus.PROTOKOLL_IN_ABSTIMMUNG,
        Sitzung.id.not_in(on_agenda),
    )


def _auftraege(sitzung: Sitzung) -> Select[Any]:
    """One line for all of them, with their number; the trick with min() keeps it out where there is none."""
    on_agenda = (
        select(Top.id)
        .join(Sitzung, Sitzung.id == Top.sitzung_id)
        .where(
            Sitzung.gremium_id == sitzung.gremium_id,
            Sitzung.status.in_(KOMMENDE),
            Top.titel == AUFTRAEGE.titel,
        )
    )
    return (
        _spalten(
            "auftraege",
            func.min(Auftrag.id),
            literal(""),
            literal(AUFTRAEGE.titel),
            cast(func.count(Auftrag.id), String),
        )
        .outerjoin(Top, Top.id == Auftrag.top_id)
        .outerjoin(Sitzung, Sitzung.id == Top.sitzung_id)
        .outerjoin(Beschluss, Beschluss.id == Auftrag.beschluss_id)
        .where(
            func.coalesce(Sitzung.gremium_id, Beschluss.gremium_id) == sitzung.gremium_id,
            Auftrag.status.in_(OFFEN),
            ~on_agenda.exists(),
        )
        .having(func.count(Auftrag.id) > 0)
    )


def kommt_wieder(sitzung: Sitzung) -> list[Top]:
    """Items of this meeting that will propose themselves for the next one, in their order."""
    ids = set(session().scalars(select(Top.id).where(_uebrig(literal(sitzung.id)))))
    return [top for top in sitzung.tops if top.id in ids]


def _zuletzt_uebrig(sitzung: Sitzung) -> ColumnElement[bool]:
    return _uebrig(_letzte(sitzung).scalar_subquery())


def _uebrig(sitzung_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Items of a meeting that were put off, wait for a Beschluss or were never called while others were."""
    others = select(Top.begonnen_am).where(Top.sitzung_id == sitzung_id)
    waits = and_(Top.art.in_((Topart.BESCHLUSS, Topart.PRIORISIERUNG)), ~Top.beschluesse.any())
    never_called = and_(
        others.where(Top.begonnen_am.is_not(None)).correlate(None).exists(), Top.status == TopStatus.OFFEN
    )
    return and_(
        Top.sitzung_id == sitzung_id,
        Top.titel.not_in(FESTE_TITEL),
        or_(Top.status == TopStatus.VERTAGT, waits, never_called),
    )


def _uebrige_tops(sitzung: Sitzung) -> Select[Any]:
    later = Top.__table__.alias("nachfolger")
    goes_on = (
        select(later.c.id)
        .join(Sitzung, Sitzung.id == later.c.sitzung_id)
        .where(later.c.vorgaenger_id == Top.id, Sitzung.status != SitzungStatus.ABGESAGT)
        .correlate(Top)
    )
    number = select(Sitzung.nummer).where(Sitzung.id == Top.sitzung_id).correlate(Top).scalar_subquery()
    return _spalten("top", Top.id, number, Top.titel, Top.status).where(_zuletzt_uebrig(sitzung), ~goes_on.exists())


def _themen(sitzung: Sitzung) -> Select[Any]:
    day = clock.local(sitzung.beginn).date()
    left_over = select(Topgegenstand.thema_id).join(Top, Top.id == Topgegenstand.top_id).where(_zuletzt_uebrig(sitzung))
    due = and_(Thema.status.in_((S.GESAMMELT, S.RUHT)), Thema.wiedervorlage <= day)
    back = and_(Thema.status == S.PRIORISIERT, Thema.begruendung != "", _geschehen(Permission.THEMA_ZURUECKGEBEN))
    since = select(Sitzung.beginn).where(Sitzung.id == _letzte(sitzung).scalar_subquery()).scalar_subquery()
    done = and_(
        Thema.status == S.ABGESCHLOSSEN,
        _geschehen(
            Permission.THEMA_ABSCHLIESSEN, Ereignis.zeit > func.coalesce(since, literal(_ANFANG, Ereignis.zeit.type))
        ),
    )
    return _spalten("thema", Thema.id, Thema.nummer, Thema.titel, Thema.status, Thema.wiedervorlage).where(
        or_(Thema.status == S.VORGELEGT, due, back, done),
        Thema.id.not_in(_auf_kommender(Topgegenstand.thema_id, sitzung)),
        Thema.id.not_in(left_over.where(Topgegenstand.thema_id.is_not(None))),
    )


def _weitergaben(sitzung: Sitzung) -> Select[Any]:
    """`id` is the Thema: several Weitergaben of one are talked about together."""
    left_over = select(Topgegenstand.thema_id).join(Top, Top.id == Topgegenstand.top_id).where(_zuletzt_uebrig(sitzung))
    due = weitergaben.wieder_vorliegende(clock.local(sitzung.beginn).date()).subquery()
    id, nummer, titel, wort, tag = due.c
    return _spalten("weitergabe", id, nummer, titel, wort, tag).where(
        id.not_in(_auf_kommender(Topgegenstand.thema_id, sitzung)),
        id.not_in(left_over.where(Topgegenstand.thema_id.is_not(None))),
    )


_ANFANG = datetime(1990, 1, 1, tzinfo=clock.ZONE)


def _geschehen(akt: Permission, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(Ereignis.lfd)
        .where(Ereignis.art == "thema", Ereignis.gegenstand_id == Thema.id, Ereignis.akt == akt.value, *more)
        .correlate(Thema)
        .exists()
    )


def _zielvereinbarungen(sitzung: Sitzung) -> Select[Any]:
    left_over = (
        select(Topgegenstand.zielvereinbarung_id)
        .join(Top, Top.id == Topgegenstand.top_id)
        .where(_zuletzt_uebrig(sitzung))
    )
    z = Zielvereinbarung
    return _spalten(
        "zielvereinbarung", z.id, z.nummer, z.titel, zeichnungen.wartezeit(), zeichnungen.beschlossen_am()
    ).where(
        or_(z.status == ZielvereinbarungStatus.EINGEREICHT, zeichnungen.unvollstaendig()),
        Zielvereinbarung.id.not_in(_auf_kommender(Topgegenstand.zielvereinbarung_id, sitzung)),
        Zielvereinbarung.id.not_in(left_over.where(Topgegenstand.zielvereinbarung_id.is_not(None))),
    )


def _massnahmen(sitzung: Sitzung) -> Select[Any]:
    newest = (
        select(Rueckmeldung.lage)
        .where(Rueckmeldung.massnahme_id == Massnahme.id)
        .order_by(Rueckmeldung.gemeldet_am.desc(), Rueckmeldung.id.desc())
        .limit(1)
        .correlate(Massnahme)
        .scalar_subquery()
    )
    return _spalten("massnahme", Massnahme.id, Massnahme.nummer, Massnahme.titel).where(
        newest == Lage.HILFE,
        Massnahme.status.not_in(_MASSNAHME_ZU_ENDE),
        Massnahme.id.not_in(_auf_kommender(Topgegenstand.massnahme_id, sitzung)),
    )


# --- in words ---------------------------------------------------------------------------------------------------


def _protokoll(row: Any) -> Vorschlag:
    reason = f"Das Protokoll der Sitzung {row.nummer} wartet auf Genehmigung."
    return Vorschlag(
        f"protokoll-{row.id}", Topart.BESCHLUSS, row.titel, reason, 5, row.id, "sitzungen.show", {"nummer": row.nummer}
    )


def _auftrag(row: Any) -> Vorschlag:
    number = int(row.wort)
    reason = "Ein Auftrag ist offen." if number == 1 else f"{number} Aufträge sind offen."
    return Vorschlag("auftraege-0", AUFTRAEGE.art, row.titel, reason, AUFTRAEGE.minuten, row.id, "auftraege.index")


def _top(row: Any) -> Vorschlag:
    put_off = row.wort == TopStatus.VERTAGT
    reason = f"In der Sitzung {row.nummer} " + ("vertagt." if put_off else "nicht zu Ende gebracht.")
    return Vorschlag(
        f"top-{row.id}", Topart.BERATUNG, row.titel, reason, 10, row.id, "sitzungen.show", {"nummer": row.nummer}
    )


def _thema(row: Any) -> Vorschlag:
    status = S(row.wort)
    if status is S.GESAMMELT:
        reason = f"Wiedervorlage am {_datum(row.tag)}. Das Thema muss zuerst vorgelegt werden."
        return _gegenstand("thema", row, Topart.PRIORISIERUNG, reason, 15, "themen.vorlegen", aufnehmbar=False)
    art, reason, minutes = {
        S.VORGELEGT: (Topart.PRIORISIERUNG, "Liegt vor und steht auf keiner kommenden Tagesordnung.", 15),
        S.RUHT: (Topart.BERATUNG, f"Ruht; Wiedervorlage am {_datum(row.tag)}.", 10),
        S.PRIORISIERT: (Topart.BESCHLUSS, "‹Die Projektgruppe:nom› hat das Mandat zurückgegeben.", 15),
        S.ABGESCHLOSSEN: (Topart.KENNTNISNAHME, "Abgeschlossen seit der letzten Sitzung.", 5),
    }[status]
    return _gegenstand("thema", row, art, reason, minutes, "themen.show")


def _weitergabe(row: Any) -> Vorschlag:
    number, _, an = row.wort.partition(" ")
    day = _datum(row.tag)
    reason = f"Weitergegeben an: {an}. Wiedervorlage am {day}."
    if number != "1":
        reason = f"{number} Weitergaben liegen wieder vor, die erste am {day}."
    return _gegenstand("weitergabe", row, Topart.BERATUNG, reason, 10, "themen.show")


def _vereinbarung(row: Any) -> Vorschlag:
    reason = (
        "Die Zeichnungsfrist ist um, und es fehlen Zeichnungen."
        if row.wort
        else "Eingereicht; wartet auf die Zustimmung."
    )
    return _gegenstand("zielvereinbarung", row, Topart.BESCHLUSS, reason, 15, "zielvereinbarungen.show")


def _massnahme(row: Any) -> Vorschlag:
    reason = "In der letzten Rückmeldung steht: Hilfe nötig."
    return _gegenstand("massnahme", row, Topart.BERATUNG, reason, 10, "massnahmen.show")


def _gegenstand(
    sorte: str, row: Any, art: Topart, grund: str, minuten: int, endpoint: str, *, aufnehmbar: bool = True
) -> Vorschlag:
    link = {"nummer": row.nummer}
    return Vorschlag(f"{sorte}-{row.id}", art, row.titel, grund, minuten, row.id, endpoint, link, aufnehmbar)


def _datum(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


_ALS_VORSCHLAG: dict[str, Callable[[Any], Vorschlag]] = {
    "protokoll": _protokoll,
    "auftraege": _auftrag,
    "top": _top,
    "thema": _thema,
    "weitergabe": _weitergabe,
    "zielvereinbarung": _vereinbarung,
    "massnahme": _massnahme,
}
