"""What the benchmark knows of kimflow: its data, its pages and one form that saves."""

import os
import secrets
import subprocess
import sys
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import Executable, create_engine, insert, select, update

from kimflow import models
from kimflow.db import Base
from leistung.browser import Browser, Form

SIGN_IN = "/anmelden"
LIST = "/themen/"
THEMEN = 1000
PASSWORD = secrets.token_urlsafe()

_tables = Base.metadata.tables
thema, rechtskreise, person, rolle = (_tables[name] for name in ("thema", "thema_rechtskreis", "person", "rolle"))
koordination = (
    select(person.c.id)
    .join(rolle)
    .where(rolle.c.art == models.Rollenart.KOORDINATION, person.c.status == models.PersonStatus.AKTIV)
    .limit(1)
    .scalar_subquery()
)


def fill(environment: dict[str, str]) -> None:
    """The Musterkreis, a thousand more Themen like its first one, and a password for the Koordination."""
    for command in ("flask db upgrade", "seeds grunddaten", "seeds musterkreis"):
        subprocess.run(  # noqa: S603 - commands of this project
            [sys.executable, "-m", *command.split()],
            env={**os.environ, **environment},
            check=True,
            stdout=subprocess.DEVNULL,
        )
    pattern = _ask(environment, select(thema).where(thema.c.status == models.ThemaStatus.GESAMMELT))[0]._asdict()
    links = _ask(environment, select(rechtskreise).where(rechtskreise.c.thema_id == pattern["id"]))
    first = 1 + max(row.id for row in _ask(environment, select(thema.c.id)))
    numbers = range(first, first + THEMEN)
    _ask(environment, insert(thema), [{**pattern, "id": number, "nummer": f"L-{number}"} for number in numbers])
    pairs = [{**link._asdict(), "thema_id": number} for number in numbers for link in links]
    _ask(environment, insert(rechtskreise), pairs)
    password = PasswordHasher(memory_cost=8192, time_cost=1).hash(PASSWORD)
    _ask(environment, update(person).where(person.c.id == koordination).values(passwort=password))


def signed_in(environment: dict[str, str], port: int) -> Browser:
    browser = Browser(port)
    mail = _ask(environment, select(person.c.mail).where(person.c.id == koordination))[0].mail
    answer = browser.send(browser.get(SIGN_IN).form("passwort"), mail=mail, passwort=PASSWORD)
    if answer.status != 303:
        raise RuntimeError(f"Die Anmeldung als {mail} antwortet mit {answer.status}.")
    return browser


def details(environment: dict[str, str]) -> list[str]:
    """Pages of Themen that have a history: those of the Musterkreis."""
    told = select(thema.c.nummer).where(thema.c.nummer.not_like("L-%")).order_by(thema.c.id)
    return [f"{LIST}{row.nummer}" for row in _ask(environment, told)]


def targets(environment: dict[str, str]) -> list[str]:
    """Pages with a form that saves, enough that nobody edits the same Thema twice at a time."""
    made = select(thema.c.nummer).where(thema.c.nummer.like("L-%"))
    return [f"{LIST}{row.nummer}/bearbeiten" for row in _ask(environment, made)]


def write_form(browser: Browser, path: str) -> Form:
    return browser.get(path).form("titel")


def write(browser: Browser, form: Form) -> int:
    """Status of one save, 303 if it was taken."""
    status = browser.send(form, titel=f"Gemessenes Thema {secrets.token_hex(4)}").status
    return status if status == 303 else max(status, 400)


def _ask(
    environment: dict[str, str], statement: Executable, parameters: list[dict[str, Any]] | None = None
) -> list[Any]:
    engine = create_engine(environment["KIMFLOW_DATENBANK"])
    with engine.begin() as connection:
        answer = connection.execute(statement, parameters)
        rows = list(answer) if answer.returns_rows else []
    engine.dispose()
    return rows
