"""Zielvereinbarungen: texts laid down, comments to drafts, Auflagen, and later versions beside the one in force.

Revision ID: 0009
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STATUS = ("entwurf", "eingereicht", "ueberarbeitung", "abgelehnt", "zur_zeichnung", "in_kraft", "abgeschlossen")
MIT_BESCHLUSS = ("zur_zeichnung", "in_kraft", "abgelehnt", "ueberarbeitung", "abgeschlossen")
IN_KRAFT = ("in_kraft", "abgeschlossen")
NEU = "abgeloest"
_FEST = "Eine Fassung einer Zielvereinbarung aendert sich nicht."
_GENEHMIGT = "BEGIN SELECT RAISE(ABORT, 'Ein genehmigtes Protokoll aendert sich nicht.'); END"
_ZUM_TOP = "(SELECT s.status FROM sitzung s JOIN top t ON t.sitzung_id = s.id WHERE t.id = {row}.top_id) = 'genehmigt'"
# SQLite drops these with the table it rebuilds.
AM_AUFTRAG = (
    f"CREATE TRIGGER auftrag_protokoll_insert BEFORE INSERT ON auftrag WHEN {_ZUM_TOP.format(row='NEW')} {_GENEHMIGT}",
    "CREATE TRIGGER auftrag_protokoll_update BEFORE UPDATE OF top_id, text ON auftrag "
    f"WHEN {_ZUM_TOP.format(row='OLD')} OR {_ZUM_TOP.format(row='NEW')} {_GENEHMIGT}",
    f"CREATE TRIGGER auftrag_protokoll_delete BEFORE DELETE ON auftrag WHEN {_ZUM_TOP.format(row='OLD')} {_GENEHMIGT}",
)
AUSLOESER = {
    "sqlite": (
        "CREATE TRIGGER zielvereinbarungsfassung_bleibt_update BEFORE UPDATE ON zielvereinbarungsfassung "
        f"BEGIN SELECT RAISE(ABORT, '{_FEST}'); END",
        "CREATE TRIGGER zielvereinbarungsfassung_bleibt_delete BEFORE DELETE ON zielvereinbarungsfassung "
        f"BEGIN SELECT RAISE(ABORT, '{_FEST}'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION zielvereinbarungsfassung_bleibt() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_FEST}'; END $$",
        "CREATE TRIGGER zielvereinbarungsfassung_bleibt BEFORE UPDATE OR DELETE ON zielvereinbarungsfassung "
        "FOR EACH ROW EXECUTE FUNCTION zielvereinbarungsfassung_bleibt()",
        "CREATE TRIGGER zielvereinbarungsfassung_bleibt_truncate BEFORE TRUNCATE ON zielvereinbarungsfassung "
        "FOR EACH STATEMENT EXECUTE FUNCTION zielvereinbarungsfassung_bleibt()",
    ),
}


def upgrade():
    with op.batch_alter_table("zielvereinbarung", schema=None) as batch_op:
        batch_op.add_column(sa.Column("vorgaenger_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("fortschreibung", sa.String(length=2000), nullable=False, server_default=sa.text("''"))
        )
    with op.batch_alter_table("zielvereinbarung", schema=None) as batch_op:
        batch_op.alter_column(
            "fortschreibung", existing_type=sa.String(length=2000), existing_nullable=False, server_default=None
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_zielvereinbarung_vorgaenger_id_zielvereinbarung"),
            "zielvereinbarung",
            ["vorgaenger_id"],
            ["id"],
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_zielvereinbarung_fassung"), "fassung > 0 AND (fassung = 1) = (vorgaenger_id IS NULL)"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_zielvereinbarung_fortschreibung"), "(vorgaenger_id IS NULL) = (fortschreibung = '')"
        )
        batch_op.create_check_constraint(batch_op.f("ck_zielvereinbarung_vorgaenger"), "vorgaenger_id <> id")
        batch_op.create_index(
            "ix_zielvereinbarung_nachfolger",
            ["vorgaenger_id"],
            unique=True,
            sqlite_where=sa.text("status <> 'abgelehnt'"),
            postgresql_where=sa.text("status <> 'abgelehnt'"),
        )
        _staende(batch_op, *(_mit_neuem(words) for words in (STATUS, MIT_BESCHLUSS, IN_KRAFT)))

    op.create_table(
        "zielvereinbarungsfassung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("zielvereinbarung_id", sa.Integer(), nullable=False),
        sa.Column("lfd", sa.Integer(), nullable=False),
        sa.Column("anlass", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=400000), nullable=False),
        sa.Column("pruefsumme", sa.String(length=64), nullable=False),
        sa.Column("beschluss_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("festgelegt_am", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "anlass IN ('eingereicht', 'zugestimmt', 'beitrag_neu_gefasst', 'ohne_partei')",
            name=op.f("ck_zielvereinbarungsfassung_anlass"),
        ),
        sa.CheckConstraint("lfd > 0 AND text <> ''", name=op.f("ck_zielvereinbarungsfassung_lfd")),
        sa.CheckConstraint(
            "(anlass IN ('zugestimmt', 'ohne_partei')) = (beschluss_id IS NOT NULL)",
            name=op.f("ck_zielvereinbarungsfassung_beschluss"),
        ),
        sa.ForeignKeyConstraint(
            ["zielvereinbarung_id"],
            ["zielvereinbarung.id"],
            name=op.f("fk_zielvereinbarungsfassung_zielvereinbarung_id_zielvereinbarung"),
        ),
        sa.ForeignKeyConstraint(
            ["beschluss_id"], ["beschluss.id"], name=op.f("fk_zielvereinbarungsfassung_beschluss_id_beschluss")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_zielvereinbarungsfassung_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zielvereinbarungsfassung")),
        sa.UniqueConstraint(
            "zielvereinbarung_id", "lfd", name=op.f("uq_zielvereinbarungsfassung_zielvereinbarung_id_lfd")
        ),
    )
    for column in ("beschluss_id", "person_id"):
        op.create_index(op.f(f"ix_zielvereinbarungsfassung_{column}"), "zielvereinbarungsfassung", [column])

    op.create_table(
        "kommentar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("zielvereinbarung_id", sa.Integer(), nullable=False),
        sa.Column("fassung_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("geschrieben_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("antwort", sa.String(length=1000), nullable=False),
        sa.Column("beantwortet_von_id", sa.Integer(), nullable=True),
        sa.Column("beantwortet_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('offen', 'beantwortet', 'zurueckgezogen')", name=op.f("ck_kommentar_status")
        ),
        sa.CheckConstraint("(status = 'zurueckgezogen') = (text = '')", name=op.f("ck_kommentar_text")),
        sa.CheckConstraint(
            "(status = 'beantwortet') = (antwort <> '') AND (antwort = '') = (beantwortet_am IS NULL)"
            " AND (antwort = '') = (beantwortet_von_id IS NULL)",
            name=op.f("ck_kommentar_antwort"),
        ),
        sa.ForeignKeyConstraint(
            ["zielvereinbarung_id"],
            ["zielvereinbarung.id"],
            name=op.f("fk_kommentar_zielvereinbarung_id_zielvereinbarung"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["fassung_id"],
            ["zielvereinbarungsfassung.id"],
            name=op.f("fk_kommentar_fassung_id_zielvereinbarungsfassung"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_kommentar_person_id_person")),
        sa.ForeignKeyConstraint(
            ["beantwortet_von_id"], ["person.id"], name=op.f("fk_kommentar_beantwortet_von_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kommentar")),
    )
    for column in ("zielvereinbarung_id", "fassung_id", "person_id", "beantwortet_von_id"):
        op.create_index(op.f(f"ix_kommentar_{column}"), "kommentar", [column])

    with op.batch_alter_table("auftrag", schema=None) as batch_op:
        batch_op.alter_column("top_id", existing_type=sa.Integer(), nullable=True)
        for column, table in (("beschluss_id", "beschluss"), ("zielvereinbarung_id", "zielvereinbarung")):
            batch_op.add_column(sa.Column(column, sa.Integer(), nullable=True))
            batch_op.create_foreign_key(batch_op.f(f"fk_auftrag_{column}_{table}"), table, [column], ["id"])
            batch_op.create_index(batch_op.f(f"ix_auftrag_{column}"), [column], unique=False)
        batch_op.create_check_constraint(
            batch_op.f("ck_auftrag_herkunft"), "top_id IS NOT NULL OR beschluss_id IS NOT NULL"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_auftrag_auflage"), "(beschluss_id IS NULL) = (zielvereinbarung_id IS NULL)"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_auftrag_auflage_braucht_faellig_am"), "beschluss_id IS NULL OR faellig_am IS NOT NULL"
        )
    _am_auftrag()
    for statement in AUSLOESER[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade():
    # The older release knows no Auflage without a meeting, and no second version.
    op.execute("DELETE FROM auftrag WHERE top_id IS NULL")
    with op.batch_alter_table("auftrag", schema=None) as batch_op:
        for name in ("auflage_braucht_faellig_am", "auflage", "herkunft"):
            batch_op.drop_constraint(batch_op.f(f"ck_auftrag_{name}"), type_="check")
        for column, table in (("beschluss_id", "beschluss"), ("zielvereinbarung_id", "zielvereinbarung")):
            batch_op.drop_constraint(batch_op.f(f"fk_auftrag_{column}_{table}"), type_="foreignkey")
            batch_op.drop_index(batch_op.f(f"ix_auftrag_{column}"))
            batch_op.drop_column(column)
        batch_op.alter_column("top_id", existing_type=sa.Integer(), nullable=False)
    _am_auftrag()
    op.drop_table("kommentar")
    op.drop_table("zielvereinbarungsfassung")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION zielvereinbarungsfassung_bleibt()")

    # A version that was replaced was in force; those that follow it stand by themselves.
    op.execute("UPDATE zielvereinbarung SET status = 'abgeschlossen', erfuellung = 'teilweise' WHERE status = 'abgeloest'")
    with op.batch_alter_table("zielvereinbarung", schema=None) as batch_op:
        _staende(batch_op, STATUS, MIT_BESCHLUSS, IN_KRAFT)
        batch_op.drop_index("ix_zielvereinbarung_nachfolger")
        for name in ("vorgaenger", "fortschreibung", "fassung"):
            batch_op.drop_constraint(batch_op.f(f"ck_zielvereinbarung_{name}"), type_="check")
        batch_op.drop_constraint(
            batch_op.f("fk_zielvereinbarung_vorgaenger_id_zielvereinbarung"), type_="foreignkey"
        )
        batch_op.drop_column("fortschreibung")
        batch_op.drop_column("vorgaenger_id")


def _am_auftrag():
    if op.get_bind().dialect.name == "sqlite":
        for statement in AM_AUFTRAG:
            op.execute(statement)


def _mit_neuem(words):
    place = words.index("in_kraft") + 1
    return (*words[:place], NEU, *words[place:])


def _staende(batch_op, status, mit_beschluss, in_kraft):
    """The words of the status, and what each needs."""
    rules = {
        "status": f"status IN ({_liste(status)})",
        "status_braucht_beschluss_id": f"status NOT IN ({_liste(mit_beschluss)}) OR beschluss_id IS NOT NULL",
        "status_braucht_in_kraft_am": f"status NOT IN ({_liste(in_kraft)}) OR in_kraft_am IS NOT NULL",
    }
    for name, rule in rules.items():
        batch_op.drop_constraint(batch_op.f(f"ck_zielvereinbarung_{name}"), type_="check")
        batch_op.create_check_constraint(batch_op.f(f"ck_zielvereinbarung_{name}"), rule)


def _liste(words):
    return ", ".join(f"'{word}'" for word in words)
