"""Addresses of lists: what a filter, a page or a sorting keeps of the address one comes from."""

from typing import Any

from flask import request, url_for

_WEGWEISER = frozenset({"endpoint", "_anchor", "_external", "_method", "_scheme"})
"""Words by which url_for() builds another kind of address. In an address they are nobody's filter."""


def adresse(endpoint: str, **changes: Any) -> str:
    """This list with some of its filters changed; a change begins at the first page. Empty means not filtered."""
    kept = {name: value for name, value in request.args.items() if name != "nach" and name not in _WEGWEISER}
    return url_for(endpoint, **{name: value for name, value in (kept | changes).items() if value})
