"""The command that builds the search anew."""

import click

from kimflow import db, workflow


@click.command("suche-aufbauen")
@click.option("--pruefen", is_flag=True, help="Nur vergleichen, nichts schreiben.")
def suche_aufbauen(pruefen: bool) -> None:
    """Den Suchindex neu aufbauen, etwa nach einem Import an kimflow vorbei. Darf jederzeit wiederholt werden."""
    if pruefen:
        differing = workflow.suchindex.abweichungen()
        for line in differing:
            click.echo(line, err=True)
        if differing:
            raise SystemExit(1)
        click.echo("Der Suchindex stimmt mit den Daten überein.")
        return
    with db.transaction():
        count = workflow.suchindex.aufbauen()
    click.echo(f"{count} Einträge stehen im Suchindex.")
