"""Reconstructed cases: Stationen and the Bruchstellen between two bodies. No field for a person of the case."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKey, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import FALL, PERSON, TECHNIK, Absatz, Wort, Zeile, nur, nur_mit, spalte
from kimflow.db import Base, Model
from kimflow.models.gremien import Gremium
from kimflow.models.institutionen import Institution, Kommune
from kimflow.models.personen import Person
from kimflow.models.vokabeln import (
    Altersband,
    Aufenthaltsgruppe,
    Handlungsfeld,
    Herkunft,
    Institutionstyp,
    Phase,
    Rechtskreis,
    Ursache,
)


class FallStatus(StrEnum):
    ENTWURF = "entwurf"
    ZUR_PRUEFUNG = "zur_pruefung"
    FREIGEGEBEN = "freigegeben"
    BEREINIGT = "bereinigt"


class Anonymitaet(StrEnum):
    ANONYM = "anonym"
    EINWILLIGUNG = "einwilligung"


# Whose people sat at the table when the case was told.
fallbeteiligung = Table(
    "fallbeteiligung",
    Base.metadata,
    Column(
        "fall_id",
        ForeignKey("fallrekonstruktion.id", ondelete="CASCADE"),
        primary_key=True,
        info={"daten": TECHNIK},
    ),
    Column("institution_id", ForeignKey("institution.id"), primary_key=True, index=True, info={"daten": FALL}),
)


class Fallrekonstruktion(Model):
    """A case retold without the person, reconstructed by a Fallwerkstatt."""

    __tablename__ = "fallrekonstruktion"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    nummer: Mapped[str] = spalte(FALL, Zeile(16), unique=True)
    gremium_id: Mapped[int] = spalte(FALL, ForeignKey("gremium.id"), index=True)
    status: Mapped[FallStatus] = spalte(FALL, Wort(FallStatus))
    titel: Mapped[str] = spalte(FALL, Zeile(160))
    schilderung: Mapped[str] = spalte(FALL, Absatz(10_000), default="")
    herkunft_id: Mapped[int | None] = spalte(FALL, ForeignKey("vokabel.id"))
    altersband_id: Mapped[int | None] = spalte(FALL, ForeignKey("vokabel.id"))
    aufenthaltsgruppe_id: Mapped[int | None] = spalte(FALL, ForeignKey("vokabel.id"))
    kommune_id: Mapped[int | None] = spalte(FALL, ForeignKey("kommune.id"), index=True)
    jahr: Mapped[int] = spalte(FALL)
    quartal: Mapped[int] = spalte(FALL)
    autor_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"), index=True)
    anonymitaet: Mapped[Anonymitaet | None] = spalte(FALL, Wort(Anonymitaet))
    geprueft_von_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"))
    freigegeben_am: Mapped[date | None] = spalte(FALL, index=True)
    rueckgabe: Mapped[str] = spalte(FALL, Absatz(2000), default="")
    loeschen_am: Mapped[date | None] = spalte(FALL, index=True)
    verlaengert_am: Mapped[date | None] = spalte(FALL)
    version: Mapped[int] = spalte(TECHNIK)

    gremium: Mapped[Gremium] = relationship()
    herkunft: Mapped[Herkunft | None] = relationship(foreign_keys=[herkunft_id])
    altersband: Mapped[Altersband | None] = relationship(foreign_keys=[altersband_id])
    aufenthaltsgruppe: Mapped[Aufenthaltsgruppe | None] = relationship(foreign_keys=[aufenthaltsgruppe_id])
    kommune: Mapped[Kommune | None] = relationship()
    autor: Mapped[Person | None] = relationship(foreign_keys=[autor_id])
    geprueft_von: Mapped[Person | None] = relationship(foreign_keys=[geprueft_von_id])
    stationen: Mapped[list["Station"]] = relationship(
        back_populates="fall", order_by="Station.position", cascade="all, delete-orphan"
    )
    bruchstellen: Mapped[list["Bruchstelle"]] = relationship(
        back_populates="fall", order_by="Bruchstelle.position", cascade="all, delete-orphan"
    )
    lesende: Mapped[list["Fallleserecht"]] = relationship(back_populates="fall", cascade="all, delete-orphan")
    beteiligte: Mapped[list[Institution]] = relationship(secondary=fallbeteiligung)

    __table_args__ = (
        nur("status", FallStatus),
        nur("anonymitaet", Anonymitaet, optional=True),
        nur_mit("status", "geprueft_von_id", FallStatus.FREIGEGEBEN),
        nur_mit("status", "anonymitaet", FallStatus.ZUR_PRUEFUNG, FallStatus.FREIGEGEBEN),
        # Whoever wrote it does not release it.
        CheckConstraint(
            "geprueft_von_id IS NULL OR autor_id IS NULL OR geprueft_von_id <> autor_id", name="vier_augen"
        ),
        CheckConstraint("quartal BETWEEN 1 AND 4", name="quartal"),
        # What the retention date takes away does not come back by a mistake.
        CheckConstraint(
            "status <> 'bereinigt' OR (schilderung = '' AND rueckgabe = '' AND autor_id IS NULL "
            "AND herkunft_id IS NULL AND loeschen_am IS NULL)",
            name="bereinigt",
        ),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.nummer} {self.titel}"

    @property
    def ist_freigegeben(self) -> bool:
        return self.status in (FallStatus.FREIGEGEBEN, FallStatus.BEREINIGT)


class Station(Model):
    """One step of the way through the offices."""

    __tablename__ = "station"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    fall_id: Mapped[int] = spalte(FALL, ForeignKey("fallrekonstruktion.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = spalte(FALL)
    institutionstyp_id: Mapped[int | None] = spalte(FALL, ForeignKey("vokabel.id"))
    rechtskreis_id: Mapped[int | None] = spalte(FALL, ForeignKey("vokabel.id"))
    phase_id: Mapped[int | None] = spalte(FALL, ForeignKey("vokabel.id"))
    wochen: Mapped[int | None] = spalte(FALL)
    geschehen: Mapped[str] = spalte(FALL, Absatz(1000), default="")
    gelungen: Mapped[bool] = spalte(FALL, default=True)

    fall: Mapped[Fallrekonstruktion] = relationship(back_populates="stationen")
    institutionstyp: Mapped[Institutionstyp | None] = relationship(foreign_keys=[institutionstyp_id])
    rechtskreis: Mapped[Rechtskreis | None] = relationship(foreign_keys=[rechtskreis_id])
    phase: Mapped[Phase | None] = relationship(foreign_keys=[phase_id])

    __table_args__ = (CheckConstraint("wochen IS NULL OR wochen BETWEEN 0 AND 1040", name="wochen"),)


class Bruchstelle(Model):
    """Where it breaks: a directed pair of Rechtskreise and of institution types, with cause and field."""

    __tablename__ = "bruchstelle"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    fall_id: Mapped[int] = spalte(FALL, ForeignKey("fallrekonstruktion.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = spalte(FALL)
    von_rechtskreis_id: Mapped[int] = spalte(FALL, ForeignKey("vokabel.id"), index=True)
    zu_rechtskreis_id: Mapped[int] = spalte(FALL, ForeignKey("vokabel.id"), index=True)
    von_institutionstyp_id: Mapped[int] = spalte(FALL, ForeignKey("vokabel.id"))
    zu_institutionstyp_id: Mapped[int] = spalte(FALL, ForeignKey("vokabel.id"))
    ursache_id: Mapped[int] = spalte(FALL, ForeignKey("vokabel.id"))
    handlungsfeld_id: Mapped[int] = spalte(FALL, ForeignKey("vokabel.id"))
    kommune_id: Mapped[int | None] = spalte(FALL, ForeignKey("kommune.id"))
    satz: Mapped[str] = spalte(FALL, Absatz(500), default="")
    nach_station: Mapped[int | None] = spalte(FALL)

    fall: Mapped[Fallrekonstruktion] = relationship(back_populates="bruchstellen")
    von_rechtskreis: Mapped[Rechtskreis] = relationship(foreign_keys=[von_rechtskreis_id])
    zu_rechtskreis: Mapped[Rechtskreis] = relationship(foreign_keys=[zu_rechtskreis_id])
    von_institutionstyp: Mapped[Institutionstyp] = relationship(foreign_keys=[von_institutionstyp_id])
    zu_institutionstyp: Mapped[Institutionstyp] = relationship(foreign_keys=[zu_institutionstyp_id])
    ursache: Mapped[Ursache] = relationship(foreign_keys=[ursache_id])
    handlungsfeld: Mapped[Handlungsfeld] = relationship(foreign_keys=[handlungsfeld_id])
    kommune: Mapped[Kommune | None] = relationship()

    # The position of the Station after which it broke, as the drawing shows it.
    __table_args__ = (CheckConstraint("nach_station IS NULL OR nach_station > 0", name="nach_station"),)

    def __str__(self) -> str:
        return f"{self.von_rechtskreis} → {self.zu_rechtskreis}: {self.ursache} ({self.fall.nummer})"


class Fallleserecht(Model):
    """A person who may read this one narrative; nobody reads it by mere membership."""

    __tablename__ = "fallleserecht"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    fall_id: Mapped[int] = spalte(FALL, ForeignKey("fallrekonstruktion.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = spalte(PERSON, ForeignKey("person.id"), index=True)

    fall: Mapped[Fallrekonstruktion] = relationship(back_populates="lesende")
    person: Mapped[Person] = relationship()

    __table_args__ = (UniqueConstraint("fall_id", "person_id"),)
