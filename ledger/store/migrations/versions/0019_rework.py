"""The hours of a request, and the words that accepted what rework reverses."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Add the columns; nothing of the kind was entered before."""
    for name in ("accepted_document", "accepted_quote"):
        op.add_column("request", sa.Column(name, sa.Text(), nullable=True))
    for name in ("accepted_start", "accepted_end", "accepted_page"):
        op.add_column("request", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("request", sa.Column("hours", sa.Text(), nullable=True))
