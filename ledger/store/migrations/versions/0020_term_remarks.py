"""What somebody saw on the paper of a term that its text does not say."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Add the columns; nothing was remarked so far."""
    for name in ("remark", "remarked_why"):
        op.add_column("term", sa.Column(name, sa.Text(), nullable=True))
