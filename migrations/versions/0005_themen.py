"""Themen that are merged and separated, estimated, and handed on; Stellungnahmen by Einzellink.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op


revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ZWECKE = (
    "konto_einrichten",
    "passwort_neu",
    "einladung_beantworten",
    "rueckmeldung_geben",
    "stimme_abgeben",
    "rueckkopplung_geben",
    "sitzung_teilnehmen",
    "protokoll_kommentieren",
)
NEUE_ZWECKE = ("stellungnahme_abgeben",)
STUFEN = ("aufwand", "einfluss", "dringlichkeit")


def _zwecke(*words: str) -> None:
    listed = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table("einzellink", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_einzellink_zweck"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_einzellink_zweck"), f"zweck IN ({listed})")


def upgrade() -> None:
    op.create_table(
        "weitergabe",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thema_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("ebene", sa.String(length=40), nullable=False),
        sa.Column("an", sa.String(length=160), nullable=False),
        sa.Column("anliegen", sa.String(length=2000), nullable=False),
        sa.Column("am", sa.Date(), nullable=False),
        sa.Column("wiedervorlage", sa.Date(), nullable=True),
        sa.Column("antwort", sa.String(length=4000), nullable=False),
        sa.Column("antwort_am", sa.Date(), nullable=True),
        sa.Column("abschluss", sa.String(length=2000), nullable=False),
        sa.Column("abgeschlossen_am", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("status IN ('gemeldet', 'beantwortet', 'erledigt')", name=op.f("ck_weitergabe_status")),
        sa.CheckConstraint("ebene IN ('land', 'bund', 'politik')", name=op.f("ck_weitergabe_ebene")),
        sa.CheckConstraint("an <> '' AND anliegen <> ''", name=op.f("ck_weitergabe_an_und_anliegen")),
        sa.CheckConstraint("(antwort = '') = (antwort_am IS NULL)", name=op.f("ck_weitergabe_antwort")),
        sa.CheckConstraint(
            "status NOT IN ('beantwortet') OR antwort_am IS NOT NULL",
            name=op.f("ck_weitergabe_status_braucht_antwort_am"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('erledigt') OR abgeschlossen_am IS NOT NULL",
            name=op.f("ck_weitergabe_status_braucht_abgeschlossen_am"),
        ),
        sa.CheckConstraint(
            "status = 'erledigt' OR wiedervorlage IS NOT NULL", name=op.f("ck_weitergabe_offen_braucht_wiedervorlage")
        ),
        sa.CheckConstraint(
            "status <> 'erledigt' OR antwort <> '' OR abschluss <> ''",
            name=op.f("ck_weitergabe_erledigt_braucht_grund"),
        ),
        sa.ForeignKeyConstraint(
            ["thema_id"], ["thema.id"], name=op.f("fk_weitergabe_thema_id_thema"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weitergabe")),
    )
    with op.batch_alter_table("weitergabe", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_weitergabe_status"), ["status"], unique=False)
        batch_op.create_index(batch_op.f("ix_weitergabe_thema_id"), ["thema_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_weitergabe_wiedervorlage"), ["wiedervorlage"], unique=False)

    with op.batch_alter_table("thema", schema=None) as batch_op:
        batch_op.add_column(sa.Column("zusammengefuehrt_in_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("zusammengefuehrt_am", sa.Date(), nullable=True))
        for stufe in STUFEN:
            batch_op.add_column(sa.Column(stufe, sa.String(length=40), nullable=True))
        batch_op.add_column(
            sa.Column("einschaetzung", sa.String(length=500), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(sa.Column("eingeschaetzt_am", sa.Date(), nullable=True))
    with op.batch_alter_table("thema", schema=None) as batch_op:
        batch_op.alter_column(
            "einschaetzung", existing_type=sa.String(length=500), existing_nullable=False, server_default=None
        )
        batch_op.create_index(batch_op.f("ix_thema_zusammengefuehrt_in_id"), ["zusammengefuehrt_in_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_thema_zusammengefuehrt_in_id_thema"), "thema", ["zusammengefuehrt_in_id"], ["id"]
        )
        batch_op.drop_constraint(batch_op.f("ck_thema_status_braucht_status_vorher"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_thema_status_braucht_status_vorher"),
            "status NOT IN ('ruht', 'zusammengefuehrt') OR status_vorher IS NOT NULL",
        )
        for stufe in STUFEN:
            batch_op.create_check_constraint(
                batch_op.f(f"ck_thema_{stufe}"), f"{stufe} IS NULL OR {stufe} IN ('hoch', 'mittel', 'gering')"
            )
        batch_op.create_check_constraint(
            batch_op.f("ck_thema_zusammengefuehrt_in"),
            "(status = 'zusammengefuehrt') = (zusammengefuehrt_in_id IS NOT NULL)",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_thema_zusammengefuehrt_am"),
            "(zusammengefuehrt_in_id IS NULL) = (zusammengefuehrt_am IS NULL)",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_thema_zusammengefuehrt_mit_anderem"), "zusammengefuehrt_in_id <> id"
        )

    with op.batch_alter_table("grundlage", schema=None) as batch_op:
        batch_op.add_column(sa.Column("aus_thema_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_grundlage_aus_thema_id"), ["aus_thema_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_grundlage_aus_thema_id_thema"), "thema", ["aus_thema_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.create_check_constraint(batch_op.f("ck_grundlage_aus_anderem_thema"), "aus_thema_id <> thema_id")

    with op.batch_alter_table("stellungnahme", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erinnert_am", sa.Date(), nullable=True))

    _zwecke(*ZWECKE, *NEUE_ZWECKE)


def downgrade() -> None:
    op.execute("DELETE FROM einzellink WHERE zweck = 'stellungnahme_abgeben'")
    _zwecke(*ZWECKE)
    with op.batch_alter_table("stellungnahme", schema=None) as batch_op:
        batch_op.drop_column("erinnert_am")

    op.execute("DELETE FROM grundlage WHERE aus_thema_id IS NOT NULL")
    with op.batch_alter_table("grundlage", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_grundlage_aus_anderem_thema"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_grundlage_aus_thema_id_thema"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_grundlage_aus_thema_id"))
        batch_op.drop_column("aus_thema_id")

    # The older release knows no merging: what is merged stands by itself again, as before.
    with op.batch_alter_table("thema", schema=None) as batch_op:
        for name in ("zusammengefuehrt_mit_anderem", "zusammengefuehrt_am", "zusammengefuehrt_in", *STUFEN):
            batch_op.drop_constraint(batch_op.f(f"ck_thema_{name}"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_thema_status_braucht_status_vorher"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_thema_status_braucht_status_vorher"), "status NOT IN ('ruht') OR status_vorher IS NOT NULL"
        )
        batch_op.drop_constraint(batch_op.f("fk_thema_zusammengefuehrt_in_id_thema"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_thema_zusammengefuehrt_in_id"))
    op.execute("UPDATE thema SET status = status_vorher, status_vorher = NULL WHERE status = 'zusammengefuehrt'")
    with op.batch_alter_table("thema", schema=None) as batch_op:
        batch_op.drop_column("eingeschaetzt_am")
        batch_op.drop_column("einschaetzung")
        for stufe in STUFEN:
            batch_op.drop_column(stufe)
        batch_op.drop_column("zusammengefuehrt_am")
        batch_op.drop_column("zusammengefuehrt_in_id")

    with op.batch_alter_table("weitergabe", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_weitergabe_wiedervorlage"))
        batch_op.drop_index(batch_op.f("ix_weitergabe_thema_id"))
        batch_op.drop_index(batch_op.f("ix_weitergabe_status"))

    op.drop_table("weitergabe")
