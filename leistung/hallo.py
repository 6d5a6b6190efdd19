"""The measure of everything: Flask with nothing."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hallo() -> str:
    return "<!doctype html><title>Hallo</title><h1>Hallo</h1>"
