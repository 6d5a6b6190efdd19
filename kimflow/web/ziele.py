"""Where a request may lead or come from: own pages only (ZUSAGEN J7, I11)."""

import re
from urllib.parse import urlsplit

from flask import abort, current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from kimflow import config

# Plain characters only: no scheme, no host, no "//", no backslash, nothing encoded that could become one.
_PFAD = re.compile(r"/(?!/)[A-Za-z0-9._~/-]*(?:\?[A-Za-z0-9._~=&+%-]*)?")
_NIE = {"static", "anmeldung.anmelden", "anmeldung.abmelden"}


def eigenes(ziel: str | None) -> str | None:
    """`ziel` if it is the path of an own page that can be opened, else None: on doubt the start page."""
    if not ziel or len(ziel) > 600 or not _PFAD.fullmatch(ziel) or "//" in ziel.partition("?")[0]:
        return None
    return ziel if _endpoint(ziel.partition("?")[0], "GET") not in {None, *_NIE} else None


def eigene_handlung(pfad: str) -> str | None:
    """The endpoint of an own page to which forms are sent, None if `pfad` is no such page."""
    endpoint = _endpoint(pfad.partition("?")[0], "POST") if _PFAD.fullmatch(pfad) else None
    return None if endpoint in _NIE else endpoint


def _endpoint(pfad: str, method: str) -> str | None:
    try:
        return str(current_app.url_map.bind("").match(pfad, method=method)[0])
    except (HTTPException, RequestRedirect):
        return None


def von_hier() -> bool | None:
    """Whether the browser says that this request comes from an own page; None if it says nothing."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in ("same-origin", "none")
    if origin := request.headers.get("Origin"):
        return origin in {request.host_url.rstrip("/"), _origin(config.current().basis_url)}
    return None


def nur_von_hier() -> None:
    """Refuse what a foreign page sends, even with a valid token (ZUSAGEN I11)."""
    if request.method not in ("GET", "HEAD", "OPTIONS") and von_hier() is False:
        abort(400)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
