"""Saved views: the filter of a list under a name.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "ansicht",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("liste", sa.String(length=40), nullable=False),
        sa.Column("abfrage", sa.String(length=3000), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("geloescht_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("status IN ('eigen', 'geteilt', 'geloescht')", name=op.f("ck_ansicht_status")),
        sa.CheckConstraint(
            "status NOT IN ('geloescht') OR geloescht_am IS NOT NULL",
            name=op.f("ck_ansicht_status_braucht_geloescht_am"),
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_ansicht_name")),
        sa.CheckConstraint("abfrage <> ''", name=op.f("ck_ansicht_abfrage")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ansicht_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ansicht")),
    )
    op.create_index(op.f("ix_ansicht_person_id"), "ansicht", ["person_id"], unique=False)
    op.create_index(op.f("ix_ansicht_liste"), "ansicht", ["liste"], unique=False)


def downgrade():
    op.drop_index(op.f("ix_ansicht_liste"), table_name="ansicht")
    op.drop_index(op.f("ix_ansicht_person_id"), table_name="ansicht")
    op.drop_table("ansicht")
