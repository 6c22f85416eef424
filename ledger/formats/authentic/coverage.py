"""Coverage: which parts of a message a signature speaks for, and where it ends."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.formats.authentic.raw import Raw
from ledger.formats.authentic.raw import TRACES

MAIN = ("from", "to", "cc", "date", "subject")
"""What a reader takes a message by: uncovered, anybody could have written it."""

MOST_NAMES = 60
MOST_TAIL = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Headers that a signature covers, and that it does not."""

    covered: tuple[str, ...]
    uncovered: tuple[str, ...]
    oversigned: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the main headers that it does not cover."""
        return tuple(name for name in MAIN if name in self.uncovered)


def of(raw: Raw, listed: Sequence[str]) -> Coverage:
    """Return what a list of signed headers covers of a message."""
    present = dict.fromkeys(name for name, _value in raw.fields)
    signed = Counter(listed)
    covered = [name for name in present if 0 < raw.count(name) <= signed[name]]
    over = [name for name in signed if signed[name] > raw.count(name)]
    known = set(covered)
    uncovered = [
        name for name in present if name not in known and not TRACES.fullmatch(name)
    ]
    return Coverage(
        covered=tuple(covered[:MOST_NAMES]),
        uncovered=tuple(sorted(uncovered, key=_main_first)[:MOST_NAMES]),
        oversigned=tuple(over[:MOST_NAMES]),
    )


def _main_first(name: str) -> int:
    return MAIN.index(name) if name in MAIN else len(MAIN)


def tail(raw: Raw, length: int, canonical: str) -> tuple[int, str] | None:
    """Return where the unsigned end of a body begins, and how; None without one.

    ``length`` counts bytes of the body as the signature sees it (``l=``), so the lines
    are walked in that form until they are used up.
    """
    body = raw.data[raw.body_at :]
    relaxed = canonical.rpartition("/")[2] == "relaxed"
    left = length
    at = 0
    for line in re.finditer(rb"[^\n]*(?:\n|\Z)", body):
        if not line[0]:
            break
        seen = _seen(line[0], relaxed=relaxed)
        if len(seen) > left:
            at = line.start() + (left if not relaxed else min(left, len(line[0])))
            break
        left -= len(seen)
        at = line.end()
    rest = body[at:]
    if not rest.strip(b"\r\n \t" if relaxed else b"\r\n"):
        return None
    return raw.body_at + at, rest[:MOST_TAIL].decode("utf-8", errors="replace").strip()


def _seen(line: bytes, *, relaxed: bool) -> bytes:
    text = line.rstrip(b"\r\n")
    if relaxed:
        text = re.sub(rb"[ \t]+", b" ", text).rstrip(b" ")
    return text + b"\r\n"
