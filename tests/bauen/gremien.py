"""Bodies, Sitze and memberships for tests, made with the acts by Kora."""

from datetime import date
from typing import Any

from kimflow import workflow
from kimflow.db import transaction
from kimflow.models import Amt, Besetzung, Gremienart, Gremium, Mitgliedschaft, Sitz, Stimmrecht
from tests.besetzung import Welt

AB = date(2026, 1, 1)


def neues_gremium(welt: Welt, **kw: Any) -> Gremium:
    """A Projektgruppe."""
    angaben: dict[str, Any] = {
        "art": Gremienart.PROJEKTGRUPPE,
        "name": "Projektgruppe Wohnen",
        "frage": "Wie kommen Menschen schneller zu einer Wohnung?",
        "von": AB,
        "bis": None,
        "kommune": None,
        "hoechstlast": 3,
    }
    with transaction():
        return workflow.gremien.einrichten(welt.person("Kora"), **(angaben | kw))


def neuer_sitz(welt: Welt, gremium: Gremium | None = None, **kw: Any) -> Sitz:
    """An empty Sitz of the Caritas in the Lenkungsgruppe."""
    angaben: dict[str, Any] = {
        "bezeichnung": "AG Wohlfahrt",
        "institutionen": [welt.institution("Caritas")],
        "stimmrecht": Stimmrecht.STIMMBERECHTIGT,
        "von": AB,
        "bis": None,
    }
    with transaction():
        return workflow.gremien.sitz_einrichten(gremium or welt.lenkungsgruppe, welt.person("Kora"), **(angaben | kw))


def neue_besetzung(welt: Welt, sitz: Sitz | None = None, **kw: Any) -> Besetzung:
    """Zoe as main member."""
    angaben: dict[str, Any] = {"wen": welt.person("Zoe"), "rang": 0, "von": AB, "bis": None}
    sitz = sitz or neuer_sitz(welt)
    with transaction():
        return workflow.gremien.sitz_besetzen(sitz, welt.person("Kora"), **(angaben | kw))


def neue_mitgliedschaft(welt: Welt, gremium: Gremium | None = None, **kw: Any) -> Mitgliedschaft:
    """Zoe as member of Paula's Projektgruppe."""
    angaben: dict[str, Any] = {"wen": welt.person("Zoe"), "amt": Amt.MITGLIED, "von": AB, "bis": None}
    with transaction():
        return workflow.gremien.mitglied_aufnehmen(gremium or welt.projektgruppe, welt.person("Kora"), **(angaben | kw))
