"""Two Themen that are one: merging keeps what each brought, separating gives it back.

What the merged Thema rests on stays its own and is lent to the target, each Grundlage once; so separating restores
both exactly, and what the target was given meanwhile stays with the target.
"""

from collections.abc import Iterator

from kimflow import clock, queries
from kimflow.models import Grundlage, Person, SitzungStatus, Thema, ThemaStatus
from kimflow.permissions import Permission
from kimflow.workflow import steckbrief
from kimflow.workflow.acts import Obstructed, act, lesbar

S = ThemaStatus
P = Permission

ZIELE = frozenset({S.GESAMMELT, S.VORGELEGT, S.PRIORISIERT, S.BEAUFTRAGT, S.VORSCHLAG, S.VEREINBART, S.RUHT})
"""Whoever is still worked on can take another Thema in; the text the Lenkungsgruppe decided on stays as it is."""

_BELEG = [c.name for c in Grundlage.__table__.columns if c.name not in ("id", "thema_id", "aus_thema_id")]
"""What a Grundlage consists of: two with the same of all this are one."""


def steht_nicht_gerade_an(thema: Thema) -> str | None:
    """das Thema steht in keiner laufenden Sitzung"""
    meetings = [gegenstand.top.sitzung for gegenstand in thema.topgegenstaende]
    running = next((s for s in meetings if s.status is SitzungStatus.LAUFEND), None)
    return f"Das Thema steht in der laufenden Sitzung {running.nummer}." if running else None


def hat_keine_eigene_arbeit(thema: Thema) -> str | None:
    """zum Thema gibt es weder Zielvereinbarung noch Maßnahme"""
    work = [z.nummer for z in thema.zielvereinbarungen] + [m.nummer for m in thema.massnahmen]
    return f"Zum Thema gehören schon {', '.join(work)}. Bitte führen Sie das andere Thema hierher." if work else None


def ist_noch_trennbar(thema: Thema) -> str | None:
    """das Zusammenführen ist höchstens 30 Tage her"""
    return None if thema.ist_trennbar else f"Getrennt werden konnte bis zum {thema.trennbar_bis:%d.%m.%Y}."


def ziel_wird_nicht_abgestimmt(thema: Thema) -> str | None:
    """über das gemeinsame Thema läuft keine Abstimmung, und keine wartet auf ihren Beschluss"""
    asked = (steckbrief.wird_nicht_abgestimmt(ziel) for ziel in queries.themen.ziele(thema))
    return next((reason for reason in asked if reason), None)


def ziel_steht_nicht_gerade_an(thema: Thema) -> str | None:
    """das gemeinsame Thema steht in keiner laufenden Sitzung"""
    return _steht_an(queries.themen.ziele(thema))


def _steht_an(ziele: list[Thema]) -> str | None:
    nummer = queries.themen.laufende_sitzung(ziele)
    return f"Das gemeinsame Thema steht in der laufenden Sitzung {nummer}." if nummer else None


@act(
    P.THEMA_ZUSAMMENFUEHREN,
    label="Zusammenführen",
    sentence="hat das Thema mit einem anderen zusammengeführt",
    when={S.GESAMMELT, S.VORGELEGT},
    then=S.ZUSAMMENGEFUEHRT,
    requires=(steckbrief.wird_nicht_abgestimmt, steht_nicht_gerade_an, hat_keine_eigene_arbeit),
    records=("ziel",),
)
def zusammenfuehren(thema: Thema, person: Person, *, ziel: Thema) -> None:
    """Dieses Thema in einem anderen aufgehen lassen, das dasselbe meint. Trennen geht 30 Tage lang."""
    if ziel.id == thema.id:
        raise Obstructed("Ein Thema lässt sich nicht mit sich selbst zusammenführen.")
    if ziel.status not in ZIELE:
        raise Obstructed(f"{ziel.nummer} ist „{lesbar(ziel.status)}“ und nimmt kein anderes Thema mehr auf.")
    if reason := steckbrief.wird_nicht_abgestimmt(ziel):
        raise Obstructed(f"{ziel.nummer}: {reason}")
    if reason := _steht_an([ziel]):
        raise Obstructed(reason)
    _verleihen(ziel, [*_teile(ziel), thema, *_teile(thema)])
    thema.status_vorher = thema.status
    thema.zusammengefuehrt_in, thema.zusammengefuehrt_am = ziel, clock.today()


def _wie_vorher(thema: Thema) -> ThemaStatus:
    assert thema.status_vorher is not None  # noqa: S101 - the table has a CHECK for it
    return thema.status_vorher


@act(
    P.THEMA_TRENNEN,
    label="Trennen",
    sentence="hat das Thema wieder getrennt",
    when={S.ZUSAMMENGEFUEHRT},
    then=_wie_vorher,
    requires=(ist_noch_trennbar, ziel_wird_nicht_abgestimmt, ziel_steht_nicht_gerade_an),
)
def trennen(thema: Thema, person: Person) -> None:
    """Das Thema wieder für sich führen, in dem Stand und mit den Grundlagen, die es vorher hatte."""
    gone = {thema.id, *(one.id for one in _teile(thema))}
    for ziel in queries.themen.ziele(thema):
        _verleihen(ziel, [one for one in _teile(ziel) if one.id not in gone])
    thema.zusammengefuehrt_in, thema.zusammengefuehrt_am = None, None


def _teile(thema: Thema) -> Iterator[Thema]:
    """Every Thema that was merged into this one, also by way of another."""
    for one in thema.zusammengefuehrte:
        yield one
        yield from _teile(one)


def _verleihen(ziel: Thema, teile: list[Thema]) -> None:
    """Let `ziel` rest on its own Grundlagen and on what `teile` lend, each once."""
    own = {_beleg(g) for g in ziel.grundlagen if g.aus_thema_id is None}
    lent = {_beleg(g): teil for teil in reversed(teile) for g in teil.grundlagen if g.aus_thema_id is None}
    wanted = {beleg: teil for beleg, teil in lent.items() if beleg not in own}
    for grundlage in [g for g in ziel.grundlagen if g.aus_thema_id is not None]:
        teil = wanted.pop(_beleg(grundlage), None)
        if teil is None:
            ziel.grundlagen.remove(grundlage)
        else:
            grundlage.aus_thema_id = teil.id
    ziel.grundlagen += [
        Grundlage(aus_thema_id=teil.id, **dict(zip(_BELEG, beleg, strict=True))) for beleg, teil in wanted.items()
    ]


def _beleg(grundlage: Grundlage) -> tuple[object, ...]:
    return tuple(getattr(grundlage, name) for name in _BELEG)
