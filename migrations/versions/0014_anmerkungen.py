"""What the responsible house says to the light of its Maßnahme.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "anmerkung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("massnahme_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("angemerkt_am", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_anmerkung_text")),
        sa.ForeignKeyConstraint(
            ["massnahme_id"], ["massnahme.id"], name=op.f("fk_anmerkung_massnahme_id_massnahme"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_anmerkung_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anmerkung")),
        sa.UniqueConstraint("massnahme_id", name=op.f("uq_anmerkung_massnahme_id")),
    )


def downgrade() -> None:
    op.drop_table("anmerkung")
