"""Check digits, so that not every long number is somebody's."""

_IBAN_LAENGEN = {
    "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18,
    "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LT": 20, "LU": 20, "LV": 21, "MD": 24,
    "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SE": 24, "SI": 19, "SK": 24, "TN": 24,
    "TR": 26, "UA": 29, "XK": 20,
}  # fmt: skip


def nur_zeichen(text: str) -> str:
    """Letters and digits in capitals, without what groups them."""
    return "".join(c for c in text if c.isalnum()).upper()


def iban_laenge(text: str) -> int:
    """How many letters and digits an IBAN of this country has, 0 if it is no country of the list."""
    return _IBAN_LAENGEN.get(text[:2].upper(), 0)


def ist_iban(text: str) -> bool:
    """Mod 97 (ISO 13616). `text` holds ASCII letters and digits only."""
    if len(text) != iban_laenge(text):
        return False
    return int("".join(str(int(c, 36)) for c in text[4:] + text[:4])) % 97 == 1


def ist_steuer_id(text: str) -> bool:
    """Eleven digits, the last by ISO 7064 MOD 11,10; one of the first ten stands twice or thrice (§ 139b AO)."""
    first = text[:10]
    if text[0] == "0" or sorted(map(first.count, set(first)))[-1] not in (2, 3):
        return False
    product = 10
    for digit in first:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(text[10])


def ist_rentenversicherung(text: str) -> bool:
    """Twelve places, a letter as the ninth: weights 2 1 2 5 7 1 2 1 2 1 2 1 (VKVV § 4)."""
    digits = f"{text[:8]}{_stelle(text[8])}{text[9:11]}"
    return _quersumme(digits, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)) == int(text[11])


def ist_krankenversicherung(text: str) -> bool:
    """A letter and nine digits, the last one a check digit: weights 1 2 in turn (§ 290 SGB V)."""
    return _quersumme(f"{_stelle(text[0])}{text[1:9]}", (1, 2) * 5) == int(text[9])


def _stelle(letter: str) -> str:
    """A = 01 … Z = 26."""
    return f"{ord(letter.upper()) - 64:02d}"


def _quersumme(digits: str, weights: tuple[int, ...]) -> int:
    products = (int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return sum(product // 10 + product % 10 for product in products) % 10
