"""Meetings: the whole page with what hangs on it, and what can be chosen for an agenda."""

from typing import Any

from sqlalchemy import Select, or_, select, true
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from kimflow.db import session
from kimflow.models import (
    Amt,
    Besetzung,
    Gremienart,
    Gremium,
    Massnahme,
    MassnahmeStatus,
    Mitgliedschaft,
    Person,
    Sitz,
    Sitzung,
    Sitzungsantwort,
    SitzungStatus,
    Thema,
    ThemaStatus,
    Top,
    Topgegenstand,
    Topvorschlag,
    Unterlage,
    Zielvereinbarung,
    ZielvereinbarungStatus,
)
from kimflow.permissions import gehoert_zum_gremium, ist_koordination
from kimflow.queries.sitzungen.liste import Filter, gremien_der_liste, heutige_gremien, kommende, tops_der, vergangene
from kimflow.queries.sitzungen.sichtbarkeit import (
    GEHALTEN,
    KOMMENDE,
    VORHER,
    eigene_gremien,
    geleitete_gremien,
    heutige_besetzungen,
    sichtbar,
    sichtbar_fuer,
)
from kimflow.queries.sitzungen.start import aufgaben

__all__ = [
    "GEHALTEN",
    "KOMMENDE",
    "VORHER",
    "Filter",
    "antworten_fuer",
    "aufgaben",
    "eigene_gremien",
    "ganz",
    "gremien_der_liste",
    "heutige_besetzungen",
    "heutige_gremien",
    "kommende",
    "kommende_tops",
    "massnahmen_zur_wahl",
    "naechste",
    "sichtbar_fuer",
    "themen_zur_wahl",
    "tops_der",
    "tops_fuer",
    "topvorschlaege_fuer",
    "unterlagen",
    "vergangene",
    "vorgaben",
    "zielvereinbarungen_zur_wahl",
]

# What may be put on an agenda again; a new Thema gets there by being vorgelegt.
_WIEDER_AUF_DIE_TAGESORDNUNG = (
    ThemaStatus.VORGELEGT,
    ThemaStatus.PRIORISIERT,
    ThemaStatus.BEAUFTRAGT,
    ThemaStatus.VORSCHLAG,
    ThemaStatus.VEREINBART,
    ThemaStatus.RUHT,
)


def ganz(person: Person) -> Select[Sitzung]:
    """With everything the page shows and its acts ask for."""
    tops = selectinload(Sitzung.tops)
    return sichtbar_fuer(person).options(
        joinedload(Sitzung.gremium)
        .selectinload(Gremium.sitze)
        .options(
            joinedload(Sitz.besetzungen).joinedload(Besetzung.person),
            joinedload(Sitz.institutionen),
        ),
        joinedload(Sitzung.vorsitz),
        joinedload(Sitzung.protokollfuehrung),
        tops.options(
            joinedload(Top.sitzung),
            joinedload(Top.protokoll_von),
            joinedload(Top.vorgaenger).joinedload(Top.sitzung),
            joinedload(Top.unterlagen),
            *_gegenstaende(),
            selectinload(Top.abstimmungen),
        ),
        tops.selectinload(Top.beschluesse),
        selectinload(Sitzung.topvorschlaege).options(
            joinedload(Topvorschlag.person), joinedload(Topvorschlag.sitzung), joinedload(Topvorschlag.top)
        ),
        selectinload(Sitzung.antworten).options(
            joinedload(Sitzungsantwort.person),
            joinedload(Sitzungsantwort.sitz),
            joinedload(Sitzungsantwort.sitzung),
        ),
    )


def _gegenstaende() -> tuple[Any, ...]:
    return (
        selectinload(Top.gegenstaende).options(
            joinedload(Topgegenstand.thema),
            joinedload(Topgegenstand.zielvereinbarung),
            joinedload(Topgegenstand.massnahme),
        ),
    )


def tops_fuer(person: Person) -> Select[Top]:
    """Agenda items of visible meetings, with what deciding on them needs."""
    return (
        select(Top)
        .join(Top.sitzung)
        .where(sichtbar(person))
        .options(
            joinedload(Top.sitzung).joinedload(Sitzung.gremium),
            *_gegenstaende(),
            selectinload(Top.abstimmungen),
            selectinload(Top.beschluesse),
        )
    )


def unterlagen(top: Top, person: Person | None) -> list[Unterlage]:
    """Papers of the item: all for the body and the Koordination, the released ones for others and the public (None)."""
    inside = person is not None and (ist_koordination(person, None) or gehoert_zum_gremium(person, top))
    return [unterlage for unterlage in top.unterlagen if inside or unterlage.freigegeben]


def topvorschlaege_fuer(person: Person) -> Select[Topvorschlag]:
    """What was proposed for meetings `person` can see: one's own, for whoever may plan there all of it."""
    own = Topvorschlag.person_id == person.id
    led = select(Sitzung.id).where(Sitzung.gremium_id.in_(geleitete_gremien(person)))
    plans = true() if ist_koordination(person, None) else Topvorschlag.sitzung_id.in_(led)
    return (
        select(Topvorschlag)
        .join(Topvorschlag.sitzung)
        .where(sichtbar(person), or_(own, plans))
        .options(
            joinedload(Topvorschlag.sitzung).joinedload(Sitzung.gremium),
            joinedload(Topvorschlag.sitzung).selectinload(Sitzung.tops),
            joinedload(Topvorschlag.person),
        )
    )


def naechste(sitzung: Sitzung) -> Sitzung | None:
    """The next meeting of the same body, on whose agenda unfinished items propose themselves."""
    statement = (
        select(Sitzung)
        .where(
            Sitzung.gremium_id == sitzung.gremium_id,
            Sitzung.beginn > sitzung.beginn,
            Sitzung.status.in_(KOMMENDE),
        )
        .order_by(Sitzung.beginn, Sitzung.id)
        .limit(1)
    )
    return session().scalars(statement).one_or_none()


def vorgaben(gremium: Gremium) -> dict[str, Any]:
    """What a new meeting of this body starts with: its Vorsitz, else its Leitung, and the rest as last time."""
    last = (
        session()
        .scalars(
            select(Sitzung)
            .where(Sitzung.gremium_id == gremium.id, Sitzung.status != SitzungStatus.ABGESAGT)
            .options(joinedload(Sitzung.vorsitz), joinedload(Sitzung.protokollfuehrung))
            .order_by(Sitzung.beginn.desc(), Sitzung.id.desc())
            .limit(1)
        )
        .first()
    )
    chairs = session().scalars(
        select(Mitgliedschaft)
        .where(Mitgliedschaft.gremium_id == gremium.id, Mitgliedschaft.amt.in_((Amt.VORSITZ, Amt.LEITUNG)))
        .options(joinedload(Mitgliedschaft.person))
        .order_by(Mitgliedschaft.amt.desc(), Mitgliedschaft.von.desc())
    )
    chair = next((m.person for m in chairs if m.gilt_heute), None)
    if last is None:
        return {"vorsitz": chair}
    names = ("ort", "online", "dauer", "protokollfuehrung")
    return {"vorsitz": chair or last.vorsitz} | {name: getattr(last, name) for name in names}


def antworten_fuer(person: Person) -> Select[Sitzungsantwort]:
    """Invitations of visible meetings, with the Sitz they went to."""
    return select(Sitzungsantwort).join(Sitzungsantwort.sitzung).where(sichtbar(person)).options(*_der_antwort())


def _der_antwort() -> tuple[ORMOption, ...]:
    return (
        joinedload(Sitzungsantwort.sitzung).joinedload(Sitzung.gremium),
        joinedload(Sitzungsantwort.sitz).selectinload(Sitz.institutionen),
        joinedload(Sitzungsantwort.person),
    )


def kommende_tops() -> list[Top]:
    """Items of coming and running meetings of a Lenkungsgruppe, in their order; their meeting is loaded."""
    return list(
        session()
        .scalars(
            select(Top)
            .join(Top.sitzung)
            .join(Sitzung.gremium)
            .where(Sitzung.status.in_(KOMMENDE), Gremium.art == Gremienart.LENKUNGSGRUPPE)
            .options(joinedload(Top.sitzung).joinedload(Sitzung.gremium))
            .order_by(Sitzung.beginn, Top.position)
        )
        .unique()
    )


def themen_zur_wahl() -> list[Thema]:
    """Themen that can stand on an agenda again."""
    return list(
        session().scalars(select(Thema).where(Thema.status.in_(_WIEDER_AUF_DIE_TAGESORDNUNG)).order_by(Thema.nummer))
    )


def zielvereinbarungen_zur_wahl() -> list[Zielvereinbarung]:
    """Zielvereinbarungen that wait for the Zustimmung of the Lenkungsgruppe."""
    waiting = ZielvereinbarungStatus.EINGEREICHT
    return list(
        session().scalars(
            select(Zielvereinbarung).where(Zielvereinbarung.status == waiting).order_by(Zielvereinbarung.nummer)
        )
    )


def massnahmen_zur_wahl() -> list[Massnahme]:
    """Maßnahmen that are under way."""
    running = (MassnahmeStatus.VEREINBART, MassnahmeStatus.IN_UMSETZUNG, MassnahmeStatus.WARTET, MassnahmeStatus.RUHT)
    return list(session().scalars(select(Massnahme).where(Massnahme.status.in_(running)).order_by(Massnahme.nummer)))
