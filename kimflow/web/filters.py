"""Jinja filters: German dates and numbers, readable words, Markdown that cannot hurt."""

from datetime import date, datetime

from flask import Flask
from markupsafe import Markup

from kimflow import clock, geld
from kimflow.dezimalzahlen import geschrieben
from kimflow.exports.markdown_html import html
from kimflow.web.begriffe import erklaert
from kimflow.workflow.acts import lesbar
from kimflow.workflow.auszaehlung import regel, regel_sichtbarkeit
from kimflow.workflow.stimmzettel import ERKLAERUNGEN


def markdown(text: str | None, ab: int = 3) -> Markup:
    """Markdown as HTML: no raw HTML, no images, links to https, http and mailto only (ZUSAGEN I4).

    ab: the heading level a text starts with, so that it never competes with the page's own headings.
    """
    return Markup(html(text, ab)) if text else Markup("")  # noqa: S704 - cleaned there


def datum(day: date | datetime | None) -> str:
    """22.11.2026, or a dash."""
    if day is None:
        return "–"
    if isinstance(day, datetime):
        day = clock.local(day).date()
    return f"{day.day:02d}.{day.month:02d}.{day.year}"


def zeitpunkt(moment: datetime | None) -> str:
    """22.11.2026, 14:05 Uhr, or a dash."""
    if moment is None:
        return "–"
    return f"{datum(moment)}, {clock.local(moment):%H:%M} Uhr"


def uhrzeit(moment: datetime | None) -> str:
    """12:00 Uhr today, else with its day; or a dash."""
    if moment is None or clock.local(moment).date() != clock.today():
        return zeitpunkt(moment)
    return f"{clock.local(moment):%H:%M} Uhr"


def wann(moment: datetime) -> str:
    """um 10:14 Uhr today, else am 22.11.2026, 10:14 Uhr."""
    return f"{'um' if clock.local(moment).date() == clock.today() else 'am'} {uhrzeit(moment)}"


def in_tagen(day: date | None) -> str:
    """in 9 Tagen, heute, seit 12 Tagen."""
    if day is None:
        return ""
    distance = (day - clock.today()).days
    if distance == 0:
        return "heute"
    unit = "Tag" if abs(distance) == 1 else "Tagen"
    return f"in {distance} {unit}" if distance > 0 else f"seit {-distance} {unit}"


def zahl(value: int | float | None) -> str:
    """1.250,5 the German way."""
    if value is None:
        return "–"
    return f"{value:,}".replace(",", "\0").replace(".", ",").replace("\0", ".")


def euro(cents: int | None) -> str:
    """1.250,50 €, or a dash for what is not known."""
    return "–" if cents is None else geld.euro(cents)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["erklaert"] = erklaert
    for name, filter in {
        "markdown": markdown,
        "datum": datum,
        "zeitpunkt": zeitpunkt,
        "regel": regel,
        "sichtbarkeit": regel_sichtbarkeit,
        "erklaerung": ERKLAERUNGEN.get,
        "uhrzeit": uhrzeit,
        "wann": wann,
        "in_tagen": in_tagen,
        "zahl": zahl,
        "euro": euro,
        "dezimal": geschrieben,
        "lesbar": lesbar,
    }.items():
        app.jinja_env.filters[name] = filter
