"""Addresses of pages outside of a request, for letters."""

from collections.abc import Mapping

from flask import current_app


def pfad(endpoint: str, werte: Mapping[str, object]) -> str:
    """The path of a page, with its anchor if `werte` name one (as url_for does within a request)."""
    values = {name: value for name, value in werte.items() if name != "_anchor"}
    # The host does not matter: letters take theirs from the configuration (ZUSAGEN I10).
    path = current_app.url_map.bind("kimflow").build(endpoint, values)
    return f"{path}#{werte['_anchor']}" if "_anchor" in werte else path
