"""Agreeing to one thing: words of consent, majorities with the number they need, and the quorum."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kimflow.models import Mehrheitsregel, Quorum, Stimmwort

K = Stimmwort
STIMMT_ZU = frozenset({K.ZUSTIMMUNG, K.BEDENKEN, K.VORBEHALT, K.JA})


def worte(angebot: Sequence[Stimmwort], stimmen: Iterable[Stimmwort]) -> dict[Stimmwort, int]:
    """How often each of the offered words was chosen, in their order."""
    counted = Counter(stimmen)
    return {wort: counted[wort] for wort in angebot}


def ist_zustimmung(gezaehlt: Mapping[Stimmwort, int]) -> bool:
    """Somebody agrees and no schwerer Einwand stands. Silence and Enthaltung alone are never consent."""
    return not gezaehlt.get(K.EINWAND) and any(gezaehlt.get(wort) for wort in STIMMT_ZU)


@dataclass(frozen=True)
class Mehrheit:
    """A majority: `noetig` Ja of `basis` were needed. gleichstand: Ja and Nein are half of the basis each."""

    ja: int
    nein: int
    enthaltung: int
    basis: int
    noetig: int
    erreicht: bool
    gleichstand: bool


def mehrheit(
    regel: Mehrheitsregel, ja: int, nein: int, enthaltung: int, *, berechtigt: int, enthaltungen_zaehlen: bool
) -> Mehrheit:
    """The verdict by `regel`. berechtigt: Sitze on the roll, whether they voted or not; only absolut asks for them."""
    basis = ja + nein + (enthaltung if enthaltungen_zaehlen else 0)
    if regel is Mehrheitsregel.ABSOLUT:
        basis = berechtigt
    two_thirds = regel is Mehrheitsregel.ZWEI_DRITTEL
    needed = max(1, _zwei_drittel(basis)) if two_thirds else _mehr_als_die_haelfte(basis)
    tie = not two_thirds and ja > 0 and ja == nein and 2 * ja == basis
    return Mehrheit(ja, nein, enthaltung, basis, needed, ja >= needed, tie)


def mindestens(quorum: Quorum, berechtigt: int) -> int | None:
    """How many Sitze of the roll must cast a ballot that counts; None without a quorum. Befangene stay in the roll."""
    if quorum is Quorum.OHNE:
        return None
    return _zwei_drittel(berechtigt) if quorum is Quorum.ZWEI_DRITTEL else _mehr_als_die_haelfte(berechtigt)


def _mehr_als_die_haelfte(count: int) -> int:
    return count // 2 + 1


def _zwei_drittel(count: int) -> int:
    return (2 * count + 2) // 3
