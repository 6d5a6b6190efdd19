"""The story as its macro wants it: links of the house turned into addresses."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from kimflow.queries.geschichte import Glied, Strang


def erzaehlt(straenge: Sequence[Strang]) -> list[dict[str, Any]]:
    """For straenge() in components/geschichte.html."""
    return [{"titel": strang.titel, "glieder": [_glied(glied) for glied in strang.glieder]} for strang in straenge]


def _glied(glied: Glied) -> dict[str, Any]:
    return {
        "art": glied.art,
        "titel": glied.titel,
        "zeit": glied.zeit,
        "url": url_for(glied.endpoint, **glied.werte) if glied.endpoint else None,
        "text": glied.text,
        "luecke": glied.luecke,
    }
