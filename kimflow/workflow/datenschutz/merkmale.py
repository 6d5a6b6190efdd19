"""Rare combinations: three or more marks of a person in one sentence may point to one without any name."""

import re
from collections.abc import Iterator

from kimflow.workflow.datenschutz.befunde import Art, Befund
from kimflow.workflow.datenschutz.listen import LISTEN
from kimflow.workflow.datenschutz.regeln import muster

MINDESTENS = 3
FENSTER = 220
"""Characters within which marks count together."""

_LAENDER = "|".join(sorted(LISTEN["herkunft"]))
_STAATEN = "|".join(sorted(LISTEN["staat"]))
_MERKMALE = {
    "alter": muster(
        r"\b\d{1,3} (?: [ -]?jährig\w{0,3} | [ ]Jahre[ ]alt\w{0,2} | [ ]Jahre\b(?=,) ) | \bim[ ]Alter[ ]von[ ]\d{1,3}"
    ),
    "herkunft": muster(
        rf"\b(?:{_LAENDER}) \w{{0,9}}isch\w{{0,2}}\b | \b(?:{_LAENDER})(?:e|er|erin|in)\b"
        rf"| \baus[ ](?:der[ ]|dem[ ])?(?:{_STAATEN})\b",
        re.IGNORECASE,
    ),
    "familie": muster(
        r"""\b(?: alleinerziehend\w{0,2} | verwitwet\w{0,2} | geschieden\w{0,2} | schwanger\w{0,2} | kinderlos\w{0,2}
            | Witwer? | Waise\w{0,2} | Zwilling\w{0,3} | (?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|\d{1,2})[ ]
              (?:Kinder\w? | Söhne\w? | Töchter\w?) | (?:Mutter|Vater)[ ]von )\b""",
        re.IGNORECASE,
    ),
    "gesundheit": muster(
        r"""\b(?: Diabet\w{1,8} | Krebs(?:krank\w{0,8})? | Epilep\w{1,6} | Rollstuhl\w{0,8} | HIV | PTBS
            | gehörlos\w{0,2} | erblindet\w{0,2} | blind\w{0,2} | traumatisiert\w{0,2} | Dialyse
            | Schwerbehinder\w{1,8} | querschnitt\w{1,10} )\b""",
        re.IGNORECASE,
    ),
    "beruf": muster(
        r"""\b(?: Zahn | Kinder | Haus | Tier | Frauen )?(?: arzt | ärztin | chirurg\w{0,3} | apotheker\w{0,3}
            | richter\w{0,2} | pilot\w{0,3} | professor\w{0,3}
            | ingenieur\w{0,3} | lehrer\w{0,2} | schneider\w{0,2} | imam | journalist\w{0,3} | hebamme )\b""",
        re.IGNORECASE,
    ),
    "ort": muster(r"\b(?: Unterkunft | Ortsteil | Dorf | Notunterkunft | Frauenhaus | Wohnheim | Stadtteil )\b"),
    "einzig": muster(r"\b(?: einzig\w{0,2} | als[ ]erste[r]? )\b", re.IGNORECASE),
}

_NOETIG = ("alter", "einzig")
_SATZENDE = re.compile(r"[.!?\n](?=\s|$)")


def merkmale(text: str) -> Iterator[Befund]:
    """Each sentence in which at least three kinds of marks stand close together, age or rarity among them."""
    for start, end in _saetze(text):
        if any(_MERKMALE[kind].search(text, start, end) for kind in _NOETIG):
            marks = sorted(
                (m.start(), m.end(), kind) for kind, rule in _MERKMALE.items() for m in rule.finditer(text, start, end)
            )
            near = [mark for mark in marks if mark[0] - marks[0][0] <= FENSTER]
            if len({kind for _, _, kind in near}) >= MINDESTENS:
                yield Befund(Art.MERKMALE, near[0][0], max(end for _, end, _ in near), hart=False)


def _saetze(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SATZENDE.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text)
