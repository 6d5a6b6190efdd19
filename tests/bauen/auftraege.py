"""Aufträge for tests, given with the act in a running meeting."""

from typing import Any

from kimflow import workflow
from kimflow.db import transaction
from kimflow.models import Auftrag, Top
from tests.bauen.sitzungen import laufender_top
from tests.besetzung import Welt


def neuer_auftrag(welt: Welt, top: Top | None = None, **kw: Any) -> Auftrag:
    """Finn, who sits in no Lenkungsgruppe, is to ask the schools; without a day."""
    top = top or laufender_top(welt)
    angaben: dict[str, Any] = {"text": "Die Schulen fragen.", "verantwortlich": welt.person("Finn")}
    with transaction():
        return workflow.auftraege.erteilen(top, welt.person("Kora"), **(angaben | kw))


def angenommener_auftrag(welt: Welt, top: Top | None = None, **kw: Any) -> Auftrag:
    """One its owner has accepted."""
    auftrag = neuer_auftrag(welt, top, **kw)
    assert auftrag.verantwortlich is not None
    with transaction():
        workflow.auftraege.annehmen(auftrag, auftrag.verantwortlich)
    return auftrag
