"""Personal keys for calendars and the JSON interface.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "zugangsschluessel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("zweck", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("inhalte", sa.JSON(), nullable=False),
        sa.Column("mit_titel", sa.Boolean(), nullable=False),
        sa.Column("angelegt_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gueltig_bis", sa.Date(), nullable=True),
        sa.Column("zuletzt_am", sa.Date(), nullable=True),
        sa.Column("widerrufen_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("zweck IN ('kalender', 'schnittstelle')", name=op.f("ck_zugangsschluessel_zweck")),
        sa.CheckConstraint("status IN ('gueltig', 'widerrufen')", name=op.f("ck_zugangsschluessel_status")),
        sa.CheckConstraint(
            "status NOT IN ('widerrufen') OR widerrufen_am IS NOT NULL",
            name=op.f("ck_zugangsschluessel_status_braucht_widerrufen_am"),
        ),
        sa.CheckConstraint(
            "zweck NOT IN ('schnittstelle') OR gueltig_bis IS NOT NULL",
            name=op.f("ck_zugangsschluessel_zweck_braucht_gueltig_bis"),
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_zugangsschluessel_name")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_zugangsschluessel_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zugangsschluessel")),
        sa.UniqueConstraint("hash", name=op.f("uq_zugangsschluessel_hash")),
    )
    op.create_index(op.f("ix_zugangsschluessel_person_id"), "zugangsschluessel", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_zugangsschluessel_person_id"), table_name="zugangsschluessel")
    op.drop_table("zugangsschluessel")
