"""Mailboxes (.mbox), streamed: the first message comes at once, at any size.

A separator is a line that begins with ``From ``, names a time and a year, stands at
the start or after an empty line, and is followed by a header line. The empty line
before it is the mailbox's and not the message's; so is one at the very end. All other
bytes of a message are given as they stand: ``>From`` is not undone.
"""

import re
from collections.abc import Iterator

from ledger.domain import problems
from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.sentence import said
from ledger.formats.source import Source

KIND = Kind.ARCHIVE
MEDIA_TYPES = ("application/mbox",)
SUFFIXES = frozenset({".mbox", ".mbx"})
PARSER = "mbox"
VERSION = 1

PIECE = 1024 * 1024
LONGEST = 4096
"""A separator and the beginning of the line below it are not longer than this."""

POSTMARK = rb"From [^\n]{0,500}?\d:\d\d[^\n]{0,200}"
HEADER = rb"(?=>?From |[!-9;-~]{1,200}[ \t]*:)"
FIRST = re.compile(rb"From [^\n]{0,1000}\n")
SEPARATOR = re.compile(rb"\n(\r?\n)(" + POSTMARK + rb")\n" + HEADER)
YEAR = re.compile(rb"\b(?:19|20)\d\d\b")


def sniff(source: Source) -> int:
    """Bid for a file that begins with a separator."""
    if source.start and not source.head:
        return 90  # it was read to its end
    if not source.head.startswith(b"From "):
        return 0
    line = source.head.partition(b"\n")[0]
    if not (YEAR.search(line) and re.search(rb"\d:\d\d", line)) and not source.start:
        return 60 if source.suffix in SUFFIXES else 0
    return 65 if source.suffix == ".eml" else 90


def read(source: Source) -> Iterator[Member | Reading]:
    """Yield each message with the place where reading can go on after it."""
    number = source.done + source.lost
    large = source.lost
    told = large
    for data, end in Cutter(source).messages():
        number += 1
        if data is None:
            large += 1
            continue
        yield Member(
            name=f"message {number}.eml",
            media_type="message/rfc822",
            place=f"message {number}",
            data=data,
            offset=end,
            lost=large - told,
        )
        told = large
    yield Reading(
        parser=PARSER,
        version=VERSION,
        kind=KIND,
        media_type=MEDIA_TYPES[0],
        title=source.title,
        facts={"messages": str(number), "too large": str(large)},
        flags=("messages-too-large",) * bool(large),
        problem=_problem(number, large, source.most),
    )


def _problem(number: int, large: int, most: int) -> str | None:
    if large:
        limit = problems.megabytes(most)
        return said(problems.LARGE_MESSAGES, count=large, limit=limit)
    return None if number else problems.NO_MESSAGES


class Cutter:
    """Cuts a stream at its separators, holding one message at most."""

    def __init__(self, source: Source) -> None:
        self.rest = source.rest
        self.most = source.most
        self.held = bytearray(source.head)
        self.offset = source.start
        """Where ``held`` begins in the file."""

        self.seen = 0
        """Up to here ``held`` has no separator."""

        self.lost = False
        """True while the message being read is above the limit."""

    def messages(self) -> Iterator[tuple[bytes | None, int]]:
        """Yield (bytes, offset after them); no bytes for a message too large."""
        first = FIRST.match(self.held)
        if first:
            self._drop(first.end())
        while True:
            found = self._next()
            if found is None:
                break
            yield self._message(found.start() + 1), self.offset + found.start(2)
            self._drop(found.end())
            self.lost = False
        end = self.offset + len(self.held)
        last = self._message(len(self.held) - self._empty_line_at_end())
        if last or last is None:
            yield last, end

    def _message(self, end: int) -> bytes | None:
        if self.lost or end > self.most:
            return None
        with memoryview(self.held) as held:
            return bytes(held[:end])

    def _next(self) -> re.Match[bytes] | None:
        while True:
            at = self.seen
            while found := SEPARATOR.search(self.held, at):
                if YEAR.search(found[2]):
                    return found
                at = found.end(1)
            self.seen = max(0, len(self.held) - LONGEST)
            if self.seen > self.most:
                self.lost = True
                self._drop(self.seen)
            piece = self.rest.read(PIECE)
            if not piece:
                return None
            self.held += piece

    def _drop(self, count: int) -> None:
        del self.held[:count]
        self.offset += count
        self.seen = 0

    def _empty_line_at_end(self) -> int:
        for ending in (b"\n\r\n", b"\n\n"):
            if self.held.endswith(ending):
                return len(ending) - 1
        return 0
