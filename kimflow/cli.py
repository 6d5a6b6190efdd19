"""The flask commands."""

import click
from flask import Flask

from kimflow import db, workflow
from kimflow.web.regeln import als_markdown


@click.command("verlauf-pruefen")
def verlauf_pruefen() -> None:
    """Prüfen, ob der Verlauf lückenlos und unverändert ist."""
    with db.lazy_loading():
        breaks = workflow.ereignisse.pruefen()
    for line in breaks:
        click.echo(line, err=True)
    if breaks:
        raise SystemExit(1)
    click.echo(f"Der Verlauf ist unverändert. Kopf: {workflow.ereignisse.kopf()}")


@click.command("regeln")
def regeln() -> None:
    """Die drei Tabellen – wer darf, was geschieht, wer es erfährt – als Markdown ausgeben."""
    click.echo(als_markdown(), nl=False)


def init_app(app: Flask) -> None:
    app.cli.add_command(verlauf_pruefen)
    app.cli.add_command(regeln)
