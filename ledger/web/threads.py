"""Threads on a page: the messages around one, the others folded."""

from ledger.services.joints import ThreadLine

_NEAR = 5


def near(
    lines: tuple[ThreadLine, ...], key: str
) -> tuple[tuple[ThreadLine, ...], tuple[ThreadLine, ...], tuple[ThreadLine, ...]]:
    """Return a thread in three parts: before, around and after a message."""
    here = next(
        (at for at, line in enumerate(lines) if line.document.id == key), len(lines)
    )
    low, high = max(0, here - _NEAR), here + _NEAR + 1
    return lines[:low], lines[low:high], lines[high:]
