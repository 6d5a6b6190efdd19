"""Imports between their upload and their end.

Revision ID: 0019
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0014"
branch_labels = None
depends_on = None

PHASEN = ("spalten", "pruefung", "vorschau", "uebernahme", "fertig")


def upgrade() -> None:
    op.create_table(
        "importlauf",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("art", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("dateiname", sa.String(length=120), nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=False),
        sa.Column("koepfe", sa.JSON(), nullable=False),
        sa.Column("antworten", sa.JSON(), nullable=False),
        sa.Column("ergebnis", sa.JSON(), nullable=False),
        sa.Column("geaendert_am", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "phase IN ({})".format(", ".join(f"'{phase}'" for phase in PHASEN)), name=op.f("ck_importlauf_phase")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_importlauf_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_importlauf")),
    )
    op.create_index(op.f("ix_importlauf_person_id"), "importlauf", ["person_id"])
    op.create_index(op.f("ix_importlauf_geaendert_am"), "importlauf", ["geaendert_am"])
    op.create_table(
        "importzeile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("importlauf_id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("werte", sa.JSON(), nullable=False),
        sa.Column("stand", sa.String(length=20), nullable=True),
        sa.Column("befund", sa.JSON(), nullable=False),
        sa.Column("geschrieben", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["importlauf_id"],
            ["importlauf.id"],
            name=op.f("fk_importzeile_importlauf_id_importlauf"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_importzeile")),
    )
    op.create_index("ix_importzeile_lauf", "importzeile", ["importlauf_id", "stand"])


def downgrade() -> None:
    op.drop_table("importzeile")
    op.drop_table("importlauf")
