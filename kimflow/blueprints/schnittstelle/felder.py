"""Of what the answers consist: each field is declared once, and writes itself as well as its description."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
ZAHL: Schema = {"type": "integer"}
JA_NEIN: Schema = {"type": "boolean"}
TAG: Schema = {"type": "string", "format": "date"}
ZEITPUNKT: Schema = {"type": "string", "format": "date-time"}
TEXTE: Schema = {"type": "array", "items": TEXT}


def wort(words: type[StrEnum]) -> Schema:
    """One of a closed list, as it is stored: ASCII, small letters."""
    return {"type": "string", "enum": [word.value for word in words]}


def oder_nichts(schema: Schema) -> Schema:
    """The same or null."""
    if "type" not in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    more: Schema = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return schema | {"type": [schema["type"], "null"]} | more


def liste(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


@dataclass(frozen=True)
class Feld:
    """One member: its name, its JSON Schema, and where its value comes from; by default the attribute of that name.

    nur: the view of the subject that somebody needs to be told; else the member is left out.
    objekt: what kind of object the value is, or its items are, if it is one.
    """

    name: str
    schema: Schema
    wert: Callable[[Any], Any] | None = None
    erklaerung: str = ""
    nur: str = ""
    objekt: "Objekt | None" = None

    def lesen(self, row: Any) -> Any:
        return self.wert(row) if self.wert else getattr(row, self.name)

    def bei(self, wo: str) -> "Feld":
        """The same, read at the attribute `wo` of a row that holds more."""
        at = attrgetter(wo)
        return replace(self, wert=lambda row: self.lesen(at(row)))


@dataclass(frozen=True)
class Objekt:
    """A kind of JSON object with its fields; `name` is what the description calls it."""

    name: str
    erklaerung: str
    felder: Sequence[Feld]

    def schreiben(self, row: Any, sichten: Collection[str] = ()) -> dict[str, Any]:
        """`row` as plain values. sichten: which of the fields that are not for everybody this person is told."""
        return {feld.name: feld.lesen(row) for feld in self.felder if not feld.nur or feld.nur in sichten}

    @property
    def teile(self) -> list["Objekt"]:
        """The objects its members consist of."""
        return [feld.objekt for feld in self.felder if feld.objekt]

    @property
    def verweis(self) -> Schema:
        return {"$ref": f"#/components/schemas/{self.name}"}

    @property
    def schema(self) -> Schema:
        return {
            "type": "object",
            "description": self.erklaerung,
            "properties": {feld.name: _beschrieben(feld) for feld in self.felder},
            "required": [feld.name for feld in self.felder if not feld.nur],
            "additionalProperties": False,
        }


def eines(objekt: Objekt, name: str, wo: str = "", erklaerung: str = "", nur: str = "") -> Feld:
    """One such object, read at `wo` (by default at its name); null if there is none."""
    at = attrgetter(wo or name)

    def lesen(row: Any) -> Any:
        found = at(row)
        return None if found is None else objekt.schreiben(found)

    return Feld(name, oder_nichts(objekt.verweis), lesen, erklaerung, nur, objekt)


def viele(objekt: Objekt, name: str, wo: str, erklaerung: str = "", nur: str = "") -> Feld:
    """A list of such objects, read at `wo`."""
    at, schema = attrgetter(wo), liste(objekt.verweis)
    return Feld(name, schema, lambda row: [objekt.schreiben(one) for one in at(row)], erklaerung, nur, objekt)


def nummern_von(name: str, wo: str, erklaerung: str = "") -> Feld:
    """The numbers of the things at `wo`."""
    at = attrgetter(wo)
    return Feld(name, TEXTE, lambda row: [one.nummer for one in at(row)], erklaerung)


def nummer_von(name: str, wo: str, erklaerung: str = "") -> Feld:
    """The number of the one thing at `wo`, null if there is none."""
    at = attrgetter(wo)
    return Feld(name, oder_nichts(TEXT), lambda row: getattr(at(row), "nummer", None), erklaerung)


def seite_von(objekt: Objekt) -> Objekt:
    """A page of a list of these."""
    return Objekt(
        f"{objekt.name}Seite",
        "Eine Seite der Liste.",
        (
            Feld("eintraege", liste(objekt.verweis), objekt=objekt),
            Feld("weiter", oder_nichts(TEXT), erklaerung="Adresse der nächsten Seite; null auf der letzten."),
        ),
    )


def _beschrieben(feld: Feld) -> Schema:
    left_out = "Fehlt für Personen, die das nicht sehen." if feld.nur else ""
    said = " ".join(part for part in (feld.erklaerung, left_out) if part)
    return feld.schema | {"description": said} if said else feld.schema
