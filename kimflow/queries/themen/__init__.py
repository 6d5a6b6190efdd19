"""Themen as people find them: the visible rows, the page, the list with its filters, and what waits for somebody."""

from kimflow.queries.themen.aufgaben import HOECHSTENS, aufgaben
from kimflow.queries.themen.liste import (
    GRUPPEN,
    SORTIERUNGEN,
    Themenfilter,
    Zeile,
    filterwoerter,
    im_speicher,
    liste,
    zaehlung,
)
from kimflow.queries.themen.seite import beschluesse, ganz, in_abstimmung
from kimflow.queries.themen.sichtbarkeit import Grundlagen, gezaehlt, grundlagen, liest_faelle, sichtbar_fuer

__all__ = [
    "GRUPPEN",
    "HOECHSTENS",
    "SORTIERUNGEN",
    "Grundlagen",
    "Themenfilter",
    "Zeile",
    "aufgaben",
    "beschluesse",
    "filterwoerter",
    "ganz",
    "gezaehlt",
    "grundlagen",
    "im_speicher",
    "in_abstimmung",
    "liest_faelle",
    "liste",
    "sichtbar_fuer",
    "zaehlung",
]
