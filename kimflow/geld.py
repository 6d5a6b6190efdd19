"""Amounts as people write them: whole cents inside, 1.250,50 outside."""

import re

_BETRAG = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?", re.ASCII)
HOECHSTENS = 100_000_000_00
"""A hundred million euros, in cents: more than the Land gives, less than the column holds."""


def cent(text: str) -> int | None:
    """1.250,50 or 1250,5 or 1250 in cents; None if it is no amount or too large."""
    found = _BETRAG.fullmatch(text.strip().removesuffix("€").removesuffix("Euro").strip())
    if found is None:
        return None
    euros, cents = found.group(1).replace(".", ""), (found.group(2) or "").ljust(2, "0")
    amount = int(euros[:12]) * 100 + int(cents)
    return amount if amount <= HOECHSTENS and len(euros) <= 12 else None


def zahl(cents: int) -> str:
    """1.250,50 – with a minus sign if it is below nothing."""
    euros, rest = divmod(abs(cents), 100)
    return f"{'−' if cents < 0 else ''}{euros:,}".replace(",", ".") + f",{rest:02d}"


def euro(cents: int) -> str:
    """1.250,50 € with a space that does not break."""
    return f"{zahl(cents)}\u00a0€"
