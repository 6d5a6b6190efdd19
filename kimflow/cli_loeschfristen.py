"""flask loeschfristen: what has stood long enough goes, and nothing of it stays in the database's files."""

import click

from kimflow import db
from kimflow.workflow.loeschfristen import SCHRITTE, TABELLEN


@click.command("loeschfristen")
def loeschfristen() -> None:
    """Texte löschen, deren Frist vorbei ist. Einmal am Tag; darf jederzeit wiederholt werden."""
    gone = 0
    for name, step in SCHRITTE:
        with db.transaction():
            count = step()
        click.echo(f"{name}: {count}")
        gone += count
    if gone:
        try:
            db.compact(*TABELLEN)
        except db.Busy as busy:
            raise SystemExit(f"{busy} Gelöscht ist alles; die Dateien vergessen es beim nächsten Lauf.") from busy
