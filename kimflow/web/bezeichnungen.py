"""The words this office chose for its bodies, on every page that leaves."""

from flask import Flask, Response, g

from kimflow import queries
from kimflow.wortformen import NOM, Wort

_STELLE = "‹".encode()


def bezeichnung(wort: str) -> str:
    """The word alone, as a menu or a heading says it; identifiers stay."""
    return queries.bezeichnungen.als(f"‹{wort}:{NOM}›", _worte())


def _worte() -> dict[str, Wort]:
    if "bezeichnungen" not in g:
        g.bezeichnungen = queries.bezeichnungen.gewaehlte()
    return dict(g.bezeichnungen)


def eingesetzt(text: str) -> str:
    """A text for somebody's eyes, its places filled in; read once per request."""
    return queries.bezeichnungen.als(text, _worte()) if "‹" in text else text


def _einsetzen(response: Response) -> Response:
    """An error page asks nobody: the database may be the very error."""
    if response.mimetype == "text/html" and not response.is_streamed and _STELLE in (page := response.get_data()):
        words = {} if response.status_code >= 500 else _worte()
        response.set_data(queries.bezeichnungen.als(page.decode(), words))
    return response


def init_app(app: Flask) -> None:
    app.after_request(_einsetzen)
    app.jinja_env.globals["bezeichnung"] = bezeichnung
