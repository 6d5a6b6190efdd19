"""The tables of the first release, and the triggers that keep trail and opened rounds as they are.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op


revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


AUSLOESER = {
    "sqlite": (
        "CREATE TRIGGER ereignis_bleibt_update BEFORE UPDATE ON ereignis BEGIN SELECT RAISE(ABORT, 'Der Verlauf wird nur ergaenzt.'); END",
        "CREATE TRIGGER ereignis_bleibt_delete BEFORE DELETE ON ereignis BEGIN SELECT RAISE(ABORT, 'Der Verlauf wird nur ergaenzt.'); END",
        "CREATE TRIGGER abstimmung_fest_update BEFORE UPDATE ON abstimmung WHEN (OLD.status <> 'vorbereitet' AND (NEW.nummer IS NOT OLD.nummer OR NEW.gremium_id IS NOT OLD.gremium_id OR NEW.top_id IS NOT OLD.top_id OR NEW.verfahren IS NOT OLD.verfahren OR NEW.methode IS NOT OLD.methode OR NEW.geheimhaltung IS NOT OLD.geheimhaltung OR NEW.frage IS NOT OLD.frage OR NEW.punkte IS NOT OLD.punkte OR NEW.hoechstens IS NOT OLD.hoechstens OR NEW.plaetze IS NOT OLD.plaetze OR NEW.mehrheit IS NOT OLD.mehrheit OR NEW.enthaltungen_zaehlen IS NOT OLD.enthaltungen_zaehlen OR NEW.handelnde_noetig IS NOT OLD.handelnde_noetig OR NEW.quorum IS NOT OLD.quorum OR NEW.mindestens IS NOT OLD.mindestens OR NEW.gleichstand IS NOT OLD.gleichstand OR NEW.wahlberechtigte IS NOT OLD.wahlberechtigte OR NEW.auftrag_vorsitz_am IS NOT OLD.auftrag_vorsitz_am OR NEW.eroeffnet_am IS NOT OLD.eroeffnet_am OR NEW.wiederholt_id IS NOT OLD.wiederholt_id OR (OLD.endet_am IS NULL AND NEW.endet_am IS NOT NULL) OR (OLD.endet_am IS NOT NULL AND (NEW.endet_am IS NULL OR NEW.endet_am < OLD.endet_am)))) OR (OLD.ergebnis IS NOT NULL AND NEW.ergebnis IS NOT OLD.ergebnis) OR (OLD.geschlossen_am IS NOT NULL AND NEW.geschlossen_am IS NOT OLD.geschlossen_am) OR (OLD.status IN ('festgestellt', 'annulliert') AND NEW.gleichstand_entscheidung IS NOT OLD.gleichstand_entscheidung) OR (OLD.annullierung IS NOT NULL AND NEW.annullierung IS NOT OLD.annullierung) OR (NEW.status <> OLD.status AND NOT ((OLD.status = 'vorbereitet' AND NEW.status = 'offen') OR (OLD.status = 'offen' AND NEW.status = 'geschlossen') OR (OLD.status = 'offen' AND NEW.status = 'annulliert') OR (OLD.status = 'geschlossen' AND NEW.status = 'festgestellt') OR (OLD.status = 'geschlossen' AND NEW.status = 'annulliert'))) BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER abstimmung_fest_delete BEFORE DELETE ON abstimmung WHEN OLD.status <> 'vorbereitet' BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER abstimmungsoption_fest_insert BEFORE INSERT ON abstimmungsoption WHEN (SELECT status FROM abstimmung WHERE id = NEW.abstimmung_id) NOT IN ('vorbereitet') BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER abstimmungsoption_fest_update BEFORE UPDATE ON abstimmungsoption WHEN (SELECT status FROM abstimmung WHERE id = OLD.abstimmung_id) NOT IN ('vorbereitet') BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER abstimmungsoption_fest_delete BEFORE DELETE ON abstimmungsoption WHEN (SELECT status FROM abstimmung WHERE id = OLD.abstimmung_id) NOT IN ('vorbereitet') BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER stimmabgabe_fest_insert BEFORE INSERT ON stimmabgabe WHEN (SELECT status FROM abstimmung WHERE id = NEW.abstimmung_id) NOT IN ('vorbereitet') BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER stimmabgabe_fest_update BEFORE UPDATE ON stimmabgabe WHEN (SELECT status FROM abstimmung WHERE id = OLD.abstimmung_id) NOT IN ('offen') OR NEW.abstimmung_id <> OLD.abstimmung_id OR NEW.sitz_id <> OLD.sitz_id BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER stimmabgabe_fest_delete BEFORE DELETE ON stimmabgabe WHEN (SELECT status FROM abstimmung WHERE id = OLD.abstimmung_id) NOT IN ('') BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER stimme_fest_insert BEFORE INSERT ON stimme WHEN (SELECT status FROM abstimmung WHERE id = NEW.abstimmung_id) NOT IN ('offen') BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER stimme_fest_update BEFORE UPDATE ON stimme WHEN (SELECT status FROM abstimmung WHERE id = OLD.abstimmung_id) NOT IN ('offen') OR NEW.abstimmung_id <> OLD.abstimmung_id OR NEW.stimmabgabe_id <> OLD.stimmabgabe_id BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER stimme_fest_delete BEFORE DELETE ON stimme WHEN (SELECT status FROM abstimmung WHERE id = OLD.abstimmung_id) NOT IN ('offen') BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER urne_fest_insert BEFORE INSERT ON urne WHEN (SELECT status FROM abstimmung WHERE id = NEW.abstimmung_id) NOT IN ('vorbereitet') BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER urne_fest_update BEFORE UPDATE ON urne WHEN (SELECT status FROM abstimmung WHERE id = OLD.abstimmung_id) NOT IN ('') BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER urne_fest_delete BEFORE DELETE ON urne WHEN (SELECT status FROM abstimmung WHERE id = OLD.abstimmung_id) NOT IN ('') BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER versiegelt_fest_insert BEFORE INSERT ON versiegelt WHEN (SELECT status FROM abstimmung WHERE id = NEW.abstimmung_id) NOT IN ('offen') BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER versiegelt_fest_update BEFORE UPDATE ON versiegelt WHEN (SELECT status FROM abstimmung WHERE id = OLD.abstimmung_id) NOT IN ('') BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER versiegelt_fest_delete BEFORE DELETE ON versiegelt WHEN (SELECT status FROM abstimmung WHERE id = OLD.abstimmung_id) NOT IN ('offen') BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER urnenstimme_fest_insert BEFORE INSERT ON urnenstimme WHEN (SELECT status FROM abstimmung WHERE id = NEW.abstimmung_id) NOT IN ('offen') BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER urnenstimme_fest_update BEFORE UPDATE ON urnenstimme WHEN (SELECT status FROM abstimmung WHERE id = OLD.abstimmung_id) NOT IN ('') BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
        "CREATE TRIGGER urnenstimme_fest_delete BEFORE DELETE ON urnenstimme WHEN (SELECT status FROM abstimmung WHERE id = OLD.abstimmung_id) NOT IN ('') BEGIN SELECT RAISE(ABORT, 'Eine geoeffnete Abstimmung aendert sich nicht.'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION ereignis_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'Der Verlauf wird nur ergaenzt.'; END $$",
        "CREATE TRIGGER ereignis_bleibt BEFORE UPDATE OR DELETE ON ereignis FOR EACH ROW EXECUTE FUNCTION ereignis_bleibt()",
        "CREATE TRIGGER ereignis_bleibt_truncate BEFORE TRUNCATE ON ereignis FOR EACH STATEMENT EXECUTE FUNCTION ereignis_bleibt()",
        "CREATE FUNCTION abstimmung_fest() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'UPDATE' THEN IF (OLD.status <> 'vorbereitet' AND (NEW.nummer IS DISTINCT FROM OLD.nummer OR NEW.gremium_id IS DISTINCT FROM OLD.gremium_id OR NEW.top_id IS DISTINCT FROM OLD.top_id OR NEW.verfahren IS DISTINCT FROM OLD.verfahren OR NEW.methode IS DISTINCT FROM OLD.methode OR NEW.geheimhaltung IS DISTINCT FROM OLD.geheimhaltung OR NEW.frage IS DISTINCT FROM OLD.frage OR NEW.punkte IS DISTINCT FROM OLD.punkte OR NEW.hoechstens IS DISTINCT FROM OLD.hoechstens OR NEW.plaetze IS DISTINCT FROM OLD.plaetze OR NEW.mehrheit IS DISTINCT FROM OLD.mehrheit OR NEW.enthaltungen_zaehlen IS DISTINCT FROM OLD.enthaltungen_zaehlen OR NEW.handelnde_noetig IS DISTINCT FROM OLD.handelnde_noetig OR NEW.quorum IS DISTINCT FROM OLD.quorum OR NEW.mindestens IS DISTINCT FROM OLD.mindestens OR NEW.gleichstand IS DISTINCT FROM OLD.gleichstand OR NEW.wahlberechtigte IS DISTINCT FROM OLD.wahlberechtigte OR NEW.auftrag_vorsitz_am IS DISTINCT FROM OLD.auftrag_vorsitz_am OR NEW.eroeffnet_am IS DISTINCT FROM OLD.eroeffnet_am OR NEW.wiederholt_id IS DISTINCT FROM OLD.wiederholt_id OR (OLD.endet_am IS NULL AND NEW.endet_am IS NOT NULL) OR (OLD.endet_am IS NOT NULL AND (NEW.endet_am IS NULL OR NEW.endet_am < OLD.endet_am)))) OR (OLD.ergebnis IS NOT NULL AND NEW.ergebnis::text IS DISTINCT FROM OLD.ergebnis::text) OR (OLD.geschlossen_am IS NOT NULL AND NEW.geschlossen_am IS DISTINCT FROM OLD.geschlossen_am) OR (OLD.status IN ('festgestellt', 'annulliert') AND NEW.gleichstand_entscheidung IS DISTINCT FROM OLD.gleichstand_entscheidung) OR (OLD.annullierung IS NOT NULL AND NEW.annullierung IS DISTINCT FROM OLD.annullierung) OR (NEW.status <> OLD.status AND NOT ((OLD.status = 'vorbereitet' AND NEW.status = 'offen') OR (OLD.status = 'offen' AND NEW.status = 'geschlossen') OR (OLD.status = 'offen' AND NEW.status = 'annulliert') OR (OLD.status = 'geschlossen' AND NEW.status = 'festgestellt') OR (OLD.status = 'geschlossen' AND NEW.status = 'annulliert'))) THEN RAISE EXCEPTION 'Eine geoeffnete Abstimmung aendert sich nicht.'; END IF; RETURN NEW; END IF; IF OLD.status <> 'vorbereitet' THEN RAISE EXCEPTION 'Eine geoeffnete Abstimmung aendert sich nicht.'; END IF; RETURN OLD; END $$",
        "CREATE TRIGGER abstimmung_fest BEFORE UPDATE OR DELETE ON abstimmung FOR EACH ROW EXECUTE FUNCTION abstimmung_fest()",
        "CREATE FUNCTION abstimmung_teil_fest() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE stand text; BEGIN IF TG_OP = 'INSERT' THEN SELECT status INTO stand FROM abstimmung WHERE id = NEW.abstimmung_id; ELSE SELECT status INTO stand FROM abstimmung WHERE id = OLD.abstimmung_id; END IF; IF stand IS NOT NULL AND NOT (stand = ANY (TG_ARGV)) THEN RAISE EXCEPTION 'Eine geoeffnete Abstimmung aendert sich nicht.'; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        "CREATE FUNCTION abstimmung_platz_fest() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'Eine geoeffnete Abstimmung aendert sich nicht.'; END $$",
        "CREATE TRIGGER abstimmungsoption_fest_insert BEFORE INSERT ON abstimmungsoption FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest('vorbereitet')",
        "CREATE TRIGGER abstimmungsoption_fest_update BEFORE UPDATE ON abstimmungsoption FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest('vorbereitet')",
        "CREATE TRIGGER abstimmungsoption_fest_delete BEFORE DELETE ON abstimmungsoption FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest('vorbereitet')",
        "CREATE TRIGGER stimmabgabe_fest_insert BEFORE INSERT ON stimmabgabe FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest('vorbereitet')",
        "CREATE TRIGGER stimmabgabe_fest_update BEFORE UPDATE ON stimmabgabe FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest('offen')",
        "CREATE TRIGGER stimmabgabe_fest_delete BEFORE DELETE ON stimmabgabe FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest('')",
        "CREATE TRIGGER stimme_fest_insert BEFORE INSERT ON stimme FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest('offen')",
        "CREATE TRIGGER stimme_fest_update BEFORE UPDATE ON stimme FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest('offen')",
        "CREATE TRIGGER stimme_fest_delete BEFORE DELETE ON stimme FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest('offen')",
        "CREATE TRIGGER urne_fest_insert BEFORE INSERT ON urne FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest('vorbereitet')",
        "CREATE TRIGGER urne_fest_update BEFORE UPDATE ON urne FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest('')",
        "CREATE TRIGGER urne_fest_delete BEFORE DELETE ON urne FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest('')",
        "CREATE TRIGGER versiegelt_fest_insert BEFORE INSERT ON versiegelt FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest('offen')",
        "CREATE TRIGGER versiegelt_fest_update BEFORE UPDATE ON versiegelt FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest('')",
        "CREATE TRIGGER versiegelt_fest_delete BEFORE DELETE ON versiegelt FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest('offen')",
        "CREATE TRIGGER urnenstimme_fest_insert BEFORE INSERT ON urnenstimme FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest('offen')",
        "CREATE TRIGGER urnenstimme_fest_update BEFORE UPDATE ON urnenstimme FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest('')",
        "CREATE TRIGGER urnenstimme_fest_delete BEFORE DELETE ON urnenstimme FOR EACH ROW EXECUTE FUNCTION abstimmung_teil_fest('')",
        "CREATE TRIGGER stimmabgabe_fest_platz BEFORE UPDATE ON stimmabgabe FOR EACH ROW WHEN (NEW.abstimmung_id <> OLD.abstimmung_id OR NEW.sitz_id <> OLD.sitz_id) EXECUTE FUNCTION abstimmung_platz_fest()",
        "CREATE TRIGGER stimme_fest_platz BEFORE UPDATE ON stimme FOR EACH ROW WHEN (NEW.abstimmung_id <> OLD.abstimmung_id OR NEW.stimmabgabe_id <> OLD.stimmabgabe_id) EXECUTE FUNCTION abstimmung_platz_fest()",
    ),
}


def upgrade() -> None:
    op.create_table(
        "anmeldeversuch",
        sa.Column("schluessel", sa.String(length=64), nullable=False),
        sa.Column("fehlversuche", sa.Integer(), nullable=False),
        sa.Column("zuletzt_am", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("schluessel", name=op.f("pk_anmeldeversuch")),
    )
    op.create_table(
        "einstellung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("schluessel", sa.String(length=80), nullable=False),
        sa.Column("wert", sa.String(length=20000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_einstellung")),
        sa.UniqueConstraint("schluessel", name=op.f("uq_einstellung_schluessel")),
    )
    op.create_table(
        "kommune",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("aktiv", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kommune")),
        sa.UniqueConstraint("name", name=op.f("uq_kommune_name")),
    )
    op.create_table(
        "vokabel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("art", sa.String(length=40), nullable=False),
        sa.Column("kurz", sa.String(length=80), nullable=False),
        sa.Column("lang", sa.String(length=200), nullable=False),
        sa.Column("reihenfolge", sa.Integer(), nullable=False),
        sa.Column("aktiv", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vokabel")),
        sa.UniqueConstraint("art", "kurz", name=op.f("uq_vokabel_art_kurz")),
    )
    op.create_table(
        "gremium",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("art", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("frage", sa.String(length=2000), nullable=False),
        sa.Column("kommune_id", sa.Integer(), nullable=True),
        sa.Column("von", sa.Date(), nullable=False),
        sa.Column("bis", sa.Date(), nullable=True),
        sa.Column("hoechstlast", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "art IN ('lenkungsgruppe', 'projektgruppe', 'arbeitsgruppe', 'fallwerkstatt')", name=op.f("ck_gremium_art")
        ),
        sa.CheckConstraint("bis IS NULL OR bis >= von", name=op.f("ck_gremium_zeitraum")),
        sa.CheckConstraint("hoechstlast > 0", name=op.f("ck_gremium_hoechstlast")),
        sa.ForeignKeyConstraint(["kommune_id"], ["kommune.id"], name=op.f("fk_gremium_kommune_id_kommune")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gremium")),
        sa.UniqueConstraint("name", name=op.f("uq_gremium_name")),
    )
    with op.batch_alter_table("gremium", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gremium_kommune_id"), ["kommune_id"], unique=False)

    op.create_table(
        "institution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("kurzname", sa.String(length=40), nullable=False),
        sa.Column("typ_id", sa.Integer(), nullable=False),
        sa.Column("kommune_id", sa.Integer(), nullable=True),
        sa.Column("aktiv", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kommune_id"], ["kommune.id"], name=op.f("fk_institution_kommune_id_kommune")),
        sa.ForeignKeyConstraint(["typ_id"], ["vokabel.id"], name=op.f("fk_institution_typ_id_vokabel")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution")),
        sa.UniqueConstraint("kurzname", name=op.f("uq_institution_kurzname")),
        sa.UniqueConstraint("name", name=op.f("uq_institution_name")),
    )
    with op.batch_alter_table("institution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_institution_kommune_id"), ["kommune_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_institution_typ_id"), ["typ_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("funktion", sa.String(length=120), nullable=False),
        sa.Column("mail", sa.String(length=200), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("passwort", sa.String(length=200), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("status IN ('eingeladen', 'aktiv', 'deaktiviert')", name=op.f("ck_person_status")),
        sa.CheckConstraint(
            "status NOT IN ('aktiv') OR passwort IS NOT NULL", name=op.f("ck_person_status_braucht_passwort")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_person_institution_id_institution")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("mail", name=op.f("uq_person_mail")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_institution_id"), ["institution_id"], unique=False)

    op.create_table(
        "sitz",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gremium_id", sa.Integer(), nullable=False),
        sa.Column("bezeichnung", sa.String(length=160), nullable=False),
        sa.Column("stimmrecht", sa.String(length=40), nullable=False),
        sa.Column("reihenfolge", sa.Integer(), nullable=False),
        sa.Column("von", sa.Date(), nullable=False),
        sa.Column("bis", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("stimmrecht IN ('stimmberechtigt', 'beratend', 'gast')", name=op.f("ck_sitz_stimmrecht")),
        sa.CheckConstraint("bis IS NULL OR bis >= von", name=op.f("ck_sitz_zeitraum")),
        sa.ForeignKeyConstraint(["gremium_id"], ["gremium.id"], name=op.f("fk_sitz_gremium_id_gremium")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitz")),
    )
    with op.batch_alter_table("sitz", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sitz_gremium_id"), ["gremium_id"], unique=False)

    op.create_table(
        "anmeldung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("schluessel", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("begonnen_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zuletzt_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beendet_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("geraet", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_anmeldung_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anmeldung")),
        sa.UniqueConstraint("schluessel", name=op.f("uq_anmeldung_schluessel")),
    )
    with op.batch_alter_table("anmeldung", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_anmeldung_person_id"), ["person_id"], unique=False)

    op.create_table(
        "einzellink",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("zweck", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("gegenstand_id", sa.Integer(), nullable=True),
        sa.Column("erstellt_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gueltig_bis", sa.DateTime(timezone=True), nullable=False),
        sa.Column("benutzt_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("widerrufen_am", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "zweck IN ('konto_einrichten', 'passwort_neu', 'einladung_beantworten', 'rueckmeldung_geben', 'stimme_abgeben', 'rueckkopplung_geben')",
            name=op.f("ck_einzellink_zweck"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_einzellink_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_einzellink")),
        sa.UniqueConstraint("hash", name=op.f("uq_einzellink_hash")),
    )
    with op.batch_alter_table("einzellink", schema=None) as batch_op:
        batch_op.create_index("ix_einzellink_gegenstand", ["zweck", "gegenstand_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_einzellink_person_id"), ["person_id"], unique=False)

    op.create_table(
        "ereignis",
        sa.Column("lfd", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("zeit", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("akt", sa.String(length=60), nullable=False),
        sa.Column("art", sa.String(length=40), nullable=False),
        sa.Column("gegenstand_id", sa.Integer(), nullable=False),
        sa.Column("status_vorher", sa.String(length=40), nullable=True),
        sa.Column("status_nachher", sa.String(length=40), nullable=True),
        sa.Column("angaben", sa.JSON(), nullable=False),
        sa.Column("vorgaenger", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("lfd > 0", name=op.f("ck_ereignis_lfd")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ereignis_person_id_person")),
        sa.PrimaryKeyConstraint("lfd", name=op.f("pk_ereignis")),
        sa.UniqueConstraint("hash", name=op.f("uq_ereignis_hash")),
        sa.UniqueConstraint("vorgaenger", name=op.f("uq_ereignis_vorgaenger")),
    )
    with op.batch_alter_table("ereignis", schema=None) as batch_op:
        batch_op.create_index("ix_ereignis_gegenstand", ["art", "gegenstand_id", "lfd"], unique=False)
        batch_op.create_index(batch_op.f("ix_ereignis_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ereignis_zeit"), ["zeit"], unique=False)

    op.create_table(
        "fallrekonstruktion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.String(length=16), nullable=False),
        sa.Column("gremium_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("titel", sa.String(length=160), nullable=False),
        sa.Column("schilderung", sa.String(length=10000), nullable=False),
        sa.Column("herkunft_id", sa.Integer(), nullable=True),
        sa.Column("altersband_id", sa.Integer(), nullable=True),
        sa.Column("aufenthaltsgruppe_id", sa.Integer(), nullable=True),
        sa.Column("kommune_id", sa.Integer(), nullable=True),
        sa.Column("jahr", sa.Integer(), nullable=False),
        sa.Column("quartal", sa.Integer(), nullable=False),
        sa.Column("autor_id", sa.Integer(), nullable=True),
        sa.Column("anonymitaet", sa.String(length=40), nullable=True),
        sa.Column("geprueft_von_id", sa.Integer(), nullable=True),
        sa.Column("freigegeben_am", sa.Date(), nullable=True),
        sa.Column("rueckgabe", sa.String(length=2000), nullable=False),
        sa.Column("loeschen_am", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "anonymitaet IS NULL OR anonymitaet IN ('anonym', 'einwilligung')",
            name=op.f("ck_fallrekonstruktion_anonymitaet"),
        ),
        sa.CheckConstraint(
            "status IN ('entwurf', 'zur_pruefung', 'freigegeben', 'bereinigt')",
            name=op.f("ck_fallrekonstruktion_status"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('freigegeben') OR geprueft_von_id IS NOT NULL",
            name=op.f("ck_fallrekonstruktion_status_braucht_geprueft_von_id"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('zur_pruefung', 'freigegeben') OR anonymitaet IS NOT NULL",
            name=op.f("ck_fallrekonstruktion_status_braucht_anonymitaet"),
        ),
        sa.CheckConstraint(
            "geprueft_von_id IS NULL OR autor_id IS NULL OR geprueft_von_id <> autor_id",
            name=op.f("ck_fallrekonstruktion_vier_augen"),
        ),
        sa.CheckConstraint("quartal BETWEEN 1 AND 4", name=op.f("ck_fallrekonstruktion_quartal")),
        sa.ForeignKeyConstraint(
            ["altersband_id"], ["vokabel.id"], name=op.f("fk_fallrekonstruktion_altersband_id_vokabel")
        ),
        sa.ForeignKeyConstraint(
            ["aufenthaltsgruppe_id"], ["vokabel.id"], name=op.f("fk_fallrekonstruktion_aufenthaltsgruppe_id_vokabel")
        ),
        sa.ForeignKeyConstraint(["autor_id"], ["person.id"], name=op.f("fk_fallrekonstruktion_autor_id_person")),
        sa.ForeignKeyConstraint(
            ["geprueft_von_id"], ["person.id"], name=op.f("fk_fallrekonstruktion_geprueft_von_id_person")
        ),
        sa.ForeignKeyConstraint(["gremium_id"], ["gremium.id"], name=op.f("fk_fallrekonstruktion_gremium_id_gremium")),
        sa.ForeignKeyConstraint(
            ["herkunft_id"], ["vokabel.id"], name=op.f("fk_fallrekonstruktion_herkunft_id_vokabel")
        ),
        sa.ForeignKeyConstraint(["kommune_id"], ["kommune.id"], name=op.f("fk_fallrekonstruktion_kommune_id_kommune")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fallrekonstruktion")),
        sa.UniqueConstraint("nummer", name=op.f("uq_fallrekonstruktion_nummer")),
    )
    with op.batch_alter_table("fallrekonstruktion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fallrekonstruktion_autor_id"), ["autor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_fallrekonstruktion_freigegeben_am"), ["freigegeben_am"], unique=False)
        batch_op.create_index(batch_op.f("ix_fallrekonstruktion_gremium_id"), ["gremium_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_fallrekonstruktion_kommune_id"), ["kommune_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_fallrekonstruktion_loeschen_am"), ["loeschen_am"], unique=False)

    op.create_table(
        "formularmarke",
        sa.Column("marke", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("inhalt", sa.String(length=64), nullable=False),
        sa.Column("ziel", sa.String(length=300), nullable=False),
        sa.Column("benutzt_am", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_formularmarke_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("marke", name=op.f("pk_formularmarke")),
    )
    with op.batch_alter_table("formularmarke", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_formularmarke_benutzt_am"), ["benutzt_am"], unique=False)

    op.create_table(
        "mitgliedschaft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gremium_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("amt", sa.String(length=40), nullable=False),
        sa.Column("von", sa.Date(), nullable=False),
        sa.Column("bis", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amt IN ('vorsitz', 'leitung', 'mitglied')", name=op.f("ck_mitgliedschaft_amt")),
        sa.CheckConstraint("bis IS NULL OR bis >= von", name=op.f("ck_mitgliedschaft_zeitraum")),
        sa.ForeignKeyConstraint(["gremium_id"], ["gremium.id"], name=op.f("fk_mitgliedschaft_gremium_id_gremium")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mitgliedschaft_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mitgliedschaft")),
    )
    with op.batch_alter_table("mitgliedschaft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mitgliedschaft_gremium_id"), ["gremium_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mitgliedschaft_person_id"), ["person_id"], unique=False)

    op.create_table(
        "nachricht",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("schluessel", sa.String(length=160), nullable=False),
        sa.Column("anlass", sa.String(length=60), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("betreff", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(length=8000), nullable=False),
        sa.Column("erstellt_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("versendet_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("versucht_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("versuche", sa.Integer(), nullable=False),
        sa.Column("fehler", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_nachricht_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nachricht")),
        sa.UniqueConstraint("schluessel", name=op.f("uq_nachricht_schluessel")),
    )
    with op.batch_alter_table("nachricht", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nachricht_erstellt_am"), ["erstellt_am"], unique=False)
        batch_op.create_index(batch_op.f("ix_nachricht_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_nachricht_versendet_am"), ["versendet_am"], unique=False)

    op.create_table(
        "rolle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("art", sa.String(length=40), nullable=False),
        sa.Column("von", sa.Date(), nullable=False),
        sa.Column("bis", sa.Date(), nullable=True),
        sa.CheckConstraint("art IN ('koordination', 'administration', 'lesend', 'buero')", name=op.f("ck_rolle_art")),
        sa.CheckConstraint("bis IS NULL OR bis >= von", name=op.f("ck_rolle_zeitraum")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_rolle_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rolle")),
    )
    with op.batch_alter_table("rolle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rolle_person_id"), ["person_id"], unique=False)

    op.create_table(
        "sitz_institution",
        sa.Column("sitz_id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_sitz_institution_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(
            ["sitz_id"], ["sitz.id"], name=op.f("fk_sitz_institution_sitz_id_sitz"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sitz_id", "institution_id", name=op.f("pk_sitz_institution")),
    )
    with op.batch_alter_table("sitz_institution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sitz_institution_institution_id"), ["institution_id"], unique=False)

    op.create_table(
        "sitzung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.String(length=16), nullable=False),
        sa.Column("gremium_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("beginn", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ort", sa.String(length=200), nullable=False),
        sa.Column("vorsitz_id", sa.Integer(), nullable=True),
        sa.Column("protokoll_id", sa.Integer(), nullable=True),
        sa.Column("eingeladen_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("eroeffnet_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("geschlossen_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("absage", sa.String(length=2000), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('geplant', 'eingeladen', 'laufend', 'nachbereitung', 'protokoll_in_abstimmung', 'genehmigt', 'abgesagt')",
            name=op.f("ck_sitzung_status"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('abgesagt') OR absage IS NOT NULL", name=op.f("ck_sitzung_status_braucht_absage")
        ),
        sa.CheckConstraint(
            "status NOT IN ('laufend', 'nachbereitung') OR eroeffnet_am IS NOT NULL",
            name=op.f("ck_sitzung_status_braucht_eroeffnet_am"),
        ),
        sa.ForeignKeyConstraint(["gremium_id"], ["gremium.id"], name=op.f("fk_sitzung_gremium_id_gremium")),
        sa.ForeignKeyConstraint(["protokoll_id"], ["person.id"], name=op.f("fk_sitzung_protokoll_id_person")),
        sa.ForeignKeyConstraint(["vorsitz_id"], ["person.id"], name=op.f("fk_sitzung_vorsitz_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitzung")),
        sa.UniqueConstraint("nummer", name=op.f("uq_sitzung_nummer")),
    )
    with op.batch_alter_table("sitzung", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sitzung_beginn"), ["beginn"], unique=False)
        batch_op.create_index(batch_op.f("ix_sitzung_gremium_id"), ["gremium_id"], unique=False)

    op.create_table(
        "zeichnungsberechtigung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("von", sa.Date(), nullable=False),
        sa.Column("bis", sa.Date(), nullable=True),
        sa.CheckConstraint("bis IS NULL OR bis >= von", name=op.f("ck_zeichnungsberechtigung_zeitraum")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_zeichnungsberechtigung_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_zeichnungsberechtigung_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zeichnungsberechtigung")),
    )
    with op.batch_alter_table("zeichnungsberechtigung", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_zeichnungsberechtigung_institution_id"), ["institution_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_zeichnungsberechtigung_person_id"), ["person_id"], unique=False)

    op.create_table(
        "besetzung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitz_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("von", sa.Date(), nullable=False),
        sa.Column("bis", sa.Date(), nullable=True),
        sa.Column("sitzung_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("bis IS NULL OR bis >= von", name=op.f("ck_besetzung_zeitraum")),
        sa.CheckConstraint("rang >= 0", name=op.f("ck_besetzung_rang")),
        sa.CheckConstraint(
            "sitzung_id IS NULL OR (rang > 0 AND bis IS NOT NULL)", name=op.f("ck_besetzung_nur_diese_sitzung")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_besetzung_person_id_person")),
        sa.ForeignKeyConstraint(["sitz_id"], ["sitz.id"], name=op.f("fk_besetzung_sitz_id_sitz")),
        sa.ForeignKeyConstraint(["sitzung_id"], ["sitzung.id"], name=op.f("fk_besetzung_sitzung_id_sitzung")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_besetzung")),
    )
    with op.batch_alter_table("besetzung", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_besetzung_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_besetzung_sitz_rang", ["sitz_id", "rang"], unique=False)
        batch_op.create_index(batch_op.f("ix_besetzung_sitzung_id"), ["sitzung_id"], unique=False)

    op.create_table(
        "bruchstelle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fall_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("von_rechtskreis_id", sa.Integer(), nullable=False),
        sa.Column("zu_rechtskreis_id", sa.Integer(), nullable=False),
        sa.Column("von_institutionstyp_id", sa.Integer(), nullable=False),
        sa.Column("zu_institutionstyp_id", sa.Integer(), nullable=False),
        sa.Column("ursache_id", sa.Integer(), nullable=False),
        sa.Column("handlungsfeld_id", sa.Integer(), nullable=False),
        sa.Column("kommune_id", sa.Integer(), nullable=True),
        sa.Column("satz", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["fall_id"],
            ["fallrekonstruktion.id"],
            name=op.f("fk_bruchstelle_fall_id_fallrekonstruktion"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["handlungsfeld_id"], ["vokabel.id"], name=op.f("fk_bruchstelle_handlungsfeld_id_vokabel")
        ),
        sa.ForeignKeyConstraint(["kommune_id"], ["kommune.id"], name=op.f("fk_bruchstelle_kommune_id_kommune")),
        sa.ForeignKeyConstraint(["ursache_id"], ["vokabel.id"], name=op.f("fk_bruchstelle_ursache_id_vokabel")),
        sa.ForeignKeyConstraint(
            ["von_institutionstyp_id"], ["vokabel.id"], name=op.f("fk_bruchstelle_von_institutionstyp_id_vokabel")
        ),
        sa.ForeignKeyConstraint(
            ["von_rechtskreis_id"], ["vokabel.id"], name=op.f("fk_bruchstelle_von_rechtskreis_id_vokabel")
        ),
        sa.ForeignKeyConstraint(
            ["zu_institutionstyp_id"], ["vokabel.id"], name=op.f("fk_bruchstelle_zu_institutionstyp_id_vokabel")
        ),
        sa.ForeignKeyConstraint(
            ["zu_rechtskreis_id"], ["vokabel.id"], name=op.f("fk_bruchstelle_zu_rechtskreis_id_vokabel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bruchstelle")),
    )
    with op.batch_alter_table("bruchstelle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bruchstelle_fall_id"), ["fall_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bruchstelle_von_rechtskreis_id"), ["von_rechtskreis_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bruchstelle_zu_rechtskreis_id"), ["zu_rechtskreis_id"], unique=False)

    op.create_table(
        "ereignistext",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ereignis_lfd", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("salz", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(length=20000), nullable=False),
        sa.ForeignKeyConstraint(["ereignis_lfd"], ["ereignis.lfd"], name=op.f("fk_ereignistext_ereignis_lfd_ereignis")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ereignistext")),
    )
    with op.batch_alter_table("ereignistext", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ereignistext_ereignis_lfd"), ["ereignis_lfd"], unique=False)

    op.create_table(
        "fallleserecht",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fall_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fall_id"],
            ["fallrekonstruktion.id"],
            name=op.f("fk_fallleserecht_fall_id_fallrekonstruktion"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_fallleserecht_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fallleserecht")),
        sa.UniqueConstraint("fall_id", "person_id", name=op.f("uq_fallleserecht_fall_id_person_id")),
    )
    with op.batch_alter_table("fallleserecht", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fallleserecht_fall_id"), ["fall_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_fallleserecht_person_id"), ["person_id"], unique=False)

    op.create_table(
        "sitzungsantwort",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitzung_id", sa.Integer(), nullable=False),
        sa.Column("sitz_id", sa.Integer(), nullable=False),
        sa.Column("antwort", sa.String(length=40), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("beantwortet_am", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "antwort IS NULL OR antwort IN ('kommt', 'vertretung', 'entschuldigt')",
            name=op.f("ck_sitzungsantwort_antwort"),
        ),
        sa.CheckConstraint("(antwort IS NULL) = (beantwortet_am IS NULL)", name=op.f("ck_sitzungsantwort_beantwortet")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sitzungsantwort_person_id_person")),
        sa.ForeignKeyConstraint(["sitz_id"], ["sitz.id"], name=op.f("fk_sitzungsantwort_sitz_id_sitz")),
        sa.ForeignKeyConstraint(["sitzung_id"], ["sitzung.id"], name=op.f("fk_sitzungsantwort_sitzung_id_sitzung")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitzungsantwort")),
        sa.UniqueConstraint("sitzung_id", "sitz_id", name=op.f("uq_sitzungsantwort_sitzung_id_sitz_id")),
    )
    with op.batch_alter_table("sitzungsantwort", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sitzungsantwort_sitzung_id"), ["sitzung_id"], unique=False)

    op.create_table(
        "station",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fall_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("institutionstyp_id", sa.Integer(), nullable=True),
        sa.Column("rechtskreis_id", sa.Integer(), nullable=True),
        sa.Column("phase_id", sa.Integer(), nullable=True),
        sa.Column("wochen", sa.Integer(), nullable=True),
        sa.Column("geschehen", sa.String(length=1000), nullable=False),
        sa.Column("gelungen", sa.Boolean(), nullable=False),
        sa.CheckConstraint("wochen IS NULL OR wochen BETWEEN 0 AND 1040", name=op.f("ck_station_wochen")),
        sa.ForeignKeyConstraint(
            ["fall_id"],
            ["fallrekonstruktion.id"],
            name=op.f("fk_station_fall_id_fallrekonstruktion"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["institutionstyp_id"], ["vokabel.id"], name=op.f("fk_station_institutionstyp_id_vokabel")
        ),
        sa.ForeignKeyConstraint(["phase_id"], ["vokabel.id"], name=op.f("fk_station_phase_id_vokabel")),
        sa.ForeignKeyConstraint(["rechtskreis_id"], ["vokabel.id"], name=op.f("fk_station_rechtskreis_id_vokabel")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station")),
    )
    with op.batch_alter_table("station", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_station_fall_id"), ["fall_id"], unique=False)

    op.create_table(
        "top",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitzung_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("titel", sa.String(length=200), nullable=False),
        sa.Column("art", sa.String(length=40), nullable=False),
        sa.Column("minuten", sa.Integer(), nullable=True),
        sa.Column("berichterstattung", sa.String(length=160), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "art IN ('information', 'beratung', 'priorisierung', 'beschluss', 'kenntnisnahme')", name=op.f("ck_top_art")
        ),
        sa.CheckConstraint("minuten IS NULL OR minuten BETWEEN 1 AND 600", name=op.f("ck_top_minuten")),
        sa.ForeignKeyConstraint(["sitzung_id"], ["sitzung.id"], name=op.f("fk_top_sitzung_id_sitzung")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_top")),
    )
    with op.batch_alter_table("top", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_top_sitzung_id"), ["sitzung_id"], unique=False)

    op.create_table(
        "abstimmung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.String(length=16), nullable=False),
        sa.Column("gremium_id", sa.Integer(), nullable=False),
        sa.Column("top_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("verfahren", sa.String(length=40), nullable=False),
        sa.Column("methode", sa.String(length=40), nullable=False),
        sa.Column("geheimhaltung", sa.String(length=40), nullable=False),
        sa.Column("frage", sa.String(length=300), nullable=False),
        sa.Column("punkte", sa.Integer(), nullable=True),
        sa.Column("hoechstens", sa.Integer(), nullable=True),
        sa.Column("plaetze", sa.Integer(), nullable=True),
        sa.Column("mehrheit", sa.String(length=40), nullable=True),
        sa.Column("enthaltungen_zaehlen", sa.Boolean(), nullable=False),
        sa.Column("handelnde_noetig", sa.Boolean(), nullable=False),
        sa.Column("quorum", sa.String(length=40), nullable=False),
        sa.Column("mindestens", sa.Integer(), nullable=True),
        sa.Column("gleichstand", sa.String(length=40), nullable=False),
        sa.Column("wahlberechtigte", sa.String(length=40), nullable=False),
        sa.Column("auftrag_vorsitz_am", sa.Date(), nullable=True),
        sa.Column("eroeffnet_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("endet_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("geschlossen_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("annullierung", sa.String(length=2000), nullable=True),
        sa.Column("wiederholt_id", sa.Integer(), nullable=True),
        sa.Column("ergebnis", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("gleichstand_entscheidung", sa.String(length=2000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(methode = 'mehrheit') = (mehrheit IS NOT NULL)", name=op.f("ck_abstimmung_mehrheitsregel")
        ),
        sa.CheckConstraint("(verfahren = 'umlauf') = (top_id IS NULL)", name=op.f("ck_abstimmung_umlauf_ohne_top")),
        sa.CheckConstraint(
            "geheimhaltung <> 'geheim' OR methode <> 'konsens'", name=op.f("ck_abstimmung_geheim_nicht_konsens")
        ),
        sa.CheckConstraint(
            "geheimhaltung IN ('offen', 'vertraulich', 'geheim')", name=op.f("ck_abstimmung_geheimhaltung")
        ),
        sa.CheckConstraint(
            "gleichstand IN ('geteilt', 'vorsitz', 'stichrunde')", name=op.f("ck_abstimmung_gleichstand")
        ),
        sa.CheckConstraint(
            "mehrheit IS NULL OR mehrheit IN ('einfach', 'absolut', 'zwei_drittel')",
            name=op.f("ck_abstimmung_mehrheit"),
        ),
        sa.CheckConstraint(
            "methode <> 'punkte' OR (punkte IS NOT NULL AND hoechstens IS NOT NULL AND hoechstens BETWEEN 1 AND punkte)",
            name=op.f("ck_abstimmung_punkte"),
        ),
        sa.CheckConstraint(
            "methode <> 'rang' OR (plaetze IS NOT NULL AND plaetze > 0)", name=op.f("ck_abstimmung_plaetze")
        ),
        sa.CheckConstraint(
            "methode IN ('punkte', 'rang', 'widerstand', 'konsens', 'mehrheit')", name=op.f("ck_abstimmung_methode")
        ),
        sa.CheckConstraint("quorum IN ('ohne', 'haelfte', 'zwei_drittel')", name=op.f("ck_abstimmung_quorum")),
        sa.CheckConstraint(
            "status IN ('vorbereitet', 'offen', 'geschlossen', 'festgestellt', 'annulliert')",
            name=op.f("ck_abstimmung_status"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('annulliert') OR annullierung IS NOT NULL",
            name=op.f("ck_abstimmung_status_braucht_annullierung"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('geschlossen', 'festgestellt') OR ergebnis IS NOT NULL",
            name=op.f("ck_abstimmung_status_braucht_ergebnis"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('offen', 'geschlossen') OR eroeffnet_am IS NOT NULL",
            name=op.f("ck_abstimmung_status_braucht_eroeffnet_am"),
        ),
        sa.CheckConstraint(
            "verfahren <> 'umlauf' OR eroeffnet_am IS NULL OR endet_am IS NOT NULL",
            name=op.f("ck_abstimmung_umlauf_frist"),
        ),
        sa.CheckConstraint("verfahren <> 'umlauf' OR wahlberechtigte = 'alle'", name=op.f("ck_abstimmung_umlauf_alle")),
        sa.CheckConstraint("verfahren IN ('sitzung', 'umlauf')", name=op.f("ck_abstimmung_verfahren")),
        sa.CheckConstraint("wahlberechtigte IN ('alle', 'anwesende')", name=op.f("ck_abstimmung_wahlberechtigte")),
        sa.ForeignKeyConstraint(["gremium_id"], ["gremium.id"], name=op.f("fk_abstimmung_gremium_id_gremium")),
        sa.ForeignKeyConstraint(["top_id"], ["top.id"], name=op.f("fk_abstimmung_top_id_top")),
        sa.ForeignKeyConstraint(
            ["wiederholt_id"], ["abstimmung.id"], name=op.f("fk_abstimmung_wiederholt_id_abstimmung")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_abstimmung")),
        sa.UniqueConstraint("nummer", name=op.f("uq_abstimmung_nummer")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("abstimmung", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_abstimmung_gremium_id"), ["gremium_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_abstimmung_top_id"), ["top_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_abstimmung_wiederholt_id"), ["wiederholt_id"], unique=False)

    op.create_table(
        "votum",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("top_id", sa.Integer(), nullable=False),
        sa.Column("sitz_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("abgegeben_am", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_votum_text")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_votum_person_id_person")),
        sa.ForeignKeyConstraint(["sitz_id"], ["sitz.id"], name=op.f("fk_votum_sitz_id_sitz")),
        sa.ForeignKeyConstraint(["top_id"], ["top.id"], name=op.f("fk_votum_top_id_top"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votum")),
        sa.UniqueConstraint("top_id", "sitz_id", name=op.f("uq_votum_top_id_sitz_id")),
    )
    with op.batch_alter_table("votum", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_votum_sitz_id"), ["sitz_id"], unique=False)

    op.create_table(
        "beschluss",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.String(length=16), nullable=False),
        sa.Column("gremium_id", sa.Integer(), nullable=False),
        sa.Column("top_id", sa.Integer(), nullable=True),
        sa.Column("abstimmung_id", sa.Integer(), nullable=True),
        sa.Column("wortlaut", sa.String(length=4000), nullable=False),
        sa.Column("modus", sa.String(length=40), nullable=False),
        sa.Column("bedenken", sa.String(length=4000), nullable=False),
        sa.Column("vorbehalt", sa.String(length=200), nullable=False),
        sa.Column("vorbehalt_bis", sa.Date(), nullable=True),
        sa.Column("gefasst_am", sa.Date(), nullable=False),
        sa.Column("nacherfasst", sa.Boolean(), nullable=False),
        sa.Column("quelle", sa.String(length=300), nullable=False),
        sa.Column("abweichung", sa.String(length=2000), nullable=False),
        sa.Column("ersetzt_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("NOT nacherfasst OR quelle <> ''", name=op.f("ck_beschluss_nacherfasst_braucht_quelle")),
        sa.CheckConstraint("abweichung = '' OR abstimmung_id IS NOT NULL", name=op.f("ck_beschluss_abweichung")),
        sa.CheckConstraint(
            "modus <> 'umlauf' OR nacherfasst OR top_id IS NULL", name=op.f("ck_beschluss_umlauf_ohne_top")
        ),
        sa.CheckConstraint(
            "modus IN ('einvernehmlich', 'abstimmung', 'umlauf', 'kenntnisnahme')", name=op.f("ck_beschluss_modus")
        ),
        sa.CheckConstraint(
            "modus NOT IN ('abstimmung', 'umlauf') OR nacherfasst OR abstimmung_id IS NOT NULL",
            name=op.f("ck_beschluss_abstimmung"),
        ),
        sa.CheckConstraint("vorbehalt = '' OR vorbehalt_bis IS NOT NULL", name=op.f("ck_beschluss_vorbehalt")),
        sa.CheckConstraint(
            "nacherfasst OR top_id IS NOT NULL OR abstimmung_id IS NOT NULL", name=op.f("ck_beschluss_herkunft")
        ),
        sa.ForeignKeyConstraint(
            ["abstimmung_id"], ["abstimmung.id"], name=op.f("fk_beschluss_abstimmung_id_abstimmung")
        ),
        sa.ForeignKeyConstraint(["ersetzt_id"], ["beschluss.id"], name=op.f("fk_beschluss_ersetzt_id_beschluss")),
        sa.ForeignKeyConstraint(["gremium_id"], ["gremium.id"], name=op.f("fk_beschluss_gremium_id_gremium")),
        sa.ForeignKeyConstraint(["top_id"], ["top.id"], name=op.f("fk_beschluss_top_id_top")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_beschluss")),
        sa.UniqueConstraint("nummer", name=op.f("uq_beschluss_nummer")),
    )
    with op.batch_alter_table("beschluss", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_beschluss_abstimmung_id"), ["abstimmung_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_beschluss_gefasst_am"), ["gefasst_am"], unique=False)
        batch_op.create_index(batch_op.f("ix_beschluss_gremium_id"), ["gremium_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_beschluss_top_id"), ["top_id"], unique=False)

    op.create_table(
        "einwand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("abstimmung_id", sa.Integer(), nullable=False),
        sa.Column("sitz_id", sa.Integer(), nullable=False),
        sa.Column("grund", sa.String(length=2000), nullable=False),
        sa.Column("stand", sa.String(length=40), nullable=False),
        sa.Column("antwort", sa.String(length=2000), nullable=False),
        sa.Column("behandelt_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "stand <> 'beantwortet' OR antwort <> ''", name=op.f("ck_einwand_beantwortet_braucht_antwort")
        ),
        sa.CheckConstraint("stand IN ('besteht', 'beantwortet', 'zurueckgezogen')", name=op.f("ck_einwand_stand")),
        sa.ForeignKeyConstraint(["abstimmung_id"], ["abstimmung.id"], name=op.f("fk_einwand_abstimmung_id_abstimmung")),
        sa.ForeignKeyConstraint(["sitz_id"], ["sitz.id"], name=op.f("fk_einwand_sitz_id_sitz")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_einwand")),
        sa.UniqueConstraint("abstimmung_id", "sitz_id", name=op.f("uq_einwand_abstimmung_id_sitz_id")),
    )
    with op.batch_alter_table("einwand", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_einwand_sitz_id"), ["sitz_id"], unique=False)

    op.create_table(
        "rueckkopplung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("abstimmung_id", sa.Integer(), nullable=False),
        sa.Column("sitz_id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("erbeten_von_id", sa.Integer(), nullable=False),
        sa.Column("erbeten_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("beantwortet_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(text IS NULL) = (beantwortet_am IS NULL)", name=op.f("ck_rueckkopplung_beantwortet")),
        sa.ForeignKeyConstraint(
            ["abstimmung_id"],
            ["abstimmung.id"],
            name=op.f("fk_rueckkopplung_abstimmung_id_abstimmung"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["erbeten_von_id"], ["person.id"], name=op.f("fk_rueckkopplung_erbeten_von_id_person")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_rueckkopplung_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rueckkopplung_person_id_person")),
        sa.ForeignKeyConstraint(["sitz_id"], ["sitz.id"], name=op.f("fk_rueckkopplung_sitz_id_sitz")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rueckkopplung")),
        sa.UniqueConstraint(
            "abstimmung_id",
            "sitz_id",
            "institution_id",
            name=op.f("uq_rueckkopplung_abstimmung_id_sitz_id_institution_id"),
        ),
    )
    with op.batch_alter_table("rueckkopplung", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rueckkopplung_institution_id"), ["institution_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rueckkopplung_sitz_id"), ["sitz_id"], unique=False)

    op.create_table(
        "stimmabgabe",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("abstimmung_id", sa.Integer(), nullable=False),
        sa.Column("sitz_id", sa.Integer(), nullable=False),
        sa.Column("abgegeben", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("abgegeben_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kanal", sa.String(length=40), nullable=True),
        sa.Column("erfasst_von_id", sa.Integer(), nullable=True),
        sa.Column("bestaetigt_von_id", sa.Integer(), nullable=True),
        sa.Column("befangen", sa.Boolean(), nullable=False),
        sa.Column("befangenheit", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "kanal IS NULL OR kanal IN ('geraet', 'link', 'telefon', 'papier', 'handzeichen')",
            name=op.f("ck_stimmabgabe_kanal"),
        ),
        sa.CheckConstraint(
            "kanal NOT IN ('telefon', 'papier') OR erfasst_von_id IS NOT NULL", name=op.f("ck_stimmabgabe_erfasst")
        ),
        sa.CheckConstraint("(abgegeben_am IS NULL) = (kanal IS NULL)", name=op.f("ck_stimmabgabe_kanal_mit_zeit")),
        sa.CheckConstraint("NOT befangen OR NOT abgegeben", name=op.f("ck_stimmabgabe_befangen_stimmt_nicht")),
        sa.CheckConstraint("abgegeben OR abgegeben_am IS NULL", name=op.f("ck_stimmabgabe_abgegeben")),
        sa.CheckConstraint(
            "abgegeben_am IS NULL OR person_id IS NOT NULL OR erfasst_von_id IS NOT NULL",
            name=op.f("ck_stimmabgabe_von_jemandem"),
        ),
        sa.CheckConstraint("bestaetigt_von_id <> erfasst_von_id", name=op.f("ck_stimmabgabe_zweite_person")),
        sa.ForeignKeyConstraint(
            ["abstimmung_id"], ["abstimmung.id"], name=op.f("fk_stimmabgabe_abstimmung_id_abstimmung")
        ),
        sa.ForeignKeyConstraint(
            ["bestaetigt_von_id"], ["person.id"], name=op.f("fk_stimmabgabe_bestaetigt_von_id_person")
        ),
        sa.ForeignKeyConstraint(["erfasst_von_id"], ["person.id"], name=op.f("fk_stimmabgabe_erfasst_von_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_stimmabgabe_person_id_person")),
        sa.ForeignKeyConstraint(["sitz_id"], ["sitz.id"], name=op.f("fk_stimmabgabe_sitz_id_sitz")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stimmabgabe")),
        sa.UniqueConstraint("abstimmung_id", "sitz_id", name=op.f("uq_stimmabgabe_abstimmung_id_sitz_id")),
        sa.UniqueConstraint("id", "abstimmung_id", name=op.f("uq_stimmabgabe_id_abstimmung_id")),
    )
    with op.batch_alter_table("stimmabgabe", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stimmabgabe_sitz_id"), ["sitz_id"], unique=False)

    op.create_table(
        "urne",
        sa.Column("abstimmung_id", sa.Integer(), nullable=False),
        sa.Column("schluessel", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["abstimmung_id"], ["abstimmung.id"], name=op.f("fk_urne_abstimmung_id_abstimmung")),
        sa.PrimaryKeyConstraint("abstimmung_id", name=op.f("pk_urne")),
    )
    op.create_table(
        "urnenstimme",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("abstimmung_id", sa.Integer(), nullable=False),
        sa.Column("inhalt", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["abstimmung_id"], ["abstimmung.id"], name=op.f("fk_urnenstimme_abstimmung_id_abstimmung")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urnenstimme")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("urnenstimme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_urnenstimme_abstimmung_id"), ["abstimmung_id"], unique=False)

    op.create_table(
        "versiegelt",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("abstimmung_id", sa.Integer(), nullable=False),
        sa.Column("inhalt", sa.String(length=20000), nullable=False),
        sa.ForeignKeyConstraint(
            ["abstimmung_id"], ["abstimmung.id"], name=op.f("fk_versiegelt_abstimmung_id_abstimmung")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versiegelt")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("versiegelt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_versiegelt_abstimmung_id"), ["abstimmung_id"], unique=False)

    op.create_table(
        "berichtigung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("beschluss_id", sa.Integer(), nullable=False),
        sa.Column("wortlaut_vorher", sa.String(length=4000), nullable=False),
        sa.Column("begruendung", sa.String(length=2000), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("berichtigt_am", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["beschluss_id"], ["beschluss.id"], name=op.f("fk_berichtigung_beschluss_id_beschluss")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_berichtigung_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_berichtigung")),
    )
    with op.batch_alter_table("berichtigung", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_berichtigung_beschluss_id"), ["beschluss_id"], unique=False)

    op.create_table(
        "stimmentwurf",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stimmabgabe_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("inhalt", sa.JSON(), nullable=False),
        sa.Column("gespeichert_am", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_stimmentwurf_person_id_person")),
        sa.ForeignKeyConstraint(
            ["stimmabgabe_id"],
            ["stimmabgabe.id"],
            name=op.f("fk_stimmentwurf_stimmabgabe_id_stimmabgabe"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stimmentwurf")),
        sa.UniqueConstraint("stimmabgabe_id", "person_id", name=op.f("uq_stimmentwurf_stimmabgabe_id_person_id")),
    )
    with op.batch_alter_table("stimmentwurf", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stimmentwurf_person_id"), ["person_id"], unique=False)

    op.create_table(
        "thema",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("status_vorher", sa.String(length=40), nullable=True),
        sa.Column("titel", sa.String(length=160), nullable=False),
        sa.Column("problem", sa.String(length=1000), nullable=False),
        sa.Column("wirkung_menschen", sa.String(length=2000), nullable=False),
        sa.Column("wirkung_stellen", sa.String(length=2000), nullable=False),
        sa.Column("warum_jetzt", sa.String(length=2000), nullable=False),
        sa.Column("gefragt", sa.String(length=2000), nullable=False),
        sa.Column("moeglichkeiten", sa.String(length=2000), nullable=False),
        sa.Column("doppelstruktur", sa.String(length=2000), nullable=False),
        sa.Column("handlungsfeld_id", sa.Integer(), nullable=True),
        sa.Column("aufgenommen_am", sa.Date(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=True),
        sa.Column("projektgruppe_id", sa.Integer(), nullable=True),
        sa.Column("mandat", sa.String(length=2000), nullable=False),
        sa.Column("frist", sa.Date(), nullable=True),
        sa.Column("wiedervorlage", sa.Date(), nullable=True),
        sa.Column("begruendung", sa.String(length=2000), nullable=False),
        sa.Column("wirkung", sa.String(length=2000), nullable=False),
        sa.Column("beschluss_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('gesammelt', 'zusammengefuehrt', 'vorgelegt', 'priorisiert', 'nicht_weiterverfolgt', 'erledigt', 'beauftragt', 'vorschlag', 'vereinbart', 'ruht', 'umgesetzt', 'beendet', 'abgeschlossen')",
            name=op.f("ck_thema_status"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('beauftragt', 'vorschlag') OR projektgruppe_id IS NOT NULL",
            name=op.f("ck_thema_status_braucht_projektgruppe_id"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('priorisiert', 'nicht_weiterverfolgt', 'beauftragt', 'vorschlag', 'vereinbart', 'umgesetzt', 'beendet', 'abgeschlossen') OR beschluss_id IS NOT NULL",
            name=op.f("ck_thema_status_braucht_beschluss_id"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('ruht') OR status_vorher IS NOT NULL", name=op.f("ck_thema_status_braucht_status_vorher")
        ),
        sa.CheckConstraint(
            "status NOT IN ('ruht') OR wiedervorlage IS NOT NULL", name=op.f("ck_thema_status_braucht_wiedervorlage")
        ),
        sa.CheckConstraint(
            "status_vorher IS NULL OR status_vorher IN ('gesammelt', 'zusammengefuehrt', 'vorgelegt', 'priorisiert', 'nicht_weiterverfolgt', 'erledigt', 'beauftragt', 'vorschlag', 'vereinbart', 'ruht', 'umgesetzt', 'beendet', 'abgeschlossen')",
            name=op.f("ck_thema_status_vorher"),
        ),
        sa.CheckConstraint("rang IS NULL OR rang > 0", name=op.f("ck_thema_rang")),
        sa.ForeignKeyConstraint(["beschluss_id"], ["beschluss.id"], name=op.f("fk_thema_beschluss_id_beschluss")),
        sa.ForeignKeyConstraint(["handlungsfeld_id"], ["vokabel.id"], name=op.f("fk_thema_handlungsfeld_id_vokabel")),
        sa.ForeignKeyConstraint(["projektgruppe_id"], ["gremium.id"], name=op.f("fk_thema_projektgruppe_id_gremium")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thema")),
        sa.UniqueConstraint("nummer", name=op.f("uq_thema_nummer")),
    )
    with op.batch_alter_table("thema", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_thema_aufgenommen_am"), ["aufgenommen_am"], unique=False)
        batch_op.create_index(batch_op.f("ix_thema_beschluss_id"), ["beschluss_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_thema_handlungsfeld_id"), ["handlungsfeld_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_thema_projektgruppe_id"), ["projektgruppe_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_thema_status"), ["status"], unique=False)
        batch_op.create_index(batch_op.f("ix_thema_wiedervorlage"), ["wiedervorlage"], unique=False)

    op.create_table(
        "grundlage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thema_id", sa.Integer(), nullable=False),
        sa.Column("bruchstelle_id", sa.Integer(), nullable=True),
        sa.Column("quellenart", sa.String(length=40), nullable=True),
        sa.Column("quelle", sa.String(length=500), nullable=False),
        sa.Column("datum", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "quellenart IS NULL OR (quelle <> '' AND datum IS NOT NULL)", name=op.f("ck_grundlage_quelle")
        ),
        sa.CheckConstraint(
            "quellenart IS NULL OR quellenart IN ('fachgespraech', 'statistik', 'rechtsaenderung', 'politischer_auftrag', 'altbestand')",
            name=op.f("ck_grundlage_quellenart"),
        ),
        sa.CheckConstraint(
            "(bruchstelle_id IS NULL) <> (quellenart IS NULL)", name=op.f("ck_grundlage_bruchstelle_oder_quelle")
        ),
        sa.ForeignKeyConstraint(
            ["bruchstelle_id"], ["bruchstelle.id"], name=op.f("fk_grundlage_bruchstelle_id_bruchstelle")
        ),
        sa.ForeignKeyConstraint(
            ["thema_id"], ["thema.id"], name=op.f("fk_grundlage_thema_id_thema"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grundlage")),
        sa.UniqueConstraint("thema_id", "bruchstelle_id", name=op.f("uq_grundlage_thema_id_bruchstelle_id")),
    )
    with op.batch_alter_table("grundlage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grundlage_bruchstelle_id"), ["bruchstelle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_grundlage_thema_id"), ["thema_id"], unique=False)

    op.create_table(
        "stellungnahme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thema_id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("erbeten_am", sa.Date(), nullable=True),
        sa.Column("frist", sa.Date(), nullable=True),
        sa.Column("text", sa.String(length=4000), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("abgegeben_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(text IS NULL) = (abgegeben_am IS NULL)", name=op.f("ck_stellungnahme_abgegeben")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_stellungnahme_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_stellungnahme_person_id_person")),
        sa.ForeignKeyConstraint(
            ["thema_id"], ["thema.id"], name=op.f("fk_stellungnahme_thema_id_thema"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stellungnahme")),
        sa.UniqueConstraint("thema_id", "institution_id", name=op.f("uq_stellungnahme_thema_id_institution_id")),
    )
    with op.batch_alter_table("stellungnahme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stellungnahme_institution_id"), ["institution_id"], unique=False)

    op.create_table(
        "thema_kommune",
        sa.Column("thema_id", sa.Integer(), nullable=False),
        sa.Column("kommune_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kommune_id"], ["kommune.id"], name=op.f("fk_thema_kommune_kommune_id_kommune")),
        sa.ForeignKeyConstraint(
            ["thema_id"], ["thema.id"], name=op.f("fk_thema_kommune_thema_id_thema"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("thema_id", "kommune_id", name=op.f("pk_thema_kommune")),
    )
    with op.batch_alter_table("thema_kommune", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_thema_kommune_kommune_id"), ["kommune_id"], unique=False)

    op.create_table(
        "thema_rechtskreis",
        sa.Column("thema_id", sa.Integer(), nullable=False),
        sa.Column("rechtskreis_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rechtskreis_id"], ["vokabel.id"], name=op.f("fk_thema_rechtskreis_rechtskreis_id_vokabel")
        ),
        sa.ForeignKeyConstraint(
            ["thema_id"], ["thema.id"], name=op.f("fk_thema_rechtskreis_thema_id_thema"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("thema_id", "rechtskreis_id", name=op.f("pk_thema_rechtskreis")),
    )
    with op.batch_alter_table("thema_rechtskreis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_thema_rechtskreis_rechtskreis_id"), ["rechtskreis_id"], unique=False)

    op.create_table(
        "zielvereinbarung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.String(length=16), nullable=False),
        sa.Column("thema_id", sa.Integer(), nullable=False),
        sa.Column("projektgruppe_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("fassung", sa.Integer(), nullable=False),
        sa.Column("titel", sa.String(length=160), nullable=False),
        sa.Column("zielzustand", sa.String(length=4000), nullable=False),
        sa.Column("indikator", sa.String(length=300), nullable=False),
        sa.Column("ausgangswert", sa.String(length=80), nullable=False),
        sa.Column("zielwert", sa.String(length=80), nullable=False),
        sa.Column("messung", sa.String(length=300), nullable=False),
        sa.Column("frist", sa.Date(), nullable=True),
        sa.Column("ueberarbeiten_bis", sa.Date(), nullable=True),
        sa.Column("ueberarbeitung", sa.String(length=2000), nullable=False),
        sa.Column("beschluss_id", sa.Integer(), nullable=True),
        sa.Column("in_kraft_am", sa.Date(), nullable=True),
        sa.Column("erfuellung", sa.String(length=40), nullable=True),
        sa.Column("gruende", sa.String(length=2000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "erfuellung IS NULL OR erfuellung IN ('erfuellt', 'teilweise', 'nicht')",
            name=op.f("ck_zielvereinbarung_erfuellung"),
        ),
        sa.CheckConstraint(
            "status IN ('entwurf', 'eingereicht', 'ueberarbeitung', 'abgelehnt', 'zur_zeichnung', 'in_kraft', 'abgeschlossen')",
            name=op.f("ck_zielvereinbarung_status"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('abgeschlossen') OR erfuellung IS NOT NULL",
            name=op.f("ck_zielvereinbarung_status_braucht_erfuellung"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('in_kraft', 'abgeschlossen') OR in_kraft_am IS NOT NULL",
            name=op.f("ck_zielvereinbarung_status_braucht_in_kraft_am"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('zur_zeichnung', 'in_kraft', 'abgelehnt', 'ueberarbeitung', 'abgeschlossen') OR beschluss_id IS NOT NULL",
            name=op.f("ck_zielvereinbarung_status_braucht_beschluss_id"),
        ),
        sa.ForeignKeyConstraint(
            ["beschluss_id"], ["beschluss.id"], name=op.f("fk_zielvereinbarung_beschluss_id_beschluss")
        ),
        sa.ForeignKeyConstraint(
            ["projektgruppe_id"], ["gremium.id"], name=op.f("fk_zielvereinbarung_projektgruppe_id_gremium")
        ),
        sa.ForeignKeyConstraint(["thema_id"], ["thema.id"], name=op.f("fk_zielvereinbarung_thema_id_thema")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zielvereinbarung")),
        sa.UniqueConstraint("nummer", name=op.f("uq_zielvereinbarung_nummer")),
    )
    with op.batch_alter_table("zielvereinbarung", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_zielvereinbarung_beschluss_id"), ["beschluss_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_zielvereinbarung_projektgruppe_id"), ["projektgruppe_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_zielvereinbarung_thema_id"), ["thema_id"], unique=False)

    op.create_table(
        "abstimmungsoption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("abstimmung_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("thema_id", sa.Integer(), nullable=True),
        sa.Column("zielvereinbarung_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("ist_null", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "NOT ist_null OR (thema_id IS NULL AND zielvereinbarung_id IS NULL)",
            name=op.f("ck_abstimmungsoption_null_ist_nichts"),
        ),
        sa.CheckConstraint(
            "thema_id IS NULL OR zielvereinbarung_id IS NULL", name=op.f("ck_abstimmungsoption_hoechstens_einer")
        ),
        sa.ForeignKeyConstraint(
            ["abstimmung_id"],
            ["abstimmung.id"],
            name=op.f("fk_abstimmungsoption_abstimmung_id_abstimmung"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["thema_id"], ["thema.id"], name=op.f("fk_abstimmungsoption_thema_id_thema")),
        sa.ForeignKeyConstraint(
            ["zielvereinbarung_id"],
            ["zielvereinbarung.id"],
            name=op.f("fk_abstimmungsoption_zielvereinbarung_id_zielvereinbarung"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_abstimmungsoption")),
        sa.UniqueConstraint("abstimmung_id", "thema_id", name=op.f("uq_abstimmungsoption_abstimmung_id_thema_id")),
        sa.UniqueConstraint("id", "abstimmung_id", name=op.f("uq_abstimmungsoption_id_abstimmung_id")),
    )
    with op.batch_alter_table("abstimmungsoption", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_abstimmungsoption_abstimmung_id"), ["abstimmung_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_abstimmungsoption_thema_id"), ["thema_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_abstimmungsoption_zielvereinbarung_id"), ["zielvereinbarung_id"], unique=False
        )

    op.create_table(
        "beitrag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("zielvereinbarung_id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("beteiligung", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "beteiligung IN ('zeichnet', 'wirkt_mit', 'unterstuetzt')", name=op.f("ck_beitrag_beteiligung")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_beitrag_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(
            ["zielvereinbarung_id"],
            ["zielvereinbarung.id"],
            name=op.f("fk_beitrag_zielvereinbarung_id_zielvereinbarung"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_beitrag")),
        sa.UniqueConstraint(
            "zielvereinbarung_id", "institution_id", name=op.f("uq_beitrag_zielvereinbarung_id_institution_id")
        ),
    )
    with op.batch_alter_table("beitrag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_beitrag_institution_id"), ["institution_id"], unique=False)

    op.create_table(
        "massnahme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.String(length=16), nullable=False),
        sa.Column("thema_id", sa.Integer(), nullable=False),
        sa.Column("zielvereinbarung_id", sa.Integer(), nullable=True),
        sa.Column("projektgruppe_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("status_vorher", sa.String(length=40), nullable=True),
        sa.Column("titel", sa.String(length=160), nullable=False),
        sa.Column("beschreibung", sa.String(length=4000), nullable=False),
        sa.Column("art_id", sa.Integer(), nullable=True),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("verantwortlich_id", sa.Integer(), nullable=True),
        sa.Column("zugesagt_von_id", sa.Integer(), nullable=True),
        sa.Column("absage", sa.String(length=2000), nullable=False),
        sa.Column("frist", sa.Date(), nullable=True),
        sa.Column("wartet_auf", sa.String(length=200), nullable=True),
        sa.Column("wartet_bis", sa.Date(), nullable=True),
        sa.Column("wiedervorlage", sa.Date(), nullable=True),
        sa.Column("begruendung", sa.String(length=2000), nullable=False),
        sa.Column("begonnen_am", sa.Date(), nullable=True),
        sa.Column("umgesetzt_am", sa.Date(), nullable=True),
        sa.Column("nachweis", sa.String(length=2000), nullable=True),
        sa.Column("wirkungspruefung_am", sa.Date(), nullable=True),
        sa.Column("wirkung", sa.String(length=2000), nullable=True),
        sa.Column("verstetigt", sa.Boolean(), nullable=False),
        sa.Column("beschluss_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('vorgeschlagen', 'zugesagt', 'vereinbart', 'in_umsetzung', 'wartet', 'ruht', 'umgesetzt', 'geprueft', 'abgebrochen')",
            name=op.f("ck_massnahme_status"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('geprueft') OR wirkung IS NOT NULL", name=op.f("ck_massnahme_status_braucht_wirkung")
        ),
        sa.CheckConstraint(
            "status NOT IN ('ruht') OR status_vorher IS NOT NULL",
            name=op.f("ck_massnahme_status_braucht_status_vorher"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('ruht') OR wiedervorlage IS NOT NULL",
            name=op.f("ck_massnahme_status_braucht_wiedervorlage"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('umgesetzt', 'geprueft') OR nachweis IS NOT NULL",
            name=op.f("ck_massnahme_status_braucht_nachweis"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('umgesetzt', 'geprueft') OR wirkungspruefung_am IS NOT NULL",
            name=op.f("ck_massnahme_status_braucht_wirkungspruefung_am"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('vereinbart', 'in_umsetzung', 'wartet', 'ruht', 'umgesetzt', 'geprueft') OR beschluss_id IS NOT NULL",
            name=op.f("ck_massnahme_status_braucht_beschluss_id"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('wartet') OR wartet_auf IS NOT NULL", name=op.f("ck_massnahme_status_braucht_wartet_auf")
        ),
        sa.CheckConstraint(
            "status NOT IN ('wartet') OR wartet_bis IS NOT NULL", name=op.f("ck_massnahme_status_braucht_wartet_bis")
        ),
        sa.CheckConstraint(
            "status NOT IN ('zugesagt') OR verantwortlich_id IS NOT NULL",
            name=op.f("ck_massnahme_status_braucht_verantwortlich_id"),
        ),
        sa.CheckConstraint(
            "status_vorher IS NULL OR status_vorher IN ('vorgeschlagen', 'zugesagt', 'vereinbart', 'in_umsetzung', 'wartet', 'ruht', 'umgesetzt', 'geprueft', 'abgebrochen')",
            name=op.f("ck_massnahme_status_vorher"),
        ),
        sa.ForeignKeyConstraint(["art_id"], ["vokabel.id"], name=op.f("fk_massnahme_art_id_vokabel")),
        sa.ForeignKeyConstraint(["beschluss_id"], ["beschluss.id"], name=op.f("fk_massnahme_beschluss_id_beschluss")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_massnahme_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(
            ["projektgruppe_id"], ["gremium.id"], name=op.f("fk_massnahme_projektgruppe_id_gremium")
        ),
        sa.ForeignKeyConstraint(["thema_id"], ["thema.id"], name=op.f("fk_massnahme_thema_id_thema")),
        sa.ForeignKeyConstraint(
            ["verantwortlich_id"], ["person.id"], name=op.f("fk_massnahme_verantwortlich_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["zielvereinbarung_id"],
            ["zielvereinbarung.id"],
            name=op.f("fk_massnahme_zielvereinbarung_id_zielvereinbarung"),
        ),
        sa.ForeignKeyConstraint(["zugesagt_von_id"], ["person.id"], name=op.f("fk_massnahme_zugesagt_von_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_massnahme")),
        sa.UniqueConstraint("nummer", name=op.f("uq_massnahme_nummer")),
    )
    with op.batch_alter_table("massnahme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_massnahme_beschluss_id"), ["beschluss_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_massnahme_frist"), ["frist"], unique=False)
        batch_op.create_index(batch_op.f("ix_massnahme_institution_id"), ["institution_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_massnahme_projektgruppe_id"), ["projektgruppe_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_massnahme_status"), ["status"], unique=False)
        batch_op.create_index(batch_op.f("ix_massnahme_thema_id"), ["thema_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_massnahme_verantwortlich_id"), ["verantwortlich_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_massnahme_zielvereinbarung_id"), ["zielvereinbarung_id"], unique=False)

    op.create_table(
        "beschlusswirkung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("beschluss_id", sa.Integer(), nullable=False),
        sa.Column("akt", sa.String(length=60), nullable=False),
        sa.Column("thema_id", sa.Integer(), nullable=True),
        sa.Column("zielvereinbarung_id", sa.Integer(), nullable=True),
        sa.Column("massnahme_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["beschluss_id"], ["beschluss.id"], name=op.f("fk_beschlusswirkung_beschluss_id_beschluss")
        ),
        sa.ForeignKeyConstraint(
            ["massnahme_id"], ["massnahme.id"], name=op.f("fk_beschlusswirkung_massnahme_id_massnahme")
        ),
        sa.ForeignKeyConstraint(["thema_id"], ["thema.id"], name=op.f("fk_beschlusswirkung_thema_id_thema")),
        sa.ForeignKeyConstraint(
            ["zielvereinbarung_id"],
            ["zielvereinbarung.id"],
            name=op.f("fk_beschlusswirkung_zielvereinbarung_id_zielvereinbarung"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_beschlusswirkung")),
    )
    with op.batch_alter_table("beschlusswirkung", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_beschlusswirkung_beschluss_id"), ["beschluss_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_beschlusswirkung_massnahme_id"), ["massnahme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_beschlusswirkung_thema_id"), ["thema_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_beschlusswirkung_zielvereinbarung_id"), ["zielvereinbarung_id"], unique=False
        )

    op.create_table(
        "massnahme_unterstuetzung",
        sa.Column("massnahme_id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_massnahme_unterstuetzung_institution_id_institution")
        ),
        sa.ForeignKeyConstraint(
            ["massnahme_id"],
            ["massnahme.id"],
            name=op.f("fk_massnahme_unterstuetzung_massnahme_id_massnahme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("massnahme_id", "institution_id", name=op.f("pk_massnahme_unterstuetzung")),
    )
    with op.batch_alter_table("massnahme_unterstuetzung", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_massnahme_unterstuetzung_institution_id"), ["institution_id"], unique=False
        )

    op.create_table(
        "meilenstein",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("massnahme_id", sa.Integer(), nullable=False),
        sa.Column("titel", sa.String(length=160), nullable=False),
        sa.Column("geplant_am", sa.Date(), nullable=False),
        sa.Column("urspruenglich_am", sa.Date(), nullable=False),
        sa.Column("erreicht_am", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["massnahme_id"], ["massnahme.id"], name=op.f("fk_meilenstein_massnahme_id_massnahme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meilenstein")),
    )
    with op.batch_alter_table("meilenstein", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meilenstein_massnahme_id"), ["massnahme_id"], unique=False)

    op.create_table(
        "rueckmeldung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("massnahme_id", sa.Integer(), nullable=False),
        sa.Column("lage", sa.String(length=40), nullable=False),
        sa.Column("satz", sa.String(length=500), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("im_auftrag_von", sa.String(length=120), nullable=False),
        sa.Column("gemeldet_am", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("lage IN ('plan', 'verzoegert', 'hilfe')", name=op.f("ck_rueckmeldung_lage")),
        sa.ForeignKeyConstraint(
            ["massnahme_id"], ["massnahme.id"], name=op.f("fk_rueckmeldung_massnahme_id_massnahme"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rueckmeldung_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rueckmeldung")),
    )
    with op.batch_alter_table("rueckmeldung", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rueckmeldung_massnahme_id"), ["massnahme_id"], unique=False)

    op.create_table(
        "stimme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("abstimmung_id", sa.Integer(), nullable=False),
        sa.Column("stimmabgabe_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("wert", sa.Integer(), nullable=True),
        sa.Column("wort", sa.String(length=40), nullable=True),
        sa.Column("begruendung", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "wort IS NULL OR wort <> 'einwand' OR begruendung <> ''", name=op.f("ck_stimme_einwand_braucht_begruendung")
        ),
        sa.CheckConstraint(
            "wort IS NULL OR wort IN ('zustimmung', 'bedenken', 'einwand', 'enthaltung', 'vorbehalt', 'ja', 'nein')",
            name=op.f("ck_stimme_wort"),
        ),
        sa.CheckConstraint("(wert IS NULL) <> (wort IS NULL)", name=op.f("ck_stimme_wert_oder_wort")),
        sa.CheckConstraint("wert IS NULL OR wert BETWEEN 0 AND 100", name=op.f("ck_stimme_wert")),
        sa.ForeignKeyConstraint(
            ["option_id", "abstimmung_id"],
            ["abstimmungsoption.id", "abstimmungsoption.abstimmung_id"],
            name=op.f("fk_stimme_option_id_abstimmungsoption"),
        ),
        sa.ForeignKeyConstraint(
            ["stimmabgabe_id", "abstimmung_id"],
            ["stimmabgabe.id", "stimmabgabe.abstimmung_id"],
            name=op.f("fk_stimme_stimmabgabe_id_stimmabgabe"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stimme")),
        sa.UniqueConstraint("stimmabgabe_id", "option_id", name=op.f("uq_stimme_stimmabgabe_id_option_id")),
    )
    op.create_table(
        "topgegenstand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("top_id", sa.Integer(), nullable=False),
        sa.Column("thema_id", sa.Integer(), nullable=True),
        sa.Column("zielvereinbarung_id", sa.Integer(), nullable=True),
        sa.Column("massnahme_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(thema_id IS NOT NULL AND zielvereinbarung_id IS NULL AND massnahme_id IS NULL) OR (thema_id IS NULL AND zielvereinbarung_id IS NOT NULL AND massnahme_id IS NULL) OR (thema_id IS NULL AND zielvereinbarung_id IS NULL AND massnahme_id IS NOT NULL)",
            name=op.f("ck_topgegenstand_genau_einer"),
        ),
        sa.ForeignKeyConstraint(
            ["massnahme_id"], ["massnahme.id"], name=op.f("fk_topgegenstand_massnahme_id_massnahme")
        ),
        sa.ForeignKeyConstraint(["thema_id"], ["thema.id"], name=op.f("fk_topgegenstand_thema_id_thema")),
        sa.ForeignKeyConstraint(["top_id"], ["top.id"], name=op.f("fk_topgegenstand_top_id_top"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["zielvereinbarung_id"],
            ["zielvereinbarung.id"],
            name=op.f("fk_topgegenstand_zielvereinbarung_id_zielvereinbarung"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topgegenstand")),
        sa.UniqueConstraint("top_id", "massnahme_id", name=op.f("uq_topgegenstand_top_id_massnahme_id")),
        sa.UniqueConstraint("top_id", "thema_id", name=op.f("uq_topgegenstand_top_id_thema_id")),
        sa.UniqueConstraint("top_id", "zielvereinbarung_id", name=op.f("uq_topgegenstand_top_id_zielvereinbarung_id")),
    )
    with op.batch_alter_table("topgegenstand", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topgegenstand_massnahme_id"), ["massnahme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_topgegenstand_thema_id"), ["thema_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_topgegenstand_top_id"), ["top_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_topgegenstand_zielvereinbarung_id"), ["zielvereinbarung_id"], unique=False)

    op.create_table(
        "umsetzungsstand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("massnahme_id", sa.Integer(), nullable=False),
        sa.Column("kommune_id", sa.Integer(), nullable=False),
        sa.Column("stand", sa.String(length=40), nullable=False),
        sa.Column("begruendung", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "stand <> 'nicht_beteiligt' OR begruendung <> ''",
            name=op.f("ck_umsetzungsstand_nicht_beteiligt_braucht_begruendung"),
        ),
        sa.CheckConstraint(
            "stand IN ('geplant', 'laeuft', 'eingefuehrt', 'nicht_beteiligt')", name=op.f("ck_umsetzungsstand_stand")
        ),
        sa.ForeignKeyConstraint(["kommune_id"], ["kommune.id"], name=op.f("fk_umsetzungsstand_kommune_id_kommune")),
        sa.ForeignKeyConstraint(
            ["massnahme_id"],
            ["massnahme.id"],
            name=op.f("fk_umsetzungsstand_massnahme_id_massnahme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_umsetzungsstand")),
        sa.UniqueConstraint("massnahme_id", "kommune_id", name=op.f("uq_umsetzungsstand_massnahme_id_kommune_id")),
    )
    with op.batch_alter_table("umsetzungsstand", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_umsetzungsstand_kommune_id"), ["kommune_id"], unique=False)

    op.create_table(
        "zeichnung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("beitrag_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("art", sa.String(length=40), nullable=False),
        sa.Column("gezeichnet_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fassung", sa.Integer(), nullable=False),
        sa.Column("pruefsumme", sa.String(length=64), nullable=False),
        sa.Column("vorbehalt", sa.String(length=200), nullable=False),
        sa.Column("verweigert", sa.Boolean(), nullable=False),
        sa.Column("begruendung", sa.String(length=2000), nullable=False),
        sa.Column("ungueltig_am", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "NOT verweigert OR begruendung <> ''", name=op.f("ck_zeichnung_verweigerung_braucht_begruendung")
        ),
        sa.CheckConstraint("art IN ('digital', 'papier')", name=op.f("ck_zeichnung_art")),
        sa.ForeignKeyConstraint(["beitrag_id"], ["beitrag.id"], name=op.f("fk_zeichnung_beitrag_id_beitrag")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_zeichnung_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zeichnung")),
    )
    with op.batch_alter_table("zeichnung", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_zeichnung_beitrag_id"), ["beitrag_id"], unique=False)

    op.create_table(
        "verschiebung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meilenstein_id", sa.Integer(), nullable=False),
        sa.Column("vorher", sa.Date(), nullable=False),
        sa.Column("nachher", sa.Date(), nullable=False),
        sa.Column("begruendung", sa.String(length=1000), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("verschoben_am", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["meilenstein_id"],
            ["meilenstein.id"],
            name=op.f("fk_verschiebung_meilenstein_id_meilenstein"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_verschiebung_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verschiebung")),
    )
    with op.batch_alter_table("verschiebung", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verschiebung_meilenstein_id"), ["meilenstein_id"], unique=False)
    for statement in AUSLOESER[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("verschiebung", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verschiebung_meilenstein_id"))

    op.drop_table("verschiebung")
    with op.batch_alter_table("zeichnung", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_zeichnung_beitrag_id"))

    op.drop_table("zeichnung")
    with op.batch_alter_table("umsetzungsstand", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_umsetzungsstand_kommune_id"))

    op.drop_table("umsetzungsstand")
    with op.batch_alter_table("topgegenstand", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_topgegenstand_zielvereinbarung_id"))
        batch_op.drop_index(batch_op.f("ix_topgegenstand_top_id"))
        batch_op.drop_index(batch_op.f("ix_topgegenstand_thema_id"))
        batch_op.drop_index(batch_op.f("ix_topgegenstand_massnahme_id"))

    op.drop_table("topgegenstand")
    op.drop_table("stimme")
    with op.batch_alter_table("rueckmeldung", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rueckmeldung_massnahme_id"))

    op.drop_table("rueckmeldung")
    with op.batch_alter_table("meilenstein", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meilenstein_massnahme_id"))

    op.drop_table("meilenstein")
    with op.batch_alter_table("massnahme_unterstuetzung", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_massnahme_unterstuetzung_institution_id"))

    op.drop_table("massnahme_unterstuetzung")
    with op.batch_alter_table("beschlusswirkung", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_beschlusswirkung_zielvereinbarung_id"))
        batch_op.drop_index(batch_op.f("ix_beschlusswirkung_thema_id"))
        batch_op.drop_index(batch_op.f("ix_beschlusswirkung_massnahme_id"))
        batch_op.drop_index(batch_op.f("ix_beschlusswirkung_beschluss_id"))

    op.drop_table("beschlusswirkung")
    with op.batch_alter_table("massnahme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_massnahme_zielvereinbarung_id"))
        batch_op.drop_index(batch_op.f("ix_massnahme_verantwortlich_id"))
        batch_op.drop_index(batch_op.f("ix_massnahme_thema_id"))
        batch_op.drop_index(batch_op.f("ix_massnahme_status"))
        batch_op.drop_index(batch_op.f("ix_massnahme_projektgruppe_id"))
        batch_op.drop_index(batch_op.f("ix_massnahme_institution_id"))
        batch_op.drop_index(batch_op.f("ix_massnahme_frist"))
        batch_op.drop_index(batch_op.f("ix_massnahme_beschluss_id"))

    op.drop_table("massnahme")
    with op.batch_alter_table("beitrag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_beitrag_institution_id"))

    op.drop_table("beitrag")
    with op.batch_alter_table("abstimmungsoption", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_abstimmungsoption_zielvereinbarung_id"))
        batch_op.drop_index(batch_op.f("ix_abstimmungsoption_thema_id"))
        batch_op.drop_index(batch_op.f("ix_abstimmungsoption_abstimmung_id"))

    op.drop_table("abstimmungsoption")
    with op.batch_alter_table("zielvereinbarung", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_zielvereinbarung_thema_id"))
        batch_op.drop_index(batch_op.f("ix_zielvereinbarung_projektgruppe_id"))
        batch_op.drop_index(batch_op.f("ix_zielvereinbarung_beschluss_id"))

    op.drop_table("zielvereinbarung")
    with op.batch_alter_table("thema_rechtskreis", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_thema_rechtskreis_rechtskreis_id"))

    op.drop_table("thema_rechtskreis")
    with op.batch_alter_table("thema_kommune", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_thema_kommune_kommune_id"))

    op.drop_table("thema_kommune")
    with op.batch_alter_table("stellungnahme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stellungnahme_institution_id"))

    op.drop_table("stellungnahme")
    with op.batch_alter_table("grundlage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grundlage_thema_id"))
        batch_op.drop_index(batch_op.f("ix_grundlage_bruchstelle_id"))

    op.drop_table("grundlage")
    with op.batch_alter_table("thema", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_thema_wiedervorlage"))
        batch_op.drop_index(batch_op.f("ix_thema_status"))
        batch_op.drop_index(batch_op.f("ix_thema_projektgruppe_id"))
        batch_op.drop_index(batch_op.f("ix_thema_handlungsfeld_id"))
        batch_op.drop_index(batch_op.f("ix_thema_beschluss_id"))
        batch_op.drop_index(batch_op.f("ix_thema_aufgenommen_am"))

    op.drop_table("thema")
    with op.batch_alter_table("stimmentwurf", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stimmentwurf_person_id"))

    op.drop_table("stimmentwurf")
    with op.batch_alter_table("berichtigung", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_berichtigung_beschluss_id"))

    op.drop_table("berichtigung")
    with op.batch_alter_table("versiegelt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_versiegelt_abstimmung_id"))

    op.drop_table("versiegelt")
    with op.batch_alter_table("urnenstimme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_urnenstimme_abstimmung_id"))

    op.drop_table("urnenstimme")
    op.drop_table("urne")
    with op.batch_alter_table("stimmabgabe", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stimmabgabe_sitz_id"))

    op.drop_table("stimmabgabe")
    with op.batch_alter_table("rueckkopplung", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rueckkopplung_sitz_id"))
        batch_op.drop_index(batch_op.f("ix_rueckkopplung_institution_id"))

    op.drop_table("rueckkopplung")
    with op.batch_alter_table("einwand", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_einwand_sitz_id"))

    op.drop_table("einwand")
    with op.batch_alter_table("beschluss", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_beschluss_top_id"))
        batch_op.drop_index(batch_op.f("ix_beschluss_gremium_id"))
        batch_op.drop_index(batch_op.f("ix_beschluss_gefasst_am"))
        batch_op.drop_index(batch_op.f("ix_beschluss_abstimmung_id"))

    op.drop_table("beschluss")
    with op.batch_alter_table("votum", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_votum_sitz_id"))

    op.drop_table("votum")
    with op.batch_alter_table("abstimmung", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_abstimmung_wiederholt_id"))
        batch_op.drop_index(batch_op.f("ix_abstimmung_top_id"))
        batch_op.drop_index(batch_op.f("ix_abstimmung_gremium_id"))

    op.drop_table("abstimmung")
    with op.batch_alter_table("top", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_top_sitzung_id"))

    op.drop_table("top")
    with op.batch_alter_table("station", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_station_fall_id"))

    op.drop_table("station")
    with op.batch_alter_table("sitzungsantwort", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sitzungsantwort_sitzung_id"))

    op.drop_table("sitzungsantwort")
    with op.batch_alter_table("fallleserecht", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fallleserecht_person_id"))
        batch_op.drop_index(batch_op.f("ix_fallleserecht_fall_id"))

    op.drop_table("fallleserecht")
    with op.batch_alter_table("ereignistext", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ereignistext_ereignis_lfd"))

    op.drop_table("ereignistext")
    with op.batch_alter_table("bruchstelle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bruchstelle_zu_rechtskreis_id"))
        batch_op.drop_index(batch_op.f("ix_bruchstelle_von_rechtskreis_id"))
        batch_op.drop_index(batch_op.f("ix_bruchstelle_fall_id"))

    op.drop_table("bruchstelle")
    with op.batch_alter_table("besetzung", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_besetzung_sitzung_id"))
        batch_op.drop_index("ix_besetzung_sitz_rang")
        batch_op.drop_index(batch_op.f("ix_besetzung_person_id"))

    op.drop_table("besetzung")
    with op.batch_alter_table("zeichnungsberechtigung", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_zeichnungsberechtigung_person_id"))
        batch_op.drop_index(batch_op.f("ix_zeichnungsberechtigung_institution_id"))

    op.drop_table("zeichnungsberechtigung")
    with op.batch_alter_table("sitzung", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sitzung_gremium_id"))
        batch_op.drop_index(batch_op.f("ix_sitzung_beginn"))

    op.drop_table("sitzung")
    with op.batch_alter_table("sitz_institution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sitz_institution_institution_id"))

    op.drop_table("sitz_institution")
    with op.batch_alter_table("rolle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rolle_person_id"))

    op.drop_table("rolle")
    with op.batch_alter_table("nachricht", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_nachricht_versendet_am"))
        batch_op.drop_index(batch_op.f("ix_nachricht_person_id"))
        batch_op.drop_index(batch_op.f("ix_nachricht_erstellt_am"))

    op.drop_table("nachricht")
    with op.batch_alter_table("mitgliedschaft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mitgliedschaft_person_id"))
        batch_op.drop_index(batch_op.f("ix_mitgliedschaft_gremium_id"))

    op.drop_table("mitgliedschaft")
    with op.batch_alter_table("formularmarke", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_formularmarke_benutzt_am"))

    op.drop_table("formularmarke")
    with op.batch_alter_table("fallrekonstruktion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fallrekonstruktion_loeschen_am"))
        batch_op.drop_index(batch_op.f("ix_fallrekonstruktion_kommune_id"))
        batch_op.drop_index(batch_op.f("ix_fallrekonstruktion_gremium_id"))
        batch_op.drop_index(batch_op.f("ix_fallrekonstruktion_freigegeben_am"))
        batch_op.drop_index(batch_op.f("ix_fallrekonstruktion_autor_id"))

    op.drop_table("fallrekonstruktion")
    with op.batch_alter_table("ereignis", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ereignis_zeit"))
        batch_op.drop_index(batch_op.f("ix_ereignis_person_id"))
        batch_op.drop_index("ix_ereignis_gegenstand")

    op.drop_table("ereignis")
    with op.batch_alter_table("einzellink", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_einzellink_person_id"))
        batch_op.drop_index("ix_einzellink_gegenstand")

    op.drop_table("einzellink")
    with op.batch_alter_table("anmeldung", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_anmeldung_person_id"))

    op.drop_table("anmeldung")
    with op.batch_alter_table("sitz", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sitz_gremium_id"))

    op.drop_table("sitz")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_institution_id"))

    op.drop_table("person")
    with op.batch_alter_table("institution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_institution_typ_id"))
        batch_op.drop_index(batch_op.f("ix_institution_kommune_id"))

    op.drop_table("institution")
    with op.batch_alter_table("gremium", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_gremium_kommune_id"))

    op.drop_table("gremium")
    op.drop_table("vokabel")
    op.drop_table("kommune")
    op.drop_table("einstellung")
    op.drop_table("anmeldeversuch")
    if op.get_bind().dialect.name == "postgresql":
        for name in ("abstimmung_platz_fest", "abstimmung_teil_fest", "abstimmung_fest", "ereignis_bleibt"):
            op.execute(f"DROP FUNCTION {name}")
