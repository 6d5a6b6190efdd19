"""Route of the start page."""

from dataclasses import dataclass
from datetime import date

from flask import render_template, url_for

from kimflow import clock, queries
from kimflow.blueprints.start import bp
from kimflow.permissions import Permission
from kimflow.queries.aufgaben import Aufgabe
from kimflow.web.access import ask, me, requires
from kimflow.web.filters import datum


@dataclass(frozen=True)
class Eintrag:
    """A task as the macro aufgaben() shows it."""

    text: str
    url: str
    frist: str
    dringend: str
    gruppe: str = ""


@bp.get("/")
@requires(Permission.START_ANSEHEN)
def index() -> str:
    ask()
    gruppen = [
        {"titel": gruppe.titel, "eintraege": [_eintrag(aufgabe) for aufgabe in gruppe.aufgaben]}
        for gruppe in queries.start.gruppen(me())
    ]
    return render_template("start/index.html", gruppen=gruppen)


def _eintrag(aufgabe: Aufgabe) -> Eintrag:
    due = f"{aufgabe.wort} {datum(aufgabe.frist)}" if aufgabe.frist else ""
    url = url_for(aufgabe.endpoint, **aufgabe.werte)  # type: ignore[arg-type]  # values of the route
    return Eintrag(aufgabe.text, url, due, _dringend(aufgabe.frist))


def _dringend(frist: date | None) -> str:
    if frist is None or frist > clock.today():
        return ""
    return "heute" if frist == clock.today() else "überfällig"
