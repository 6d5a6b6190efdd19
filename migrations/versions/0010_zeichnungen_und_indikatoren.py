"""What was signed is kept and frozen; codes by mail; Indikatoren with readings, and days of review.

The free texts of older releases stay where they are; an Indikator is made of them where they are numbers. The wording
of an older Zeichnung is put together as that release did, and kept where its checksum proves it.

Revision ID: 0010
Revises: 0008
"""

import hashlib
import json
import re
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ZWECKE = (
    "konto_einrichten",
    "passwort_neu",
    "einladung_beantworten",
    "rueckmeldung_geben",
    "stimme_abgeben",
    "rueckkopplung_geben",
    "sitzung_teilnehmen",
    "protokoll_kommentieren",
    "stellungnahme_abgeben",
)
NEUE_ZWECKE = ("zielvereinbarung_zeichnen",)

AUSLOESER = {
    "sqlite": (
        "CREATE TRIGGER zeichnung_fest_update BEFORE UPDATE ON zeichnung WHEN NEW.beitrag_id IS NOT OLD.beitrag_id OR NEW.person_id IS NOT OLD.person_id OR NEW.art IS NOT OLD.art OR NEW.gezeichnet_am IS NOT OLD.gezeichnet_am OR NEW.fassung IS NOT OLD.fassung OR NEW.wortlaut IS NOT OLD.wortlaut OR NEW.pruefsumme IS NOT OLD.pruefsumme OR NEW.stand IS NOT OLD.stand OR NEW.vorbehalt IS NOT OLD.vorbehalt OR NEW.vorbehalt_bis IS NOT OLD.vorbehalt_bis OR NEW.verweigert IS NOT OLD.verweigert OR NEW.begruendung IS NOT OLD.begruendung OR NEW.scan_id IS NOT OLD.scan_id OR (OLD.ungueltig_am IS NOT NULL AND (NEW.ungueltig_am IS NOT OLD.ungueltig_am OR NEW.ungueltig_weil IS NOT OLD.ungueltig_weil)) OR (OLD.vorbehalt_am IS NOT NULL AND (NEW.vorbehalt_am IS NOT OLD.vorbehalt_am OR NEW.vorbehalt_ergebnis IS NOT OLD.vorbehalt_ergebnis OR NEW.vorbehalt_vermerk IS NOT OLD.vorbehalt_vermerk)) BEGIN SELECT RAISE(ABORT, 'Was gezeichnet ist, aendert sich nicht.'); END",
        "CREATE TRIGGER zeichnung_fest_delete BEFORE DELETE ON zeichnung BEGIN SELECT RAISE(ABORT, 'Was gezeichnet ist, aendert sich nicht.'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION zeichnung_fest() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP IN ('DELETE', 'TRUNCATE') THEN RAISE EXCEPTION 'Was gezeichnet ist, aendert sich nicht.'; ELSIF NEW.beitrag_id IS DISTINCT FROM OLD.beitrag_id OR NEW.person_id IS DISTINCT FROM OLD.person_id OR NEW.art IS DISTINCT FROM OLD.art OR NEW.gezeichnet_am IS DISTINCT FROM OLD.gezeichnet_am OR NEW.fassung IS DISTINCT FROM OLD.fassung OR NEW.wortlaut IS DISTINCT FROM OLD.wortlaut OR NEW.pruefsumme IS DISTINCT FROM OLD.pruefsumme OR NEW.stand IS DISTINCT FROM OLD.stand OR NEW.vorbehalt IS DISTINCT FROM OLD.vorbehalt OR NEW.vorbehalt_bis IS DISTINCT FROM OLD.vorbehalt_bis OR NEW.verweigert IS DISTINCT FROM OLD.verweigert OR NEW.begruendung IS DISTINCT FROM OLD.begruendung OR NEW.scan_id IS DISTINCT FROM OLD.scan_id OR (OLD.ungueltig_am IS NOT NULL AND (NEW.ungueltig_am IS DISTINCT FROM OLD.ungueltig_am OR NEW.ungueltig_weil IS DISTINCT FROM OLD.ungueltig_weil)) OR (OLD.vorbehalt_am IS NOT NULL AND (NEW.vorbehalt_am IS DISTINCT FROM OLD.vorbehalt_am OR NEW.vorbehalt_ergebnis IS DISTINCT FROM OLD.vorbehalt_ergebnis OR NEW.vorbehalt_vermerk IS DISTINCT FROM OLD.vorbehalt_vermerk)) THEN RAISE EXCEPTION 'Was gezeichnet ist, aendert sich nicht.'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER zeichnung_fest BEFORE UPDATE OR DELETE ON zeichnung FOR EACH ROW EXECUTE FUNCTION zeichnung_fest()",
        "CREATE TRIGGER zeichnung_fest_truncate BEFORE TRUNCATE ON zeichnung FOR EACH STATEMENT EXECUTE FUNCTION zeichnung_fest()",
    ),
}
ABBAU = {
    "sqlite": ("DROP TRIGGER zeichnung_fest_update", "DROP TRIGGER zeichnung_fest_delete"),
    "postgresql": (
        "DROP TRIGGER zeichnung_fest ON zeichnung",
        "DROP TRIGGER zeichnung_fest_truncate ON zeichnung",
        "DROP FUNCTION zeichnung_fest",
    ),
}


def upgrade():
    _tabellen()
    with op.batch_alter_table("beitrag", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ausgenommen_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("ausgenommen", sa.String(length=2000), nullable=False, server_default=sa.text("''"))
        )
    with op.batch_alter_table("beitrag", schema=None) as batch_op:
        batch_op.alter_column(
            "ausgenommen", existing_type=sa.String(length=2000), existing_nullable=False, server_default=None
        )
        batch_op.create_index(batch_op.f("ix_beitrag_ausgenommen_id"), ["ausgenommen_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_beitrag_ausgenommen_id_beschluss"), "beschluss", ["ausgenommen_id"], ["id"]
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_beitrag_ausgenommen_mit_grund"), "(ausgenommen_id IS NULL) = (ausgenommen = '')"
        )
    _zeichnung()
    _zwecke(*ZWECKE, *NEUE_ZWECKE)
    _wortlaute()
    _indikatoren()
    for statement in AUSLOESER[op.get_bind().dialect.name]:
        op.execute(statement)


def _tabellen():
    op.create_table(
        "zeichnungscode",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("beitrag_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("stand", sa.String(length=64), nullable=False),
        sa.Column("erstellt_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gueltig_bis", sa.DateTime(timezone=True), nullable=False),
        sa.Column("versuche", sa.Integer(), nullable=False),
        sa.Column("benutzt_am", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("versuche >= 0", name=op.f("ck_zeichnungscode_versuche")),
        sa.ForeignKeyConstraint(
            ["beitrag_id"], ["beitrag.id"], name=op.f("fk_zeichnungscode_beitrag_id_beitrag"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_zeichnungscode_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zeichnungscode")),
    )
    for column in ("beitrag_id", "person_id", "gueltig_bis"):
        op.create_index(op.f(f"ix_zeichnungscode_{column}"), "zeichnungscode", [column], unique=False)
    op.create_table(
        "indikator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("zielvereinbarung_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("einheit", sa.String(length=40), nullable=False),
        sa.Column("ausgangswert", sa.BigInteger(), nullable=False),
        sa.Column("zielwert", sa.BigInteger(), nullable=False),
        sa.Column("quelle", sa.String(length=300), nullable=False),
        sa.Column("rhythmus", sa.String(length=40), nullable=True),
        sa.Column("naechste_messung_am", sa.Date(), nullable=True),
        sa.Column("uebernommen", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_indikator_name")),
        sa.CheckConstraint("ausgangswert <> zielwert", name=op.f("ck_indikator_ziel_ist_woanders")),
        sa.CheckConstraint(
            "rhythmus IS NULL OR rhythmus IN ('monatlich', 'vierteljaehrlich', 'halbjaehrlich', 'jaehrlich')",
            name=op.f("ck_indikator_rhythmus"),
        ),
        sa.ForeignKeyConstraint(
            ["zielvereinbarung_id"],
            ["zielvereinbarung.id"],
            name=op.f("fk_indikator_zielvereinbarung_id_zielvereinbarung"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indikator")),
    )
    for column in ("zielvereinbarung_id", "naechste_messung_am"):
        op.create_index(op.f(f"ix_indikator_{column}"), "indikator", [column], unique=False)
    op.create_table(
        "messwert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indikator_id", sa.Integer(), nullable=False),
        sa.Column("wert", sa.BigInteger(), nullable=False),
        sa.Column("gemessen_am", sa.Date(), nullable=False),
        sa.Column("quelle", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("erfasst_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ersetzt_id", sa.Integer(), nullable=True),
        sa.Column("begruendung", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "ersetzt_id IS NULL OR begruendung <> ''", name=op.f("ck_messwert_berichtigung_braucht_begruendung")
        ),
        sa.CheckConstraint("ersetzt_id <> id", name=op.f("ck_messwert_ersetzt_anderen")),
        sa.ForeignKeyConstraint(
            ["indikator_id"], ["indikator.id"], name=op.f("fk_messwert_indikator_id_indikator"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_messwert_person_id_person")),
        sa.ForeignKeyConstraint(["ersetzt_id"], ["messwert.id"], name=op.f("fk_messwert_ersetzt_id_messwert")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messwert")),
        sa.UniqueConstraint("ersetzt_id", name=op.f("uq_messwert_ersetzt_id")),
    )
    op.create_index(op.f("ix_messwert_indikator_id"), "messwert", ["indikator_id"], unique=False)
    op.create_table(
        "ueberpruefung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("zielvereinbarung_id", sa.Integer(), nullable=False),
        sa.Column("am", sa.Date(), nullable=False),
        sa.Column("geprueft_am", sa.Date(), nullable=True),
        sa.Column("ergebnis", sa.String(length=2000), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(geprueft_am IS NULL) = (ergebnis = '')", name=op.f("ck_ueberpruefung_geprueft_mit_ergebnis")
        ),
        sa.ForeignKeyConstraint(
            ["zielvereinbarung_id"],
            ["zielvereinbarung.id"],
            name=op.f("fk_ueberpruefung_zielvereinbarung_id_zielvereinbarung"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ueberpruefung_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ueberpruefung")),
    )
    for column in ("zielvereinbarung_id", "am"):
        op.create_index(op.f(f"ix_ueberpruefung_{column}"), "ueberpruefung", [column], unique=False)


TEXTE = {"wortlaut": 500_000, "stand": 64, "vorbehalt_vermerk": 2000, "ungueltig_weil": 2000}
PRUEFUNGEN = {
    "vorbehalt_ergebnis": "vorbehalt_ergebnis IS NULL OR vorbehalt_ergebnis IN ('erteilt', 'versagt')",
    "frist_nur_mit_vorbehalt": "vorbehalt <> '' OR vorbehalt_bis IS NULL",
    "ergebnis_nur_mit_vorbehalt": "vorbehalt <> '' OR vorbehalt_ergebnis IS NULL",
    "vorbehalt_ergebnis_mit_tag": "(vorbehalt_ergebnis IS NULL) = (vorbehalt_am IS NULL)",
    "versagt_braucht_vermerk": (
        "vorbehalt_ergebnis IS NULL OR vorbehalt_ergebnis <> 'versagt' OR vorbehalt_vermerk <> ''"
    ),
}


def _zeichnung():
    with op.batch_alter_table("zeichnung", schema=None) as batch_op:
        for name, length in TEXTE.items():
            batch_op.add_column(
                sa.Column(name, sa.String(length=length), nullable=False, server_default=sa.text("''"))
            )
        batch_op.add_column(sa.Column("scan_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("vorbehalt_bis", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("vorbehalt_ergebnis", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("vorbehalt_am", sa.Date(), nullable=True))
    with op.batch_alter_table("zeichnung", schema=None) as batch_op:
        for name, length in TEXTE.items():
            batch_op.alter_column(
                name, existing_type=sa.String(length=length), existing_nullable=False, server_default=None
            )
        batch_op.create_index(batch_op.f("ix_zeichnung_vorbehalt_bis"), ["vorbehalt_bis"], unique=False)
        batch_op.create_index(batch_op.f("ix_zeichnung_scan_id"), ["scan_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_zeichnung_scan_id_datei"), "datei", ["scan_id"], ["id"])
        for name, rule in PRUEFUNGEN.items():
            batch_op.create_check_constraint(batch_op.f(f"ck_zeichnung_{name}"), rule)


def _zwecke(*words):
    listed = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table("einzellink", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_einzellink_zweck"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_einzellink_zweck"), f"zweck IN ({listed})")


def _wortlaute():
    """What older Zeichnungen were made of, as far as their checksum proves it."""
    bind = op.get_bind()
    measures = {}
    for row in bind.execute(
        sa.text(
            "SELECT zielvereinbarung_id, nummer, titel, beschreibung, institution_id, frist FROM massnahme "
            "WHERE beschluss_id IS NOT NULL AND zielvereinbarung_id IS NOT NULL ORDER BY nummer"
        )
    ):
        measures.setdefault(row.zielvereinbarung_id, []).append(
            [row.nummer, row.titel, row.beschreibung, row.institution_id, _tag(row.frist)]
        )
    found = bind.execute(
        sa.text(
            "SELECT s.id, s.pruefsumme, s.fassung, b.institution_id, b.beteiligung, b.text, z.id AS z_id, z.nummer, "
            "z.beschluss_id, z.titel, z.zielzustand, z.frist, z.indikator, z.ausgangswert, z.zielwert, z.messung "
            "FROM zeichnung s JOIN beitrag b ON b.id = s.beitrag_id "
            "JOIN zielvereinbarung z ON z.id = b.zielvereinbarung_id"
        )
    ).all()
    for row in found:
        content = [
            [row.nummer, row.fassung, row.beschluss_id],
            [row.titel, row.zielzustand, _tag(row.frist)],
            [row.indikator, row.ausgangswert, row.zielwert, row.messung],
            measures.get(row.z_id, []),
            [row.institution_id, row.beteiligung, row.text],
        ]
        text = json.dumps(content, ensure_ascii=False)
        proven = hashlib.sha256(text.encode()).hexdigest() == row.pruefsumme
        bind.execute(
            sa.text("UPDATE zeichnung SET wortlaut = :wortlaut, stand = pruefsumme WHERE id = :id"),
            {"wortlaut": text if proven else "", "id": row.id},
        )


def _tag(day):
    return day.isoformat() if isinstance(day, date) else day


_ZAHL = re.compile(r"-?\d{1,11}(,\d{1,4})?", re.ASCII)


def _zahl(text):
    """Ten-thousandths of a number, None if the text is none."""
    if not _ZAHL.fullmatch(text):
        return None
    whole, _, places = text.partition(",")
    return int(whole + places.ljust(4, "0"))


def _indikatoren():
    """One Indikator where the free texts are numbers; anything else stays the readable text it is."""
    bind = op.get_bind()
    for row in bind.execute(
        sa.text("SELECT id, indikator, ausgangswert, zielwert, messung FROM zielvereinbarung ORDER BY id")
    ).all():
        start, goal = _zahl(row.ausgangswert), _zahl(row.zielwert)
        if row.indikator and start is not None and goal is not None and start != goal:
            bind.execute(
                sa.text(
                    "INSERT INTO indikator (zielvereinbarung_id, name, einheit, ausgangswert, zielwert, quelle, "
                    "uebernommen, version) VALUES (:z, :name, '', :start, :goal, :quelle, :ja, 1)"
                ).bindparams(sa.bindparam("ja", type_=sa.Boolean())),
                {"z": row.id, "name": row.indikator, "start": start, "goal": goal, "quelle": row.messung, "ja": True},
            )


def downgrade():
    for statement in ABBAU[op.get_bind().dialect.name]:
        op.execute(statement)
    op.execute("DELETE FROM einzellink WHERE zweck = 'zielvereinbarung_zeichnen'")
    _zwecke(*ZWECKE)
    # The older release compares by numbers what it calls its checksum.
    op.execute("UPDATE zeichnung SET pruefsumme = stand WHERE stand <> ''")
    with op.batch_alter_table("zeichnung", schema=None) as batch_op:
        for name in PRUEFUNGEN:
            batch_op.drop_constraint(batch_op.f(f"ck_zeichnung_{name}"), type_="check")
        batch_op.drop_index(batch_op.f("ix_zeichnung_vorbehalt_bis"))
        batch_op.drop_index(batch_op.f("ix_zeichnung_scan_id"))
        batch_op.drop_constraint(batch_op.f("fk_zeichnung_scan_id_datei"), type_="foreignkey")
        for name in (*TEXTE, "scan_id", "vorbehalt_bis", "vorbehalt_ergebnis", "vorbehalt_am"):
            batch_op.drop_column(name)
    with op.batch_alter_table("beitrag", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_beitrag_ausgenommen_mit_grund"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_beitrag_ausgenommen_id_beschluss"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_beitrag_ausgenommen_id"))
        batch_op.drop_column("ausgenommen")
        batch_op.drop_column("ausgenommen_id")
    for table in ("ueberpruefung", "messwert", "indikator", "zeichnungscode"):
        op.drop_table(table)
