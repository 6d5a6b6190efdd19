"""Institutions and Kommunen: who sits, signs and carries out."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import SACHE, TECHNIK, Zeile, spalte
from kimflow.db import Model
from kimflow.models.vokabeln import Institutionstyp


class Kommune(Model):
    """A town or municipality of the Kreis."""

    __tablename__ = "kommune"
    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    name: Mapped[str] = spalte(SACHE, Zeile(120), unique=True)
    aktiv: Mapped[bool] = spalte(SACHE, default=True)
    version: Mapped[int] = spalte(TECHNIK)

    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.name


class Institution(Model):
    """An office, agency, association or company that takes part."""

    __tablename__ = "institution"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    name: Mapped[str] = spalte(SACHE, Zeile(160), unique=True)
    kurzname: Mapped[str] = spalte(SACHE, Zeile(40), unique=True)
    typ_id: Mapped[int] = spalte(SACHE, ForeignKey("vokabel.id"), index=True)
    kommune_id: Mapped[int | None] = spalte(SACHE, ForeignKey("kommune.id"), index=True)
    aktiv: Mapped[bool] = spalte(SACHE, default=True)
    version: Mapped[int] = spalte(TECHNIK)

    typ: Mapped[Institutionstyp] = relationship(lazy="joined", innerjoin=True)
    kommune: Mapped[Kommune | None] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.name
