"""What came out, in German sentences."""

from collections.abc import Mapping, Sequence

from kimflow.models import Abstimmung, Mehrheitsregel, Stimmwort
from kimflow.saetze import als_satz
from kimflow.workflow.auszaehlung.raenge import Rang, geteilte_plaetze, hat_rangfolge
from kimflow.workflow.auszaehlung.regeln import regel_gleichstand
from kimflow.workflow.auszaehlung.zustimmung import Mehrheit, ist_zustimmung

K = Stimmwort
NICHT_ALLE_HANDELNDEN = "Nicht alle haben zugestimmt, die handeln müssen."


def satz_der_rangfolge(raenge: Sequence[Rang], namen: Mapping[int, str]) -> str:
    """The result of a ranking by points or places."""
    if not hat_rangfolge(raenge):
        return "Es gibt keine Rangfolge, denn niemand hat Punkte vergeben."
    first = [zitat(namen[r.option]) for r in raenge if r.rang == 1]
    points = anzahl(raenge[0].wert or 0, "Punkt", "Punkten")
    if len(first) == 1:
        return f"Auf Platz 1 steht {first[0]} mit {points}."
    return f"Platz 1 teilen sich {aufzaehlung(first)} mit je {points}."


def satz_des_widerstands(raenge: Sequence[Rang], namen: Mapping[int, str]) -> str:
    """The result of a round of resistance; the Null-Lösung, which has no rank, may be among `raenge`."""
    first = [r for r in raenge if r.rang == 1]
    if not first:
        return "Es gibt keine Rangfolge, denn niemand hat ein Thema bewertet."
    names = [zitat(namen[r.option]) for r in first]
    verb = "hat" if len(names) == 1 else "haben"
    sentence = f"Den geringsten Widerstand {verb} {aufzaehlung(names)} (Akzeptanz {zehntel(first[0].wert)} von 100)."
    if first[0].widerstand and first[0].widerstand.schlechter_als_null:
        sentence += " Noch geringer ist der Widerstand dagegen, alles so zu lassen, wie es ist."
    return sentence


def satz_der_zustimmung(gezaehlt: Mapping[Stimmwort, int], *, handelnde_fehlen: bool) -> str:
    """The result of a round of consent. handelnde_fehlen: required consent of who must act is missing."""
    if einwaende := gezaehlt[K.EINWAND]:
        standing = "Ein schwerer Einwand steht" if einwaende == 1 else f"{einwaende} schwere Einwände stehen"
        return f"Keine Zustimmung: {standing}."
    if not ist_zustimmung(gezaehlt):
        return "Keine Zustimmung: Niemand hat zugestimmt."
    if handelnde_fehlen:
        return f"Keine Zustimmung: {NICHT_ALLE_HANDELNDEN}"
    return "Zustimmung: Es steht kein schwerer Einwand."


def satz_der_mehrheit(regel: Mehrheitsregel, stand: Mehrheit, *, handelnde_fehlen: bool) -> str:
    """The verdict of a majority with the number it needed."""
    if stand.gleichstand:
        return f"Gleichstand: {stand.ja} Ja und {stand.nein} Nein."
    goal = "Zwei Drittel" if regel is Mehrheitsregel.ZWEI_DRITTEL else "Mehrheit"
    of = ("Sitz", "Sitzen") if regel is Mehrheitsregel.ABSOLUT else ("Stimme", "Stimmen")
    reached = "erreicht" if stand.erreicht else "nicht erreicht"
    sentence = f"{goal} {reached}: {stand.ja} Ja von {anzahl(stand.basis, *of)}, nötig {stand.noetig}."
    if stand.erreicht and handelnde_fehlen:
        sentence += f" Trotzdem keine Zustimmung: {NICHT_ALLE_HANDELNDEN}"
    return sentence


def satz_der_ausstehenden(namen: Sequence[str], *, mit_namen: bool) -> str:
    """Who must act and has not agreed; only how many where names stay with the system. Empty if all have."""
    if not namen:
        return ""
    if mit_namen:
        return als_satz(f"Noch nicht zugestimmt hat, wer handeln muss: {aufzaehlung(namen)}")
    if len(namen) == 1:
        return "Eine Stelle, die handeln muss, hat noch nicht zugestimmt."
    return f"{len(namen)} Stellen, die handeln müssen, haben noch nicht zugestimmt."


def satz_ohne_sitz(namen: Sequence[str]) -> str:
    """Who must act, has no Sitz on the roll and so decides by signing."""
    if not namen:
        return ""
    verb = "entscheidet" if len(namen) == 1 else "entscheiden"
    return als_satz(f"Ohne Sitz {verb} mit der Zeichnung: {aufzaehlung(namen)}")


def satz_der_beteiligung(abgegeben: int, berechtigt: int) -> str:
    verb = "hat" if abgegeben == 1 else "haben"
    return f"{abgegeben} von {berechtigt} Sitzen {verb} abgestimmt."


def satz_des_quorums(abgegeben: int, mindestens: int | None, *, umlauf: bool) -> str:
    """Whether enough have voted; empty where nothing was required."""
    if mindestens is None:
        return ""
    needed = f"{anzahl(abgegeben, 'Stimme', 'Stimmen')}, nötig {mindestens}."
    if abgegeben >= mindestens:
        return f"Genügend Sitze haben abgestimmt: {needed}"
    return f"Nicht zustande gekommen: {needed}" if umlauf else f"Nicht beschlussfähig: {needed}"


def satz_des_gleichstands(abstimmung: Abstimmung, raenge: Sequence[Rang], namen: Mapping[int, str]) -> str:
    """Who shares one of the first places, and the rule declared for it; empty without such a tie."""
    ties = [
        f"Platz {place} teilen sich {aufzaehlung([zitat(namen[option]) for option in options])}."
        for place, options in geteilte_plaetze(raenge).items()
    ]
    return " ".join([*ties, regel_gleichstand(abstimmung)]) if ties else ""


def satz_der_belastbarkeit(noetig: int | None, abgegeben: int, plaetze: int | None) -> str:
    """How far the result hangs on single ballots. plaetze: how many first places were looked at; None: a majority."""
    if noetig is None:
        return ""
    tied, close, stays = _BELASTBARKEIT[plaetze]
    if noetig < 2:
        return close if noetig else tied
    others = f"{noetig - 1} von {abgegeben} Stimmen anders {'ausfiele' if noetig == 2 else 'ausfielen'}"
    return f"{stays} gleich, auch wenn {others}."


_BELASTBARKEIT = {
    None: (
        "Ja und Nein stehen gleich: Eine einzige andere Stimme hätte entschieden.",
        "Knapp: Eine einzige andere Stimme hätte das Ergebnis geändert.",
        "Das Ergebnis bleibt",
    ),
    1: (
        "Am ersten Platz herrscht Gleichstand: Eine einzige andere Stimme hätte ihn entschieden.",
        "Knapp: Eine einzige andere Stimme hätte den ersten Platz geändert.",
        "Der erste Platz bleibt",
    ),
    3: (
        "Am dritten Platz herrscht Gleichstand: Eine einzige andere Stimme hätte ihn entschieden.",
        "Knapp: Eine einzige andere Stimme hätte geändert, wer zu den ersten drei gehört.",
        "Die ersten drei bleiben",
    ),
}


def zehntel(count: int | None) -> str:
    """Tenths as people write them: 675 is 67,5."""
    return f"{(count or 0) // 10},{(count or 0) % 10}"


def anzahl(count: int, one: str, many: str) -> str:
    return f"1 {one}" if count == 1 else f"{count} {many}"


def zitat(name: str) -> str:
    return f"„{name}“"


def aufzaehlung(names: Sequence[str]) -> str:
    """At least one name: A, B und C."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} und {names[-1]}"
