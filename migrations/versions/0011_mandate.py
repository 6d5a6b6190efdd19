"""Mandate with their history, the end of a Projektgruppe, and since when somebody is responsible.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_VERWEISE = {"thema_id": "thema", "projektgruppe_id": "gremium", "beschluss_id": "beschluss", "statt_id": "thema"}
_REGELN = {
    "last_und_hoechstlast": "(last IS NULL) = (hoechstlast IS NULL)",
    "ueber_der_last": "last IS NULL OR last < hoechstlast OR begruendung <> '' OR statt_id IS NOT NULL",
    "statt_anderem": "statt_id <> thema_id",
    "annahme": "annahme = '' OR angenommen_am IS NOT NULL",
    "rueckgabe": "rueckgabe = '' OR beendet_am IS NOT NULL",
    "angenommen_danach": "angenommen_am IS NULL OR angenommen_am >= erteilt_am",
    "beendet_danach": "beendet_am IS NULL OR beendet_am >= erteilt_am",
}
# The Mandat of every Thema that has a group today: from the Beschluss that gave it, or the one the Thema names.
# Nobody wrote down that it was accepted or how much the group carried, so neither is claimed.
_BISHERIGE = """
INSERT INTO mandat (thema_id, projektgruppe_id, beschluss_id, text, frist, erteilt_am, begruendung, annahme,
                    beendet_am, rueckgabe, version)
SELECT thema.id, thema.projektgruppe_id, beschluss.id, thema.mandat, thema.frist, beschluss.gefasst_am,
       CASE WHEN thema.status = 'beauftragt' THEN thema.begruendung ELSE '' END, '',
       CASE WHEN thema.status IN ('umgesetzt', 'abgeschlossen', 'beendet') THEN beschluss.gefasst_am END, '', 1
FROM thema JOIN beschluss ON beschluss.id = COALESCE(
    (SELECT MAX(w.beschluss_id) FROM beschlusswirkung w
     WHERE w.thema_id = thema.id AND w.akt = 'thema.beauftragen'), thema.beschluss_id)
WHERE thema.projektgruppe_id IS NOT NULL
"""


def upgrade() -> None:
    op.create_table(
        "mandat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thema_id", sa.Integer(), nullable=False),
        sa.Column("projektgruppe_id", sa.Integer(), nullable=False),
        sa.Column("beschluss_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("frist", sa.Date(), nullable=True),
        sa.Column("erteilt_am", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=True),
        sa.Column("hoechstlast", sa.Integer(), nullable=True),
        sa.Column("begruendung", sa.String(length=2000), nullable=False),
        sa.Column("statt_id", sa.Integer(), nullable=True),
        sa.Column("angenommen_am", sa.Date(), nullable=True),
        sa.Column("annahme", sa.String(length=500), nullable=False),
        sa.Column("beendet_am", sa.Date(), nullable=True),
        sa.Column("rueckgabe", sa.String(length=2000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_mandat_{name}")) for name, rule in _REGELN.items()),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_mandat_{column}_{table}"))
            for column, table in _VERWEISE.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandat")),
    )
    for column in (*_VERWEISE, "erteilt_am"):
        op.create_index(op.f(f"ix_mandat_{column}"), "mandat", [column], unique=False)
    running = sa.text("beendet_am IS NULL")
    op.create_index(
        "uq_mandat_laufend", "mandat", ["thema_id"], unique=True, sqlite_where=running, postgresql_where=running
    )
    op.execute(_BISHERIGE)
    op.add_column("gremium", sa.Column("verbleib", sa.String(length=2000), nullable=True))
    for table in ("massnahme", "auftrag"):
        op.add_column(table, sa.Column("verantwortlich_seit", sa.Date(), nullable=True))


def downgrade() -> None:
    for table in ("auftrag", "massnahme"):
        op.drop_column(table, "verantwortlich_seit")
    op.drop_column("gremium", "verbleib")
    op.drop_index("uq_mandat_laufend", table_name="mandat")
    for column in (*_VERWEISE, "erteilt_am"):
        op.drop_index(op.f(f"ix_mandat_{column}"), table_name="mandat")
    op.drop_table("mandat")
