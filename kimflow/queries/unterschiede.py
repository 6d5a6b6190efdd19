"""What changed between two versions of a text, by paragraph and within a paragraph by word. Pure functions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Art(StrEnum):
    GLEICH = "gleich"
    WEG = "weg"
    NEU = "neu"
    GEAENDERT = "geaendert"


@dataclass(frozen=True)
class Stelle:
    """One paragraph. `teile` are its words in order, each with what became of it; alike paragraphs are one part."""

    art: Art
    teile: Sequence[tuple[Art, str]]

    @property
    def anriss(self) -> str:
        """How the paragraph reads now, or read before it went."""
        now = [text for art, text in self.teile if art is not Art.WEG] or [text for _, text in self.teile]
        return " ".join("".join(now).split())


def unterschied(vorher: Sequence[str], nachher: Sequence[str]) -> list[Stelle]:
    """The paragraphs of both versions in order."""
    found: list[Stelle] = []
    for tag, a, b, c, d in SequenceMatcher(None, vorher, nachher, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Stelle(Art.GLEICH, [(Art.GLEICH, text)]) for text in vorher[a:b]]
        else:
            found += _ersetzt(vorher[a:b], nachher[c:d])
    return found


def _ersetzt(gone: Sequence[str], new: Sequence[str]) -> Iterator[Stelle]:
    """Paragraphs in the same place are compared word by word; what is left over is gone or new."""
    shared = min(len(gone), len(new))
    for before, after in zip(gone[:shared], new[:shared], strict=True):
        plain = _ohne_zeichen(before), _ohne_zeichen(after)
        yield Stelle(Art.GEAENDERT, _worte(*plain) if plain[0] != plain[1] else _worte(before, after))
    yield from (Stelle(Art.WEG, [(Art.WEG, _ohne_zeichen(text))]) for text in gone[shared:])
    yield from (Stelle(Art.NEU, [(Art.NEU, _ohne_zeichen(text))]) for text in new[shared:])


def _ohne_zeichen(text: str) -> str:
    """Markdown without the signs that only shape it: people compare words."""
    text = re.sub(r"^(#{1,6} |> ?)", "", text, flags=re.MULTILINE).replace("**", "")
    return re.sub(r"\\([\\`*_\[\]#>+.)-])", r"\1", text)


def _worte(before: str, after: str) -> list[tuple[Art, str]]:
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    parts: list[tuple[Art, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append((Art.GLEICH, "".join(old[a:b])))
            continue
        parts += [(art, text) for art, text in ((Art.WEG, "".join(old[a:b])), (Art.NEU, "".join(new[c:d]))) if text]
    return parts
