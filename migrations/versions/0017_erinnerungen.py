"""What somebody was reminded of already.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erinnerung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("anlass", sa.String(length=60), nullable=False),
        sa.Column("stufe", sa.String(length=100), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("gesagt_am", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_erinnerung_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erinnerung")),
        sa.UniqueConstraint("anlass", "stufe", "person_id", name=op.f("uq_erinnerung_anlass_stufe_person_id")),
    )
    op.create_index(op.f("ix_erinnerung_person_id"), "erinnerung", ["person_id"])
    op.create_index(op.f("ix_erinnerung_gesagt_am"), "erinnerung", ["gesagt_am"])


def downgrade() -> None:
    op.drop_table("erinnerung")
