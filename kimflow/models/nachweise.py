"""Evidence at a Maßnahme: an address on the web or a file that shows that something was done."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import PERSON, SACHE, TECHNIK, Absatz, Zeile, Zeitpunkt, spalte
from kimflow.db import Model
from kimflow.models.dateien import Datei
from kimflow.models.personen import Person

if TYPE_CHECKING:
    from kimflow.models.massnahmen import Massnahme


class Nachweis(Model):
    """One piece of evidence. Removed, its line stays with the reason; the address and the bytes are gone."""

    __tablename__ = "nachweis"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    massnahme_id: Mapped[int] = spalte(SACHE, ForeignKey("massnahme.id", ondelete="CASCADE"), index=True)
    titel: Mapped[str] = spalte(SACHE, Zeile(160))
    adresse: Mapped[str] = spalte(SACHE, Zeile(500), default="")
    datei_id: Mapped[int | None] = spalte(SACHE, ForeignKey("datei.id"), unique=True)
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"))
    hinzugefuegt_am: Mapped[datetime] = spalte(SACHE, Zeitpunkt)
    entfernt_von_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"))
    entfernt_am: Mapped[datetime | None] = spalte(SACHE, Zeitpunkt)
    entfernt_weil: Mapped[str] = spalte(SACHE, Absatz(1000), default="")

    massnahme: Mapped["Massnahme"] = relationship(back_populates="nachweise")
    datei: Mapped[Datei | None] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    entfernt_von: Mapped[Person | None] = relationship(foreign_keys=[entfernt_von_id])

    __table_args__ = (
        CheckConstraint("titel <> ''", name="titel"),
        CheckConstraint("entfernt_am IS NOT NULL OR (adresse <> '') = (datei_id IS NULL)", name="adresse_oder_datei"),
        CheckConstraint(
            "(entfernt_am IS NULL) = (entfernt_weil = '') AND (entfernt_am IS NULL) = (entfernt_von_id IS NULL)",
            name="entfernt_mit_grund",
        ),
        CheckConstraint("entfernt_am IS NULL OR adresse = ''", name="entfernt_ohne_adresse"),
    )

    def __str__(self) -> str:
        return f"{self.titel} ({self.datei})" if self.datei else self.titel

    @property
    def gilt(self) -> bool:
        """Not removed."""
        return self.entfernt_am is None
