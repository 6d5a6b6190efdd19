"""The lists of words beside this module, made by hand: one section per list."""

from pathlib import Path


def _lesen() -> dict[str, frozenset[str]]:
    sections: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in (Path(__file__).parent / "listen.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = sections.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            words.update(line.split())
    return {name: frozenset(words) for name, words in sections.items()}


LISTEN = _lesen()
"""By the name of its section, the words of each list."""
