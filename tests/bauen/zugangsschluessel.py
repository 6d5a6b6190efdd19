"""Personal keys for tests, made with the acts; the key itself is what a test shows."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from kimflow import clock, workflow
from kimflow.db import session, transaction
from kimflow.models import Kalenderinhalt, Person, Zugangsschluessel
from tests.bauen.abstimmungen import einschalten
from tests.besetzung import Welt

ALLES = tuple(Kalenderinhalt)


def schnittstelle_ein() -> None:
    """Switch the interface on."""
    einschalten("schnittstelle.an")


def neuer_kalender(
    welt: Welt, wer: str = "Mats", *, name: str = "Outlook", inhalte: Sequence[Kalenderinhalt] = ALLES, **kw: Any
) -> Zugangsschluessel:
    with transaction():
        return workflow.zugangsschluessel.kalender_anlegen(welt.person(wer), name=name, inhalte=inhalte, **kw)


def neuer_zugang(welt: Welt, wer: str = "Mats", *, name: str = "Bericht", tage: int = 30) -> Zugangsschluessel:
    """A key of the interface, which is switched on."""
    schnittstelle_ein()
    until = clock.today() + timedelta(days=tage)
    with transaction():
        return workflow.zugangsschluessel.schnittstelle_anlegen(welt.person(wer), name=name, gueltig_bis=until)


def neu_gelesen(schluessel: Zugangsschluessel) -> Zugangsschluessel:
    """The row as the database has it now."""
    session().expire_all()
    return session().get_one(Zugangsschluessel, schluessel.id)


def adresse_von(schluessel: Zugangsschluessel) -> str:
    return f"/kalender/{schluessel.klartext}.ics"


def person_von(schluessel: Zugangsschluessel) -> Person:
    return session().get_one(Person, schluessel.person_id)


class Programm:
    """What asks without a browser: no cookie, a key in the header if it has one."""

    def __init__(self, app: Flask, schluessel: str = "") -> None:
        self.app, self.client = app, app.test_client(use_cookies=False)
        self.kopf = {"Authorization": f"Bearer {schluessel}"} if schluessel else {}

    def fragen(self, url: str, methode: str = "GET", **kopf: str) -> TestResponse:
        with self.app.app_context():
            answer = self.client.open(url, method=methode, headers=self.kopf | kopf)
        session().rollback()
        session().expire_all()
        return answer

    def json(self, url: str, status: int = 200) -> Any:
        answer = self.fragen(url)
        assert answer.status_code == status, f"{url}: {answer.status_code} {answer.text[:500]}"
        return answer.get_json(force=True)
