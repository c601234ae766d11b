"""Alerts: subscriptions, settings, outbox, changes of the base, what was told."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ZERO = sa.text("0")


def upgrade() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("topic", sa.BigInteger, nullable=False, server_default=ZERO),
        sa.Column("scope", sa.String(16), nullable=False),
        sa.Column("target", sa.String(200), nullable=False),
        sa.Column("stages", sa.String(64)),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sa.UniqueConstraint("chat_id", "topic", "scope", "target", name="uq_subscriptions_chat_id"),
    )
    op.create_index("ix_subscriptions_scope", "subscriptions", ["scope", "target"])
    op.create_table(
        "alert_chats",
        sa.Column("chat_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("stages", sa.String(64), nullable=False),
        sa.Column("quiet_from", sa.Integer),
        sa.Column("quiet_to", sa.Integer),
        sa.Column("paused_until", MOMENT),
        sa.Column("digest", sa.String(8)),
        sa.Column("digest_hour", sa.Integer, nullable=False, server_default=sa.text("9")),
        sa.Column("digest_weekday", sa.Integer, nullable=False, server_default=ZERO),
        sa.Column("digest_always", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_alert_chats"),
    )
    op.create_index("ix_alert_chats_changed_at", "alert_chats", ["changed_at"])
    op.create_table(
        "mutes",
        sa.Column("chat_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("entry_id", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "entry_id", name="pk_mutes"),
    )
    _outbox()
    _base()
    op.create_table(
        "told",
        sa.Column("chat_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("topic", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("ref", sa.String(250), nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.PrimaryKeyConstraint("chat_id", "topic", "ref", name="pk_told"),
    )
    op.create_index("ix_told_ref", "told", ["ref"])
    op.create_index("ix_told_told_at", "told", ["told_at"])
    op.create_table(
        "withdrawn",
        sa.Column("ref", sa.String(250), nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("ref", name="pk_withdrawn"),
    )
    op.create_table(
        "marks",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("at", MOMENT),
        sa.Column("text", sa.String(200)),
        sa.PrimaryKeyConstraint("name", name="pk_marks"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("topic", sa.BigInteger, nullable=False, server_default=ZERO),
        sa.Column("subject", sa.String(250), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("entry_id", sa.String(200), nullable=False),
        sa.Column("stage", sa.String(8), nullable=False),
        sa.Column("payload", sa.Text),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("expires", MOMENT, nullable=False),
        sa.Column("ready", MOMENT, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("lease_until", MOMENT),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=ZERO),
        sa.Column("plain", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("topicless", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("reason", sa.String(300)),
        sa.Column("done_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("chat_id", "topic", "subject", name="uq_outbox_chat_id"),
    )
    op.create_index("ix_outbox_state", "outbox", ["state", "ready"])
    op.create_index("ix_outbox_entry_id", "outbox", ["entry_id", "chat_id"])
    op.create_index("ix_outbox_done_at", "outbox", ["done_at"])


def _base() -> None:
    op.create_table(
        "published",
        sa.Column("entry_id", sa.String(200), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name="pk_published"),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("loaded_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
    )
    op.create_index("ix_versions_loaded_at", "versions", ["loaded_at"])
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("print", sa.String(16), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("entry_id", sa.String(200), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("ref", sa.String(250), nullable=False),
        sa.Column("differences", sa.Text, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("hold_until", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT),
        sa.Column("is_shown", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
    )
    op.create_index("ix_changes_entry_id", "changes", ["entry_id"])
    op.create_index("ix_changes_state", "changes", ["state"])


def downgrade() -> None:
    tables = (
        "marks",
        "withdrawn",
        "told",
        "changes",
        "versions",
        "published",
        "outbox",
        "mutes",
        "alert_chats",
        "subscriptions",
    )
    for table in tables:
        op.drop_table(table)
