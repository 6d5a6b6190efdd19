"""Cases: Bruchstellen at their Station, participants, retention; drafts of forms.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BEREINIGT = (
    "status <> 'bereinigt' OR (schilderung = '' AND rueckgabe = '' AND autor_id IS NULL "
    "AND herkunft_id IS NULL AND loeschen_am IS NULL)"
)


def upgrade() -> None:
    op.create_table(
        "entwurf",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("akt", sa.String(length=60), nullable=False),
        sa.Column("ding", sa.String(length=40), nullable=False),
        sa.Column("felder", sa.JSON(), nullable=False),
        sa.Column("geaendert_am", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_entwurf_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entwurf")),
        sa.UniqueConstraint("person_id", "akt", "ding", name=op.f("uq_entwurf_person_id_akt_ding")),
    )
    with op.batch_alter_table("entwurf", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entwurf_ding"), ["ding"], unique=False)
        batch_op.create_index(batch_op.f("ix_entwurf_geaendert_am"), ["geaendert_am"], unique=False)

    op.create_table(
        "fallbeteiligung",
        sa.Column("fall_id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fall_id"],
            ["fallrekonstruktion.id"],
            name=op.f("fk_fallbeteiligung_fall_id_fallrekonstruktion"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["institution.id"],
            name=op.f("fk_fallbeteiligung_institution_id_institution"),
        ),
        sa.PrimaryKeyConstraint(
            "fall_id", "institution_id", name=op.f("pk_fallbeteiligung")
        ),
    )
    with op.batch_alter_table("fallbeteiligung", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_fallbeteiligung_institution_id"), ["institution_id"], unique=False
        )

    with op.batch_alter_table("fallrekonstruktion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("verlaengert_am", sa.Date(), nullable=True))
        batch_op.create_check_constraint(batch_op.f("ck_fallrekonstruktion_bereinigt"), BEREINIGT)

    with op.batch_alter_table("bruchstelle", schema=None) as batch_op:
        batch_op.add_column(sa.Column("nach_station", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_bruchstelle_nach_station"), "nach_station IS NULL OR nach_station > 0"
        )


def downgrade() -> None:
    with op.batch_alter_table("bruchstelle", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_bruchstelle_nach_station"), type_="check")
        batch_op.drop_column("nach_station")

    with op.batch_alter_table("fallrekonstruktion", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_fallrekonstruktion_bereinigt"), type_="check")
        batch_op.drop_column("verlaengert_am")

    with op.batch_alter_table("fallbeteiligung", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fallbeteiligung_institution_id"))

    op.drop_table("fallbeteiligung")
    with op.batch_alter_table("entwurf", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entwurf_geaendert_am"))
        batch_op.drop_index(batch_op.f("ix_entwurf_ding"))

    op.drop_table("entwurf")
