"""German words and safe Markdown for the generated minutes: what people typed as plain text stays plain text."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from kimflow import clock
from kimflow.models import Methode, Modus, Person, Quellenart, Stimmwort, Topart

ARTEN = {
    Topart.INFORMATION: "Zur Information",
    Topart.BERATUNG: "Zur Beratung",
    Topart.PRIORISIERUNG: "Zur Priorisierung",
    Topart.BESCHLUSS: "Zum Beschluss",
    Topart.KENNTNISNAHME: "Zur Kenntnis",
}
MODI = {
    Modus.EINVERNEHMLICH: "einvernehmlich",
    Modus.ABSTIMMUNG: "nach Abstimmung",
    Modus.UMLAUF: "im Umlauf",
    Modus.KENNTNISNAHME: "zur Kenntnis genommen",
}
METHODEN = {
    Methode.PUNKTE: "Punkte",
    Methode.RANG: "Rangfolge",
    Methode.WIDERSTAND: "Widerstand",
    Methode.KONSENS: "Konsens",
    Methode.MEHRHEIT: "Mehrheit",
}
QUELLENARTEN = {
    Quellenart.FACHGESPRAECH: "Fachgespräch",
    Quellenart.STATISTIK: "Statistik",
    Quellenart.RECHTSAENDERUNG: "Rechtsänderung",
    Quellenart.POLITISCHER_AUFTRAG: "politischer Auftrag",
    Quellenart.ALTBESTAND: "Altbestand",
}
STIMMWORTE = {
    Stimmwort.ZUSTIMMUNG: "Zustimmung",
    Stimmwort.BEDENKEN: "leichte Bedenken",
    Stimmwort.EINWAND: "schwerer Einwand",
    Stimmwort.ENTHALTUNG: "Enthaltung",
    Stimmwort.VORBEHALT: "Zustimmung unter Gremienvorbehalt",
    Stimmwort.JA: "Ja",
    Stimmwort.NEIN: "Nein",
}
# What opens a list, a quote, a heading, a rule, a table or a definition at the beginning of a line.
_ANFANG = re.compile(r"^(?=[#>+-])")
_ANFANG_OHNE_MASKE = {"=": "&#61;", ":": "&#58;", "|": "&#124;", "~": "&#126;"}
_AUFZAEHLUNG = re.compile(r"^(\d+)([.)])(?=\s|$)")


def zeile(text: str) -> str:
    """Typed text as one line of plain text."""
    return _maskiert(" ".join(text.split()))


def absatz(text: str) -> str:
    """Typed text as one paragraph of plain text; its lines stay, empty ones go."""
    return "\n".join(_maskiert(line.strip()) for line in text.splitlines() if line.strip())


def _maskiert(line: str) -> str:
    line = re.sub(r"&(?=#?\w+;)", "&amp;", line)
    line = re.sub(r"([\\`*_\[\]])", r"\\\1", line).replace("<", "&lt;")
    if line[:1] in _ANFANG_OHNE_MASKE:
        return _ANFANG_OHNE_MASKE[line[0]] + line[1:]
    return _AUFZAEHLUNG.sub(r"\1\\\2", _ANFANG.sub(r"\\", line))


def freitext(text: str) -> str:
    """Typed Markdown; its headings stand below those of the minutes."""
    return re.sub(r"^#{1,2}(?=\s)", "###", text.strip(), flags=re.MULTILINE)


def zitat(text: str) -> str:
    """Typed Markdown as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in freitext(text).splitlines())


def liste(rows: Iterable[str]) -> str:
    return "\n".join(f"- {row}" for row in rows)


def verweis(text: str, address: str) -> str:
    """A link; nothing in the address ends it early."""
    return f"[{zeile(text)}](<{address.replace('<', '%3C').replace('>', '%3E').replace(' ', '%20')}>)"


def aufzaehlung(names: Sequence[str]) -> str:
    """At least one name: A, B und C."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} und {names[-1]}"


def person(who: Person) -> str:
    """Name and function."""
    return zeile(f"{who.name}, {who.funktion}" if who.funktion else who.name)


def datum(day: date | datetime) -> str:
    """22.11.2026"""
    local = clock.local(day).date() if isinstance(day, datetime) else day
    return f"{local:%d.%m.%Y}"


def uhrzeit(moment: datetime) -> str:
    """14:05"""
    return f"{clock.local(moment):%H:%M}"
