"""The entry point of the server and of the flask command."""

from kimflow import create_app

app = create_app()
