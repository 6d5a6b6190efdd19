"""The import of Sitze: what they stand for, and who fills them today or next."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kimflow import clock, queries
from kimflow.exports.sitze_spalten import RAENGE, SPALTEN
from kimflow.models import Besetzung, Person, Sitz, Stimmrecht
from kimflow.permissions import Permission
from kimflow.workflow import gremien
from kimflow.workflow.acts import lesbar
from kimflow.workflow.importe.art import Art, genannt
from kimflow.workflow.importe.befunde import Befund, Stand, Zuordnung
from kimflow.workflow.importe.lauf import Lauf
from kimflow.workflow.importe.werte import Zelle

_TAGE = frozenset({"von", "bis", *(f"{key}_{end}" for key in RAENGE for end in ("ab", "bis"))})
_ANGABEN = ("institutionen", "stimmrecht", "bis")


class Sitze(Art):
    """A row is found by its body and its name."""

    name = "sitze"
    titel = "Sitze"
    einzahl = "Sitz"
    recht = Permission.GREMIUM_SITZE_IMPORTIEREN
    spalten = SPALTEN
    andere_namen = {
        "Bezeichnung": "sitz",
        "Institution": "institutionen",
        "Institutionen": "institutionen",
        "Stimme": "stimmrecht",
        "von": "von",
        "seit": "von",
        "Hauptmitglied": "mitglied",
        "ordentliches Mitglied": "mitglied",
        "Vertretung": "vertretung1",
        "Stellvertretung": "vertretung1",
        "erste Vertretung": "vertretung1",
        "zweite Vertretung": "vertretung2",
        "dritte Vertretung": "vertretung3",
    }
    worte = {
        "gremium": "gremium",
        "institutionen": "institution",
        "stimmrecht": "stimmrecht",
        **dict.fromkeys(RAENGE, "konto"),
    }
    mehrfach = frozenset({"institutionen"})
    tage = _TAGE
    erkennt = frozenset({"gremium", "sitz"})
    nur_neu = frozenset({"von"})
    pflicht = ("gremium", "sitz", "institutionen")
    vorgaben = ("gremium", "von")

    def benennen(self, befund: Befund) -> str:
        return befund.texte["sitz"]

    def schluessel(self, befund: Befund) -> Hashable:
        return befund.texte["gremium"].casefold(), befund.texte["sitz"].casefold()

    def finden(self, befunde: Sequence[Befund], lauf: Lauf) -> None:
        bodies = {text: lauf.meint("gremium", text) for text in {befund.texte["gremium"] for befund in befunde}}
        there: dict[Hashable, Sitz] = {}
        for sitz in queries.importe.sitze({body.id for body in bodies.values() if body is not None}):
            there.setdefault((sitz.gremium_id, sitz.bezeichnung.casefold()), sitz)
        for befund in befunde:
            body = bodies[befund.texte["gremium"]]
            befund.ding = there.get((body.id, befund.texte["sitz"].casefold())) if body else None

    def ausgabe(self, ding: Sitz) -> dict[str, Zelle]:
        row: dict[str, Zelle] = {
            "gremium": ding.gremium.name,
            "sitz": ding.bezeichnung,
            "institutionen": "; ".join(sorted(institution.name for institution in ding.institutionen)),
            "stimmrecht": lesbar(ding.stimmrecht),
            "von": ding.von,
            "bis": ding.bis,
        }
        for rang, key in enumerate(RAENGE):
            held = _auf(ding, rang)
            row[key] = held.person.mail if held else ""
            row[f"{key}_ab"], row[f"{key}_bis"] = (held.von, held.bis) if held else (None, None)
        return row

    def aktuell(self, ding: Sitz) -> dict[str, Any]:
        row: dict[str, Any] = {key: getattr(ding, key) for key in ("gremium", *_ANGABEN, "von")}
        row |= {"sitz": ding.bezeichnung, "institutionen": list(ding.institutionen)}
        for rang, key in enumerate(RAENGE):
            held = _auf(ding, rang)
            row |= {key: held and held.person, f"{key}_ab": held and held.von, f"{key}_bis": held and held.bis}
        return row

    def beurteilen(self, befund: Befund, lauf: Lauf) -> None:
        werte, sitz = befund.werte, befund.ding
        if sitz is None:
            if werte["gremium"] is not None:
                lauf.darf(befund, gremien.sitz_einrichten, werte["gremium"])
            werte["stimmrecht"] = werte["stimmrecht"] or Stimmrecht.STIMMBERECHTIGT
            werte["von"] = werte["von"] or clock.today()
        elif befund.betrifft(*_ANGABEN):
            lauf.darf(befund, gremien.sitz_bearbeiten, sitz)
        if werte["bis"] and werte["von"] and werte["bis"] < werte["von"]:
            befund.melden(Stand.FEHLER, "Das Ende liegt vor dem Beginn.")
        steps = list(_schritte(befund))
        for step in steps:
            if step.grund:
                befund.melden(Stand.FEHLER, step.grund)
            elif step.endet is not None:
                lauf.darf(befund, gremien.besetzung_beenden, step.endet)
            elif sitz is not None:
                lauf.darf(befund, gremien.sitz_besetzen, sitz)
        for name in _doppelte([werte[key] for key in RAENGE]):
            befund.melden(Stand.FEHLER, f"{name} steht zweimal auf diesem Sitz.")

    def schreiben(self, befunde: Sequence[Befund], person: Person, zuordnung: Zuordnung) -> None:
        for befund in befunde:
            with genannt(befund):
                self._schreiben(befund, person)

    def _schreiben(self, befund: Befund, person: Person) -> None:
        werte, sitz = befund.werte, befund.ding
        fields = {key: werte[key] for key in _ANGABEN}
        steps = list(_schritte(befund))
        if sitz is None:
            body, name = werte["gremium"], werte["sitz"]
            sitz = gremien.sitz_einrichten(body, person, bezeichnung=name, von=werte["von"], **fields)
        elif befund.betrifft(*_ANGABEN):
            gremien.sitz_bearbeiten(sitz, person, bezeichnung=werte["sitz"], **fields)
        # Whoever changes from one place of the Sitz to another leaves the first one before.
        for step in steps:
            if step.endet is not None:
                gremien.besetzung_beenden(step.endet, person, bis=step.bis)
        for step in steps:
            if step.wen is not None:
                gremien.sitz_besetzen(sitz, person, wen=step.wen, rang=step.rang, von=step.von, bis=step.bis)


@dataclass(frozen=True)
class _Schritt:
    """An end of who is there (`endet`, `bis`), a beginning of somebody else (`wen`), or why neither is possible."""

    rang: int
    endet: Besetzung | None = None
    wen: Person | None = None
    von: date = date.min
    bis: Any = None
    grund: str = ""


def _schritte(befund: Befund) -> Iterator[_Schritt]:
    """What has to happen so that the Sitz is filled as the row says."""
    titles, today = befund.art.je_key if befund.art else {}, clock.today()
    for rang, key in enumerate(RAENGE):
        if not befund.betrifft(key, f"{key}_ab", f"{key}_bis"):
            continue
        wen, ab, bis = (befund.werte[name] for name in (key, f"{key}_ab", f"{key}_bis"))
        held, title = _auf(befund.ding, rang) if befund.ding else None, titles[key].titel
        same = held is not None and wen is not None and held.person_id == wen.id
        if held is not None and same:
            yield _verkuerzt(rang, held, ab, bis, title)
            continue
        # The days of whoever was there before say nothing about the next one.
        begins = (
            ab if ab and (held is None or ab != held.von) else befund.werte["von"] if befund.ding is None else today
        )
        ends = bis if held is None or bis != held.bis else None
        if held is not None:
            yield _Schritt(rang, endet=held, bis=max(held.von, begins - timedelta(days=1) if wen else _gestern()))
        if wen is not None and ends is not None and ends < begins:
            yield _Schritt(rang, grund=f"{title}: Das Ende liegt vor dem Beginn.")
        elif wen is not None:
            yield _Schritt(rang, wen=wen, von=begins, bis=ends)
        elif key not in befund.gefragt and (ends or (ab and held is None)):
            yield _Schritt(rang, grund=f"{title}: Es fehlt, wer es ist.")


def _verkuerzt(rang: int, held: Besetzung, ab: date | None, bis: date | None, title: str) -> _Schritt:
    """The same person: only its last day can be another."""
    if ab != held.von:
        return _Schritt(rang, grund=f"{title} ab: Der Beginn einer Besetzung lässt sich nicht ändern.")
    if bis is None:
        return _Schritt(
            rang, grund=f"{title} bis: Ein eingetragenes Ende lässt sich nur durch einen anderen Tag ersetzen."
        )
    if bis < held.von:
        return _Schritt(rang, grund=f"{title}: Das Ende liegt vor dem Beginn.")
    return _Schritt(rang, endet=held, bis=bis)


def _auf(sitz: Sitz, rang: int) -> Besetzung | None:
    """Who fills this rank today, else next."""
    lasting = [b for b in sitz.besetzungen if b.rang == rang and b.sitzung_id is None and not b.ist_beendet]
    return min(lasting, key=lambda b: (b.von, b.id), default=None)


def _gestern() -> date:
    return clock.today() - timedelta(days=1)


def _doppelte(persons: Sequence[Person | None]) -> list[str]:
    names = [person.name for person in persons if person is not None]
    return sorted({name for name in names if names.count(name) > 1})
