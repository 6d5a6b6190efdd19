"""The form field for a file: read once, checked at the form, and never kept where it is not asked for."""

from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any

from flask import Flask, Request, has_request_context, request
from wtforms import Field
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import FileInput

from kimflow.models import Dateiart
from kimflow.workflow.dateicontainer import Unzulaessig
from kimflow.workflow.dateien import ARTEN, Upload

NOETIG = "Bitte wählen Sie eine Datei."


class Anfrage(Request):
    """A request whose files wait in memory: bounded by the size of the request, nothing is written to a disk."""

    def _get_file_stream(self, *args: Any, **kwargs: Any) -> IO[bytes]:
        return BytesIO()


def init_app(app: Flask) -> None:
    app.request_class = Anfrage


def uploads() -> Iterator[tuple[str, Upload]]:
    """The files of this request by the name of their field; a field that was left empty sends none."""
    for name, file in request.files.items(multi=True):
        if file.filename:
            file.stream.seek(0)
            yield name, Upload(file.filename, file.stream.read())


class Dateifeld(Field):
    """One file; data is an Upload or None. It is read from the request itself: the texts of a form hold no files."""

    widget = FileInput()
    data: Upload | None

    def process_data(self, value: Any) -> None:
        self.data = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(None, *args, **kwargs)
        if formdata is not None and has_request_context() and request.method == "POST":
            self.data = next((upload for name, upload in uploads() if name == self.name), None)
            # InputRequired asks for what was sent, whatever became of it.
            self.raw_data = [self.data] if self.data else []

    def pre_validate(self, form: Any) -> None:
        if self.data is not None:
            try:
                self.data.pruefen()
            except Unzulaessig as reason:
                raise ValidationError(str(reason)) from reason

    def _value(self) -> str:
        """A browser never shows again which file was chosen."""
        return ""

    @property
    def noch_einmal(self) -> str:
        """The name of the file that was sent and must be chosen again, since a browser forgets it; else empty."""
        return str(self.data) if self.data is not None and not self.errors else ""


def datei(label: str, pflicht: bool = False, hilfe: str = "") -> Any:
    """A file of a kind that may be kept."""
    help = f"{hilfe} {ARTEN}, höchstens 10 MB.".strip()
    accept = ",".join(f".{art}" for art in (*Dateiart, "jpeg"))
    validators = [InputRequired(NOETIG)] if pflicht else []
    return Dateifeld(label, validators, description=help, render_kw={"accept": accept})
