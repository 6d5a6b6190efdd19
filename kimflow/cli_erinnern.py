"""flask erinnern: everybody is told what is due, each rung once."""

import logging
from collections.abc import Callable, Iterator
from functools import partial

import click

from kimflow import config, db
from kimflow.web.errors import ort
from kimflow.web.pfade import pfad
from kimflow.workflow.erinnerungen import SCHRITTE, Schritt, montagsbrief

log = logging.getLogger("kimflow")
MONTAGSBRIEFE = "Montagsbriefe"


@click.command("erinnern")
def erinnern() -> None:
    """Erinnerungen und Montagsbriefe in den Postausgang legen. Stündlich; darf jederzeit wiederholt werden."""
    written: dict[str, int] = {}
    failed: set[str] = set()
    for name, step in _schritte():
        count = _versuchen(name, step)
        written[name] = written.get(name, 0) + (count or 0)
        if count is None:
            failed.add(name)
    for name, count in written.items():
        click.echo(f"{name}: {count}")
    if failed:
        raise SystemExit(f"Nicht alles gelang, Näheres im Protokoll des Servers: {', '.join(sorted(failed))}.")


def _schritte() -> Iterator[Schritt]:
    yield from SCHRITTE
    for person_id in montagsbrief.offene():
        yield MONTAGSBRIEFE, partial(montagsbrief.schreiben, person_id, pfad)


def _versuchen(name: str, step: Callable[[], int]) -> int | None:
    """In a transaction of its own: what fails is undone and logged, and stops nothing else. None if it failed."""
    try:
        with db.transaction():
            return step()
    except Exception as error:  # whatever it is, the other kinds are still to be told
        if config.current().ist_produktion:
            log.error("Erinnern, %s: %s", name, ort(error))
        else:
            log.error("Erinnern, %s", name, exc_info=error)
        return None
