"""German forms of the words an office may choose: a sentence says which form it needs, this says how it reads.

A place in a text reads as the sentence does with the word kimflow comes with, and names the case: ‹der
Lenkungsgruppe:dat›. Of an office that says "der Lenkungskreis" it becomes "dem Lenkungskreis".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

MASKULIN, FEMININ, NEUTRUM = "m", "f", "n"
NOM, GEN, DAT, AKK = "nom", "gen", "dat", "akk"
_GENUS = {"der": MASKULIN, "die": FEMININ, "das": NEUTRUM}

# Endings by gender, the plural last: of der, dieser, jeder and of ein, kein, mein.
_WIE_DER = {
    NOM: {"m": "er", "f": "ie", "n": "as", "p": "ie"},
    GEN: {"m": "es", "f": "er", "n": "es", "p": "er"},
    DAT: {"m": "em", "f": "er", "n": "em", "p": "en"},
    AKK: {"m": "en", "f": "ie", "n": "as", "p": "ie"},
}
_WIE_EIN = {
    NOM: {"m": "", "f": "e", "n": "", "p": "e"},
    GEN: {"m": "es", "f": "er", "n": "es", "p": "er"},
    DAT: {"m": "em", "f": "er", "n": "em", "p": "en"},
    AKK: {"m": "en", "f": "e", "n": "", "p": "e"},
}
_STARK = {
    NOM: {"m": "er", "f": "e", "n": "es", "p": "e"},
    GEN: {"m": "en", "f": "er", "n": "en", "p": "er"},
    DAT: {"m": "em", "f": "er", "n": "em", "p": "en"},
    AKK: {"m": "en", "f": "e", "n": "es", "p": "e"},
}
_VERSCHMOLZEN = {"zur": "zu", "zu der": "zu", "in der": "in", "bei der": "bei", "von der": "von"}
_ARTIKEL = re.compile(r"(?i)(?:d(?:er|ie|as|es|em|en)|(?P<ein>(?:k|m|d|s)?ein|ihr|unser)(?:e|er|es|em|en)?)$")
_NAME = "[A-ZÄÖÜ][A-Za-zÄÖÜäöüß-]*(?: [A-Za-zÄÖÜäöüß-]+)*"
_STELLE = re.compile(
    r"‹(?P<artikel>(?:(?:in|bei|von|zu|In|Bei|Von|Zu) )?[A-Za-z]*[a-z] |)"
    r"(?P<wort>[A-ZÄÖÜ][^‹›:]*):(?P<fall>nom|gen|dat|akk)›"
)


@dataclass(frozen=True)
class Wort:
    """A word in its two basic forms, without article: ("Runder Tisch", "Runde Tische", "m")."""

    einzahl: str
    mehrzahl: str
    genus: str

    def form(self, fall: str, *, mehrzahl: bool = False, artikel: str = "") -> str:
        """The word in that case with its article, which is given in any form: die, einer, keine, Ihre, zur, in der.

        Raises ValueError if it is none.
        """
        which = "p" if mehrzahl else self.genus
        lead, shows = _artikel(artikel, fall, which)
        *adjectives, noun = (self.mehrzahl if mehrzahl else self.einzahl).split(" ")
        ending = _endung(fall, which, shows)
        words = (lead, *(_stamm(one) + ending for one in adjectives), self._hauptwort(noun, fall, which))
        return " ".join(word for word in words if word)

    @staticmethod
    def _hauptwort(noun: str, fall: str, which: str) -> str:
        if which == "p":
            return f"{noun}n" if fall == DAT and not noun.endswith(("n", "s")) else noun
        if which != FEMININ and fall == GEN:
            return noun + ("es" if noun.endswith(("s", "ß", "x", "z", "sch")) else "s")
        return noun


def gelesen(text: str) -> Wort | None:
    """What an office typed: "der Lenkungskreis, die Lenkungskreise". None if it cannot be read like that."""
    found = re.fullmatch(rf"(der|die|das) ({_NAME}), die ({_NAME})", " ".join(text.split()))
    return Wort(found[2], found[3], _GENUS[found[1]]) if found else None


def eingesetzt(text: str, wort: Callable[[str], tuple[Wort, bool] | None]) -> str:
    """`text` with every place filled in.

    wort: for a word as kimflow says it, in the singular or the plural, what to say instead and whether that was the
    plural; None leaves the place as a sentence without a choice.
    """
    return _STELLE.sub(lambda found: _eingesetzt(found, wort), text) if "‹" in text else text


def _eingesetzt(found: re.Match[str], wort: Callable[[str], tuple[Wort, bool] | None]) -> str:
    article = found["artikel"].strip()
    known = wort(found["wort"])
    if known is None:
        return f"{article} {found['wort']}".strip()
    said = known[0].form(found["fall"], mehrzahl=known[1], artikel=article)
    return said[:1].upper() + said[1:] if article[:1].isupper() else said


def _artikel(given: str, fall: str, which: str) -> tuple[str, bool]:
    """The article in its form, and whether it shows the gender so that an adjective need not."""
    lower = given.lower()
    if not given:
        return "", False
    if lower in _VERSCHMOLZEN:
        return _verschmolzen(_VERSCHMOLZEN[lower], which), True
    found = _ARTIKEL.match(given)
    if found is None:
        raise ValueError(f"„{given}“ ist kein Artikel.")
    if found["ein"] is None:
        return f"d{_WIE_DER[fall][which]}", True
    ending = _WIE_EIN[fall][which]
    return found["ein"] + ending, bool(ending)


def _verschmolzen(preposition: str, which: str) -> str:
    if preposition == "zu":
        return {"f": "zur", "p": "zu den"}.get(which, "zum")
    if which in ("f", "p"):
        return f"{preposition} {'der' if which == 'f' else 'den'}"
    return {"in": "im", "bei": "beim", "von": "vom"}[preposition]


def _endung(fall: str, which: str, shows: bool) -> str:
    """The ending of an adjective before the noun; shows: the article shows the gender already."""
    if not shows:
        return _STARK[fall][which]
    basic = which != "p" and (fall == NOM or (fall == AKK and which != MASKULIN))
    return "e" if basic else "en"


def _stamm(adjective: str) -> str:
    return re.sub("(?:er|es|en|e)$", "", adjective)
