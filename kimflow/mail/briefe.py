"""A letter and how its text is made: plain German text, links from the configured base URL, nothing confidential."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kimflow import clock, config
from kimflow.models import Person
from kimflow.queries import bezeichnungen

_texts = Environment(
    loader=FileSystemLoader(Path(__file__).resolve().parent.parent / "templates" / "mail"),
    autoescape=False,  # noqa: S701 - plain text; there is no markup to escape
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_texts.filters["datum"] = lambda day: f"{day:%d.%m.%Y}"
_texts.filters["zeitpunkt"] = lambda moment: f"{clock.local(moment):%d.%m.%Y, %H:%M} Uhr"


@dataclass(frozen=True)
class Aussenstehende:
    """Somebody without an account who left an address to be told by."""

    mail: str
    name: str = ""
    id: None = None
    ist_erreichbar: bool = True


@dataclass(frozen=True)
class Brief:
    """One mail to one person. `marke` keeps it from being queued twice for the same occasion.

    kalender: a calendar entry that goes with it, as iCalendar text.
    """

    an: Person | Aussenstehende
    betreff: str
    text: str
    marke: str
    kalender: str = ""


def schreiben(an: Person | Aussenstehende, betreff: str, vorlage: str, marke: str, **words: Any) -> Brief:
    """A Brief from templates/mail/<vorlage>.txt. Raises ValueError on line breaks in the subject (ZUSAGEN I10)."""
    if re.search(r"[\r\n\x00]", betreff):
        raise ValueError("Ein Betreff hat eine Zeile.")
    text = _texts.get_template(f"{vorlage}.txt").render(an=an, kreis=config.current().kreis, **words)
    return Brief(an, bezeichnungen.eingesetzt(betreff), bezeichnungen.eingesetzt(text), marke)


def adresse(path: str) -> str:
    """An absolute address of this installation, never from the Host header."""
    return f"{config.current().basis_url.rstrip('/')}/{path.lstrip('/')}"
