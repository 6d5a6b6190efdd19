"""htmx 4 as flask-htmx 0.4 does not know it yet: what is asked for is a part only if nothing else would do."""

from flask import Flask, Response, render_template, request
from flask_htmx import HTMX

htmx = HTMX()


def wants_part() -> bool:
    """Whether to answer with the named part: an htmx request that is neither boosted nor a history restore."""
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page(template: str, part: str | None = None, **words: object) -> str:
    """Render `template`, or its `part` for htmx. The page includes the part; there are never two templates."""
    as_part = part is not None and wants_part()
    return render_template(part if part and as_part else template, als_teil=as_part, **words)


def init_app(app: Flask) -> None:
    htmx.init_app(app)
    app.after_request(_vary)


def _vary(response: Response) -> Response:
    response.vary.add("HX-Request")
    response.vary.add("Cookie")
    return response


def is_htmx_post() -> bool:
    """Whether this is a POST that htmx sent; it follows HX-Redirect instead of a 303."""
    return bool(htmx) and request.method == "POST"
