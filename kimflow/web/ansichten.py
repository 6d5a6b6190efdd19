"""Saved views above a list: which there are, which of them is open, and where the present filter is saved."""

from dataclasses import dataclass

from flask import request, url_for

from kimflow import queries
from kimflow.permissions import Permission, can
from kimflow.queries.ansichten import LISTEN, kanonisch, werte
from kimflow.web.access import me


@dataclass(frozen=True)
class Eintrag:
    """A view as a link; `von` is who shared it, empty for one's own."""

    text: str
    url: str
    offen: bool
    geteilt: bool
    von: str


@dataclass(frozen=True)
class Ansichten:
    """What the macro ansichten() shows. Without entries and without a filter that could be saved it shows nothing."""

    eintraege: list[Eintrag]
    speichern_url: str | None


def adresse(liste: str, abfrage: str) -> str:
    """The page of a list with the words of a view; never anything but what the list itself knows."""
    return url_for(LISTEN[liste].endpoint, **werte(liste, abfrage))


def hier(liste: str) -> str:
    """The filters of the present address, as this list knows them: what leads back to it."""
    return kanonisch(liste, request.args)


def ansichten(liste: str) -> Ansichten:
    """For the page of this list, asked with its filters in the address. One statement."""
    here = hier(liste)
    found = queries.ansichten.ueber_der_liste(me(), liste)
    entries = [
        Eintrag(one.name, adresse(liste, one.abfrage), here == one.abfrage, one.geteilt, one.von) for one in found
    ]
    saved = not here or any(one.abfrage == here and not one.von for one in found)
    able = not saved and can(me(), Permission.ANSICHT_SPEICHERN)
    return Ansichten(entries, url_for("ansichten.speichern", liste=liste, abfrage=here) if able else None)
