"""One reading of a file: every row is judged without changing anything."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from kimflow import queries
from kimflow.columns import canonical
from kimflow.exports.sitze_spalten import RAENGE
from kimflow.exports.spalten import PRUEFWORT, Spalte
from kimflow.exports.tabellen import ohne_schutz, ungefaehrlich
from kimflow.models import Person
from kimflow.permissions import can
from kimflow.queries.importe import Eintrag
from kimflow.workflow import datenschutz
from kimflow.workflow.acts import Act
from kimflow.workflow.importe.art import Art
from kimflow.workflow.importe.befunde import Aenderung, Befund, Stand, Zuordnung
from kimflow.workflow.importe.werte import Zelle, ja_nein, lesbar, menge, pruefwort, tag, worte

NICHTS = "Nichts zu ändern."
ENDEN = frozenset({"frist", "bis", *(f"{rang}_bis" for rang in RAENGE)})
"""Last days: a year alone means its end."""


class Lauf:
    """The words that are known, and what was answered. person: None if nobody is asked for their rights."""

    def __init__(self, zuordnung: Zuordnung, person: Person | None) -> None:
        self.zuordnung, self.person = zuordnung, person
        self._woerter: dict[str, Mapping[str, Eintrag]] = {}
        self._je_id: dict[str, Mapping[int, Eintrag]] = {}

    @cached_property
    def keine_personen(self) -> frozenset[str]:
        return queries.einstellungen.keine_personen()

    def darf(self, befund: Befund, akt: Act[..., Any], ding: Any = None) -> None:
        """Report what the single act would refuse: the right, and what is missing."""
        if self.person is not None and not can(self.person, akt.permission, ding):
            befund.melden(Stand.FEHLER, f"Das dürfen Sie hier nicht: {akt.label}.")
        for reason in akt.obstacles(ding):
            befund.melden(Stand.FEHLER, reason)

    def neu(self, befund: Befund, art: Art) -> None:
        """Read a row that makes something new."""
        for spalte in art.spalten:
            text = befund.texte.get(spalte.key, "")
            if spalte.nur_ausgabe:
                if text and spalte is not PRUEFWORT:
                    befund.melden(Stand.NEU, f"{spalte.titel}: nur Ausgabe, wird nicht übernommen.")
            else:
                befund.werte[spalte.key] = self._wert(befund, art, spalte, text, None)
        _pflicht(befund, art, art.pflicht, befund.texte)

    def anders(self, befund: Befund, art: Art) -> None:
        """Read a row about something that is there: what of it the file says differently."""
        befund.stand, befund.werte = Stand.AENDERUNG, art.aktuell(befund.ding)
        shown = art.ausgabe(befund.ding)
        later = befund.zeile[PRUEFWORT.key] not in ("", pruefwort(shown))
        for spalte in art.spalten:
            text = befund.zeile[spalte.key]
            if spalte is not PRUEFWORT and befund.zeile.hat(spalte.key):
                self._vergleichen(befund, art, spalte, text, shown[spalte.key], later)
        if not befund.geaendert and befund.stand is Stand.AENDERUNG:
            befund.abtun(Stand.VORHANDEN, NICHTS, *befund.meldungen)
        elif befund.geaendert and later:
            befund.melden(
                Stand.FEHLER, "Diese Zeile hat sich hier seit der Ausgabe geändert. Bitte geben Sie sie neu aus."
            )
        _pflicht(befund, art, [key for key in art.pflicht if key in befund.geaendert], befund.zeile.werte)

    def _vergleichen(self, befund: Befund, art: Art, spalte: Spalte, text: str, alt: Zelle, later: bool) -> None:
        if _gleich(art, spalte.key, text, alt) or (spalte.key in art.erkennt and not text):
            return
        shown = f"hier „{lesbar(alt)[:80]}“, in der Datei „{text[:80]}“"
        if spalte.nur_ausgabe:
            # What others did meanwhile is nothing the file asks for.
            stand = Stand.AENDERUNG if later else Stand.FEHLER
            befund.melden(stand, f"{spalte.titel}: nur Ausgabe und nicht durch eine Tabelle zu ändern ({shown}).")
            return
        before = befund.werte[spalte.key]
        value = self._wert(befund, art, spalte, text, before)
        if spalte.key not in befund.gefragt and (
            _dasselbe(value, before) or _weggelassen(art, spalte.key, text, value)
        ):
            return
        if spalte.key in art.nur_neu:
            befund.melden(Stand.FEHLER, f"{spalte.titel}: nur bei neuen Zeilen zu setzen ({shown}).")
            return
        befund.werte[spalte.key] = value
        befund.geaendert.add(spalte.key)
        befund.aenderungen.append(Aenderung(spalte.titel, lesbar(alt), self._gemeint(art, spalte.key, text, value)))

    def _gemeint(self, art: Art, key: str, text: str, value: Any) -> str:
        """What will stand there: for words the ones that were meant, else what was typed."""
        if key not in art.worte or not value:
            return text
        names = {id(eintrag.ding): eintrag.text for eintrag in self._je_id.get(art.worte[key], {}).values()}
        things = value if key in art.mehrfach else [value]
        return "; ".join(names.get(id(thing), str(thing)) for thing in things)

    def _wert(self, befund: Befund, art: Art, spalte: Spalte, text: str, bisher: Any) -> Any:
        key = spalte.key
        if len(text) > spalte.laenge:
            befund.melden(Stand.FEHLER, f"{spalte.titel}: höchstens {spalte.laenge} Zeichen.")
        elif key in art.bewacht and (found := self._personenbezug(text, key in art.fundstellen)):
            befund.melden(Stand.FEHLER, f"{spalte.titel}: Bitte in der Datei ersetzen: {found}.")
        if key in art.worte:
            return self._worte(befund, art, key, text, bisher)
        if key in art.tage:
            day = tag(text, ende=key in ENDEN)
            if text and day is None:
                befund.melden(Stand.FEHLER, f"{spalte.titel}: „{text[:40]}“ ist kein Datum.")
            return day
        if key in art.ja_nein:
            answer = ja_nein(text) if text else True
            if answer is None:
                befund.melden(Stand.FEHLER, f"{spalte.titel}: Bitte ja oder nein schreiben, nicht „{text[:40]}“.")
            return answer
        return canonical(text, lines=key in art.absaetze)

    def _personenbezug(self, text: str, fundstelle: bool) -> str:
        """Kind and place of what may not come in. A document of the administration may have its file number."""
        found = [b for b in datenschutz.pruefen(text, self.keine_personen) if b.hart]
        if fundstelle:
            found = [b for b in found if b.art is not datenschutz.Art.AKTENZEICHEN]
        return "; ".join(f"{b.art.titel} (Zeichen {b.anfang + 1}–{b.ende})" for b in found)

    def _worte(self, befund: Befund, art: Art, key: str, text: str, bisher: Any) -> Any:
        many = key in art.mehrfach
        before = (
            {str(one).casefold(): one for one in (bisher if many else [bisher]) if one is not None} if bisher else {}
        )
        words = worte(text) if many else [text.strip()] if text.strip() else []
        found = [before.get(word.casefold()) or self._wort(befund, key, art.worte[key], word) for word in words]
        known = [one for one in found if one is not None]
        return list({id(one): one for one in known}.values()) if many else next(iter(known), None)

    def _wort(self, befund: Befund, key: str, kind: str, word: str) -> Any:
        meant = self.meint(kind, word)
        if meant is None and (kind, word) not in self.zuordnung.worte:
            befund.melden(Stand.FRAGE, f"„{word}“ ist nicht zugeordnet.")
            befund.fragen.append((kind, word))
            befund.gefragt.add(key)
        return meant

    def meint(self, kind: str, word: str) -> Any:
        """What a word means, by one of its names or by what was answered."""
        if kind not in self._woerter:
            entries = queries.importe.auswahl(kind)
            self._woerter[kind] = {name: eintrag for eintrag in entries for name in eintrag.namen}
            self._je_id[kind] = {eintrag.id: eintrag for eintrag in entries}
        answered = self._je_id[kind].get(self.zuordnung.worte.get((kind, word)) or 0)
        known = self._woerter[kind].get(word.casefold()) or answered
        return known.ding if known else None


def _pflicht(befund: Befund, art: Art, keys: Iterable[str], texte: Mapping[str, str]) -> None:
    """Report what must be there and is not, left out words included."""
    for key in keys:
        nobody = key in art.worte and not befund.werte[key] and key not in befund.gefragt
        if not texte.get(key) or nobody:
            befund.melden(Stand.FEHLER, f"{art.je_key[key].titel} fehlt.")


def _weggelassen(art: Art, key: str, text: str, value: Any) -> bool:
    """A word of something that is there, answered with leaving it out: then it stays as it is."""
    return key in art.worte and key not in art.mehrfach and bool(text) and value is None


def _gleich(art: Art, key: str, text: str, alt: Zelle) -> bool:
    """Whether the cell says what is there already, in whatever way a spreadsheet wrote it."""
    if key in art.tage:
        return tag(text, ende=key in ENDEN) == alt if text else alt is None
    there = lesbar(alt)
    if key in art.erkennt:
        return text.strip().casefold() == there.casefold()
    if key in art.mehrfach:
        return menge(text) == menge(there)
    if key in art.worte:
        return text.strip().casefold() == there.casefold()
    if key in art.ja_nein:
        return ja_nein(text) == ja_nein(there)
    # On its way through another program a text may keep the apostrophe that protects it, or lose one of its own.
    lines, ways = key in art.absaetze, (text, ohne_schutz(text), str(ungefaehrlich(text)))
    return canonical(there, lines=lines) in [canonical(way, lines=lines) for way in ways]


def _dasselbe(one: Any, other: Any) -> bool:
    if isinstance(one, list):
        return {id(thing) for thing in one} == {id(thing) for thing in other}
    return bool(one == other)
