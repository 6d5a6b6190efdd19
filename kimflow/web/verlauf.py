"""The trail as sentences for the macro verlauf()."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kimflow import queries
from kimflow.permissions import Permission
from kimflow.workflow.acts import ACTS


@dataclass(frozen=True)
class Satz:
    zeit: datetime
    wer: str
    satz: str
    text: str


def verlauf(thing: Any, *parts: Any) -> list[Satz]:
    """What happened to `thing` and its `parts`, newest first."""
    return [
        Satz(
            line.zeit,
            line.wer,
            ACTS[Permission(line.akt)].sentence,
            " · ".join(text for text in line.texte.values() if text),
        )
        for line in queries.ereignisse.verlauf(thing, *parts)
    ]
