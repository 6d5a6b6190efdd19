"""The meeting room, tasks and minutes; what approved minutes rest on is kept by triggers.

Revision ID: 0002
Revises: 0001
"""

import uuid

import sqlalchemy as sa
from alembic import op


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


AUSLOESER = {
    "sqlite": (
        "CREATE TRIGGER sitzung_protokoll_update BEFORE UPDATE OF nummer, gremium_id, status, beginn, dauer, ort, online, vorsitz_id, protokollfuehrung_id, eroeffnet_am, geschlossen_am, schlusswort ON sitzung WHEN (SELECT status FROM sitzung WHERE id = OLD.id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER sitzung_protokoll_delete BEFORE DELETE ON sitzung WHEN (SELECT status FROM sitzung WHERE id = OLD.id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER top_protokoll_insert BEFORE INSERT ON top WHEN (SELECT status FROM sitzung WHERE id = NEW.sitzung_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER top_protokoll_update BEFORE UPDATE OF sitzung_id, position, titel, art, berichterstattung, status, begonnen_am, beendet_am, sekunden, niederschrift ON top WHEN (SELECT status FROM sitzung WHERE id = OLD.sitzung_id) = 'genehmigt' OR (SELECT status FROM sitzung WHERE id = NEW.sitzung_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER top_protokoll_delete BEFORE DELETE ON top WHEN (SELECT status FROM sitzung WHERE id = OLD.sitzung_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER anwesenheit_protokoll_insert BEFORE INSERT ON anwesenheit WHEN (SELECT status FROM sitzung WHERE id = NEW.sitzung_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER anwesenheit_protokoll_update BEFORE UPDATE OF sitzung_id, sitz_id, name, von, bis ON anwesenheit WHEN (SELECT status FROM sitzung WHERE id = OLD.sitzung_id) = 'genehmigt' OR (SELECT status FROM sitzung WHERE id = NEW.sitzung_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER anwesenheit_protokoll_delete BEFORE DELETE ON anwesenheit WHEN (SELECT status FROM sitzung WHERE id = OLD.sitzung_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER notiz_protokoll_insert BEFORE INSERT ON notiz WHEN (SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id WHERE t.id = NEW.top_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER notiz_protokoll_update BEFORE UPDATE OF top_id, art, text ON notiz WHEN (SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id WHERE t.id = OLD.top_id) = 'genehmigt' OR (SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id WHERE t.id = NEW.top_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER notiz_protokoll_delete BEFORE DELETE ON notiz WHEN (SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id WHERE t.id = OLD.top_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER auftrag_protokoll_insert BEFORE INSERT ON auftrag WHEN (SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id WHERE t.id = NEW.top_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER auftrag_protokoll_update BEFORE UPDATE OF top_id, text ON auftrag WHEN (SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id WHERE t.id = OLD.top_id) = 'genehmigt' OR (SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id WHERE t.id = NEW.top_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER auftrag_protokoll_delete BEFORE DELETE ON auftrag WHEN (SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id WHERE t.id = OLD.top_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER beschluss_protokoll_insert BEFORE INSERT ON beschluss WHEN (SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id WHERE t.id = NEW.top_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER beschluss_protokoll_update BEFORE UPDATE OF nummer, gremium_id, top_id, abstimmung_id, wortlaut, modus, bedenken, vorbehalt, vorbehalt_bis, gefasst_am, abweichung, ersetzt_id ON beschluss WHEN (SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id WHERE t.id = OLD.top_id) = 'genehmigt' OR (SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id WHERE t.id = NEW.top_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER beschluss_protokoll_delete BEFORE DELETE ON beschluss WHEN (SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id WHERE t.id = OLD.top_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER berichtigung_protokoll_insert BEFORE INSERT ON berichtigung WHEN (SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id JOIN beschluss b ON b.top_id = t.id WHERE b.id = NEW.beschluss_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER berichtigung_protokoll_update BEFORE UPDATE OF beschluss_id, wortlaut_vorher, begruendung, berichtigt_am ON berichtigung WHEN (SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id JOIN beschluss b ON b.top_id = t.id WHERE b.id = OLD.beschluss_id) = 'genehmigt' OR (SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id JOIN beschluss b ON b.top_id = t.id WHERE b.id = NEW.beschluss_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER berichtigung_protokoll_delete BEFORE DELETE ON berichtigung WHEN (SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id JOIN beschluss b ON b.top_id = t.id WHERE b.id = OLD.beschluss_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER protokollfassung_fest_update BEFORE UPDATE ON protokollfassung WHEN OLD.genehmigt_am IS NOT NULL OR NEW.sitzung_id IS NOT OLD.sitzung_id OR NEW.fassung IS NOT OLD.fassung OR NEW.text IS NOT OLD.text OR NEW.pruefsumme IS NOT OLD.pruefsumme OR NEW.spur IS NOT OLD.spur OR NEW.begruendung IS NOT OLD.begruendung OR NEW.person_id IS NOT OLD.person_id OR NEW.erstellt_am IS NOT OLD.erstellt_am BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER protokollfassung_fest_delete BEFORE DELETE ON protokollfassung BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
        "CREATE TRIGGER protokollfassung_fest_insert BEFORE INSERT ON protokollfassung WHEN NEW.begruendung = '' AND (SELECT status FROM sitzung WHERE id = NEW.sitzung_id) = 'genehmigt' BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION protokoll_fest() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE zeile jsonb; zeilen jsonb[]; BEGIN IF TG_OP = 'INSERT' THEN zeilen := ARRAY[to_jsonb(NEW)]; ELSIF TG_OP = 'DELETE' OR TG_ARGV[0] = 'id' THEN zeilen := ARRAY[to_jsonb(OLD)]; ELSE zeilen := ARRAY[to_jsonb(OLD), to_jsonb(NEW)]; END IF; FOREACH zeile IN ARRAY zeilen LOOP IF TG_ARGV[0] = 'id' AND (SELECT status FROM sitzung WHERE id = (zeile->>'id')::int) = 'genehmigt' THEN RAISE EXCEPTION 'Ein genehmigtes Protokoll aendert sich nicht.'; END IF; IF TG_ARGV[0] = 'sitzung_id' AND (SELECT status FROM sitzung WHERE id = (zeile->>'sitzung_id')::int) = 'genehmigt' THEN RAISE EXCEPTION 'Ein genehmigtes Protokoll aendert sich nicht.'; END IF; IF TG_ARGV[0] = 'top_id' AND (SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id WHERE t.id = (zeile->>'top_id')::int) = 'genehmigt' THEN RAISE EXCEPTION 'Ein genehmigtes Protokoll aendert sich nicht.'; END IF; IF TG_ARGV[0] = 'beschluss_id' AND (SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id JOIN beschluss b ON b.top_id = t.id WHERE b.id = (zeile->>'beschluss_id')::int) = 'genehmigt' THEN RAISE EXCEPTION 'Ein genehmigtes Protokoll aendert sich nicht.'; END IF; END LOOP; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        "CREATE FUNCTION protokollfassung_fest() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP IN ('DELETE', 'TRUNCATE') THEN RAISE EXCEPTION 'Ein genehmigtes Protokoll aendert sich nicht.'; ELSIF TG_OP = 'UPDATE' THEN IF OLD.genehmigt_am IS NOT NULL OR NEW.sitzung_id IS DISTINCT FROM OLD.sitzung_id OR NEW.fassung IS DISTINCT FROM OLD.fassung OR NEW.text IS DISTINCT FROM OLD.text OR NEW.pruefsumme IS DISTINCT FROM OLD.pruefsumme OR NEW.spur IS DISTINCT FROM OLD.spur OR NEW.begruendung IS DISTINCT FROM OLD.begruendung OR NEW.person_id IS DISTINCT FROM OLD.person_id OR NEW.erstellt_am IS DISTINCT FROM OLD.erstellt_am THEN RAISE EXCEPTION 'Ein genehmigtes Protokoll aendert sich nicht.'; END IF; ELSIF NEW.begruendung = '' AND (SELECT status FROM sitzung WHERE id = NEW.sitzung_id) = 'genehmigt' THEN RAISE EXCEPTION 'Ein genehmigtes Protokoll aendert sich nicht.'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER protokollfassung_fest BEFORE INSERT OR UPDATE OR DELETE ON protokollfassung FOR EACH ROW EXECUTE FUNCTION protokollfassung_fest()",
        "CREATE TRIGGER protokollfassung_fest_truncate BEFORE TRUNCATE ON protokollfassung FOR EACH STATEMENT EXECUTE FUNCTION protokollfassung_fest()",
        "CREATE TRIGGER sitzung_protokoll BEFORE UPDATE OF nummer, gremium_id, status, beginn, dauer, ort, online, vorsitz_id, protokollfuehrung_id, eroeffnet_am, geschlossen_am, schlusswort OR DELETE ON sitzung FOR EACH ROW EXECUTE FUNCTION protokoll_fest('id')",
        "CREATE TRIGGER top_protokoll BEFORE INSERT OR UPDATE OF sitzung_id, position, titel, art, berichterstattung, status, begonnen_am, beendet_am, sekunden, niederschrift OR DELETE ON top FOR EACH ROW EXECUTE FUNCTION protokoll_fest('sitzung_id')",
        "CREATE TRIGGER anwesenheit_protokoll BEFORE INSERT OR UPDATE OF sitzung_id, sitz_id, name, von, bis OR DELETE ON anwesenheit FOR EACH ROW EXECUTE FUNCTION protokoll_fest('sitzung_id')",
        "CREATE TRIGGER notiz_protokoll BEFORE INSERT OR UPDATE OF top_id, art, text OR DELETE ON notiz FOR EACH ROW EXECUTE FUNCTION protokoll_fest('top_id')",
        "CREATE TRIGGER auftrag_protokoll BEFORE INSERT OR UPDATE OF top_id, text OR DELETE ON auftrag FOR EACH ROW EXECUTE FUNCTION protokoll_fest('top_id')",
        "CREATE TRIGGER beschluss_protokoll BEFORE INSERT OR UPDATE OF nummer, gremium_id, top_id, abstimmung_id, wortlaut, modus, bedenken, vorbehalt, vorbehalt_bis, gefasst_am, abweichung, ersetzt_id OR DELETE ON beschluss FOR EACH ROW EXECUTE FUNCTION protokoll_fest('top_id')",
        "CREATE TRIGGER berichtigung_protokoll BEFORE INSERT OR UPDATE OF beschluss_id, wortlaut_vorher, begruendung, berichtigt_am OR DELETE ON berichtigung FOR EACH ROW EXECUTE FUNCTION protokoll_fest('beschluss_id')",
    ),
}

ABBAU = {
    "sqlite": (
        "DROP TRIGGER sitzung_protokoll_update",
        "DROP TRIGGER sitzung_protokoll_delete",
        "DROP TRIGGER top_protokoll_insert",
        "DROP TRIGGER top_protokoll_update",
        "DROP TRIGGER top_protokoll_delete",
        "DROP TRIGGER anwesenheit_protokoll_insert",
        "DROP TRIGGER anwesenheit_protokoll_update",
        "DROP TRIGGER anwesenheit_protokoll_delete",
        "DROP TRIGGER notiz_protokoll_insert",
        "DROP TRIGGER notiz_protokoll_update",
        "DROP TRIGGER notiz_protokoll_delete",
        "DROP TRIGGER auftrag_protokoll_insert",
        "DROP TRIGGER auftrag_protokoll_update",
        "DROP TRIGGER auftrag_protokoll_delete",
        "DROP TRIGGER beschluss_protokoll_insert",
        "DROP TRIGGER beschluss_protokoll_update",
        "DROP TRIGGER beschluss_protokoll_delete",
        "DROP TRIGGER berichtigung_protokoll_insert",
        "DROP TRIGGER berichtigung_protokoll_update",
        "DROP TRIGGER berichtigung_protokoll_delete",
        "DROP TRIGGER protokollfassung_fest_update",
        "DROP TRIGGER protokollfassung_fest_delete",
        "DROP TRIGGER protokollfassung_fest_insert",
    ),
    "postgresql": (
        "DROP TRIGGER protokollfassung_fest ON protokollfassung",
        "DROP TRIGGER protokollfassung_fest_truncate ON protokollfassung",
        "DROP TRIGGER sitzung_protokoll ON sitzung",
        "DROP TRIGGER top_protokoll ON top",
        "DROP TRIGGER anwesenheit_protokoll ON anwesenheit",
        "DROP TRIGGER notiz_protokoll ON notiz",
        "DROP TRIGGER auftrag_protokoll ON auftrag",
        "DROP TRIGGER beschluss_protokoll ON beschluss",
        "DROP TRIGGER berichtigung_protokoll ON berichtigung",
        "DROP FUNCTION protokoll_fest",
        "DROP FUNCTION protokollfassung_fest",
    ),
}


def upgrade() -> None:
    op.create_table(
        "anwesenheit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitzung_id", sa.Integer(), nullable=False),
        sa.Column("sitz_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("von", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bis", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "sitz_id IS NOT NULL OR person_id IS NOT NULL OR name <> ''", name=op.f("ck_anwesenheit_wer")
        ),
        sa.CheckConstraint("bis IS NULL OR bis >= von", name=op.f("ck_anwesenheit_zeitraum")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_anwesenheit_person_id_person")),
        sa.ForeignKeyConstraint(["sitz_id"], ["sitz.id"], name=op.f("fk_anwesenheit_sitz_id_sitz")),
        sa.ForeignKeyConstraint(["sitzung_id"], ["sitzung.id"], name=op.f("fk_anwesenheit_sitzung_id_sitzung")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anwesenheit")),
    )
    with op.batch_alter_table("anwesenheit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_anwesenheit_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_anwesenheit_person_offen",
            ["sitzung_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("bis IS NULL AND sitz_id IS NULL AND person_id IS NOT NULL"),
            postgresql_where=sa.text("bis IS NULL AND sitz_id IS NULL AND person_id IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_anwesenheit_sitz_id"), ["sitz_id"], unique=False)
        batch_op.create_index(
            "ix_anwesenheit_sitz_offen",
            ["sitzung_id", "sitz_id"],
            unique=True,
            sqlite_where=sa.text("bis IS NULL AND sitz_id IS NOT NULL"),
            postgresql_where=sa.text("bis IS NULL AND sitz_id IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_anwesenheit_sitzung_id"), ["sitzung_id"], unique=False)

    op.create_table(
        "wortmeldung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitzung_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sitz_id", sa.Integer(), nullable=True),
        sa.Column("gemeldet_am", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_wortmeldung_person_id_person")),
        sa.ForeignKeyConstraint(["sitz_id"], ["sitz.id"], name=op.f("fk_wortmeldung_sitz_id_sitz")),
        sa.ForeignKeyConstraint(["sitzung_id"], ["sitzung.id"], name=op.f("fk_wortmeldung_sitzung_id_sitzung")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wortmeldung")),
    )
    with op.batch_alter_table("wortmeldung", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wortmeldung_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_wortmeldung_sitz_id"), ["sitz_id"], unique=False)
        batch_op.create_index("ix_wortmeldung_sitzung_person", ["sitzung_id", "person_id"], unique=True)

    op.create_table(
        "auftrag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("top_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("verantwortlich_id", sa.Integer(), nullable=True),
        sa.Column("faellig_am", sa.Date(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("erteilt_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ergebnis", sa.String(length=2000), nullable=False),
        sa.Column("rueckgabe", sa.String(length=2000), nullable=False),
        sa.Column("beendet_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('erteilt', 'angenommen', 'erledigt', 'verworfen')", name=op.f("ck_auftrag_status")
        ),
        sa.CheckConstraint(
            "status NOT IN ('angenommen') OR verantwortlich_id IS NOT NULL",
            name=op.f("ck_auftrag_status_braucht_verantwortlich_id"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('erledigt', 'verworfen') OR beendet_am IS NOT NULL",
            name=op.f("ck_auftrag_status_braucht_beendet_am"),
        ),
        sa.CheckConstraint("text <> ''", name=op.f("ck_auftrag_text")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_auftrag_person_id_person")),
        sa.ForeignKeyConstraint(["top_id"], ["top.id"], name=op.f("fk_auftrag_top_id_top")),
        sa.ForeignKeyConstraint(["verantwortlich_id"], ["person.id"], name=op.f("fk_auftrag_verantwortlich_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auftrag")),
    )
    with op.batch_alter_table("auftrag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_auftrag_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_auftrag_top_id"), ["top_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_auftrag_verantwortlich_id"), ["verantwortlich_id"], unique=False)

    op.create_table(
        "notiz",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("top_id", sa.Integer(), nullable=False),
        sa.Column("art", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("geschrieben_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("art IN ('information', 'offen')", name=op.f("ck_notiz_art")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_notiz_text")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notiz_person_id_person")),
        sa.ForeignKeyConstraint(["top_id"], ["top.id"], name=op.f("fk_notiz_top_id_top")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notiz")),
    )
    with op.batch_alter_table("notiz", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notiz_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notiz_top_id"), ["top_id"], unique=False)

    op.create_table(
        "topvorschlag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitzung_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("titel", sa.String(length=200), nullable=False),
        sa.Column("begruendung", sa.String(length=2000), nullable=False),
        sa.Column("vorgeschlagen_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("antwort", sa.String(length=2000), nullable=False),
        sa.Column("top_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status <> 'abgelehnt' OR antwort <> ''", name=op.f("ck_topvorschlag_abgelehnt_braucht_antwort")
        ),
        sa.CheckConstraint(
            "status IN ('offen', 'aufgenommen', 'abgelehnt', 'zurueckgezogen')", name=op.f("ck_topvorschlag_status")
        ),
        sa.CheckConstraint("titel <> ''", name=op.f("ck_topvorschlag_titel")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_topvorschlag_person_id_person")),
        sa.ForeignKeyConstraint(["sitzung_id"], ["sitzung.id"], name=op.f("fk_topvorschlag_sitzung_id_sitzung")),
        sa.ForeignKeyConstraint(["top_id"], ["top.id"], name=op.f("fk_topvorschlag_top_id_top"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topvorschlag")),
    )
    with op.batch_alter_table("topvorschlag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topvorschlag_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_topvorschlag_sitzung_id"), ["sitzung_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_topvorschlag_top_id"), ["top_id"], unique=False)

    op.create_table(
        "unterlage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("top_id", sa.Integer(), nullable=False),
        sa.Column("titel", sa.String(length=200), nullable=False),
        sa.Column("adresse", sa.String(length=500), nullable=False),
        sa.Column("freigegeben", sa.Boolean(), nullable=False),
        sa.CheckConstraint("adresse LIKE 'https://%' OR adresse LIKE 'http://%'", name=op.f("ck_unterlage_adresse")),
        sa.ForeignKeyConstraint(["top_id"], ["top.id"], name=op.f("fk_unterlage_top_id_top"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unterlage")),
    )
    with op.batch_alter_table("unterlage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unterlage_top_id"), ["top_id"], unique=False)

    op.create_table(
        "protokollfassung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitzung_id", sa.Integer(), nullable=False),
        sa.Column("fassung", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=400000), nullable=False),
        sa.Column("pruefsumme", sa.String(length=64), nullable=False),
        sa.Column("spur", sa.String(length=64), nullable=False),
        sa.Column("begruendung", sa.String(length=2000), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("erstellt_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("einwendungen_bis", sa.Date(), nullable=True),
        sa.Column("genehmigt_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("genehmigung", sa.String(length=40), nullable=True),
        sa.Column("beschluss_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "genehmigung IS NULL OR genehmigung IN ('frist', 'vorsitz', 'sitzung')",
            name=op.f("ck_protokollfassung_genehmigung"),
        ),
        sa.CheckConstraint(
            "(genehmigt_am IS NULL) = (genehmigung IS NULL)", name=op.f("ck_protokollfassung_genehmigt")
        ),
        sa.CheckConstraint("fassung > 0", name=op.f("ck_protokollfassung_fassung")),
        sa.ForeignKeyConstraint(
            ["beschluss_id"], ["beschluss.id"], name=op.f("fk_protokollfassung_beschluss_id_beschluss")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_protokollfassung_person_id_person")),
        sa.ForeignKeyConstraint(["sitzung_id"], ["sitzung.id"], name=op.f("fk_protokollfassung_sitzung_id_sitzung")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protokollfassung")),
        sa.UniqueConstraint("sitzung_id", "fassung", name=op.f("uq_protokollfassung_sitzung_id_fassung")),
    )
    with op.batch_alter_table("protokollfassung", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_protokollfassung_beschluss_id"), ["beschluss_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_protokollfassung_person_id"), ["person_id"], unique=False)

    op.create_table(
        "einwendung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fassung_id", sa.Integer(), nullable=False),
        sa.Column("absatz", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("erhoben_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("antwort", sa.String(length=2000), nullable=False),
        sa.Column("behandelt_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status <> 'zurueckgewiesen' OR antwort <> ''", name=op.f("ck_einwendung_zurueckgewiesen_braucht_antwort")
        ),
        sa.CheckConstraint(
            "status IN ('offen', 'beruecksichtigt', 'zurueckgewiesen', 'zurueckgezogen')",
            name=op.f("ck_einwendung_status"),
        ),
        sa.CheckConstraint("text <> ''", name=op.f("ck_einwendung_text")),
        sa.CheckConstraint("absatz > 0", name=op.f("ck_einwendung_absatz")),
        sa.ForeignKeyConstraint(
            ["fassung_id"], ["protokollfassung.id"], name=op.f("fk_einwendung_fassung_id_protokollfassung")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_einwendung_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_einwendung")),
    )
    with op.batch_alter_table("einwendung", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_einwendung_fassung_id"), ["fassung_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_einwendung_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("nachricht", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("kalender", sa.String(length=20000), nullable=False, server_default=sa.text("''"))
        )

    with op.batch_alter_table("sitzung", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dauer", sa.Integer(), nullable=False, server_default=sa.text("'120'")))
        batch_op.add_column(sa.Column("online", sa.String(length=500), nullable=False, server_default=sa.text("''")))
        batch_op.add_column(sa.Column("protokollfuehrung_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("kalender_id", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("kalender_folge", sa.Integer(), nullable=False, server_default=sa.text("'0'")))
        batch_op.add_column(sa.Column("moderation_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("uhr_bis", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("wand", sa.Integer(), nullable=False, server_default=sa.text("'0'")))
        batch_op.add_column(sa.Column("wand_offen", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(
            sa.Column("wandbild", sa.String(length=40), nullable=False, server_default=sa.text("'punkt'"))
        )
        batch_op.add_column(sa.Column("bewegung", sa.Integer(), nullable=False, server_default=sa.text("'0'")))
        batch_op.add_column(
            sa.Column("schlusswort", sa.String(length=4000), nullable=False, server_default=sa.text("''"))
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_sitzung_protokollfuehrung_id_person"), "person", ["protokollfuehrung_id"], ["id"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_sitzung_moderation_id_person"), "person", ["moderation_id"], ["id"])

    with op.batch_alter_table("top", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("vorbereitung", sa.String(length=4000), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(
            sa.Column("status", sa.String(length=40), nullable=False, server_default=sa.text("'offen'"))
        )
        batch_op.add_column(sa.Column("aufgerufen_am", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("begonnen_am", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("beendet_am", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("sekunden", sa.Integer(), nullable=False, server_default=sa.text("'0'")))
        batch_op.add_column(
            sa.Column("niederschrift", sa.String(length=20000), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(sa.Column("vorgaenger_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("protokoll_von_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            "ix_top_aufgerufen",
            ["sitzung_id"],
            unique=True,
            sqlite_where=sa.text("status = 'aufgerufen'"),
            postgresql_where=sa.text("status = 'aufgerufen'"),
        )
        batch_op.create_index(batch_op.f("ix_top_protokoll_von_id"), ["protokoll_von_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_top_vorgaenger_id"), ["vorgaenger_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_top_vorgaenger_id_top"), "top", ["vorgaenger_id"], ["id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_top_protokoll_von_id_sitzung"), "sitzung", ["protokoll_von_id"], ["id"]
        )

    # What is there already gets its values, then the columns are as the models have them.
    bind = op.get_bind()
    for (id,) in bind.execute(sa.text("SELECT id FROM sitzung")).fetchall():
        bind.execute(
            sa.text("UPDATE sitzung SET kalender_id = :key, protokollfuehrung_id = protokoll_id WHERE id = :id"),
            {"key": str(uuid.uuid4()), "id": id},
        )
    with op.batch_alter_table("nachricht", schema=None) as batch_op:
        batch_op.alter_column(
            "kalender", existing_type=sa.String(length=20000), existing_nullable=False, server_default=None
        )
    with op.batch_alter_table("sitzung", schema=None) as batch_op:
        batch_op.alter_column("dauer", existing_type=sa.Integer(), existing_nullable=False, server_default=None)
        batch_op.alter_column(
            "online", existing_type=sa.String(length=500), existing_nullable=False, server_default=None
        )
        batch_op.alter_column("kalender_id", existing_type=sa.String(length=40), nullable=False)
        batch_op.create_unique_constraint(batch_op.f("uq_sitzung_kalender_id"), ["kalender_id"])
        batch_op.alter_column(
            "kalender_folge", existing_type=sa.Integer(), existing_nullable=False, server_default=None
        )
        batch_op.alter_column("wand", existing_type=sa.Integer(), existing_nullable=False, server_default=None)
        batch_op.alter_column("wand_offen", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
        batch_op.alter_column(
            "wandbild", existing_type=sa.String(length=40), existing_nullable=False, server_default=None
        )
        batch_op.alter_column("bewegung", existing_type=sa.Integer(), existing_nullable=False, server_default=None)
        batch_op.alter_column(
            "schlusswort", existing_type=sa.String(length=4000), existing_nullable=False, server_default=None
        )
        batch_op.drop_constraint(batch_op.f("fk_sitzung_protokoll_id_person"), type_="foreignkey")
        batch_op.drop_column("protokoll_id")
        batch_op.create_check_constraint(
            batch_op.f("ck_sitzung_wandbild"), "wandbild IN ('punkt', 'naechster', 'ergebnis', 'leer')"
        )
        batch_op.create_check_constraint(batch_op.f("ck_sitzung_dauer"), "dauer BETWEEN 15 AND 720")
    with op.batch_alter_table("top", schema=None) as batch_op:
        batch_op.alter_column(
            "vorbereitung", existing_type=sa.String(length=4000), existing_nullable=False, server_default=None
        )
        batch_op.alter_column(
            "status", existing_type=sa.String(length=40), existing_nullable=False, server_default=None
        )
        batch_op.alter_column("sekunden", existing_type=sa.Integer(), existing_nullable=False, server_default=None)
        batch_op.alter_column(
            "niederschrift", existing_type=sa.String(length=20000), existing_nullable=False, server_default=None
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_top_status"), "status IN ('offen', 'aufgerufen', 'abgeschlossen', 'vertagt')"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_top_aufgerufen"), "(status = 'aufgerufen') = (aufgerufen_am IS NOT NULL)"
        )
    with op.batch_alter_table("einzellink", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_einzellink_zweck"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_einzellink_zweck"),
            "zweck IN ('konto_einrichten', 'passwort_neu', 'einladung_beantworten', 'rueckmeldung_geben', 'stimme_abgeben', 'rueckkopplung_geben', 'sitzung_teilnehmen', 'protokoll_kommentieren')",
        )
    for statement in AUSLOESER[bind.dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    bind = op.get_bind()
    for statement in ABBAU[bind.dialect.name]:
        op.execute(statement)
    op.execute("DELETE FROM einzellink WHERE zweck IN ('sitzung_teilnehmen', 'protokoll_kommentieren')")
    with op.batch_alter_table("einzellink", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_einzellink_zweck"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_einzellink_zweck"),
            "zweck IN ('konto_einrichten', 'passwort_neu', 'einladung_beantworten', 'rueckmeldung_geben', 'stimme_abgeben', 'rueckkopplung_geben')",
        )
    with op.batch_alter_table("top", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_top_protokoll_von_id_sitzung"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_top_vorgaenger_id_top"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_top_vorgaenger_id"))
        batch_op.drop_index(batch_op.f("ix_top_protokoll_von_id"))
        batch_op.drop_index(
            "ix_top_aufgerufen",
            sqlite_where=sa.text("status = 'aufgerufen'"),
            postgresql_where=sa.text("status = 'aufgerufen'"),
        )
        batch_op.drop_column("protokoll_von_id")
        batch_op.drop_column("vorgaenger_id")
        batch_op.drop_constraint(batch_op.f("ck_top_status"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_top_aufgerufen"), type_="check")
        batch_op.drop_column("niederschrift")
        batch_op.drop_column("sekunden")
        batch_op.drop_column("beendet_am")
        batch_op.drop_column("begonnen_am")
        batch_op.drop_column("aufgerufen_am")
        batch_op.drop_column("status")
        batch_op.drop_column("vorbereitung")

    with op.batch_alter_table("sitzung", schema=None) as batch_op:
        batch_op.add_column(sa.Column("protokoll_id", sa.Integer(), nullable=True))
    op.execute("UPDATE sitzung SET protokoll_id = protokollfuehrung_id")
    with op.batch_alter_table("sitzung", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_sitzung_moderation_id_person"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_sitzung_protokollfuehrung_id_person"), type_="foreignkey")
        batch_op.create_foreign_key(batch_op.f("fk_sitzung_protokoll_id_person"), "person", ["protokoll_id"], ["id"])
        batch_op.drop_constraint(batch_op.f("uq_sitzung_kalender_id"), type_="unique")
        batch_op.drop_constraint(batch_op.f("ck_sitzung_wandbild"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_sitzung_dauer"), type_="check")
        batch_op.drop_column("schlusswort")
        batch_op.drop_column("bewegung")
        batch_op.drop_column("wandbild")
        batch_op.drop_column("wand_offen")
        batch_op.drop_column("wand")
        batch_op.drop_column("uhr_bis")
        batch_op.drop_column("moderation_id")
        batch_op.drop_column("kalender_folge")
        batch_op.drop_column("kalender_id")
        batch_op.drop_column("protokollfuehrung_id")
        batch_op.drop_column("online")
        batch_op.drop_column("dauer")

    with op.batch_alter_table("nachricht", schema=None) as batch_op:
        batch_op.drop_column("kalender")

    with op.batch_alter_table("einwendung", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_einwendung_person_id"))
        batch_op.drop_index(batch_op.f("ix_einwendung_fassung_id"))

    op.drop_table("einwendung")
    with op.batch_alter_table("protokollfassung", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_protokollfassung_person_id"))
        batch_op.drop_index(batch_op.f("ix_protokollfassung_beschluss_id"))

    op.drop_table("protokollfassung")
    with op.batch_alter_table("unterlage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unterlage_top_id"))

    op.drop_table("unterlage")
    with op.batch_alter_table("topvorschlag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_topvorschlag_top_id"))
        batch_op.drop_index(batch_op.f("ix_topvorschlag_sitzung_id"))
        batch_op.drop_index(batch_op.f("ix_topvorschlag_person_id"))

    op.drop_table("topvorschlag")
    with op.batch_alter_table("notiz", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notiz_top_id"))
        batch_op.drop_index(batch_op.f("ix_notiz_person_id"))

    op.drop_table("notiz")
    with op.batch_alter_table("auftrag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_auftrag_verantwortlich_id"))
        batch_op.drop_index(batch_op.f("ix_auftrag_top_id"))
        batch_op.drop_index(batch_op.f("ix_auftrag_person_id"))

    op.drop_table("auftrag")
    with op.batch_alter_table("wortmeldung", schema=None) as batch_op:
        batch_op.drop_index("ix_wortmeldung_sitzung_person")
        batch_op.drop_index(batch_op.f("ix_wortmeldung_sitz_id"))
        batch_op.drop_index(batch_op.f("ix_wortmeldung_person_id"))

    op.drop_table("wortmeldung")
    with op.batch_alter_table("anwesenheit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_anwesenheit_sitzung_id"))
        batch_op.drop_index(
            "ix_anwesenheit_sitz_offen",
            sqlite_where=sa.text("bis IS NULL AND sitz_id IS NOT NULL"),
            postgresql_where=sa.text("bis IS NULL AND sitz_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_anwesenheit_sitz_id"))
        batch_op.drop_index(
            "ix_anwesenheit_person_offen",
            sqlite_where=sa.text("bis IS NULL AND sitz_id IS NULL AND person_id IS NOT NULL"),
            postgresql_where=sa.text("bis IS NULL AND sitz_id IS NULL AND person_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_anwesenheit_person_id"))

    op.drop_table("anwesenheit")
