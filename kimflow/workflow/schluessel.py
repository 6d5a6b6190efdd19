"""The files that hold the private keys of open geheime rounds, outside of the database and of its backups.

A file is named after its public key: whatever shares the folder, no database touches another one's keys, and a key
whose opening was cut off is in nobody's way.
"""

import os
import secrets
from pathlib import Path

from nacl.public import PrivateKey

from kimflow import config

_ENDUNG, _ENTWURF = ".schluessel", ".neu"


def ablegen(key: PrivateKey) -> str:
    """Keep a new key; the public key that names it. Written, synced, named: it is there whole or not at all."""
    public = bytes(key.public_key).hex()
    folder = _ordner()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    draft = folder / f"{public}{_ENTWURF}"
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(bytes(key))
        file.flush()
        os.fsync(file.fileno())
    draft.rename(_datei(public))
    _verzeichnis_sichern(folder)
    return public


def lesen(public: str) -> PrivateKey:
    """The private key; ValueError or OSError if it is not there or is another one."""
    key = PrivateKey(_datei(public).read_bytes())
    if bytes(key.public_key).hex() != public:
        raise ValueError("Das ist nicht der Schlüssel dieser Urne.")
    return key


def ist_da(public: str) -> bool:
    """Whether the file is there and readable; nobody reads it to find out."""
    return os.access(_datei(public), os.R_OK)


def vorhandene() -> set[str]:
    """The public keys that name what lies in the folder."""
    return {file.stem for file in _ordner().glob(f"*{_ENDUNG}")}


def vernichten(public: str) -> None:
    """Overwrite the key, then remove it, and make both last. Nothing happens if it is gone already."""
    file = _datei(public)
    if not file.exists():
        return
    with file.open("r+b") as old:
        old.write(secrets.token_bytes(PrivateKey.SIZE))
        old.flush()
        os.fsync(old.fileno())
    file.unlink(missing_ok=True)
    _verzeichnis_sichern(file.parent)


def entwuerfe_wegwerfen() -> None:
    """Remove what a crash left half written: a key without its name was never used."""
    for draft in _ordner().glob(f"*{_ENTWURF}"):
        draft.unlink(missing_ok=True)


def _ordner() -> Path:
    return Path(config.current().urnen)


def _datei(public: str) -> Path:
    return _ordner() / f"{public}{_ENDUNG}"


def _verzeichnis_sichern(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
