"""Files people download: never shown inside the page, named so that no header or file system can be led astray."""

import re

from flask import Response, make_response

CSV = "text/csv; charset=utf-8"
ICS = "text/calendar; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def datei(content: bytes, kind: str, name: str) -> Response:
    """`content` to save under `name`; every page says nosniff already."""
    response = make_response(content)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{re.sub("[^A-Za-z0-9._-]", "_", name)}"'
    return response
