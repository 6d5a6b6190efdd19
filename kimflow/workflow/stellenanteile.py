"""Arithmetic of posts in exact fractions: the two recommended rules, and how many months a post was filled."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from kimflow.models import Stelle

EIN_DRITTEL = Fraction(1, 3)
MINDESTENS = 50
"""Hundredths of a full post that one person should hold at least [000, 003]."""


def kommunaler_anteil(stellen: Iterable[Stelle], tag: date) -> Fraction | None:
    """Of the shares of Baustein 2 on this day the part at the KI or a Kommune; None without such posts [002, 003]."""
    there = [stelle for stelle in stellen if stelle.baustein == 2 and stelle.gilt_am(tag)]
    total = sum(stelle.anteil for stelle in there)
    return Fraction(sum(stelle.anteil for stelle in there if stelle.kommunal), total) if total else None


def hinweise(stellen: list[Stelle], tag: date) -> list[str]:
    """What the Land recommends and is not met on this day. Hints, nothing is refused."""
    found = []
    part = kommunaler_anteil(stellen, tag)
    if part is not None and part < EIN_DRITTEL:
        found.append(
            f"Beim KI oder bei Kommunen liegen {_hundertstel(part)} Prozent der Stellenanteile in Baustein 2; "
            "empfohlen ist mindestens ein Drittel."
        )
    found += [
        f"{stelle}: Eine Besetzung hat nur {komma(besetzung.anteil)} Stellenanteile; vorgesehen sind mindestens 0,5."
        for stelle in stellen
        for besetzung in stelle.besetzungen
        if besetzung.gilt_am(tag) and besetzung.anteil < MINDESTENS
    ]
    return found


def unbesetzt(stelle: Stelle, tag: date) -> int:
    """Hundredths of this post that nobody fills on this day."""
    filled = sum(b.anteil for b in stelle.besetzungen if b.gilt_am(tag))
    return stelle.anteil - filled if stelle.gilt_am(tag) else 0


def stand(stelle: Stelle, tag: date) -> str:
    """Whether the post is filled on this day, in words."""
    if not stelle.gilt_am(tag):
        return "nicht mehr gefördert" if stelle.bis and stelle.bis < tag else "noch nicht gefördert"
    free = unbesetzt(stelle, tag)
    if free == stelle.anteil:
        return "nicht besetzt"
    return f"{komma(free)} frei" if free else "besetzt"


def monate(stelle: Stelle, jahr: int) -> Fraction:
    """Months of this year in which the post exists, days as parts of their month."""
    return _monate(stelle.von, stelle.bis, jahr)


def besetzte_monate(stelle: Stelle, jahr: int, heute: date) -> Fraction:
    """Months of this year in which it was filled until today; half filled for a month is half a month."""
    return sum(
        (
            Fraction(b.anteil, stelle.anteil) * _monate(b.von, _bis_heute(b.bis, heute), jahr)
            for b in stelle.besetzungen
        ),
        Fraction(0),
    )


def luecken(stelle: Stelle, jahr: int, heute: date) -> list[tuple[date, date]]:
    """The spans of this year until today, first and last day, in which nobody at all filled the post."""
    begin, end = _im_jahr(stelle.von, _bis_heute(stelle.bis, heute), jahr)
    found: list[tuple[date, date]] = []
    free_from = begin
    for besetzung in sorted(stelle.besetzungen, key=lambda b: b.von):
        first, last = _im_jahr(besetzung.von, besetzung.bis, jahr)
        if last < free_from or first > end:
            continue
        if first > free_from:
            found.append((free_from, date.fromordinal(first.toordinal() - 1)))
        free_from = date.fromordinal(last.toordinal() + 1)
    if free_from <= end:
        found.append((free_from, end))
    return found


def komma(hundertstel: int) -> str:
    """0,5 for 50 hundredths."""
    return f"{hundertstel // 100},{hundertstel % 100:02d}".rstrip("0").rstrip(",")


def in_monaten(monate: Fraction) -> str:
    """9,5 for nineteen halves: one place, rounded down so that nothing counts as full that is not."""
    tenths = int(monate * 10)
    return f"{tenths // 10},{tenths % 10}".removesuffix(",0")


def _hundertstel(part: Fraction) -> int:
    """Rounded down: a third is not reached by rounding."""
    return int(part * 100)


def _bis_heute(bis: date | None, heute: date) -> date:
    """What is still to come is a plan; only what was counts."""
    return min(bis or heute, heute)


def _im_jahr(von: date, bis: date | None, jahr: int) -> tuple[date, date]:
    return max(von, date(jahr, 1, 1)), min(bis or date(jahr, 12, 31), date(jahr, 12, 31))


def _monate(von: date, bis: date | None, jahr: int) -> Fraction:
    return monate_zwischen(von, bis, date(jahr, 1, 1), date(jahr, 12, 31))


def monate_zwischen(von: date, bis: date | None, erster: date, letzter: date) -> Fraction:
    """Months of a span that lie between two days, days as parts of their month."""
    first, last = max(von, erster), min(bis or letzter, letzter)
    total = Fraction(0)
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, number = month // 12, month % 12 + 1
        days = monthrange(year, number)[1]
        begin, end = max(first, date(year, number, 1)), min(last, date(year, number, days))
        total += Fraction(max((end - begin).days + 1, 0), days)
    return total
