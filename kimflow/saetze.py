"""German sentences made of names."""


def als_satz(text: str) -> str:
    """`text` with its full stop; a name that ends with one already ("… e. V.") gets no second."""
    return text if text.endswith(".") else f"{text}."
