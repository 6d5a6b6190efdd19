"""Themen as people find them: the visible rows, the page, the list with its filters, and what waits for somebody."""

from kimflow.queries.themen.aufgaben import HOECHSTENS, aufgaben
from kimflow.queries.themen.liste import (
    GRUPPEN,
    NACH_EINSCHAETZUNG,
    SORTIERUNGEN,
    Themenfilter,
    Zeile,
    filterwoerter,
    im_speicher,
    liste,
    spaet,
    zaehlung,
)
from kimflow.queries.themen.nachbarn import Nachbar, Umfeld, nachbarn, umfeld
from kimflow.queries.themen.seite import (
    Arbeit,
    arbeit,
    beschluesse,
    ganz,
    in_abstimmung,
    nach_id,
    sichtbare_teile,
    teile,
    ziele,
)
from kimflow.queries.themen.sichtbarkeit import (
    Grundlagen,
    grundlagen,
    sichtbar_fuer,
    sieht_einschaetzungen,
    wirkt_mit,
)

__all__ = [
    "GRUPPEN",
    "HOECHSTENS",
    "NACH_EINSCHAETZUNG",
    "SORTIERUNGEN",
    "Arbeit",
    "Grundlagen",
    "Nachbar",
    "Themenfilter",
    "Umfeld",
    "Zeile",
    "arbeit",
    "aufgaben",
    "beschluesse",
    "filterwoerter",
    "ganz",
    "grundlagen",
    "im_speicher",
    "in_abstimmung",
    "liste",
    "nach_id",
    "nachbarn",
    "sichtbar_fuer",
    "sichtbare_teile",
    "sieht_einschaetzungen",
    "spaet",
    "teile",
    "umfeld",
    "wirkt_mit",
    "zaehlung",
    "ziele",
]
