"""The import of persons: accounts, signing powers, office roles; each with the right that the single act asks."""

import re
from collections.abc import Hashable, Sequence
from datetime import timedelta
from typing import Any

from kimflow import clock, queries
from kimflow.exports.personen_spalten import SPALTEN
from kimflow.models import Person, PersonStatus, Rolle, Rollenart, Zeichnungsberechtigung
from kimflow.permissions import Permission
from kimflow.workflow import personen
from kimflow.workflow.acts import lesbar
from kimflow.workflow.importe.art import Art, genannt
from kimflow.workflow.importe.befunde import Befund, Stand, Zuordnung
from kimflow.workflow.importe.lauf import Lauf
from kimflow.workflow.importe.werte import Zelle
from kimflow.workflow.importe.zeilen import Dateizeile

_ADRESSE = re.compile(r"[^@\s;,<>]+@[^@\s;,<>]+\.[^@\s;,<>.]+")
_ANGABEN = ("name", "funktion", "institution")


class Personen(Art):
    """A row is found by its address. Nobody is invited unless that is asked for."""

    name = "personen"
    titel = "Personen"
    einzahl = "Person"
    recht = Permission.PERSON_IMPORTIEREN
    spalten = SPALTEN
    andere_namen = {
        "Mail": "mail",
        "Mailadresse": "mail",
        "E-Mail-Adresse": "mail",
        "Adresse": "mail",
        "Vor- und Nachname": "name",
        "Vorname Nachname": "name",
        "Position": "funktion",
        "Dienststelle": "institution",
        "Einrichtung": "institution",
        "Organisation": "institution",
        "zeichnungsberechtigt": "zeichnet",
        "zeichnungsberechtigt für": "zeichnet",
        "Rolle": "rollen",
        "Status": "stand",
        # Not in the template, yet in most tables: together they are the name.
        "Vorname": "vorname",
        "Nachname": "nachname",
        "Familienname": "nachname",
    }
    worte = {"institution": "institution", "zeichnet": "institution", "rollen": "rolle"}
    mehrfach = frozenset({"zeichnet", "rollen"})
    erkennt = frozenset({"mail"})
    pflicht = ("mail", "name", "institution")
    vorgaben = ("institution",)

    def benennen(self, befund: Befund) -> str:
        return befund.texte["name"] or befund.texte["mail"]

    def ergaenzt(self, zeile: Dateizeile) -> Dateizeile:
        """The name of two columns, where it stands in two."""
        both = f"{zeile['vorname']} {zeile['nachname']}".strip()
        return Dateizeile(zeile.nummer, {**zeile.werte, "name": both}) if both and not zeile["name"] else zeile

    def schluessel(self, befund: Befund) -> Hashable:
        return befund.texte["mail"].casefold()

    def finden(self, befunde: Sequence[Befund], lauf: Lauf) -> None:
        found = queries.importe.personen_mit({befund.texte["mail"].strip().lower() for befund in befunde})
        there = {person.mail: person for person in found}
        for befund in befunde:
            befund.ding = there.get(befund.texte["mail"].strip().lower())

    def ausgabe(self, ding: Person) -> dict[str, Zelle]:
        return {
            "mail": ding.mail,
            "name": ding.name,
            "funktion": ding.funktion,
            "institution": ding.institution.name,
            "zeichnet": "; ".join(sorted({z.institution.name for z in _heutige(ding.zeichnungsberechtigungen)})),
            "rollen": "; ".join(lesbar(art).capitalize() for art in _rollen(ding)),
            "stand": lesbar(ding.status),
        }

    def aktuell(self, ding: Person) -> dict[str, Any]:
        houses = {z.institution_id: z.institution for z in _heutige(ding.zeichnungsberechtigungen)}
        fields: dict[str, Any] = {field: getattr(ding, field) for field in ("mail", *_ANGABEN)}
        return {**fields, "zeichnet": list(houses.values()), "rollen": _rollen(ding)}

    def beurteilen(self, befund: Befund, lauf: Lauf) -> None:
        wen: Person = befund.ding or Person(status=PersonStatus.EINGELADEN)
        if befund.ding is None:
            lauf.darf(befund, personen.anlegen)
            if befund.texte["mail"] and not _ADRESSE.fullmatch(befund.texte["mail"].strip()):
                befund.melden(Stand.FEHLER, "E-Mail: Bitte eine vollständige Adresse eintragen.")
            if lauf.zuordnung.einladen:
                lauf.darf(befund, personen.einladen, wen)
        elif befund.betrifft(*_ANGABEN):
            lauf.darf(befund, personen.bearbeiten, wen)
        roles, powers = _unterschied(befund)
        if roles.dazu:
            lauf.darf(befund, personen.rolle_geben, wen)
        if powers.dazu:
            lauf.darf(befund, personen.zeichnung_erlauben, wen)
        for rolle in roles.weg:
            lauf.darf(befund, personen.rolle_beenden, rolle)
        for power in powers.weg:
            lauf.darf(befund, personen.zeichnung_beenden, power)

    def schreiben(self, befunde: Sequence[Befund], person: Person, zuordnung: Zuordnung) -> None:
        for befund in befunde:
            with genannt(befund):
                self._schreiben(befund, person, zuordnung)

    def _schreiben(self, befund: Befund, person: Person, zuordnung: Zuordnung) -> None:
        roles, powers = _unterschied(befund)
        werte = {key: befund.werte[key] for key in ("mail", *_ANGABEN)}
        wen = befund.ding
        if wen is None:
            wen = personen.anlegen(person, **werte)
        elif befund.betrifft(*_ANGABEN):
            personen.bearbeiten(wen, person, **werte)
        today = clock.today()
        for rolle in roles.weg:
            personen.rolle_beenden(rolle, person, bis=today - timedelta(days=1))
        for power in powers.weg:
            personen.zeichnung_beenden(power, person, bis=today - timedelta(days=1))
        for art in roles.dazu:
            personen.rolle_geben(wen, person, art=art, von=today, bis=None)
        for house in powers.dazu:
            personen.zeichnung_erlauben(wen, person, institution=house, von=today, bis=None)
        if befund.ding is None and zuordnung.einladen:
            personen.einladen(wen, person)


class _Unterschied:
    """What is to be given and what is to be ended, of one kind."""

    def __init__(self, wanted: Sequence[Any], there: Sequence[Any], of: str) -> None:
        self.dazu = [one for one in wanted if one not in [getattr(held, of) for held in there]]
        self.weg = [held for held in there if getattr(held, of) not in wanted]


def _unterschied(befund: Befund) -> tuple[_Unterschied, _Unterschied]:
    ding, werte = befund.ding, befund.werte
    roles = _heutige(ding.rollen) if ding else []
    powers = _heutige(ding.zeichnungsberechtigungen) if ding else []
    return _Unterschied(werte["rollen"], roles, "art"), _Unterschied(werte["zeichnet"], powers, "institution")


def _heutige(periods: Sequence[Any]) -> list[Any]:
    held: list[Rolle | Zeichnungsberechtigung] = [period for period in periods if period.gilt_heute]
    return held


def _rollen(person: Person) -> list[Rollenart]:
    held = {rolle.art for rolle in _heutige(person.rollen)}
    return [art for art in Rollenart if art in held]
