"""People: who stands for whom, who wrote each message, and whom others quote."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_WRITINGS = """
INSERT INTO writing (document, address, at, dated)
SELECT d.id, p.address, d.sorted_at, d.sorted_at <> d.taken_in_at
FROM document AS d JOIN participant AS p ON p.document = d.id
WHERE d.message = d.id AND p.address <> '' AND p.ordinal = (
    SELECT min(o.ordinal) FROM participant AS o
    WHERE o.document = d.id AND o.role = 'from'
)
"""
_READ = """
SELECT d.id, d.sorted_at, r.segments
FROM document AS d JOIN reading AS r ON r.digest = d.reading
WHERE d.message = d.id AND r.segments LIKE '%@%'
ORDER BY d.position
"""


def upgrade() -> None:
    """Make the tables, and fill those that come of what was read before."""
    op.add_column("person", sa.Column("merged_into", sa.Text(), nullable=True))
    op.create_table(
        "distinction",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person", "other"),
        sqlite_strict=True,
    )
    op.create_table(
        "writing",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("dated", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("document"),
        sqlite_strict=True,
    )
    op.create_index(
        "writing_address", "writing", ["address", "at", "document", "dated"]
    )
    op.create_table(
        "quotation",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document", "start"),
        sqlite_strict=True,
    )
    op.create_index("quotation_address", "quotation", ["address", "at"])
    _fill()


def _fill() -> None:
    """Make the rows of messages that were read before there were such rows."""
    tx = op.get_bind()
    tx.execute(sa.text(_WRITINGS))
    add = sa.text(
        'INSERT OR IGNORE INTO quotation (document, start, "end", address, at)'
        " VALUES (:document, :start, :end, :address, :at)"
    )
    for row in tx.execute(sa.text(_READ)).all():
        for kind, start, end, author in json.loads(row.segments):
            if kind in {"quote", "forwarded"} and author and "@" in author:
                values = {"document": row.id, "start": start, "end": end}
                values |= {"address": author.lower(), "at": row.sorted_at}
                tx.execute(add, values)
