"""Stored files: what is known about one, and its bytes in a table of their own.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

HOECHSTENS_BYTES = 10 * 1024 * 1024


def upgrade():
    op.create_table(
        "datei",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("schluessel", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("art", sa.String(length=40), nullable=False),
        sa.Column("groesse", sa.Integer(), nullable=False),
        sa.Column("pruefsumme", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("hochgeladen_am", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "art IN ('pdf', 'docx', 'xlsx', 'odt', 'ods', 'png', 'jpg')", name=op.f("ck_datei_art")
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_datei_name")),
        sa.CheckConstraint(f"groesse BETWEEN 1 AND {HOECHSTENS_BYTES}", name=op.f("ck_datei_groesse")),
        sa.CheckConstraint("length(schluessel) >= 22", name=op.f("ck_datei_schluessel_unerratbar")),
        sa.CheckConstraint("length(pruefsumme) = 64", name=op.f("ck_datei_pruefsumme")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_datei_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_datei")),
        sa.UniqueConstraint("schluessel", name=op.f("uq_datei_schluessel")),
    )
    op.create_index(op.f("ix_datei_person_id"), "datei", ["person_id"], unique=False)
    op.create_table(
        "dateiinhalt",
        sa.Column("datei_id", sa.Integer(), nullable=False),
        sa.Column("inhalt", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            f"length(inhalt) BETWEEN 1 AND {HOECHSTENS_BYTES}", name=op.f("ck_dateiinhalt_groesse")
        ),
        sa.ForeignKeyConstraint(
            ["datei_id"], ["datei.id"], name=op.f("fk_dateiinhalt_datei_id_datei"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("datei_id", name=op.f("pk_dateiinhalt")),
    )


def downgrade():
    op.drop_table("dateiinhalt")
    op.drop_index(op.f("ix_datei_person_id"), table_name="datei")
    op.drop_table("datei")
