"""Groups: regular briefings, how the bot stands in a group, who was seen to run it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "briefings",
        sa.Column("chat_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("topic", sa.BigInteger, nullable=False, server_default=sa.text("0")),
        sa.Column("days", sa.String(7), nullable=False),
        sa.Column("hour", sa.Integer, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("themes", sa.Text, nullable=False),
        sa.Column("most", sa.Integer, nullable=False),
        sa.Column("when_nothing", sa.String(16), nullable=False),
        sa.Column("is_on", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("since", MOMENT),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_briefings"),
    )
    op.create_index("ix_briefings_changed_at", "briefings", ["changed_at"])
    op.create_table(
        "groups",
        sa.Column("chat_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("added_by", sa.BigInteger),
        sa.Column("welcomed_at", MOMENT),
        sa.Column("can_write", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("can_send_files", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("told_at", MOMENT),
        sa.Column("told_of", sa.String(16)),
        sa.Column("guards_sensitive", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("chat_id", name="pk_groups"),
    )
    op.create_table(
        "known_admins",
        sa.Column("chat_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("user_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "user_id", name="pk_known_admins"),
    )
    op.create_index("ix_known_admins_user_id", "known_admins", ["user_id"])


def downgrade() -> None:
    for table in ("known_admins", "groups", "briefings"):
        op.drop_table(table)
