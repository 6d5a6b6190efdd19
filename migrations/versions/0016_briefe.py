"""When a letter is tried again, what became of one that is not sent, and which kinds a person switched off.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_ARTEN = ("sitzungen", "abstimmungen", "themen", "umsetzung", "erinnerungen", "montagsbrief")
_TRIES_BEFORE = 12


def upgrade() -> None:
    op.create_table(
        "abbestellung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("art", sa.String(length=40), nullable=False),
        sa.Column("abbestellt_am", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"art IN ({', '.join(repr(art) for art in _ARTEN)})", name=op.f("ck_abbestellung_art")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_abbestellung_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_abbestellung")),
        sa.UniqueConstraint("person_id", "art", name=op.f("uq_abbestellung_person_id_art")),
    )
    with op.batch_alter_table("nachricht", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wieder_am", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("verworfen_am", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_nachricht_wieder_am"), ["wieder_am"], unique=False)
        batch_op.create_check_constraint(
            batch_op.f("ck_nachricht_erledigt"),
            "wieder_am IS NULL OR (versendet_am IS NULL AND verworfen_am IS NULL)",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_nachricht_eins_von_beiden"), "versendet_am IS NULL OR verworfen_am IS NULL"
        )
    # What still waited goes on waiting; what had been tried to the end stays given up.
    op.execute(
        "UPDATE nachricht SET wieder_am = COALESCE(versucht_am, erstellt_am) "
        f"WHERE versendet_am IS NULL AND versuche < {_TRIES_BEFORE}"
    )


def downgrade() -> None:
    # Without the column nothing would tell that these are not to be sent any more.
    op.execute("DELETE FROM nachricht WHERE verworfen_am IS NOT NULL")
    op.execute(
        f"UPDATE nachricht SET versuche = {_TRIES_BEFORE} "
        f"WHERE versendet_am IS NULL AND wieder_am IS NULL AND versuche < {_TRIES_BEFORE}"
    )
    with op.batch_alter_table("nachricht", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_nachricht_eins_von_beiden"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_nachricht_erledigt"), type_="check")
        batch_op.drop_index(batch_op.f("ix_nachricht_wieder_am"))
        batch_op.drop_column("verworfen_am")
        batch_op.drop_column("wieder_am")
    op.drop_table("abbestellung")
