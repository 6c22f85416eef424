"""What a worker answers, taken for what it says and for nothing more."""

from typing import Any

from ledger.box.worker import WorkerDiedError
from ledger.domain.reading import Member
from ledger.domain.reading import Reading


def outcome(head: dict[str, Any], data: bytes) -> tuple[bool, Member | Reading]:
    """Return whether an answer is the last one, and what it says."""
    form = head.get("is")
    return form == "reading", (
        _member(head, data) if form == "member" else reading(data)
    )


def _member(head: dict[str, Any], data: bytes) -> Member:
    offset, size, at = head.get("offset"), head.get("size"), head.get("at")
    read = isinstance(size, int)
    return Member(
        name=str(head.get("name", "")),
        media_type=str(head.get("media_type", "")),
        place=str(head.get("place", "")),
        data=data[:size] if read else data,
        offset=offset if isinstance(offset, int) else None,
        content_id=str(head.get("content_id", "")),
        inline=bool(head.get("inline")),
        within=str(head.get("within", "")),
        reading=reading(data[size:]) if read else None,
        lost=int(head.get("lost") or 0),
        packed=bool(head.get("packed")),
        stretch=_stretch(head.get("stretch")),
        left=str(head.get("left") or ""),
        at=at if isinstance(at, int) else None,
    )


def _stretch(told: object) -> tuple[int, int] | None:
    match told:
        case [int(start), int(end)] if 0 <= start < end:
            return start, end
        case None:
            return None
    raise WorkerDiedError


def reading(data: bytes) -> Reading:
    """Return a reading that a worker made.

    Raises:
        WorkerDiedError: it answered what no worker of ours would.
    """
    try:
        return Reading.from_bytes(data)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise WorkerDiedError from error
