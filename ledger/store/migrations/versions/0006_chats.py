"""Chats: their exports, and what each message says beside its words."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def upgrade() -> None:
    """Make the tables; no chat was read before there were such rows."""
    op.create_table(
        "chat",
        *_texts("name", "id", "title", "service"),
        _number("position"),
        sa.PrimaryKeyConstraint("name"),
        sa.UniqueConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "chat_export",
        *_texts("document", "chat", "needs", "day_order", "zone", "offsets"),
        _number("position"),
        sa.PrimaryKeyConstraint("document"),
        sqlite_strict=True,
    )
    op.create_index("chat_export_chat", "chat_export", ["chat", "position"])
    op.create_table(
        "post",
        *_texts("document", "chat", "export", "message", "identity"),
        *_texts("number", "clock", "day", "facts"),
        _number("position"),
        sa.PrimaryKeyConstraint("document"),
        sqlite_strict=True,
    )
    op.create_index("post_chat", "post", ["chat", "day", "position"])
    op.create_index("post_export", "post", ["export"])
    op.create_index("post_identity", "post", ["identity"])
