"""The minutes of a meeting: as they are now, a version as it was, and what changed between two of them."""

from flask import render_template, request

from kimflow import queries
from kimflow.blueprints.protokolle import bp
from kimflow.models import Protokollfassung, Sitzung
from kimflow.permissions import Permission, can
from kimflow.queries.protokolle import Blatt
from kimflow.web.access import fetch, me, requires
from kimflow.web.handlungen import Angebot, angebote
from kimflow.workflow import einwendungen

VERBEN = ("vorlegen", "abrunden", "genehmigen", "ueberarbeiten", "protokoll_berichtigen")


def sitzung_mit_protokoll(nummer: str) -> Sitzung:
    """The meeting, if who asks may read its minutes."""
    return fetch(queries.protokolle.ganz(me()).where(Sitzung.nummer == nummer))


def fassung_von(nummer: str, fassung: int) -> Protokollfassung:
    """One version, if who asks may read it."""
    visible = queries.protokolle.sichtbar_fuer(me())
    return fetch(visible.where(Sitzung.nummer == nummer, Protokollfassung.fassung == fassung))


@bp.get("/sitzungen/<nummer>/protokoll")
@requires(Permission.SITZUNG_PROTOKOLL_ANSEHEN)
def show(nummer: str) -> str:
    sitzung = sitzung_mit_protokoll(nummer)
    return _seite(sitzung, queries.protokolle.blatt(sitzung, me()))


@bp.get("/sitzungen/<nummer>/protokoll/<int:fassung>")
@requires(Permission.SITZUNG_PROTOKOLL_ANSEHEN)
def fassung(nummer: str, fassung: int) -> str:
    sitzung = sitzung_mit_protokoll(nummer)
    return _seite(sitzung, queries.protokolle.blatt(sitzung, me(), fassung_von(nummer, fassung)))


def _seite(sitzung: Sitzung, blatt: Blatt) -> str:
    version, nummer = blatt.fassung, sitzung.nummer
    possible = [a for a in angebote(sitzung, "protokolle", nummer=nummer) if a.verb in VERBEN]
    return render_template(
        "protokolle/show.html",
        sitzung=sitzung,
        blatt=blatt,
        angebote=possible,
        einwendbar=version is not None and _einwendbar(version),
        an_der_einwendung=_an_der_einwendung(sitzung, blatt),
        zu_schreiben=queries.protokolle.punkte(sitzung) if blatt.entwurf else [],
        sieht_die_sitzung=can(me(), Permission.SITZUNG_ANSEHEN, sitzung),
    )


def _einwendbar(version: Protokollfassung) -> bool:
    return can(me(), Permission.EINWENDUNG_ERHEBEN, version) and not einwendungen.erheben.obstacles(version)


def _an_der_einwendung(sitzung: Sitzung, blatt: Blatt) -> dict[int, list[Angebot]]:
    """What may be done about each objection to the version shown."""
    rows = queries.einwendungen.zu_fassung(blatt.fassung, me()) if blatt.fassung else []
    return {row.id: angebote(row, "protokolle", nummer=sitzung.nummer, id=row.id) for row in rows}


@bp.get("/sitzungen/<nummer>/protokoll/<int:fassung>/unterschied")
@requires(Permission.SITZUNG_PROTOKOLL_ANSEHEN)
def unterschied(nummer: str, fassung: int) -> str:
    later = fassung_von(nummer, fassung)
    earlier = fassung_von(nummer, request.args.get("zu", fassung - 1, type=int))
    stellen = queries.unterschiede.unterschied(
        queries.niederschrift.absaetze(earlier.text), queries.niederschrift.absaetze(later.text)
    )
    return render_template("protokolle/unterschied.html", spaeter=later, frueher=earlier, stellen=stellen)
