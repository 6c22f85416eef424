"""Quotes beside their originals, what they join, and what people parted."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_READ = """
SELECT d.id, d.sorted_at, r.segments
FROM document AS d JOIN reading AS r ON r.digest = d.reading
WHERE d.message = d.id AND r.segments LIKE '%"quote"%'
ORDER BY d.position
"""


def upgrade() -> None:
    """Make the tables, and note the quotes of what was read before."""
    op.create_table(
        "comparison",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=True),
        sa.Column("how", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("document", "start"),
        sqlite_strict=True,
    )
    op.create_index("comparison_original", "comparison", ["original"])
    op.create_index("comparison_author", "comparison", ["author", "verdict", "at"])
    op.create_table(
        "joint",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("document"),
        sqlite_strict=True,
    )
    op.create_index("joint_original", "joint", ["original"])
    op.create_table(
        "parting",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("document"),
        sqlite_strict=True,
    )
    _fill()


def _fill() -> None:
    """Note the quotes of messages that were read before; none is compared yet."""
    tx = op.get_bind()
    add = sa.text(
        'INSERT INTO comparison (document, start, "end", author, at, verdict)'
        " VALUES (:document, :start, :end, :author, :at, 'waiting')"
    )
    for row in tx.execute(sa.text(_READ)).all():
        for kind, start, end, author in json.loads(row.segments):
            if kind == "quote":
                values = {"document": row.id, "start": start, "end": end}
                values |= {"author": author, "at": row.sorted_at}
                tx.execute(add, values)
