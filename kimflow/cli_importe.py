"""The command that imports Themen and running Maßnahmen: what the page does, without a browser."""

import json
from pathlib import Path
from typing import Any

import click

from kimflow import db, queries, workflow
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.importdateien import Importzeile, Unlesbar, lesen
from kimflow.workflow.importpruefung import Vorschau, Zuordnung, pruefen


@click.command("themen-import")
@click.argument("datei", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--zuordnung", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON: Wörter, Vorgaben."
)
@click.option("--auslassen", is_flag=True, help="Zeilen auslassen, die so nicht übernommen werden können.")
@click.option("--als", "mail", help="Mailadresse der Person, die importiert. Ohne sie bleibt es bei der Vorschau.")
def themen_import(datei: Path, zuordnung: Path | None, auslassen: bool, mail: str | None) -> None:
    """Themen und laufende Maßnahmen aus einer Tabelle (XLSX, CSV, JSON) prüfen und übernehmen."""
    try:
        rows = lesen(datei.name, datei.read_bytes())
    except Unlesbar as error:
        raise click.ClickException(str(error)) from error
    with db.lazy_loading():
        answers = _zuordnung(json.loads(zuordnung.read_text(encoding="utf-8"))) if zuordnung else Zuordnung()
        _zeigen(pruefen(rows, answers))
        if mail:
            _importieren(mail, rows, answers, auslassen)


def _zuordnung(given: dict[str, Any]) -> Zuordnung:
    """{"handlungsfeld": {"Wort": "Bezeichnung hier"}, "kommune": {"Wort": null}, "vorgaben": {"gremium": "…"}}"""
    words: dict[tuple[str, str], int | None] = {}
    for kind, entries in queries.importe.auswahl().items():
        for word, meant in given.get(kind, {}).items():
            found = next((e.id for e in entries if meant and meant.casefold() in e.namen), None)
            if meant and found is None:
                raise click.ClickException(f"{kind}: „{meant}“ gibt es nicht.")
            words[kind, word] = found
    return Zuordnung(words, given.get("vorgaben", {}))


def _zeigen(vorschau: Vorschau) -> None:
    for befund in vorschau.befunde:
        click.echo(f"Zeile {befund.zeile.nummer}: {befund.stand}: {befund.titel} {' '.join(befund.meldungen)}".rstrip())
    for kind, words in vorschau.unbekannte.items():
        click.echo(f"Nicht bekannt ({kind}): {'; '.join(words)}")


def _importieren(mail: str, rows: list[Importzeile], answers: Zuordnung, auslassen: bool) -> None:
    try:
        with db.transaction():
            person = queries.anmeldungen.nach_mail(mail)
            if person is None:
                raise click.ClickException(f"{mail} ist keine Person in kimflow.")
            done = workflow.importe.importieren(person, rows, answers, auslassen=auslassen)
    except Obstructed as refused:
        raise click.ClickException("Es wurde nichts importiert.\n" + "\n".join(refused.reasons)) from refused
    except Forbidden as refused:
        raise click.ClickException(f"{mail} darf keine Themen importieren.") from refused
    click.echo(str(done))
