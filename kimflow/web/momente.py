"""A moment as people type it: German wall-clock time in, an aware moment out."""

from datetime import datetime
from typing import Any

from wtforms import Field
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import DateTimeLocalInput

from kimflow import clock
from kimflow.web.forms import PFLICHT

_FORMATE = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%d.%m.%Y, %H:%M")


class Moment(Field):
    """data is an aware moment. An hour that the clocks skip is refused, of one that comes twice the first is meant."""

    widget = DateTimeLocalInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{clock.local(self.data):%Y-%m-%dT%H:%M}" if isinstance(self.data, datetime) else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            return
        typed = _wall_clock(text.removesuffix(" Uhr"))
        if typed is None or not 1990 <= typed.year <= 2100:
            raise ValueError("Bitte Tag und Uhrzeit eingeben, zum Beispiel 22.11.2026 14:00.")
        moment = clock.from_local(typed)
        if clock.local(moment).replace(tzinfo=None) != typed:
            raise ValueError("Diese Uhrzeit gibt es nicht: In dieser Nacht wird die Uhr vorgestellt.")
        self.data = moment


def _wall_clock(text: str) -> datetime | None:
    for pattern in _FORMATE:
        try:
            return datetime.strptime(text, pattern)  # noqa: DTZ007 - wall-clock time on purpose
        except ValueError:
            continue
    return None


def moment(label: str, *, pflicht: bool = False, hilfe: str = "", **kw: Any) -> Any:
    """Day and time of day in Germany."""
    return Moment(label, [InputRequired(PFLICHT) if pflicht else Optional()], description=hilfe, **kw)
