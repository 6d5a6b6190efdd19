"""The check itself: all rules over one text. No Flask, no database, no socket, no log; nothing is remembered."""

from collections.abc import Set

from kimflow.workflow.datenschutz import erreichbarkeit, geburt, kennzahlen
from kimflow.workflow.datenschutz.befunde import Befund, ordnen
from kimflow.workflow.datenschutz.merkmale import merkmale
from kimflow.workflow.datenschutz.namen import namen

HOECHSTENS = 100_000
"""Characters that are looked at; no field of kimflow holds more."""

# Of two at the same place the first counts: a birth date may look like a telephone number.
_REGELN = (*kennzahlen.REGELN, *geburt.REGELN, *erreichbarkeit.REGELN)


def pruefen(text: str, keine_personen: Set[str] = frozenset()) -> list[Befund]:
    """What in `text` points to a person: places without overlap, in order.

    keine_personen: words in lower case that are never marked as a name. Finds much, never all.
    """
    text = text[:HOECHSTENS]
    hard = [befund for regel in _REGELN for befund in regel.finden(text)]
    hard += erreichbarkeit.ibans(text)
    soft = namen(text, keine_personen)
    hard += geburt.hinter_namen(text, soft)
    return ordnen([*hard, *soft, *merkmale(text)])
