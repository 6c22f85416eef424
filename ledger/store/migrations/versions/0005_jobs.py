"""Jobs of every kind: turns, moments to wait for, and what was set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_KEPT = "id, kind, subject, receipt, state, priority, tries, leased_by, leased_until"


def upgrade() -> None:
    """Make the table anew, with the jobs that wait in it."""
    op.execute(f"CREATE TABLE job_before AS SELECT {_KEPT}, made_at FROM job")  # noqa: S608 - names of columns that stand above
    op.drop_table("job")
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("leased_by", sa.Text(), nullable=True),
        sa.Column("leased_at", sa.Text(), nullable=True),
        sa.Column("leased_until", sa.Text(), nullable=True),
        sa.Column("not_before", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("set_aside_at", sa.Text(), nullable=True),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("job_receipt", "job", ["receipt", "priority", "turn", "id"])
    op.create_index("job_subject", "job", ["subject", "kind"])
    op.create_index(
        "job_order",
        "job",
        ["priority", "turn", "id"],
        sqlite_where=sa.text("set_aside_at IS NULL"),
    )
    op.execute(
        f"INSERT INTO job ({_KEPT}, made_at, turn) SELECT {_KEPT}, made_at, id "  # noqa: S608 - names of columns that stand above
        "FROM job_before"
    )
    op.drop_table("job_before")
