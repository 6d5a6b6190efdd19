"""The import of Themen: new ones into the Themenspeicher, the Steckbrief of those that are there."""

from collections.abc import Hashable, Sequence
from typing import Any

from kimflow import clock, queries
from kimflow.exports.themen_spalten import SPALTEN
from kimflow.models import Person, Quellenart, Thema
from kimflow.permissions import Permission
from kimflow.workflow import themen
from kimflow.workflow.acts import lesbar
from kimflow.workflow.importe.art import Art, genannt
from kimflow.workflow.importe.befunde import Befund, Stand, Zuordnung
from kimflow.workflow.importe.lauf import Lauf
from kimflow.workflow.importe.werte import Zelle

TEXTE = ("wirkung_menschen", "wirkung_stellen", "warum_jetzt", "gefragt", "moeglichkeiten", "doppelstruktur")
PROBLEM_BIS = 1000
_NUR_NEU = frozenset({"nummer", "beteiligte", "quelle", "datum"})


class Themen(Art):
    """A row is found by its number; without one by title and source, and then only said to be there."""

    name = "themen"
    titel = "Themen"
    einzahl = "Thema"
    zeilenwort = "thema"
    recht = Permission.THEMA_IMPORTIEREN
    spalten = SPALTEN
    andere_namen = {"Beschreibung": "beschreibung", "Thema": "titel", "Rechtskreis": "rechtskreise", "Nr.": "nummer"}
    worte = {"handlungsfeld": "handlungsfeld", "rechtskreise": "rechtskreis", "kommunen": "kommune"}
    mehrfach = frozenset({"rechtskreise", "kommunen"})
    tage = frozenset({"datum"})
    absaetze = frozenset({"beschreibung", *TEXTE, "beteiligte"})
    bewacht = frozenset({"titel", "beschreibung", *TEXTE, "beteiligte", "quelle"})
    fundstellen = frozenset({"quelle"})
    nur_neu = _NUR_NEU
    erkennt = frozenset({"nummer"})
    pflicht = ("titel", "quelle")
    vorgaben = ("quelle",)

    def benennen(self, befund: Befund) -> str:
        return befund.texte["titel"]

    def schluessel(self, befund: Befund) -> Hashable:
        number = befund.texte["nummer"].upper()
        return number or (befund.texte["titel"], befund.texte["quelle"])

    def finden(self, befunde: Sequence[Befund], lauf: Lauf) -> None:
        words = {befund.texte["titel"] for befund in befunde} | {befund.texte["nummer"].upper() for befund in befunde}
        found = queries.importe.themen(words)
        by_number = {thema.nummer: thema for thema in found}
        for befund in befunde:
            number, title, source = (befund.texte[key] for key in ("nummer", "titel", "quelle"))
            if number:
                befund.ding = by_number.get(number.upper())
                continue
            same = (t for t in found if t.titel == title and source in queries.importe.altbestand(t))
            if thema := next(same, None):
                befund.abtun(Stand.VORHANDEN, f"Schon vorhanden: {thema.nummer}.")

    def ausgabe(self, ding: Thema) -> dict[str, Zelle]:
        return {
            "nummer": ding.nummer,
            "titel": ding.titel,
            "beschreibung": ding.problem,
            **{key: getattr(ding, key) for key in TEXTE},
            "handlungsfeld": ding.handlungsfeld.kurz if ding.handlungsfeld else "",
            "rechtskreise": "; ".join(sorted(r.kurz for r in ding.rechtskreise)),
            "kommunen": "; ".join(sorted(k.name for k in ding.kommunen)),
            "beteiligte": "",
            "quelle": "",
            "datum": None,
            "stand": lesbar(ding.status),
            "beschlussnummer": ding.beschluss.nummer if ding.beschluss else "",
        }

    def aktuell(self, ding: Thema) -> dict[str, Any]:
        fields = ("nummer", "titel", *TEXTE, "handlungsfeld")
        lists = {"rechtskreise": list(ding.rechtskreise), "kommunen": list(ding.kommunen)}
        only_new = {"beteiligte": "", "quelle": "", "datum": None}
        return {key: getattr(ding, key) for key in fields} | lists | only_new | {"beschreibung": ding.problem}

    def beurteilen(self, befund: Befund, lauf: Lauf) -> None:
        if befund.ding is not None:
            lauf.darf(befund, themen.bearbeiten, befund.ding)
            return
        lauf.darf(befund, themen.aufnehmen)
        befund.werte["datum"] = befund.werte["datum"] or clock.today()
        if befund.texte["nummer"]:
            befund.melden(Stand.FEHLER, f"Die Nummer „{befund.texte['nummer'][:20]}“ gibt es nicht.")
        if len(mit_beteiligten(befund.werte)) > PROBLEM_BIS:
            befund.melden(Stand.FEHLER, f"Problem und Beteiligte: zusammen höchstens {PROBLEM_BIS} Zeichen.")

    def schreiben(self, befunde: Sequence[Befund], person: Person, zuordnung: Zuordnung) -> None:
        for befund in befunde:
            with genannt(befund):
                if befund.ding is not None:
                    _bearbeiten(befund.ding, befund.werte, person, befund.werte["beschreibung"])
                else:
                    aufnehmen(befund.werte, person, mit_beteiligten(befund.werte))


def aufnehmen(werte: dict[str, Any], person: Person, problem: str) -> Thema:
    """A new Thema with what the row says about it."""
    thema = themen.aufnehmen(
        person,
        titel=werte["titel"],
        handlungsfeld=werte["handlungsfeld"],
        quellenart=Quellenart.ALTBESTAND,
        quelle=werte["quelle"],
        datum=werte["datum"],
    )
    _bearbeiten(thema, werte, person, problem)
    return thema


def _bearbeiten(thema: Thema, werte: dict[str, Any], person: Person, problem: str) -> None:
    fields = ("titel", "handlungsfeld", "rechtskreise", "kommunen")
    texts = {key: werte.get(key, "") for key in TEXTE}
    themen.bearbeiten(thema, person, problem=problem, **{key: werte[key] for key in fields}, **texts)


def mit_beteiligten(werte: dict[str, Any]) -> str:
    """The description with those who take part according to the source."""
    taking_part = werte["beteiligte"]
    return "\n\n".join(filter(None, (werte["beschreibung"], taking_part and f"Beteiligt: {taking_part}")))
