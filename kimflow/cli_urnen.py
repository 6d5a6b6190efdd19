"""flask urnen-aufraeumen: what a crash left of geheime Abstimmungen that are over."""

import click

from kimflow import db, workflow


@click.command("urnen-aufraeumen")
@click.option(
    "--unbekannte",
    is_flag=True,
    help="Auch Schlüssel vernichten, die zu keiner Abstimmung dieser Datenbank gehören. "
    "Nur, wenn keine andere Datenbank denselben Ordner benutzt.",
)
def urnen_aufraeumen(unbekannte: bool) -> None:
    """Schlüssel beendeter geheimer Abstimmungen vernichten, Gelöschtes aus den Dateien der Datenbank entfernen."""
    click.echo(f"Vernichtete Schlüssel beendeter Abstimmungen: {workflow.urne.aufraeumen()}")
    if strangers := len(workflow.urne.unbekannte()):
        if unbekannte:
            with db.transaction():
                workflow.urne.unbekannte_vernichten()
        outcome = "vernichtet" if unbekannte else "bleiben; --unbekannte vernichtet auch sie"
        click.echo(f"Schlüssel ohne Abstimmung in dieser Datenbank: {strangers} ({outcome})")
    try:
        workflow.urne.verdichten()
    except db.Busy as busy:
        raise SystemExit(f"{busy} Bitte noch einmal versuchen.") from busy
    click.echo("In den Dateien der Datenbank steht keine gelöschte Stimme mehr.")
