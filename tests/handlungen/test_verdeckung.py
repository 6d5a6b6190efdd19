"""The rule for small numbers against a reader who knows it: nothing that is kept back can be worked out.

The reader of these tests has every number that a page, filter or file gives (queries.verdeckung lists them), knows the
rule itself, and reasons with equations and bounds. Worlds are drawn from seeds, so that a failure can be repeated.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from random import Random

import pytest

from kimflow import config
from kimflow.queries import verdeckung
from kimflow.queries.verdeckung import gezaehlt, zeigbar

AB = 5
Teile = Mapping[int, int]


# --- what the rule says -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("werte", "gezeigt"),
    [
        ([4, 0, 0], {}),  # the cell itself is below the threshold
        ([12], {0: 12}),
        ([6, 7], {0: 6, 1: 7}),
        ([9, 0, 0], {0: 9, 1: 0, 2: 0}),  # nothing is kept back, so the empty ones are said to be empty
        ([9, 3, 2, 0, 0], {0: 9}),  # 3 and 2 stay open: they are five together, among four
        ([9, 4, 0, 0], {}),  # the rest of 4 would be told by 13 - 9
        ([9, 6, 4, 0], {0: 9}),  # so the 6 goes with it
        ([9, 9, 4, 0], {}),  # and equal ones go together: which of them would tell
        ([9, 4, 4], {}),  # 8 on two hidden ones that hold at most 4 each
        ([9, 4, 4, 0], {0: 9}),
    ],
)
def test_gezeigt_wird_nur_was_nichts_verraet(werte, gezeigt):
    assert zeigbar({teil: wert for teil, wert in enumerate(werte) if wert}, range(len(werte)), AB) == gezeigt


def test_die_null_ist_keine_kleine_zahl(welt, mats):
    assert str(gezaehlt(0, mats)) == "0"


@pytest.mark.parametrize("wer", ["Mats", "Mia", "Paula", "Frida", "Lena", "Bibi", "Ada"])
def test_wer_keine_faelle_sieht_liest_kleine_zahlen_nicht(welt, wer):
    """M3: the value is not in the answer at all."""
    one = gezaehlt(4, welt.person(wer))

    assert (str(one), one.wert) == ("< 5", None)
    assert str(gezaehlt(5, welt.person(wer))) == "5"


def test_die_koordination_liest_genaue_zahlen_ein_papier_nicht(welt, kora):
    assert str(gezaehlt(2, kora)) == "2"
    assert str(gezaehlt(2, None)) == "< 5"


def test_die_schwelle_ist_eine_einstellung(app):
    assert verdeckung.schwelle() == config.current().schwelle


# --- the reader -------------------------------------------------------------------------------------------------


@dataclass
class Unbekannte:
    """Counts by name with what is known of each, and equations "a = b + c + …" between them."""

    grenzen: dict[object, tuple[int, int]] = field(default_factory=dict)
    gleichungen: list[tuple[object, Sequence[object]]] = field(default_factory=list)

    def eingrenzen(self) -> dict[object, tuple[int, int]]:
        """Bounds of every count, narrowed until the equations narrow nothing any more."""
        bounds = dict(self.grenzen)
        changed = True
        while changed:
            before = dict(bounds)
            for whole, parts in self.gleichungen:
                low = sum(bounds[p][0] for p in parts)
                high = sum(bounds[p][1] for p in parts)
                bounds[whole] = max(bounds[whole][0], low), min(bounds[whole][1], high)
                for part in parts:
                    least = bounds[whole][0] - (high - bounds[part][1])
                    most = bounds[whole][1] - (low - bounds[part][0])
                    bounds[part] = max(bounds[part][0], least), min(bounds[part][1], most)
            changed = bounds != before
        return bounds


VIEL = 10**6


@dataclass(frozen=True)
class Welt:
    """Bruchstellen as rows of codes: row[0] is the Schnittstelle, the others are one partition each."""

    zeilen: Sequence[tuple[int, ...]]
    umfang: tuple[int, ...]

    def zellen(self) -> Counter[int]:
        return Counter(row[0] for row in self.zeilen)

    def teile(self, zelle: int, teilung: int) -> Counter[int]:
        return Counter(row[teilung] for row in self.zeilen if row[0] == zelle)


def welten(anzahl: int) -> Iterator[Welt]:
    """Random small worlds: skewed, so that big and small parts stand side by side."""
    for seed in range(anzahl):
        dice = Random(seed)
        extent = (dice.randint(2, 4), *(dice.randint(1, 5) for _ in range(3)))
        weights = [[dice.random() ** 3 for _ in range(n)] for n in extent]
        rows = [
            tuple(dice.choices(range(n), w)[0] for n, w in zip(extent, weights, strict=True))
            for _ in range(dice.randint(5, 70))
        ]
        yield Welt(rows, extent)


def liest(welt: Welt, regel=zeigbar) -> Unbekannte:
    """What the reader knows: the shown numbers, bounds for the hidden ones, and that parts add up."""
    known = Unbekannte()
    for zelle in range(welt.umfang[0]):
        whole = welt.zellen()[zelle]
        known.grenzen[zelle] = (whole, whole) if whole >= AB else (0, AB - 1)
        for teilung, moegliche in enumerate(welt.umfang[1:], 1):
            parts = welt.teile(zelle, teilung)
            shown = regel(parts, range(moegliche), AB)
            names = [(zelle, teilung, teil) for teil in range(moegliche)]
            for name in names:
                wert = shown.get(name[2])
                known.grenzen[name] = (0, VIEL) if wert is None else (wert, wert)
            known.gleichungen.append((zelle, names))
    return known


def wahr(welt: Welt, name: object) -> int:
    if isinstance(name, tuple):
        return welt.teile(name[0], name[1])[name[2]]
    return welt.zellen()[name]


def errechnet(welt: Welt, known: Unbekannte) -> list[object]:
    """The hidden counts the reader has found, by name."""
    hidden = [name for name, (low, high) in known.grenzen.items() if low != high]
    bounds = known.eingrenzen()
    assert all(bounds[name][0] <= wahr(welt, name) <= bounds[name][1] for name in bounds), "der Angreifer irrt"
    return [name for name in hidden if bounds[name][0] == bounds[name][1]]


def naiv(werte: Teile, teile: Sequence[int], ab: int) -> dict[int, int]:
    """The weak rule: every part by itself."""
    return {teil: wert for teil, wert in werte.items() if wert >= ab}


def test_kein_verdecktes_feld_laesst_sich_errechnen():
    """M3: over 400 worlds, all partitions of all cells at once."""
    found = [(nr, name) for nr, welt in enumerate(welten(400)) for name in errechnet(welt, liest(welt))]

    assert found == []


def test_der_angreifer_kann_rechnen():
    """Against a rule that only looks at each part by itself the same reader finds a lot."""
    found = [name for welt in welten(400) for name in errechnet(welt, liest(welt, naiv))]

    assert len(found) > 100


def test_mit_summen_faende_der_angreifer_etwas():
    """Why there are no sums: the total of a part over all cells is one equation too many."""

    def with_sums(welt: Welt) -> Unbekannte:
        known = liest(welt)
        for teilung, moegliche in enumerate(welt.umfang[1:], 1):
            for teil in range(moegliche):
                name = ("summe", teilung, teil)
                total = sum(1 for row in welt.zeilen if row[teilung] == teil)
                known.grenzen[name] = (total, total)
                known.gleichungen.append((name, [(zelle, teilung, teil) for zelle in range(welt.umfang[0])]))
        return known

    found = []
    for welt in welten(400):
        known = with_sums(welt)
        bounds = known.eingrenzen()
        hidden = [n for n, (low, high) in known.grenzen.items() if low != high]
        found += [name for name in hidden if bounds[name][0] == bounds[name][1]]
    assert len(found) > 100


@pytest.mark.parametrize("ab", [2, 3, 5])
def test_wer_die_regel_kennt_findet_auch_nichts(ab):
    """Every way to fill the hidden parts under which the rule would have shown the same numbers is possible."""
    assert erraten(zeigbar, ab) == []


@pytest.mark.parametrize("ab", [2, 3, 5])
def test_wer_eine_schwache_regel_kennt_findet_etwas(ab):
    assert len(erraten(naiv, ab)) > 20


def test_schwelle_eins_verdeckt_nichts():
    assert zeigbar({1: 1, 2: 7}, range(9), 1) == {1: 1, 2: 7}


def erraten(regel, ab: int) -> list[object]:
    """The hidden parts that can only have one value; one order stands for all, since no word is preferred."""
    found = []
    for summe in range(ab, 19):
        for moegliche in range(2, 5):
            for werte in {tuple(sorted(one)) for one in aufteilungen(summe, moegliche)}:
                shown = regel(dict(enumerate(werte)), range(moegliche), ab)
                hidden = [teil for teil in range(moegliche) if teil not in shown]
                found += [(werte, teil) for teil in hidden if len(denkbar(regel, ab, shown, hidden, summe, teil)) == 1]
    return found


def aufteilungen(summe: int, teile: int) -> Iterator[tuple[int, ...]]:
    """Every way to share `summe` out among `teile`."""
    for cuts in combinations(range(summe + teile - 1), teile - 1):
        marks = (-1, *cuts, summe + teile - 1)
        yield tuple(b - a - 1 for a, b in pairwise(marks))


def denkbar(regel, ab: int, shown: Teile, hidden: Sequence[int], summe: int, teil: int) -> set[int]:
    """The values of one hidden part that agree with everything shown, the rule included."""
    values: set[int] = set()
    for rest in aufteilungen(summe - sum(shown.values()), len(hidden)):
        world = {**shown, **dict(zip(hidden, rest, strict=True))}
        if regel(world, list(world), ab) == shown:
            values.add(world[teil])
            if len(values) > 1:
                break
    return values


def test_zwei_filter_voneinander_abgezogen_ergeben_nie_eine_kleine_zahl():
    """Everything minus any choice of shown parts, and any two such choices of which one holds the other."""
    for welt in welten(200):
        for zelle, whole in welt.zellen().items():
            for teilung, moegliche in enumerate(welt.umfang[1:], 1):
                shown = zeigbar(welt.teile(zelle, teilung), range(moegliche), AB)
                for size in range(1, len(shown) + 1):
                    for chosen in combinations(shown.values(), size):
                        left = whole - sum(chosen)
                        assert left >= AB or (left == 0 and len(shown) == moegliche)
