"""Numbers as people in Germany write and read them: with a comma, dots between thousands optional."""

import re
from decimal import Decimal

_ZAHL = re.compile(r"-?(\d{1,11}|\d{1,3}(\.\d{3}){1,3})(,\d{1,4})?", re.ASCII)


def gelesen(text: str) -> Decimal | None:
    """„1.250,5" as a number; None if it is none, or has more than four places."""
    text = text.strip().replace("\u2212", "-")
    if not _ZAHL.fullmatch(text):
        return None
    return Decimal(text.replace(".", "").replace(",", "."))


def geschrieben(value: Decimal | int | None) -> str:
    """The number with a comma and without empty places; empty for None."""
    if value is None:
        return ""
    text = f"{Decimal(value):.4f}".rstrip("0").rstrip(".")
    return ("0" if text in ("-0", "") else text).replace(".", ",")
