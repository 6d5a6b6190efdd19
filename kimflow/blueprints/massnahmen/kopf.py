"""What stands above the Maßnahmen on every tab: the filter of the address, the views, the classes with their counts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from flask import request, url_for

from kimflow import clock, queries
from kimflow.blueprints.massnahmen.tafel import (
    GRUPPEN,
    Gruppe,
    Tafelzeile,
    gezaehlt,
    gruppiert,
)
from kimflow.columns import canonical
from kimflow.models import MassnahmeStatus
from kimflow.permissions import Permission, can
from kimflow.queries.massnahmen import BRETT, Filterworte, Massnahmenfilter
from kimflow.web.access import me
from kimflow.web.ampelzeilen import mit_ampel, ohne_ampel
from kimflow.web.filters import datum
from kimflow.web.listen import adresse
from kimflow.workflow.acts import lesbar
from kimflow.workflow.ampel import VERZUG, WORTE, Verzug
from kimflow.workflow.auslastung import Auslastung, auslastung

REITER = (
    ("Tabelle", "massnahmen.index"),
    ("Tafel", "massnahmen.tafel"),
    ("Zeitstrahl", "massnahmen.zeitstrahl"),
    ("Sitzungsansicht", "massnahmen.sitzungsansicht"),
)
HOECHSTENS = 200
"""How many can be acted on at once."""
JE_ADRESSE = 1200
"""More different ids than an address has room for (gunicorn.conf.py)."""


@dataclass(frozen=True)
class Kopf:
    """One reading of the filtered Maßnahmen for the page at `endpoint`."""

    endpoint: str
    verfolgt: bool
    auswahl: Filterworte
    filter: Massnahmenfilter
    zeilen: list[Tafelzeile]
    klassen: Counter[Verzug]
    weiter: str | None
    brett: bool = False

    @cached_property
    def gruppen(self) -> list[Gruppe]:
        words = queries.massnahmen.merkmale(me(), self.filter)
        return gruppiert(self.zeilen, self.filter.gruppe, words, self._lasten)

    @property
    def _lasten(self) -> dict[int, Auslastung]:
        groups = {row.zeile.projektgruppe_id for row in self.zeilen if row.zeile.projektgruppe_id}
        if self.filter.gruppe != "projektgruppe" or not groups:
            return {}
        return {last.id: auslastung(last, clock.today()) for last in queries.auslastung.lasten(sorted(groups))}

    @cached_property
    def erste(self) -> Mapping[str, set[int]]:
        """What "tick all" ticks, by heading: at most HOECHSTENS, each once, since one can stand in several groups."""
        found: dict[str, set[int]] = {}
        ticked: set[int] = set()
        for gruppe in self.gruppen:
            free = [row.zeile.id for row in gruppe.zeilen if row.zeile.id not in ticked][: HOECHSTENS - len(ticked)]
            found[gruppe.titel] = set(free)
            ticked.update(free)
        return found

    @property
    def hoechstens(self) -> int | None:
        """How many of the rows can be ticked at once; None for all of them."""
        return HOECHSTENS if len(self.zeilen) > HOECHSTENS else None

    @cached_property
    def darf_sammeln(self) -> bool:
        """Whether any of the rows is this person's to move: else many at once are only good for a file."""
        right = Permission.MASSNAHME_MEILENSTEIN_VERSCHIEBEN
        return self.verfolgt and any(can(me(), right, row.zeile) for row in self.zeilen)

    @property
    def bittet(self) -> bool:
        return can(me(), Permission.MASSNAHME_ERINNERN)

    @property
    def reiter(self) -> list[tuple[str, str, bool]]:
        return [(text, adresse(endpoint), endpoint == self.endpoint) for text, endpoint in REITER]

    @property
    def sichten(self) -> list[tuple[str, str, bool]]:
        """The built-in views as links: text, address, whether it is the open one."""
        views: list[tuple[str, dict[str, str]]] = [("Meine", {"wer": "meine"}), ("Mein Haus", {"wer": "haus"})]
        if self.verfolgt and self.auswahl.naechste_sitzung:
            views.append((f"Für die Sitzung am {datum(self.auswahl.naechste_sitzung)}", {"sicht": "sitzung"}))
        if self.verfolgt and self.auswahl.letzte_sitzung:
            views.append(("Seit letzter Sitzung geändert", {"sicht": "geaendert"}))
        here = {name: value for name, value in request.args.items() if value}
        return [(text, _adresse(self.endpoint, words), here == words) for text, words in views]

    @property
    def verzug(self) -> list[dict[str, Any]]:
        """The classes as links with their counts, under the other filters."""
        if not self.verfolgt:
            return []
        return [
            {
                "anzahl": self.klassen[klasse],
                "text": text,
                "url": adresse(self.endpoint, verzug="" if self.filter.verzug == klasse else klasse.value),
                "aktiv": self.filter.verzug == klasse,
            }
            for klasse, text in VERZUG.items()
        ]

    def mit(self, endpoint: str, **changes: Any) -> str:
        """Another page of the same filtered Maßnahmen."""
        return adresse(endpoint, **changes)

    @property
    def gefiltert(self) -> bool:
        return any(request.args.values())

    @property
    def heute(self) -> date:
        return clock.today()

    @property
    def auswahl_in_worten(self) -> str:
        """What is chosen, for paper: there the filter itself is left out."""
        said = [
            (feld["text"], {str(wert or ""): text for wert, text in feld["optionen"]}.get(str(feld["wert"] or "")))
            for feld in self.felder
            if feld["name"] != "gruppe" and (feld["wert"] or (feld["name"] == "status" and not self.filter.sicht))
        ]
        said += [("Suche", self.filter.suche)] if self.filter.suche else []
        return ", ".join(f"{feld}: {text}" for feld, text in said if text)

    @property
    def _staende(self) -> tuple[str, list[tuple[str, str]]]:
        """What no choice of a Stand means here, and the others; one that has no column of the board finds nothing."""
        if not self.brett:
            return "offene", [("alle", "alle"), *((s.value, lesbar(s)) for s in MassnahmeStatus)]
        return "alle auf der Tafel", [(s.value, lesbar(s)) for s in MassnahmeStatus if s in BRETT or s == self.status]

    @property
    def status(self) -> str:
        return "" if self.filter.status == "brett" else self.filter.status

    @property
    def _gruppen(self) -> list[tuple[str, str]]:
        return [(name, one[0]) for name, one in GRUPPEN.items() if name != "foerdertopf" or _verfolgt_geld()]

    @property
    def felder(self) -> list[dict[str, Any]]:
        filter, words = self.filter, self.auswahl.optionen
        felder = [
            _feld("wer", "Wessen", filter.wer, "alle", [("meine", "Meine"), ("haus", "Mein Haus")]),
            _feld("institution", "Institution", filter.institution, "alle", words.get("institution")),
            _feld("projektgruppe", "‹Projektgruppe:nom›", filter.projektgruppe, "alle", words.get("projektgruppe")),
            _feld(
                "zielvereinbarung", "Zielvereinbarung", filter.zielvereinbarung, "alle", words.get("zielvereinbarung")
            ),
            _feld("kommune", "Kommune", filter.kommune, "alle", words.get("kommune")),
            _feld("rechtskreis", "Rechtskreis", filter.rechtskreis, "alle", words.get("rechtskreis")),
            _feld("handlungsfeld", "Handlungsfeld", filter.handlungsfeld, "alle", words.get("handlungsfeld")),
            _feld("status", "Stand", self.status, *self._staende),
            _feld("gruppe", "Gruppieren nach", filter.gruppe, "nicht", self._gruppen),
        ]
        if self.verfolgt:
            felder[8:8] = [
                _feld("ampel", "Ampel", filter.ampel, "alle", [(s.value, wort) for s, wort in WORTE.items()]),
                _feld("verzug", "Überfällig", filter.verzug, "egal", [(v.value, text) for v, text in VERZUG.items()]),
            ]
        if filter.sicht:
            names = {"sitzung": "für die nächste Sitzung", "geaendert": "seit letzter Sitzung geändert"}
            felder.append(_feld("sicht", "Ansicht", filter.sicht, "keine", list(names.items())))
        return [feld for feld in felder if len(feld["optionen"]) > 1]


def lesen(endpoint: str, *, ganz: bool = False, brett: bool = False) -> Kopf:
    """What the address asks for, read once. ganz: all rows; brett: only what has a column on the board."""
    verfolgt = can(me(), Permission.MASSNAHME_VERFOLGEN)
    words = queries.massnahmen.filterworte(me())
    filter = _filter(words)
    if not verfolgt:
        # Filters by the lights, and the order of Rückmeldungen, would tell who only reads along what they say.
        order = "" if filter.sortierung == "rueckmeldung" else filter.sortierung
        filter = replace(filter, ampel="", verzug="", sicht="", sortierung=order)
    if filter.gruppe == "foerdertopf" and not _verfolgt_geld():
        filter = replace(filter, gruppe="")
    if brett and filter.status in ("", "alle"):
        filter = replace(filter, status="brett")
    page = queries.massnahmen.liste(me(), filter, request.args.get("nach"), ganz=ganz)
    found = [zeile for zeile in page.zeilen if zeile.status in BRETT] if brett else page.zeilen
    if not verfolgt:
        return Kopf(endpoint, verfolgt, words, filter, ohne_ampel(found), Counter(), page.weiter, brett)
    rows, classes = mit_ampel(found, filter)
    if not ganz and not filter.ist_ganz:
        classes = gezaehlt(queries.massnahmen.termine(me(), filter))
    return Kopf(endpoint, verfolgt, words, filter, rows, classes, page.weiter, brett)


def _verfolgt_geld() -> bool:
    return can(me(), Permission.FOERDERTOPF_VERFOLGEN)


def _adresse(endpoint: str, words: dict[str, Any]) -> str:
    return url_for(endpoint, **words)


def gewaehlte() -> tuple[int, ...]:
    """Ids of the rows that were ticked, in their order."""
    ids = (zahl(text) for text in request.values.getlist("nr"))
    return tuple(dict.fromkeys(id for id in ids if id is not None))[:JE_ADRESSE]


def zahl(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _filter(words: Filterworte) -> Massnahmenfilter:
    arg = request.args.get
    return Massnahmenfilter(
        wer=arg("wer", ""),
        institution=zahl(arg("institution", "")),
        projektgruppe=zahl(arg("projektgruppe", "")),
        zielvereinbarung=zahl(arg("zielvereinbarung", "")),
        kommune=zahl(arg("kommune", "")),
        rechtskreis=zahl(arg("rechtskreis", "")),
        handlungsfeld=zahl(arg("handlungsfeld", "")),
        status=canonical(arg("status", ""))[:40],
        ampel=arg("ampel", ""),
        verzug=arg("verzug", ""),
        sicht=_sicht(words),
        suche=canonical(arg("suche", ""))[:200],
        gruppe=arg("gruppe", ""),
        sortierung=arg("sortierung", ""),
        nur=gewaehlte(),
        seit=words.letzte_sitzung,
    )


def _sicht(words: Filterworte) -> str:
    """A view about meetings one does not see shows nothing of its own."""
    wanted = request.args.get("sicht", "")
    there = {"sitzung": words.naechste_sitzung, "geaendert": words.letzte_sitzung}
    return wanted if there.get(wanted) else ""


def _feld(name: str, text: str, wert: object, leer: str, optionen: Sequence[Any] | None) -> dict[str, Any]:
    return {"name": name, "text": text, "wert": wert, "optionen": [("", leer), *(optionen or [])]}
