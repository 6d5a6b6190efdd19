"""The vocabularies: editable words with short name, long name, order and a mark whether still offered."""

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import SACHE, TECHNIK, Absatz, Zeile, spalte
from kimflow.db import Model

if TYPE_CHECKING:
    from kimflow.models.dateien import Datei


class Vokabel(Model):
    """One word of one vocabulary; `art` says of which. Words in use are retired, never deleted."""

    __tablename__ = "vokabel"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    art: Mapped[str] = spalte(SACHE, Zeile(40))
    kurz: Mapped[str] = spalte(SACHE, Zeile(80))
    lang: Mapped[str] = spalte(SACHE, Zeile(200), default="")
    reihenfolge: Mapped[int] = spalte(SACHE, default=0)
    aktiv: Mapped[bool] = spalte(SACHE, default=True)
    version: Mapped[int] = spalte(TECHNIK)

    __table_args__ = (UniqueConstraint("art", "kurz"),)
    __mapper_args__ = {"polymorphic_on": "art", "version_id_col": version}

    def __str__(self) -> str:
        return self.kurz


class Rechtskreis(Vokabel):
    __mapper_args__ = {"polymorphic_identity": "rechtskreis"}


class Handlungsfeld(Vokabel):
    __mapper_args__ = {"polymorphic_identity": "handlungsfeld"}


class Phase(Vokabel):
    __mapper_args__ = {"polymorphic_identity": "phase"}


class Integrationskette(Vokabel):
    __mapper_args__ = {"polymorphic_identity": "integrationskette"}


class Ursache(Vokabel):
    __mapper_args__ = {"polymorphic_identity": "ursache"}


class Herkunft(Vokabel):
    __mapper_args__ = {"polymorphic_identity": "herkunft"}


class Zielgruppe(Vokabel):
    __mapper_args__ = {"polymorphic_identity": "zielgruppe"}


class Aufenthaltsgruppe(Vokabel):
    __mapper_args__ = {"polymorphic_identity": "aufenthaltsgruppe"}


class Altersband(Vokabel):
    __mapper_args__ = {"polymorphic_identity": "altersband"}


class Institutionstyp(Vokabel):
    __mapper_args__ = {"polymorphic_identity": "institutionstyp"}


class Massnahmeart(Vokabel):
    __mapper_args__ = {"polymorphic_identity": "massnahmeart"}


VOKABULARE: dict[str, type[Vokabel]] = {
    kind.__mapper_args__["polymorphic_identity"]: kind
    for kind in (
        Rechtskreis,
        Handlungsfeld,
        Phase,
        Integrationskette,
        Ursache,
        Herkunft,
        Zielgruppe,
        Aufenthaltsgruppe,
        Altersband,
        Institutionstyp,
        Massnahmeart,
    )
}


class Einstellung(Model):
    """One setting an office changes in the browser: words shown for bodies, texts of the legal pages, the logo."""

    __tablename__ = "einstellung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    schluessel: Mapped[str] = spalte(TECHNIK, Zeile(80), unique=True)
    wert: Mapped[str] = spalte(SACHE, Absatz(20_000), default="")
    datei_id: Mapped[int | None] = spalte(SACHE, ForeignKey("datei.id"), index=True)
    version: Mapped[int] = spalte(TECHNIK)

    datei: Mapped["Datei | None"] = relationship()

    __table_args__ = (CheckConstraint("datei_id IS NULL OR wert = ''", name="text_oder_datei"),)
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.schluessel
