"""Uploads: when a file was last changed, so that the same one goes on."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the column; of files on their way nobody knows it."""
    op.add_column("upload", sa.Column("modified", sa.Integer(), nullable=True))
