"""Errors of the interface for programs (RFC 9457): in German, without a page around them."""

import json
from collections.abc import Mapping
from typing import Any

from flask import Response, request

PFAD = "/api/"
ART = "application/problem+json"
TITEL: Mapping[int, tuple[str, str]] = {
    400: ("Anfrage nicht verstanden", "Etwas in der Adresse gibt es nicht oder ist falsch geschrieben."),
    401: ("Schlüssel fehlt oder gilt nicht", "Erwartet wird die Kopfzeile „Authorization: Bearer …“."),
    403: ("Nicht erlaubt", "Die Person, der dieser Schlüssel gehört, darf das nicht sehen."),
    404: ("Nicht gefunden", "Das gibt es nicht, oder die Person, der dieser Schlüssel gehört, sieht es nicht."),
    405: ("Nur lesen", "Diese Schnittstelle liest nur: GET und HEAD."),
    429: ("Zu viele Anfragen", "Bitte warten Sie, wie „Retry-After“ es sagt, und fragen Sie dann weiter."),
    500: ("Etwas ist schiefgegangen", "Der Fehler ist vermerkt."),
    503: ("Gerade nicht erreichbar", "Bitte fragen Sie in einigen Sekunden noch einmal."),
}
"""Status → title and detail; any other status reads as the nearest of them."""


def gefragt() -> bool:
    """Whether a program asks, under the addresses of the interface."""
    return request.path.startswith(PFAD)


def problem(status: int, *, kopf: Mapping[str, str] | None = None, **mehr: Any) -> Response:
    """The answer to a request that failed. mehr: members beside the usual ones, e.g. `fehler` by parameter."""
    title, detail = TITEL.get(status) or TITEL[500 if status >= 500 else 400]
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **mehr}
    response = Response(json.dumps(body, ensure_ascii=False), status, content_type=f"{ART}; charset=utf-8")
    if status == 405:
        response.headers["Allow"] = "GET, HEAD"
    response.headers.update(kopf or {})
    return response
