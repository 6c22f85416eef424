"""Mailboxes: each message is the bytes between two separators, and comes at once."""

import io
from collections.abc import Callable
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.formats import mbox
from ledger.formats.source import Source

Read = Callable[..., tuple[list[Member], Reading]]

MARK = b"From ann@shop.example Mon Mar  3 10:00:00 2025\n"
MESSAGES = st.lists(
    st.lists(
        st.sampled_from(
            (b"words\n", b">From here\n", b"From here on\n", b"\r\n", b"\n")
        ),
        max_size=6,
    ).map(lambda lines: b"Subject: x\n\n" + b"".join(lines) + b"end\n"),
    min_size=1,
    max_size=6,
)


def boxed(messages: list[bytes], gap: bytes = b"\n") -> bytes:
    return b"".join(MARK + message + gap for message in messages)


@given(messages=MESSAGES, gap=st.sampled_from((b"\n", b"\r\n")))
def test_what_was_put_in_comes_out_to_the_byte(
    read: Read, messages: list[bytes], gap: bytes
) -> None:
    members, reading = read(boxed(messages, gap), "a.mbox")

    assert [member.data for member in members] == messages
    assert reading.kind is Kind.ARCHIVE
    assert reading.facts["messages"] == str(len(messages))
    assert reading.problem is None


@given(messages=MESSAGES, already=st.integers(0, 5))
def test_reading_goes_on_at_any_offset_it_gave(
    read: Read, messages: list[bytes], already: int
) -> None:
    data = boxed(messages)
    members, _ = read(data, "a.mbox")
    done = min(already, len(members) - 1)
    start = members[done - 1].offset if done else 0
    assert start is not None

    rest, reading = read(data[start:], "a.mbox", start=start, done=done)

    assert rest == members[done:]
    assert reading.facts["messages"] == str(len(members))


@pytest.mark.parametrize(
    "mark",
    [
        b"From - Mon Mar 03 10:00:00 2025",
        b"From 1234567@xxx Mon Mar 03 10:00:00 +0000 2025",
        b"From ann at shop.example  Mon Mar  3 10:00:00 2025",
        b"From ann@shop.example Mon, 3 Mar 2025 10:00:00 +0200",
        b"From ann@shop.example Mon Mar  3 10:00 EET 2025 remote from shop\r",
    ],
)
def test_the_separators_of_many_programs_are_known(read: Read, mark: bytes) -> None:
    one = mark + b"\nSubject: x\n\nwords\n"

    members, _ = read(one + b"\n" + one, "a.mbox")

    assert [member.data for member in members] == [b"Subject: x\n\nwords\n"] * 2


@pytest.mark.parametrize(
    "line",
    [
        b"\nFrom now on, at 10:00 in 2025, we meet.\nSo it is.\n",
        b"\nFrom the start\nSubject: x\n",
        b"From ann@shop.example Mon Mar  3 10:00:00 2025\nSubject: y\n",
        b"\n>From ann@shop.example Mon Mar  3 10:00:00 2025\nSubject: y\n",
    ],
    ids=["no header below", "no date", "no empty line above", "escaped"],
)
def test_what_only_begins_like_a_separator_is_none(read: Read, line: bytes) -> None:
    message = b"Subject: x\n\nwords\n" + line

    members, _ = read(MARK + message, "a.mbox")

    assert [member.data for member in members] == [message]


ONE = b"Subject: x\n\nwords\n"


def cut(data: bytes) -> list[bytes]:
    source = Source(head=data[:65536], rest=io.BytesIO(data[65536:]))
    return [item.data for item in mbox.read(source) if isinstance(item, Member)]


@pytest.mark.parametrize(
    "mark",
    [
        b"From ann@shop.example Mon Mar  3 2025",
        b"From ann@shop.example Mon, 3 Mar 25 10:00:00",
        b"From ann@shop.example 3 Mar 2025",
        b"From - Mon Mar 03 10:00:00 2025",
        b"From -",
        b"From MAILER-DAEMON",
        b"From ann@shop.example",
    ],
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_separators_without_a_whole_date_are_known(
    read: Read, mark: bytes, end: bytes
) -> None:
    message = ONE.replace(b"\n", end)
    data = (mark + end + message + end) * 3

    members, reading = read(data, "Inbox")

    assert reading.parser == "mbox"
    assert [member.data for member in members] == [message] * 3


def test_programs_that_write_no_empty_line_are_known_by_their_sender() -> None:
    mark = b"From ???@??? Mon Mar 03 10:00:00 2025\r\n"
    message = ONE.replace(b"\n", b"\r\n")

    assert cut((mark + message) * 2) == [message] * 2


def test_a_line_without_a_date_is_no_separator_where_the_others_have_one() -> None:
    message = ONE + b"\nFrom ann@shop.example\nSubject: y\n"

    assert cut(boxed([message, ONE])) == [message, ONE]


def test_a_length_in_the_head_passes_over_what_looks_like_a_separator() -> None:
    body = b"words\n\n" + MARK + b"Subject: quoted\n\nmore\n"
    message = b"Subject: x\nContent-Length: %d\n\n" % len(body) + body

    assert cut(boxed([message, ONE, message])) == [message, ONE, message]
    assert cut(boxed([message, ONE], gap=b"")) == [message, ONE]


@pytest.mark.parametrize("length", [b"3", b"9999", b"999999999999"])
def test_a_length_behind_which_nothing_begins_is_not_believed(length: bytes) -> None:
    message = b"Subject: x\nContent-Length: " + length + b"\n\nwords\n"

    assert cut(boxed([message, ONE])) == [message, ONE]


@pytest.mark.parametrize("before", [b"\n", b"\r\n\r\n", b"\xef\xbb\xbf"])
def test_empty_lines_before_the_first_separator_are_the_mailboxs(
    read: Read, before: bytes
) -> None:
    members, reading = read(before + boxed([ONE]), "box")

    assert reading.parser == "mbox"
    assert [member.data for member in members] == [ONE]


def test_a_letter_that_begins_with_from_is_no_mailbox(read: Read) -> None:
    members, reading = read(b"From ann\nNote: we meet at 10.\n\nYours\n", "a.txt")

    assert (members, reading.parser) == ([], "text")


def test_what_was_too_large_is_still_counted_when_reading_goes_on(read: Read) -> None:
    data = boxed([ONE, ONE])
    first = read(data, "a.mbox")[0][0]
    assert first.offset is not None

    members, reading = read(
        data[first.offset :], "a.mbox", start=first.offset, done=1, lost=2
    )

    assert members[0].place == "message 4"
    assert "messages-too-large" in reading.flags
    assert reading.facts == {"messages": "4", "too large": "2"}


def test_reading_that_goes_on_at_the_very_end_ends_there(read: Read) -> None:
    members, reading = read(b"", "a.mbox", start=1000, done=3)

    assert (members, reading.parser) == ([], "mbox")
    assert reading.facts["messages"] == "3"


def test_the_places_are_numbered_and_the_name_says_mail(read: Read) -> None:
    members, _ = read(boxed([b"Subject: x\n\na\n"] * 2), "a.mbox")

    assert [(m.place, m.name, m.media_type) for m in members] == [
        ("message 1", "message 1.eml", "message/rfc822"),
        ("message 2", "message 2.eml", "message/rfc822"),
    ]


def test_a_message_above_the_limit_is_told_by_its_place_and_its_neighbours_come(
    read: Read,
) -> None:
    small = b"Subject: x\n\na\n"
    large = b"Subject: x\n\n" + b"words \n" * 500_000

    data = boxed([small, large, small])
    members, reading = read(data, "a.mbox", most=1024 * 1024)

    assert [(m.place, m.data) for m in members] == [
        ("message 1", small),
        ("message 2", b""),
        ("message 3", small),
    ]
    assert members[1].stretch is not None
    assert data[slice(*members[1].stretch)] == large
    assert reading.problem is None


@given(messages=MESSAGES, already=st.integers(0, 5))
def test_the_message_at_which_a_reader_breaks_is_passed_over(
    read: Read, messages: list[bytes], already: int
) -> None:
    data = boxed(messages)
    whole, _ = read(data, "a.mbox")
    done = min(already, len(whole) - 1)
    start = (whole[done - 1].offset if done else 0) or 0

    [passed, *rest], reading = read(
        data[start:], "a.mbox", start=start, done=done, passed=frozenset({done})
    )

    assert (passed.place, passed.data, passed.at) == (whole[done].place, b"", start)
    assert passed.left
    assert passed.offset == whole[done].offset
    assert rest == whole[done + 1 :]
    assert reading.facts["messages"] == str(len(messages))


class Endless(io.RawIOBase):
    """A mailbox without an end, that counts what was read of it."""

    def __init__(self) -> None:
        self.given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        self.given += size
        one = MARK + b"Subject: x\n\n" + b"words\n" * 1000 + b"\n"
        return (one * (size // len(one) + 1))[:size]


def test_the_first_message_comes_before_the_rest_is_read() -> None:
    endless = Endless()
    source = Source(head=MARK + b"Subject: x\n\n" + b"a\n" * 9, rest=endless)  # type: ignore[arg-type]  # reads like a file

    items: Iterator[Member | Reading] = mbox.read(source)

    assert isinstance(next(items), Member)
    assert endless.given <= 2 * mbox.PIECE


@settings(deadline=None, max_examples=30)
@given(size=st.integers(1, 200), messages=MESSAGES)
def test_pieces_of_any_size_give_the_same_messages(
    size: int, messages: list[bytes]
) -> None:
    class Slow(io.BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            return super().read(size)

    source = Source(head=MARK, rest=Slow(boxed(messages)[len(MARK) :]))

    members = [item for item in mbox.read(source) if isinstance(item, Member)]

    assert [member.data for member in members] == messages
