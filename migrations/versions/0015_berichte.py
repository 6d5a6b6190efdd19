"""Reports with their sections, figures and the things counted; a closed one is kept by triggers.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

AUSLOESER = {
    "sqlite": (
        "CREATE TRIGGER bericht_fest_update BEFORE UPDATE ON bericht WHEN OLD.status IN ('abgeschlossen') BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossener Bericht aendert sich nicht.'); END",
        "CREATE TRIGGER bericht_fest_delete BEFORE DELETE ON bericht WHEN OLD.status IN ('abgeschlossen') BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossener Bericht aendert sich nicht.'); END",
        "CREATE TRIGGER berichtsabschnitt_fest_insert BEFORE INSERT ON berichtsabschnitt WHEN (SELECT status FROM bericht WHERE id = NEW.bericht_id) = 'abgeschlossen' BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossener Bericht aendert sich nicht.'); END",
        "CREATE TRIGGER berichtsabschnitt_fest_update BEFORE UPDATE ON berichtsabschnitt WHEN (SELECT status FROM bericht WHERE id = OLD.bericht_id) = 'abgeschlossen' OR (SELECT status FROM bericht WHERE id = NEW.bericht_id) = 'abgeschlossen' BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossener Bericht aendert sich nicht.'); END",
        "CREATE TRIGGER berichtsabschnitt_fest_delete BEFORE DELETE ON berichtsabschnitt WHEN (SELECT status FROM bericht WHERE id = OLD.bericht_id) = 'abgeschlossen' BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossener Bericht aendert sich nicht.'); END",
        "CREATE TRIGGER berichtszahl_fest_insert BEFORE INSERT ON berichtszahl WHEN (SELECT b.status FROM bericht b JOIN berichtsabschnitt a ON a.bericht_id = b.id WHERE a.id = NEW.abschnitt_id) = 'abgeschlossen' BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossener Bericht aendert sich nicht.'); END",
        "CREATE TRIGGER berichtszahl_fest_update BEFORE UPDATE ON berichtszahl WHEN (SELECT b.status FROM bericht b JOIN berichtsabschnitt a ON a.bericht_id = b.id WHERE a.id = OLD.abschnitt_id) = 'abgeschlossen' OR (SELECT b.status FROM bericht b JOIN berichtsabschnitt a ON a.bericht_id = b.id WHERE a.id = NEW.abschnitt_id) = 'abgeschlossen' BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossener Bericht aendert sich nicht.'); END",
        "CREATE TRIGGER berichtszahl_fest_delete BEFORE DELETE ON berichtszahl WHEN (SELECT b.status FROM bericht b JOIN berichtsabschnitt a ON a.bericht_id = b.id WHERE a.id = OLD.abschnitt_id) = 'abgeschlossen' BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossener Bericht aendert sich nicht.'); END",
        "CREATE TRIGGER berichtszeile_fest_insert BEFORE INSERT ON berichtszeile WHEN (SELECT b.status FROM bericht b JOIN berichtsabschnitt a ON a.bericht_id = b.id JOIN berichtszahl z ON z.abschnitt_id = a.id WHERE z.id = NEW.zahl_id) = 'abgeschlossen' BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossener Bericht aendert sich nicht.'); END",
        "CREATE TRIGGER berichtszeile_fest_update BEFORE UPDATE ON berichtszeile WHEN (SELECT b.status FROM bericht b JOIN berichtsabschnitt a ON a.bericht_id = b.id JOIN berichtszahl z ON z.abschnitt_id = a.id WHERE z.id = OLD.zahl_id) = 'abgeschlossen' OR (SELECT b.status FROM bericht b JOIN berichtsabschnitt a ON a.bericht_id = b.id JOIN berichtszahl z ON z.abschnitt_id = a.id WHERE z.id = NEW.zahl_id) = 'abgeschlossen' BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossener Bericht aendert sich nicht.'); END",
        "CREATE TRIGGER berichtszeile_fest_delete BEFORE DELETE ON berichtszeile WHEN (SELECT b.status FROM bericht b JOIN berichtsabschnitt a ON a.bericht_id = b.id JOIN berichtszahl z ON z.abschnitt_id = a.id WHERE z.id = OLD.zahl_id) = 'abgeschlossen' BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossener Bericht aendert sich nicht.'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION berichtsteil_fest() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE zeile jsonb; zeilen jsonb[]; BEGIN IF TG_OP = 'INSERT' THEN zeilen := ARRAY[to_jsonb(NEW)]; ELSIF TG_OP = 'DELETE' THEN zeilen := ARRAY[to_jsonb(OLD)]; ELSE zeilen := ARRAY[to_jsonb(OLD), to_jsonb(NEW)]; END IF; FOREACH zeile IN ARRAY zeilen LOOP IF TG_ARGV[0] = 'bericht_id' AND (SELECT status FROM bericht WHERE id = (zeile->>'bericht_id')::int) = 'abgeschlossen' THEN RAISE EXCEPTION 'Ein abgeschlossener Bericht aendert sich nicht.'; END IF; IF TG_ARGV[0] = 'abschnitt_id' AND (SELECT b.status FROM bericht b JOIN berichtsabschnitt a ON a.bericht_id = b.id WHERE a.id = (zeile->>'abschnitt_id')::int) = 'abgeschlossen' THEN RAISE EXCEPTION 'Ein abgeschlossener Bericht aendert sich nicht.'; END IF; IF TG_ARGV[0] = 'zahl_id' AND (SELECT b.status FROM bericht b JOIN berichtsabschnitt a ON a.bericht_id = b.id JOIN berichtszahl z ON z.abschnitt_id = a.id WHERE z.id = (zeile->>'zahl_id')::int) = 'abgeschlossen' THEN RAISE EXCEPTION 'Ein abgeschlossener Bericht aendert sich nicht.'; END IF; END LOOP; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        "CREATE FUNCTION bericht_fest() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'Ein abgeschlossener Bericht aendert sich nicht.'; END $$",
        "CREATE TRIGGER bericht_fest BEFORE UPDATE OR DELETE ON bericht FOR EACH ROW WHEN (OLD.status IN ('abgeschlossen')) EXECUTE FUNCTION bericht_fest()",
        "CREATE TRIGGER berichtsabschnitt_fest BEFORE INSERT OR UPDATE OR DELETE ON berichtsabschnitt FOR EACH ROW EXECUTE FUNCTION berichtsteil_fest('bericht_id')",
        "CREATE TRIGGER berichtszahl_fest BEFORE INSERT OR UPDATE OR DELETE ON berichtszahl FOR EACH ROW EXECUTE FUNCTION berichtsteil_fest('abschnitt_id')",
        "CREATE TRIGGER berichtszeile_fest BEFORE INSERT OR UPDATE OR DELETE ON berichtszeile FOR EACH ROW EXECUTE FUNCTION berichtsteil_fest('zahl_id')",
        "CREATE TRIGGER bericht_fest_truncate BEFORE TRUNCATE ON bericht FOR EACH STATEMENT EXECUTE FUNCTION bericht_fest()",
        "CREATE TRIGGER berichtsabschnitt_fest_truncate BEFORE TRUNCATE ON berichtsabschnitt FOR EACH STATEMENT EXECUTE FUNCTION bericht_fest()",
        "CREATE TRIGGER berichtszahl_fest_truncate BEFORE TRUNCATE ON berichtszahl FOR EACH STATEMENT EXECUTE FUNCTION bericht_fest()",
        "CREATE TRIGGER berichtszeile_fest_truncate BEFORE TRUNCATE ON berichtszeile FOR EACH STATEMENT EXECUTE FUNCTION bericht_fest()",
    ),
}
FORT = {
    "sqlite": (
        "DROP TRIGGER berichtszeile_fest_delete",
        "DROP TRIGGER berichtszeile_fest_update",
        "DROP TRIGGER berichtszeile_fest_insert",
        "DROP TRIGGER berichtszahl_fest_delete",
        "DROP TRIGGER berichtszahl_fest_update",
        "DROP TRIGGER berichtszahl_fest_insert",
        "DROP TRIGGER berichtsabschnitt_fest_delete",
        "DROP TRIGGER berichtsabschnitt_fest_update",
        "DROP TRIGGER berichtsabschnitt_fest_insert",
        "DROP TRIGGER bericht_fest_delete",
        "DROP TRIGGER bericht_fest_update",
    ),
    "postgresql": (
        "DROP TRIGGER berichtszeile_fest_truncate ON berichtszeile",
        "DROP TRIGGER berichtszahl_fest_truncate ON berichtszahl",
        "DROP TRIGGER berichtsabschnitt_fest_truncate ON berichtsabschnitt",
        "DROP TRIGGER bericht_fest_truncate ON bericht",
        "DROP TRIGGER berichtszeile_fest ON berichtszeile",
        "DROP TRIGGER berichtszahl_fest ON berichtszahl",
        "DROP TRIGGER berichtsabschnitt_fest ON berichtsabschnitt",
        "DROP TRIGGER bericht_fest ON bericht",
        "DROP FUNCTION bericht_fest",
        "DROP FUNCTION berichtsteil_fest",
    ),
}


def upgrade() -> None:
    op.create_table(
        "bericht",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.String(length=16), nullable=False),
        sa.Column("art", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("titel", sa.String(length=200), nullable=False),
        sa.Column("von", sa.Date(), nullable=False),
        sa.Column("bis", sa.Date(), nullable=False),
        sa.Column("stichtag", sa.Date(), nullable=False),
        sa.Column("ersetzt_id", sa.Integer(), nullable=True),
        sa.Column("berichtigung", sa.String(length=2000), nullable=False),
        sa.Column("aenderungen", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=400_000), nullable=False),
        sa.Column("briefkopf", sa.String(length=2000), nullable=False),
        sa.Column("pruefsumme", sa.String(length=64), nullable=False),
        sa.Column("freigegeben", sa.Boolean(), nullable=False),
        sa.Column("abgeschlossen_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "art IN ('sachbericht', 'berichtsvorlage', 'lage', 'jahresrueckblick')", name=op.f("ck_bericht_art")
        ),
        sa.CheckConstraint("status IN ('entwurf', 'abgeschlossen', 'verworfen')", name=op.f("ck_bericht_status")),
        sa.CheckConstraint("titel <> ''", name=op.f("ck_bericht_titel")),
        sa.CheckConstraint("von <= bis AND von <= stichtag", name=op.f("ck_bericht_zeitraum")),
        sa.CheckConstraint("ersetzt_id IS NULL OR ersetzt_id <> id", name=op.f("ck_bericht_ersetzt_anderen")),
        sa.CheckConstraint("(ersetzt_id IS NULL) = (berichtigung = '')", name=op.f("ck_bericht_berichtigung")),
        sa.CheckConstraint(
            "(status = 'abgeschlossen') = (abgeschlossen_am IS NOT NULL) AND "
            "(status = 'abgeschlossen') = (pruefsumme <> '') AND (status = 'abgeschlossen') = (text <> '')",
            name=op.f("ck_bericht_abgeschlossen"),
        ),
        sa.ForeignKeyConstraint(["ersetzt_id"], ["bericht.id"], name=op.f("fk_bericht_ersetzt_id_bericht")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bericht")),
        sa.UniqueConstraint("ersetzt_id", name=op.f("uq_bericht_ersetzt_id")),
        sa.UniqueConstraint("nummer", name=op.f("uq_bericht_nummer")),
    )
    op.create_table(
        "berichtsabschnitt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bericht_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("schluessel", sa.String(length=40), nullable=False),
        sa.Column("titel", sa.String(length=160), nullable=False),
        sa.Column("erzeugt", sa.String(length=60_000), nullable=False),
        sa.Column("erzeugt_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(length=20_000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bericht_id"], ["bericht.id"], name=op.f("fk_berichtsabschnitt_bericht_id_bericht"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_berichtsabschnitt")),
        sa.UniqueConstraint("bericht_id", "schluessel", name=op.f("uq_berichtsabschnitt_bericht_id_schluessel")),
    )
    op.create_table(
        "berichtszahl",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("abschnitt_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("schluessel", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("einheit", sa.String(length=40), nullable=False),
        sa.Column("wert", sa.BigInteger(), nullable=False),
        sa.Column("vorher", sa.BigInteger(), nullable=True),
        sa.Column("verdeckt_unter", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "einheit IN ('anzahl', 'euro', 'stellen', 'monate')", name=op.f("ck_berichtszahl_einheit")
        ),
        sa.ForeignKeyConstraint(
            ["abschnitt_id"],
            ["berichtsabschnitt.id"],
            name=op.f("fk_berichtszahl_abschnitt_id_berichtsabschnitt"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_berichtszahl")),
        sa.UniqueConstraint("abschnitt_id", "schluessel", name=op.f("uq_berichtszahl_abschnitt_id_schluessel")),
    )
    op.create_index(op.f("ix_berichtszahl_abschnitt_id"), "berichtszahl", ["abschnitt_id"], unique=False)
    op.create_table(
        "berichtszeile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("zahl_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sorte", sa.String(length=40), nullable=False),
        sa.Column("gegenstand_id", sa.Integer(), nullable=False),
        sa.Column("adresse", sa.String(length=40), nullable=False),
        sa.Column("nummer", sa.String(length=40), nullable=False),
        sa.Column("titel", sa.String(length=300), nullable=False),
        sa.Column("angabe", sa.String(length=300), nullable=False),
        sa.Column("beitrag", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["zahl_id"], ["berichtszahl.id"], name=op.f("fk_berichtszeile_zahl_id_berichtszahl"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_berichtszeile")),
    )
    op.create_index(op.f("ix_berichtszeile_zahl_id"), "berichtszeile", ["zahl_id"], unique=False)
    for statement in AUSLOESER[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    closed = sa.text("SELECT count(*) FROM bericht WHERE status = 'abgeschlossen'")
    if op.get_bind().scalar(closed):
        raise RuntimeError("Abgeschlossene Berichte gehen nicht verloren: erst sichern, dann von Hand entfernen.")
    for statement in FORT[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_index(op.f("ix_berichtszeile_zahl_id"), table_name="berichtszeile")
    op.drop_table("berichtszeile")
    op.drop_index(op.f("ix_berichtszahl_abschnitt_id"), table_name="berichtszahl")
    op.drop_table("berichtszahl")
    op.drop_table("berichtsabschnitt")
    op.drop_table("bericht")
