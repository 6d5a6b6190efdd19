"""The search: one row per thing that can be found, and its index; what is there already is entered.

PostgreSQL needs no extension for it: words inside of compounds are looked up in the table of words, not by pg_trgm.
What a text says to the search is written down here as it was at this revision; `flask suche-aufbauen` makes it anew.

Revision ID: 0006
Revises: 0005
"""

import re
import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

import snowballstemmer
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INDEX = {
    "sqlite": (
        "CREATE VIRTUAL TABLE suchindex USING fts5(staemme, content='suchtext', content_rowid='id', detail='none', columnsize=0, tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")",
        "CREATE TRIGGER suchindex_insert AFTER INSERT ON suchtext BEGIN INSERT INTO suchindex(rowid, staemme) VALUES (NEW.id, NEW.staemme); END",
        "CREATE TRIGGER suchindex_delete AFTER DELETE ON suchtext BEGIN INSERT INTO suchindex(suchindex, rowid, staemme) VALUES ('delete', OLD.id, OLD.staemme); END",
        "CREATE TRIGGER suchindex_update AFTER UPDATE ON suchtext BEGIN INSERT INTO suchindex(suchindex, rowid, staemme) VALUES ('delete', OLD.id, OLD.staemme); INSERT INTO suchindex(rowid, staemme) VALUES (NEW.id, NEW.staemme); END",
    ),
    "postgresql": ("CREATE INDEX suchindex ON suchtext USING gin (staemme) WITH (fastupdate = off)",),
}


def upgrade():
    bind = op.get_bind()
    stems = postgresql.TSVECTOR() if bind.dialect.name == "postgresql" else sa.Text()
    op.create_table(
        "suchtext",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("art", sa.String(length=40), nullable=False),
        sa.Column("gegenstand_id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.String(length=16), nullable=False),
        sa.Column("titel", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(length=500000), nullable=False),
        sa.Column("staemme", stems, nullable=False),
        sa.Column("titelstaemme", sa.String(length=800), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("handlungsfeld_id", sa.Integer(), nullable=True),
        sa.Column("jahr", sa.Integer(), nullable=False),
        sa.Column("kommunen", sa.String(length=800), nullable=False),
        sa.CheckConstraint(
            "art IN ('thema', 'beschluss', 'zielvereinbarung', 'massnahme', 'protokoll')",
            name=op.f("ck_suchtext_art"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suchtext")),
        sa.UniqueConstraint("art", "gegenstand_id", name=op.f("uq_suchtext_art_gegenstand_id")),
    )
    op.create_index(op.f("ix_suchtext_nummer"), "suchtext", ["nummer"], unique=False)
    suchwort = op.create_table(
        "suchwort",
        sa.Column("wort", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("wort", name=op.f("pk_suchwort")),
    )
    for statement in INDEX[bind.dialect.name]:
        op.execute(statement)
    _eintragen(bind, stems, suchwort)


def downgrade():
    if op.get_bind().dialect.name == "sqlite":
        for name in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER suchindex_{name}")
    op.execute("DROP TABLE suchindex" if op.get_bind().dialect.name == "sqlite" else "DROP INDEX suchindex")
    op.drop_table("suchwort")
    op.drop_index(op.f("ix_suchtext_nummer"), table_name="suchtext")
    op.drop_table("suchtext")


# --- what stands there already ------------------------------------------------------------------------------------

# Kind; number, Thema, status, year and texts (the first is the title) in SQL.
_QUELLEN = (
    (
        "thema",
        "SELECT id, nummer, id AS thema_id, status, aufgenommen_am AS tag, titel, problem, wirkung_menschen,"
        " wirkung_stellen, warum_jetzt, gefragt, moeglichkeiten, doppelstruktur, mandat, begruendung, wirkung FROM thema",
    ),
    (
        "beschluss",
        "SELECT id, nummer, NULL AS thema_id, '' AS status, gefasst_am AS tag, wortlaut, wortlaut, bedenken, vorbehalt,"
        " abweichung FROM beschluss",
    ),
    (
        "zielvereinbarung",
        "SELECT id, nummer, thema_id, status, NULL AS tag, titel, zielzustand, indikator, messung, gruende"
        " FROM zielvereinbarung",
    ),
    (
        "massnahme",
        "SELECT id, nummer, thema_id, status, NULL AS tag, titel, beschreibung, nachweis, wirkung FROM massnahme",
    ),
    (
        "protokoll",
        "SELECT p.id, s.nummer, NULL AS thema_id,"
        " CASE WHEN p.genehmigt_am IS NULL THEN 'protokoll_in_abstimmung' ELSE 'genehmigt' END AS status,"
        " s.beginn AS tag, p.fassung, p.text FROM protokollfassung p JOIN sitzung s ON s.id = p.sitzung_id"
        " WHERE p.fassung = (SELECT max(o.fassung) FROM protokollfassung o WHERE o.sitzung_id = p.sitzung_id)"
        " OR p.fassung = (SELECT max(o.fassung) FROM protokollfassung o"
        " WHERE o.sitzung_id = p.sitzung_id AND o.genehmigt_am IS NOT NULL)",
    ),
)
_WORT = re.compile(r"[^\W_]+")
_NUMMER = re.compile(r"(?<!\w)([A-Za-z])\s?-\s?(\d{4})\s?-\s?(\d{1,6})(?!\w)")
_ZAHL = re.compile(r"[a-z]?\d+")
_ZEICHEN = re.compile(r"[#*`>|~]+|(?<!\w)_+|_+(?!\w)")
_OHNE_GEWICHT = frozenset(
    "aber als am an auch auf aus bei bis das dass dem den der des die durch ein eine einem einen einer eines er es fuer"
    " für hat haben ihr ihre im in ist mit nach nicht noch nur oder sein seine sich sie sind so über um und uns unter"
    " vom von vor war was wenn werden wie wir wird zu zum zur zwischen".split()
)


def _eintragen(bind, stems, suchwort):
    stemmer, known = snowballstemmer.stemmer("german"), {}
    fields = dict(tuple(row) for row in bind.execute(sa.text("SELECT id, handlungsfeld_id FROM thema")))
    towns = _gruppiert(bind, "SELECT thema_id, kommune_id FROM thema_kommune")
    own = _gruppiert(
        bind, "SELECT massnahme_id, kommune_id FROM umsetzungsstand WHERE stand <> 'nicht_beteiligt'"
    )
    parts = _gruppiert(bind, "SELECT zielvereinbarung_id, text FROM beitrag ORDER BY id")
    rows, words = [], set()
    for kind, query in _QUELLEN:
        for id, nummer, thema, status, tag, titel, *text in bind.execute(sa.text(f"{query} ORDER BY 1")):
            if kind == "protokoll":
                titel = f"Protokoll der Sitzung am {_oertlich(tag):%d.%m.%Y}, Fassung {titel}"
            text += parts.get(id, []) if kind == "zielvereinbarung" else []
            titel = (_anfang(titel) if kind == "beschluss" else titel)[:200]
            plain = "\n".join(_ZEICHEN.sub(" ", one) for one in text if one).strip()
            where = set(towns.get(thema, ())) | set(own.get(id, ()) if kind == "massnahme" else ())
            year = _oertlich(tag).year if kind == "protokoll" else int(str(tag)[:4]) if tag else int(nummer[2:6])
            found = _staemme(f"{nummer} {titel}\n{plain}", stemmer, known)
            words |= {word for word in found if not _ZAHL.fullmatch(word)}
            field = fields.get(thema)
            marks = {f"_art_{kind}", f"_jahr_{year}", *(f"_kommune_{one}" for one in where)}
            marks |= ({f"_status_{status}"} if status else set()) | ({f"_feld_{field}"} if field else set())
            rows.append(
                {
                    "art": kind,
                    "gegenstand_id": id,
                    "nummer": nummer,
                    "titel": titel,
                    "text": plain,
                    "staemme": " ".join(sorted(found | marks)),
                    "titelstaemme": " ".join(sorted(_staemme(titel, stemmer, known)))[:800],
                    "status": status,
                    "handlungsfeld_id": field,
                    "jahr": year,
                    "kommunen": " ".join(map(str, sorted(where)))[:800],
                }
            )
    rows.sort(key=lambda row: (row["jahr"], row["nummer"][2:]))
    suchtext = sa.table("suchtext", *(sa.column(name, stems if name == "staemme" else None) for name in (rows or [{}])[0]))
    if rows:
        bind.execute(suchtext.insert(), rows)
        bind.execute(suchwort.insert(), [{"wort": word} for word in sorted(words)])


def _gruppiert(bind, query):
    found = {}
    for key, value in bind.execute(sa.text(query)):
        found.setdefault(key, []).append(value)
    return found


def _oertlich(tag):
    moment = datetime.fromisoformat(tag) if isinstance(tag, str) else tag
    moment = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("UTC"))
    return moment.astimezone(ZoneInfo("Europe/Berlin"))


def _anfang(text):
    flat = " ".join(_ZEICHEN.sub(" ", text).split())
    return flat if len(flat) <= 160 else flat[: flat.rfind(" ", 0, 158) + 1].rstrip() + " …"


def _staemme(text, stemmer, known):
    words = {match.group().lower() for match in _WORT.finditer(text)} - _OHNE_GEWICHT
    for word in words - known.keys():
        folded = unicodedata.normalize("NFKD", stemmer.stemWord(word[:60].lower()))
        known[word] = "".join(map(_buchstabe, folded))[:60]
    numbers = {f"{kind.lower()}{year}{int(lfd):03d}" for kind, year, lfd in _NUMMER.findall(text)}
    return ({known[word] for word in words} | numbers) - {""}


def _buchstabe(letter):
    if letter.isascii():
        return letter if letter.isalnum() else ""
    return f"u{ord(letter):x}" if letter.isalnum() else ""
