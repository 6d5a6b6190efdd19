"""Ids in addresses: numbers no table can hold are a 404 like any other id that is not there."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

GROESSTE_ID = 2**31 - 1


class Kennung(IntegerConverter):
    """An id both databases can look for; SQLite and PostgreSQL raise on greater ones (ZUSAGEN I2)."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=GROESSTE_ID)


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = Kennung
