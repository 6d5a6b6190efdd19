"""Names in running text, by salutation, by a list made by hand, by typical endings. Marks only; many will be missed."""

import re
from collections.abc import Collection, Iterator

from kimflow.workflow.datenschutz.befunde import Art, Befund
from kimflow.workflow.datenschutz.listen import LISTEN
from kimflow.workflow.datenschutz.regeln import muster

_MEHRDEUTIG, _KEINE = LISTEN["mehrdeutig"], LISTEN["keine"]
_VORNAMEN = LISTEN["vornamen"] - _MEHRDEUTIG
_NACHNAMEN = LISTEN["nachnamen"] - _MEHRDEUTIG
# Surnames that are words or months too: only behind a given name or a salutation.
_AUCH_WORTE = LISTEN["auch ein wort"]
_ENDUNG = re.compile(
    r".{2}(?:enko|czuk|chuk|tschuk|wicz|witsch|owski|ewski|owska|ewska|escu|oğlu|oglu|zadeh|zada|ullah|dottir)$"
)

_WORT = r"[A-ZÄÖÜÇŞİĞŁŚŻÉÀ-ÖØ-Þ] [\w’']{1,30} (?: -[\w’']{1,30} ){0,3}"
_TOKEN = muster(rf"(?<![\w-]) {_WORT}")
_ANREDE = muster(
    rf"""\b(?: Frau | Herrn? | Fr\. | Hr\. | Familie | Fam\. | Eheleute[n]? | Ehepaar | Geschwister[n]? )
        (?: [ ](?:Dr\.|Prof\.|med\.|Dipl\.-?\w{{0,5}}\.?) ){{0,3}} [ ]
        (?P<x> (?: {_WORT} | [A-ZÄÖÜ](?:\.|(?![\w.-])) ) (?: [ ](?: (?:von|van|de|der|el|al|Al|El) [ ])? {_WORT} )? )"""
)
_ROLLE = muster(
    r"""\b(?: Klient(?:in)? | Mandant(?:in)? | Kund(?:e|in) | Antragsteller(?:in)? | Teilnehmer(?:in)? | Patient(?:in)?
          | Schüler(?:in)? | Bewohner(?:in)? | Ratsuchende[r]? ) [ ] (?P<x>[A-ZÄÖÜ]\.) (?=[ ,;:)(]|$)"""
)
_BUCHSTABE = re.compile(r" [A-ZÄÖÜ]\.(?=[ ,;:)(]|$)")
_TITEL = LISTEN["titel"]
# What makes "Anne-Frank-Schule", "Haus Maria" or "St. Elisabeth" an institution and no person.
_HAUS = tuple(LISTEN["haus"])
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
        if words[0] in _KEINE or _ist_haus(words[0]):
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
        if not (_ist_vorname(word) or word in _MEHRDEUTIG or word in _NACHNAMEN or _ENDUNG.search(word)):
            continue
        follows = tokens[place + 1] if place + 1 < len(tokens) else None
        if follows and text[token.end() : follows.start()] != " ":
            follows = None
        after = follows.group() if follows else ""
        if _ist_haus(word) or _ist_haus(after) or _VOR_HAUS.search(text[max(token.start() - 20, 0) : token.start()]):
            continue
        initial = _BUCHSTABE.match(text, token.end())
        if _zaehlt(word, after, bool(initial)):
            yield Befund(Art.NAME, token.start(), _ende(token, follows, initial), hart=False)


def _ist_haus(word: str) -> bool:
    return word.lower().endswith(_HAUS)


def _zaehlt(word: str, after: str, initial: bool) -> bool:
    """A word that means something else too counts only before another name or an initial."""
    if _ist_vorname(word):
        return True
    if word in _MEHRDEUTIG:
        return initial or (_ist_nachname(after) and after not in _KEINE)
    return word not in _AUCH_WORTE


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
