"""Files people download: never shown inside the page, named so that no header or file system can be led astray."""

import re
from urllib.parse import quote

from flask import Response, abort, make_response

from kimflow import queries
from kimflow.models import Datei

CSV = "text/csv; charset=utf-8"
ICS = "text/calendar; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNTAETIG = "default-src 'none'; sandbox"
"""What somebody uploaded runs nothing and loads nothing, even where a browser shows it against our will."""


def datei(content: bytes, kind: str, name: str) -> Response:
    """`content` to save under `name`; every page says nosniff already."""
    response = make_response(content)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{re.sub("[^A-Za-z0-9._-]", "_", name)}"'
    return response


def gespeicherte(stored: Datei) -> Response:
    """A stored file to save, never shown in the browser (ZUSAGEN I9); 404 once its bytes are gone.

    It has no right of its own: the caller has just asked that of the thing it belongs to.
    """
    content = queries.dateien.inhalt(stored)
    if content is None:
        abort(404)
    response = datei(content, stored.art.mime, stored.name)
    response.headers["Content-Disposition"] += f"; filename*=UTF-8''{quote(stored.name, safe='')}"
    response.headers["Content-Security-Policy"] = UNTAETIG
    return response
