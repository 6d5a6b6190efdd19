"""Maßnahmen as people find them: the visible rows, the table with its filters, and what waits for somebody."""

from kimflow.queries.massnahmen.aufgaben import aufgaben
from kimflow.queries.massnahmen.beiwerk import Schritt, letzte_saetze, merkmale, schritte, verlaeufe
from kimflow.queries.massnahmen.filter import BRETT, FERTIG, Massnahmenfilter
from kimflow.queries.massnahmen.filterworte import Filterworte, filterworte
from kimflow.queries.massnahmen.lichter import kommende_sitzungen, laufende
from kimflow.queries.massnahmen.liste import SORTIERUNGEN, Zeile, fuer_datei, liste, termine
from kimflow.queries.massnahmen.sichtbarkeit import (
    aufnehmbare,
    des_links,
    eine,
    ganz,
    mehrere,
    sichtbar_fuer,
    zugesagte,
)

__all__ = [
    "BRETT",
    "FERTIG",
    "SORTIERUNGEN",
    "Filterworte",
    "Massnahmenfilter",
    "Schritt",
    "Zeile",
    "aufgaben",
    "aufnehmbare",
    "des_links",
    "eine",
    "filterworte",
    "fuer_datei",
    "ganz",
    "kommende_sitzungen",
    "laufende",
    "letzte_saetze",
    "liste",
    "mehrere",
    "merkmale",
    "schritte",
    "sichtbar_fuer",
    "termine",
    "verlaeufe",
    "zugesagte",
]
