"""Sources that people suggested."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suggestions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_suggestions"),
        sa.UniqueConstraint("day", "url", "note", name="uq_suggestions_day"),
    )
    op.create_index("ix_suggestions_day", "suggestions", ["day"])


def downgrade() -> None:
    op.drop_table("suggestions")
