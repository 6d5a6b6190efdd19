"""The measure of memory: Flask with nothing but SQLAlchemy."""

from flask import Flask
from sqlalchemy import create_engine, text

app = Flask(__name__)
engine = create_engine("sqlite://")


@app.get("/")
def hallo() -> str:
    with engine.connect() as connection:
        return f"<!doctype html><title>Hallo</title><h1>{connection.execute(text('SELECT 42')).scalar()}</h1>"
