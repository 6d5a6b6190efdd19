"""Reports of a hurdle (Meldungen), as evidence of a Thema and answered by letter to who has no account.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

GRUNDLAGE = (
    "(bruchstelle_id IS NOT NULL AND meldung_id IS NULL AND quellenart IS NULL)"
    " OR (bruchstelle_id IS NULL AND meldung_id IS NOT NULL AND quellenart IS NULL)"
    " OR (bruchstelle_id IS NULL AND meldung_id IS NULL AND quellenart IS NOT NULL)"
)
WOERTER = (
    "von_institutionstyp_id", "zu_institutionstyp_id", "von_rechtskreis_id", "zu_rechtskreis_id", "ursache_id",
    "handlungsfeld_id", "phase_id",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "meldung",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("weg", sa.String(length=40), nullable=False),
        sa.Column("eingegangen_am", sa.DateTime(timezone=True), nullable=False),
        sa.Column("titel", sa.String(length=160), nullable=False),
        sa.Column("schilderung", sa.String(length=2000), nullable=False),
        sa.Column("vorschlag", sa.String(length=1000), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in WOERTER),
        sa.Column("kommune_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("mail", sa.String(length=200), nullable=True),
        sa.Column("kennung", sa.String(length=64), nullable=True),
        sa.Column("zeichen", sa.String(length=64), nullable=True),
        sa.Column("frage", sa.String(length=1000), nullable=False),
        sa.Column("antwort", sa.String(length=2000), nullable=False),
        sa.Column("begruendung", sa.String(length=1000), nullable=False),
        sa.Column("thema_id", sa.Integer(), nullable=True),
        sa.Column("entschieden_am", sa.Date(), nullable=True),
        sa.Column("loeschen_am", sa.Date(), nullable=True),
        sa.Column("verlaengerung", sa.String(length=500), nullable=False),
        sa.Column("geleert_am", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('eingegangen', 'nachfrage', 'angenommen', 'einzelfall', 'abgelegt', 'geloescht')",
            name=op.f("ck_meldung_status"),
        ),
        sa.CheckConstraint("weg IN ('konto', 'oeffentlich', 'tabelle')", name=op.f("ck_meldung_weg")),
        sa.CheckConstraint(
            "status NOT IN ('angenommen') OR thema_id IS NOT NULL", name=op.f("ck_meldung_status_braucht_thema_id")
        ),
        sa.CheckConstraint(
            "status NOT IN ('geloescht') OR geleert_am IS NOT NULL", name=op.f("ck_meldung_status_braucht_geleert_am")
        ),
        sa.CheckConstraint(
            "geleert_am IS NULL OR (titel = '' AND schilderung = '' AND vorschlag = '' AND frage = ''"
            " AND antwort = '' AND begruendung = '' AND verlaengerung = '' AND mail IS NULL)",
            name=op.f("ck_meldung_geleert"),
        ),
        sa.CheckConstraint("geleert_am IS NOT NULL OR titel <> ''", name=op.f("ck_meldung_titel")),
        sa.CheckConstraint(
            "status <> 'nachfrage' OR frage <> '' OR geleert_am IS NOT NULL", name=op.f("ck_meldung_nachfrage")
        ),
        sa.CheckConstraint(
            "status <> 'abgelegt' OR begruendung <> '' OR geleert_am IS NOT NULL", name=op.f("ck_meldung_abgelegt")
        ),
        sa.CheckConstraint("(kennung IS NULL) = (zeichen IS NULL)", name=op.f("ck_meldung_link")),
        *(
            sa.ForeignKeyConstraint([name], ["vokabel.id"], name=op.f(f"fk_meldung_{name}_vokabel"))
            for name in WOERTER
        ),
        sa.ForeignKeyConstraint(["kommune_id"], ["kommune.id"], name=op.f("fk_meldung_kommune_id_kommune")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_meldung_person_id_person")),
        sa.ForeignKeyConstraint(["thema_id"], ["thema.id"], name=op.f("fk_meldung_thema_id_thema")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meldung")),
        sa.UniqueConstraint("kennung", name=op.f("uq_meldung_kennung")),
        sa.UniqueConstraint("nummer", name=op.f("uq_meldung_nummer")),
        sa.UniqueConstraint("zeichen", name=op.f("uq_meldung_zeichen")),
    )
    with op.batch_alter_table("meldung", schema=None) as batch_op:
        for name in (
            "eingegangen_am", "handlungsfeld_id", "kommune_id", "loeschen_am", "person_id", "status", "thema_id",
            "von_rechtskreis_id", "zu_rechtskreis_id",
        ):  # fmt: skip
            batch_op.create_index(batch_op.f(f"ix_meldung_{name}"), [name], unique=False)

    with op.batch_alter_table("grundlage", schema=None) as batch_op:
        batch_op.add_column(sa.Column("meldung_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_grundlage_meldung_id"), ["meldung_id"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_grundlage_thema_id_meldung_id"), ["thema_id", "meldung_id"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_grundlage_meldung_id_meldung"), "meldung", ["meldung_id"], ["id"])
        batch_op.drop_constraint(batch_op.f("ck_grundlage_bruchstelle_oder_quelle"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_grundlage_genau_eine"), GRUNDLAGE)

    with op.batch_alter_table("nachricht", schema=None) as batch_op:
        batch_op.add_column(sa.Column("adresse", sa.String(length=200), nullable=True))
        batch_op.create_index(batch_op.f("ix_nachricht_adresse"), ["adresse"], unique=False)
        batch_op.alter_column("person_id", existing_type=sa.Integer(), nullable=True)
        batch_op.create_check_constraint(
            batch_op.f("ck_nachricht_empfaenger"), "(person_id IS NULL) <> (adresse IS NULL)"
        )


def downgrade() -> None:
    """What only this release can hold goes with it."""
    op.execute("DELETE FROM nachricht WHERE person_id IS NULL")
    op.execute("DELETE FROM grundlage WHERE meldung_id IS NOT NULL")
    with op.batch_alter_table("nachricht", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_nachricht_empfaenger"), type_="check")
        batch_op.alter_column("person_id", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_index(batch_op.f("ix_nachricht_adresse"))
        batch_op.drop_column("adresse")
    with op.batch_alter_table("grundlage", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_grundlage_genau_eine"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_grundlage_meldung_id_meldung"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_grundlage_thema_id_meldung_id"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_grundlage_meldung_id"))
        batch_op.drop_column("meldung_id")
        batch_op.create_check_constraint(
            batch_op.f("ck_grundlage_bruchstelle_oder_quelle"), "(bruchstelle_id IS NULL) <> (quellenart IS NULL)"
        )
    op.drop_table("meldung")
