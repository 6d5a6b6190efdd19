"""The arithmetic of the Kennzahlen: rows in, tables out. Pure functions; no figure of them is about a person."""

from kimflow.workflow.kennzahlen.haeuser import haeuser
from kimflow.workflow.kennzahlen.streuung import MINDESTENS, ZU_WENIGE, Streuung, streuung, tage
from kimflow.workflow.kennzahlen.tafeln import Ding, Fenster, Zahlentafel, Zeile, Zelle
from kimflow.workflow.kennzahlen.uebersicht import TAFELN, tafel, tafeln

__all__ = [
    "MINDESTENS",
    "TAFELN",
    "ZU_WENIGE",
    "Ding",
    "Fenster",
    "Streuung",
    "Zahlentafel",
    "Zeile",
    "Zelle",
    "haeuser",
    "streuung",
    "tafel",
    "tafeln",
    "tage",
]
