"""The import of Maßnahmen: running ones with their earlier Beschluss, and changes to those that are only proposed."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any

from kimflow import clock, queries
from kimflow.exports.massnahmen_spalten import SPALTEN
from kimflow.models import Beschluss, Massnahme, Person, Thema, ThemaStatus
from kimflow.permissions import Permission
from kimflow.saetze import als_satz
from kimflow.workflow import beschluesse, massnahmen
from kimflow.workflow.acts import lesbar
from kimflow.workflow.importe import themen
from kimflow.workflow.importe.art import Art, genannt
from kimflow.workflow.importe.befunde import Befund, Stand, Zuordnung
from kimflow.workflow.importe.lauf import Lauf
from kimflow.workflow.importe.werte import Zelle
from kimflow.workflow.wirkungen import Wirkung

BESCHREIBUNG_BIS = 4000
# A Thema on its way through the Lenkungsgruppe is not moved by a spreadsheet.
_NIMMT_AUF = frozenset({ThemaStatus.GESAMMELT, ThemaStatus.VEREINBART})
_BEARBEITET = ("titel", "beschreibung", "institution", "unterstuetzende", "frist")
_VOM_BESCHLUSS = ("beschlossen_am", "gremium", "beschluss")
_FUER_DAS_THEMA: dict[str, Any] = {
    "handlungsfeld": "",
    "rechtskreise": "",
    "kommunen": "",
    "beteiligte": "",
    "quelle": "",
}


class Massnahmen(Art):
    """A row is found by its number; without one by its title under its Thema, and then only said to be there."""

    name = "massnahmen"
    titel = "Maßnahmen"
    einzahl = "Maßnahme"
    zeilenwort = "massnahme"
    recht = Permission.MASSNAHME_IMPORTIEREN
    spalten = SPALTEN
    andere_namen = {
        "Maßnahme": "titel",
        "Nr.": "nummer",
        "verantwortliche Institution": "institution",
        "verantwortliche Person": "verantwortlich",
        "Termin": "frist",
        "bis": "frist",
        "Fundstelle": "beschluss",
        "Beschlussdatum": "beschlossen_am",
    }
    worte = {
        "institution": "institution",
        "unterstuetzende": "institution",
        "massnahmeart": "massnahmeart",
        "verantwortlich": "person",
        "gremium": "gremium",
        "handlungsfeld": "handlungsfeld",
        "rechtskreise": "rechtskreis",
        "kommunen": "kommune",
    }
    mehrfach = frozenset({"unterstuetzende", "rechtskreise", "kommunen"})
    tage = frozenset({"frist", "beschlossen_am", "datum"})
    absaetze = frozenset({"beschreibung", "beteiligte"})
    bewacht = frozenset({"titel", "beschreibung", "beteiligte", "thema", "quelle", "beschluss"})
    fundstellen = frozenset({"quelle", "beschluss"})
    nur_neu = frozenset({"nummer", "thema", "verantwortlich", "datum", *_VOM_BESCHLUSS, *_FUER_DAS_THEMA})
    erkennt = frozenset({"nummer"})
    pflicht = ("titel", "institution", *_VOM_BESCHLUSS, "quelle")
    vorgaben = ("quelle", "institution", *_VOM_BESCHLUSS)

    def benennen(self, befund: Befund) -> str:
        return befund.texte["titel"]

    def schluessel(self, befund: Befund) -> Hashable:
        number = befund.texte["nummer"].upper()
        return number or (befund.texte["titel"], befund.texte["thema"], befund.texte["quelle"])

    def finden(self, befunde: Sequence[Befund], lauf: Lauf) -> None:
        titles = {befund.texte["titel"] for befund in befunde}
        numbers = {befund.texte["nummer"].upper() for befund in befunde}
        there = queries.importe.massnahmen(titles | numbers)
        by_number = {massnahme.nummer: massnahme for massnahme in there}
        places = _orte(befunde)
        for befund in befunde:
            if number := befund.texte["nummer"].upper():
                befund.ding = by_number.get(number)
                continue
            thema = befund.werte["ort"] = places.thema(befund)
            same = (m for m in there if thema is not None and (m.titel, m.thema_id) == (befund.titel, thema.id))
            if massnahme := next(same, None):
                befund.abtun(Stand.VORHANDEN, f"Schon vorhanden: {massnahme.nummer}.")

    def ausgabe(self, ding: Massnahme) -> dict[str, Zelle]:
        decided = ding.beschluss
        return {
            "nummer": ding.nummer,
            "titel": ding.titel,
            "beschreibung": ding.beschreibung,
            "thema": ding.thema.nummer,
            "institution": ding.institution.name,
            "unterstuetzende": "; ".join(sorted(i.name for i in ding.unterstuetzende)),
            "massnahmeart": ding.art.kurz if ding.art else "",
            "verantwortlich": ding.verantwortlich.mail if ding.verantwortlich else "",
            "frist": ding.frist,
            "beschlossen_am": decided.gefasst_am if decided else None,
            "gremium": decided.gremium.name if decided else "",
            "beschluss": decided.quelle if decided else "",
            **_FUER_DAS_THEMA,
            "datum": None,
            "stand": lesbar(ding.status),
            "beschlussnummer": decided.nummer if decided else "",
        }

    def aktuell(self, ding: Massnahme) -> dict[str, Any]:
        fields = {key: getattr(ding, key) for key in ("nummer", *_BEARBEITET, "verantwortlich")}
        rest = dict.fromkeys(("thema", "datum", *_VOM_BESCHLUSS, *_FUER_DAS_THEMA))
        return {**rest, **fields, "unterstuetzende": list(ding.unterstuetzende), "massnahmeart": ding.art}

    def beurteilen(self, befund: Befund, lauf: Lauf) -> None:
        if befund.ding is not None:
            lauf.darf(befund, massnahmen.bearbeiten, befund.ding)
            return
        werte, thema = befund.werte, befund.werte["ort"]
        werte["datum"] = werte["datum"] or clock.today()
        if befund.texte["nummer"]:
            befund.melden(Stand.FEHLER, f"Die Nummer „{befund.texte['nummer'][:20]}“ gibt es nicht.")
        if len(themen.mit_beteiligten(werte)) > BESCHREIBUNG_BIS:
            befund.melden(Stand.FEHLER, f"Beschreibung und Beteiligte: zusammen höchstens {BESCHREIBUNG_BIS} Zeichen.")
        if werte["beschlossen_am"] and werte["beschlossen_am"] > clock.today():
            befund.melden(Stand.FEHLER, "Der Tag des Beschlusses liegt in der Zukunft.")
        person, house = werte["verantwortlich"], werte["institution"]
        if person and house and person.institution_id != house.id:
            befund.melden(Stand.FEHLER, als_satz(f"{person.name} arbeitet nicht bei {house.name}"))
        if thema is not None and thema.status not in _NIMMT_AUF:
            befund.melden(
                Stand.FEHLER,
                f"Das Thema {thema.nummer} ist im Stand „{lesbar(thema.status)}“; nacherfasst wird nur zu Themen "
                "im Themenspeicher oder zu vereinbarten.",
            )

    def schreiben(self, befunde: Sequence[Befund], person: Person, zuordnung: Zuordnung) -> None:
        for befund in befunde:
            if befund.ding is not None:
                with genannt(befund):
                    fields = {key: befund.werte[key] for key in _BEARBEITET}
                    massnahmen.bearbeiten(befund.ding, person, **fields, art=befund.werte["massnahmeart"])
        _Nacherfassung(person).alle([befund for befund in befunde if befund.ding is None])


@dataclass(frozen=True)
class _Orte:
    """The Themen that rows of a table may stand under."""

    themen: Sequence[Thema]

    def thema(self, befund: Befund) -> Thema | None:
        """By number, by title and source, or – if it is named – by title."""
        named, source = befund.texte["thema"], befund.texte["quelle"]
        same = [thema for thema in self.themen if thema.titel == (named or befund.titel)]
        choices = (
            [thema for thema in self.themen if named and thema.nummer == named.upper()],
            [thema for thema in same if source in queries.importe.altbestand(thema)],
            same if named else [],
        )
        return next((thema for choice in choices for thema in choice), None)


def _orte(befunde: Sequence[Befund]) -> _Orte:
    words = {
        word for befund in befunde for word in (befund.titel, befund.texte["thema"], befund.texte["thema"].upper())
    }
    return _Orte(queries.importe.themen(words))


class _Nacherfassung:
    """Maßnahmen under their Themen, one Beschluss for all that one document decided."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.neu: dict[str, Thema] = {}

    def alle(self, befunde: Sequence[Befund]) -> None:
        places = _orte(befunde)
        groups: dict[tuple[int, date, str], list[Befund]] = {}
        for befund in befunde:
            werte = befund.werte
            groups.setdefault((werte["gremium"].id, werte["beschlossen_am"], werte["beschluss"]), []).append(befund)
        for group in groups.values():
            located = [(befund, self._ort(befund, places)) for befund in group]
            beschluss = self._beschluss(group, [thema for _, thema in located])
            for befund, thema in located:
                with genannt(befund):
                    self._massnahme(befund.werte, thema, beschluss)

    def _ort(self, befund: Befund, places: _Orte) -> Thema:
        """The Thema a Maßnahme stands under: there before, made for an earlier row, or made for this one."""
        titel = befund.werte["thema"] or befund.werte["titel"]
        found = places.thema(befund) or self.neu.get(titel)
        if found is None:
            with genannt(befund):
                found = self.neu[titel] = themen.aufnehmen({**befund.werte, "titel": titel}, self.person, "")
        return found

    def _beschluss(self, group: Sequence[Befund], orte: Sequence[Thema]) -> Beschluss:
        werte: Mapping[str, Any] = group[0].werte
        body, day, document = werte["gremium"], werte["beschlossen_am"], werte["beschluss"]
        collected = {thema.id: thema for thema in orte if thema.status is ThemaStatus.GESAMMELT}
        known = queries.importe.nacherfasster_beschluss(body, day, document)
        if known is not None and not collected:
            return known
        titles = "; ".join(befund.titel for befund in group)
        with genannt(group[0]):
            return beschluesse.nacherfassen(
                body,
                self.person,
                wortlaut=shorten(f"Früherer Beschluss über: {titles}", 3900, placeholder=" …"),
                gefasst_am=day,
                quelle=document,
                wirkungen=[Wirkung(Permission.THEMA_VEREINBAREN, thema) for thema in collected.values()],
            )

    def _massnahme(self, werte: dict[str, Any], thema: Thema, beschluss: Beschluss) -> None:
        massnahmen.nacherfassen(
            thema,
            self.person,
            beschluss=beschluss,
            titel=werte["titel"],
            beschreibung=themen.mit_beteiligten(werte),
            art=werte["massnahmeart"],
            institution=werte["institution"],
            verantwortlich=werte["verantwortlich"],
            frist=werte["frist"],
        )
