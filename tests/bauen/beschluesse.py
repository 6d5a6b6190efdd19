"""Decisions for tests, made with the acts."""

from datetime import date
from typing import Any

from kimflow import workflow
from kimflow.db import transaction
from kimflow.models import Beschluss, Modus, Top
from kimflow.permissions import Permission
from kimflow.workflow.wirkungen import Wirkung
from tests.bauen.sitzungen import laufender_top
from tests.besetzung import Welt


def neuer_beschluss(welt: Welt, top: Top | None = None, *wirkungen: Wirkung, **kw: Any) -> Beschluss:
    """A Beschluss of the Lenkungsgruppe, einvernehmlich in a running meeting."""
    top = top or laufender_top(welt)
    angaben: dict[str, Any] = {"wortlaut": "Die Lenkungsgruppe beschließt.", "modus": Modus.EINVERNEHMLICH}
    with transaction():
        return workflow.beschluesse.festhalten(top, welt.person("Kora"), wirkungen=wirkungen, **(angaben | kw))


def frueherer_beschluss(welt: Welt, **kw: Any) -> Beschluss:
    """A Beschluss from before kimflow, nacherfasst."""
    angaben: dict[str, Any] = {
        "wortlaut": "Die Lenkungsgruppe beauftragt das Jobcenter.",
        "gefasst_am": date(2024, 5, 14),
        "quelle": "Protokoll vom 14.05.2024",
    }
    with transaction():
        return workflow.beschluesse.nacherfassen(welt.lenkungsgruppe, welt.person("Kora"), **(angaben | kw))


def rang(thema: Any, platz: int) -> Wirkung:
    """The effect that gives a Thema its rank."""
    return Wirkung(Permission.THEMA_PRIORISIEREN, thema, {"rang": platz})
