"""Saved views: the filter of a list under a name, for oneself or shared with all who may open that list."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import PERSON, SACHE, TECHNIK, Wort, Zeile, Zeitpunkt, nur, nur_mit, spalte
from kimflow.db import Model
from kimflow.models.personen import Person


class AnsichtStatus(StrEnum):
    EIGEN = "eigen"
    GETEILT = "geteilt"
    GELOESCHT = "geloescht"


class Ansicht(Model):
    """Words of a filter, never an address and never a row: the list itself decides what its reader sees."""

    __tablename__ = "ansicht"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"), index=True)
    # A key of queries.ansichten.LISTEN; a list that is gone takes its views out of sight, not out of the database.
    liste: Mapped[str] = spalte(SACHE, Zeile(40), index=True)
    # As queries.ansichten.kanonisch() writes it.
    abfrage: Mapped[str] = spalte(SACHE, Zeile(3000))
    name: Mapped[str] = spalte(SACHE, Zeile(80))
    status: Mapped[AnsichtStatus] = spalte(SACHE, Wort(AnsichtStatus))
    geloescht_am: Mapped[datetime | None] = spalte(TECHNIK, Zeitpunkt)
    version: Mapped[int] = spalte(TECHNIK)

    person: Mapped[Person] = relationship()

    __table_args__ = (
        nur("status", AnsichtStatus),
        nur_mit("status", "geloescht_am", AnsichtStatus.GELOESCHT),
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("abfrage <> ''", name="abfrage"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.name
