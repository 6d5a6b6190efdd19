"""Acts on an agenda: the standing items with one click, what proposed itself, and items one by one."""

from collections.abc import Sequence
from typing import NamedTuple

from kimflow import queries
from kimflow.db import session
from kimflow.models import (
    Massnahme,
    Person,
    Sitzung,
    SitzungStatus,
    Thema,
    ThemaStatus,
    Top,
    Topart,
    Topgegenstand,
    Zielvereinbarung,
)
from kimflow.permissions import Permission
from kimflow.queries.tagesordnungen import BERICHTE, LENKUNGSGRUPPE_STANDARD, PROTOKOLL, THEMEN
from kimflow.queries.vorschlaege import Vorschlag
from kimflow.workflow.acts import Obstructed, act
from kimflow.workflow.bewegung import bewegen

S = SitzungStatus


def hat_eine_tagesordnung(sitzung: Sitzung) -> str | None:
    return None if sitzung.tops else "Die Tagesordnung ist noch leer."


def ist_noch_leer(sitzung: Sitzung) -> str | None:
    return "Auf der Tagesordnung stehen schon Punkte." if sitzung.tops else None


@act(
    Permission.SITZUNG_VORLAGE_ANWENDEN,
    label="Standard-Tagesordnung übernehmen",
    sentence="hat die Standard-Tagesordnung übernommen",
    when={S.GEPLANT, S.EINGELADEN},
    requires=(ist_noch_leer,),
)
def vorlage_anwenden(sitzung: Sitzung, person: Person) -> None:
    """Die üblichen Punkte: Begrüßung, Protokoll, offene Aufträge, Berichte, Themen, Verschiedenes, nächster Termin."""
    steering = sitzung.gremium.ist_lenkungsgruppe
    for punkt in LENKUNGSGRUPPE_STANDARD:
        if punkt is not BERICHTE or steering:
            anhaengen(sitzung, Top(titel=punkt.titel, art=punkt.art, minuten=punkt.minuten))
    waiting = queries.vorschlaege.offene_protokolle(sitzung)
    if waiting:
        top = next(top for top in sitzung.tops if top.titel == PROTOKOLL.titel)
        top.art, top.protokoll_von = Topart.BESCHLUSS, session().get_one(Sitzung, waiting[0])


@act(
    Permission.SITZUNG_VORSCHLAG_AUFNEHMEN,
    label="Vorschlag aufnehmen",
    sentence="hat einen Vorschlag auf die Tagesordnung genommen",
    when={S.GEPLANT, S.EINGELADEN, S.LAUFEND},
)
def vorschlag_aufnehmen(sitzung: Sitzung, person: Person, *, vorschlag: str) -> Top:
    """Was sich von selbst meldet, mit einem Klick auf die Tagesordnung setzen."""
    found = queries.vorschlaege.finden(sitzung, vorschlag)
    if found is None:
        raise Obstructed("Dieser Vorschlag hat sich erledigt oder steht schon auf einer Tagesordnung.")
    if found.sorte == "top":
        return _fortsetzung(sitzung, session().get_one(Top, found.id))
    if found.sorte == "protokoll":
        return _protokoll(sitzung, found)
    return _ueber(sitzung, found)


@act(
    Permission.SITZUNG_TOP_AUFNEHMEN,
    label="TOP aufnehmen",
    sentence="hat einen Tagesordnungspunkt aufgenommen",
    when={S.GEPLANT, S.EINGELADEN, S.LAUFEND},
    records=("titel", "art"),
)
def top_aufnehmen(
    sitzung: Sitzung,
    person: Person,
    *,
    titel: str,
    art: Topart,
    minuten: int | None = None,
    berichterstattung: str = "",
    themen: Sequence[Thema] = (),
    zielvereinbarungen: Sequence[Zielvereinbarung] = (),
    massnahmen: Sequence[Massnahme] = (),
) -> Top:
    """Einen Punkt ans Ende der Tagesordnung setzen. Neue Themen kommen über „Vorlegen“ am Thema dazu."""
    for thema in themen:
        if thema.status is ThemaStatus.GESAMMELT:
            raise Obstructed(f"{thema}: Das Thema muss zuerst vorgelegt werden.")
    top = anhaengen(sitzung, Top(titel=titel, art=art, minuten=minuten, berichterstattung=berichterstattung))
    top.gegenstaende = [Topgegenstand(thema=thema) for thema in themen]
    top.gegenstaende += [Topgegenstand(zielvereinbarung=vereinbarung) for vereinbarung in zielvereinbarungen]
    top.gegenstaende += [Topgegenstand(massnahme=massnahme) for massnahme in massnahmen]
    return top


@act(
    Permission.SITZUNG_TOP_ENTFERNEN,
    label="TOP entfernen",
    sentence="hat einen Tagesordnungspunkt entfernt",
    when={S.GEPLANT, S.EINGELADEN},
    requires=(hat_eine_tagesordnung,),
)
def top_entfernen(sitzung: Sitzung, person: Person, *, top: Top) -> None:
    """Einen Punkt von der Tagesordnung nehmen."""
    _von_dieser(sitzung, top)
    for gegenstand in top.gegenstaende:
        if gegenstand.thema and gegenstand.thema.status is ThemaStatus.VORGELEGT:
            raise Obstructed(f"{gegenstand.thema} ist hier vorgelegt. Ziehen Sie zuerst das Thema zurück.")
    if top.abstimmungen or top.beschluesse:
        raise Obstructed("Zu diesem Punkt gibt es eine Abstimmung oder einen Beschluss.")
    rest = [one for one in sitzung.tops if one is not top]
    session().delete(top)
    session().flush()
    session().expire(sitzung, ["tops"])
    _nummerieren(rest)
    bewegen(sitzung)


class Umstellung(NamedTuple):
    """What was moved and where it stood before, so that it can be put back."""

    top: Top
    vorher: int


@act(
    Permission.SITZUNG_TOP_VERSCHIEBEN,
    label="TOP verschieben",
    sentence="hat die Tagesordnung umgestellt",
    when={S.GEPLANT, S.EINGELADEN, S.LAUFEND},
)
def top_verschieben(
    sitzung: Sitzung, person: Person, *, top: Top, richtung: int | None = None, position: int | None = None
) -> Umstellung:
    """Einen Punkt nach oben (-1) oder nach unten (1) rücken oder an eine Stelle setzen."""
    _von_dieser(sitzung, top)
    tops = sorted(sitzung.tops, key=lambda t: t.position)
    here = tops.index(top)
    wanted = here + (richtung or 0) if position is None else position - 1
    there = max(0, min(len(tops) - 1, wanted))
    tops.insert(there, tops.pop(here))
    _nummerieren(tops)
    bewegen(sitzung)
    return Umstellung(top, here + 1)


def _von_dieser(sitzung: Sitzung, top: Top) -> None:
    if top.sitzung_id != sitzung.id:
        raise Obstructed("Der Punkt gehört zu einer anderen Sitzung.")


def _nummerieren(tops: Sequence[Top]) -> None:
    for position, top in enumerate(tops, start=1):
        top.position = position


def anhaengen(sitzung: Sitzung, top: Top) -> Top:
    """The item at the end of the agenda."""
    top.position = max((t.position for t in sitzung.tops), default=0) + 1
    sitzung.tops.append(top)
    bewegen(sitzung)
    return top


def _fortsetzung(sitzung: Sitzung, before: Top) -> Top:
    """An item that goes on with one of an earlier meeting, about the same things."""
    top = anhaengen(
        sitzung,
        Top(
            titel=before.titel,
            art=before.art,
            minuten=before.minuten,
            berichterstattung=before.berichterstattung,
            vorgaenger_id=before.id,
        ),
    )
    for g in before.gegenstaende:
        top.gegenstaende.append(
            Topgegenstand(thema_id=g.thema_id, zielvereinbarung_id=g.zielvereinbarung_id, massnahme_id=g.massnahme_id)
        )
    return top


def _protokoll(sitzung: Sitzung, found: Vorschlag) -> Top:
    """The standing item takes it, if it is free; else an item of its own."""
    earlier = session().get_one(Sitzung, found.id)
    free = next((t for t in sitzung.tops if t.titel == PROTOKOLL.titel and t.protokoll_von_id is None), None)
    top = free or anhaengen(sitzung, Top(titel=found.titel, minuten=found.minuten))
    top.art, top.protokoll_von = found.art, earlier
    return top


def _ueber(sitzung: Sitzung, found: Vorschlag) -> Top:
    """The item about a Thema, a Zielvereinbarung, a Maßnahme – or, without one, about all open Aufträge."""
    sorte = "thema" if found.sorte == "weitergabe" else found.sorte
    about = {f"{sorte}_id": found.id} if sorte != "auftraege" else {}
    collecting = next((t for t in sitzung.tops if t.titel == THEMEN.titel and not t.abstimmungen), None)
    if collecting and found.sorte == "thema" and found.art is Topart.PRIORISIERUNG:
        collecting.art = found.art
        collecting.gegenstaende.append(Topgegenstand(**about))
        bewegen(sitzung)
        return collecting
    top = anhaengen(sitzung, Top(titel=found.titel, art=found.art, minuten=found.minuten))
    if about:
        top.gegenstaende.append(Topgegenstand(**about))
    return top
