"""Terms of every kind: what they say beside a value, and how they end."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the columns; no term that is here has anything of the kind."""
    op.add_column("term", sa.Column("counting", sa.Text(), nullable=True))
    op.add_column("term", sa.Column("chosen_by", sa.Text(), nullable=True))
    op.add_column("term", sa.Column("due", sa.Text(), nullable=True))
    op.add_column("term", sa.Column("last_day", sa.Text(), nullable=True))
    op.add_column("term", sa.Column("limit_minor", sa.Integer(), nullable=True))
    op.add_column("term", sa.Column("limit_currency", sa.Text(), nullable=True))
    op.add_column("term", sa.Column("ended", sa.Text(), nullable=True))
    op.add_column("term", sa.Column("ended_why", sa.Text(), nullable=True))
    op.add_column("term", sa.Column("withdrawn", sa.Text(), nullable=True))
