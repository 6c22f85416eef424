"""Mailboxes (.mbox), streamed: the first message comes at once, at any size.

A separator is a line that begins with ``From ``, names a time, stands at the start or
after an empty line, and is followed by a header line. Programs differ: some write no
whole date, some no empty line, some say how long a message is and quote nothing in it.
What the first separator looks like tells what the others may look like.

The empty line before a separator is the mailbox's and not the message's; so is one at
the very end. All other bytes of a message are given as they stand: ``>From`` is not
undone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace

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
VERSION = 3

PIECE = 1024 * 1024
LONGEST = 4096
"""A separator and the beginning of the line below it are not longer than this."""

START = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n){0,20}(From [^\n]{0,1000})\n")
SEPARATOR = re.compile(rb"\n(From [^\n]{1,700})\n(?=(>?From |[!-9;-~]{1,200}[ \t]*:))")
TOUCHES = re.compile(rb"From (?:-|\?\?\?@\?\?\?) ")
"""Senders whom nobody else writes; their programs write no empty line before them."""

BEHIND = re.compile(rb"(\r?\n)?(From [^\n]{1,1000})\n")
HEAD_END = re.compile(rb"\n\r?\n")
LENGTH = re.compile(rb"(?im)^Content-Length[ \t]*:[ \t]*([0-9]{1,12})[ \t]*\r?$")
LENGTH_MARKS = (b"-Length:", b"-length:", b"-LENGTH:", b"-Length ")
LINE_END = ord("\n")
LONGEST_HEAD = 64 * 1024

TIME = re.compile(rb"\d:\d\d")
YEAR = re.compile(rb"\b(?:19|20)\d\d\b")
DAY = re.compile(rb"\b(?:mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
MONTH = re.compile(
    rb"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)
AFTER_SENDER = re.compile(rb"From +\S+ +(?:[0-9]|[A-Za-z]{3}\b)")
SENDER_ALONE = re.compile(rb"From +\S+[ \t]*\r?")
OF_MAIL = re.compile(
    rb"(?:>?From |(?:From|To|Cc|Subject|Date|Received|Return-Path|Message-ID|Status"
    rb"|MIME-Version|Delivered-To|Reply-To|Sender|Content-[\w-]+|X-[\w-]+)[ \t]*:)",
    re.IGNORECASE,
)
"""Lines with which the head of a mail begins."""


def _is_dated(line: bytes, below: bytes) -> bool:
    """Tell whether a line names a time, whole or in part, as a separator does."""
    if TIME.search(line) and YEAR.search(line):
        return True
    said = sum(bool(mark.search(line)) for mark in (TIME, YEAR, DAY, MONTH))
    return said > 1 and bool(AFTER_SENDER.match(line) and OF_MAIL.match(below))


def sniff(source: Source) -> int:
    """Bid for a file that begins with a separator."""
    if source.start and not source.head:
        return 90  # it was read to its end
    first = START.match(source.head)
    if first is None:
        return 60 if source.start else 0
    below = source.head[first.end() : first.end() + LONGEST]
    if not source.start and not _is_dated(first[1], below):
        return _bare(source, first[1], below)
    return 65 if source.suffix == ".eml" else 90


def _bare(source: Source, line: bytes, below: bytes) -> int:
    """Bid for a mailbox whose separators say no time: there must be two of them."""
    if source.suffix in SUFFIXES:
        return 60
    if not (SENDER_ALONE.fullmatch(line) and OF_MAIL.match(below)):
        return 0
    others = SEPARATOR.finditer(source.head)
    return 75 * any(SENDER_ALONE.fullmatch(other[1]) for other in others)


def read(source: Source) -> Iterator[Member | Reading]:
    """Yield each message with the place where reading can go on after it."""
    number = source.done + source.lost
    cutter = Cutter(source)
    if source.done in source.passed and (passed := cutter.pass_over()):
        number += 1
        yield replace(_member(number, passed), left=problems.CRASHED, at=source.start)
    for message in cutter.messages():
        number += 1
        yield _member(number, message)
    yield Reading(
        parser=PARSER,
        version=VERSION,
        kind=KIND,
        media_type=MEDIA_TYPES[0],
        title=source.title,
        facts={"messages": str(number), "too large": str(source.lost)},
        flags=("messages-too-large",) * bool(source.lost),
        problem=_problem(number, source),
    )


def _problem(number: int, source: Source) -> str | None:
    if source.lost:  # it was begun by a version that took no large message out
        limit = problems.megabytes(source.most)
        return said(problems.LARGE_MESSAGES, count=source.lost, limit=limit)
    return None if number else problems.NO_MESSAGES


@dataclass(frozen=True, slots=True)
class Message:
    """A message that was cut out, or where it stands if it is too long for that."""

    data: bytes
    offset: int
    """Where reading goes on behind it."""

    stretch: tuple[int, int] | None = None


def _member(number: int, message: Message) -> Member:
    return Member(
        name=f"message {number}.eml",
        media_type="message/rfc822",
        place=f"message {number}",
        data=message.data,
        offset=message.offset,
        stretch=message.stretch,
    )


Cut = tuple[int, int, int]
"""Where a message ends, and where the separator behind it begins and ends."""


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

        self.began = source.start
        """Where the message that is being read begins in the file."""

        self.long = False
        """True while that is above the limit: what was seen of it is not held."""

        first = START.match(self.held)
        self.bare = bool(first and SENDER_ALONE.fullmatch(first[1]))
        """Whether separators here say no time."""

    def messages(self) -> Iterator[Message]:
        """Yield the messages from here to the end of the mailbox."""
        self._begin()
        while found := self._behind_body() or self._next():
            end, start, stop = found
            yield self._message(end, self.offset + start)
            self._drop(stop)
            self.began, self.long = self.offset, False
        end = self.offset + len(self.held)
        last = self._message(len(self.held) - self._empty_line_at_end(), end)
        if last.data or last.stretch:
            yield last

    def pass_over(self) -> Message | None:
        """Go behind the message that stands here, by its separators alone."""
        self._begin()
        found = self._next()
        at = found[1] if found else len(self.held)
        self._drop(at)
        passed = self.offset > self.began
        self.began, self.long = self.offset, False
        return Message(b"", self.offset) if passed else None

    def _begin(self) -> None:
        first = START.match(self.held)
        if first:
            self._drop(first.end())
        self.began = self.offset

    def _message(self, end: int, offset: int) -> Message:
        if self.long or end > self.most:
            return Message(b"", offset, (self.began, self.offset + end))
        with memoryview(self.held) as held:
            return Message(bytes(held[:end]), offset)

    def _behind_body(self) -> Cut | None:
        """Return the separator behind the body, if the head says how long that is.

        It is believed only if a separator stands there, or the end of the mailbox.
        """
        while (head := HEAD_END.search(self.held, 0, LONGEST_HEAD)) is None:
            if len(self.held) >= LONGEST_HEAD or not self._more():
                return None
        if not any(self.held.find(mark, 0, head.start()) >= 0 for mark in LENGTH_MARKS):
            return None  # as in nearly all mails
        said = LENGTH.search(self.held, 0, head.start() + 1)
        end = head.end() + int(said[1]) if said else 0
        if not end or end > self.most:
            return None
        while len(self.held) < end + LONGEST and self._more():
            pass
        found = BEHIND.match(self.held, end)
        if found and _is_dated(found[2], bytes(self.held[found.end() : end + LONGEST])):
            return end, found.start(2), found.end()
        if len(self.held) >= end and not self.held[end : end + LONGEST].strip():
            self.seen = end  # it is the last one
        return None

    def _next(self) -> Cut | None:
        while True:
            at = self.seen
            while found := SEPARATOR.search(self.held, at):
                end = self._end_before(found)
                if end is not None and self._separates(found):
                    return end, found.start(1), found.end()
                at = found.start() + 1
            self.seen = max(self.seen, len(self.held) - LONGEST)
            if self.seen > self.most:
                self.long = True
                self._drop(self.seen)
            if not self._more():
                return None

    def _end_before(self, found: re.Match[bytes]) -> int | None:
        """Return where a message ends before a line; None where it cannot end there.

        The empty line between them is neither's.
        """
        at = found.start()
        if at and self.held[at - 1] == LINE_END:
            return at
        if at > 1 and self.held[at - 2 : at] == b"\n\r":
            return at - 1
        return at + 1 if TOUCHES.match(found[1]) else None

    def _separates(self, found: re.Match[bytes]) -> bool:
        line, below = found[1], found[2]
        if _is_dated(line, below):
            return True
        return self.bare and bool(SENDER_ALONE.fullmatch(line) and OF_MAIL.match(below))

    def _more(self) -> bool:
        """Hold one piece more; False at the end."""
        piece = self.rest.read(PIECE)
        self.held += piece
        return bool(piece)

    def _drop(self, count: int) -> None:
        del self.held[:count]
        self.offset += count
        self.seen = 0

    def _empty_line_at_end(self) -> int:
        for ending in (b"\n\r\n", b"\n\n"):
            if self.held.endswith(ending):
                return len(ending) - 1
        return 0
