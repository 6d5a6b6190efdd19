"""The command that deletes what has reached its date; meant to run once a day."""

import click

from kimflow import db
from kimflow.workflow.loeschfristen import SCHRITTE


@click.command("loeschfristen")
def loeschfristen() -> None:
    """Texte löschen, deren Frist abgelaufen ist. Darf jederzeit wiederholt werden."""
    for name, schritt in SCHRITTE:
        with db.transaction():
            count = schritt()
        click.echo(f"{name}: {count} bereinigt.")
