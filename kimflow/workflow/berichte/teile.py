"""What a section is generated of: figures that keep what they count, and a sheet on which they are written down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kimflow import geld
from kimflow.models import Einheit
from kimflow.queries import verdeckung
from kimflow.queries.niederschrift.worte import zeile
from kimflow.workflow.stellenanteile import komma

EINHEITEN = {
    Einheit.ANZAHL: "Anzahl",
    Einheit.EURO: "Euro",
    Einheit.STELLEN: "Stellenanteile",
    Einheit.MONATE: "Monate",
}


@dataclass(frozen=True)
class Ding:
    """One thing behind a figure. `adresse`: what its page is called by; `beitrag`: what it adds to the figure."""

    sorte: str
    id: int
    adresse: str
    nummer: str = ""
    titel: str = ""
    angabe: str = ""
    beitrag: int = 1


@dataclass(frozen=True)
class Zahl:
    """A figure; in a text it stands as {key}. `klein`: it is about cases, so small numbers are covered on paper."""

    schluessel: str
    name: str
    dinge: Sequence[Ding]
    einheit: Einheit = Einheit.ANZAHL
    klein: bool = False

    @property
    def wert(self) -> int:
        return sum(ding.beitrag for ding in self.dinge)

    @property
    def verdeckt_unter(self) -> int | None:
        """The threshold, where this number is a small one."""
        return verdeckung.schwelle() if self.klein and 0 < self.wert < verdeckung.schwelle() else None

    def __str__(self) -> str:
        return f"{{{self.schluessel}}}"


@dataclass(frozen=True)
class Erzeugt:
    """A generated section: Markdown with {keys}, and the figures they stand for."""

    text: str
    zahlen: Sequence[Zahl]


def in_worten(wert: int, einheit: Einheit, verdeckt_unter: int | None) -> str:
    """As page and paper show a figure."""
    if verdeckt_unter is not None:
        return f"< {verdeckt_unter}"
    if einheit is Einheit.EURO:
        return geld.euro(wert)
    if einheit is Einheit.STELLEN:
        return komma(wert)
    if einheit is Einheit.MONATE:
        return f"{wert // 10},{wert % 10}".removesuffix(",0")
    return f"{wert:,}".replace(",", ".")


@dataclass
class Blatt:
    """Writes a section down; what people typed elsewhere goes through `wort`."""

    zahlen: list[Zahl] = field(default_factory=list)
    teile: list[str] = field(default_factory=list)

    def zahl(
        self,
        schluessel: str,
        name: str,
        dinge: Iterable[Ding],
        einheit: Einheit = Einheit.ANZAHL,
        *,
        klein: bool = False,
    ) -> Zahl:
        """A figure of this section; written down only where its str() goes."""
        found = Zahl(schluessel, name, list(dinge), einheit, klein)
        self.zahlen.append(found)
        return found

    def satz(self, text: str) -> None:
        self.teile.append(text)

    def zwischentitel(self, text: str) -> None:
        self.teile.append(f"### {text}")

    def posten(self, *zahlen: Zahl) -> None:
        """A list of figures with their names."""
        self.teile.append("\n".join(f"- {zahl.name}: **{zahl}**" for zahl in zahlen))

    def liste(self, rows: Iterable[str]) -> None:
        self.teile.append("\n".join(f"- {row}" for row in rows))

    def tabelle(self, kopf: Sequence[str], zeilen: Iterable[Sequence[object]], rechts: int = 0) -> None:
        """The last `rechts` columns hold figures. Nothing at all without rows."""
        rows = [" | ".join(str(cell) for cell in row) for row in zeilen]
        if rows:
            lines = ["---"] * (len(kopf) - rechts) + ["---:"] * rechts
            self.teile.append("\n".join(f"| {row} |" for row in (" | ".join(kopf), " | ".join(lines), *rows)))

    def fertig(self) -> Erzeugt:
        return Erzeugt("\n\n".join(self.teile), self.zahlen)


PLATZ = ("\ue000", "\ue001")
"""Stand around the number of a figure while its text becomes HTML; never in a typed text."""


def wort(text: str) -> str:
    """Typed text as one line of plain text in a generated one: no markup, no cell border, no key of a figure."""
    for mark in PLATZ:
        text = text.replace(mark, "")
    return zeile(text).replace("|", "&#124;").replace("{", "&#123;").replace("}", "&#125;")


def eingesetzt(text: str, worte: Mapping[str, str]) -> str:
    """`text` with what stands for each {key}; anything else in braces stays."""
    for key, word in worte.items():
        text = text.replace(f"{{{key}}}", word)
    return text
