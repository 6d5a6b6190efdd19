"""Stored files: what is known about one, and apart from it its bytes, so that no list ever loads them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import PERSON, SACHE, TECHNIK, Wort, Zeile, Zeitpunkt, nur, spalte
from kimflow.db import Model
from kimflow.models.personen import Person

HOECHSTENS_BYTES = 10 * 1024 * 1024


class Dateiart(StrEnum):
    """The closed list of kinds; the word is also the ending of the name."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    ODS = "ods"
    PNG = "png"
    JPG = "jpg"

    @property
    def mime(self) -> str:
        """The only Content-Type such a file is ever sent with."""
        return _MIME[self]


_MIME = {
    Dateiart.PDF: "application/pdf",
    Dateiart.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Dateiart.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Dateiart.ODT: "application/vnd.oasis.opendocument.text",
    Dateiart.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Dateiart.PNG: "image/png",
    Dateiart.JPG: "image/jpeg",
}


class Datei(Model):
    """A file somebody added to a thing. Addresses carry `schluessel`, people see `name`; rights are the thing's."""

    __tablename__ = "datei"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    schluessel: Mapped[str] = spalte(TECHNIK, Zeile(40), unique=True)
    name: Mapped[str] = spalte(SACHE, Zeile(120))
    art: Mapped[Dateiart] = spalte(SACHE, Wort(Dateiart))
    groesse: Mapped[int] = spalte(SACHE)
    pruefsumme: Mapped[str] = spalte(SACHE, Zeile(64))
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"), index=True)
    hochgeladen_am: Mapped[datetime] = spalte(SACHE, Zeitpunkt)

    person: Mapped[Person] = relationship()
    inhalt: Mapped["Dateiinhalt | None"] = relationship(back_populates="datei", cascade="all, delete-orphan")
    """None once the bytes are gone; the line about the file stays."""

    __table_args__ = (
        nur("art", Dateiart),
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint(f"groesse BETWEEN 1 AND {HOECHSTENS_BYTES}", name="groesse"),
        CheckConstraint("length(schluessel) >= 22", name="schluessel_unerratbar"),
        CheckConstraint("length(pruefsumme) = 64", name="pruefsumme"),
    )

    def __str__(self) -> str:
        return self.name

    @property
    def umfang(self) -> str:
        """Its size as people say it."""
        if self.groesse < 1024 * 1024:
            return f"{max(1, round(self.groesse / 1024))} KB"
        return f"{self.groesse / 1024 / 1024:.1f} MB".replace(".", ",")


class Dateiinhalt(Model):
    """The bytes of one Datei, exactly as they were sent."""

    __tablename__ = "dateiinhalt"

    datei_id: Mapped[int] = spalte(TECHNIK, ForeignKey("datei.id", ondelete="CASCADE"), primary_key=True)
    inhalt: Mapped[bytes] = spalte(SACHE, LargeBinary)

    datei: Mapped[Datei] = relationship(back_populates="inhalt")

    __table_args__ = (CheckConstraint(f"length(inhalt) BETWEEN 1 AND {HOECHSTENS_BYTES}", name="groesse"),)
