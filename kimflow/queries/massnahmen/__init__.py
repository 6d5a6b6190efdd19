"""Maßnahmen as people find them: the visible rows, the table with its filters, and what waits for somebody."""

from kimflow.queries.massnahmen.aufgaben import aufgaben
from kimflow.queries.massnahmen.liste import (
    SORTIERUNGEN,
    Massnahmenfilter,
    Zeile,
    institutionen,
    liste,
    projektgruppen,
    termine,
)
from kimflow.queries.massnahmen.sichtbarkeit import aufnehmbare, des_links, ganz, sichtbar_fuer, zugesagte

__all__ = [
    "SORTIERUNGEN",
    "Massnahmenfilter",
    "Zeile",
    "aufgaben",
    "aufnehmbare",
    "des_links",
    "ganz",
    "institutionen",
    "liste",
    "projektgruppen",
    "sichtbar_fuer",
    "termine",
    "zugesagte",
]
