"""Column types and the classification every column carries: bounded NFC text, UTC moments, class and period."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Dialect, Enum, String, TypeDecorator
from sqlalchemy.orm import MappedColumn, mapped_column


@dataclass(frozen=True)
class Daten:
    """Why a column exists and when its content goes (ZUSAGEN M7)."""

    klasse: str
    zweck: str
    frist: str


TECHNIK = Daten("Technik", "Zusammenhalt der Datensätze", "mit dem Datensatz")
SACHE = Daten("Sachdaten", "Steuerung der Integrationsarbeit", "Akte: bis zur Übernahme durch das Archiv")
AKTE = Daten("Akte", "Nachweis der Beschlüsse und Vereinbarungen", "Akte: bis zur Übernahme durch das Archiv")
FALL = Daten(
    "Fallangaben ohne Personenbezug, wie personenbezogen behandelt",
    "Fallübergreifende Themen erkennen",
    "Entwürfe 90 Tage, freigegebene 12 Monate, einmal verlängerbar",
)
ENTWURF = Daten(
    "Angefangene Eingaben, wie Fallangaben behandelt", "Nichts geht verloren", "90 Tage nach der letzten Änderung"
)
PERSON = Daten("Beschäftigtendaten", "Zusammenarbeit in den Gremien", "Pseudonymisiert nach dem Ausscheiden")
ZUGANG = Daten("Zugangsdaten", "Anmeldung", "Bis zum Ende von Konto, Sitzung oder Link")
STIMME = Daten("Stimmen", "Priorisierung und Zustimmung", "Akte: mit dem Beschluss")
POST = Daten("Nachrichten", "Benachrichtigung der Beteiligten", "90 Tage nach dem Versand")
SPUR = Daten("Verlauf", "Nachweis, wer wann was getan hat", "Akte: bis zur Übernahme durch das Archiv")


def spalte(daten: Daten, *args: Any, **kwargs: Any) -> MappedColumn[Any]:
    """A mapped column with its classification."""
    return mapped_column(*args, info={"daten": daten}, **kwargs)


# Bidirectional overrides, isolates, byte-order mark, zero-width space and word joiner: invisible, and abused
# to make one text look like another. Joiners (200C, 200D) stay: emoji and several scripts need them.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def canonical(value: str, *, lines: bool = False) -> str:
    """`value` in NFC without control and invisible characters, outer space stripped; line breaks only if `lines`."""
    value = _SURROGATE.sub("\ufffd", value).replace("\r\n", "\n").replace("\r", "\n")
    value = re.sub("[\u2028\u2029]", "\n", value)
    if not lines:
        value = re.sub(r"[\n\t]+", " ", value)
    value = _INVISIBLE.sub("", _CONTROL.sub("", value))
    return unicodedata.normalize("NFC", value).strip()


class TooLong(ValueError):
    """A text does not fit its column; forms say so before it comes this far."""


class _Text(TypeDecorator[str]):
    """Bounded text that is stored in canonical form."""

    impl = String
    cache_ok = True
    lines = False

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.length = length

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        value = canonical(value, lines=self.lines)
        if len(value) > self.length:
            raise TooLong(f"{len(value)} Zeichen, erlaubt sind {self.length}.")
        return value


class Zeile(_Text):
    """One line of at most `length` characters."""

    cache_ok = True


class Absatz(_Text):
    """Text with line breaks of at most `length` characters."""

    cache_ok = True
    lines = True


class Zeitpunkt(TypeDecorator[datetime]):
    """An aware moment; stored in UTC, read back aware in UTC from both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("Zeitpunkte tragen eine Zeitzone.")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Dezimal(TypeDecorator[Decimal]):
    """An exact number with four places; stored as a whole number of ten-thousandths, alike on both databases."""

    impl = BigInteger
    cache_ok = True
    HOECHSTENS = Decimal("99999999999.9999")

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = Decimal(value) * 10_000
        if scaled != scaled.to_integral_value() or abs(Decimal(value)) > self.HOECHSTENS:
            raise ValueError(f"{value} hat mehr als vier Nachkommastellen oder ist zu groß.")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / 10_000


def Wort(words: type[StrEnum]) -> Enum:  # noqa: N802 - used like a type
    """A closed list of words, stored as text; pair it with `nur(words)` in __table_args__."""
    return Enum(
        words,
        native_enum=False,
        length=40,
        create_constraint=False,
        values_callable=lambda kind: [w.value for w in kind],
    )


def nur(column: str, words: Iterable[StrEnum], *, optional: bool = False) -> CheckConstraint:
    """CHECK that a column holds one of `words`."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    rule = f"{column} IN ({listed})"
    return CheckConstraint(f"{column} IS NULL OR {rule}" if optional else rule, name=column)


def nur_mit(column: str, required: str, *words: StrEnum) -> CheckConstraint:
    """CHECK that `required` is set whenever `column` holds one of `words`."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} NOT IN ({listed}) OR {required} IS NOT NULL", name=f"{column}_braucht_{required}")
