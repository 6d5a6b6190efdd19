"""Rare combinations: three or more marks of a person in one sentence may point to one without any name."""

import re
from collections.abc import Iterator

from kimflow.workflow.datenschutz.befunde import Art, Befund
from kimflow.workflow.datenschutz.regeln import muster

MINDESTENS = 3
FENSTER = 220
"""Characters within which marks count together."""

_LAENDER = (
    "afghan albani algeri angolan arabis armeni aserbaidschan äthiop banglades bosn bulgar chines eritre georgi ghan guinei"
    " guines indis irak iran jesid kameruni kongoles kosovar kroat kurd libanes libys marokkan mazedon moldau mongol nepal"
    " nigeri pakistan palästinens philippin polnis rumän russ senegales serb sierra somal sri-lank sudan syr tadschik"
    " tamil tibet togo tschetschen tunes türk turkmen ugand ukrain usbek venezol vietnames weißruss belaruss"
).split()
_STAATEN = (
    "Afghanistan Albanien Algerien Angola Armenien Aserbaidschan Äthiopien Bangladesch Bosnien Bulgarien China Eritrea"
    " Georgien Ghana Guinea Indien Irak Iran Kamerun Kosovo Kroatien Libanon Libyen Marokko Moldau Mongolei Nepal Nigeria"
    " Pakistan Palästina Polen Rumänien Russland Senegal Serbien Somalia Sudan Syrien Tadschikistan Tschetschenien Tunesien"
    " Türkei Uganda Ukraine Usbekistan Venezuela Vietnam Gambia Mali Togo Sri"
)
_MERKMALE = {
    "alter": muster(r"\b\d{1,3} (?: [ -]?jährig\w{0,3} | [ ]Jahre[ ]alt\w{0,2} | [ ]Jahre\b(?=,) ) | \bim[ ]Alter[ ]von[ ]\d{1,3}"),
    "herkunft": muster(
        rf"\b(?:{'|'.join(_LAENDER)}) \w{{0,9}}isch\w{{0,2}}\b | \b(?:{'|'.join(_LAENDER)})(?:e|er|erin|in)\b"
        rf"| \baus[ ](?:der[ ]|dem[ ])?(?:{'|'.join(_STAATEN.split())})\b",
        re.IGNORECASE,
    ),
    "familie": muster(
        r"""\b(?: alleinerziehend\w{0,2} | verwitwet\w{0,2} | geschieden\w{0,2} | schwanger\w{0,2} | kinderlos\w{0,2}
            | Witwer? | Waise\w{0,2} | Zwilling\w{0,3} | (?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|\d{1,2})[ ]
              (?:Kinder\w? | Söhne\w? | Töchter\w?) | (?:Mutter|Vater)[ ]von )\b""",
        re.IGNORECASE,
    ),
    "gesundheit": muster(
        r"""\b(?: Diabet\w{1,8} | Krebs(?:krank\w{0,8})? | Epilep\w{1,6} | Rollstuhl\w{0,8} | HIV | PTBS | gehörlos\w{0,2}
            | erblindet\w{0,2} | blind\w{0,2} | traumatisiert\w{0,2} | Dialyse | Schwerbehinder\w{1,8} | querschnitt\w{1,10} )\b""",
        re.IGNORECASE,
    ),
    "beruf": muster(
        r"""\b(?: Zahn | Kinder | Haus | Tier | Frauen )?(?: arzt | ärztin | chirurg\w{0,3} | apotheker\w{0,3} | richter\w{0,2} | pilot\w{0,3} | professor\w{0,3}
            | ingenieur\w{0,3} | lehrer\w{0,2} | schneider\w{0,2} | imam | journalist\w{0,3} | hebamme )\b""",
        re.IGNORECASE,
    ),
    "ort": muster(r"\b(?: Unterkunft | Ortsteil | Dorf | Notunterkunft | Frauenhaus | Wohnheim | Stadtteil )\b"),
    "einzig": muster(r"\b(?: einzig\w{0,2} | als[ ]erste[r]? )\b", re.IGNORECASE),
}


def merkmale(text: str) -> Iterator[Befund]:
    """Each stretch in which at least three kinds of marks stand close together, age or rarity among them."""
    marks = sorted((m.start(), m.end(), kind) for kind, pattern in _MERKMALE.items() for m in pattern.finditer(text))
    ends = [m.start() for m in re.finditer(r"[.!?\n](?=\s|$)", text)] + [len(text)]
    sentence: list[tuple[int, int, str]] = []
    place = 0
    for end in ends:
        while place < len(marks) and marks[place][0] < end:
            sentence.append(marks[place])
            place += 1
        if (befund := _beurteilen(sentence)) is not None:
            yield befund
        sentence = []


def _beurteilen(marks: list[tuple[int, int, str]]) -> Befund | None:
    near = [mark for mark in marks if mark[0] - marks[0][0] <= FENSTER]
    kinds = {kind for _, _, kind in near}
    if len(kinds) < MINDESTENS or not kinds & {"alter", "einzig"}:
        return None
    return Befund(Art.MERKMALE, near[0][0], max(end for _, end, _ in near), hart=False)
