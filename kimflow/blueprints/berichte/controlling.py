"""The figures of a year as they stand today, for controlling: page, JSON and CSV with the ids of the Sachbericht."""

from flask import Response, render_template, request, url_for

from kimflow import clock
from kimflow.blueprints.berichte import bp
from kimflow.permissions import Permission
from kimflow.queries.berichte import Rahmen, kalenderjahr
from kimflow.web import berichte as anzeige
from kimflow.web.access import ask, me, requires
from kimflow.web.dateien import datei

ERSTES_JAHR = 2020


@bp.get("/controlling")
@requires(Permission.KENNZAHL_CONTROLLING_ANSEHEN)
def controlling() -> str:
    ask()
    frame = _rahmen()
    return render_template(
        "berichte/controlling.html",
        rahmen=frame,
        zahlen=anzeige.laufende_zahlen(frame, me()),
        felder=[{"name": "jahr", "text": "Jahr", "wert": frame.jahr, "optionen": _jahre()}],
        json_url=url_for(".controlling_als_json", jahr=frame.jahr),
        csv_url=url_for(".controlling_als_csv", jahr=frame.jahr),
    )


@bp.get("/controlling.json")
@requires(Permission.KENNZAHL_CONTROLLING_ANSEHEN)
def controlling_als_json() -> Response:
    ask()
    return datei(*anzeige.vermerkt(anzeige.laufende_json(_rahmen(), me())))


@bp.get("/controlling.csv")
@requires(Permission.KENNZAHL_CONTROLLING_ANSEHEN)
def controlling_als_csv() -> Response:
    ask()
    return datei(*anzeige.vermerkt(anzeige.laufende_csv(_rahmen(), me())))


def _jahre() -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in range(clock.today().year, ERSTES_JAHR - 1, -1)]


def _rahmen() -> Rahmen:
    """The year asked for, else the present one."""
    text = request.args.get("jahr", "")
    known = text in dict(_jahre())
    return kalenderjahr(int(text) if known else clock.today().year, clock.today())
