"""Rules for birth dates. A date alone is none: offices write dates all day.

It is one beside "geb.", "geboren", "Geburtsdatum", "*", or right behind a name ("Amina K., 14.02.1994").
"""

import re
from collections.abc import Iterable, Iterator

from kimflow.workflow.datenschutz.befunde import Art, Befund
from kimflow.workflow.datenschutz.regeln import Regel, davor, muster

_MONAT = "Jan(?:uar|\\.)?|Feb(?:ruar|\\.)?|März|Apr(?:il|\\.)?|Mai|Juni?|Juli?|Aug(?:ust|\\.)?|Sep(?:tember|t?\\.)?|"
_MONAT += "Okt(?:ober|\\.)?|Nov(?:ember|\\.)?|Dez(?:ember|\\.)?"
_TAG = rf"""(?: \d{{1,2}}\.[ ]?\d{{1,2}}\.[ ]?(?:\d{{4}}|\d{{2}}) | \d{{1,2}}[/-]\d{{1,2}}[/-](?:\d{{4}}|\d{{2}})
    | \d{{4}}-\d{{2}}-\d{{2}} | \d{{1,2}}\.[ ]?(?:{_MONAT})[ ](?:\d{{4}}|\d{{2}}) ) (?!\d)"""

_DAVOR = muster(
    rf"""(?: \b(?: geb | Geb | geboren | Geboren | geborene[rnms]? | Geburtsdatum | Geburtsdatums | Geburtstag | Geburt
          | Geb\.-?(?:Dat|dat|Datum) | DOB )\b | (?<![\w*])[*] )
        [^\d\n;]{{0,40}}? (?<![\d.]) (?P<x>{_TAG})"""
)
_DANACH = muster(rf"(?<![\d.]) (?P<x>{_TAG}) [^\d\n.;]{{0,40}}? \b(?:geboren|Geburtstag|auf[ ]die[ ]Welt|zur[ ]Welt)\b")
_ALLEIN = muster(rf"[ ,;(*–-]{{1,4}} (?P<x>{_TAG})")
_REGEL = re.compile(r"\b(?:nach|vor|ab|seit|bis|zwischen|spätestens)(?: dem| den)? ?$")


def _ist_geburtsdatum(match: re.Match[str]) -> bool:
    """Neither a rule ("geboren nach dem 01.01.2024") nor the first word of a list ("* 15.03.2027 Sitzung")."""
    if _REGEL.search(davor(match, 16)):
        return False
    before = match.string[max(match.start("x") - 60, 0) : match.start("x")]
    line = before.rpartition("\n")[2]
    return line.strip() != "*" or not line.endswith(" ")


REGELN = (
    Regel(Art.GEBURTSDATUM, _DAVOR, _ist_geburtsdatum),
    Regel(Art.GEBURTSDATUM, _DANACH, _ist_geburtsdatum),
)


def hinter_namen(text: str, namen: Iterable[Befund]) -> Iterator[Befund]:
    """A date that directly follows a name."""
    for name in namen:
        if match := _ALLEIN.match(text, name.ende):
            yield Befund(Art.GEBURTSDATUM, *match.span("x"), hart=True)
