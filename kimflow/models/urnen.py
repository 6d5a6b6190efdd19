"""The sealed urn of a geheime round (ZUSAGEN B). No table here may lead from a ballot to a Sitz, a person or a time."""

from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped

from kimflow.columns import STIMME, TECHNIK, Zeile, spalte
from kimflow.db import Model


class Urne(Model):
    """The public key of a geheime round. The private one lies in a file outside the database and its backups."""

    __tablename__ = "urne"

    abstimmung_id: Mapped[int] = spalte(TECHNIK, ForeignKey("abstimmung.id"), primary_key=True)
    schluessel: Mapped[str] = spalte(TECHNIK, Zeile(64))


class Versiegelt(Model):
    """A ballot in the urn: random id, one length whatever the choice; gone when the urn is opened.

    WITHOUT ROWID: SQLite's hidden row number would keep the order of casting.
    """

    __tablename__ = "versiegelt"

    id: Mapped[str] = spalte(TECHNIK, Zeile(32), primary_key=True)
    abstimmung_id: Mapped[int] = spalte(STIMME, ForeignKey("abstimmung.id"), index=True)
    inhalt: Mapped[str] = spalte(STIMME, Zeile(20000))

    __table_args__ = {"sqlite_with_rowid": False}


class Urnenstimme(Model):
    """A ballot taken out of the urn, under a new random id: for the recount, nothing else."""

    __tablename__ = "urnenstimme"

    id: Mapped[str] = spalte(TECHNIK, Zeile(32), primary_key=True)
    abstimmung_id: Mapped[int] = spalte(STIMME, ForeignKey("abstimmung.id"), index=True)
    inhalt: Mapped[dict[str, Any]] = spalte(STIMME, JSON)

    __table_args__ = {"sqlite_with_rowid": False}
