"""Deliveries, the hours of a round, and what a request is in the account."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the table and add the columns; nothing of the kind was entered before."""
    op.create_table(
        "delivery",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("deliverable", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("documents", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("delivery_project", "delivery", ["project"])
    op.add_column("round", sa.Column("hours", sa.Text(), nullable=True))
    op.add_column("request", sa.Column("ground", sa.Text(), nullable=True))
    op.add_column("request", sa.Column("of", sa.Text(), nullable=True))
    op.add_column("request", sa.Column("late", sa.Text(), nullable=True))
    op.add_column("request", sa.Column("ground_why", sa.Text(), nullable=True))
