"""Addresses of lists: what a filter, a page or a sorting keeps of the address one comes from."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import request, url_for

_WEGWEISER = frozenset({"endpoint", "_anchor", "_external", "_method", "_scheme"})
"""Words by which url_for() builds another kind of address. In an address they are nobody's filter."""


def adresse(endpoint: str, **changes: Any) -> str:
    """This list with some of its filters changed; a change begins at the first page. Empty means not filtered."""
    kept = {name: value for name, value in request.args.items() if name != "nach" and name not in _WEGWEISER}
    return url_for(endpoint, **{name: value for name, value in (kept | changes).items() if value})


def in_worten(felder: Iterable[Mapping[str, Any]], suche: str = "") -> str:
    """What a filter has chosen, as one line ("Stand: offene, Jahr: 2026"); the fields are those of filterleiste()."""
    said = [(feld["text"], _gewaehlt(feld)) for feld in felder]
    said += [("Suche", f"„{suche}“")] if suche else []
    return ", ".join(f"{feld}: {text}" for feld, text in said if text and text != "alle")


def _gewaehlt(feld: Mapping[str, Any]) -> str:
    if feld.get("art") == "tag":
        return str(feld["wert"] or "")
    options = [*feld["optionen"], *(one for _, group in feld.get("gruppen", ()) for one in group)]
    return {str(wert or ""): str(text) for wert, text in options}.get(str(feld["wert"] or ""), "")
