"""Routes of one import: its page, the headings, the answers, judging and writing in portions."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, make_response, render_template, request, url_for

from kimflow import queries
from kimflow.blueprints.importe import bp
from kimflow.blueprints.importe.forms import AntwortenForm, SpaltenForm, antwortenform, spaltenform
from kimflow.blueprints.importe.hochladen import LISTEN
from kimflow.db import session
from kimflow.models import Importlauf, Importphase
from kimflow.permissions import Permission
from kimflow.web.access import anew, fetch, me, requires
from kimflow.web.forms import Formular
from kimflow.web.handlungen import Schon, answer, run_once
from kimflow.web.htmx import is_htmx_post
from kimflow.workflow.acts import Obstructed
from kimflow.workflow.importe import ARTEN, Stand, laeufe
from kimflow.workflow.importe.uebernahme import Ergebnis

STAENDE = {
    Stand.NEU: ("neu", "wird angelegt", "erfolg"),
    Stand.AENDERUNG: ("mit Änderung", "wird geändert", "info"),
    Stand.VORHANDEN: ("unverändert", "unverändert", "neutral"),
    Stand.AUSGELASSEN: ("ausgelassen", "ausgelassen", "neutral"),
    Stand.FRAGE: ("mit Frage", "Zuordnung fehlt", "warnung"),
    Stand.FEHLER: ("nicht möglich", "nicht möglich", "fehler"),
}
_LAEUFT = (Importphase.PRUEFUNG, Importphase.UEBERNAHME)


@bp.get("/lauf/<int:id>")
@requires(Permission.IMPORT_ANSEHEN)
def lauf(id: int) -> Response:
    return _zeigen(_lauf(id))


@bp.post("/lauf/<int:id>/spalten")
@requires(Permission.IMPORT_ANSEHEN)
def spalten(id: int) -> Response:
    """What the headings mean that nobody knew."""
    lauf = _lauf(id)
    form = spaltenform(lauf)()
    if not form.validate():
        return _zeigen(lauf, form=form, status=422)
    chosen = form.zuordnung()
    return _tun(lauf, form, lambda one: laeufe.spalten_zuordnen(one, me(), chosen))


@bp.post("/lauf/<int:id>/antworten")
@requires(Permission.IMPORT_ANSEHEN)
def antworten(id: int) -> Response:
    """Keep the answers and show the preview again."""
    return _beantwortet(id, lambda lauf: None)


@bp.post("/lauf/<int:id>/uebernehmen")
@requires(Permission.IMPORT_ANSEHEN)
def uebernehmen(id: int) -> Response:
    """Write what the preview shows: all of it at once, or the first portion of a long file."""
    person = me()
    return _beantwortet(id, lambda lauf: laeufe.uebernehmen(lauf, person))


@bp.post("/lauf/<int:id>/weiter")
@requires(Permission.IMPORT_ANSEHEN)
def weiter(id: int) -> Response:
    """The next portion; an open page asks for it by itself."""
    return _tun(_lauf(id), Formular(), lambda one: laeufe.weiter(one, me()), teil=True)


@bp.post("/lauf/<int:id>/neu_pruefen")
@requires(Permission.IMPORT_ANSEHEN)
def neu_pruefen(id: int) -> Response:
    """Judge anew what is not written yet."""
    return _tun(_lauf(id), Formular(), lambda one: laeufe.neu_pruefen(one, me()))


@bp.post("/lauf/<int:id>/verwerfen")
@requires(Permission.IMPORT_ANSEHEN)
def verwerfen(id: int) -> Response:
    """Forget the file."""
    return _tun(_lauf(id), Formular(), laeufe.verwerfen, ziel=url_for(".index"))


def _lauf(id: int) -> Importlauf:
    return fetch(queries.importlaeufe.eigene(me()).where(Importlauf.id == id))


def _beantwortet(id: int, then: Callable[[Importlauf], None]) -> Response:
    lauf, person = _lauf(id), me()
    form = antwortenform(lauf)()
    if not form.validate():
        return _zeigen(lauf, form=form, status=422)
    given, leave_out = form.zuordnung(), form.auslassen.data

    def do(one: Importlauf) -> None:
        laeufe.beantworten(one, person, given, leave_out)
        then(one)

    return _tun(lauf, form, do)


def _tun(
    lauf: Importlauf, form: Formular, do: Callable[[Importlauf], None], *, teil: bool = False, ziel: str = ""
) -> Response:
    """Do it once under the lock. teil: an open page goes on by itself while there is more of the same to do."""
    id, phase = lauf.id, lauf.phase
    goal = ziel or url_for(".lauf", id=id)

    def locked() -> Importlauf:
        one = session().get(Importlauf, id)
        if one is None:
            raise Obstructed("Diese Übernahme wurde inzwischen verworfen.")
        do(one)
        return one

    try:
        run_once(form, me(), locked, lambda _: goal)
    except Schon as schon:
        return answer(schon.ziel)
    except Obstructed as refused:
        anew()
        return _zeigen(
            _lauf(id), form=form if isinstance(form, AntwortenForm) else None, status=409, gruende=refused.reasons
        )
    if teil and is_htmx_post() and lauf.phase is phase:
        return make_response(render_template("importe/_fortschritt.html", **_worte(lauf)))
    if lauf.phase is Importphase.FERTIG:
        flash(str(Ergebnis(**lauf.ergebnis)), "erfolg")
    return answer(goal)


def _zeigen(
    lauf: Importlauf, *, form: AntwortenForm | SpaltenForm | None = None, status: int = 200, gruende: Any = ()
) -> Response:
    chosen = [stand for stand in request.args.getlist("stand") if stand in STAENDE]
    seite = queries.importlaeufe.zeilen(lauf, chosen, request.args.get("nach"))
    words = _worte(lauf) | {
        "gruende": gruende,
        "gewaehlt": chosen,
        "seite": seite,
        "weiter_url": url_for(".lauf", id=lauf.id, stand=chosen, nach=seite.weiter) if seite.weiter else None,
        "liste": url_for(LISTEN[lauf.art]),
        "ergebnis": Ergebnis(**lauf.ergebnis) if lauf.ergebnis else None,
    }
    if lauf.phase is Importphase.SPALTEN:
        words["form"] = form or spaltenform(lauf)(formdata=None)
    if lauf.phase is Importphase.VORSCHAU:
        words["form"] = form or antwortenform(lauf)(formdata=None)
    return make_response(render_template("importe/lauf.html", **words), status)


def _worte(lauf: Importlauf) -> dict[str, Any]:
    """What the page and its part say about the progress."""
    counts = dict(queries.importlaeufe.anzahlen(lauf))
    total, judging = sum(counts.values()), lauf.phase is Importphase.PRUEFUNG
    to_write = counts.get(Stand.NEU, 0) + counts.get(Stand.AENDERUNG, 0)
    return {
        "lauf": lauf,
        "gruende": (),
        "art": ARTEN[lauf.art],
        "anzahlen": counts,
        "staende": STAENDE,
        "laeuft": lauf.phase in _LAEUFT,
        "getan": total - counts.get("", 0) if judging else queries.importlaeufe.geschrieben(lauf),
        "von": total if judging else to_write,
        "weiterform": Formular(formdata=None),
        "pruefform": Formular(formdata=None),
        "verwerfform": Formular(formdata=None),
    }
