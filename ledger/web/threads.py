"""Threads on a page: the messages around one, the others folded, and who sent each."""

from typing import Any

from ledger.domain.document import Document
from ledger.services import joints
from ledger.services.joints import ThreadLine
from ledger.web import authenticity
from ledger.web.context import the_ledger

_NEAR = 5


def around(document: Document) -> dict[str, Any]:
    """Return the thread of a document, and what is known of who sent its messages."""
    thread = joints.thread(the_ledger(), document.id)
    listed = [document, *(line.document for line in thread.lines)]
    return {"thread": thread, "near": near, "senders": authenticity.of_mails(listed)}


def near(
    lines: tuple[ThreadLine, ...], key: str
) -> tuple[tuple[ThreadLine, ...], tuple[ThreadLine, ...], tuple[ThreadLine, ...]]:
    """Return a thread in three parts: before, around and after a message."""
    here = next(
        (at for at, line in enumerate(lines) if line.document.id == key), len(lines)
    )
    low, high = max(0, here - _NEAR), here + _NEAR + 1
    return lines[:low], lines[low:high], lines[high:]
