"""The dry run of an import: what would happen with each row, and which words nobody knows. Changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from kimflow import clock, queries
from kimflow.exports.themen_xlsx import SPALTEN
from kimflow.models import Massnahme, Thema, ThemaStatus
from kimflow.queries.importe import Eintrag
from kimflow.saetze import als_satz
from kimflow.workflow import datenschutz
from kimflow.workflow.acts import lesbar
from kimflow.workflow.importdateien import Importzeile

WOERTER = {
    "handlungsfeld": "handlungsfeld",
    "rechtskreise": "rechtskreis",
    "kommunen": "kommune",
    "institution": "institution",
    "massnahmeart": "massnahmeart",
    "gremium": "gremium",
    "verantwortlich": "person",
}
"""Columns whose words must be known, and the kind they are of."""

MEHRFACH = frozenset({"rechtskreise", "kommunen"})
VORGABEN = ("quelle", "institution", "beschlossen_am", "gremium", "beschluss")
"""Columns that can be given once for all rows that leave them empty."""

_NUR_MASSNAHME = ("institution", "massnahmeart", "verantwortlich", "gremium")
# A Thema on its way through the Lenkungsgruppe is not moved by a spreadsheet.
_NIMMT_AUF = frozenset({ThemaStatus.GESAMMELT, ThemaStatus.VEREINBART})
_BESCHREIBUNG_BIS = {"thema": 1000, "massnahme": 4000}
_GEPRUEFT = ("titel", "beschreibung", "beteiligte", "thema", "quelle", "beschluss")
"""Columns with sentences, which the Datenschutz-Wächter reads. What he stops is replaced in the file."""

_FUNDSTELLEN = ("quelle", "beschluss")
_ARTEN = {"thema": "thema", "massnahme": "massnahme", "maßnahme": "massnahme"}


class Stand(StrEnum):
    """What the import would do with a row."""

    NEU = "neu"
    VORHANDEN = "vorhanden"
    AUSGELASSEN = "ausgelassen"
    FRAGE = "frage"
    FEHLER = "fehler"


@dataclass(frozen=True)
class Zuordnung:
    """What the person answered: by (kind, word) the id meant or None to leave it out; and the Vorgaben."""

    worte: Mapping[tuple[str, str], int | None] = field(default_factory=dict)
    vorgaben: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Befund:
    """One row, read and judged; `meldungen` say in German what is the matter."""

    zeile: Importzeile
    art: str
    stand: Stand = Stand.NEU
    meldungen: list[str] = field(default_factory=list)
    werte: dict[str, Any] = field(default_factory=dict)
    gefragt: set[str] = field(default_factory=set)

    @property
    def titel(self) -> str:
        return self.zeile["titel"]

    def melden(self, stand: Stand, text: str) -> None:
        """Add a finding; the gravest of them is the row's Stand."""
        self.meldungen.append(text)
        self.stand = max(self.stand, stand, key=list(Stand).index)

    def abtun(self, stand: Stand, text: str) -> None:
        """Nothing to do with this row, so nothing else about it matters."""
        self.stand, self.meldungen = stand, [text]

    @property
    def beschreibung(self) -> str:
        """The description with those who take part according to the source."""
        beteiligte = self.werte["beteiligte"]
        return "\n\n".join(filter(None, (self.werte["beschreibung"], beteiligte and f"Beteiligt: {beteiligte}")))


@dataclass(frozen=True)
class Vorschau:
    """What would happen: a Befund per row, and the words nobody knows, by kind."""

    befunde: Sequence[Befund]
    unbekannte: Mapping[str, Sequence[str]]

    def anzahl(self, stand: Stand) -> int:
        return sum(befund.stand is stand for befund in self.befunde)

    @property
    def gehindert(self) -> list[Befund]:
        """Rows that cannot be imported as they stand."""
        return [befund for befund in self.befunde if befund.stand in (Stand.FRAGE, Stand.FEHLER)]


def pruefen(zeilen: Iterable[Importzeile], zuordnung: Zuordnung) -> Vorschau:
    """Judge every row without changing anything."""
    lauf = _Lauf(zuordnung, queries.importe.auswahl(), queries.einstellungen.keine_personen())
    befunde = [lauf.befund(zeile) for zeile in zeilen]
    _abgleichen(befunde)
    return Vorschau(befunde, {kind: sorted(words) for kind, words in lauf.unbekannte.items() if words})


@dataclass
class _Lauf:
    """One reading of a file: the words that are known, and those found unknown on the way."""

    zuordnung: Zuordnung
    auswahl: Mapping[str, Sequence[Eintrag]]
    keine_personen: frozenset[str]
    unbekannte: dict[str, set[str]] = field(default_factory=dict)

    def befund(self, zeile: Importzeile) -> Befund:
        art = _ARTEN.get(zeile["art"].casefold(), "")
        befund = Befund(zeile, art)
        if not art:
            befund.melden(Stand.AUSGELASSEN, f"„{zeile['art'] or 'ohne Art'}“ wird nicht importiert.")
            return befund
        self._texte(befund)
        for spalte, kind in WOERTER.items():
            if art == "massnahme" or spalte not in _NUR_MASSNAHME:
                befund.werte[spalte] = self._worte(befund, spalte, kind)
        _tage(befund)
        if art == "massnahme":
            _massnahme(befund)
        return befund

    def _texte(self, befund: Befund) -> None:
        for spalte in SPALTEN:
            text = befund.zeile[spalte.key] or self.zuordnung.vorgaben.get(spalte.key, "")
            befund.werte[spalte.key] = text
            if len(text) > spalte.laenge:
                befund.melden(Stand.FEHLER, f"{spalte.titel}: höchstens {spalte.laenge} Zeichen.")
            elif spalte.key in _GEPRUEFT and (found := self._personenbezug(spalte.key, text)):
                befund.melden(Stand.FEHLER, f"{spalte.titel}: Bitte in der Datei ersetzen: {found}.")
        if len(befund.beschreibung) > (limit := _BESCHREIBUNG_BIS[befund.art]):
            befund.melden(Stand.FEHLER, f"Beschreibung und Beteiligte: zusammen höchstens {limit} Zeichen.")
        for key, name in (("titel", "Titel"), ("quelle", "Quelle")):
            if not befund.werte[key]:
                befund.melden(Stand.FEHLER, f"{name} fehlt.")

    def _personenbezug(self, key: str, text: str) -> str:
        """Kind and place of what may not come in. A document of the administration may have its file number."""
        found = [b for b in datenschutz.pruefen(text, self.keine_personen) if b.hart]
        if key in _FUNDSTELLEN:
            found = [b for b in found if b.art is not datenschutz.Art.AKTENZEICHEN]
        return "; ".join(f"{b.art.titel} (Zeichen {b.anfang + 1}–{b.ende})" for b in found)

    def _worte(self, befund: Befund, spalte: str, kind: str) -> Any:
        text = befund.werte[spalte]
        words = text.split(";") if spalte in MEHRFACH else [text]
        found = [self._wort(befund, spalte, kind, word.strip()) for word in words if word.strip()]
        known = [one for one in found if one is not None]
        return known if spalte in MEHRFACH else next(iter(known), None)

    def _wort(self, befund: Befund, spalte: str, kind: str, word: str) -> Any:
        for eintrag in self.auswahl[kind]:
            if word.casefold() in eintrag.namen:
                return eintrag.ding
        self.unbekannte.setdefault(kind, set()).add(word)
        if (kind, word) not in self.zuordnung.worte:
            befund.melden(Stand.FRAGE, f"„{word}“ ist nicht zugeordnet.")
            befund.gefragt.add(spalte)
            return None
        meant = self.zuordnung.worte[kind, word]
        return next((eintrag.ding for eintrag in self.auswahl[kind] if eintrag.id == meant), None)


def _tage(befund: Befund) -> None:
    for spalte, name in (("datum", "Datum der Quelle"), ("frist", "Frist"), ("beschlossen_am", "Beschlossen am")):
        text = befund.werte[spalte]
        befund.werte[spalte] = _tag(text)
        if text and befund.werte[spalte] is None:
            befund.melden(Stand.FEHLER, f"{name}: „{text[:40]}“ ist kein Datum.")
    befund.werte["datum"] = befund.werte["datum"] or clock.today()


def _tag(text: str) -> date | None:
    """22.11.2026, 2026-11-22 or a year alone, which counts as its first day."""
    parts = text.split(".")[::-1] if "." in text else text.split("-")
    if not all(part.strip().isascii() and part.strip().isdecimal() for part in parts) or len(parts) not in (1, 3):
        return None
    year, month, day = (int(part) for part in ([*parts, "1", "1"] if len(parts) == 1 else parts))
    try:
        return date(year, month, day) if 1990 <= year <= 2100 else None
    except ValueError:
        return None


def _massnahme(befund: Befund) -> None:
    werte = befund.werte
    for spalte, name in (
        ("institution", "Die verantwortliche Institution"),
        ("beschlossen_am", "Der Tag des Beschlusses"),
        ("gremium", "Das Gremium, das beschlossen hat,"),
        ("beschluss", "Das Beschlussdokument"),
    ):
        if not werte[spalte] and spalte not in befund.gefragt:
            befund.melden(Stand.FEHLER, f"{name} fehlt.")
    if werte["beschlossen_am"] and werte["beschlossen_am"] > clock.today():
        befund.melden(Stand.FEHLER, "Der Tag des Beschlusses liegt in der Zukunft.")
    person, haus = werte["verantwortlich"], werte["institution"]
    if person and haus and person.institution_id != haus.id:
        befund.melden(Stand.FEHLER, als_satz(f"{person.name} arbeitet nicht bei {haus.name}"))
    werte["thema"] = werte["thema"] or befund.titel


def _abgleichen(befunde: Sequence[Befund]) -> None:
    """Find what is there already: a Thema by source and title, a Maßnahme by its title under that Thema."""
    relevant = [b for b in befunde if b.art]
    known = _Bekannte.aus(relevant)
    seen: dict[tuple[str, str, str], int] = {}
    for befund in relevant:
        key = (befund.art, befund.titel, befund.werte["quelle"])
        if key in seen:
            befund.abtun(Stand.AUSGELASSEN, f"Steht schon in Zeile {seen[key]}.")
            continue
        seen[key] = befund.zeile.nummer
        thema = known.thema(befund)
        befund.werte["vorhanden"] = thema
        if befund.art == "thema" and thema is not None:
            befund.abtun(Stand.VORHANDEN, f"Schon vorhanden: {thema.nummer}.")
        elif befund.art == "massnahme" and thema is not None:
            _unter(befund, thema, known.massnahme(befund.titel, thema))


def _unter(befund: Befund, thema: Thema, massnahme: Massnahme | None) -> None:
    if massnahme is not None:
        befund.abtun(Stand.VORHANDEN, f"Schon vorhanden: {massnahme.nummer}.")
    elif thema.status not in _NIMMT_AUF:
        befund.melden(
            Stand.FEHLER,
            f"Das Thema {thema.nummer} ist im Stand „{lesbar(thema.status)}“; nacherfasst wird nur zu Themen "
            "im Themenspeicher oder zu vereinbarten.",
        )


@dataclass(frozen=True)
class _Bekannte:
    themen: Sequence[Thema]
    massnahmen: Sequence[Massnahme]

    @classmethod
    def aus(cls, befunde: Sequence[Befund]) -> "_Bekannte":
        words = {b.titel for b in befunde} | {b.werte["thema"] for b in befunde if b.werte["thema"]}
        return cls(queries.importe.themen(words), queries.importe.massnahmen({b.titel for b in befunde}))

    def thema(self, befund: Befund) -> Thema | None:
        """The Thema a row is, or stands under: by number, by title and source, or – if named – by title."""
        named = befund.zeile["thema"] if befund.art == "massnahme" else ""
        title, source = befund.werte["thema"] if befund.art == "massnahme" else befund.titel, befund.werte["quelle"]
        same = [thema for thema in self.themen if thema.titel == title]
        choices = (
            [thema for thema in self.themen if named and thema.nummer == named],
            [thema for thema in same if source in queries.importe.altbestand(thema)],
            same if named else [],
        )
        return next((thema for choice in choices for thema in choice), None)

    def massnahme(self, titel: str, thema: Thema) -> Massnahme | None:
        return next((m for m in self.massnahmen if m.titel == titel and m.thema_id == thema.id), None)
