"""Jinja filters: German dates and numbers, readable words, Markdown that cannot hurt."""

from datetime import date, datetime
from functools import lru_cache

import markdown as markdown_library
import nh3
from flask import Flask
from markupsafe import Markup

from kimflow import clock
from kimflow.workflow.acts import lesbar
from kimflow.workflow.auszaehlung import regel

_TAGS = {
    "p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a", "h2", "h3", "h4", "h5", "h6",
    "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd",
}  # fmt: skip


def markdown(text: str | None, ab: int = 3) -> Markup:
    """Markdown as HTML: no raw HTML, no images, links to https, http and mailto only (ZUSAGEN I4).

    ab: the heading level a text starts with, so that it never competes with the page's own headings.
    """
    return _rendered(text, ab) if text else Markup("")


@lru_cache(maxsize=2_000)
def _rendered(text: str, ab: int) -> Markup:
    html = markdown_library.markdown(
        text,
        extensions=["tables", "sane_lists", "nl2br", "def_list", "toc"],
        extension_configs={"tables": {"use_align_attribute": True}, "toc": {"baselevel": ab}},
        output_format="html",
    )
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "th": {"align"}, "td": {"align"}},
        url_schemes={"https", "http", "mailto"},
        link_rel="noopener noreferrer",
        url_relative="deny",
    )
    return Markup(clean)  # noqa: S704 - cleaned just above


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


def init_app(app: Flask) -> None:
    for name, filter in {
        "markdown": markdown,
        "datum": datum,
        "zeitpunkt": zeitpunkt,
        "regel": regel,
        "uhrzeit": uhrzeit,
        "wann": wann,
        "in_tagen": in_tagen,
        "zahl": zahl,
        "lesbar": lesbar,
    }.items():
        app.jinja_env.filters[name] = filter
