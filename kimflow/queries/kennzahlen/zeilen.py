"""The rows that Kennzahlen are counted from. None of them has a column for a person."""

from dataclasses import dataclass
from datetime import date

from kimflow.models import MassnahmeStatus, Stand, ThemaStatus, ZielvereinbarungStatus


@dataclass(frozen=True)
class Themenzeile:
    """A Thema; `entschieden_am`: the day of the first Beschluss that gave it a rank or a Projektgruppe."""

    id: int
    nummer: str
    titel: str
    status: ThemaStatus
    aufgenommen_am: date
    projektgruppe_id: int | None
    entschieden_am: date | None


@dataclass(frozen=True)
class Massnahmenzeile:
    """A Maßnahme with the dates its light is computed from; `vereinbart_am`: the day of its Beschluss."""

    id: int
    nummer: str
    titel: str
    status: MassnahmeStatus
    thema_id: int
    institution_id: int
    projektgruppe_id: int | None
    abgesagt: bool
    vereinbart_am: date | None
    frist: date | None
    naechster_termin: date | None
    wartet_bis: date | None
    gemeldet_am: date | None
    umgesetzt_am: date | None


@dataclass(frozen=True)
class Wechsel:
    """That a Thema or a Maßnahme changed its status, as the trail has it: on which day, by which act."""

    art: str
    id: int
    tag: date
    akt: str
    nachher: str


@dataclass(frozen=True)
class Standzeile:
    """A Kommune and the Stand of one Maßnahme there; both are None for a Kommune without any."""

    kommune_id: int
    kommune: str
    massnahme_id: int | None
    stand: Stand | None


@dataclass(frozen=True)
class Vereinbarungszeile:
    nummer: str
    titel: str
    status: ZielvereinbarungStatus


@dataclass(frozen=True)
class Offenes:
    """What waits for an institution: a Zeichnung or a Stellungnahme, on which thing, until when."""

    institution_id: int
    id: int
    nummer: str
    titel: str
    frist: date | None
