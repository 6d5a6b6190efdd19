"""What may stand in the address behind the question mark: declared once, read strictly, described."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request

from kimflow.blueprints.schnittstelle.felder import Schema
from kimflow.columns import canonical

_GANZZAHL = re.compile(r"[0-9]{1,9}", re.ASCII)
MARKE = 600
"""Characters of a mark of a page."""


class Unverstanden(Exception):
    """Parameters that do not exist or hold what they cannot; `fehler` names each with its reason."""

    def __init__(self, fehler: Sequence[Mapping[str, str]]) -> None:
        super().__init__(str(fehler))
        self.fehler = fehler


@dataclass(frozen=True)
class Angabe:
    """A parameter: a word of `worte`, a number, a day or a text."""

    name: str
    erklaerung: str
    art: str = "text"
    worte: Collection[str] = ()

    @property
    def schema(self) -> Schema:
        if self.worte:
            return {"type": "string", "enum": list(self.worte)}
        if self.art == "zahl":
            return {"type": "integer", "minimum": 0, "maximum": 999_999_999}
        if self.art == "tag":
            return {"type": "string", "format": "date"}
        return {"type": "string", "maxLength": MARKE if self.art == "marke" else 200}

    def lesen(self, text: str) -> Any:
        """The value. Raises ValueError with a German reason."""
        if self.worte and text not in self.worte:
            raise ValueError(f"Erwartet wird eines von: {', '.join(self.worte)}.")
        if self.art == "zahl":
            if not _GANZZAHL.fullmatch(text):
                raise ValueError("Erwartet wird eine ganze Zahl.")
            return int(text)
        if self.art == "tag":
            return _tag(text)
        return text if self.worte or self.art == "marke" else canonical(text)[:200]


def _tag(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("Erwartet wird ein Tag wie 2026-11-22.") from None


SEITE = Angabe("nach", "Wo die Seite beginnt; steht in `weiter` der Seite davor.", "marke")
SUCHE = Angabe("suche", "Nur, worin dieser Text vorkommt, wie in der Suche über der Liste.")


def gelesene(erlaubt: Sequence[Angabe]) -> dict[str, Any]:
    """The parameters of this request, those that are missing as None. Raises Unverstanden, with all reasons at once."""
    known = {angabe.name: angabe for angabe in erlaubt}
    wrong = [{"parameter": name[:80], "grund": "Das gibt es hier nicht."} for name in request.args if name not in known]
    found: dict[str, Any] = dict.fromkeys(known)
    for name, angabe in known.items():
        texts = request.args.getlist(name)
        if len(texts) > 1:
            wrong.append({"parameter": name, "grund": "Steht mehrmals in der Adresse."})
        elif texts and texts[0]:
            try:
                found[name] = angabe.lesen(texts[0])
            except ValueError as error:
                wrong.append({"parameter": name, "grund": str(error)})
    if wrong:
        raise Unverstanden(wrong)
    return found
