"""The head of a message: what it claims of itself, never more than a claim."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Headers:
    """What the head of a message claims."""

    message_id: str = ""
    """Without angle brackets; empty where there is none."""

    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    subject: str = ""
    sent_at: datetime | None = None
    """The sender's claim, UTC; None where the date names no zone or is none."""

    sent_raw: str = ""
    """The ``Date:`` header as it stands."""

    sent_zone: str = ""
    """The zone in which it was said (``+0300``); empty where the date names none."""

    received_at: datetime | None = None
    """The newest ``Received:`` header, UTC."""

    fingerprint: str = ""
    """Hex SHA-256 over From, To, Cc, Date, Subject, decoded body and the digests of
    the attachments: equal for two copies of one message (DATA.md)."""

    signs: tuple[str, ...] | None = None
    """What it carries by which it can be checked who sent it (``dkim``, ``pgp``); None
    where nobody looked: the form keeps no such thing, or an older reader read it."""
