"""A setting may be a file: the logo beside the letterhead.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("einstellung", schema=None) as batch_op:
        batch_op.add_column(sa.Column("datei_id", sa.Integer(), nullable=True))
    with op.batch_alter_table("einstellung", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_einstellung_datei_id"), ["datei_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_einstellung_datei_id_datei"), "datei", ["datei_id"], ["id"])
        batch_op.create_check_constraint(
            batch_op.f("ck_einstellung_text_oder_datei"), "datei_id IS NULL OR wert = ''"
        )


def downgrade() -> None:
    with op.batch_alter_table("einstellung", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_einstellung_text_oder_datei"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_einstellung_datei_id_datei"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_einstellung_datei_id"))
        batch_op.drop_column("datei_id")
