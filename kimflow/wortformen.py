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
_WIE_GESCHRIEBEN = r"[Dd](?:er|ie|as|es|em|en)|(?:[KkMmDdSs]?[Ee]in|[Ii]hr|[Uu]nser)(?:e|er|es|em|en)?"
_ARTIKEL = re.compile(r"(?i)(?:d(?:er|ie|as|es|em|en)|(?P<ein>(?:k|m|d|s)?ein|ihr|unser)(?:e|er|es|em|en)?)$")
_NAME = "[A-ZÄÖÜ][A-Za-zÄÖÜäöüß-]*(?: [A-Za-zÄÖÜäöüß-]+)*"
_STELLE = re.compile(
    rf"‹(?P<artikel>(?:(?:[Ii]n|[Bb]ei|[Vv]on|[Zz]u) )?(?:[Zz]ur|{_WIE_GESCHRIEBEN}) |)"
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
        words, noun = (self.mehrzahl if mehrzahl else self.einzahl).split(" "), self._stelle
        ending = _endung(fall, which, shows)
        said = [_stamm(word) + ending if place in self._eigenschaften else word for place, word in enumerate(words)]
        said[noun] = self._hauptwort(words[noun], fall, which)
        return " ".join(word for word in (lead, *said) if word)

    @property
    def _stelle(self) -> int:
        """Where the noun stands: the last word that is another one in the plural ("die Stabsstelle Integration")."""
        one, many = self.einzahl.split(" "), self.mehrzahl.split(" ")
        if len(one) != len(many):
            return 0
        changed = [place for place, (a, b) in enumerate(zip(one, many, strict=True)) if a != b]
        return changed[-1] if changed else len(one) - 1

    @property
    def _eigenschaften(self) -> frozenset[int]:
        """Where adjectives stand: before the noun, with an ending that changes ("der Runde Tisch")."""
        one, many = self.einzahl.split(" "), self.mehrzahl.split(" ")
        return frozenset(
            place for place in range(self._stelle) if len(one) == len(many) and _stamm(one[place]) != one[place]
            and _stamm(one[place]) == _stamm(many[place])
        )  # fmt: skip

    @staticmethod
    def _hauptwort(noun: str, fall: str, which: str) -> str:
        if which == "p":
            return f"{noun}n" if fall == DAT and not noun.endswith(("n", "s")) else noun
        if which != FEMININ and fall == GEN and noun.endswith("nis"):
            return f"{noun}ses"
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
