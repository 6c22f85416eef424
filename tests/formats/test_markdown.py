"""Markdown: to the letter, with a title."""

from collections.abc import Callable

import pytest

from ledger.domain.reading import Kind
from ledger.domain.reading import Member
from ledger.domain.reading import Reading

Read = Callable[..., tuple[list[Member], Reading]]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Scope of *work* ##\n\nTwo rounds.\n", "Scope of *work* · brief"),
        ("Intro\n\nScope\n=====\n", "Scope · brief"),
        ("```\n# not a heading\n```\n## Rounds\n", "Rounds · brief"),
        ("---\ntitle: 'Offer 7'\nauthor: Anna\n---\n# Other\n", "Offer 7 · brief"),
        ("no heading\n", "brief"),
        ("# brief\n", "brief"),
    ],
)
def test_the_text_is_kept_to_the_letter_and_gives_a_title(
    read: Read, text: str, title: str
) -> None:
    _, reading = read(text.encode(), "brief.md")

    assert reading.text == text
    assert reading.title == title
    assert (reading.kind, reading.media_type) == (Kind.DOCUMENT, "text/markdown")
    assert (reading.parser, reading.problem) == ("markdown", None)


def test_what_is_only_named_so_is_read_by_its_bytes(read: Read) -> None:
    _, reading = read(b"%PDF-1.4\n1 0 obj\n", "brief.md")

    assert reading.parser == "pdf"


def test_a_long_beginning_without_an_end_takes_no_time(read: Read) -> None:
    _, reading = read(b"---\n" + b"title\n" * 100_000 + b"```\n" * 50_000, "brief.md")

    assert reading.title == "brief"
