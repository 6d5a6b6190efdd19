"""Lists as files: a list page gets its XLSX and CSV by als_tabelle() and the macro of that name."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, Flask, Response

from kimflow import clock, config, workflow
from kimflow.db import transaction
from kimflow.exports import tabelle_csv, tabelle_xlsx
from kimflow.exports.tabellen import Ausgabe, Format, Tabelle, Zelle
from kimflow.permissions import Permission
from kimflow.queries.seiten import HOECHSTENS
from kimflow.web.access import ask, me, requires
from kimflow.web.bezeichnungen import eingesetzt
from kimflow.web.dateien import CSV, XLSX, datei
from kimflow.web.listen import adresse
from kimflow.workflow.acts import Obstructed

_ARTEN = {Format.XLSX: XLSX, Format.CSV: CSV}
_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def als_tabelle(
    bp: Blueprint,
    pfad: str,
    permission: Permission,
    lesen: Callable[..., Tabelle | Sequence[Tabelle]],
    *,
    name: str = "liste",
    formate: Sequence[Format] = tuple(Format),
) -> None:
    """Register `pfad`.xlsx and `pfad`.csv as `name`_als_xlsx and `name`_als_csv.

    lesen: the table as the person asking may see it under the filter of the address, all rows in the order of the
    page. What stands in `pfad` is handed to it; then it also asks the right, by fetch() or ask(). Of several tables
    XLSX has a sheet each, CSV the first one.
    """
    for format in formate:
        view = requires(permission)(_ansicht(lesen, format))
        bp.add_url_rule(f"{pfad}.{format}", f"{name}_als_{format}", view)


def _ansicht(lesen: Callable[..., Tabelle | Sequence[Tabelle]], format: Format) -> Callable[..., Response]:
    def view(**values: Any) -> Response:
        if not values:
            ask()
        found = lesen(**values)
        return herausgeben([found] if isinstance(found, Tabelle) else found, format)

    return view


def herausgeben(
    tabellen: Sequence[Tabelle], format: Format, *, titel: str = "", ergebnis: Sequence[tuple[str, Zelle]] = ()
) -> Response:
    """The file with its mark, once it is written down that it is taken along (ZUSAGEN M9). Asks no right.

    titel: what it is called, else as its first table. ergebnis: words and values for a first sheet of XLSX.
    Obstructed when there is more than a file holds.
    """
    taken = [_gesagt(tabelle) for tabelle in (tabellen if format is Format.XLSX else tabellen[:1])]
    name, who, rows = titel or taken[0].titel, me().name, sum(len(tabelle.zeilen) for tabelle in taken)
    if rows > HOECHSTENS:
        limit = f"{HOECHSTENS:,}".replace(",", ".")
        raise Obstructed(f"Die Liste hat mehr als {limit} Zeilen. Bitte wählen Sie mit dem Filter weniger aus.")
    if format is Format.XLSX:
        content = tabelle_xlsx.schreiben(taken, _angaben(taken, name, who), von=who, ergebnis=ergebnis)
    else:
        content = tabelle_csv.schreiben(taken[0])
    mitgenommen(name, format, rows)
    return datei(content, _ARTEN[format], f"{dateiname(name, clock.today().isoformat(), who)}.{format}")


def mitgenommen(liste: str, format: str, zeilen: int) -> None:
    """Write down that the person asking takes this along, in a transaction of its own (ZUSAGEN M9)."""
    with transaction():
        workflow.exporte.vermerken(me(), me(), liste=liste, format=Ausgabe(format), zeilen=zeilen)


def _gesagt(tabelle: Tabelle) -> Tabelle:
    """In the words of this office; a cell only where it is nothing but such a word."""
    return replace(
        tabelle,
        titel=eingesetzt(tabelle.titel),
        auswahl=eingesetzt(tabelle.auswahl),
        spalten=[replace(spalte, text=eingesetzt(spalte.text)) for spalte in tabelle.spalten],
        zeilen=[[_zelle(zelle) for zelle in zeile] for zeile in tabelle.zeilen],
    )


def _zelle(zelle: Zelle) -> Zelle:
    return eingesetzt(zelle) if isinstance(zelle, str) and zelle.startswith("‹") and zelle.endswith("›") else zelle


def _angaben(tabellen: Sequence[Tabelle], name: str, who: str) -> list[tuple[str, Zelle]]:
    counted: list[tuple[str, Zelle]] = [(f"Zeilen {tabelle.titel}", len(tabelle.zeilen)) for tabelle in tabellen]
    return [
        ("Liste", name),
        ("Auswahl", tabellen[0].auswahl or "alles, was Sie sehen dürfen"),
        *counted,
        ("Ausgegeben am", clock.now()),
        ("Ausgegeben von", who),
        ("Ausgegeben aus", f"kimflow, {config.current().kreis}"),
    ]


def dateiname(*teile: str) -> str:
    """Words as a name of a file: plain letters, what belongs to one word joined by hyphens."""
    plain = (unicodedata.normalize("NFKD", teil.translate(_UMLAUTE)) for teil in teile)
    words = (re.sub(r"[^A-Za-z0-9]+", "-", "".join(c for c in t if not unicodedata.combining(c))) for t in plain)
    return "_".join(filter(None, (word.strip("-") for word in words)))[:120]


def tabellenadressen(liste: str, **werte: Any) -> list[tuple[str, str]]:
    """The files of a list ("auftraege.liste") under the filter of this address, as word and address."""
    return [(format.upper(), adresse(f"{liste}_als_{format}", **werte)) for format in Format]


def init_app(app: Flask) -> None:
    app.jinja_env.globals["tabellenadressen"] = tabellenadressen
