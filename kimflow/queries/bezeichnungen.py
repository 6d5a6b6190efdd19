"""What this office calls its bodies: the words of the settings, filled into sentences in the form they need."""

from itertools import product

from kimflow.db import session
from kimflow.queries import vokabeln
from kimflow.wortformen import AKK, DAT, FEMININ, GEN, NOM, Wort, gelesen
from kimflow.wortformen import eingesetzt as eingesetzt_mit

# The setting a word of kimflow's own is replaced by, and its forms as long as it is not.
WORTE: dict[str, tuple[str, Wort]] = {
    "Lenkungsgruppe": ("Lenkungsgruppe", Wort("Lenkungsgruppe", "Lenkungsgruppen", FEMININ)),
    "Projektgruppe": ("Projektgruppe", Wort("Projektgruppe", "Projektgruppen", FEMININ)),
    "Arbeitsgruppe": ("Arbeitsgruppe", Wort("Arbeitsgruppe", "Arbeitsgruppen", FEMININ)),
    "Fallwerkstatt": ("Fallwerkstatt", Wort("Fallwerkstatt", "Fallwerkstätten", FEMININ)),
    "Koordination": ("Koordination", Wort("Koordination", "Koordinationen", FEMININ)),
    "Koordinierende Stelle": ("Koordination", Wort("Koordinierende Stelle", "Koordinierende Stellen", FEMININ)),
}
_ANFANG = "bezeichnung."


def gewaehlte() -> dict[str, Wort]:
    """By setting, what the office chose. A word without its article, from before, says nothing until it has one."""
    with session().no_autoflush:  # a reason may be put into words while an act is half done
        chosen = vokabeln.einstellungen(_ANFANG)
    return {key: wort for key, value in chosen.items() if (wort := gelesen(value))}


def eingesetzt(text: str) -> str:
    """`text` as this office says it; asks the database only where a sentence has such a place."""
    return als(text, gewaehlte()) if "‹" in text else text


def als(text: str, worte: dict[str, Wort]) -> str:
    """`text` with these words, keyed by their setting; {} is how kimflow says it itself."""

    def find(word: str) -> tuple[Wort, bool] | None:
        found = _FORMEN.get(word)
        if found is None:
            return None
        name, is_plural = found
        setting, default = WORTE[name]
        return worte.get(f"{_ANFANG}{setting}", default), is_plural

    return eingesetzt_mit(text, find)


def _formen() -> dict[str, tuple[str, bool]]:
    """Every form of kimflow's own words, as a sentence shows it, with the word and whether it is the plural."""
    found: dict[str, tuple[str, bool]] = {}
    for name, (_, wort) in WORTE.items():
        # What is singular and plural alike is read as the singular.
        for is_plural, case, article in product((True, False), (NOM, GEN, DAT, AKK), ("die", "")):
            said = wort.form(case, mehrzahl=is_plural, artikel=article)
            found[said.split(" ", 1)[1] if article else said] = (name, is_plural)
    return found


_FORMEN = _formen()
