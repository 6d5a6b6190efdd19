"""The check itself: all rules over one text. No Flask, no database, no socket, no log; nothing is remembered."""

from collections.abc import Set
from dataclasses import replace

from kimflow.workflow.datenschutz import erreichbarkeit, geburt, kennzahlen
from kimflow.workflow.datenschutz.befunde import Befund, ordnen
from kimflow.workflow.datenschutz.merkmale import merkmale
from kimflow.workflow.datenschutz.namen import namen

HOECHSTENS = 200_000
"""Characters of one text; no field that is guarded holds more."""

# What word processors write instead of the blank and the hyphen of the keyboard, and what nobody sees at all.
_WIE_GETIPPT = str.maketrans("\u00a0\u2007\u2009\u202f\u2010\u2011\u2212", "    ---")
_UNSICHTBAR = "\u00ad\u200c\u200d"

# Of two at the same place the first counts: a birth date may look like a telephone number.
_REGELN = (*kennzahlen.REGELN, *geburt.REGELN, *erreichbarkeit.REGELN)


def pruefen(text: str, keine_personen: Set[str] = frozenset()) -> list[Befund]:
    """What in `text` points to a person: places without overlap, in order.

    keine_personen: words in lower case that are never marked as a name. Finds much, never all.
    Raises ValueError for a text longer than HOECHSTENS: it is checked as a whole or not at all.
    """
    if len(text) > HOECHSTENS:
        raise ValueError(f"Der Text ist zu lang: {len(text)} Zeichen, höchstens {HOECHSTENS}.")
    seen = [place for place, letter in enumerate(text) if letter not in _UNSICHTBAR]
    found = _finden("".join(text[place] for place in seen).translate(_WIE_GETIPPT), keine_personen)
    if len(seen) == len(text):
        return found
    return [replace(b, anfang=seen[b.anfang], ende=seen[b.ende - 1] + 1) for b in found]


def _finden(text: str, keine_personen: Set[str]) -> list[Befund]:
    hard = [befund for regel in _REGELN for befund in regel.finden(text)]
    hard += erreichbarkeit.ibans(text)
    soft = namen(text, keine_personen)
    hard += geburt.hinter_namen(text, soft)
    return ordnen([*hard, *soft, *merkmale(text)])
