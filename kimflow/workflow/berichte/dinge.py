"""Rows of a report as things behind a figure, each kind in one place."""

from collections.abc import Iterable, Mapping
from datetime import date
from textwrap import shorten

from kimflow.models import Stelle
from kimflow.queries.berichte import Bestand
from kimflow.queries.berichte.zeilen import (
    Beschlusszeile,
    Buchungszeile,
    Falleingang,
    Gremienzeile,
    Indikatorzeile,
    Mandatszeile,
    Massnahmenzeile,
    Pflichtzeile,
    Sitzungszeile,
    Sitzzeile,
    Themenzeile,
    Topfzeile,
    Vereinbarungszeile,
    Wechsel,
    Weitergabezeile,
)
from kimflow.queries.niederschrift.worte import datum
from kimflow.workflow.berichte.teile import Ding, wort
from kimflow.workflow.datenschutz import pruefen

_ZEICHEN = 160


def titel(b: Bestand, text: str) -> str:
    """Typed text as a word of a generated one; nothing in which the guard finds what points to a person.

    A reason once given for a finding was given for this house. What leaves it is checked anew and left out.
    """
    found = any(befund.hart for befund in pruefen(text, b.keine_personen))
    return "(weggelassen: der Datenschutz-Wächter findet darin etwas)" if found else wort(text)


def kurz(text: str) -> str:
    """The beginning of a longer text on one line."""
    line = " ".join(text.split())
    return shorten(line, _ZEICHEN, placeholder=" …")


def am(tag: date | None) -> str:
    return f"am {datum(tag)}" if tag else ""


def thema(row: Themenzeile, angabe: str = "") -> Ding:
    return Ding("thema", row.id, row.nummer, row.nummer, row.titel, angabe)


def massnahme(row: Massnahmenzeile, angabe: str = "") -> Ding:
    return Ding("massnahme", row.id, row.nummer, row.nummer, row.titel, angabe)


def vereinbarung(row: Vereinbarungszeile, angabe: str = "") -> Ding:
    return Ding("zielvereinbarung", row.id, row.nummer, row.nummer, row.titel, angabe)


def beschluss(row: Beschlusszeile) -> Ding:
    said = f"gefasst am {datum(row.gefasst_am)}, {row.gremium}"
    return Ding("beschluss", row.id, row.nummer, row.nummer, kurz(row.wortlaut), said)


def sitzung(row: Sitzungszeile) -> Ding:
    said = f"am {datum(row.eroeffnet_am)}" if row.eroeffnet_am else ""
    return Ding("sitzung", row.id, row.nummer, row.nummer, row.gremium, said)


def gremium(row: Gremienzeile) -> Ding:
    until = f" bis {datum(row.bis)}" if row.bis else ""
    return Ding("gremium", row.id, str(row.id), "", row.name, f"seit {datum(row.von)}{until}")


def sitz(row: Sitzzeile) -> Ding:
    return Ding("sitz", row.id, str(row.gremium_id), "", row.bezeichnung, f"{row.gremium}, {row.stimmrecht.value}")


def mandat(row: Mandatszeile) -> Ding:
    until = f", Frist {datum(row.frist)}" if row.frist else ""
    said = f"{row.gruppe}, erteilt am {datum(row.erteilt_am)}{until}"
    return Ding("mandat", row.id, row.thema, row.thema, row.titel, said)


def weitergabe(row: Weitergabezeile) -> Ding:
    return Ding("weitergabe", row.id, row.thema, row.thema, row.titel, f"am {datum(row.am)} an {row.an}")


def pflicht(row: Pflichtzeile) -> Ding:
    done = f", erledigt am {datum(row.erledigt_am)}" if row.erledigt_am else ""
    return Ding("pflicht", row.id, str(row.id), "", row.was, f"bis {datum(row.bis)}{done}")


def stelle(row: Stelle, beitrag: int = 1, angabe: str = "") -> Ding:
    said = f"Baustein {row.baustein}, {row.institution.kurzname}{f', {angabe}' if angabe else ''}"
    return Ding("stelle", row.id, str(row.id), "", row.bezeichnung, said, beitrag)


def topf(row: Topfzeile, beitrag: int) -> Ding:
    return Ding("foerdertopf", row.id, str(row.id), "", f"{row.name} ({row.jahr})", f"Baustein {row.baustein}", beitrag)


def buchung(row: Buchungszeile, beitrag: int) -> Ding:
    said = f"{row.massnahme}, {row.art.value}, gebucht am {datum(row.gebucht_am)}"
    return Ding("buchung", row.id, str(row.topf_id), f"Nr. {row.id}", row.zweck, said, beitrag)


def indikator(row: Indikatorzeile) -> Ding:
    said = f"zuletzt gemessen am {datum(row.gemessen_am)}" if row.gemessen_am else "noch nicht gemessen"
    return Ding("indikator", row.id, row.vereinbarung, row.vereinbarung, row.name, said)


def kommune(id: int, name: str, angabe: str = "") -> Ding:
    return Ding("kommune", id, str(id), "", name, angabe)


def fall(row: Falleingang) -> Ding:
    """By number and day alone."""
    return Ding("fallrekonstruktion", row.id, row.nummer, row.nummer, "", f"freigegeben am {datum(row.tag)}")


def meldung(row: Falleingang) -> Ding:
    """By number and day alone."""
    return Ding("meldung", row.id, row.nummer, row.nummer, "", f"eingegangen am {datum(row.tag)}")


def themen(b: Bestand, wann: Mapping[int, Wechsel]) -> Iterable[Ding]:
    """The Themen to which this happened, with the day."""
    return (thema(row, f"am {datum(wann[row.id].tag)}") for row in b.themen if row.id in wann)


def massnahmen(b: Bestand, wann: Mapping[int, Wechsel]) -> Iterable[Ding]:
    return (massnahme(row, f"am {datum(wann[row.id].tag)}") for row in b.massnahmen if row.id in wann)
