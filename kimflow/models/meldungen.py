"""Reports of a hurdle (Meldungen): coarse facts that count, a short text that goes, who hears what became of it."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, relationship

from kimflow import clock
from kimflow.columns import FALL, PERSON, TECHNIK, ZUGANG, Absatz, Wort, Zeile, Zeitpunkt, nur, nur_mit, spalte
from kimflow.db import Model
from kimflow.models.institutionen import Kommune
from kimflow.models.personen import Person
from kimflow.models.vokabeln import Handlungsfeld, Institutionstyp, Phase, Rechtskreis, Ursache

if TYPE_CHECKING:
    from kimflow.models.themen import Thema


class MeldungStatus(StrEnum):
    EINGEGANGEN = "eingegangen"
    NACHFRAGE = "nachfrage"
    ANGENOMMEN = "angenommen"
    EINZELFALL = "einzelfall"
    ABGELEGT = "abgelegt"
    GELOESCHT = "geloescht"


class Meldeweg(StrEnum):
    """How a Meldung came in."""

    KONTO = "konto"
    OEFFENTLICH = "oeffentlich"
    TABELLE = "tabelle"


class Meldung(Model):
    """One hurdle somebody reported with the Meldebogen. The codes stay, the texts and the reporter go."""

    __tablename__ = "meldung"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    nummer: Mapped[str] = spalte(FALL, Zeile(16), unique=True)
    status: Mapped[MeldungStatus] = spalte(FALL, Wort(MeldungStatus), index=True)
    weg: Mapped[Meldeweg] = spalte(FALL, Wort(Meldeweg))
    eingegangen_am: Mapped[datetime] = spalte(FALL, Zeitpunkt, index=True)
    titel: Mapped[str] = spalte(FALL, Zeile(160))
    schilderung: Mapped[str] = spalte(FALL, Absatz(2000), default="")
    vorschlag: Mapped[str] = spalte(FALL, Absatz(1000), default="")
    von_institutionstyp_id: Mapped[int | None] = spalte(FALL, ForeignKey("vokabel.id"))
    zu_institutionstyp_id: Mapped[int | None] = spalte(FALL, ForeignKey("vokabel.id"))
    von_rechtskreis_id: Mapped[int | None] = spalte(FALL, ForeignKey("vokabel.id"), index=True)
    zu_rechtskreis_id: Mapped[int | None] = spalte(FALL, ForeignKey("vokabel.id"), index=True)
    ursache_id: Mapped[int | None] = spalte(FALL, ForeignKey("vokabel.id"))
    handlungsfeld_id: Mapped[int | None] = spalte(FALL, ForeignKey("vokabel.id"), index=True)
    phase_id: Mapped[int | None] = spalte(FALL, ForeignKey("vokabel.id"))
    kommune_id: Mapped[int | None] = spalte(FALL, ForeignKey("kommune.id"), index=True)
    person_id: Mapped[int | None] = spalte(PERSON, ForeignKey("person.id"), index=True)
    mail: Mapped[str | None] = spalte(PERSON, Zeile(200))
    # The link of a reporter without account is made from kennung and the secret; looked up by the hash alone.
    kennung: Mapped[str | None] = spalte(ZUGANG, Zeile(64), unique=True)
    zeichen: Mapped[str | None] = spalte(ZUGANG, Zeile(64), unique=True)
    frage: Mapped[str] = spalte(FALL, Absatz(1000), default="")
    antwort: Mapped[str] = spalte(FALL, Absatz(2000), default="")
    begruendung: Mapped[str] = spalte(FALL, Absatz(1000), default="")
    thema_id: Mapped[int | None] = spalte(FALL, ForeignKey("thema.id"), index=True)
    entschieden_am: Mapped[date | None] = spalte(FALL)
    loeschen_am: Mapped[date | None] = spalte(FALL, index=True)
    verlaengerung: Mapped[str] = spalte(FALL, Absatz(500), default="")
    geleert_am: Mapped[date | None] = spalte(FALL)
    version: Mapped[int] = spalte(TECHNIK)

    von_institutionstyp: Mapped[Institutionstyp | None] = relationship(foreign_keys=[von_institutionstyp_id])
    zu_institutionstyp: Mapped[Institutionstyp | None] = relationship(foreign_keys=[zu_institutionstyp_id])
    von_rechtskreis: Mapped[Rechtskreis | None] = relationship(foreign_keys=[von_rechtskreis_id])
    zu_rechtskreis: Mapped[Rechtskreis | None] = relationship(foreign_keys=[zu_rechtskreis_id])
    ursache: Mapped[Ursache | None] = relationship(foreign_keys=[ursache_id])
    handlungsfeld: Mapped[Handlungsfeld | None] = relationship(foreign_keys=[handlungsfeld_id])
    phase: Mapped[Phase | None] = relationship(foreign_keys=[phase_id])
    kommune: Mapped[Kommune | None] = relationship()
    person: Mapped[Person | None] = relationship()
    thema: Mapped["Thema | None"] = relationship()

    __table_args__ = (
        nur("status", MeldungStatus),
        nur("weg", Meldeweg),
        nur_mit("status", "thema_id", MeldungStatus.ANGENOMMEN),
        nur_mit("status", "geleert_am", MeldungStatus.GELOESCHT),
        # What was deleted is gone, whoever writes.
        CheckConstraint(
            "geleert_am IS NULL OR (titel = '' AND schilderung = '' AND vorschlag = '' AND frage = ''"
            " AND antwort = '' AND begruendung = '' AND verlaengerung = '' AND mail IS NULL)",
            name="geleert",
        ),
        CheckConstraint("geleert_am IS NOT NULL OR titel <> ''", name="titel"),
        CheckConstraint("status <> 'nachfrage' OR frage <> '' OR geleert_am IS NOT NULL", name="nachfrage"),
        CheckConstraint("status <> 'abgelegt' OR begruendung <> '' OR geleert_am IS NOT NULL", name="abgelegt"),
        CheckConstraint("(kennung IS NULL) = (zeichen IS NULL)", name="link"),
    )
    __mapper_args__ = {"version_id_col": version}

    # What can be counted of a Meldung, with the words people read.
    CODES: ClassVar[dict[str, str]] = {
        "von_institutionstyp": "von Stelle",
        "zu_institutionstyp": "zu Stelle",
        "von_rechtskreis": "von Rechtskreis",
        "zu_rechtskreis": "zu Rechtskreis",
        "handlungsfeld": "Handlungsfeld",
        "ursache": "Ursache",
        "phase": "Phase",
        "kommune": "Kommune",
    }

    def __str__(self) -> str:
        return f"{self.nummer} {self.titel or '(Text gelöscht)'}"

    @property
    def wartet_auf_antwort(self) -> bool:
        """Whether whoever reported was asked something that can still be answered."""
        return self.status is MeldungStatus.NACHFRAGE and self.hat_text

    @property
    def hat_text(self) -> bool:
        return self.geleert_am is None

    @property
    def ist_offen(self) -> bool:
        return self.status is MeldungStatus.EINGEGANGEN

    @property
    def alter(self) -> int:
        """How many days ago it came in."""
        return (clock.today() - clock.local(self.eingegangen_am).date()).days
