"""Mandate: what a Projektgruppe is to do about a Thema, given by a Beschluss; ended ones stay."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, relationship

from kimflow import clock
from kimflow.columns import AKTE, SACHE, TECHNIK, Absatz, spalte
from kimflow.db import Model
from kimflow.models.beschluesse import Beschluss
from kimflow.models.gremien import Gremium
from kimflow.models.themen import Thema

ANNAHME_TAGE = 14
"""How long the Leitung has to accept before the Koordination asks; ours, the sources are silent."""


class Mandat(Model):
    """One Mandat of one Projektgruppe. A Thema has one at a time; a new one never overwrites what was before."""

    __tablename__ = "mandat"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    thema_id: Mapped[int] = spalte(SACHE, ForeignKey("thema.id"), index=True)
    projektgruppe_id: Mapped[int] = spalte(SACHE, ForeignKey("gremium.id"), index=True)
    beschluss_id: Mapped[int] = spalte(AKTE, ForeignKey("beschluss.id"), index=True)
    text: Mapped[str] = spalte(SACHE, Absatz(2000))
    frist: Mapped[date | None] = spalte(SACHE)
    erteilt_am: Mapped[date] = spalte(SACHE, index=True)
    # The group's load when it was given, None for what came before this was written down.
    last: Mapped[int | None] = spalte(SACHE)
    hoechstlast: Mapped[int | None] = spalte(SACHE)
    begruendung: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    statt_id: Mapped[int | None] = spalte(SACHE, ForeignKey("thema.id"), index=True)
    angenommen_am: Mapped[date | None] = spalte(SACHE)
    annahme: Mapped[str] = spalte(SACHE, Absatz(500), default="")
    beendet_am: Mapped[date | None] = spalte(SACHE)
    rueckgabe: Mapped[str] = spalte(SACHE, Absatz(2000), default="")
    version: Mapped[int] = spalte(TECHNIK)

    thema: Mapped[Thema] = relationship(back_populates="mandate", foreign_keys=[thema_id])
    projektgruppe: Mapped[Gremium] = relationship()
    beschluss: Mapped[Beschluss] = relationship()
    statt: Mapped[Thema | None] = relationship(foreign_keys=[statt_id])

    __table_args__ = (
        # One group at a time works on a Thema.
        Index(
            "uq_mandat_laufend",
            "thema_id",
            unique=True,
            sqlite_where=sql("beendet_am IS NULL"),
            postgresql_where=sql("beendet_am IS NULL"),
        ),
        CheckConstraint("(last IS NULL) = (hoechstlast IS NULL)", name="last_und_hoechstlast"),
        # Nobody slips past the limit without a word: a reason, or what rests instead.
        CheckConstraint(
            "last IS NULL OR last < hoechstlast OR begruendung <> '' OR statt_id IS NOT NULL", name="ueber_der_last"
        ),
        CheckConstraint("statt_id <> thema_id", name="statt_anderem"),
        CheckConstraint("annahme = '' OR angenommen_am IS NOT NULL", name="annahme"),
        CheckConstraint("rueckgabe = '' OR beendet_am IS NOT NULL", name="rueckgabe"),
        CheckConstraint("angenommen_am IS NULL OR angenommen_am >= erteilt_am", name="angenommen_danach"),
        CheckConstraint("beendet_am IS NULL OR beendet_am >= erteilt_am", name="beendet_danach"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.projektgruppe}: {self.thema}"

    @property
    def ist_laufend(self) -> bool:
        return self.beendet_am is None

    @property
    def wartet_auf_annahme(self) -> bool:
        return self.ist_laufend and self.angenommen_am is None

    @property
    def wartet_zu_lange(self) -> bool:
        return self.wartet_auf_annahme and (clock.today() - self.erteilt_am).days > ANNAHME_TAGE

    @property
    def ist_ueber_der_last(self) -> bool:
        return self.last is not None and self.hoechstlast is not None and self.last >= self.hoechstlast
