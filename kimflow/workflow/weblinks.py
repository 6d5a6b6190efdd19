"""Addresses people type for others to open: kimflow only shows them and never fetches one."""

from urllib.parse import urlsplit

from kimflow.workflow.acts import Obstructed


def geprueft(adresse: str) -> str:
    """`adresse` if it leads where a reader thinks it does; else Obstructed."""
    scheme, colon, rest = adresse.partition("://")
    address = f"{scheme.lower()}{colon}{rest}"
    if not address.startswith(("https://", "http://")):
        raise Obstructed("Die Adresse beginnt mit https:// oder http://.")
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or "\\" in address or any(letter.isspace() for letter in address):
        raise Obstructed("Das ist keine vollständige Adresse.")
    # Before the @ stands what looks like the host and is none, or a password that everybody would read.
    if "@" in parts.netloc:
        raise Obstructed("Die Adresse darf keinen Namen und kein Kennwort vor einem @ enthalten.")
    return address
