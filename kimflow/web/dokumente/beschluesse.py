"""A Beschluss as a file: its certified copy, with a line to sign it."""

from dataclasses import dataclass

from kimflow import queries
from kimflow.exports.bloecke import Block, Unterschrift, mit_titel
from kimflow.models import Beschluss
from kimflow.web.dokumente import Datei, papier_datei

LINIEN = Unterschrift(("Ort, Datum", "Name und Funktion", "Unterschrift"))


@dataclass(frozen=True)
class Ausfertigung:
    titel: str
    bloecke: list[Block]


def ausfertigung(beschluss: Beschluss) -> Ausfertigung:
    """What page and files show. Loaded by queries.beschluesse.ganz()."""
    titel, bloecke = mit_titel(queries.beschlusstext.ausfertigung(beschluss))
    return Ausfertigung(titel, [*bloecke, LINIEN])


def ausfertigung_datei(beschluss: Beschluss, format: str) -> Datei:
    content = ausfertigung(beschluss)
    kopf = f"{beschluss.gremium.name}, Beschlussausfertigung {beschluss.nummer}"
    return papier_datei(content.titel, content.bloecke, format, f"Beschluss-{beschluss.nummer}", kopf)
