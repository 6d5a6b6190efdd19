"""Fördertöpfe, Buchungen, Stellen and Pflichten; a closed year is kept by triggers.

Revision ID: 0013
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None

AUSLOESER = {
    "sqlite": (
        "CREATE TRIGGER foerderjahr_fest_update BEFORE UPDATE ON foerderjahr WHEN OLD.status IN ('abgeschlossen') BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossenes Foerderjahr aendert sich nicht.'); END",
        "CREATE TRIGGER foerderjahr_fest_delete BEFORE DELETE ON foerderjahr WHEN OLD.status IN ('abgeschlossen') BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossenes Foerderjahr aendert sich nicht.'); END",
        "CREATE TRIGGER foerdertopf_fest_insert BEFORE INSERT ON foerdertopf WHEN (SELECT status FROM foerderjahr WHERE jahr = NEW.jahr) = 'abgeschlossen' BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossenes Foerderjahr aendert sich nicht.'); END",
        "CREATE TRIGGER foerdertopf_fest_update BEFORE UPDATE ON foerdertopf WHEN (SELECT status FROM foerderjahr WHERE jahr = OLD.jahr) = 'abgeschlossen' OR (SELECT status FROM foerderjahr WHERE jahr = NEW.jahr) = 'abgeschlossen' BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossenes Foerderjahr aendert sich nicht.'); END",
        "CREATE TRIGGER foerdertopf_fest_delete BEFORE DELETE ON foerdertopf WHEN (SELECT status FROM foerderjahr WHERE jahr = OLD.jahr) = 'abgeschlossen' BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossenes Foerderjahr aendert sich nicht.'); END",
        "CREATE TRIGGER buchung_fest_insert BEFORE INSERT ON buchung WHEN (SELECT j.status FROM foerderjahr j JOIN foerdertopf t ON t.jahr = j.jahr WHERE t.id = NEW.foerdertopf_id) = 'abgeschlossen' BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossenes Foerderjahr aendert sich nicht.'); END",
        "CREATE TRIGGER buchung_fest_update BEFORE UPDATE ON buchung WHEN (SELECT j.status FROM foerderjahr j JOIN foerdertopf t ON t.jahr = j.jahr WHERE t.id = OLD.foerdertopf_id) = 'abgeschlossen' OR (SELECT j.status FROM foerderjahr j JOIN foerdertopf t ON t.jahr = j.jahr WHERE t.id = NEW.foerdertopf_id) = 'abgeschlossen' BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossenes Foerderjahr aendert sich nicht.'); END",
        "CREATE TRIGGER buchung_fest_delete BEFORE DELETE ON buchung WHEN (SELECT j.status FROM foerderjahr j JOIN foerdertopf t ON t.jahr = j.jahr WHERE t.id = OLD.foerdertopf_id) = 'abgeschlossen' BEGIN SELECT RAISE(ABORT, 'Ein abgeschlossenes Foerderjahr aendert sich nicht.'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION foerderjahr_fest() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE zeile jsonb; zeilen jsonb[]; BEGIN IF TG_OP = 'INSERT' THEN zeilen := ARRAY[to_jsonb(NEW)]; ELSIF TG_OP = 'DELETE' THEN zeilen := ARRAY[to_jsonb(OLD)]; ELSE zeilen := ARRAY[to_jsonb(OLD), to_jsonb(NEW)]; END IF; FOREACH zeile IN ARRAY zeilen LOOP IF TG_ARGV[0] = 'jahr' AND (SELECT status FROM foerderjahr WHERE jahr = (zeile->>'jahr')::int) = 'abgeschlossen' THEN RAISE EXCEPTION 'Ein abgeschlossenes Foerderjahr aendert sich nicht.'; END IF; IF TG_ARGV[0] = 'foerdertopf_id' AND (SELECT j.status FROM foerderjahr j JOIN foerdertopf t ON t.jahr = j.jahr WHERE t.id = (zeile->>'foerdertopf_id')::int) = 'abgeschlossen' THEN RAISE EXCEPTION 'Ein abgeschlossenes Foerderjahr aendert sich nicht.'; END IF; END LOOP; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        "CREATE FUNCTION foerderjahr_abgeschlossen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'Ein abgeschlossenes Foerderjahr aendert sich nicht.'; END $$",
        "CREATE TRIGGER foerderjahr_fest BEFORE UPDATE OR DELETE ON foerderjahr FOR EACH ROW WHEN (OLD.status IN ('abgeschlossen')) EXECUTE FUNCTION foerderjahr_abgeschlossen()",
        "CREATE TRIGGER foerdertopf_fest BEFORE INSERT OR UPDATE OR DELETE ON foerdertopf FOR EACH ROW EXECUTE FUNCTION foerderjahr_fest('jahr')",
        "CREATE TRIGGER buchung_fest BEFORE INSERT OR UPDATE OR DELETE ON buchung FOR EACH ROW EXECUTE FUNCTION foerderjahr_fest('foerdertopf_id')",
        "CREATE TRIGGER foerderjahr_fest_truncate BEFORE TRUNCATE ON foerderjahr FOR EACH STATEMENT EXECUTE FUNCTION foerderjahr_abgeschlossen()",
        "CREATE TRIGGER foerdertopf_fest_truncate BEFORE TRUNCATE ON foerdertopf FOR EACH STATEMENT EXECUTE FUNCTION foerderjahr_abgeschlossen()",
        "CREATE TRIGGER buchung_fest_truncate BEFORE TRUNCATE ON buchung FOR EACH STATEMENT EXECUTE FUNCTION foerderjahr_abgeschlossen()",
    ),
}
FORT = {
    "sqlite": (
        "DROP TRIGGER foerderjahr_fest_update",
        "DROP TRIGGER foerderjahr_fest_delete",
        "DROP TRIGGER foerdertopf_fest_insert",
        "DROP TRIGGER foerdertopf_fest_update",
        "DROP TRIGGER foerdertopf_fest_delete",
        "DROP TRIGGER buchung_fest_insert",
        "DROP TRIGGER buchung_fest_update",
        "DROP TRIGGER buchung_fest_delete",
    ),
    "postgresql": (
        "DROP TRIGGER buchung_fest_truncate ON buchung",
        "DROP TRIGGER foerdertopf_fest_truncate ON foerdertopf",
        "DROP TRIGGER foerderjahr_fest_truncate ON foerderjahr",
        "DROP TRIGGER buchung_fest ON buchung",
        "DROP TRIGGER foerdertopf_fest ON foerdertopf",
        "DROP TRIGGER foerderjahr_fest ON foerderjahr",
        "DROP FUNCTION foerderjahr_abgeschlossen",
        "DROP FUNCTION foerderjahr_fest",
    ),
}


def upgrade() -> None:
    op.create_table(
        "foerderjahr",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jahr", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("abgeschlossen_am", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'abgeschlossen') = (abgeschlossen_am IS NOT NULL)", name=op.f("ck_foerderjahr_abgeschlossen_am")
        ),
        sa.CheckConstraint("status IN ('offen', 'abgeschlossen')", name=op.f("ck_foerderjahr_status")),
        sa.CheckConstraint("jahr BETWEEN 2000 AND 2100", name=op.f("ck_foerderjahr_jahr")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_foerderjahr")),
        sa.UniqueConstraint("jahr", name=op.f("uq_foerderjahr_jahr")),
    )
    op.create_table(
        "foerdertopf",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jahr", sa.Integer(), nullable=False),
        sa.Column("baustein", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("deckel", sa.BigInteger(), nullable=True),
        sa.Column("einheit", sa.String(length=200), nullable=False),
        sa.Column("deckungsfaehig", sa.String(length=40), nullable=False),
        sa.Column("quelle", sa.String(length=300), nullable=False),
        sa.Column("notiz", sa.String(length=1000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("deckungsfaehig IN ('ja', 'nein', 'unbekannt')", name=op.f("ck_foerdertopf_deckungsfaehig")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_foerdertopf_name")),
        sa.CheckConstraint("status IN ('entwurf', 'freigegeben')", name=op.f("ck_foerdertopf_status")),
        sa.CheckConstraint("baustein BETWEEN 1 AND 3", name=op.f("ck_foerdertopf_baustein")),
        sa.CheckConstraint("deckel IS NULL OR deckel > 0", name=op.f("ck_foerdertopf_deckel")),
        sa.ForeignKeyConstraint(["jahr"], ["foerderjahr.jahr"], name=op.f("fk_foerdertopf_jahr_foerderjahr")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_foerdertopf")),
        sa.UniqueConstraint("jahr", "baustein", "name", name=op.f("uq_foerdertopf_jahr_baustein_name")),
    )
    op.create_index(op.f("ix_foerdertopf_jahr"), "foerdertopf", ["jahr"], unique=False)
    op.create_table(
        "buchung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("foerdertopf_id", sa.Integer(), nullable=False),
        sa.Column("massnahme_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("art", sa.String(length=40), nullable=False),
        sa.Column("betrag", sa.BigInteger(), nullable=False),
        sa.Column("zweck", sa.String(length=200), nullable=False),
        sa.Column("gebucht_am", sa.Date(), nullable=False),
        sa.Column("ausnahme_von", sa.String(length=160), nullable=False),
        sa.Column("ausnahme_grund", sa.String(length=1000), nullable=False),
        sa.Column("storniert_am", sa.Date(), nullable=True),
        sa.Column("storno_grund", sa.String(length=1000), nullable=False),
        sa.Column("ersetzt_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(ausnahme_von = '') = (ausnahme_grund = '')", name=op.f("ck_buchung_ausnahme")),
        sa.CheckConstraint(
            "(status = 'storniert') = (storniert_am IS NOT NULL) AND (status = 'storniert') = (storno_grund <> '')",
            name=op.f("ck_buchung_storno"),
        ),
        sa.CheckConstraint("art IN ('geplant', 'gebunden', 'ausgegeben')", name=op.f("ck_buchung_art")),
        sa.CheckConstraint("status IN ('gebucht', 'storniert')", name=op.f("ck_buchung_status")),
        sa.CheckConstraint("zweck <> ''", name=op.f("ck_buchung_zweck")),
        sa.CheckConstraint("betrag > 0", name=op.f("ck_buchung_betrag")),
        sa.ForeignKeyConstraint(["ersetzt_id"], ["buchung.id"], name=op.f("fk_buchung_ersetzt_id_buchung")),
        sa.ForeignKeyConstraint(
            ["foerdertopf_id"], ["foerdertopf.id"], name=op.f("fk_buchung_foerdertopf_id_foerdertopf")
        ),
        sa.ForeignKeyConstraint(["massnahme_id"], ["massnahme.id"], name=op.f("fk_buchung_massnahme_id_massnahme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buchung")),
    )
    op.create_index(op.f("ix_buchung_ersetzt_id"), "buchung", ["ersetzt_id"], unique=False)
    op.create_index(op.f("ix_buchung_foerdertopf_id"), "buchung", ["foerdertopf_id"], unique=False)
    op.create_index(op.f("ix_buchung_massnahme_id"), "buchung", ["massnahme_id"], unique=False)
    op.create_table(
        "stelle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bezeichnung", sa.String(length=160), nullable=False),
        sa.Column("baustein", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("kommunal", sa.Boolean(), nullable=False),
        sa.Column("anteil", sa.Integer(), nullable=False),
        sa.Column("von", sa.Date(), nullable=False),
        sa.Column("bis", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("bezeichnung <> ''", name=op.f("ck_stelle_bezeichnung")),
        sa.CheckConstraint("anteil BETWEEN 50 AND 100", name=op.f("ck_stelle_anteil")),
        sa.CheckConstraint("baustein BETWEEN 1 AND 3", name=op.f("ck_stelle_baustein")),
        sa.CheckConstraint("bis IS NULL OR bis >= von", name=op.f("ck_stelle_zeitraum")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_stelle_institution_id_institution")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stelle")),
    )
    op.create_index(op.f("ix_stelle_institution_id"), "stelle", ["institution_id"], unique=False)
    op.create_table(
        "stellenbesetzung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stelle_id", sa.Integer(), nullable=False),
        sa.Column("anteil", sa.Integer(), nullable=False),
        sa.Column("von", sa.Date(), nullable=False),
        sa.Column("bis", sa.Date(), nullable=True),
        sa.CheckConstraint("anteil BETWEEN 1 AND 100", name=op.f("ck_stellenbesetzung_anteil")),
        sa.CheckConstraint("bis IS NULL OR bis >= von", name=op.f("ck_stellenbesetzung_zeitraum")),
        sa.ForeignKeyConstraint(
            ["stelle_id"], ["stelle.id"], name=op.f("fk_stellenbesetzung_stelle_id_stelle"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stellenbesetzung")),
    )
    op.create_index(op.f("ix_stellenbesetzung_stelle_id"), "stellenbesetzung", ["stelle_id"], unique=False)
    op.create_table(
        "pflicht",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("art", sa.String(length=40), nullable=False),
        sa.Column("was", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("bis", sa.Date(), nullable=False),
        sa.Column("wiedervorlage", sa.Date(), nullable=True),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("notiz", sa.String(length=1000), nullable=False),
        sa.Column("erledigt_am", sa.Date(), nullable=True),
        sa.Column("nachweis", sa.String(length=1000), nullable=False),
        sa.Column("datei_id", sa.Integer(), nullable=True),
        sa.Column("begruendung", sa.String(length=1000), nullable=False),
        sa.Column("vorjahr_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(status = 'erledigt') = (erledigt_am IS NOT NULL)", name=op.f("ck_pflicht_erledigt_am")),
        sa.CheckConstraint(
            "art IN ('antrag', 'mittelabruf', 'verwendungsnachweis', 'rueckzahlung', 'weiterleitungsvertrag', 'kooperationsvertrag', 'handlungskonzept', 'fachaufsicht', 'bericht')",
            name=op.f("ck_pflicht_art"),
        ),
        sa.CheckConstraint(
            "status <> 'erledigt' OR nachweis <> '' OR datei_id IS NOT NULL",
            name=op.f("ck_pflicht_erledigt_braucht_nachweis"),
        ),
        sa.CheckConstraint(
            "status <> 'verworfen' OR begruendung <> ''", name=op.f("ck_pflicht_verworfen_braucht_begruendung")
        ),
        sa.CheckConstraint("status IN ('offen', 'erledigt', 'verworfen')", name=op.f("ck_pflicht_status")),
        sa.CheckConstraint("was <> ''", name=op.f("ck_pflicht_was")),
        sa.CheckConstraint("wiedervorlage IS NULL OR wiedervorlage <= bis", name=op.f("ck_pflicht_wiedervorlage")),
        sa.ForeignKeyConstraint(["datei_id"], ["datei.id"], name=op.f("fk_pflicht_datei_id_datei")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_pflicht_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(["vorjahr_id"], ["pflicht.id"], name=op.f("fk_pflicht_vorjahr_id_pflicht")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pflicht")),
        sa.UniqueConstraint("vorjahr_id", name=op.f("uq_pflicht_vorjahr_id")),
    )
    op.create_index(op.f("ix_pflicht_bis"), "pflicht", ["bis"], unique=False)
    op.create_index(op.f("ix_pflicht_datei_id"), "pflicht", ["datei_id"], unique=False)
    op.create_index(op.f("ix_pflicht_institution_id"), "pflicht", ["institution_id"], unique=False)
    for statement in AUSLOESER[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in FORT[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_index(op.f("ix_pflicht_bis"), table_name="pflicht")
    op.drop_index(op.f("ix_pflicht_datei_id"), table_name="pflicht")
    op.drop_index(op.f("ix_pflicht_institution_id"), table_name="pflicht")
    op.drop_table("pflicht")
    op.drop_index(op.f("ix_stellenbesetzung_stelle_id"), table_name="stellenbesetzung")
    op.drop_table("stellenbesetzung")
    op.drop_index(op.f("ix_stelle_institution_id"), table_name="stelle")
    op.drop_table("stelle")
    op.drop_index(op.f("ix_buchung_ersetzt_id"), table_name="buchung")
    op.drop_index(op.f("ix_buchung_foerdertopf_id"), table_name="buchung")
    op.drop_index(op.f("ix_buchung_massnahme_id"), table_name="buchung")
    op.drop_table("buchung")
    op.drop_index(op.f("ix_foerdertopf_jahr"), table_name="foerdertopf")
    op.drop_table("foerdertopf")
    op.drop_table("foerderjahr")
