"""Addresses of static files with a content hash, so that browsers keep them for ever."""

import hashlib
from pathlib import Path

from flask import Flask, request, url_for

_digests: dict[str, str] = {}
_addresses: dict[tuple[str, str], str] = {}


def static_url(name: str) -> str:
    """The address of static/<name> with its hash; the same on every page, hence made once."""
    place = (request.script_root, name)
    if place not in _addresses:
        _addresses[place] = url_for("static", filename=name, v=_digests.get(name))
    return _addresses[place]


def init_app(app: Flask) -> None:
    folder = Path(app.static_folder or "")
    for file in folder.rglob("*"):
        if file.is_file():
            _digests[file.relative_to(folder).as_posix()] = hashlib.sha256(file.read_bytes()).hexdigest()[:12]
    app.jinja_env.globals["static_url"] = static_url
