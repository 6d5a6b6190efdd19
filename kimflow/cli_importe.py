"""The command that imports a table: what the pages do, without a browser."""

import json
from pathlib import Path
from typing import Any

import click

from kimflow import db, queries, workflow
from kimflow.models import Person
from kimflow.workflow.acts import Forbidden, Obstructed
from kimflow.workflow.importe import ARTEN, Blatt, Stand, Unlesbar, Vorschau, Zuordnung, lesen, pruefen

_PFAD = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("importieren")
@click.argument("art", type=click.Choice(list(ARTEN)), metavar=f"[{'|'.join(ARTEN)}]")
@click.argument("datei", type=_PFAD)
@click.option("--zuordnung", type=_PFAD, help="JSON: Wörter, Vorgaben, Überschriften.")
@click.option("--auslassen", is_flag=True, help="Zeilen auslassen, die so nicht übernommen werden können.")
@click.option("--einladen", is_flag=True, help="Neuen Personen gleich ihren Zugang schicken.")
@click.option("--als", "mail", help="Mailadresse der Person, die importiert. Ohne sie bleibt es bei der Vorschau.")
def importieren(
    art: str, datei: Path, zuordnung: Path | None, auslassen: bool, einladen: bool, mail: str | None
) -> None:
    """Eine Tabelle (XLSX, CSV, JSON) prüfen und übernehmen: alles oder nichts, in einem Zug."""
    try:
        blatt = lesen(ARTEN[art], datei.name, datei.read_bytes())
    except Unlesbar as error:
        raise click.ClickException(str(error)) from error
    with db.lazy_loading():
        given = json.loads(zuordnung.read_text(encoding="utf-8")) if zuordnung else {}
        answers = _zuordnung(given, blatt, einladen)
        person = _person(mail) if mail else None
        _zeigen(pruefen(ARTEN[art], blatt.zeilen, answers, person))
        if mail:
            _importieren(art, mail, blatt, answers, auslassen)


def _zuordnung(given: dict[str, Any], blatt: Blatt, einladen: bool) -> Zuordnung:
    """{"handlungsfeld": {"Wort": "Bezeichnung hier", "Anderes": null}, "vorgaben": {…}, "spalten": {"Tel.": null}}"""
    words: dict[tuple[str, str], int | None] = {}
    for kind in given.keys() - {"vorgaben", "spalten"}:
        entries = queries.importe.auswahl(kind)
        for word, meant in given[kind].items():
            found = next((e.id for e in entries if meant and meant.casefold() in e.namen), None)
            if meant and found is None:
                raise click.ClickException(f"{kind}: „{meant}“ gibt es nicht.")
            words[kind, word] = found
    columns = given.get("spalten", {})
    for heading in blatt.unbekannte.values():
        if heading not in columns:
            click.echo(f"Die Überschrift „{heading}“ ist nicht bekannt und bleibt weg.")
    places = {place: columns.get(heading) for place, heading in blatt.unbekannte.items()}
    return Zuordnung(words, given.get("vorgaben", {}), places, einladen)


def _person(mail: str) -> Person:
    person = queries.anmeldungen.nach_mail(mail)
    if person is None:
        raise click.ClickException(f"{mail} ist keine Person in kimflow.")
    return person


def _zeigen(vorschau: Vorschau) -> None:
    for befund in vorschau.befunde:
        changes = [f"{c.titel}: „{c.alt}“ → „{c.neu}“." for c in befund.aenderungen]
        words = " ".join((*changes, *befund.meldungen))
        click.echo(f"Zeile {befund.zeile.nummer}: {befund.stand}: {befund.titel} {words}".rstrip())
    for kind, unknown in vorschau.unbekannte.items():
        click.echo(f"Nicht bekannt ({kind}): {'; '.join(unknown)}")
    counts = {stand: vorschau.anzahl(stand) for stand in Stand}
    click.echo(", ".join(f"{count} {stand}" for stand, count in counts.items() if count))


def _importieren(art: str, mail: str, blatt: Blatt, answers: Zuordnung, auslassen: bool) -> None:
    try:
        with db.transaction():
            person = _person(mail)
            done = workflow.importe.importieren(ARTEN[art], person, blatt.zeilen, answers, auslassen=auslassen)
    except Obstructed as refused:
        raise click.ClickException("Es wurde nichts übernommen.\n" + "\n".join(refused.reasons)) from refused
    except Forbidden as refused:
        raise click.ClickException(f"{mail} darf das nicht importieren.") from refused
    click.echo(str(done))
