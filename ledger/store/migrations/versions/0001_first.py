"""The first tables."""

from alembic import op

from ledger.store import tables

revision = "0001"
down_revision = None

_GUARDS = (
    """CREATE TRIGGER event_never_changed BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END""",
    """CREATE TRIGGER event_never_removed BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'events are never removed'); END""",
    """CREATE TRIGGER event_without_gap BEFORE INSERT ON event
    WHEN NEW.position <> (SELECT coalesce(max(position) + 1, 0) FROM event)
    BEGIN SELECT RAISE(ABORT, 'the log has no gaps'); END""",
)


def upgrade() -> None:
    """Make all tables, and the guards against bugs of our own in the log."""
    tables.metadata.create_all(op.get_bind())
    for statement in _GUARDS:
        op.execute(statement)
