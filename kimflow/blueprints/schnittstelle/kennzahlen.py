"""Kennzahlen for programs: the tables of the page, made of the same cells."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import abort

from kimflow import clock, queries
from kimflow.blueprints.schnittstelle.angaben import Angabe, Unverstanden
from kimflow.blueprints.schnittstelle.felder import JA_NEIN, TAG, TEXT, Feld, Objekt, oder_nichts, viele
from kimflow.blueprints.schnittstelle.zugang import abruf
from kimflow.models import Person
from kimflow.permissions import Permission
from kimflow.web.bezeichnungen import eingesetzt
from kimflow.workflow.kennzahlen import TAFELN, Fenster, Zahlentafel, tafel, tafeln

ANGABEN = (
    Angabe("jahr", "Nur dieses Jahr, wo eine Tafel einen Zeitraum hat.", "zahl"),
    Angabe("von", "Erster Tag des Zeitraums.", "tag"),
    Angabe("bis", "Letzter Tag des Zeitraums.", "tag"),
)

SPALTE = Objekt("Spalte", "Eine Spalte einer Tafel.", (Feld("schluessel", TEXT), Feld("titel", TEXT)))
ZELLE = Objekt(
    "Zelle",
    "Ein Wert: eine Anzahl, oder ein Wort wie „zu wenige“, wo weniger als fünf Dinge keinen Mittelwert ergeben.",
    (Feld("spalte", TEXT), Feld("wert", {"type": ["integer", "string"]})),
)
ZEILE = Objekt(
    "Zeile", "Eine Zeile einer Tafel.", (Feld("schluessel", TEXT), Feld("name", TEXT), viele(ZELLE, "zellen", "zellen"))
)
KENNZAHLENTAFEL = Objekt(
    "Kennzahlentafel",
    "Eine Tafel mit der Erklärung, was gezählt wird. Nichts darin bezieht sich auf eine Person.",
    (
        *(Feld(name, TEXT) for name in ("schluessel", "titel", "erklaerung", "kopf")),
        Feld("hat_zeitraum", JA_NEIN, erklaerung="Ob der gewählte Zeitraum hier zählt."),
        viele(SPALTE, "spalten", "spalten"),
        viele(ZEILE, "zeilen", "zeilen"),
    ),
)
KENNZAHLEN = Objekt(
    "Kennzahlen",
    "Alle Tafeln der Seite Kennzahlen.",
    (
        Feld("stand", TAG, erklaerung="Der Tag, für den gezählt wurde."),
        Feld("von", oder_nichts(TAG)),
        Feld("bis", oder_nichts(TAG)),
        viele(KENNZAHLENTAFEL, "tafeln", "tafeln"),
    ),
)


class _Tafel:
    """A table as its fields read it."""

    def __init__(self, shown: Zahlentafel) -> None:
        self.schluessel, self.hat_zeitraum = shown.schluessel, shown.hat_zeitraum
        self.titel, self.erklaerung, self.kopf = map(eingesetzt, (shown.titel, shown.erklaerung, shown.kopf))
        self.spalten = [_Teil(schluessel=key, titel=eingesetzt(text)) for key, text in shown.spalten.items()]
        self.zeilen = [
            _Teil(
                schluessel=row.schluessel,
                name=eingesetzt(row.name),
                zellen=[_Teil(spalte=key, wert=cell.wert) for key, cell in zip(shown.spalten, row.zellen, strict=True)],
            )
            for row in shown.zeilen
        ]


class _Teil:
    def __init__(self, **worte: Any) -> None:
        self.__dict__.update(worte)


@abruf("/kennzahlen", Permission.KENNZAHL_ANSEHEN, KENNZAHLEN, "Alle Kennzahlen lesen", ANGABEN)
def kennzahlen(person: Person, angaben: Mapping[str, Any]) -> Mapping[str, Any]:
    window, today = _fenster(angaben), clock.today()
    shown = [_Tafel(one) for one in tafeln(queries.kennzahlen.Bestand(person), window, today)]
    return KENNZAHLEN.schreiben(_Teil(stand=today, von=window.von, bis=window.bis, tafeln=shown))


@abruf("/kennzahlen/<schluessel>", Permission.KENNZAHL_ANSEHEN, KENNZAHLENTAFEL, "Eine Tafel lesen", ANGABEN)
def kennzahl(person: Person, angaben: Mapping[str, Any], schluessel: str) -> Mapping[str, Any]:
    window = _fenster(angaben)
    if schluessel not in TAFELN:
        abort(404)
    return KENNZAHLENTAFEL.schreiben(
        _Tafel(tafel(schluessel, queries.kennzahlen.Bestand(person), window, clock.today()))
    )


def _fenster(angaben: Mapping[str, Any]) -> Fenster:
    """A year counts before days, as on the page; a period that ends before it begins is an error here."""
    if angaben["jahr"] is not None:
        if not 1990 <= angaben["jahr"] <= 2100:
            raise Unverstanden([{"parameter": "jahr", "grund": "Erwartet wird ein Jahr wie 2026."}])
        return Fenster(date(angaben["jahr"], 1, 1), date(angaben["jahr"], 12, 31))
    if angaben["von"] and angaben["bis"] and angaben["von"] > angaben["bis"]:
        raise Unverstanden([{"parameter": "bis", "grund": "Das Ende liegt vor dem Anfang."}])
    return Fenster(angaben["von"], angaben["bis"])
