"""Consent with conditions, and to single Maßnahmen: the fields, what becomes of them, and how it reads."""

from collections.abc import Callable, Mapping
from typing import Any

from kimflow import queries
from kimflow.models import Massnahme, Zielvereinbarung
from kimflow.web.filters import datum
from kimflow.web.forms import Eins, Mehrere, absatz, tag
from kimflow.workflow.zielvereinbarungen import Auflage

ANZAHL = 3
"""Rows for Auflagen. A Beschluss with more says the rest in its wording, and they are given as Aufträge."""


class Personenwahl(Eins):
    """Who is to see to an Auflage."""


class Massnahmenwahl(Mehrere):
    """The promised Maßnahmen of the agreement that is decided about."""

    def benennen(self, row: Massnahme) -> str:
        return f"{row} ({row.institution})"


def _felder() -> dict[str, Callable[[], Any]]:
    found: dict[str, Callable[[], Any]] = {
        "ohne": lambda: Massnahmenwahl(
            "Diesen Maßnahmen wird nicht zugestimmt",
            description="Sie bleiben dem Thema zugesagt. Ohne Auswahl wird allen zugestimmt.",
        )
    }
    for number in range(1, ANZAHL + 1):
        found |= _reihe(number)
    return found


def _reihe(number: int) -> dict[str, Callable[[], Any]]:
    help_ = "Was ist noch zu tun? Daraus wird ein Auftrag; er hält nichts auf." if number == 1 else ""
    return {
        f"auflage{number}": lambda: absatz(f"{number}. Auflage", 2000, hilfe=help_),
        f"bis{number}": lambda: tag(f"{number}. Auflage: bis wann?"),
        f"wer{number}": lambda: Personenwahl(f"{number}. Auflage: wer?", leer="noch offen"),
    }


AUFLAGENFELDER: Mapping[str, Callable[[], Any]] = _felder()


def waehlbar_machen(fields: Mapping[str, Any], vereinbarung: Zielvereinbarung) -> None:
    """Give the choices among these fields their rows."""
    people = queries.personen.waehlbare()
    for field in fields.values():
        if isinstance(field, Personenwahl):
            field.optionen = people
        elif isinstance(field, Massnahmenwahl):
            field.optionen = queries.massnahmen.zugesagte(vereinbarung)


def auflagen(given: dict[str, Any]) -> dict[str, Any]:
    """The arguments of zustimmen out of the fields; a row with nothing in it is none."""
    rows = [(given[f"auflage{n}"], given[f"bis{n}"], given[f"wer{n}"]) for n in range(1, ANZAHL + 1)]
    return {"auflagen": [Auflage(*row) for row in rows if any(row)], "ohne": given["ohne"] or []}


def auflagensatz(angaben: dict[str, Any]) -> str:
    """What the wording says of it."""
    sentences = []
    if left := angaben.get("ohne"):
        sentences.append(f" Ausgenommen: {', '.join(str(m) for m in left)}.")
    for auflage in angaben.get("auflagen", ()):
        who = f", {auflage.wer.name}" if auflage.wer else ""
        sentences.append(f" Auflage{who} bis {datum(auflage.bis) if auflage.bis else '…'}: {auflage.text or '…'}")
    return "".join(sentences)
