"""Fördertöpfe: what the Land gives in one year for one purpose; a closed year is kept as it was by triggers."""

from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from kimflow.columns import AKTE, SACHE, TECHNIK, Absatz, Wort, Zeile, nur, spalte
from kimflow.db import Model

WARNUNG_AB = 80
"""From how many percent of its cap on a pot is getting narrow (FACH §5)."""


class FoerderjahrStatus(StrEnum):
    OFFEN = "offen"
    ABGESCHLOSSEN = "abgeschlossen"


class FoerdertopfStatus(StrEnum):
    ENTWURF = "entwurf"
    FREIGEGEBEN = "freigegeben"


class Deckungsfaehig(StrEnum):
    """Whether money may move between this pot and another one."""

    JA = "ja"
    NEIN = "nein"
    UNBEKANNT = "unbekannt"


class Foerderjahr(Model):
    """One year of funding; closed, its pots and bookings never change again."""

    __tablename__ = "foerderjahr"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    jahr: Mapped[int] = spalte(SACHE, unique=True)
    status: Mapped[FoerderjahrStatus] = spalte(SACHE, Wort(FoerderjahrStatus))
    abgeschlossen_am: Mapped[date | None] = spalte(AKTE)
    version: Mapped[int] = spalte(TECHNIK)

    __table_args__ = (
        nur("status", FoerderjahrStatus),
        CheckConstraint("jahr BETWEEN 2000 AND 2100", name="jahr"),
        CheckConstraint("(status = 'abgeschlossen') = (abgeschlossen_am IS NOT NULL)", name="abgeschlossen_am"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return str(self.jahr)

    @property
    def ist_offen(self) -> bool:
        return self.status is FoerderjahrStatus.OFFEN


class Foerdertopf(Model):
    """A pot of one year with its cap in cents (None: not known), as the Zuwendungsbescheid of this Kreis says."""

    __tablename__ = "foerdertopf"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    jahr: Mapped[int] = spalte(SACHE, ForeignKey("foerderjahr.jahr"), index=True)
    baustein: Mapped[int] = spalte(SACHE)
    name: Mapped[str] = spalte(SACHE, Zeile(160))
    status: Mapped[FoerdertopfStatus] = spalte(SACHE, Wort(FoerdertopfStatus))
    deckel: Mapped[int | None] = spalte(SACHE, BigInteger)
    einheit: Mapped[str] = spalte(SACHE, Zeile(200), default="")
    deckungsfaehig: Mapped[Deckungsfaehig] = spalte(SACHE, Wort(Deckungsfaehig))
    quelle: Mapped[str] = spalte(SACHE, Zeile(300), default="")
    notiz: Mapped[str] = spalte(SACHE, Absatz(1000), default="")
    version: Mapped[int] = spalte(TECHNIK)

    foerderjahr: Mapped[Foerderjahr] = relationship()

    __table_args__ = (
        nur("status", FoerdertopfStatus),
        nur("deckungsfaehig", Deckungsfaehig),
        CheckConstraint("baustein BETWEEN 1 AND 3", name="baustein"),
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("deckel IS NULL OR deckel > 0", name="deckel"),
        UniqueConstraint("jahr", "baustein", "name"),
    )
    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.name} ({self.jahr}, Baustein {self.baustein})"

    @property
    def ist_freigegeben(self) -> bool:
        return self.status is FoerdertopfStatus.FREIGEGEBEN


_FEST = "Ein abgeschlossenes Foerderjahr aendert sich nicht."
# Table → the column that leads to its year, and the status of that year.
_ZUM_JAHR = {
    "foerdertopf": ("jahr", "SELECT status FROM foerderjahr WHERE jahr = {wert}"),
    "buchung": (
        "foerdertopf_id",
        "SELECT j.status FROM foerderjahr j JOIN foerdertopf t ON t.jahr = j.jahr WHERE t.id = {wert}",
    ),
}


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_FEST}'); END"
    made = [
        f"CREATE TRIGGER foerderjahr_fest_{name.lower()} BEFORE {name} ON foerderjahr "
        f"WHEN OLD.status IN ('abgeschlossen') {refuse}"
        for name in ("UPDATE", "DELETE")
    ]
    rows = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
    for table, (column, query) in _ZUM_JAHR.items():
        for name, which in rows.items():
            closed = " OR ".join(f"({query.format(wert=f'{row}.{column}')}) = 'abgeschlossen'" for row in which)
            made.append(f"CREATE TRIGGER {table}_fest_{name.lower()} BEFORE {name} ON {table} WHEN {closed} {refuse}")
    return made


def _postgresql() -> list[str]:
    ways = "".join(
        f"IF TG_ARGV[0] = '{column}' AND ({query.format(wert=f'(zeile->>{chr(39)}{column}{chr(39)})::int')}) "
        f"= 'abgeschlossen' THEN RAISE EXCEPTION '{_FEST}'; END IF; "
        for column, query in _ZUM_JAHR.values()
    )
    return [
        "CREATE FUNCTION foerderjahr_fest() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE zeile jsonb; "
        "zeilen jsonb[]; BEGIN IF TG_OP = 'INSERT' THEN zeilen := ARRAY[to_jsonb(NEW)]; "
        "ELSIF TG_OP = 'DELETE' THEN zeilen := ARRAY[to_jsonb(OLD)]; "
        "ELSE zeilen := ARRAY[to_jsonb(OLD), to_jsonb(NEW)]; END IF; "
        f"FOREACH zeile IN ARRAY zeilen LOOP {ways}END LOOP; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        "CREATE FUNCTION foerderjahr_abgeschlossen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{_FEST}'; END $$",
        "CREATE TRIGGER foerderjahr_fest BEFORE UPDATE OR DELETE ON foerderjahr FOR EACH ROW "
        "WHEN (OLD.status IN ('abgeschlossen')) EXECUTE FUNCTION foerderjahr_abgeschlossen()",
        *(
            f"CREATE TRIGGER {table}_fest BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION foerderjahr_fest('{column}')"
            for table, (column, _) in _ZUM_JAHR.items()
        ),
        *(
            f"CREATE TRIGGER {table}_fest_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION foerderjahr_abgeschlossen()"
            for table in ("foerderjahr", *_ZUM_JAHR)
        ),
    ]


JAHR_FEST: dict[str, list[str]] = {"sqlite": _sqlite(), "postgresql": _postgresql()}
