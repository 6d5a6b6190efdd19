"""Stored files: what is known about one, its bytes in a table of their own; Nachweise of Maßnahmen.

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
    op.create_table(
        "nachweis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("massnahme_id", sa.Integer(), nullable=False),
        sa.Column("titel", sa.String(length=160), nullable=False),
        sa.Column("adresse", sa.String(length=500), nullable=False),
        sa.Column("datei_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("hinzugefuegt_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entfernt_von_id", sa.Integer(), nullable=True),
        sa.Column("entfernt_am", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entfernt_weil", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("titel <> ''", name=op.f("ck_nachweis_titel")),
        sa.CheckConstraint(
            "entfernt_am IS NOT NULL OR (adresse <> '') = (datei_id IS NULL)",
            name=op.f("ck_nachweis_adresse_oder_datei"),
        ),
        sa.CheckConstraint(
            "(entfernt_am IS NULL) = (entfernt_weil = '') AND (entfernt_am IS NULL) = (entfernt_von_id IS NULL)",
            name=op.f("ck_nachweis_entfernt_mit_grund"),
        ),
        sa.CheckConstraint("entfernt_am IS NULL OR adresse = ''", name=op.f("ck_nachweis_entfernt_ohne_adresse")),
        sa.ForeignKeyConstraint(["datei_id"], ["datei.id"], name=op.f("fk_nachweis_datei_id_datei")),
        sa.ForeignKeyConstraint(["entfernt_von_id"], ["person.id"], name=op.f("fk_nachweis_entfernt_von_id_person")),
        sa.ForeignKeyConstraint(
            ["massnahme_id"], ["massnahme.id"], name=op.f("fk_nachweis_massnahme_id_massnahme"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_nachweis_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nachweis")),
        sa.UniqueConstraint("datei_id", name=op.f("uq_nachweis_datei_id")),
    )
    op.create_index(op.f("ix_nachweis_massnahme_id"), "nachweis", ["massnahme_id"], unique=False)


def downgrade():
    op.drop_index(op.f("ix_nachweis_massnahme_id"), table_name="nachweis")
    op.drop_table("nachweis")
    op.drop_table("dateiinhalt")
    op.drop_index(op.f("ix_datei_person_id"), table_name="datei")
    op.drop_table("datei")
