"""Names in running text, by salutation, by a list made by hand, by typical endings. Marks only; many will be missed."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from kimflow.workflow.datenschutz.befunde import Art, Befund
from kimflow.workflow.datenschutz.regeln import muster


def _liste() -> dict[str, frozenset[str]]:
    """The sections of namen.txt."""
    sections: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in (Path(__file__).parent / "namen.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = sections.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            words.update(line.split())
    return {name: frozenset(words) for name, words in sections.items()}


_LISTE = _liste()
_MEHRDEUTIG, _KEINE = _LISTE["mehrdeutig"], _LISTE["keine"]
_VORNAMEN = _LISTE["vornamen"] - _MEHRDEUTIG
_NACHNAMEN = _LISTE["nachnamen"] - _MEHRDEUTIG
# Surnames that are words or months too: only behind a given name or a salutation.
_AUCH_WORTE = frozenset(
    "Bauer Becker Braun Brandt Can Friedrich Gül Jung Kaplan Keller Klein Koç Kraus Krause Kurt Khan Ludwig Radu Schäfer"
    " Schneider Schreiber Schuster Schwarz Simon Stefan Taş Thomas Uzun Vogel Wagner Walter Weber Weiß Werner Winter Winkler"
    " Wolff Zimmermann Öz Singh Siemens Dağ Sarı Böhm".split()
)
_ENDUNG = re.compile(r".{2}(?:enko|czuk|chuk|tschuk|wicz|witsch|owski|ewski|owska|ewska|escu|oğlu|oglu|zadeh|zada|ullah|dottir)$")

_WORT = r"[A-ZÄÖÜÇŞİĞŁŚŻÉÀ-ÖØ-Þ] [\w’']{1,30} (?: -[\w’']{1,30} ){0,3}"
_TOKEN = muster(rf"(?<![\w-]) {_WORT}")
_ANREDE = muster(
    rf"""\b(?: Frau | Herrn? | Fr\. | Hr\. | Familie | Fam\. | Eheleute[n]? | Ehepaar | Geschwister[n]? )
        (?: [ ](?:Dr\.|Prof\.|med\.|Dipl\.-?\w{{0,5}}\.?) ){{0,3}} [ ]
        (?P<x> (?: {_WORT} | [A-ZÄÖÜ]\. ) (?: [ ](?: (?:von|van|de|der|el|al|Al|El) [ ])? {_WORT} )? )"""
)
_ROLLE = muster(
    r"""\b(?: Klient(?:in)? | Mandant(?:in)? | Kund(?:e|in) | Antragsteller(?:in)? | Teilnehmer(?:in)? | Patient(?:in)?
          | Schüler(?:in)? | Bewohner(?:in)? | Ratsuchende[r]? ) [ ] (?P<x>[A-ZÄÖÜ]\.) (?=[ ,;:)(]|$)"""
)
_BUCHSTABE = re.compile(r" [A-ZÄÖÜ]\.(?=[ ,;:)(]|$)")
_TITEL = "Landrat Landrätin Bürgermeister Bürgermeisterin Direktor Direktorin Minister Ministerin Doktor Professor".split()
# What makes "Anne-Frank-Schule", "Haus Maria" or "St. Elisabeth" an institution and no person.
_HAUS = re.compile(
    r"(?:schule|kita|kolleg|gymnasium|institut|stiftung|krankenhaus|klinik|haus|heim|zentrum|werk|verein|gemeinde|treff|platz"
    r"|straße|allee|weg|ring|ufer|saal|preis|programm|projekt|kirche|viertel|park|hof|brücke|universität|akademie|büro|raum"
    r"|halle|garten|forum|kreis|fonds|gesellschaft|verlag|hospital|stift|schlüssel|tag)$",
    re.IGNORECASE,
)
_VOR_HAUS = re.compile(
    r"(?:\b(?:St\.|Sankt|Haus|Kita|Schule|Krankenhaus|Stiftung|Gemeinde|Kirche|Institut|Projekt|Programm|Verein|Klinik"
    r"|Kindergarten|Kindertagesstätte|Hospital|Hotel|Stadt|Kreis|Familienzentrum|Gesamtschule|Gymnasium|Café) |St\.-)$"
)


def namen(text: str, keine_personen: Collection[str]) -> list[Befund]:
    """Places that look like a name, in no order; they may overlap. `keine_personen` is in lower case."""
    found = [*_nach_anrede(text), *_initialen(text), *_aus_der_liste(text)]
    return [b for b in found if not _ausgenommen(text[b.anfang : b.ende], keine_personen)]


def _ausgenommen(words: str, keine_personen: Collection[str]) -> bool:
    lower = words.lower()
    return lower in keine_personen or any(word in keine_personen for word in lower.split())


def _nach_anrede(text: str) -> Iterator[Befund]:
    for match in _ANREDE.finditer(text):
        start, words = match.start("x"), match["x"].split(" ")
        if words[0] in _TITEL and len(words) > 1:
            start += len(words.pop(0)) + 1
        if words[0] in _KEINE or _HAUS.search(words[0]):
            continue
        if len(words) > 1 and not _ist_nachname(words[-1]):
            words = words[:1]  # what follows is most likely the next noun
        yield Befund(Art.NAME, start, start + len(" ".join(words)), hart=False)


def _initialen(text: str) -> Iterator[Befund]:
    for match in _ROLLE.finditer(text):
        yield Befund(Art.NAME, *match.span("x"), hart=False)


def _aus_der_liste(text: str) -> Iterator[Befund]:
    tokens = list(_TOKEN.finditer(text))
    for place, token in enumerate(tokens):
        word = token.group()
        follows = tokens[place + 1] if place + 1 < len(tokens) and _schliesst_an(text, token, tokens[place + 1]) else None
        after = follows.group() if follows else ""
        if _HAUS.search(word) or (after and _HAUS.search(after)) or _VOR_HAUS.search(text[max(token.start() - 20, 0) : token.start()]):
            continue
        initial = _BUCHSTABE.match(text, token.end())
        if _ist_vorname(word):
            end = _ende(token, follows, initial)
            yield Befund(Art.NAME, token.start(), end, hart=False)
        elif word in _MEHRDEUTIG and (initial or (after and _ist_nachname(after) and after not in _KEINE)):
            yield Befund(Art.NAME, token.start(), _ende(token, follows, initial), hart=False)
        elif word in _NACHNAMEN and word not in _AUCH_WORTE or _ENDUNG.search(word):
            yield Befund(Art.NAME, token.start(), token.end(), hart=False)


def _schliesst_an(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return text[one.end() : other.start()] == " "


def _ende(token: re.Match[str], follows: re.Match[str] | None, initial: re.Match[str] | None) -> int:
    if follows and (_ist_nachname(follows.group()) or _ist_vorname(follows.group())):
        return follows.end()
    return initial.end() if initial else token.end()


def _ist_vorname(word: str) -> bool:
    """Also Karl-Heinz and Olenas."""
    first = word.partition("-")[0]
    genitive = word.endswith("s") and len(word) > 4 and word[:-1] in _VORNAMEN
    return word in _VORNAMEN or first in _VORNAMEN or genitive


def _ist_nachname(word: str) -> bool:
    parts = word.split("-")
    listed = any(part in _NACHNAMEN or part in _MEHRDEUTIG for part in parts)
    return listed or parts[0] in ("Al", "El", "Abu", "Ben") or bool(_ENDUNG.search(word))
