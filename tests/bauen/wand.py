"""An open wall for tests."""

from kimflow import workflow
from kimflow.db import transaction
from kimflow.models import Sitzung, Wandbild
from kimflow.web import wandzeichen
from tests.besetzung import Welt


def offene_wand(welt: Welt, sitzung: Sitzung) -> str:
    """Opened by Kora; the address the projector opens."""
    with transaction():
        workflow.moderation.wand_oeffnen(sitzung, welt.person("Kora"))
    return f"/wand/{sitzung.nummer}/{wandzeichen.token(sitzung)}"


def zeigen(welt: Welt, sitzung: Sitzung, bild: Wandbild) -> None:
    """Kora puts this picture on it."""
    with transaction():
        workflow.moderation.wand_zeigen(sitzung, welt.person("Kora"), bild=bild)
