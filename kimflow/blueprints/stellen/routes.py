"""Routes of Stellen: the posts of a year with their occupancy, and the page of one."""

from datetime import date
from fractions import Fraction

from flask import render_template, request

from kimflow import clock, queries
from kimflow.blueprints.stellen import bp
from kimflow.blueprints.stellen.handlungen import die_stelle
from kimflow.exports.tabellen import Feld, Spalte, Tabelle, aus_zeilen
from kimflow.models import Stelle
from kimflow.permissions import Permission, can
from kimflow.web.access import ask, me, requires
from kimflow.web.filters import datum
from kimflow.web.handlungen import angebote
from kimflow.web.tabellen import als_tabelle
from kimflow.web.verlauf import verlauf
from kimflow.workflow import stellenanteile


@bp.get("/stellen/")
@requires(Permission.STELLE_ANSEHEN)
def index() -> str:
    ask()
    jahr = _jahr()
    stellen, tag = queries.stellen.liste(me(), jahr), _stichtag(jahr)
    return render_template(
        "stellen/index.html",
        jahr=jahr,
        tag=tag,
        stellen=stellen,
        hinweise=stellenanteile.hinweise(stellen, tag),
        rechnung=stellenanteile,
        heute=clock.today(),
        felder=[{"name": "jahr", "text": "Jahr", "wert": jahr, "optionen": _jahre(jahr)}],
        darf_einrichten=can(me(), Permission.STELLE_EINRICHTEN),
    )


@bp.get("/stellen/<int:id>")
@requires(Permission.STELLE_ANSEHEN)
def show(id: int) -> str:
    stelle, jahr = die_stelle(id), _jahr()
    return render_template(
        "stellen/show.html",
        stelle=stelle,
        jahr=jahr,
        rechnung=stellenanteile,
        heute=clock.today(),
        jahre=_andere_jahre(stelle, jahr),
        angebote=angebote(stelle, "stellen", id=id),
        verlauf=verlauf(stelle) if can(me(), Permission.STELLE_BEARBEITEN) else [],
    )


def _tabelle() -> Tabelle:
    jahr, heute = _jahr(), clock.today()
    tag = _stichtag(jahr)
    felder: tuple[Feld, ...] = (
        (Spalte("Stelle", name=True), lambda s: s.bezeichnung),
        (Spalte("Träger"), lambda s: s.institution.kurzname),
        (Spalte("Baustein", zahl=True), lambda s: s.baustein),
        (Spalte("Anteil", zahl=True), lambda s: s.anteil / 100),
        (Spalte("KI oder Kommune", eng=True), lambda s: s.kommunal),
        (Spalte("Gefördert ab", eng=True), lambda s: s.von),
        (Spalte("Gefördert bis", eng=True), lambda s: s.bis),
        (Spalte("Besetzte Monate", zahl=True), lambda s: _zehntel(stellenanteile.besetzte_monate(s, jahr, heute))),
        (Spalte("Monate im Jahr", zahl=True), lambda s: _zehntel(stellenanteile.monate(s, jahr))),
        (Spalte("Stand"), lambda s: stellenanteile.stand(s, tag)),
    )
    return aus_zeilen("Stellen", felder, queries.stellen.liste(me(), jahr), f"Jahr: {jahr}, Stand {datum(tag)}")


def _zehntel(monate: Fraction) -> float:
    """As the page writes it: one place, rounded down."""
    return int(monate * 10) / 10


als_tabelle(bp, "/stellen/liste", Permission.STELLE_ANSEHEN, _tabelle)


def _stichtag(jahr: int) -> date:
    """Of another year its last day is what counts, of this one today."""
    return clock.today() if jahr == clock.today().year else date(jahr, 12, 31)


def _jahr() -> int:
    text = request.args.get("jahr", "")
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0
    return year if 2000 <= year <= 2100 else clock.today().year


def _jahre(jahr: int) -> list[tuple[str, str]]:
    this = clock.today().year
    return [(str(one), str(one)) for one in sorted({jahr, *range(this - 5, this + 2)}, reverse=True)]


def _andere_jahre(stelle: Stelle, jahr: int) -> list[int]:
    """The last years in which the post existed, but the one that is shown, newest first."""
    this = clock.today().year
    last = min(stelle.bis.year if stelle.bis else this, this)
    return [one for one in range(last, max(stelle.von.year, last - 5) - 1, -1) if one != jahr]
