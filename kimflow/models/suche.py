"""What the search looks in: one row per thing, written in the same transaction as the thing (workflow/suchindex.py)."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Dialect, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped

from kimflow.columns import SACHE, TECHNIK, Absatz, Wort, Zeile, nur, spalte
from kimflow.db import Model
from kimflow.wortstaemme import LAENGE


class Suchart(StrEnum):
    """What can be found. Cases and Meldungen never are: nothing of them stands in these tables."""

    THEMA = "thema"
    BESCHLUSS = "beschluss"
    ZIELVEREINBARUNG = "zielvereinbarung"
    MASSNAHME = "massnahme"
    PROTOKOLL = "protokoll"


class Staemme(TypeDecorator[str]):
    """Stems divided by spaces; on PostgreSQL a tsvector, which its index and its operators read.

    The texts they come from are bounded, and so are they.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else Text())

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return value.replace("'", "") if value else value


class Suchtext(Model):
    """One thing as the search sees it. Which rows a person may find is asked of the thing's own noun."""

    __tablename__ = "suchtext"

    id: Mapped[int] = spalte(TECHNIK, primary_key=True)
    art: Mapped[Suchart] = spalte(TECHNIK, Wort(Suchart))
    gegenstand_id: Mapped[int] = spalte(TECHNIK)
    nummer: Mapped[str] = spalte(SACHE, Zeile(16), index=True)
    titel: Mapped[str] = spalte(SACHE, Zeile(200))
    text: Mapped[str] = spalte(SACHE, Absatz(500_000))
    # The stems of number, title and text, and the marks of workflow/suchindex.py by which results are narrowed.
    staemme: Mapped[str] = spalte(SACHE, Staemme())
    titelstaemme: Mapped[str] = spalte(SACHE, Zeile(800))
    status: Mapped[str] = spalte(SACHE, Zeile(40))
    handlungsfeld_id: Mapped[int | None] = spalte(SACHE)
    jahr: Mapped[int] = spalte(SACHE)
    # Ids divided by spaces: they are only counted here, narrowing goes by the marks.
    kommunen: Mapped[str] = spalte(SACHE, Zeile(800))

    __table_args__ = (nur("art", Suchart), UniqueConstraint("art", "gegenstand_id"))


class Suchwort(Model):
    """Every stem there is, once: where parts of compounds are looked up."""

    __tablename__ = "suchwort"

    wort: Mapped[str] = spalte(SACHE, Zeile(LAENGE), primary_key=True)


SUCHINDEX = "suchindex"


def gehoert_zum_modell(name: str | None) -> bool:
    """Whether a table or index is one of the models; the search's index belongs to the database (and so its tables)."""
    return not (name or "").startswith(SUCHINDEX)


INDEX: dict[str, tuple[str, ...]] = {
    "sqlite": (
        "CREATE VIRTUAL TABLE suchindex USING fts5(staemme, content='suchtext', content_rowid='id', detail='none', "
        "columnsize=0, tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")",
        "CREATE TRIGGER suchindex_insert AFTER INSERT ON suchtext BEGIN "
        "INSERT INTO suchindex(rowid, staemme) VALUES (NEW.id, NEW.staemme); END",
        "CREATE TRIGGER suchindex_delete AFTER DELETE ON suchtext BEGIN "
        "INSERT INTO suchindex(suchindex, rowid, staemme) VALUES ('delete', OLD.id, OLD.staemme); END",
        "CREATE TRIGGER suchindex_update AFTER UPDATE ON suchtext BEGIN "
        "INSERT INTO suchindex(suchindex, rowid, staemme) VALUES ('delete', OLD.id, OLD.staemme); "
        "INSERT INTO suchindex(rowid, staemme) VALUES (NEW.id, NEW.staemme); END",
    ),
    "postgresql": ("CREATE INDEX suchindex ON suchtext USING gin (staemme) WITH (fastupdate = off)",),
}
